"""Rates of consent: Kaplan and Meier by hand, the rate and its inverse, and what a member's past does to it."""

from __future__ import annotations

from datetime import timedelta
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.outlook.survival import ENOUGH, Hazard, hazard, speeds
from tests.process.worlds import NATO

from .samples import OPENED, ROUNDS, TREATIES, UNANIMOUS, Past, round_of


def test_five_ages_of_which_one_is_censored() -> None:
    """10, 20, 30 (censored), 40, 50: four of five are left after 10, three after 20; then two, of which one; then none.

    The last consent would make the rate infinite: it counts as half of one in five left.
    """
    found = hazard([10, 20, 30, 40, 50], [True, True, False, True, True])
    assert found.consents == 4
    assert found.ages.tolist() == [0, 10, 20, 40, 50]
    left = [1, 4 / 5, 3 / 5, 3 / 10, 1 / 10]
    assert found.total.tolist() == pytest.approx([-log(share) for share in left])


@pytest.mark.parametrize(
    ("ages", "happened", "expected"),
    [
        ([10, 20], [True, True], [(0, 0), (5, log(2) / 2), (10, log(2)), (15, 1.5 * log(2)), (20, log(4))]),
        ([5, 10, 20], [False, True, True], [(5, log(2) / 2), (10, log(2))]),  # the one that was only watched makes no step
        ([10, 10, 10, 30], [True, True, True, True], [(10, log(4)), (30, log(8)), (60, 2 * log(8))]),  # two ages: on with the mean rate
        ([10, 20, 30, 40], [True, True, True, False], [(30, log(4)), (40, log(4) + log(2)), (50, log(4) + 2 * log(2))]),  # with that of the last third
        ([100, 200], [False, False], [(0, 0), (3650, 0.5), (7300, 1.0)]),  # nobody yet: seldom
    ],
)
def test_the_rate_at_an_age(ages: list[float], happened: list[bool], expected: list[tuple[float, float]]) -> None:
    found = hazard(ages, happened)
    assert [float(found.at(age)) for age, _ in expected] == pytest.approx([total for _, total in expected])


watched = st.lists(st.tuples(st.integers(0, 4000), st.booleans()), min_size=1, max_size=30)


def _hazard(rows: list[tuple[int, bool]]) -> Hazard:
    return hazard([age for age, _ in rows], [did for _, did in rows])


@given(watched, st.floats(0, 20_000), st.floats(0, 30))
def test_at_and_when_are_inverse(rows: list[tuple[int, bool]], age: float, total: float) -> None:
    found = _hazard(rows)
    assert float(found.when(found.at(age))) == pytest.approx(age, rel=1e-6, abs=1e-6)
    assert float(found.at(found.when(np.float64(total)))) == pytest.approx(total, rel=1e-6, abs=1e-6)


@given(watched, st.lists(st.floats(0, 20_000), min_size=2, max_size=20))
def test_the_rate_rises(rows: list[tuple[int, bool]], ages: list[float]) -> None:
    found = _hazard(rows)
    totals = found.at(np.array(sorted(ages)))
    assert (np.diff(totals) >= 0).all()
    assert float(found.at(max(ages) + 1)) > float(found.at(max(ages)))


def test_a_slow_member_has_a_factor_below_one_and_a_fast_one_above() -> None:
    members = speeds(ROUNDS, prior=2).members
    assert members["TUR"] < 1 < members["DNK"]
    assert members["TUR"] < members["HUN"] < members["NOR"]


def test_the_prior_pulls_to_one() -> None:
    distances = [abs(1 - speeds(ROUNDS, prior).members["TUR"]) for prior in (0.5, 2, 20, 1e6)]
    assert distances == sorted(distances, reverse=True)
    assert distances[-1] < 1e-5


def test_a_factor_by_hand() -> None:
    """All four consented to one round on day 10: a rate of ln 8 by then, since the last is never wholly gone."""
    (one,) = {round(factor, 9) for factor in speeds([round_of("1997-01-01", **dict.fromkeys(NATO, 10))], 2).members.values()}
    assert one == pytest.approx((2 + 1) / (2 + log(8)))


def test_who_never_consented_counts_as_watched_to_the_end() -> None:
    until = OPENED + timedelta(days=1000)
    waiting = Past(
        id="open", family="nato", opened=OPENED, completed=None, until=until, decision=UNANIMOUS, deciders=NATO,
        consents={member: OPENED + timedelta(days=100) for member in NATO if member != "TUR"},
    )  # fmt: skip
    found = speeds([waiting], prior=2)
    assert found.families["nato"].consents == 3
    assert found.members["TUR"] < min(found.members[member] for member in NATO if member != "TUR")


@pytest.mark.parametrize(("number", "own"), [(ENOUGH // 4 - 1, False), (ENOUGH // 4, True)])
def test_a_family_of_few_consents_borrows(number: int, own: bool) -> None:
    few = [round_of(f"{1900 + at}-01-01", **dict.fromkeys(NATO, 100 + at)) for at in range(number)]
    others = [Past(
        id="eu", family="eu", opened=OPENED, completed=None, until=OPENED + timedelta(days=900), consents={"NOR": OPENED + timedelta(days=800)},
    )]  # fmt: skip
    found = speeds([*few, *others], prior=2)
    assert (found.of("nato") is found.families["nato"]) is own
    assert (found.of("nato") is found.pooled) is not own
    assert found.of("nobody") is found.pooled


def test_treaties_are_rated_by_their_signatories_alone() -> None:
    found = speeds(TREATIES, prior=2)
    assert found.of("treaty").consents == 90
    assert found.pooled.consents == 0 and not found.members
