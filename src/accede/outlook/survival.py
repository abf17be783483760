"""Survival of consents: how soon parties have consented, by instrument and by member.

The rate at which members of a family of processes consent, by the age of the process, is the Kaplan-Meier estimate over past
rounds (Kaplan and Meier 1958; `scipy.stats.ecdf`), members of other families lending to one that has few. A member that was
slow or fast before is so by a factor with a gamma prior: (k + its consents) / (k + the consents that the rate would have led
one to expect of it), so that one round moves it little (a shared gamma frailty; Clayton 1978).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from accede.outlook.past import TREATY, Past

Floats = NDArray[np.float64]
# Fewer past consents than this, and a family borrows the rate of all accessions.
ENOUGH = 40
# A treaty's potential parties are watched for so long after adoption; ours.
WATCHED = 30 * 365


class Hazard(NamedTuple):
    """A cumulative rate of consent by age in days: `total[i]` at `ages[i]`, linear between, and on with the last slope."""

    ages: Floats
    total: Floats
    consents: int

    def at(self, age: Floats | float) -> Floats:
        """The cumulative rate at an age; beyond the last age it goes on at the mean rate of the last third."""
        found = np.interp(age, self.ages, self.total)
        return np.asarray(found + np.maximum(0, np.asarray(age) - self.ages[-1]) * self._tail())

    def when(self, total: Floats) -> Floats:
        """The age at which the cumulative rate reaches `total`; the inverse of `at`."""
        found = np.interp(total, self.total, self.ages)
        beyond = np.maximum(0, total - self.total[-1]) / max(self._tail(), 1e-9)
        return np.asarray(found + beyond)

    def _tail(self) -> float:
        third = int(len(self.ages) * 2 / 3)
        width = self.ages[-1] - self.ages[third]
        return float((self.total[-1] - self.total[third]) / width) if width > 0 else float(self.total[-1] / max(self.ages[-1], 1))


def hazard(ages: Sequence[float], happened: Sequence[bool]) -> Hazard:
    """The cumulative rate from ages at consent, or at the end of watching where `happened` is False."""
    from scipy.stats import CensoredData, ecdf

    seen = [max(age, 0.5) for age, did in zip(ages, happened, strict=True) if did]
    missed = [max(age, 0.5) for age, did in zip(ages, happened, strict=True) if not did]
    if not seen:
        return Hazard(np.array([0.0, 3650.0]), np.array([0.0, 0.5]), 0)
    curve = ecdf(CensoredData(uncensored=seen, right=missed)).sf
    alive = np.maximum(curve.probabilities, 1 / (2 * len(ages)))  # the last to consent does not make the rate infinite
    keep = np.diff(-np.log(alive), prepend=0) > 0  # where one only ceases to be watched, the rate has no step
    at, total = np.asarray(curve.quantiles)[keep], -np.log(alive)[keep]
    return Hazard(np.concatenate([[0.0], at]), np.concatenate([[0.0], total]), len(seen))


class Speeds(NamedTuple):
    """What the past says of rates: by family, of all accessions, of treaties' signatories; and of members."""

    families: Mapping[str, Hazard]
    pooled: Hazard
    members: Mapping[str, float]

    def of(self, family: str) -> Hazard:
        """The family's own rate, or that of all accessions where it has few consents."""
        own = self.families.get(family)
        return own if own is not None and (own.consents >= ENOUGH or family == TREATY) else self.pooled


def speeds(past: Iterable[Past], prior: float) -> Speeds:
    """The rates of past processes. prior: the k of the members' factors, in consents."""
    held = list(past)
    accessions = [one for one in held if one.family != TREATY]
    families = {name: _of([one for one in accessions if one.family == name]) for name in sorted({one.family for one in accessions})}
    families[TREATY] = _of_signatories([one for one in held if one.family == TREATY])
    pooled = _of(accessions)
    found = Speeds(families, pooled, {})
    return found._replace(members=_factors(accessions, found, prior))


def _of(past: Sequence[Past]) -> Hazard:
    rows = [(_age(one, day), day is not None) for one in past for day in _days(one).values()]
    return hazard([age for age, _ in rows], [did for _, did in rows])


def _days(one: Past) -> dict[str, date | None]:
    return {member: one.consents.get(member) for member in one.deciders or tuple(one.consents)}


def _age(one: Past, day: date | None) -> float:
    return float(((day or one.until) - one.opened).days)


def _of_signatories(past: Sequence[Past]) -> Hazard:
    rows = []
    for one in past:
        for state in one.signed:
            age = (one.consents[state] - one.opened).days if state in one.consents else WATCHED + 1
            rows.append((float(min(age, WATCHED)), age <= WATCHED))
    return hazard([age for age, _ in rows], [did for _, did in rows])


def _factors(past: Sequence[Past], found: Speeds, prior: float) -> dict[str, float]:
    given: dict[str, float] = {}
    due: dict[str, float] = {}
    for one in past:
        rate = found.of(one.family)
        for member, day in _days(one).items():
            given[member] = given.get(member, 0) + (day is not None)
            due[member] = due.get(member, 0) + float(rate.at(_age(one, day)))
    return {member: (prior + given[member]) / (prior + due[member]) for member in sorted(given)}
