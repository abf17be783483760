"""The chart: what is drawn of which forecasts, and that nothing leaves its frame."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlook_samples import BASE, DONE, NEVER, NONE, SUMMIT, TODAY, curve, make_forecast

from accede.outlook.model import Fixture, Forecast
from accede.publishing.chart import FIXTURES, MOST_MONTHS, STYLES, Chart, chart

MODEL = make_forecast()


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (part.split(" ") for part in path.removeprefix("M").split(" L"))]


def drawn(*told: tuple[str, Forecast]) -> Chart:
    found = chart(told)
    assert found is not None
    return found


def test_nothing_is_drawn_where_nothing_is_forecast() -> None:
    assert chart([]) is None
    assert chart([("Finland", DONE), ("Sweden", NONE)]) is None


def test_only_what_has_a_curve_is_drawn_each_in_its_style() -> None:
    found = drawn(("Finland", DONE), ("Sweden", MODEL), ("Norway", BASE))
    assert [(one.name, one.style) for one in found.curves] == [("Sweden", "solid"), ("Norway", "dashed")]
    many = drawn(*((f"State {at}", make_forecast(never=at / 100)) for at in range(len(STYLES) + 2)))
    assert [one.style for one in many.curves] == list(STYLES)


def test_candidates_of_whom_the_same_is_forecast_are_one_line() -> None:
    found = drawn(("Finland", MODEL), ("Norway", BASE), ("Sweden", MODEL))
    assert [(one.name, one.style) for one in found.curves] == [("Finland and Sweden", "solid"), ("Norway", "dashed")]
    assert found.described.startswith("Finland and Sweden: 9 March 2023 0 %")


def test_the_curve_rises_from_the_lower_left_to_the_upper_right() -> None:
    """Nothing on the day of the forecast, 96 % at the end of the axis."""
    found = drawn(("Sweden", MODEL))
    places = points(found.curves[0].path)
    assert places[0] == (found.left, found.bottom)
    assert places[-1] == (found.right, pytest.approx(found.bottom - 0.96 * (found.bottom - found.top), abs=0.1))
    assert len(places) == 9  # until the first month of 95 %


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (make_forecast(curve=curve(0.0, *(1.0,) * 120)), date(2023, 8, 31)),  # half a year is always shown
        (MODEL, date(2023, 10, 31)),
        (NEVER, date(2028, 2, 29)),  # no more than five years
        (make_forecast(curve=curve(0.0, 0.5, 0.9)), date(2023, 4, 30)),
    ],
)
def test_the_axis_ends_where_little_is_left(told: Forecast, last: date) -> None:
    found = drawn(("Sweden", told))
    days = [day for day, _ in told.curve if day <= last]
    assert len(points(found.curves[0].path)) == len(days) <= MOST_MONTHS + 1
    assert points(found.curves[0].path)[-1][0] == found.right


def test_the_longest_of_several_sets_the_axis() -> None:
    alone, both = drawn(("Sweden", MODEL)), drawn(("Sweden", MODEL), ("Norway", NEVER))
    assert len(both.curves[0].path) > len(alone.curves[0].path)
    assert points(both.curves[1].path)[-1][0] == both.right


def test_fixtures_stand_at_their_days_on_two_rows_in_turn() -> None:
    days = [TODAY + timedelta(days=20 * at) for at in range(FIXTURES + 3)]
    found = drawn(("Sweden", make_forecast(by_fixture=tuple((Fixture(day=day, name="a meeting"), 0.5) for day in days))))
    assert [one.row for one in found.fixtures] == [0, 1, 0, 1, 0, 1]
    assert [one.at for one in found.fixtures] == sorted(one.at for one in found.fixtures)
    assert found.fixtures[0].at == found.left
    assert found.fixtures[0].label == "9 Mar 2023 a meeting"


def test_a_fixture_of_two_candidates_is_one_line_and_what_lies_beyond_the_axis_none() -> None:
    late = (Fixture(day=date(2032, 1, 1), name="far off"), 0.96)
    told = make_forecast(by_fixture=((SUMMIT, 0.6), late))
    found = drawn(("Finland", told), ("Sweden", msgspec.structs.replace(told, never=0.05)))
    assert [one.label for one in found.fixtures] == ["11 Jul 2023 Vilnius"]


def test_a_long_name_is_cut() -> None:
    (mark,) = drawn(("Sweden", make_forecast("and all that went before it in the same place"))).fixtures
    assert mark.label == "11 Jul 2023 Vilnius and…"


def test_the_chart_is_told_in_words() -> None:
    told = drawn(("", MODEL)).described
    assert told.startswith("Completion: 9 March 2023 0 %, 31 May 2023 40 %, 31 August 2023 80 %")
    assert drawn(("Finland", MODEL), ("Sweden", BASE)).described.count(" 31 May 2023 40 %") == 2


shares = st.lists(st.floats(0, 1), min_size=2, max_size=121).map(lambda held: tuple(sorted(held)))
names = st.text(max_size=60)
fixtures = st.lists(st.builds(Fixture, day=st.integers(0, 4000).map(lambda ahead: TODAY + timedelta(days=ahead)), name=names), max_size=9)
forecasts = st.builds(
    lambda held, ahead: make_forecast(curve=curve(*held), by_fixture=tuple((one, 0.5) for one in ahead)), shares, fixtures
)


@given(st.lists(st.tuples(names, forecasts), min_size=1, max_size=4))
def test_nothing_leaves_the_frame(told: list[tuple[str, Forecast]]) -> None:
    found = drawn(*told)
    assert 0 < found.left < found.right < found.width and 0 < found.top < found.bottom < found.height
    for one in found.curves:
        places = points(one.path)
        assert all(found.left <= x <= found.right + 0.1 and found.top <= y <= found.bottom for x, y in places)
        assert places == sorted(places, key=lambda place: place[0])
        assert all(below >= above for (_, below), (_, above) in itertools.pairwise(places))  # up is less
        assert found.bottom + 19 < one.key_y < found.height or not one.name
    for mark in (*found.months, *found.fixtures):
        assert found.left <= mark.at <= found.right + 0.1
    assert [mark.at for mark in found.levels] == sorted((mark.at for mark in found.levels), reverse=True)
    assert found.levels[0].at == found.bottom and found.levels[-1].at == found.top
    assert len(found.fixtures) <= FIXTURES and len(found.months) <= 12


def test_what_is_drawn_is_given_as_numbers_too() -> None:
    """For a drawing with a pointer: the same curves, up to the same day, with the same fixtures."""
    found = drawn(("Finland", MODEL), ("Norway", BASE))
    assert [(name, style) for name, style, _ in found.data.curves] == [(one.name, one.style) for one in found.curves]
    assert [len(told) for *_, told in found.data.curves] == [len(points(one.path)) for one in found.curves]
    assert len(found.data.fixtures) == len(found.fixtures)
