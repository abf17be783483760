"""What is missing, whose consent alone would do, and who can block."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accede.process.judging import LISTED, Blocking, Pivots, blocking, holds, lacks, pivots
from accede.process.rules import (
    SIGNATORIES,
    After,
    All,
    AllOf,
    AnyOf,
    By,
    Consensus,
    Count,
    From,
    Named,
    Parties,
    Rule,
    Share,
    WeightedShare,
    leaves,
)  # fmt: skip

from .worlds import KNOWLEDGE, NATO

DAY = date(2022, 7, 5)
WHERE = Parties(KNOWLEDGE, DAY)
FIVE = ("AUT", "BEL", "CHE", "DNK", "EST")
ALLIES = All(of="nato")
EMISSIONS = WeightedShare(percent=55, weight="emissions", weights={"CHN": 30.0, "USA": 25.0, "IND": 20.0, "BRA": 10.0}, total=100)
LISTED_ALL = WeightedShare(percent=55, weight="trade", weights={"CHN": 40.0, "USA": 30.0, "IND": 20.0, "BRA": 10.0})
PARIS = AllOf(rules=(Count(n=3), LISTED_ALL))
EITHER = AnyOf(rules=(All(among=("AUT", "BEL")), Count(n=3, among=FIVE)))


@pytest.mark.parametrize(
    ("rule", "consenting", "held"),
    [
        (Consensus(of="nato"), NATO, True),
        (Consensus(of="nato"), NATO[:3], False),
        (All(among=("AUT", "BEL")), ("AUT", "BEL"), True),
        (All(among=("AUT", "BEL", "eu"), but=("eu",)), ("AUT", "BEL"), True),
        (All(of="hanse"), NATO, None),  # nobody knows who they are
        (Count(n=2, but=("eu",)), ("AUT", "eu"), False),
        (Count(n=2, but=("eu",)), ("AUT", "BEL", "eu"), True),
        (Count(n=2, among=("AUT", "BEL")), ("AUT", "CHE"), False),
        (Count(n=28, counts_as={"eu": 27}), ("AUT", "eu"), True),
        (Count(n=28, counts_as={"eu": 27}), ("eu",), False),
        (Count(n=28, counts_as={"eu": 27}, among=FIVE), ("AUT", "eu"), True),
        (Count(n=3, of="nato", counts_as={"eu": 2}), ("NOR", "eu"), True),
        (Share(over=3, under=4, of="nato"), NATO[:3], True),
        (Share(over=3, under=4, of="nato", more=True), NATO[:3], False),
        (Share(over=3, under=4, of="nato", more=True), NATO, True),
        (Share(over=3, under=4, of="nato", counts_as={"eu": 2}), ("NOR", "eu"), True),
        (Share(over=1, under=2, among=FIVE), FIVE[:3], True),
        (Share(over=1, under=2, among=FIVE), FIVE[:2], False),  # rounded up: three of five
        (LISTED_ALL, ("CHN", "IND"), True),
        (LISTED_ALL, ("CHN", "BRA"), False),
        (WeightedShare(percent=70, weight="trade", weights=LISTED_ALL.weights), ("CHN", "USA"), True),
        (WeightedShare(percent=70, weight="trade", weights=LISTED_ALL.weights, more=True), ("CHN", "USA"), False),
        # with weight that is not listed, "no" cannot be told before the listed are too few by more than that
        (EMISSIONS, ("CHN", "USA"), True),
        (EMISSIONS, ("CHN", "BRA"), None),
        (EMISSIONS, ("CHN",), False),
        (EMISSIONS, ("CHN", "AUT"), False),
        (AnyOf(rules=(EMISSIONS, Named(actors=("AUT",)))), ("CHN", "BRA"), None),
        (AnyOf(rules=(EMISSIONS, Named(actors=("AUT",)))), ("CHN", "BRA", "AUT"), True),
        (AllOf(rules=(EMISSIONS, Named(actors=("AUT",)))), ("CHN", "BRA"), False),
        (From(day="2022-07-05", then=Count(n=1)), ("AUT",), True),
        (From(day="2022-07-06", then=Count(n=1)), ("AUT",), False),
        (By(day="2022-07-05", then=Count(n=1)), ("AUT",), True),
        (By(day="2022-07-05", then=Count(n=1)), (), False),
        (By(day="2022-07-04", then=Count(n=1)), ("AUT",), None),  # whether it held by then is not asked here
        (After(delay=90, then=Count(n=1)), ("AUT",), True),
        (Count(n=1, of=SIGNATORIES), ("AUT",), None),
    ],
)  # fmt: skip
def test_a_rule_holds_or_not_or_cannot_be_told(rule: Rule, consenting: tuple[str, ...], held: bool | None) -> None:
    assert holds(rule, WHERE, consenting) is held


def test_signatories_are_asked_where_they_are_known() -> None:
    where = Parties(KNOWLEDGE, DAY, "", ("AUT", "BEL", "CHE"))
    assert holds(Count(n=2, of=SIGNATORIES), where, ("AUT", "DNK")) is False
    assert holds(Count(n=2, of=SIGNATORIES), where, ("AUT", "BEL")) is True
    assert holds(All(of=SIGNATORIES), where, ("AUT", "BEL")) is False


@pytest.mark.parametrize(
    ("rule", "consenting", "missing"),
    [
        (ALLIES, NATO, []),
        (ALLIES, NATO[:3], [(3, 4)]),
        (PARIS, ("CHN",), [(1, 3), (40, 55)]),
        (PARIS, ("CHN", "IND"), [(2, 3)]),
        (PARIS, ("CHN", "BRA", "AUT"), [(50, 55)]),
        (EMISSIONS, ("CHN", "BRA"), [(40, 55)]),  # open, but not met
        (WeightedShare(percent=55, weight="emissions"), ("CHN",), []),  # cannot be counted
        (Count(n=30, counts_as={"eu": 27}), ("eu", "AUT"), [(28, 30)]),
    ],
)
def test_what_each_leaf_still_lacks(rule: Rule, consenting: tuple[str, ...], missing: list[tuple[float, float]]) -> None:
    found = lacks(rule, WHERE, consenting)
    assert [(lack.held, pytest.approx(lack.needed)) for lack in found] == missing


@pytest.mark.parametrize(
    ("rule", "consenting", "alone"),
    [
        (ALLIES, NATO[:3], Pivots(("TUR",))),
        (ALLIES, NATO[:2], Pivots(())),
        (ALLIES, NATO, Pivots(())),
        (Count(n=3), ("AUT", "BEL"), Pivots((), anyone=True)),
        (Count(n=3), ("AUT",), Pivots(())),
        (Count(n=3, of="nato"), NATO[:2], Pivots(NATO[2:])),
        # the number is there and the share is not: the great emitters alone would do
        (PARIS, ("CHN", "AUT", "BEL"), Pivots(("IND", "USA"))),
        # the share is there and the number is not: that of anyone
        (PARIS, ("CHN", "USA"), Pivots(("BRA", "IND"), anyone=True)),
        (PARIS, ("CHN", "BRA"), Pivots(("IND", "USA"))),
        (EITHER, ("AUT",), Pivots(("BEL",))),
        (EITHER, ("AUT", "CHE"), Pivots(("BEL", "DNK", "EST"))),
        (EITHER, ("AUT", "CHE", "DNK"), Pivots(())),
        (EITHER, ("CHE", "DNK"), Pivots(("AUT", "BEL", "EST"))),
        (Count(n=27, counts_as={"eu": 27}), (), Pivots(())),  # not of any state, and the union is no elector
        (Named(actors=("candidate",)), (), Pivots(("SWE",))),
    ],
)
def test_whose_consent_alone_would_do(rule: Rule, consenting: tuple[str, ...], alone: Pivots) -> None:
    assert pivots(rule, Parties(KNOWLEDGE, DAY, "SWE"), consenting) == alone


@pytest.mark.parametrize(
    ("rule", "consenting", "who"),
    [
        (ALLIES, (), Blocking(1, (("DNK",), ("HUN",), ("NOR",), ("TUR",)))),
        (ALLIES, ("DNK", "NOR"), Blocking(1, (("HUN",), ("TUR",)))),
        (ALLIES, NATO, Blocking(0)),
        (Count(n=3, of="nato"), (), Blocking(2, tuple(combinations(NATO, 2)))),
        (Count(n=3, of="nato"), ("DNK", "HUN"), Blocking(2, (("NOR", "TUR"),))),
        (Share(over=1, under=2, of="nato"), (), Blocking(3, tuple(combinations(NATO, 3)))),
        (Count(n=60), (), Blocking(0)),  # others may consent in their place
        (AllOf(rules=(Count(n=60), Named(actors=("GBR", "USA")))), ("GBR",), Blocking(1, (("USA",),))),
        (AnyOf(rules=(Count(n=60), Named(actors=("GBR", "USA")))), (), Blocking(0)),
        (LISTED_ALL, (), Blocking(2, (("BRA", "CHN"), ("CHN", "IND"), ("CHN", "USA"), ("IND", "USA")))),
        (LISTED_ALL, ("USA",), Blocking(2, (("BRA", "CHN"), ("CHN", "IND")))),
        (EMISSIONS, (), Blocking(0)),  # others hold weight, too
        (WeightedShare(percent=55, weight="emissions"), (), Blocking(0)),
        # both ways must be blocked, and one refusal may do for both
        (AnyOf(rules=(All(among=("AUT", "BEL")), All(among=("CHE", "DNK")))), (),
         Blocking(2, (("AUT", "CHE"), ("AUT", "DNK"), ("BEL", "CHE"), ("BEL", "DNK")))),
        (AnyOf(rules=(All(among=("AUT", "BEL")), All(among=("BEL", "CHE")))), (), Blocking(1, (("BEL",),))),
        # Belgium alone blocks the first way; but the other two block both
        (AnyOf(rules=(WeightedShare(percent=75, weight="x", weights={"BEL": 2.0, "AUT": 1.0, "CHE": 1.0}),
                      Count(n=1, among=("AUT", "CHE")))), (), Blocking(2, (("AUT", "CHE"),))),
        (From(day="2030-01-01", then=All(among=("AUT", "BEL"))), (), Blocking(1, (("AUT",), ("BEL",)))),
        (After(delay=3, then=All(among=("AUT", "BEL"))), ("AUT",), Blocking(1, (("BEL",),))),
        (AllOf(rules=(EITHER, Named(actors=("TUR",)))), (), Blocking(1, (("TUR",),))),
    ],
)  # fmt: skip
def test_who_can_block(rule: Rule, consenting: tuple[str, ...], who: Blocking) -> None:
    assert blocking(rule, WHERE, consenting) == who


def test_of_many_sets_some_are_listed() -> None:
    many = tuple(f"X{number:02}" for number in range(60))
    told = blocking(Count(n=50, among=many), WHERE)
    assert (told.size, len(told.sets), told.more) == (11, LISTED, True)
    assert told.sets[0] == many[:11]


def test_of_finely_weighted_members_and_two_ways_the_sets_still_block() -> None:
    """Too many kinds of members to try all: the sets given block and need all their members, though there may be smaller ones."""
    weights = {f"X{number:02}": 100.0 + number for number in range(24)}
    rule = AnyOf(rules=(WeightedShare(percent=60, weight="x", weights=weights), Count(n=14, among=tuple(weights))))
    told = blocking(rule, WHERE)
    assert told.size
    for held in told.sets:
        assert not reached(rule, set(weights) - set(held))
        assert all(reached(rule, set(weights) - set(held) | {actor}) for actor in held)


# Small rules of all kinds, against trying everything

some = st.sets(st.sampled_from(FIVE), min_size=1).map(lambda held: tuple(sorted(held)))
tables = st.dictionaries(st.sampled_from(FIVE), st.integers(1, 5).map(float), min_size=1)
small = st.one_of(
    some.map(lambda held: All(among=held)),
    some.flatmap(lambda held: st.integers(1, len(held)).map(lambda n: Count(n=n, among=held))),
    st.integers(1, 5).map(lambda n: Count(n=n)),
    st.builds(lambda held, over, more: Share(over=over, under=3, among=held, more=more), some, st.integers(1, 2), st.booleans()),
    st.builds(
        lambda held, percent, more: WeightedShare(percent=percent, weight="x", weights=held, more=more),
        tables, st.integers(1, 99), st.booleans(),
    ),
    some.map(lambda held: Named(actors=held)),
)  # fmt: skip
rules = st.recursive(
    small,
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3).map(lambda held: AllOf(rules=tuple(held))),
        st.lists(below, min_size=1, max_size=3).map(lambda held: AnyOf(rules=tuple(held))),
        below.map(lambda rule: From(day="2020-01-01", then=rule)),
        below.map(lambda rule: After(delay=30, then=rule)),
    ),
    max_leaves=5,
)
consents = st.sets(st.sampled_from(FIVE), max_size=4)
# Whoever may join, where that counts.
OTHERS = tuple(f"X{number}" for number in range(5))


def reached(rule: Rule, consenting: Collection[str]) -> bool:
    """Whether these, and all others in the world, meet the rule."""
    return holds(rule, WHERE, {*consenting, *OTHERS}) is True


@given(rules, consents)
def test_a_blocking_set_blocks_and_none_is_smaller(rule: Rule, consenting: set[str]) -> None:
    assume(reached(rule, FIVE))
    told = blocking(rule, WHERE, consenting)
    free = set(FIVE) - consenting
    blocks = [held for n in range(len(free) + 1) for held in combinations(sorted(free), n) if not reached(rule, set(FIVE) - set(held))]
    least = min(map(len, blocks), default=0)
    expected = tuple(held for held in blocks if len(held) == least)
    assert told == (Blocking(0) if holds(rule, WHERE, consenting) else Blocking(least, expected))


@given(rules, consents)
def test_a_pivotal_consent_meets_the_rule_and_no_other_does(rule: Rule, consenting: set[str]) -> None:
    told = pivots(rule, WHERE, consenting)
    if holds(rule, WHERE, consenting):
        assert told == Pivots(())
        return
    named = {actor for leaf in leaves(rule) for actor in WHERE.electorate(leaf)}
    would_do = {actor for actor in FIVE if actor not in consenting and holds(rule, WHERE, {*consenting, actor})}
    assert set(told.actors) == would_do & named
    assert told.anyone is bool(holds(rule, WHERE, {*consenting, "X0"}))
    assert told.anyone or would_do <= named


@given(rules, consents)
def test_nothing_is_lacking_where_each_leaf_is_met(rule: Rule, consenting: set[str]) -> None:
    found = lacks(rule, WHERE, consenting)
    assert all(lack.held < lack.needed or getattr(lack.rule, "more", False) for lack in found)
    assert found or holds(rule, WHERE, consenting)
