"""Dates and intervals: what is read, what is refused, how any two compare; the edtf library agrees on the bounds."""

from __future__ import annotations

import doctest
import time
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accede import dates
from accede.dates import When, day, in_words, parse, sort_key
from accede.errors import AccedeError, DateError

# text, first day in it, first day past it, and the words for it
READ = [
    ("2022-06-20", date(2022, 6, 20), date(2022, 6, 21), "20 June 2022"),
    ("2022-12-31", date(2022, 12, 31), date(2023, 1, 1), "31 December 2022"),
    ("2020-02-29", date(2020, 2, 29), date(2020, 3, 1), "29 February 2020"),
    ("2022-06", date(2022, 6, 1), date(2022, 7, 1), "June 2022"),
    ("2022-12", date(2022, 12, 1), date(2023, 1, 1), "December 2022"),
    ("2020-02", date(2020, 2, 1), date(2020, 3, 1), "February 2020"),
    ("2022", date(2022, 1, 1), date(2023, 1, 1), "2022"),
    ("2022~", date(2022, 1, 1), date(2023, 1, 1), "about 2022"),
    ("2022-06?", date(2022, 6, 1), date(2022, 7, 1), "about June 2022"),
    ("2022-06-20%", date(2022, 6, 20), date(2022, 6, 21), "about 20 June 2022"),
    ("2023-06-09/2023-06-13", date(2023, 6, 9), date(2023, 6, 14), "9 June 2023 to 13 June 2023"),
    ("2025-01/2025-06", date(2025, 1, 1), date(2025, 7, 1), "January 2025 to June 2025"),
    ("2019/2020", date(2019, 1, 1), date(2021, 1, 1), "2019 to 2020"),
    ("2022-06/2022-07-11", date(2022, 6, 1), date(2022, 7, 12), "June 2022 to 11 July 2022"),
    ("2022-06-20/2022", date(2022, 6, 20), date(2023, 1, 1), "20 June 2022 to 2022"),
    ("2022-06-20/2022-06-20", date(2022, 6, 20), date(2022, 6, 21), "20 June 2022 to 20 June 2022"),
    ("2022-07/..", date(2022, 7, 1), None, "since July 2022"),
    ("2022-07/", date(2022, 7, 1), None, "since July 2022"),
    ("../2022-07-11", None, date(2022, 7, 12), "until 11 July 2022"),
    ("/2022-07-11", None, date(2022, 7, 12), "until 11 July 2022"),
]  # fmt: skip

REFUSED = [
    "", " ", "/", "../..", "..", "yesterday", "2022-6-20", "20-06-2022", "2022-06-20T10:00", "2022-06-20 ", " 2022", "2022-13",
    "2022-00", "2022-06-31", "2023-02-29", "2022-06-00", "0000", "0000-01-01", "-2022", "12022", "Y12022", "199X", "2022-21",
    "2022/06/20", "2023/2022", "2022-07-11/2022-07-10", "2022-07/2022-06", "2022//2023", "2022/2023/2024",
    "[2022, 2023]", "{2022}", "2022~?", "٢٠٢٢",
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "after", "words"), READ, ids=[row[0] for row in READ])
def test_a_time_is_read_with_its_bounds(text: str, first: date | None, after: date | None, words: str) -> None:
    assert parse(text) == When(text, first, after)
    assert in_words(text) == words


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@given(st.text(max_size=30) | st.text("0123456789-/.~?% ", max_size=24))
def test_any_text_is_read_or_refused_with_a_remedy(text: str) -> None:
    try:
        when = parse(text)
    except DateError as error:
        assert error.what and error.remedy and "\n" not in str(error)
        return
    assert when.text == text
    assert when.first is not None or when.after is not None
    assert in_words(text)


DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))
POINTS = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda d: d.isoformat()[:7]),
    DAYS.map(lambda d: d.isoformat()[:4]),
    st.tuples(DAYS, st.sampled_from("~?%")).map(lambda pair: pair[0].isoformat()[:7] + pair[1]),
)
INTERVALS = st.tuples(POINTS, POINTS).filter(lambda p: _ordered(*p)).map("/".join)
TIMES = st.one_of(POINTS, INTERVALS, POINTS.map(lambda p: f"{p}/.."), POINTS.map(lambda p: f"../{p}"))


def _ordered(low: str, high: str) -> bool:
    first, after = parse(low).first, parse(high).after
    return first is not None and after is not None and first < after


@given(DAYS)
def test_a_day_is_itself(said: date) -> None:
    when = parse(said.isoformat())
    assert (when.first, when.after) == (said, said + timedelta(days=1))
    assert when.is_day and when.days == 1
    assert day(said.isoformat()) == said


@given(DAYS)
def test_just_before_just_at_and_just_after_a_month(said: date) -> None:
    month = parse(said.isoformat()[:7])
    assert month.first is not None and month.after is not None
    assert month.contains(parse(month.first.isoformat()))
    assert month.contains(parse((month.after - timedelta(days=1)).isoformat()))
    assert not month.contains(parse(month.after.isoformat()))
    assert month.after.day == 1 and 28 <= (month.days or 0) <= 31
    if month.first > date.min:
        assert not month.overlaps(parse((month.first - timedelta(days=1)).isoformat()))


@given(TIMES)
def test_every_time_contains_and_overlaps_itself(text: str) -> None:
    when = parse(text)
    assert when.contains(when) and when.overlaps(when)


@given(TIMES, TIMES)
def test_overlap_has_no_direction_and_containing_is_overlapping(one: str, other: str) -> None:
    a, b = parse(one), parse(other)
    assert a.overlaps(b) is b.overlaps(a)
    if a.contains(b):
        assert a.overlaps(b)
    if a.contains(b) and b.contains(a):
        assert (a.first, a.after) == (b.first, b.after)


@given(TIMES, TIMES, DAYS)
def test_times_overlap_where_they_share_a_day(one: str, other: str, said: date) -> None:
    a, b, shared = parse(one), parse(other), parse(said.isoformat())
    if a.contains(shared) and b.contains(shared):
        assert a.overlaps(b)


@given(TIMES, TIMES, TIMES)
def test_containing_passes_on(one: str, two: str, three: str) -> None:
    a, b, c = parse(one), parse(two), parse(three)
    if a.contains(b) and b.contains(c):
        assert a.contains(c)


@given(TIMES)
def test_only_a_closed_time_counts_its_days(text: str) -> None:
    when = parse(text)
    assert (when.days is None) is (".." in text)
    assert when.days is None or when.days >= 1
    assert when.is_day is (when.days == 1)


@given(st.lists(TIMES | st.none()))
def test_sorting_is_by_the_first_day_and_puts_the_undated_last(texts: list[str | None]) -> None:
    ordered = sorted(texts, key=sort_key)
    backwards = texts[::-1]
    assert ordered == sorted(backwards, key=sort_key)
    firsts = [parse(text).first or date.max if text else date.max for text in ordered]
    assert firsts == sorted(firsts)


def test_of_two_that_begin_together_the_narrower_comes_first() -> None:
    assert sorted(["2022", "2022-01-01", "2022-01", "2022-01/.."], key=sort_key) == ["2022-01-01", "2022-01", "2022", "2022-01/.."]


@pytest.mark.parametrize("text", ["2022", "2022-06", "2022-06-20/2022-06-21", "2022-06-20/..", "x"])
def test_what_is_no_single_day_is_refused_as_a_day(text: str) -> None:
    with pytest.raises(DateError):
        day(text)


def test_an_undated_time_is_said_to_be_so() -> None:
    assert in_words(None) == "undated"


def test_words_refuse_what_parse_refuses() -> None:
    for text in ("x", "2022-06-20T10:00"):
        with pytest.raises(DateError):
            in_words(text)


def test_the_examples_of_the_docstring_hold() -> None:
    assert doctest.testmod(dates).failed == 0


def test_a_date_error_is_of_the_one_tree_and_a_value_error() -> None:
    assert issubclass(DateError, AccedeError) and issubclass(DateError, ValueError)


# ---- the edtf library as an oracle for the bounds


def _oracle(text: str) -> tuple[date, date]:
    """The first day, and the first day past it, as the edtf library has them (its upper bound is a day within)."""
    read = edtf.parse_edtf(text)
    low, high = read.lower_strict(), read.upper_strict()
    return _as_date(low), _as_date(high) + timedelta(days=1)


def _as_date(moment: time.struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


CENTURIES = st.dates(date(1000, 1, 1), date(2999, 12, 31))
PLAIN = st.one_of(
    CENTURIES.map(date.isoformat), CENTURIES.map(lambda d: d.isoformat()[:7]), CENTURIES.map(lambda d: d.isoformat()[:4])
)


@given(PLAIN)
def test_bounds_of_a_point_are_those_of_the_edtf_library(text: str) -> None:
    when = parse(text)
    assert (when.first, when.after) == _oracle(text)


@given(PLAIN, PLAIN)
def test_bounds_of_an_interval_are_those_of_the_edtf_library(low: str, high: str) -> None:
    assume(_ordered(low, high))
    when = parse(f"{low}/{high}")
    assert (when.first, when.after) == (_oracle(low)[0], _oracle(high)[1])


@pytest.mark.parametrize("text", [row[0] for row in READ])
def test_the_edtf_library_reads_what_is_read_here(text: str) -> None:
    assert edtf.parse_edtf(text)
