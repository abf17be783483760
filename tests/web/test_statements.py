"""Who said what: the section of a process's page, and the page of all statements."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.model import Speaker
from tests.web.made import APPLIED, NATO, SCRIPT, applied, claim, client_of, is_harmless, report, whole

EK, SPOKESMAN = Speaker(name="Anna Ek", office="negotiator", for_="SWE"), Speaker(office="spokesman", for_="TUR")


def spoken(path: Path, speaker: Speaker = EK, times: int = 3) -> TestClient:
    """A speaker who speaks on several days, and a spokesman before."""
    readings = []
    for day in range(1, times + 1):
        told = report(f"{APPLIED}. They will agree by day {day}. The spokesman was silent.", f"2022-06-{day:02}")
        readings.append((told, [applied(told), claim(told, f"They will agree by day {day}", "statement", speaker=speaker, **NATO)]))
    before = report(f"{APPLIED}. Nothing is agreed.", "2022-05-20")
    return client_of(path, [*readings, (before, [applied(before), claim(before, "Nothing is agreed", "statement", speaker=SPOKESMAN, **NATO)])])


def section(page: str) -> str:
    return page.split('id="said"')[1].split("</section>")[0]


def test_the_process_has_its_statements_by_speaker(tmp_path: Path) -> None:
    with spoken(tmp_path / "a.db") as client:
        found = section(client.get("/process/nato").text)
        assert found.index("Anna Ek, negotiator") < found.index("spokesman") and found.index("day 3") < found.index("day 2") and "day 1" not in found
        assert '<a href="/actor/SWE">Sweden</a>' in found and '"/process/swe-nato/statements"' in found
        (link,) = re.findall(r'href="([^"]+)">More statements', found)
        rest = client.get(link.replace("&amp;", "&")).text
    assert [f"day {day}" in rest for day in (1, 2, 3)] == [True] * 3 and "Nothing is agreed" not in rest and "3 statements by Anna Ek" in rest


def test_a_statement_leads_to_its_words(tmp_path: Path) -> None:
    with spoken(tmp_path / "a.db") as client:
        link = re.findall(r'href="(/evidence/[^"#]+)#passage"', section(client.get("/process/nato").text))[0].replace("&amp;", "&")
        assert '<mark id="passage">They will agree by day 3</mark>' in client.get(link).text


@pytest.mark.parametrize(("speaker", "of"), [("", 4), ("Ek", 3), ("anna EK", 3), ("spokesman TUR", 1), ("SWE", 3), ("nobody", 0)])
def test_the_page_is_narrowed_to_a_speaker(tmp_path: Path, speaker: str, of: int) -> None:
    with spoken(tmp_path / "a.db") as client:
        page = client.get("/process/nato/statements", params={"speaker": speaker}).text
    assert page.count('<th scope="row">') == of and ("Nobody with all of these words" in page) == (of == 0)
    assert '<option value="Anna Ek">' in page and f'name="speaker" value="{speaker}"' in page


def test_fifty_a_page_the_newest_first(tmp_path: Path) -> None:
    told = report(f"{APPLIED}. {' '.join(f'Word {n} was said.' for n in range(60))}")
    with client_of(tmp_path / "a.db", [(told, [applied(told), *(claim(told, f"Word {n} was said", "statement", speaker=EK, **NATO) for n in range(60))])]) as client:
        first = client.get("/process/nato/statements?speaker=ek&known=2022-05-18").text
        second = client.get(re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")).text
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 10)
    assert "speaker=ek" in (back := re.findall(r'rel="prev" href="([^"]+)"', second)[0]) and "known=2022-05-18" in back


def test_only_what_was_known_is_told(client: TestClient) -> None:
    assert "Anna Ek" in client.get("/process/nato/statements").text
    assert "Nobody is told to have said anything" in client.get("/process/nato/statements?known=2022-05-20").text


def test_of_a_large_record_the_process_has_the_same_speakers(tmp_path: Path, grown: Callable[..., None]) -> None:
    with spoken(tmp_path / "a.db") as client:
        small = section(client.get("/process/nato").text)
        grown(client, 3)
        assert section(whole(client, "/process/nato").text) == small and "Anna Ek" in small
        assert whole(client, "/process/nato/statements?speaker=ek").text.count('<th scope="row">') == 3


@pytest.mark.parametrize("path", ["mars/statements", "nato/statements?page=0"])
def test_what_is_none_is_told(client: TestClient, path: str) -> None:
    assert client.get(f"/process/{path}").status_code == 404


def test_hostile_words_are_words(tmp_path: Path) -> None:
    bad = f"<b>bold</b> {SCRIPT}"
    with spoken(tmp_path / "a.db", Speaker(name=bad, office=bad, for_="SWE")) as client:
        assert is_harmless(client.get("/process/nato").text)
        assert is_harmless(client.get("/process/nato/statements").text)
        assert SCRIPT not in client.get("/process/nato/statements", params={"speaker": f'"{SCRIPT}'}).text
