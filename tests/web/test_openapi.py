"""The description of the interface is true: what it allows is answered as it says, what it forbids is refused."""

from __future__ import annotations

from typing import Any

import pytest
from cli_samples import REPORTS, TableReader
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings

from accede.model import Act
from accede.record import Record
from accede.reports import load
from accede.web.app import create_app
from accede.web.settings import Settings

schemathesis: Any = pytest.importorskip("schemathesis", reason="the extra `test` brings it")

OPENAPI = "/api/v1/openapi.json"
HOST = {"Host": "127.0.0.1:8421"}
PATHS = sorted(create_app(Settings(location="none")).openapi()["paths"])
CHECKED = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance",
)  # fmt: skip


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("openapi")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "api.db"
    with Record.open(path) as record:
        for report in load([folder / name for name in REPORTS]):
            record.add_reading(report, TableReader().read(report), "table 1")  # type: ignore[arg-type]
        record.add_act(Act(action="ratification", actor="NOR", date="2022-07-01", source="Gazette 7", of=("FIN",), to=("nato",)))
    return create_app(Settings(location=str(path)))


@pytest.fixture(scope="module")
def described(application: Any) -> Any:
    return schemathesis.openapi.from_asgi(OPENAPI, application, headers=HOST)


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("path", PATHS)
def test_an_address_does_as_it_is_described(described: Any, path: str, mode: str) -> None:
    from schemathesis.checks import CHECKS, load_all_checks

    load_all_checks()
    checks = [CHECKS.get_one(name) for name in CHECKED]
    cases = described[path]["GET"].as_strategy(generation_mode=schemathesis.GenerationMode(mode))

    @settings(max_examples=6, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
    @given(case=cases)
    def asked(case: Any) -> None:
        case.call_and_validate(checks=checks, headers=HOST)

    asked()


def test_real_answers_have_the_described_shape(application: Any, described: Any) -> None:
    """What is generated seldom names what is on record; these do."""
    with TestClient(application, base_url="http://127.0.0.1:8421") as client:
        one = {name: client.get(f"/api/v1/{name}").json()["items"][0]["id"] for name in ("reports", "claims")}
        event = client.get(f"/api/v1/claims/{one['claims']}").json()["events"][0]
        ids = {"/reports/{id}": one["reports"], "/claims/{id}": one["claims"], "/events/{id}": event, "/actors/{name}": "TUR", "/actors/{name}/statements": "SWE", "/instruments/{name}": "nato"}
        asked = 0
        for found in described.get_all_operations():
            operation = found.ok()
            end = operation.path.removeprefix("/api/v1")
            path = {name: ids.get(end, "fin-swe-nato") for name in ("id", "name") if f"{{{name}}}" in end}
            query = {"q": "talks"} if end == "/search" else {"since": "2022-06-01"} if end.endswith("/changes") else {}
            answer = client.get(operation.path.format(**path), params=query)
            assert answer.status_code == 200, answer.text
            operation.validate_response(answer)
            asked += 1
        assert asked == len(PATHS)


def test_every_parameter_and_answer_is_described(application: Any) -> None:
    held = application.openapi()
    for path, methods in held["paths"].items():
        assert path.startswith("/api/v1/") and set(methods) == {"get"}
        told = methods["get"]
        assert told["summary"] and {"200", "304", "404", "422"} <= set(told["responses"])
        assert told["responses"]["200"]["content"]["application/json"]["schema"], path
        assert {"valid", "known"} <= {one["name"] for one in told["parameters"]}
        for one in told["parameters"]:
            assert one["description"] and one["schema"], (path, one["name"])


def test_every_schema_that_is_named_is_there(application: Any) -> None:
    held = application.openapi()
    named: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                named.add(value["$ref"])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(held)
    assert named and {one.removeprefix("#/components/schemas/") for one in named} <= set(held["components"]["schemas"])
