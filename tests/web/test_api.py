"""The interface for programs: what each address answers, pages of lists, entity tags, the two days, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_samples import HOSTILE
from click.testing import CliRunner
from fastapi.testclient import TestClient

from accede.cli import commands
from accede.model import Act
from accede.record import Record
from accede.web.memory import Memory
from tests.web.made import whole

NATO = "/api/v1/processes/fin-swe-nato"


def asked(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def first(client: TestClient, path: str) -> Any:
    return asked(client, path)["items"][0]


@pytest.mark.parametrize(("path", "wanted"), [
    ("/api/v1/processes", {"id": "fin-swe-nato", "candidates": ["FIN", "SWE"]}),
    (f"{NATO}/timeline", {"kind": "application", "time": "2022-05-18"}),
    (f"{NATO}/consents", {"member": "ALB", "candidate": "FIN", "state": "not_reported", "decider": True, "stages": []}),
    (f"{NATO}/objections", {"actor": "TUR", "state": "standing", "bound": "2022-05-18"}),
    (f"{NATO}/positions", {"actor": "CAN", "stance": "supports"}),
    (f"{NATO}/talks", {"number": 1, "place": "Brussels", "time": "2022-06-20"}),
    (f"{NATO}/changes?since=2022-06-01", {"what": "stage", "subject": "FIN", "before": "application"}),
    (f"{NATO}/statements?speaker=Ek", {"kind": "statement", "outlet": "2.txt"}),
    ("/api/v1/reports", {"published": "2022-05-18", "claims": 2}),
    ("/api/v1/claims?kind=talks", {"kind": "talks", "place": "Brussels", "quote": ["The three countries met in Brussels"]}),
    ("/api/v1/claims?actor=CAN", {"kind": "ratification", "by": ["CAN"]}),
    ("/api/v1/claims?actor=nato&kind=objection", {"by": ["TUR"]}),
    ("/api/v1/search?q=talks", {"what": "report", "field": "text"}),
    ("/api/v1/search?q=Anna&in=speaker", {"what": "speaker", "text": "Anna Ek, negotiator"}),
])  # fmt: skip
def test_the_first_of_a_list(client: TestClient, path: str, wanted: dict[str, object]) -> None:
    found = first(client, path)
    assert {key: found[key] for key in wanted} == wanted


def test_a_consent_has_its_stages_with_time_and_votes(client: TestClient, location: str) -> None:
    with Record.open(location) as record:
        record.add_act(Act(action="ratification", actor="NOR", date="2022-07-01", source="Gazette 7", of=("FIN",), to=("nato",), votes="100-1"))
    rows = {(row["member"], row["candidate"]): row for row in asked(client, f"{NATO}/consents?limit=200")["items"]}
    canada, norway = rows["CAN", "FIN"], rows["NOR", "FIN"]
    assert canada["state"] == "parliament_approved" and canada["stages"][0]["time"] == "2022-07-05" and not canada["stages"][0]["official"]
    assert norway["stages"][0]["official"] and norway["stages"][0]["votes"] == "100-1"


def test_every_source_that_is_named_stands_there_with_outlet_day_and_words(client: TestClient) -> None:
    for part in ("timeline", "objections", "talks", "positions"):
        page = asked(client, f"{NATO}/{part}")
        named = {id for item in page["items"] for id in item["sources"]}
        assert named and named <= set(page["sources"])
        assert all(source["published"] and source["outlet"] and source["quote"] for source in page["sources"].values())


def test_the_status_is_that_of_the_command(client: TestClient, location: str) -> None:
    printed = CliRunner().invoke(commands, ["status", "fin-swe-nato", "--json", "--record", location]).output
    assert asked(client, NATO) == json.loads(printed)
    assert asked(client, "/api/v1/processes/sweden") == json.loads(printed)


@pytest.mark.parametrize("path", [f"{NATO}/timeline", f"{NATO}/consents", "/api/v1/reports", "/api/v1/claims", "/api/v1/instruments"])
def test_a_list_comes_in_pages_that_join_to_the_whole(client: TestClient, path: str) -> None:
    whole = asked(client, f"{path}?limit=200")
    some = 40 if whole["total"] > 20 else 2
    parts = [asked(client, f"{path}?limit={some}&page={number}") for number in range(1, -(-whole["total"] // some) + 2)]
    assert [item for part in parts for item in part["items"]][: len(whole["items"])] == whole["items"]
    assert {(part["total"], part["pages"]) for part in parts} == {(whole["total"], len(parts) - 1)}
    assert parts[-1]["items"] == [] and parts[1]["page"] == 2


def test_an_answer_that_the_program_has_is_not_sent_again(client: TestClient, location: str) -> None:
    tag = client.get(NATO).headers["ETag"]
    assert tag.startswith('W/"')
    for held in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        answer = client.get(NATO, headers={"If-None-Match": held})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert client.get(NATO, headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert client.get(f"{NATO}?known=2022-06-01", headers={"If-None-Match": tag}).status_code == 200
    with Record.open(location) as record:
        record.add_act(Act(action="ratification", actor="NOR", date="2022-07-01", source="Gazette 7", of=("FIN",), to=("nato",)))
    assert client.get(NATO, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(("path", "early", "late"), [
    (f"{NATO}/timeline", 1, 3), (f"{NATO}/talks", 0, 1), ("/api/v1/reports", 1, 3), ("/api/v1/claims", 2, 8),
])  # fmt: skip
def test_two_days_limit_what_is_told(client: TestClient, path: str, early: int, late: int) -> None:
    then, now = asked(client, f"{path}?known=2022-06-01&valid=2022-06-01"), asked(client, path)
    assert then["known"] == "2022-06-01" and now["known"] == "2022-07-05"
    assert then["total"] < now["total"] and early <= then["total"] and late <= now["total"]


def test_what_is_known_later_is_no_answer_before(client: TestClient) -> None:
    talks = first(client, "/api/v1/claims?kind=talks")["id"]
    assert client.get(f"/api/v1/claims/{talks}").status_code == 200
    assert client.get(f"/api/v1/claims/{talks}?known=2022-06-01").status_code == 404
    assert asked(client, "/api/v1/search?q=Brussels&known=2022-06-01")["items"] == []


def test_ids_lead_from_a_claim_to_its_report_and_event(client: TestClient) -> None:
    claim = first(client, "/api/v1/claims?kind=talks")
    told = asked(client, f"/api/v1/claims/{claim['id'][:6]}")
    report = asked(client, f"/api/v1/reports/{told['report'][:7]}")
    (passage,) = told["evidence"]
    assert report["text"][passage["start"] : passage["end"]] == told["quote"][0]
    pieces = [piece for paragraph in told["context"] for piece in paragraph]
    assert [piece["text"] for piece in pieces if piece["marked"]] == told["quote"]
    assert all(report["text"][piece["start"] :].startswith(piece["text"]) for piece in pieces)
    assert claim["id"] in report["claims"] and {one["report"] for one in asked(client, f"/api/v1/claims?report={report['id'][:8]}")["items"]} == {report["id"]}
    event = asked(client, f"/api/v1/events/{told['events'][0][:8]}")
    assert claim["id"] in event["claims"] and event["place"] == "Brussels"


def test_an_act_an_actor_an_instrument_and_the_record(client: TestClient, location: str) -> None:
    with Record.open(location) as record:
        record.add_act(Act(action="ratification", actor="NOR", date="2022-07-01", source="Gazette 7", of=("FIN",), to=("nato",)))
    assert first(client, "/api/v1/acts")["source"] == "Gazette 7"
    turkey = asked(client, "/api/v1/actors/TUR")
    assert turkey["category"] == "state" and {"process": "fin-swe-nato", "role": "objector"} in turkey["processes"]
    assert {"organisation": "nato", "state": "TUR", "first": "1952-02-18", "after": None} in turkey["memberships"]
    nato = asked(client, "/api/v1/instruments/nato")
    assert nato["rules"] and nato["file"]["stages"]
    held = asked(client, "/api/v1/record")
    assert (held["reports"], held["acts"], held["newest"]) == (3, 1, "2022-07-05") and held["rows"] > 8


def test_a_forecast_stands_beside_what_is_told(client: TestClient) -> None:
    page = asked(client, f"{NATO}/outlook")
    assert [one["candidate"] for one in page["forecasts"]] == ["FIN", "SWE"]
    assert page["forecasts"][0]["forecast"]["basis"] in ("model", "base rate", "on record", "none")


@pytest.mark.parametrize(("path", "status", "said"), [
    ("/api/v1/processes/mars", 404, "mars"), ("/api/v1/processes/mars/timeline", 404, "mars"), ("/api/v1/claims/0123456789abcdef", 404, "0123456789abcdef"),
    ("/api/v1/reports/fffffff", 404, "fffffff"), ("/api/v1/events/fffffff", 404, "fffffff"), ("/api/v1/actors/nobody", 404, "nobody"),
    ("/api/v1/instruments/nothing", 404, "nothing"), ("/api/v1/nothing", 404, "Not Found"), ("/api/v1/claims/../../etc", 404, ""),
    ("/api/v1/claims/XYZ", 422, "id"), ("/api/v1/claims?kind=song", 422, "kind"), ("/api/v1/claims?page=0", 422, "page"),
    ("/api/v1/claims?limit=201", 422, "limit"), ("/api/v1/claims?limit=many", 422, "limit"), ("/api/v1/processes?known=soon", 422, "known"),
    ("/api/v1/processes?known=2022-13-45", 400, "2022-13-45"), ("/api/v1/search", 422, "q"), ("/api/v1/search?q=*", 404, "no word"),
    (f"{NATO}/changes", 422, "since"), ("/api/v1/processes?known=1999-01-01", 200, ""),
])  # fmt: skip
def test_what_goes_wrong_is_json_with_the_remedy(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status and said in answer.text and "Traceback" not in answer.text
    if status != 200 and path.startswith("/api/v1") and ".." not in path:
        assert set(answer.json()) == {"error", "remedy"}


def test_another_method_says_which_are_allowed(client: TestClient) -> None:
    answer = client.post("/api/v1/claims")
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET" and set(answer.json()) == {"error", "remedy"}


def test_an_empty_record_says_what_to_do(client: TestClient, location: str) -> None:
    Path(location).unlink()
    with Record.open(location):
        pass
    assert "accede read" in client.get("/api/v1/processes").json()["remedy"]


def test_hostile_text_stays_text(client: TestClient) -> None:
    """JSON keeps every character of a report, none of them raw that a terminal or browser could be steered with."""
    answer = client.get("/api/v1/claims?kind=statement")
    assert any(HOSTILE in quote for row in answer.json()["items"] for quote in row["quote"])
    assert "\x1b" not in answer.text and "\u202e" not in answer.text
    assert answer.headers["content-type"] == "application/json" and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_event_of_a_large_record_is_asked_for_with_its_process(client: TestClient, grown: Callable[..., None]) -> None:
    id = first(client, "/api/v1/claims?kind=talks")["id"]
    event = asked(client, f"/api/v1/claims/{id}")["events"][0]
    small = asked(client, f"/api/v1/events/{event}")
    grown(client)
    refused = client.get(f"/api/v1/events/{event}?known=2022-07-06")
    assert refused.status_code == 422 and "process=" in refused.json()["remedy"]
    assert whole(client, f"/api/v1/events/{event}?process=fin-swe-nato").json() == small


@pytest.mark.parametrize("path", [
    f"{NATO}/changes?since=2022-06-01", f"{NATO}/changes?since=2022-05-01", f"{NATO}/statements", f"{NATO}/statements?speaker=ek", "/api/v1/reports?limit=2",
    "/api/v1/claims?kind=talks", "/api/v1/claims?actor=TUR&limit=3&page=2", "/api/v1/actors?q=an", "/api/v1/actors/person:anna-ek",
])  # fmt: skip
def test_a_large_record_answers_as_a_small_one(client: TestClient, location: str, path: str, grown: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    small = asked(client, path)
    grown(client)
    monkeypatch.setattr(Memory, "get", lambda self, key: None)
    assert whole(client, path).json() == small


def test_actors_are_found_by_words(client: TestClient) -> None:
    rows = asked(client, "/api/v1/actors?q=ann")["items"]
    assert [(row["id"], row["category"]) for row in rows] == [("person:anna-ek", "person")] and rows[0]["claims"] > 0
    assert {"TUR", "nato"} <= {row["id"] for row in asked(client, "/api/v1/actors?limit=200")["items"]}
    told = asked(client, "/api/v1/actors/person:anna-ek")
    assert told["statements"] == asked(client, "/api/v1/actors/person:anna-ek/statements")["total"] and told["told"][0]["actor"] == "SWE"
