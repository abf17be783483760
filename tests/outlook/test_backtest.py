"""The scores: what is asked of the past and when, that nothing of a process is in its own forecast, and the sums by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.outlook import backtest
from accede.outlook.backtest import (
    HORIZONS,
    MOST_MONTHS,
    WAYS,
    Asked,
    Bin,
    brier,
    calibration,
    months,
    question,
    scored,
    walk,
)
from accede.outlook.fitted import Fitted
from accede.outlook.forecasting import Learned, learn, shares
from accede.outlook.model import Fixture
from accede.outlook.past import Past, scores
from tests.process.worlds import KNOWLEDGE, NATO

from .samples import FITTED, ROUNDS, TREATIES, expects, halt, objection, on, round_of


def lasting(opened: str, until: str, completed: bool = True) -> Past:
    one = round_of(opened, DNK=10, HUN=20, NOR=30, TUR=40)
    return msgspec.structs.replace(one, completed=on(until) if completed else None, until=on(until))


# What is asked


@pytest.mark.parametrize(
    ("opened", "until", "expected"),
    [
        ("2022-07-05", "2022-10-15", ["2022-07-31", "2022-08-31", "2022-09-30"]),
        ("2022-07-31", "2022-09-01", ["2022-07-31", "2022-08-31"]),  # the day of opening is asked, too
        ("2022-07-05", "2022-08-31", ["2022-07-31"]),  # on its own day it is no question
        ("2022-07-05", "2022-07-20", []),
        ("2023-12-15", "2024-03-10", ["2023-12-31", "2024-01-31", "2024-02-29"]),
    ],
)
def test_the_month_ends_from_opening_to_completion(opened: str, until: str, expected: list[str]) -> None:
    assert months(lasting(opened, until)) == tuple(map(on, expected))


@given(st.dates(date(1950, 1, 1), date(2000, 1, 1)), st.integers(1, 12_000))
def test_of_a_long_process_no_more_than_so_many_months(opened: date, days: int) -> None:
    one = lasting(str(opened), str(opened + timedelta(days=days)))
    asked = months(one)
    assert len(asked) <= MOST_MONTHS and list(asked) == sorted(set(asked))
    assert all(one.opened <= day < one.until and (day + timedelta(days=1)).day == 1 for day in asked)
    assert len(asked) >= min(MOST_MONTHS, days // 31)
    gaps = [(after - before).days for before, after in itertools.pairwise(asked)]
    assert not gaps or max(gaps) - min(gaps) <= 34  # evenly: a month more or less


def test_asked_are_only_horizons_whose_end_is_known() -> None:
    complete, open_still = lasting("2022-07-05", "2022-10-15"), lasting("2022-07-05", "2022-10-15", completed=False)
    others = ROUNDS
    rows = [list(backtest.ask_of(one, learn(others, FITTED), KNOWLEDGE, FITTED, 20)) for one in (complete, open_still)]
    assert [(one.today.month, one.months) for one in rows[0]] == [(month, number) for month in (7, 8, 9) for number in HORIZONS]
    assert [(one.today.month, one.months, one.came) for one in rows[1]] == [(7, 1, False), (8, 1, False)]


def test_what_came_is_what_was_completed_within_the_horizon() -> None:
    rows = list(backtest.ask_of(lasting("2022-07-05", "2022-10-15"), learn(ROUNDS, FITTED), KNOWLEDGE, FITTED, 20))
    came = {(one.today.month, one.months): one.came for one in rows}
    assert [came[month, 1] for month in (7, 8, 9)] == [False, False, True]
    assert [came[month, 3] for month in (7, 8, 9)] == [True, True, True]


def test_a_question_holds_only_what_was_known_on_its_day() -> None:
    one = msgspec.structs.replace(
        round_of("2022-07-05", DNK=10, HUN=100, NOR=30, TUR=300),
        bounded={"NOR": on("2022-09-30")},
        troubles=((objection("TUR", "2022-05-16"), on("2022-08-31")), (halt("HUN", "2022-09-01"), None), (halt("TUR", "2022-10-01"), None)),
        expected=(expects("2022-12-31", "2022-08-31"), expects("2023-12-31", "2022-09-01")),
        fixtures=((on("2022-08-01"), Fixture(day=on("2022-09-15"), name="a summit")), (on("2022-09-05"), Fixture(day=on("2022-10-15"), name="a vote"))),
        counts=((on("2022-08-15"), 3), (on("2022-09-15"), 4)),
        signed={"DNK": on("2022-07-05"), "TUR": on("2022-09-20")},
    )  # fmt: skip
    on_days = [question(one, on(day), KNOWLEDGE) for day in ("2022-07-31", "2022-08-31", "2022-09-01", "2022-09-30", "2022-10-31")]
    assert [sorted(held.consented) for held in on_days] == [["DNK"], ["DNK"], ["DNK"], ["DNK", "NOR"], ["DNK", "HUN", "NOR"]]
    assert [[f"{t.actor} {t.kind}" for t in held.troubles] for held in on_days] == [
        ["TUR objection"], [], ["HUN halt"], ["HUN halt"], ["HUN halt", "TUR halt"],
    ]  # fmt: skip
    assert [len(held.expected) for held in on_days] == [0, 1, 2, 2, 2]
    assert [[fixture.name for fixture in held.fixtures] for held in on_days] == [[], ["a summit"], ["a summit"], ["a vote"], []]
    assert [held.told for held in on_days] == [0, 3, 3, 4, 4]
    assert [held.signatories for held in on_days] == [("DNK",), ("DNK",), ("DNK",), ("DNK", "TUR"), ("DNK", "TUR")]
    assert {held.electorate for held in on_days} == {NATO}
    assert {held.completed for held in on_days} == {None}


@pytest.mark.parametrize(("completed", "came"), [("2022-08-31", True), ("2022-09-01", False)])
def test_the_last_day_of_a_horizon_is_in_it(completed: str, came: bool) -> None:
    first = next(backtest.ask_of(lasting("2022-07-05", completed), learn(ROUNDS, FITTED), KNOWLEDGE, FITTED, 20))
    assert (first.today, first.months, first.came) == (on("2022-07-31"), 1, came)


# Left out


def test_a_process_is_left_out_with_all_that_were_opened_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = msgspec.structs.replace(ROUNDS[1], id="twin", candidate="FIN")
    past = [*ROUNDS, twin]
    lessons: list[set[str]] = []

    def recorded(held: Iterable[Past], fitted: Fitted) -> Learned:
        rows = list(held)
        lessons.append({one.id for one in rows})
        return learn(rows, fitted)

    monkeypatch.setattr(backtest, "learn", recorded)
    asked = list(walk(past, KNOWLEDGE, FITTED, draws=20))
    assert {one.past for one in asked} == {one.id for one in past}
    everything = {one.id for one in past}
    pair = {ROUNDS[1].id, "twin"}
    assert lessons == [everything - (pair if one.id in pair else {one.id}) for one in past]


def test_a_treaty_is_left_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = msgspec.structs.replace(TREATIES[0], id="another of that day")
    lessons: list[int] = []
    monkeypatch.setattr(backtest, "learn", lambda held, fitted: lessons.append(len(held)) or learn(held, fitted))
    assert list(walk([*TREATIES, twin], KNOWLEDGE, FITTED, draws=20))
    assert lessons == [3, 3, 3, 3]


def test_what_became_of_a_process_is_not_in_its_own_forecast() -> None:
    """The first round would have taken twice as long, with the same consents so far: what is asked of it gets the same answers."""
    slow = msgspec.structs.replace(ROUNDS[0], completed=on("1999-06-30"), until=on("1999-06-30"))
    fast, slower = (
        {(one.today, one.months): one[4:9] for one in walk([first, *ROUNDS[1:]], KNOWLEDGE, FITTED, draws=50) if one.past == first.id}
        for first in (ROUNDS[0], slow)
    )
    assert len(fast) >= 40
    assert {key: slower[key] for key in fast} == fast


def test_progress_is_told_of_each() -> None:
    told: list[str] = []
    assert list(walk(ROUNDS[:3], KNOWLEDGE, FITTED, told.append, draws=5))
    assert told == [one.id for one in ROUNDS[:3]]


# Scored


def asked(past: str, came: bool, chance: float = 0.5, **facts: Any) -> Asked:
    """A question to which the model and the base rate give the same chance."""
    given: dict[str, Any] = {
        "past": past, "kind": "accession", "today": on("2022-07-31"), "months": 3, "survival": chance, "base": chance, "told": None,
        "officials": None, "settled": False, "came": came,
    }  # fmt: skip
    return Asked(**(given | facts))


def plain(past: str) -> Fitted:
    return FITTED


def test_a_perfect_way_scores_nothing_and_a_coin_a_quarter() -> None:
    rows = [asked("a", came, float(came)) for came in (True, False, True)]
    assert brier(rows, "model", plain) == brier(rows, "base rate", plain) == 0
    assert brier([asked("a", came) for came in (True, False)], "model", plain) == 0.25


def test_never_scores_how_often_it_came_each_process_alike() -> None:
    """Of the first process three of four questions came, of the second one of two: (3/4 + 1/2) / 2."""
    rows = [asked("a", came) for came in (True, True, True, False)] + [asked("b", came) for came in (True, False)]
    assert brier(rows, "never changes", plain) == (3 / 4 + 1 / 2) / 2


@pytest.mark.parametrize(
    ("way", "facts", "given"),
    [
        ("never changes", {}, 0.0),
        ("base rate", {"base": 0.7}, 0.7),
        ("as officials expect", {"base": 0.7}, 0.7),  # none spoke: what is usual
        ("as officials expect", {"base": 0.7, "officials": 1.0}, 1.0),
        ("as officials expect", {"base": 0.7, "officials": 0.0}, 0.0),
        ("model", {"survival": 1.0, "base": 0.0}, 0.7),
        ("model", {"survival": 0.0, "base": 1.0}, 0.3),
        ("model", {"survival": 1.0, "base": 0.0, "told": 0.0}, 0.49),
        ("model", {"survival": 0.0, "base": 0.0, "told": 1.0}, 0.3),
        ("model", {"survival": 1.0, "base": 0.0, "told": 0.0, "settled": True}, 1.0),
        ("model", {"survival": 1.0, "base": 0.0, "kind": "treaty"}, 0.8),
    ],
)
def test_what_each_way_gives(way: str, facts: dict[str, Any], given: float) -> None:
    assert asked("a", True, **facts).given(way, Fitted(expected=0.3, base=0.3, treaty_base=0.2)) == pytest.approx(given)


def test_scores_by_kind_and_where_officials_spoke() -> None:
    rows = [
        asked("a", True, 1.0, officials=1.0, told=1.0),
        asked("a", False, 0.0),
        asked("b", True, 0.5, officials=0.0, told=0.5),
        asked("t", False, 0.5, kind="treaty"),
    ]
    found = {(one.kind, one.on, one.way): (one.rounds, one.questions, one.brier) for one in scored(rows, plain)}
    assert found["accession", "all", "model"] == (2, 3, 0.125)
    assert found["accession", "all", "never changes"] == (2, 3, 0.75)
    assert found["accession", "all", "as officials expect"] == (2, 3, 0.5)
    assert found["accession", "told", "model"] == (2, 2, 0.125)
    assert found["accession", "told", "as officials expect"] == (2, 2, 0.5)
    assert found["treaty", "all", "base rate"] == (1, 1, 0.25)
    assert not [key for key in found if key[:2] == ("treaty", "told")]
    assert len(found) == 3 * len(WAYS)


def test_each_process_is_answered_by_the_numbers_fitted_without_it() -> None:
    by_past = {"a": Fitted(base=1.0), "b": Fitted(base=0.0)}
    rows = [asked(past, True, survival=1.0, base=0.0) for past in by_past]
    assert brier(rows[:1], "model", by_past.__getitem__) == 1
    assert brier(rows[1:], "model", by_past.__getitem__) == 0


def test_calibration_by_bins() -> None:
    rows = [asked("a", came, chance) for chance, came in ((0.0, False), (0.05, False), (0.31, True), (0.39, False), (1.0, True))]
    assert calibration(rows, "base rate", plain) == (
        Bin(0.0, 0.1, 2, 0.025, 0.0), Bin(0.3, 0.4, 2, pytest.approx(0.35), 0.5), Bin(0.9, 1.0, 1, 1.0, 1.0),
    )  # fmt: skip


chances = st.tuples(st.floats(0, 1), st.booleans())


@given(st.lists(chances, max_size=40), st.integers(1, 12))
def test_bins_hold_every_question_once_and_what_was_given_lies_in_them(rows: list[tuple[float, bool]], bins: int) -> None:
    found = calibration([asked("a", came, chance) for chance, came in rows], "base rate", plain, bins)
    assert sum(one.questions for one in found) == len(rows)
    assert sum(one.questions * one.came for one in found) == pytest.approx(sum(came for _, came in rows))
    for one in found:
        assert one.low - 1e-9 <= one.given <= one.high + 1e-9


@given(st.lists(chances, min_size=1, max_size=20), st.sampled_from(WAYS))
def test_a_score_is_from_nothing_to_one(rows: list[tuple[float, bool]], way: str) -> None:
    assert 0 <= brier([asked("a", came, chance) for chance, came in rows], way, plain) <= 1


# What the documents claim


@pytest.mark.parametrize("kind", ["accession", "treaty"])
def test_the_stored_scores_put_the_model_before_the_others(kind: str) -> None:
    held = {one.way: one.brier for one in scores() if (one.kind, one.on) == (kind, "all")}
    assert set(held) == set(WAYS)
    assert all(held["model"] < held[way] for way in WAYS if way != "model")


def test_the_settled_trust_the_consents_alone() -> None:
    assert shares(FITTED, False, True, True) == (1.0, 0.0, 0.0)
