"""Rules over time: since when each kind of rule has held, and since when the instrument is in force."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.process.delays import Delay
from accede.process.force import Force, force
from accede.process.judging import holds
from accede.process.roll import Consented, Roll, roll
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
)  # fmt: skip

from .worlds import KNOWLEDGE, NATO, ListedKnowledge

NEVER = Force(None, None)
LEAGUE = ListedKnowledge("league AUT 1990-01-01", "league BEL 1990-01-01", "league CHE 1995-01-01", "league DNK 1990-01-01 1996-01-01")
WEIGHED = {"AUT": 50.0, "BEL": 30.0, "CHE": 20.0}


def on_roll(text: str) -> Roll:
    """ "AUT 1990-01-01, BEL 1991-01-01 1995-01-01": states, the day of consent and that of withdrawal."""
    rows = []
    for cell in text.split(","):
        state, consent, *withdrawn = cell.split()
        rows.append(Consented(state, None, date.fromisoformat(consent), date.fromisoformat(withdrawn[0]) if withdrawn else None))
    return roll(rows)


THREE = "AUT 1991-01-01, BEL 1992-02-02, CHE 1993-03-03"


@pytest.mark.parametrize(
    ("rule", "consents", "met"),
    [
        (Count(n=1), THREE, "1991-01-01"),
        (Count(n=3), THREE, "1993-03-03"),
        (Count(n=4), THREE, None),
        (Count(n=2, but=("AUT",)), THREE, "1993-03-03"),
        (Count(n=3, counts_as={"BEL": 2}), THREE, "1992-02-02"),
        (Count(n=2, among=("BEL", "CHE", "DNK")), THREE, "1993-03-03"),
        (Count(n=2, of="league"), THREE, "1992-02-02"),
        (Count(n=3, of="league"), THREE, "1995-01-01"),  # a consent of one that joined later counts from then on
        (All(among=("AUT", "CHE")), THREE, "1993-03-03"),
        (Consensus(among=("AUT", "BEL")), THREE, "1992-02-02"),
        (All(of="league"), THREE, "1996-01-01"),  # Denmark never consents, and leaves
        (All(of="league", but=("DNK",)), THREE, "1992-02-02"),
        (Named(actors=("CHE",)), THREE, "1993-03-03"),
        (Named(actors=("CHE", "DNK")), THREE, None),
        (Share(over=2, under=3, of="league"), THREE, "1992-02-02"),  # two of three, before Switzerland joins
        (Share(over=2, under=3, of="league", more=True), THREE, "1995-01-01"),  # three of four
        (Share(over=1, under=2, among=("AUT", "BEL", "CHE", "DNK")), THREE, "1992-02-02"),
        (Share(over=1, under=2, among=("AUT", "BEL", "CHE", "DNK"), more=True), THREE, "1993-03-03"),
        (Share(over=1, under=2, of="club", sizes={"1900-01-01": 10, "1995-05-05": 6}), THREE, "1995-05-05"),
        (Share(over=1, under=2, of="club", sizes={"1994-04-04": 2}), THREE, "1994-04-04"),
        (Share(over=1, under=2, of="club"), THREE, None),  # nobody knows the number of parties
        (WeightedShare(percent=60, weight="trade", weights=WEIGHED), THREE, "1992-02-02"),
        (WeightedShare(percent=80, weight="trade", weights=WEIGHED), THREE, "1992-02-02"),
        (WeightedShare(percent=80, weight="trade", weights=WEIGHED, more=True), THREE, "1993-03-03"),
        (WeightedShare(percent=45, weight="trade", weights=WEIGHED, total=200), THREE, "1993-03-03"),
        (WeightedShare(percent=55, weight="trade", weights=WEIGHED, total=200), THREE, None),
        (WeightedShare(percent=60, weight="trade"), THREE, None),
        (AllOf(rules=(Count(n=1), Named(actors=("BEL",)))), THREE, "1992-02-02"),
        (AnyOf(rules=(Count(n=3), Named(actors=("BEL",)))), THREE, "1992-02-02"),
        (From(day="1992-12-31", then=Count(n=2)), THREE, "1992-12-31"),
        (From(day="1980-01-01", then=Count(n=2)), THREE, "1992-02-02"),
        (By(day="1992-02-02", then=Count(n=2)), THREE, "1992-02-02"),
        (By(day="1999-09-09", then=Count(n=2)), THREE, "1999-09-09"),
        (By(day="1992-02-01", then=Count(n=2)), THREE, None),
        (After(delay=30, then=Count(n=2)), THREE, "1992-03-03"),
        (After(delay=Delay(first_of_month=1), then=Count(n=2)), THREE, "1992-03-01"),
        # the earlier of two alternatives with different delays
        (AnyOf(rules=(After(delay=365, then=Count(n=1)), After(delay=10, then=Count(n=2)))), THREE, "1992-01-01"),
        (AnyOf(rules=(After(delay=800, then=Count(n=1)), After(delay=10, then=Count(n=2)))), THREE, "1992-02-12"),
        # on a day if by then, else later with a delay
        (AnyOf(rules=(By(day="1992-01-01", then=Count(n=1)), After(delay=90, then=From(day="1992-01-01", then=Count(n=1))))), THREE, "1992-01-01"),
        (AnyOf(rules=(By(day="1992-01-01", then=Count(n=2)), After(delay=90, then=From(day="1992-01-01", then=Count(n=2))))), THREE, "1992-05-02"),
    ],
)  # fmt: skip
def test_the_first_day_on_which_a_rule_holds(rule: Rule, consents: str, met: str | None) -> None:
    assert force(rule, on_roll(consents), LEAGUE).met == (date.fromisoformat(met) if met else None)


@pytest.mark.parametrize(
    ("rule", "consents", "met"),
    [
        (Count(n=2), "AUT 1991-01-01 1991-12-31, BEL 1992-02-02", None),  # gone before the second came
        (Count(n=2), "AUT 1991-01-01 1992-02-03, BEL 1992-02-02", "1992-02-02"),
        (Count(n=2), "AUT 1991-01-01 1992-02-02, BEL 1992-02-02", None),  # half-open: gone on the day
        (Count(n=2), "AUT 1991-01-01 1991-12-31, BEL 1992-02-02, CHE 1993-03-03", "1993-03-03"),
        (By(day="1993-01-01", then=Count(n=1)), "AUT 1991-01-01 1991-12-31", None),
        (From(day="1993-01-01", then=Count(n=1)), "AUT 1991-01-01 1991-12-31", None),
        (After(delay=90, then=Count(n=1)), "AUT 1991-01-01 1991-02-01", None),
        (Named(actors=("AUT",)), "AUT 1991-01-01 1991-02-01, AUT 1995-01-01", "1991-01-01"),
        # met before the number of parties is told, and no longer when it is
        (Share(over=1, under=2, of="club", sizes={"1994-04-04": 2}), "AUT 1991-01-01 1992-02-02", None),
    ],
)
def test_who_withdraws_counts_until_then(rule: Rule, consents: str, met: str | None) -> None:
    assert force(rule, on_roll(consents), LEAGUE).met == (date.fromisoformat(met) if met else None)


def test_in_force_stays_in_force() -> None:
    """Article 55 of the Vienna Convention: parties becoming fewer than were needed does not end a treaty."""
    told = force(Count(n=2), on_roll("AUT 1991-01-01, BEL 1992-02-02 1993-01-01"), LEAGUE)
    assert told.on(date(2000, 1, 1))
    assert told.on(date(1992, 2, 2))
    assert not told.on(date(1992, 2, 1))
    assert not NEVER.on(date.max)


@pytest.mark.parametrize(
    ("options", "since"),
    [
        ({}, "1992-02-02"),
        ({"delay": 90}, "1992-05-02"),
        ({"delay": Delay(months=6)}, "1992-08-02"),
        ({"not_before": date(1994, 11, 16)}, "1994-11-16"),
        ({"not_before": date(1990, 1, 1)}, "1992-02-02"),
        ({"delay": 90, "not_before": date(1992, 3, 1)}, "1992-05-02"),
        ({"delay": 90, "not_before": date(1992, 6, 1)}, "1992-06-01"),
    ],
)
def test_entry_into_force_follows_the_rule(options: dict[str, Any], since: str) -> None:
    told = force(Count(n=2), on_roll(THREE), LEAGUE, **options)
    assert told == Force(date(1992, 2, 2), date.fromisoformat(since))
    assert force(Count(n=9), on_roll(THREE), LEAGUE, **options) == NEVER


def test_invariant_7_sweden_needs_finlands_consent_once_finland_is_a_member() -> None:
    """All four allies consent, the last after Finland has joined: then Finland's is needed, too."""
    early = on_roll("DNK 2022-07-05, HUN 2022-08-05, NOR 2022-07-05, TUR 2023-03-01")
    late = on_roll("DNK 2022-07-05, HUN 2024-03-05, NOR 2022-07-05, TUR 2024-01-25")
    both = on_roll("DNK 2022-07-05, HUN 2024-03-05, NOR 2022-07-05, TUR 2024-01-25, FIN 2023-04-20")
    rule = All(of="nato")
    assert force(rule, early, KNOWLEDGE, candidate="SWE").met == date(2023, 3, 1)
    assert force(rule, late, KNOWLEDGE, candidate="SWE").met is None
    assert force(rule, both, KNOWLEDGE, candidate="SWE").met == date(2024, 3, 5)


def test_a_candidate_is_not_asked_for_its_own_accession() -> None:
    """Not even after it has become a member by the lists."""
    late = on_roll("DNK 2022-07-05, HUN 2024-05-05, NOR 2022-07-05, TUR 2024-01-25, FIN 2023-04-20")
    assert force(All(of="nato"), late, KNOWLEDGE, candidate="SWE").met == date(2024, 5, 5)
    assert force(All(of="nato"), late, KNOWLEDGE).met is None


def test_the_candidate_consents_where_it_is_named() -> None:
    rule = AllOf(rules=(Count(n=1, of="nato"), Named(actors=("candidate",))))
    told = force(rule, on_roll("NOR 2022-07-05, SWE 2023-01-01"), KNOWLEDGE, candidate="SWE")
    assert told.met == date(2023, 1, 1)


def test_signatories_are_those_of_the_roll() -> None:
    signed = date(1990, 1, 1)
    rows = [Consented("AUT", signed, date(1991, 1, 1)), Consented("BEL", signed, date(1995, 1, 1)), Consented("CHE", None, date(1992, 1, 1))]
    assert force(All(of=SIGNATORIES), roll(rows), KNOWLEDGE).met == date(1995, 1, 1)
    assert force(Count(n=2, of=SIGNATORIES), roll(rows), KNOWLEDGE).met == date(1995, 1, 1)
    assert force(Count(n=2), roll(rows), KNOWLEDGE).met == date(1992, 1, 1)


def test_without_known_signatories_none_of_them_has_consented() -> None:
    nobody = on_roll(THREE)
    for rule in (Count(n=1, of=SIGNATORIES), All(of=SIGNATORIES), Share(over=1, under=2, of=SIGNATORIES)):
        assert force(rule, nobody, KNOWLEDGE) == NEVER
        assert holds(rule, Parties(KNOWLEDGE, date.max), ("AUT", "BEL", "CHE")) is None


# Against the rule of one day, asked of every day

STATES = (*NATO, "AUT", "FIN", "SWE")
START = date(2020, 1, 1)
SPAN = 40
SHORT = ListedKnowledge(
    "nato DNK 1949-04-04", "nato HUN 1999-03-12 2020-01-20", "nato NOR 1949-04-04", "nato TUR 2020-01-10 2020-01-25",
    "nato FIN 2020-01-15", "nato SWE 2020-01-30",
)  # fmt: skip
days = st.integers(0, SPAN - 1).map(lambda number: START + timedelta(days=number))
some = st.sets(st.sampled_from(STATES), max_size=4).map(lambda held: tuple(sorted(held)))
electorates = st.one_of(
    st.just({}), st.just({"of": "nato"}), some.filter(len).map(lambda held: {"among": held}),
)  # fmt: skip
details = st.fixed_dictionaries(
    {}, optional={"but": some, "counts_as": st.dictionaries(st.sampled_from(STATES), st.integers(1, 3), max_size=2)}
)
closed = st.one_of(st.just({"of": "nato"}), some.filter(len).map(lambda held: {"among": held}))
sizes = st.dictionaries(days.map(date.isoformat), st.integers(1, 7), min_size=1, max_size=3)
weights = st.dictionaries(st.sampled_from(STATES), st.integers(0, 9).map(float), min_size=1)
leaves = st.one_of(
    st.builds(lambda who, more: All(**who, **more), closed, details),
    st.builds(lambda who, more, n: Count(**who, **more, n=n), electorates, details, st.integers(1, 6)),
    st.builds(
        lambda who, more, over, strict: Share(**who, **more, over=over, under=4, more=strict),
        closed, details, st.integers(1, 4), st.booleans(),
    ),
    st.builds(lambda by_day, over: Share(over=over, under=4, of="club", sizes=by_day), sizes, st.integers(1, 4)),
    st.builds(
        lambda held, percent, more, total: WeightedShare(percent=percent, weight="x", weights=held, more=more, total=total),
        weights, st.integers(1, 100), st.booleans(), st.sampled_from([0.0, 30.0]),
    ),
    st.builds(lambda actors: Named(actors=actors), some.filter(len)),
)  # fmt: skip
rules = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=3).map(lambda held: AllOf(rules=tuple(held))),
        st.lists(below, min_size=1, max_size=3).map(lambda held: AnyOf(rules=tuple(held))),
        st.builds(lambda day, then: From(day=day.isoformat(), then=then), days, below),
    ),
    max_leaves=5,
)
consents = st.dictionaries(st.sampled_from(STATES), days)


@given(rules, consents)
def test_a_rule_is_met_on_the_first_day_on_which_it_holds(rule: Rule, given_on: dict[str, date]) -> None:
    """What is swept over in one go is the same as asking on each day."""
    names = roll([Consented(state, None, day) for state, day in given_on.items()])
    asked = (START + timedelta(days=number) for number in range(SPAN + 1))
    first = next((day for day in asked if holds(rule, Parties(SHORT, day), names.on(day))), None)
    met = force(rule, names, SHORT).met
    assert (met if met is None or met >= START else START) == first


@given(rules, consents, st.sampled_from(STATES), days)
def test_one_more_consent_is_never_later(rule: Rule, given_on: dict[str, date], state: str, day: date) -> None:
    names = roll([Consented(one, None, first) for one, first in given_on.items()])
    before, after = force(rule, names, SHORT).met, force(rule, names.with_consent(state, day), SHORT).met
    assert before is None or (after is not None and after <= before)
