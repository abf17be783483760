"""Successions: which state a consent of the past was that of."""

import datetime
from itertools import pairwise

import pytest

from accede.knowledge import load
from accede.knowledge.base import MOST_PREDECESSORS

KNOWN = load()
ROWS = sorted(KNOWN.successions.values(), key=lambda row: row.state)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("id", "on", "state"),
    [
        ("NOR", "1950-01-01", "NOR"),
        ("CZE", "1992-12-31", "CSK"),
        ("CZE", "1993-01-01", "CZE"),
        ("SVK", "1970-01-01", "CSK"),
        ("CSK", "1970-01-01", "CSK"),
        ("FJI", "1970-10-09", "GBR"),
        ("FJI", "1970-10-10", "FJI"),
        ("MNE", "2006-06-02", "SCG"),
        ("MNE", "1991-01-01", "YUG"),  # by way of Serbia and Montenegro
        ("XKX", "1990-01-01", "YUG"),  # by way of Serbia, too
        ("SRB", "2000-01-01", "SCG"),
        ("SGP", "1964-01-01", "MYS"),
        ("SGP", "1950-01-01", "GBR"),
        ("KAZ", "1980-01-01", "RUS"),
        ("BLR", "1944-01-01", "RUS"),
        ("BLR", "1967-01-01", "BLR"),  # it could consent apart
        ("DDR", "1970-01-01", "DDR"),
        ("EUE", "2016-10-05", "eu"),
        ("EUE", "9999-12-31", "eu"),
        ("ZZZ", "1970-01-01", "ZZZ"),
    ],
)
def test_the_state_that_consented_on_a_day(id: str, on: str, state: str) -> None:
    assert KNOWN.state_at(id, day(on)) == state


@pytest.mark.parametrize(
    ("id", "began"),
    [("NOR", "0001-01-01"), ("DEU", "0001-01-01"), ("SVK", "1993-01-01"), ("UKR", "1945-10-24"), ("EUE", "9999-12-31"), ("ZZZ", "0001-01-01")],
)
def test_the_first_day_of_an_own_consent(id: str, began: str) -> None:
    assert KNOWN.began(id) == day(began)


@pytest.mark.parametrize(
    ("id", "on", "other"),
    [
        ("BLR", "1967-01-01", "RUS"), ("UKR", "1991-08-24", "RUS"), ("UKR", "1991-08-25", ""), ("KAZ", "1967-01-01", ""),
        ("NOR", "1967-01-01", ""), ("ZZZ", "1967-01-01", ""),
    ],
)  # fmt: skip
def test_who_could_still_speak_for_a_state(id: str, on: str, other: str) -> None:
    assert KNOWN.spoken_for_by(id, day(on)) == other


def test_from_when_on_a_consent_is_surely_its_own() -> None:
    later = {id: datetime.date.fromordinal(number) for id, number in KNOWN.began_later().items()}
    assert later["SVK"] == day("1993-01-01")
    assert later["UKR"] == day("1991-08-25")  # not 1945
    assert later["EUE"] == datetime.date.max
    assert "NOR" not in later
    for id, first in later.items():
        if first < datetime.date.max:
            assert KNOWN.state_at(id, first) == id
            assert KNOWN.spoken_for_by(id, first) == ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.state)
def test_a_row_is_of_one_kind_and_ends_after_it_begins(row) -> None:  # type: ignore[no-untyped-def]
    assert row.kind in {"independence", "dissolution", "separation", "continuation", "unification", "recognition", "alongside", "alias"}
    days = [one for one in (row.since, row.spoken_until, row.until) if one]
    assert all(one < other for one, other in pairwise(days))
    assert (row.kind == "alongside") is (row.spoken_until is not None)
    assert row.kind != "alias" or (row.predecessor and not row.since)


@pytest.mark.parametrize("row", [row for row in ROWS if row.predecessor], ids=lambda row: row.state)
def test_every_predecessor_is_known_and_no_chain_is_a_circle(row) -> None:  # type: ignore[no-untyped-def]
    seen = [row.state]
    while (before := KNOWN.successions.get(seen[-1])) and before.predecessor:
        seen.append(before.predecessor)
        assert len(seen) <= MOST_PREDECESSORS
    assert len(set(seen)) == len(seen)
    for id in seen[1:]:
        assert KNOWN.is_state(id) or id in KNOWN.successions or id in KNOWN.organisations


@pytest.mark.parametrize("row", [row for row in ROWS if row.predecessor and row.since], ids=lambda row: row.state)
def test_a_predecessor_was_there_when_its_successor_began(row) -> None:  # type: ignore[no-untyped-def]
    before = KNOWN.successions.get(row.predecessor)
    eve = row.since - datetime.timedelta(days=1)
    assert before is None or before.since is None or before.since <= eve
