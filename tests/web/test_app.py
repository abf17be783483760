"""What holds for every answer."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from accede.web.settings import Settings, is_loopback


@pytest.mark.parametrize("path", ["/", "/process/fin-swe-nato", "/nothing-there", "/?known=never", "/static/app.css"])
def test_every_answer_forbids_what_is_not_of_this_server(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


def test_the_desk_has_a_card_of_the_process(client: TestClient) -> None:
    text = client.get("/").text
    assert 'href="/process/fin-swe-nato"' in text and "Finland and Sweden to NATO" in text


def test_two_days_change_the_page_and_stay_in_its_links(client: TestClient) -> None:
    early = client.get("/process/fin-swe-nato?known=2022-06-01&valid=2022-06-01").text
    assert "Brussels" not in early and "known=2022-06-01" in early
    assert "Brussels" in client.get("/process/fin-swe-nato").text


@pytest.mark.parametrize(("path", "status", "said"), [("/nothing-there", 404, "Nothing there"), ("/process/mars", 404, "mars"), ("/?known=soon", 400, "soon")])
def test_what_goes_wrong_is_a_page_with_the_remedy(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status and said in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize(("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False), ("192.0.2.7", False), ("accede.example", False)])
def test_beyond_this_machine_everybody_signs_in(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
    assert Settings(location="x", host=host).must_sign_in is not loopback
