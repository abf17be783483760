"""Indices of power: published figures, the two ways of counting against each other, and why there may be none."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.process.power import NoPower, Power, _by_combination, _by_polynomial, _types, _weighted, power
from accede.process.rules import All, AllOf, AnyOf, By, Count, From, Named, Parties, Rule, Share, WeightedShare, leaves

from .worlds import KNOWLEDGE

WHERE = Parties(KNOWLEDGE, date(2022, 7, 5))
SIX = {"DEU": 4.0, "FRA": 4.0, "ITA": 4.0, "BEL": 2.0, "NLD": 2.0, "LUX": 1.0}
FIFTEEN = {
    "DEU": 10.0, "FRA": 10.0, "GBR": 10.0, "ITA": 10.0, "ESP": 8.0, "BEL": 5.0, "GRC": 5.0, "NLD": 5.0, "PRT": 5.0,
    "AUT": 4.0, "SWE": 4.0, "DNK": 3.0, "FIN": 3.0, "IRL": 3.0, "LUX": 2.0,
}  # fmt: skip
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
COUNCIL = PERMANENT + tuple(f"X{number:02}" for number in range(10))


def votes(weights: dict[str, float], quota: float) -> WeightedShare:
    """At least `quota` votes; just below it as a percentage, so that no rounding decides."""
    return WeightedShare(percent=100 * (quota - 0.5 * (quota > 1)) / sum(weights.values()), weight="votes", weights=weights)


def by_actor(rule: Rule, where: Parties = WHERE) -> dict[str, Power]:
    found = power(rule, where)
    assert not isinstance(found, NoPower), found
    return {one.actor: one for one in found}


@pytest.mark.parametrize(
    ("actor", "shapley_shubik", "banzhaf"),
    [("DEU", 14 / 60, 5 / 21), ("ITA", 14 / 60, 5 / 21), ("BEL", 9 / 60, 3 / 21), ("NLD", 9 / 60, 3 / 21), ("LUX", 0.0, 0.0)],
)
def test_the_council_of_six(actor: str, shapley_shubik: float, banzhaf: float) -> None:
    """The European Economic Community of 1958: 12 votes of 17; Luxembourg's vote never told."""
    told = by_actor(votes(SIX, 12))[actor]
    assert isclose(told.shapley_shubik, shapley_shubik, abs_tol=1e-12)
    assert isclose(told.banzhaf, banzhaf, abs_tol=1e-12)


def test_the_security_council() -> None:
    """Nine of fifteen with all permanent members."""
    told = by_actor(AllOf(rules=(Count(n=9, among=COUNCIL), Named(actors=PERMANENT))))
    assert round(told["CHN"].shapley_shubik, 4) == 0.1963
    assert round(told["X03"].shapley_shubik, 5) == 0.00186
    assert told["CHN"].swings == 848 / 2**14
    assert told["X03"].swings == 84 / 2**14


@pytest.mark.parametrize(
    ("actor", "shapley_shubik", "banzhaf"),
    [
        ("DEU", 0.1167, 0.1116), ("ESP", 0.0955, 0.0924), ("BEL", 0.0552, 0.0587), ("AUT", 0.0454, 0.0479),
        ("DNK", 0.0353, 0.0359), ("LUX", 0.0207, 0.0226),
    ],
)  # fmt: skip
def test_the_council_of_fifteen(actor: str, shapley_shubik: float, banzhaf: float) -> None:
    """The Council of the European Union of 1995: 62 votes of 87 (Felsenthal and Machover, 1998)."""
    told = by_actor(votes(FIFTEEN, 62))[actor]
    assert round(told.shapley_shubik, 4) == shapley_shubik
    assert round(told.banzhaf, 4) == banzhaf


def test_where_all_must_agree_all_are_alike() -> None:
    told = by_actor(All(of="nato"))
    assert {one.shapley_shubik for one in told.values()} == {0.25}
    assert {one.swings for one in told.values()} == {1 / 8}


def test_who_is_told_first_has_most() -> None:
    assert [one.actor for one in power(votes(SIX, 12), WHERE) if isinstance(one, Power)] == ["DEU", "FRA", "ITA", "BEL", "NLD", "LUX"]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Count(n=60), "whoever may join counts"),
        (AllOf(rules=(All(of="nato"), Count(n=60))), "whoever may join counts"),
        (WeightedShare(percent=55, weight="emissions"), "whoever may join counts"),
        (WeightedShare(percent=55, weight="emissions", weights={"NOR": 3.0}, total=10), "whoever may join counts"),
        (Count(n=60, among=tuple(f"X{number}" for number in range(201))), "more than 200 deciders"),
        (votes({f"X{number}": 20_000.0 + number for number in range(20)}, 300_000), "too fine"),
        (votes({f"X{number}": 1 + number / 7 for number in range(20)}, 30), "too fine"),
        (votes({f"X{number}": (1 + number) / 7000 for number in range(20)}, 0.02), "too fine"),
        (
            AllOf(rules=(votes({f"X{n}": n + 1.0 for n in range(20)}, 90), votes({f"X{n}": 20.0 - n for n in range(20)}, 90))),
            "weighs in more than one way",
        ),
        (Count(n=5, of="nato"), "nobody's consent turns"),
        (From(day="2030-01-01", then=All(of="nato")), "nobody's consent turns"),
    ],
)
def test_why_there_are_no_indices(rule: Rule, why: str) -> None:
    found = power(rule, WHERE)
    assert isinstance(found, NoPower)
    assert why in found.why


# Two ways of counting

actors = [f"X{number}" for number in range(7)]
weight_tables = st.lists(st.integers(1, 6), min_size=2, max_size=7).map(
    lambda held: dict(zip(actors, map(float, held), strict=False))
)


@st.composite
def games(draw: st.DrawFn) -> Rule:
    """A threshold of weight together with one of number, or in its stead, or from a day on."""
    weights = draw(weight_tables)
    weighed = votes(weights, draw(st.integers(1, int(sum(weights.values())))))
    counted = draw(st.sampled_from([
        Count(n=draw(st.integers(1, len(weights))), among=tuple(weights)), Share(over=1, under=2, among=tuple(weights), more=True),
    ]))  # fmt: skip
    joined = draw(st.sampled_from([weighed, AllOf(rules=(weighed, counted)), AnyOf(rules=(weighed, counted))]))
    return draw(st.sampled_from([
        joined, From(day="2020-01-01", then=joined), By(day="2030-01-01", then=joined),
        AnyOf(rules=(From(day="2030-01-01", then=counted), joined)),
    ]))  # fmt: skip


@given(games())
def test_both_ways_of_counting_agree(rule: Rule) -> None:
    named = sorted({actor for one in _parts(rule) for actor in WHERE.electorate(one)})
    types = _types(rule, WHERE, named)
    game = _weighted(rule, WHERE, named)
    if isinstance(game, NoPower):  # all weigh the same
        assert len(types) == 1
        return
    assert _by_polynomial(game, types) == _by_combination(rule, WHERE, types)


def _parts(rule: Rule) -> list[WeightedShare]:
    return [leaf for leaf in leaves(rule) if isinstance(leaf, WeightedShare)]


@given(games())
def test_indices_add_up_to_one_and_weight_never_harms(rule: Rule) -> None:
    found = by_actor(rule)
    weights = _parts(rule)[0].weights
    assert isclose(sum(one.shapley_shubik for one in found.values()), 1)
    assert isclose(sum(one.banzhaf for one in found.values()), 1)
    ranked = sorted(weights, key=lambda actor: weights[actor])
    for less, more in pairwise(ranked):
        assert found[less].shapley_shubik <= found[more].shapley_shubik
        assert found[less].swings <= found[more].swings


def test_two_hundred_members_are_counted_exactly() -> None:
    """Two types can be counted both ways; five only by polynomials."""
    many = [f"X{number:03}" for number in range(200)]
    two = votes({actor: 1.0 + (at % 40 == 0) for at, actor in enumerate(many)}, 130)
    types = _types(two, WHERE, many)
    game = _weighted(two, WHERE, many)
    assert not isinstance(game, NoPower)
    assert _by_polynomial(game, types) == _by_combination(two, WHERE, types)
    found = by_actor(votes({actor: 1.0 + at % 5 for at, actor in enumerate(many)}, 360))
    assert isclose(sum(one.shapley_shubik for one in found.values()), 1)
    assert isclose(sum(one.banzhaf for one in found.values()), 1)
    # with many voters power is near to the share of the weight (Penrose)
    assert all(isclose(found[actor].shapley_shubik, (1 + at % 5) / 600, rel_tol=0.02) for at, actor in enumerate(many))
