"""The page of an actor."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.model import ActorMerge, Speaker
from accede.record import Record
from accede.web.memory import Memory
from tests.web.made import APPLIED, SCRIPT, applied, claim, client_of, is_harmless, report, whole


def test_offices_are_those_of_background_knowledge(client: TestClient) -> None:
    page = client.get("/actor/nato").text
    assert "<h1>NATO</h1>" in page and "Jens Stoltenberg" in page and "secretary general" in page and "not from reports" in page


def test_positions_and_objections_are_told_with_their_sources(client: TestClient) -> None:
    page = client.get("/actor/TUR").text
    assert 'href="/process/fin-swe-nato"' in page and "Who is told to stand where" in page
    assert "objects to Finland" in page and "/evidence/" in page
    assert "Canada" not in page.split("Offices</h2>")[0] and "Canada" not in page.split('id="s2"')[1]


def test_demands_are_told(tmp_path: Path) -> None:
    told = report(f"{APPLIED}. Turkey wants the exiles sent home.")
    asks = claim(told, "Turkey wants the exiles sent home", "demand", by=("TUR",), of=("SWE",), to=("nato",), modality="demanded")
    page = client_of(tmp_path / "a.db", [(told, [applied(told), asks])]).get("/actor/TUR").text
    assert "demands of Sweden" in page and "Turkey wants the exiles sent home" in page


def test_statements_are_those_said_for_it(client: TestClient) -> None:
    page = client.get("/actor/SWE").text.split('id="statements"')[1]
    assert "Anna Ek, negotiator, Sweden" in page and "We came a small step forward" in page and "3 statements" in page
    assert "Nobody is told to have spoken for it" in client.get("/actor/CAN").text


def test_an_id_is_read_in_any_case(client: TestClient) -> None:
    assert "<h1>Sweden</h1>" in client.get("/actor/swe").text


def test_the_two_days_hold(client: TestClient) -> None:
    early = client.get("/actor/SWE?known=2022-06-01&valid=2022-06-01").text
    assert "Anna Ek" not in early and "known=2022-06-01" in early and "As of 1 June 2022" in early


def test_many_statements_have_pages(tmp_path: Path) -> None:
    told = report(f"{APPLIED}. " + " ".join(f"Sentence {n:02} was said." for n in range(25)))
    speaker = Speaker(name="Anna Ek", for_="SWE")
    said = [claim(told, f"Sentence {n:02} was said", "statement", by=("SWE",), to=("nato",), speaker=speaker) for n in range(25)]
    with client_of(tmp_path / "a.db", [(told, [applied(told), *said])]) as client:
        first = client.get("/actor/SWE").text
        second = client.get(re.findall(r'rel="next" href="([^"#]+)', first)[0].replace("&amp;", "&")).text
    assert "Sentence 19" in first and "Sentence 20" not in first and "Sentence 20" in second and "Page 2 of 2" in second


def test_a_person_has_a_page_with_offices_as_told_and_statements(client: TestClient) -> None:
    page = client.get("/actor/person:anna-ek").text
    assert "<h1>Anna Ek</h1>" in page and '<p class="kind">Person</p>' in page and "negotiator" in page and 'href="/actor/SWE"' in page
    assert "We came a small step forward" in page and "What this person said" in page
    assert 'href="/actor/person:anna-ek"' in client.get("/actor/SWE").text


def test_a_known_person_has_its_dated_offices_under_any_spelling(client: TestClient) -> None:
    page = client.get("/actor/person:jens-stoltenberg").text
    assert "<h1>Jens Stoltenberg</h1>" in page and "secretary general" in page and "No report has words of this person" in page
    assert "<h1>Jens Stoltenberg</h1>" in client.get("/actor/person:JENS STOLTENBERG").text


def test_a_name_that_was_merged_leads_to_the_person_as_it_counts(client: TestClient, location: str) -> None:
    with Record.open(location) as record:
        record.add_ruling(ActorMerge(name="Anna Ek", into="Anna Ekström", by="Ada", when="2024-01-01", why="one person"))
    page = client.get("/actor/person:anna-ek").text
    assert "<h1>Anna Ekström</h1>" in page and "We came a small step forward" in page


def test_search_and_the_words_of_a_report_lead_to_the_speaker(client: TestClient) -> None:
    assert 'all words of <a href="/actor/person:anna-ek">Anna Ek</a>' in client.get("/search?q=ek&sort=speaker").text
    said = client.get("/api/v1/actors/person:anna-ek/statements").json()["items"][0]
    assert 'All words of <a href="/actor/person:anna-ek">' in client.get(f"/evidence/{said['report']}?claim={said['id']}").text
    assert client.get(f"/speaker/{said['id']}", follow_redirects=False).headers["location"] == "/actor/person:anna-ek"
    plain = client.get("/api/v1/claims?kind=application").json()["items"][0]["id"]
    assert client.get(f"/speaker/{plain}").status_code == 404
    assert "/speaker/" in client.get("/process/fin-swe-nato").text


def test_a_large_record_tells_what_is_kept_and_names_the_rest(client: TestClient, grown: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    small = client.get("/api/v1/actors/TUR").json()
    grown(client)
    monkeypatch.setattr(Memory, "get", lambda self, key: None)
    before = client.get("/api/v1/actors/TUR").json()
    assert before["open"] == ["nato"] and not before["objections"] and "Not worked out yet" in client.get("/actor/TUR").text
    assert whole(client, "/api/v1/processes/fin-swe-nato").status_code == 200
    assert client.get("/api/v1/actors/TUR").json() == small and small["objections"] and not small["open"]
    assert "objects to Finland" in client.get("/actor/TUR").text


@pytest.mark.parametrize("id", ["XYZ", "nobody", "%3Cscript%3E", "person:nobody-at-all", "person:", "person:%3Cscript%3E"])
def test_an_unknown_id_is_a_page_with_the_remedy(client: TestClient, id: str) -> None:
    answer = client.get(f"/actor/{id}")
    assert answer.status_code == 404 and "search for its name" in answer.text and "<script>" not in answer.text


def test_hostile_words_are_words(client: TestClient, tmp_path: Path) -> None:
    assert is_harmless(client.get("/actor/SWE").text)
    told = report(f"{APPLIED}. It was said.", outlet=SCRIPT)
    said = claim(told, "It was said", "statement", by=("SWE",), speaker=Speaker(name=SCRIPT, office=SCRIPT, for_="SWE"))
    assert SCRIPT not in client_of(tmp_path / "b.db", [(told, [applied(told), said])]).get("/actor/SWE").text
