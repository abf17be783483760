"""The page of an actor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.model import Speaker
from tests.web.made import APPLIED, SCRIPT, applied, claim, client_of, is_harmless, report


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


@pytest.mark.parametrize("id", ["XYZ", "nobody", "%3Cscript%3E"])
def test_an_unknown_id_is_a_page_with_the_remedy(client: TestClient, id: str) -> None:
    answer = client.get(f"/actor/{id}")
    assert answer.status_code == 404 and "search for its name" in answer.text and "<script>" not in answer.text


def test_hostile_words_are_words(client: TestClient, tmp_path: Path) -> None:
    assert is_harmless(client.get("/actor/SWE").text)
    told = report(f"{APPLIED}. It was said.", outlet=SCRIPT)
    said = claim(told, "It was said", "statement", by=("SWE",), speaker=Speaker(name=SCRIPT, office=SCRIPT, for_="SWE"))
    assert SCRIPT not in client_of(tmp_path / "b.db", [(told, [applied(told), said])]).get("/actor/SWE").text
