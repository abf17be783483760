"""Dates as the reports give them, against hand-made rows and against an independent reader of EDTF."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede import dates
from accede.errors import DateError

BOUNDS = [
    ("2022-06-20", date(2022, 6, 20), date(2022, 6, 21)),
    ("2022-06", date(2022, 6, 1), date(2022, 7, 1)),
    ("2022-12", date(2022, 12, 1), date(2023, 1, 1)),
    ("2022", date(2022, 1, 1), date(2023, 1, 1)),
    ("2022-06~", date(2022, 6, 1), date(2022, 7, 1)),
    ("2023-06-09/2023-06-13", date(2023, 6, 9), date(2023, 6, 14)),
    ("2025-01/2025-06", date(2025, 1, 1), date(2025, 7, 1)),
    ("2022-07/..", date(2022, 7, 1), None),
    ("../2022-07", None, date(2022, 8, 1)),
    ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
]
REFUSED = [
    "", "soon", "20 June 2022", "2022-13", "2022-00", "2022-06-31", "2023-02-29", "22-06-20", "2022-6-2", "2022/2021",
    "2022-06-20/2022-06-19", "..", "../..", "/", "2022-06-20T10:00", "2022-21", "-0044", "2022-06-20 ",
]  # fmt: skip

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
points = st.builds(lambda day, form: day.strftime(form), days, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))


@pytest.mark.parametrize(("text", "first", "after"), BOUNDS)
def test_bounds_are_half_open(text: str, first: date | None, after: date | None) -> None:
    assert dates.parse(text) == dates.When(text, first, after)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        dates.parse(text)


@given(points, st.sampled_from(["", "~", "?", "%"]))
def test_bounds_are_those_of_an_independent_reader(point: str, mark: str) -> None:
    when, theirs = dates.parse(point + mark), edtf.parse_edtf(point + mark)
    assert when.first == _day(theirs.lower_strict())
    assert when.after == _day(theirs.upper_strict()) + timedelta(days=1)


@given(points, points)
def test_an_interval_is_read_or_refused_as_its_bounds_are_in_order(one: str, other: str) -> None:
    theirs = edtf.parse_edtf(f"{one}/{other}")
    first, last = _day(theirs.lower_strict()), _day(theirs.upper_strict())
    if last < first:
        with pytest.raises(DateError):
            dates.parse(f"{one}/{other}")
    else:
        when = dates.parse(f"{one}/{other}")
        assert (when.first, when.after) == (first, last + timedelta(days=1))


def _day(time: Any) -> date:
    return date(*time[:3])


@given(points, points)
def test_to_overlap_is_mutual_and_to_contain_is_to_overlap(one: str, other: str) -> None:
    ours, theirs = dates.parse(one), dates.parse(other)
    assert ours.overlaps(theirs) == theirs.overlaps(ours)
    assert not ours.contains(theirs) or ours.overlaps(theirs)
    assert ours.contains(ours)


def test_just_before_and_just_at() -> None:
    june = dates.parse("2022-06")
    assert june.contains(dates.parse("2022-06-30")) and not june.overlaps(dates.parse("2022-07-01"))
    assert june.contains(dates.parse("2022-06-01")) and not june.overlaps(dates.parse("2022-05-31"))
    assert dates.parse("2022-07/..").contains(dates.parse("2099")) and not dates.parse("2022-07/..").overlaps(june)


def test_a_day_is_one_day_and_nothing_else() -> None:
    assert dates.day("2022-06-20") == date(2022, 6, 20)
    for text in ("2022-06", "2022", "2022-06-20/2022-06-21", "2022-07/.."):
        with pytest.raises(DateError):
            dates.day(text)


@given(st.lists(st.one_of(st.none(), points, points.map(lambda point: f"../{point}"))))
def test_the_order_is_one_order_and_undated_comes_last(texts: list[str | None]) -> None:
    ordered, backwards = sorted(texts, key=dates.sort_key), list(reversed(texts))
    assert ordered == sorted(backwards, key=dates.sort_key)
    dated = [text for text in ordered if text is not None]
    assert ordered[: len(dated)] == dated
