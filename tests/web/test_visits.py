"""What a visit is, by a clock that the test sets, and what the desk tells as new in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.record import Record
from accede.web.visits import VISIT_ENDS, Visit
from tests.web.made import APPLIED, applied, claim, client_of, hostile_client, is_harmless, report, whole
from tests.web.people_samples import Clock

NOW = 1_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(float(NOW))
    monkeypatch.setattr("accede.web.visits.clock", clock)
    return clock


def test_looks_within_hours_are_one_visit() -> None:
    first = Visit("2022-05-01", "2022-06-01", NOW).look("2022-07-01", NOW + VISIT_ENDS - 1)
    assert first == Visit("2022-05-01", "2022-07-01", NOW + VISIT_ENDS - 1)
    second = first.look("2022-07-02", first.looked + VISIT_ENDS - 1)
    assert (second.before, second.seen) == ("2022-05-01", "2022-07-02")


def test_who_was_away_for_hours_comes_anew() -> None:
    assert Visit("2022-05-01", "2022-06-01", NOW).look("2022-07-01", NOW + VISIT_ENDS) == Visit("2022-06-01", "2022-07-01", NOW + VISIT_ENDS)


def test_a_clock_that_was_set_back_ends_the_visit() -> None:
    assert Visit("", "2022-06-01", NOW).look("2022-07-01", NOW - 1).before == "2022-06-01"


@pytest.mark.parametrize("visit", [Visit("2022-05-01", "2022-06-01", NOW), Visit("", "2022-06-01", 0)])
def test_a_cookie_is_read_as_it_was_written(visit: Visit) -> None:
    assert Visit.told(visit.cookie) == visit


def test_a_cookie_of_an_earlier_version_is_a_visit_that_is_over() -> None:
    assert Visit.told("2022-06-01") == Visit("", "2022-06-01", 0)


@pytest.mark.parametrize("cookie", ["", "2022-13-01", "..5", "2022-06-01.2022-06-31.5", "<b>", "2022-06-01.2022-06-02", "a.2022-06-02.5", ".2022-06-02.-5", "2022-06-01.2022-06-02.5\n"])
def test_what_was_not_made_here_is_no_visit(cookie: str) -> None:
    assert Visit.told(cookie) is None


# The desk


def ratified(record: str, day: str = "2022-08-01", **more: object) -> None:
    """A report of the day, by which Norway ratified."""
    told = report("Norway ratified the accession of Sweden to NATO.", day, **more)
    with Record.open(record, create=False) as held:
        held.add_readings([(told, (claim(told, "Norway ratified", "ratification", by=("NOR",), of=("SWE",), to=("nato",), time=day, stage="parliament_approved", modality="happened"),))], "hand 1")


def came(client: TestClient, day: str, clock: Clock) -> None:
    """Let the last visit be one that is over, at which the day was the newest."""
    client.cookies.clear()
    client.cookies.set("accede_seen", f".{day}.{int(clock.now) - VISIT_ENDS}")


def changes(client: TestClient) -> str:
    page = whole(client, "/").text
    return page.split('class="changes"')[1].split("</section>")[0] if 'class="changes"' in page else ""


def test_a_first_visit_has_nothing_new(client: TestClient, clock: Clock) -> None:
    assert changes(client) == "" and client.cookies["accede_seen"] == f"2022-07-05.2022-07-05.{NOW}"


def test_what_changed_is_told_with_its_words_until_the_visit_ends(client: TestClient, location: str, clock: Clock) -> None:
    client.get("/")
    ratified(location)
    told = changes(client)
    assert "<strong>Norway for Sweden:</strong>" in told and "not reported → parliament approved" in told
    (link, *_) = re.findall(r'href="(/evidence/[^"]+#passage)"', told)
    assert '<mark id="passage">Norway ratified</mark>' in client.get(link.replace("&amp;", "&").split("#")[0]).text
    clock.now += VISIT_ENDS - 1
    assert changes(client) == told, "a second look of the same morning"
    clock.now += VISIT_ENDS
    assert changes(client) == ""


def test_three_are_told_and_the_others_counted_and_linked(client: TestClient, location: str, clock: Clock) -> None:
    client.get("/?known=2022-06-01")
    assert "accede_seen" not in client.cookies, "a look at an earlier day is no visit"
    came(client, "2022-05-01", clock)
    told = changes(client)
    more = re.search(r'href="(/process/fin-swe-nato/changes\?since=2022-05-01)">(\d+) more', told)
    assert told.count("<li>") == 3 and more
    rows = client.get(more[1]).text.count('<th scope="row">')
    assert rows == 3 + int(more[2])
    assert f'<span class="new">{rows} changes</span>' in client.get("/").text


def test_nothing_is_compared_where_nothing_is_newer(client: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    came(client, "2022-07-05", clock)
    monkeypatch.setattr("accede.answers.asking.Answers.changes", lambda *_: pytest.fail("two statuses were compared"))
    assert "Sweden" in client.get("/").text and changes(client) == ""


def test_the_desk_of_a_visit_is_made_once(client: TestClient, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr("accede.web.pages.desk.printed", lambda *_, **more: made.append(more["seen"]) or "page")
    came(client, "2022-06-01", clock)
    for _ in range(3):
        clock.now += 60
        assert client.get("/").text == "page"
    assert made == ["2022-06-01"]


def test_a_large_record_is_asked_for_kept_answers_alone(
    client: TestClient, location: str, clock: Clock, grown: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(client, 3)
    whole(client, "/")
    ratified(location, url="https://a.example/1")
    told = changes(client)
    assert "Norway for Sweden:" in told and "All that became known" in told, "what was answered at the last visit is kept"
    came(client, "2022-05-20", clock)
    told = changes(client)
    assert "<li>" not in told and "since=2022-05-20" in told, "nobody asked on that day"
    monkeypatch.setattr("accede.answers.large.InDossiers._answered", lambda *_: pytest.fail("a status was computed"))
    came(client, "2022-05-21", clock)
    assert "since=2022-05-21" in changes(client)


def test_a_large_record_without_newer_reports_tells_nothing(client: TestClient, clock: Clock, grown: Callable[..., None]) -> None:
    grown(client, 3)
    came(client, "2022-07-05", clock)
    assert changes(client) == ""


# The page of changes


def test_the_page_shows_before_and_after_with_the_words(client: TestClient, location: str) -> None:
    ratified(location)
    page = client.get("/process/fin-swe-nato/changes?since=2022-07-05").text
    row = next(row for row in page.split("<tr>") if "Norway for Sweden" in row)
    cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
    assert [" ".join(cell.split()) for cell in cells[:2]] == ["not reported", "parliament approved"] and "“Norway ratified”" in cells[2]
    assert 'href="/evidence/' in cells[2] and "after 5 July 2022" in page and 'name="since" value="2022-07-05"' in page


def test_the_page_says_what_the_command_says(client: TestClient, location: str) -> None:
    from click.testing import CliRunner

    from accede.cli import commands

    printed = CliRunner().invoke(commands, ["changes", "nato", "--since", "2022-06-01", "--json", "--record", location])
    page = client.get("/process/fin-swe-nato/changes?since=2022-06-01").text
    assert page.count('<th scope="row">') == printed.output.count('"what":') > 3


def test_the_process_leads_to_the_page_and_the_page_asks_for_a_day(client: TestClient) -> None:
    assert '/process/fin-swe-nato/changes?known=2022-07-01"' in client.get("/process/fin-swe-nato?known=2022-07-01").text
    page = client.get("/process/fin-swe-nato/changes?known=2022-07-01").text
    assert "Give a day" in page and 'name="known" value="2022-07-01"' in page.split('aria-label="Since when"')[1]


@pytest.mark.parametrize("since", ["2022-07-05", "2030-01-01"])
def test_nothing_new_is_said(client: TestClient, since: str) -> None:
    assert "Nothing became known in between" in client.get(f"/process/nato/changes?since={since}").text


@pytest.mark.parametrize(("path", "status"), [("nato/changes?since=soon", 400), ("nato/changes?since=2022-06", 400), ("mars/changes?since=2022-06-01", 404)])
def test_what_is_no_day_or_process_is_told(client: TestClient, path: str, status: int) -> None:
    assert client.get(f"/process/{path}").status_code == status


def test_a_process_of_which_nothing_was_told_yet_had_no_status(tmp_path: Path) -> None:
    told = report(f"{APPLIED}.", "2022-05-18")
    other = report("Ministers met elsewhere.", "2022-01-01")
    with client_of(tmp_path / "a.db", [(told, [applied(told)]), (other, [])]) as client:
        assert "Newly known" in client.get("/process/nato/changes?since=2022-01-01").text


def test_hostile_words_are_words(tmp_path: Path, clock: Clock) -> None:
    client, told, _ = hostile_client(tmp_path / "b.db")
    before = date.fromisoformat(told.published).replace(year=2021)
    assert is_harmless(client.get(f"/process/nato/changes?since={before}").text)
    client.cookies.set("accede_seen", f".{before}.5")
    assert is_harmless(client.get("/").text)
