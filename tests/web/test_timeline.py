"""The page of the timeline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.model import Act
from tests.web.made import APPLIED, NATO, SCRIPT, applied, claim, client_of, hostile_client, is_harmless, report

PATH = "/process/fin-swe-nato/timeline"


def rows(page: str) -> list[str]:
    """The rows of the table as a person reads them."""
    body = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>") if "<td" in row]


def test_rows_say_when_what_and_how_sure_in_the_order_of_time(client: TestClient) -> None:
    page = client.get(PATH).text
    found = rows(page)
    assert found[0].startswith("18 May 2022 application by Finland and Sweden, to NATO: “Finland and Sweden applied to join NATO”")
    assert found[0].endswith("one origin")
    assert any("ratification by Canada" in row and row.startswith("5 July 2022") for row in found)
    assert "<caption>" in page and 'scope="row"' in page and "accesskey" not in page and "style=" not in page


def test_an_entry_opens_in_one_click_to_its_words(client: TestClient) -> None:
    link = re.findall(r'<a href="(/evidence/[^"]+)">application', client.get(f"{PATH}?known=2022-07-01").text)[0].replace("&amp;", "&")
    assert "known=2022-07-01" in link and link.endswith("#passage")
    opened = client.get(link.split("#")[0]).text
    assert '<mark id="passage">Finland and Sweden applied to join NATO</mark>' in opened


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ("kind=talks", "Brussels", "Canada"),
        ("actor=canada", "Canada", "Brussels"),
        ("actor=TUR", "Brussels", "Canada"),
        ("outlet=2.TXT", "Brussels", "Canada"),
        ("certainty=one", "Canada", "no such"),
        ("first=2022-07-05", "Canada", "Brussels"),
        ("last=2022-07-04", "Brussels", "Canada"),
        ("first=2022-07-05&last=2022-07-05", "Canada", "Brussels"),
        ("kind=talks&actor=TUR&outlet=2.txt&certainty=one", "Brussels", "Canada"),
    ],
)
def test_the_timeline_is_narrowed(client: TestClient, asked: str, shown: str, hidden: str) -> None:
    found = " ".join(rows(client.get(f"{PATH}?{asked}").text))
    assert shown in found and hidden not in found


def test_a_day_that_is_none_is_refused_with_the_remedy(client: TestClient) -> None:
    answer = client.get(f"{PATH}?first=2022-02-30")
    assert answer.status_code == 400 and "check the day and month" in answer.text


def test_the_lists_of_actors_and_outlets_are_of_the_whole_timeline_whatever_is_shown(client: TestClient) -> None:
    lists = [re.findall(r"<datalist.*?</datalist>", client.get(f"{PATH}{asked}").text, re.S) for asked in ("", "?kind=talks", "?kind=halt")]
    assert lists[0] == lists[1] == lists[2] and len(lists[0]) == 2
    assert '"Canada"' in lists[0][0] and '"Turkey"' in lists[0][0] and '"2.txt"' in lists[0][1]


def test_the_picture_asks_for_what_the_table_is_narrowed_to_and_begins_with_its_span(client: TestClient) -> None:
    page = client.get(f"{PATH}?kind=talks&first=2022-06-01&known=2022-07-05").text
    figure = re.findall(r'<figure class="lanes"[^>]*>', page)[0].replace("&amp;", "&")
    assert 'data-marks="/api/v1/processes/fin-swe-nato/marks?kind=talks"' in figure and " hidden " in figure
    assert 'data-first="2022-06-01" data-last=""' in figure and 'data-known="2022-07-05"' in figure and "data-valid" not in figure
    assert '<figure class="lanes"' not in client.get(f"{PATH}?kind=halt").text  # no picture of nothing


def test_what_is_expected_stands_in_the_picture_and_in_a_table_of_its_own(tmp_path: Path) -> None:
    told = report(f"{APPLIED}. A summit meets on 29 June.")
    summit = claim(told, "A summit meets on 29 June", "fixture", parties=("nato",), **NATO, time="2022-06-29", modality="planned")
    with client_of(tmp_path / "a.db", [(told, [applied(told), summit])]) as client:
        page = client.get("/process/swe-nato/timeline").text
        happened, expected = page.split('id="expected"')
        assert "29 June 2022" not in " ".join(rows(happened)) and rows(expected)[0].startswith("29 June 2022 fixture")
        marks = client.get("/api/v1/processes/swe-nato/marks").json()
        assert [(one["lane"], one["expected"]) for one in marks["items"]] == [("steps", False), ("expected", True)]
        assert 'id="expected"' not in client.get("/process/swe-nato/timeline?last=2022-06-28").text


def test_what_nothing_fits_is_said_with_the_way_back(client: TestClient) -> None:
    page = client.get(f"{PATH}?kind=halt&known=2022-07-05").text
    assert "Nothing on the timeline is of this sort" in page and f'href="{PATH}?known=2022-07-05"' in page


def test_the_form_keeps_the_two_days(client: TestClient) -> None:
    page = client.get(f"{PATH}?valid=2022-06-01&known=2022-06-01").text
    form = page.split('class="filter"')[1].split("</form>")[0]
    assert 'name="valid" value="2022-06-01"' in form and 'name="known" value="2022-06-01"' in form
    assert "Brussels" not in " ".join(rows(page))


def test_rival_dates_are_hollow_dots_and_each_has_its_words(tmp_path: Path) -> None:
    one, other = report(f"{APPLIED} on Wednesday."), report(f"{APPLIED} a day before.", outlet="Other Post")
    with client_of(tmp_path / "a.db", [(one, [applied(one)]), (other, [applied(other, "2022-05-17")])]) as client:
        page = client.get("/process/swe-nato/timeline").text
        assert "reports differ on date" in page and "17 May 2022 (1 origin)" in page
        assert page.count('<circle cx="') == 2 and page.count('fill="var(--paper)" stroke="currentColor" stroke-width="1.6"') == 2
        assert page.count('<line class="rival"') == 1
        assert len(rows(client.get("/process/swe-nato/timeline?certainty=rivals").text)) == 1
        assert "2 origins, rival values" in rows(page)[0]


def test_an_act_is_told_as_one(tmp_path: Path) -> None:
    told = report(f"{APPLIED}.")
    act = Act(action="parliament_approved", actor="TUR", of=("SWE",), to=("nato",), date="2022-05-18", source=f"Gazette {SCRIPT}", note="in one sitting")
    with client_of(tmp_path / "a.db", [(told, [applied(told)])], [act]) as client:
        page = client.get("/process/swe-nato/timeline?certainty=act").text
        assert f'href="/act/{act.id}"' in page and rows(page)[0].endswith("official act") and len(rows(page)) == 1


def test_a_long_timeline_has_pages(tmp_path: Path) -> None:
    members = "ALB BEL BGR CAN HRV CZE DNK EST FRA DEU GRC HUN ISL ITA LVA LTU LUX MNE NLD MKD NOR POL PRT ROU SVK SVN ESP GBR USA".split()
    text = f"{APPLIED}. " + " ".join(f"{member} ratified it, and {member} met them." for member in members)
    told = report(text, "2022-09-01")
    claims = [claim(told, f"{one} ratified it", "ratification", by=(one,), **NATO, time="2022-08-01", modality="happened") for one in members]
    claims += [claim(told, f"{one} met them", "talks", parties=(one, "SWE"), time="2022-08-02", modality="happened") for one in members]
    with client_of(tmp_path / "a.db", [(told, [applied(told), *claims])]) as client:
        first = client.get("/process/swe-nato/timeline?known=2022-09-01").text
        assert len(rows(first)) == 50 and "Page 1 of 2" in first and 'rel="next"' in first and 'rel="prev"' not in first
        link = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
        second = client.get(link).text
        assert "known=2022-09-01" in link and 0 < len(rows(second)) < 50 and "Page 2 of 2" in second
        assert len(rows(client.get("/process/swe-nato/timeline?page=99").text)) == len(rows(second))
        assert client.get("/process/swe-nato/timeline?page=-1").status_code == 404


def test_hostile_words_are_words(tmp_path: Path) -> None:
    with hostile_client(tmp_path / "a.db")[0] as client:
        assert is_harmless(client.get("/process/swe-nato/timeline").text)
        asked = client.get("/process/swe-nato/timeline", params={"actor": SCRIPT, "outlet": f'"{SCRIPT}', "kind": SCRIPT}).text
        assert SCRIPT not in asked


def test_an_unknown_process_is_a_page_with_the_remedy(client: TestClient) -> None:
    answer = client.get("/process/mars/timeline")
    assert answer.status_code == 404 and "Nothing there" in answer.text


def test_what_an_outlet_took_back_stands_at_the_end(tmp_path: Path) -> None:
    from tests.web.test_evidence import edited

    with edited(tmp_path / "a.db")[0] as client:
        page = client.get("/process/swe-nato/timeline").text
        end = page.split('id="dropped"')[1]
        assert "Taken back by a later version" in end and "dropped in version 2 of 19 May 2022" in end and "/evidence/" in end
        assert 'id="dropped"' not in client.get("/process/swe-nato/timeline?known=2022-05-18").text
