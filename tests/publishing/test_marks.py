"""Marks: their days are those that are told, their lanes those of the drawing, and what is left out is counted."""

from __future__ import annotations

import pytest

from accede.process.model import Entry, Source, Told
from accede.publishing.drawing import LANES
from accede.publishing.marks import Days, marks

SAID = Source(published="2022-05-18", outlet="Baltic Wire", quote="<b>they met</b>", report="ab", claim="cd", origin="o")


def entry(time: str | None, kind: str = "talks", origins: int = 1, **more: object) -> Entry:
    return Entry(kind=kind, time=time, bound="2022-05-20", origins=origins, sources=(SAID,), **more)  # type: ignore[arg-type]


def days(*told: Entry) -> list[tuple[tuple[str, str], ...]]:
    return [tuple((one.first, one.after) for one in item.days) for item in marks(told).items]


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2022-05-18", ("2022-05-18", "2022-05-19")),
        ("2022-05", ("2022-05-01", "2022-06-01")),
        ("2022-05/..", ("2022-05-01", "")),
        ("../2022-05-18", ("", "2022-05-19")),
        (None, ("", "2022-05-21")),  # undated: by the day of the report
    ],
)
def test_a_mark_has_the_days_that_are_told_and_no_others(time: str | None, shown: tuple[str, str]) -> None:
    assert days(entry(time)) == [(shown,)]
    assert marks([entry(time)]).items[0].dated is (time is not None)


def test_rival_dates_stand_side_by_side_the_shown_one_first() -> None:
    rivals = tuple(Told(field="time", value=day, sources=(SAID,), origins=1) for day in ("2022-05-17", "2022-05-18"))
    found = marks([entry("2022-05-18", rivals=rivals)]).items[0]
    assert found.days == (Days("2022-05-18", "2022-05-19", "18 May 2022"), Days("2022-05-17", "2022-05-18", "17 May 2022"))
    assert found.certainty == "one origin, rival values"


def test_a_mark_says_what_it_is_without_the_words_of_reports_and_opens_them() -> None:
    found = marks([entry("2022-05-18", parties=("FIN", "TUR"), place="Brussels\u202e")]).items[0]
    assert found.what == "talks of Finland and Turkey, Brussels" and found.link == "/evidence/ab?claim=cd#passage"
    act = Source(published="2022-05-18", outlet="Gazette 7", quote="", act="ef")
    assert marks([Entry(kind="ratification", time="2022-05-18", official=True, sources=(act,))]).items[0].link == "/act/ef"


def test_lanes_are_those_of_the_drawing_in_its_order_and_only_those_that_hold_something() -> None:
    held = [entry("2022-05-18", kind) for kind in ("membership", "outcome", "milestone", "reservation", "commitment")]
    found = marks(held, [entry("2022-06-18", "fixture")])
    assert [lane.key for lane in found.lanes] == ["steps", "talks", "agreements", "membership", "other", "expected"]
    assert {lane.name for lane in found.lanes[:4]} < {name for name, *_ in LANES}
    assert [item.expected for item in found.items] == [False] * 5 + [True]


def test_of_too_many_the_best_told_are_given_in_the_order_of_time_and_the_others_counted() -> None:
    held = [entry(f"2022-05-{day:02}", origins=day % 3 + 1) for day in range(1, 7)] + [entry("2022-06-01", official=True)]
    found = marks(held, most=3)
    assert [item.days[0].first for item in found.items] == ["2022-05-02", "2022-05-05", "2022-06-01"]
    assert (found.total, found.left_out) == (7, 4)


def test_what_no_date_can_be_drawn_of_is_left_out_and_counted() -> None:
    found = marks([entry("0800-05"), entry("2022-05-18"), Entry(kind="talks")])
    assert (len(found.items), found.total, found.left_out) == (1, 3, 2)


def test_what_lies_long_before_the_rest_does_not_press_it_together() -> None:
    assert marks([entry("1949-04-04"), entry("2022-05-18"), entry("2022-05-20")]).first == "2022-05-18"
    assert marks([]).first == ""
