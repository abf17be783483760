"""Decision rules: whether they are met, by whom they must be met, and how they read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.process.delays import Delay
from accede.process.judging import deciders, judge, pivots, size
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
    electors,
    in_words,
    leaves,
    needed_of,
    organisations,
    quota,
    thresholds,
)  # fmt: skip

from .worlds import KNOWLEDGE, NATO

EARLY, LATE = date(2022, 7, 5), date(2023, 4, 4)
ALLIES = All(of="nato")
SIXTY = Count(n=3)
TWO_OF_ALLIANCE = Count(n=2, of="nato")
TWO_THIRDS = Share(over=2, under=3, of="nato")
FISH = Share(over=2, under=3, of="wto", sizes={"2016-07-29": 164, "2024-08-30": 166}, counts_as={"eu": 27})
HALF_OF_EMISSIONS = WeightedShare(percent=50, weight="emissions", weights={"NOR": 10.0, "TUR": 45.0, "HUN": 45.0})
UNKNOWN_EMISSIONS = WeightedShare(percent=55, weight="emissions")
WITH_CANDIDATE = AllOf(rules=(ALLIES, Named(actors=("candidate",))))
EITHER = AnyOf(rules=(ALLIES, From(day="2023-01-01", then=TWO_OF_ALLIANCE)))


def at(day: date, candidate: str = "SWE") -> Parties:
    return Parties(KNOWLEDGE, day, candidate)


@pytest.mark.parametrize(
    ("rule", "day", "consenting", "refusing", "met"),
    [
        (ALLIES, EARLY, NATO, (), True),
        (ALLIES, EARLY, NATO[:3], (), None),  # nothing is reported of the fourth: unknown is not no
        (ALLIES, EARLY, NATO[:3], NATO[3:], False),
        (SIXTY, EARLY, ("NOR", "PRT"), (), None),
        (SIXTY, EARLY, ("NOR", "PRT", "CHL"), (), True),
        (TWO_OF_ALLIANCE, EARLY, ("NOR", "PRT"), (), None),  # Portugal is no party here
        (TWO_OF_ALLIANCE, EARLY, ("NOR", "HUN"), (), True),
        (TWO_OF_ALLIANCE, EARLY, ("NOR",), ("DNK", "HUN", "TUR"), False),
        (TWO_THIRDS, EARLY, ("NOR", "HUN"), (), None),
        (TWO_THIRDS, EARLY, ("NOR", "HUN", "DNK"), (), True),  # two thirds of four, rounded up
        (HALF_OF_EMISSIONS, EARLY, ("NOR", "TUR"), (), True),
        (HALF_OF_EMISSIONS, EARLY, ("NOR",), ("TUR", "HUN"), False),
        (UNKNOWN_EMISSIONS, EARLY, NATO, (), None),
        (WITH_CANDIDATE, EARLY, NATO, (), None),
        (WITH_CANDIDATE, EARLY, (*NATO, "SWE"), (), True),
        (EITHER, EARLY, ("NOR", "HUN"), (), None),
        (EITHER, LATE, ("NOR", "HUN"), (), True),
    ],
)
def test_a_rule_is_met_or_not_or_open(
    rule: Rule, day: date, consenting: tuple[str, ...], refusing: tuple[str, ...], met: bool | None
) -> None:
    assert judge(rule, at(day), consenting, refusing).met is met


def test_the_instrument_of_many_counts_as_many() -> None:
    others = [f"x{number}" for number in range(83)]
    where = at(date(2024, 1, 1), "")
    assert judge(FISH, where, [*others, "eu"], ()).met is True  # 83 + 27 = 110 of 164
    assert judge(FISH, where, others, ()).met is None
    assert judge(FISH, at(date(2025, 1, 1), ""), [*others, "eu"], ()).met is None  # 111 of 166


def test_invariant_7_deciders_are_the_parties_at_that_time() -> None:
    """Finland joins the four allies on 4 April 2023: Sweden's protocol needs one more consent from that day."""
    assert deciders(ALLIES, at(date(2023, 4, 3))) == NATO
    assert deciders(ALLIES, at(date(2023, 4, 4))) == ("DNK", "FIN", "HUN", "NOR", "TUR")
    assert judge(ALLIES, at(date(2023, 4, 3)), NATO, ()) == (True, ())
    assert judge(ALLIES, at(date(2023, 4, 4)), NATO, ()) == (None, ("FIN",))


def test_a_candidate_is_no_party_to_its_own_accession() -> None:
    assert "SWE" not in (deciders(ALLIES, at(date(2024, 4, 1), "SWE")) or ())
    assert "SWE" in (deciders(ALLIES, at(date(2024, 4, 1), "")) or ())


@pytest.mark.parametrize(
    ("rule", "words", "number", "told"),
    [
        (ALLIES, "all 4 parties to NATO", 4, {"unanimity", "4"}),
        (SIXTY, "3 consents", None, {"3"}),
        (TWO_OF_ALLIANCE, "2 of the 4 parties to NATO", 4, {"2"}),
        (FISH, "2/3 of the members of wto (110 of 164)", 164, {"2/3", "66%", "110"}),
        (UNKNOWN_EMISSIONS, "55 % of emissions", None, {"55%"}),
        (WITH_CANDIDATE, "all 4 parties to NATO and Sweden", 5, {"unanimity", "4"}),
        (EITHER, "all 4 parties to NATO, or from 2023-01-01 on, 2 of the 4 parties to NATO", 4,
         {"unanimity", "4", "2"}),
        (Consensus(of="nato"), "consensus of the 4 parties to NATO", 4, {"unanimity", "4"}),
        (All(of=SIGNATORIES), "all signatories", None, {"unanimity"}),
        (Count(n=7, of=SIGNATORIES), "7 of the signatories", None, {"7"}),
        (Count(n=2, of="south-of-20", among=("FJI", "NZL", "TON")), "2 of the 3 south of 20", 3, {"2"}),
        (Count(n=2, among=("FJI", "NZL", "TON")), "2 of the 3 named actors", 3, {"2"}),
        (Share(over=2, under=3, of="nato", more=True), "more than 2/3 of the members of NATO (3 of 4)", 4, {"2/3", "66%", "3"}),
        (WeightedShare(percent=62.5, weight="trade", more=True), "more than 62.5 % of trade", None, {"62.5%"}),
        (By(day="1989-01-01", then=SIXTY), "on 1989-01-01 if by then 3 consents", None, {"3"}),
        (After(delay=90, then=SIXTY), "90 days after 3 consents", None, {"3"}),
        (After(delay=Delay(months=6), then=SIXTY), "6 months after 3 consents", None, {"3"}),
        (AllOf(rules=(AnyOf(rules=(SIXTY, TWO_OF_ALLIANCE)), Named(actors=("TUR",)))),
         "(3 consents, or 2 of the 4 parties to NATO) and Turkey", None, {"3", "2"}),
    ],
)  # fmt: skip
def test_a_rule_reads_as_words(rule: Rule, words: str, number: int | None, told: set[str]) -> None:
    where = at(EARLY)
    assert in_words(rule, where) == words
    assert size(rule, where) == number
    assert thresholds(rule, where) == told


def test_a_candidate_that_is_not_named_is_no_nobody() -> None:
    assert in_words(WITH_CANDIDATE, at(EARLY, "")) == "all 4 parties to NATO and the candidate"
    assert deciders(WITH_CANDIDATE, at(EARLY, "")) == (*NATO, "candidate")
    assert pivots(WITH_CANDIDATE, at(EARLY, ""), NATO) == (("candidate",), False)


@pytest.mark.parametrize(
    ("over", "under", "more", "number", "needed"),
    [
        (2, 3, False, 4, 3), (2, 3, False, 3, 2), (2, 3, True, 3, 3), (2, 3, True, 4, 3), (1, 2, False, 4, 2),
        (1, 2, True, 4, 3), (1, 2, True, 5, 3), (1, 1, False, 7, 7), (2, 3, False, 164, 110), (2, 3, False, 0, None),
        (2, 3, False, None, None),
    ],
)  # fmt: skip
def test_how_many_a_share_is(over: int, under: int, more: bool, number: int | None, needed: int | None) -> None:
    assert needed_of(Share(over=over, under=under, more=more), number) == needed


def test_the_number_of_parties_is_that_of_the_day() -> None:
    assert electors(FISH, at(date(2016, 7, 28))) is None
    assert electors(FISH, at(date(2016, 7, 29))) == 164
    assert electors(FISH, at(date(2024, 8, 30))) == 166


def test_who_is_asked() -> None:
    where = Parties(KNOWLEDGE, EARLY, "SWE", ("NOR", "AUT"))
    assert where.electorate(All(of=SIGNATORIES)) == ("AUT", "NOR")
    assert where.electorate(All(of="nato", but=("TUR",))) == ("DNK", "HUN", "NOR")
    assert where.electorate(All(of="nato", among=("TUR", "FIN"))) == ("FIN", "TUR")  # a group goes before the name
    assert where.electorate(HALF_OF_EMISSIONS) == ("HUN", "NOR", "TUR")
    assert where.electorate(WeightedShare(percent=50, weight="x", weights={"NOR": 1.0, "eu": 2.0}, but=("eu",))) == ("NOR",)
    assert where.electorate(Named(actors=("candidate", "NOR"))) == ("NOR", "SWE")
    assert where.electorate(All(among=("candidate", "NOR"))) == ("NOR", "SWE")
    assert where.electorate(SIXTY) == where.electorate(All(of="hanse")) == ()


def test_who_weighs_how_much() -> None:
    where = at(EARLY)
    assert quota(ALLIES, where) == (dict.fromkeys(NATO, 1), 4, 0, False, 0)
    assert quota(SIXTY, where) == ({}, 3, 1, False, 0)
    assert quota(Count(n=3, but=("eu",), counts_as={"NOR": 2}), where) == ({"NOR": 2, "eu": 0}, 3, 1, False, 0)
    assert quota(WeightedShare(percent=50, weight="x", weights={"NOR": 3.0}, total=10), where) == ({"NOR": 3.0}, 5, 0, False, 7)
    assert quota(WeightedShare(percent=50, weight="x", weights={"NOR": 0.0}), where) is None
    assert quota(UNKNOWN_EMISSIONS, where) is quota(All(of="hanse"), where) is quota(Count(n=1, of=SIGNATORIES), where) is None


def test_what_a_rule_is_made_of() -> None:
    rule = AllOf(rules=(AnyOf(rules=(ALLIES, By(day="2020-01-01", then=SIXTY))), After(delay=3, then=From(day="2020-01-01", then=FISH))))
    assert list(leaves(rule)) == [ALLIES, SIXTY, FISH]
    assert organisations(rule) == {"nato", "wto"}
    assert organisations(AllOf(rules=(All(of=SIGNATORIES), All(of="annex", among=("NOR",)), Named(actors=("NOR",))))) == set()


RULES = (
    ALLIES, SIXTY, TWO_OF_ALLIANCE, TWO_THIRDS, FISH, HALF_OF_EMISSIONS, UNKNOWN_EMISSIONS, WITH_CANDIDATE, EITHER,
    Consensus(of="nato", but=("TUR",)), Share(over=1, under=2, of="nato", more=True), By(day="2022-12-31", then=SIXTY),
    After(delay=90, then=TWO_THIRDS), WeightedShare(percent=50, weight="x", weights={"NOR": 3.0, "TUR": 1.0}, total=6),
)  # fmt: skip
actors = st.sets(st.sampled_from([*NATO, "FIN", "SWE", "PRT", "eu"]))


@given(st.sampled_from(RULES), st.sampled_from([EARLY, LATE]), actors, actors)
def test_one_more_consent_never_undoes_a_rule(rule: Rule, day: date, consenting: set[str], more: set[str]) -> None:
    if judge(rule, at(day), consenting, ()).met:
        assert judge(rule, at(day), consenting | more, ()).met


@given(st.sampled_from(RULES), st.sampled_from([EARLY, LATE]), actors, actors)
def test_whoever_consents_is_not_missing(rule: Rule, day: date, consenting: set[str], refusing: set[str]) -> None:
    assert not set(judge(rule, at(day), consenting, refusing).missing) & consenting
