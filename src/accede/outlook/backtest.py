"""Scored against the past: month by month, with only what was known then, on processes left out of the fitting.

At each month's end from the opening of a past process to its completion, four ways give the probability that it is completed
within 1, 3, 6, 12 and 24 months: the model; the base rate (how long past processes of its kind took); 'never changes' (0); and
'as officials expect' (1 where the last expectation whose time is not over ends within the horizon, else 0). The Brier score is the
mean square of the difference to what came (Brier 1950); each process has the same weight, however long it took, since the months
of one process are no independent trials.

A process is left out together with all that were opened on its day for its target, and what the others teach is what was known of
them at the beginning of the year: nothing of the time after a question is in its answer. A question before anything of its kind was
completed is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from accede.outlook.fitted import Fitted
from accede.outlook.forecasting import SEED, Learned, Parts, base_rate, expectation, learn, parts, probability, shares
from accede.outlook.model import Question, Score
from accede.outlook.past import TREATY, Past, as_of
from accede.process.judging import deciders
from accede.process.rules import Known, Parties

HORIZONS = (1, 3, 6, 12, 24)
WAYS = ("model", "base rate", "never changes", "as officials expect")
# So many months of a process are asked at most; of a longer one evenly chosen ones. Enough to rate it, and not to wait for.
MOST_MONTHS = 60
DRAWS = 400


class Asked(NamedTuple):
    """One question to a past process, and what came.

    survival, base, told: what each part of the model gives, `told` None where no expectation was known. officials: 1 or 0 by the
    expectation; None without one. settled: the rule was met, and only the time to completion open.
    """

    past: str
    kind: str
    today: date
    months: int
    survival: float
    base: float
    told: float | None
    officials: float | None
    settled: bool
    came: bool

    def given(self, way: str, fitted: Fitted) -> float:
        """The probability that one way gives; without an expectation, officials are taken to expect what is usual."""
        if way == "base rate":
            return self.base
        if way == "never changes":
            return 0.0
        if way == "as officials expect":
            return self.base if self.officials is None else self.officials
        survival, base, told = shares(fitted, self.kind == TREATY, self.told is not None, self.settled)
        return survival * self.survival + base * self.base + told * (self.told or 0.0)


def question(past: Past, today: date, known: Known) -> Question:
    """A past process as one could have asked of it on a day."""
    where = Parties(known, today, past.candidate)
    closed = past.kind != TREATY and past.decision is not None
    return Question(
        family=past.family, candidate=past.candidate, decision=past.decision, today=today, opened=past.opened,
        electorate=(deciders(past.decision.rule, where) or past.deciders) if closed and past.decision else (),
        consented=past.consented(today),
        told=max((number for day, number in past.counts if day <= today), default=0),
        signatories=tuple(sorted(state for state, day in past.signed.items() if day <= today)),
        troubles=tuple(sorted(trouble for trouble, last in past.troubles if trouble.since <= today and (last is None or today < last))),
        expected=tuple(one for one in past.expected if one.said <= today),
        fixtures=tuple(one for since, one in past.fixtures if since <= today <= one.day), not_before=past.not_before,
    )  # fmt: skip


def walk(
    asked: Sequence[Past], past: Sequence[Past], known: Known, fitted: Fitted, draws: int = DRAWS
) -> Iterator[Asked]:  # fmt: skip
    """Every question to every process of `asked`, each left out of what its forecasts learn from `past`."""
    for one in asked:
        others = [other for other in past if (other.kind, other.opened) != (one.kind, one.opened)]
        by_year: dict[int, Learned] = {}
        for today in months(one):
            if today.year not in by_year:
                by_year[today.year] = learn(as_of(others, date(today.year, 1, 1)), fitted)
            if sum(done for _, done in by_year[today.year].durations.get(one.kind, ())) >= LEAST:
                yield from ask_of(one, today, by_year[today.year], known, fitted, draws)


# So many processes of its kind must have been completed before one is asked of another.
LEAST = 1


def ask_of(one: Past, today: date, learned: Learned, known: Known, fitted: Fitted, draws: int = DRAWS) -> Iterator[Asked]:
    """The questions to one past process on a day."""
    asked = question(one, today, known)
    base = base_rate(asked, learned, np.random.RandomState(SEED), draws)
    held = Parts(base, base, None) if asked.decision is None else parts(asked, known, learned, fitted, SEED, draws)[0]
    told = expectation(asked)
    for number in HORIZONS:
        by = _later(today, number)
        if one.completed is not None or by <= one.until:
            yield Asked(
                one.id, one.kind, today, number, probability(held.survival, by), probability(held.base, by),
                None if held.told is None else probability(held.told, by), None if told is None else float(told.until <= by),
                held.settled, one.completed is not None and one.completed <= by,
            )  # fmt: skip


def months(one: Past) -> tuple[date, ...]:
    """The month ends from opening to completion, or to the last day that is known; at most `MOST_MONTHS`, evenly chosen."""
    found = []
    month = one.opened.year * 12 + one.opened.month
    while (day := date(month // 12, month % 12 + 1, 1) - timedelta(days=1)) < one.until:
        if day >= one.opened:
            found.append(day)
        month += 1
    step = len(found) / MOST_MONTHS
    return tuple(found) if step <= 1 else tuple(found[int(at * step)] for at in range(MOST_MONTHS))


def _later(day: date, number: int) -> date:
    month = day.year * 12 + day.month + number
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)


Choose = Callable[[str], Fitted]


def scored(asked: Iterable[Asked], fitted: Choose) -> tuple[Score, ...]:
    """The mean Brier score of each way by kind, over all questions and over those where an expectation was known.

    fitted: from the id of a past process to the numbers that were fitted without it.
    """
    held = list(asked)
    found = []
    for kind in sorted({one.kind for one in held}):
        of_kind = [one for one in held if one.kind == kind]
        for on, rows in (("all", of_kind), ("told", [one for one in of_kind if one.officials is not None])):
            if rows:
                number = len({one.past for one in rows})
                found += [Score(kind=kind, way=way, on=on, rounds=number, questions=len(rows), brier=round(brier(rows, way, fitted), 4)) for way in WAYS]
    return tuple(found)


def brier(rows: Iterable[Asked], way: str, fitted: Choose) -> float:
    """The mean over processes of the mean over their questions; not a number where there are none."""
    by_past: dict[str, list[float]] = {}
    for one in rows:
        by_past.setdefault(one.past, []).append((one.given(way, fitted(one.past)) - one.came) ** 2)
    return float(np.mean([np.mean(held) for held in by_past.values()])) if by_past else float("nan")


class Bin(NamedTuple):
    """Questions whose probability lay from `low` to `high`: how many, the mean probability, and how often it came."""

    low: float
    high: float
    questions: int
    given: float
    came: float


def calibration(asked: Iterable[Asked], way: str, fitted: Choose, bins: int = 10) -> tuple[Bin, ...]:
    """What came of what was given as so likely; empty bins are left out."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for one in asked:
        given = one.given(way, fitted(one.past))
        held.setdefault(min(bins - 1, int(given * bins)), []).append((given, one.came))
    return tuple(
        Bin(at / bins, (at + 1) / bins, len(rows), float(np.mean([given for given, _ in rows])), float(np.mean([came for _, came in rows])))
        for at, rows in sorted(held.items())
    )  # fmt: skip
