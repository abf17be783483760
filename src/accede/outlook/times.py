"""A rule over many draws at once: from the day of each consent in each draw to the day on which the rule is met.

The same tree as in `process.force`, for rules that no withdrawal undoes: a count is met at the n-th of its days, unanimity at the
last, a share of weight where the sorted weights add up; all-of at the later, any-of at the earlier of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from accede.dates import day as parse_day
from accede.process.delays import Delay, delay_of
from accede.process.rules import After, AllOf, AnyOf, By, From, Leaf, Parties, Quota, Rule, quota

Floats = NDArray[np.float64]
NEVER = np.inf
LATEST = float(date.max.toordinal())


class Drawn(NamedTuple):
    """days: by actor, its day of consent in each draw, as a number of days since 0001-01-01 (ordinal), infinite for never.

    others: the days on which further consents of whoever may join arrive, sorted within each draw: (arrivals, draws).
    draws: how many there are.
    """

    days: Mapping[str, Floats]
    others: Floats
    draws: int


def met(rule: Rule, drawn: Drawn, where: Parties) -> Floats:
    """The day on which the rule is met in each draw; infinite where it never is."""
    match rule:
        case AllOf(rules=rules):
            return np.asarray(np.maximum.reduce([met(part, drawn, where) for part in rules]))
        case AnyOf(rules=rules):
            return np.asarray(np.minimum.reduce([met(part, drawn, where) for part in rules]))
        case From(day=day, then=then):
            return np.maximum(met(then, drawn, where), float(parse_day(day).toordinal()))
        case By(day=day, then=then):
            last = float(parse_day(day).toordinal())
            return np.where(met(then, drawn, where) <= last, last, NEVER)
        case After(delay=delay, then=then):
            return delayed(met(then, drawn, where), delay_of(delay))
    return _leaf(rule, drawn, where)


def delayed(days: Floats, delay: Delay) -> Floats:
    """Each day after the delay."""
    if delay == Delay(days=delay.days):
        return days + delay.days
    return np.array([delay.after(date.fromordinal(int(day))).toordinal() if day < LATEST else NEVER for day in days])


def _leaf(rule: Leaf, drawn: Drawn, where: Parties) -> Floats:
    asked = quota(rule, where)
    if asked is None:
        return np.full(drawn.draws, NEVER)
    actors = [actor for actor in drawn.days if asked.weight(actor)] if asked.other else [a for a in asked.weights if asked.weights[a]]
    rows = [drawn.days.get(actor, np.full(drawn.draws, NEVER)) for actor in actors]
    weights = [asked.weight(actor) for actor in actors]
    if asked.other:
        rows += list(drawn.others)
        weights += [asked.other] * len(drawn.others)
    return _reached(np.array(rows).reshape(len(rows), drawn.draws), np.array(weights), asked)


def _reached(days: Floats, weights: Floats, asked: Quota) -> Floats:
    """The day on which the weights of those who consented reach the quota."""
    if not len(days):
        return np.full(days.shape[1], NEVER)
    order = np.argsort(days, axis=0, kind="stable")
    held = np.cumsum(weights[order], axis=0)
    slack = 1e-9 if asked.strict else -1e-9
    enough = held >= asked.needed + slack
    first = np.argmax(enough, axis=0)
    found = np.take_along_axis(np.take_along_axis(days, order, axis=0), first[None, :], axis=0)[0]
    return np.where(enough.any(axis=0), found, NEVER)
