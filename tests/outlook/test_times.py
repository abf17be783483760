"""A rule over many draws: by hand on a few, and as `process.force` has it on one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.outlook.times import Drawn, met
from accede.process.delays import Delay
from accede.process.force import force
from accede.process.roll import NEVER, Roll
from accede.process.rules import After, All, AllOf, AnyOf, By, Count, From, Named, Parties, Rule, Share, WeightedShare
from tests.process.worlds import KNOWLEDGE

from .samples import on

INF = np.inf
WHERE = Parties(KNOWLEDGE, on("2022-07-05"), "SWE")
# Three draws of the days of January 2023 on which each consents; in the last draw Hungary never does.
DAYS = {"DNK": (3, 9, 2), "HUN": (5, 5, None), "NOR": (8, 1, 4), "TUR": (20, 6, 6), "SWE": (1, 30, 7)}
OTHERS = ((4, 2, 9), (12, 3, 31))  # whoever else may join: the first to arrive in each draw, and the second
ALLIES = All(of="nato")
WEIGHTS = {"DNK": 10.0, "HUN": 30.0, "NOR": 40.0, "TUR": 20.0}


def in_january(day: int | None) -> float:
    return INF if day is None else date(2023, 1, day).toordinal()


def rows(held: tuple[tuple[int | None, ...], ...]) -> np.ndarray:
    return np.array([[in_january(day) for day in row] for row in held])


DRAWN = Drawn({actor: rows((days,))[0] for actor, days in DAYS.items()}, rows(OTHERS), 3)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ALLIES, (20, 9, None)),
        (Named(actors=("TUR", "candidate")), (20, 30, 7)),
        (Count(n=2, of="nato"), (5, 5, 4)),
        (Count(n=4), (5, 5, 7)),  # whoever may join counts alike
        (Count(n=4, but=("SWE",)), (8, 5, 9)),
        (Count(n=4, counts_as={"TUR": 3}), (5, 5, 6)),  # in the last draw Denmark, Norway, and then three at once
        (Count(n=8), (None, None, None)),
        (Share(over=2, under=3, of="nato"), (8, 6, 6)),  # three of four
        (Share(over=1, under=2, more=True, of="nato"), (8, 6, 6)),
        (Share(over=1, under=2, of="wto", sizes={"2020-01-01": 6}), (4, 3, 6)),  # three of six, and whoever may join
        (Share(over=1, under=2, of="wto", sizes={"2024-01-01": 6}), (None, None, None)),  # not yet told of how many
        (WeightedShare(percent=50, weight="w", weights=WEIGHTS), (8, 5, 4)),
        (WeightedShare(percent=70, weight="w", weights=WEIGHTS), (8, 5, 6)),
        (WeightedShare(percent=70, weight="w", weights=WEIGHTS, more=True), (8, 6, None)),
        (WeightedShare(percent=50, weight="w"), (None, None, None)),
        (AllOf(rules=(Count(n=2, of="nato"), Named(actors=("candidate",)))), (5, 30, 7)),
        (AnyOf(rules=(Named(actors=("HUN",)), Named(actors=("NOR",)))), (5, 1, 4)),
        (From(day="2023-01-06", then=Count(n=2, of="nato")), (6, 6, 6)),
        (From(day="2023-01-04", then=Named(actors=("HUN",))), (5, 5, None)),
        (By(day="2023-01-08", then=Named(actors=("NOR",))), (8, 8, 8)),
        (By(day="2023-01-03", then=Named(actors=("NOR",))), (None, 3, None)),
        (After(delay=10, then=Named(actors=("HUN",))), (15, 15, None)),
    ],
)
def test_a_rule_on_three_draws(rule: Rule, expected: tuple[int | None, ...]) -> None:
    assert met(rule, DRAWN, WHERE).tolist() == [in_january(day) for day in expected]


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        (Delay(months=1), ("2023-02-05", "2023-02-05")),
        (Delay(days=120), ("2023-05-05", "2023-05-05")),
        (Delay(first_of_month=2), ("2023-03-01", "2023-03-01")),
    ],
)
def test_a_delay_of_months_follows_the_calendar_and_never_stays_never(delay: Delay, expected: tuple[str, str]) -> None:
    found = met(After(delay=delay, then=Named(actors=("HUN",))), DRAWN, WHERE)
    assert found.tolist() == [*(on(day).toordinal() for day in expected), INF]


def test_nobody_drawn_meets_no_rule_that_asks_for_somebody() -> None:
    nobody = Drawn({}, np.empty((0, 2)), 2)
    for rule in (ALLIES, Count(n=1), Named(actors=("candidate",)), WeightedShare(percent=50, weight="w", weights=WEIGHTS)):
        assert met(rule, nobody, WHERE).tolist() == [INF, INF]


# The four allies, the candidate, and two that may join what is open.
ACTORS = ("DNK", "HUN", "NOR", "TUR", "SWE", "PRT", "eu")
some = st.lists(st.sampled_from(ACTORS), min_size=1, max_size=5, unique=True).map(tuple)
numbers = st.integers(1, 5)
january = st.integers(1, 31).map(lambda day: f"2023-01-{day:02}")
COUNTING = st.one_of(
    st.builds(Count, n=numbers),
    st.builds(Count, n=numbers, of=st.just("nato")),
    st.builds(Count, n=numbers, among=some),
    st.builds(Count, n=numbers, but=some),
    st.builds(Count, n=numbers, counts_as=st.dictionaries(st.sampled_from(ACTORS), numbers, max_size=2)),
    st.builds(lambda over, more: Share(over=over, under=3, of="nato", more=more), st.integers(1, 2), st.booleans()),
    st.builds(All, among=some),
    st.just(ALLIES),
)
WEIGHING = st.builds(
    WeightedShare, percent=st.sampled_from([25, 50, 55, 100]), weight=st.just("w"), more=st.booleans(),
    weights=st.dictionaries(st.sampled_from(ACTORS), st.sampled_from([5.0, 10.0, 12.5, 40.0]), min_size=1),
)  # fmt: skip
LEAVES = st.one_of(COUNTING, WEIGHING, st.builds(Named, actors=some))
RULES = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.builds(AllOf, rules=st.lists(below, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, rules=st.lists(below, min_size=1, max_size=3).map(tuple)),
        st.builds(From, day=january, then=below),
        st.builds(By, day=january, then=below),
        st.builds(After, delay=st.one_of(st.integers(0, 40), st.sampled_from([Delay(months=1), Delay(first_of_month=1)])), then=below),
    ),
    max_leaves=5,
)


@settings(max_examples=500)
@given(RULES, st.dictionaries(st.sampled_from(ACTORS), st.integers(1, 31)))
def test_one_draw_is_met_when_the_roll_is(rule: Rule, consents: dict[str, int]) -> None:
    days = {actor: in_january(day) for actor, day in consents.items()}
    roll = Roll({actor: ((int(day), NEVER),) for actor, day in days.items()})
    drawn = Drawn({actor: np.array([day]) for actor, day in days.items()}, np.empty((0, 1)), 1)
    expected = force(rule, roll, KNOWLEDGE, candidate="SWE").met
    (found,) = met(rule, drawn, WHERE)
    assert found == (INF if expected is None else expected.toordinal())


@given(RULES, st.dictionaries(st.sampled_from(ACTORS), st.integers(1, 31)), st.sampled_from(ACTORS), st.integers(0, 30))
def test_a_later_consent_never_meets_a_rule_earlier(rule: Rule, consents: dict[str, int], whose: str, later: int) -> None:
    held = {actor: np.array([in_january(day), in_january(day)]) for actor, day in consents.items()}
    if whose in held:
        held[whose] = held[whose] + np.array([0.0, float(later)])
    before, after = met(rule, Drawn(held, np.empty((0, 2)), 2), WHERE)
    assert before <= after
