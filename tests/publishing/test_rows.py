"""Rows of a timeline: their dates on one axis."""

from __future__ import annotations

from accede.process.model import Entry, Source, Told
from accede.publishing.rows import EDGE, WIDTH, rows

SOURCE = Source(published="2022-06-01", outlet="Wire", quote="words", report="r", claim="c", origin="r")


def entry(time: str | None, *rivals: str, **more: object) -> Entry:
    told = tuple(Told(field="time", value=value, sources=(SOURCE,), origins=1) for value in rivals)
    return Entry(kind="talks", time=time, rivals=told, sources=(SOURCE,), origins=1, modality="happened", **more)  # type: ignore[arg-type]


def test_the_axis_spans_what_is_shown() -> None:
    made = rows([entry("2022-05-01"), entry("2022-05-31")])
    assert (made.first, made.last) == ("1 May 2022", "31 May 2022")
    assert made.rows[0].dots[0].x == EDGE and EDGE < made.rows[1].dots[0].x <= WIDTH - EDGE


def test_rival_dates_are_hollow_and_a_single_one_is_not() -> None:
    made = rows([entry("2022-05-01", "2022-05-01", "2022-05-03"), entry("2022-05-31")])
    assert [dot.hollow for dot in made.rows[0].dots] == [True, True] and [dot.hollow for dot in made.rows[1].dots] == [False]
    assert made.rows[0].described == "1 May 2022 (shown); 3 May 2022" and made.rows[0].certainty == "one origin, rival values"


def test_a_rival_date_far_outside_bends_no_axis() -> None:
    made = rows([entry("2022-05-01", "2022-05-01", "1999-05-01"), entry("2022-05-31", "2022-05-31", "2031-01-01")])
    assert (made.first, made.last) == ("1 May 2022", "31 May 2022")
    assert [row.dots[1].shape for row in made.rows] == ["before", "after"]


def test_a_month_is_a_span_and_what_is_undated_a_bar_until_it_was_told() -> None:
    made = rows([entry("2022-05"), entry(None, bound="2022-06-10"), entry("2022-06-20")])
    assert [row.dots[0].shape for row in made.rows] == ["span", "until", "day"]
    assert made.rows[1].described == "undated, by 10 June 2022" == made.rows[1].when


def test_an_open_time_is_a_bar_to_the_end_that_is_told() -> None:
    made = rows([entry("2022-05-01"), entry("2022-05-11/.."), entry("../2022-05-21"), entry("2022-05-31")])
    since, until = made.rows[1].dots[0], made.rows[2].dots[0]
    assert (since.shape, since.x + since.length) == ("since", WIDTH - EDGE) and (until.shape, until.x) == ("until", EDGE)


def test_nothing_dated_is_no_axis() -> None:
    made = rows([entry(None)])
    assert made.first == "" and made.rows[0].dots == () and rows([]).rows == ()


def test_dates_that_no_process_has_are_drawn_at_the_edge() -> None:
    made = rows([entry("0001-01-01"), entry("2900-12-31"), entry("2022-05-01/.."), entry("../2022-05-01")])
    assert all(0 < dot.x <= WIDTH for row in made.rows for dot in row.dots)
