"""Since when a rule has held, and since when the instrument is in force: the rule over time, not on one day.

Each node of a rule gives the spans of days on which it holds; a leaf is one sweep over the days on which a consent begins or
ends, an electorate gains or loses a member, or the number that is needed changes. So parties may join, withdraw, succeed or
split while a process runs, and five thousand treaties are evaluated in a second or two (`benchmarks/instruments.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from accede.dates import day as parse_day
from accede.process.delays import NONE, Delay, delay_of
from accede.process.roll import NEVER, Roll, Span
from accede.process.rules import (
    SIGNATORIES,
    TINY,
    After,
    AllOf,
    AnyOf,
    By,
    Count,
    From,
    Known,
    Leaf,
    Named,
    Parties,
    Rule,
    Share,
    WeightedShare,
    counted_besides,
    needed_of,
)  # fmt: skip

_ALWAYS: tuple[Span, ...] = ((1, NEVER),)
Spans = tuple[Span, ...]


class Force(NamedTuple):
    """met: the first day on which the rule held; since: the day of entry into force. None: not by the consents on the roll.

    A multilateral treaty does not end because its parties become fewer than were needed (Vienna Convention on the Law of Treaties,
    Article 55): once in force it stays so here.
    """

    met: date | None
    since: date | None

    def on(self, day: date) -> bool:
        """True where the instrument is in force on the day."""
        return self.since is not None and self.since <= day


def force(
    rule: Rule, roll: Roll, known: Known, *, delay: int | Delay = 0, not_before: date | None = None, candidate: str = "",
    as_of: date = date.max,
) -> Force:  # fmt: skip
    """When the rule was met by the consents of the roll, and when the instrument entered into force.

    delay: from meeting the rule. not_before: the earliest day of entry into force, whatever the delay gives.
    candidate: the one on whose accession is decided, "" for an instrument's own entry into force.
    as_of: members that come or go after that day, and numbers of parties from a later one on, are not looked at.
    """
    times = _Times(roll, known, candidate, as_of).of(rule)
    if not times:
        return Force(None, None)
    met = date.fromordinal(times[0][0])
    wait = delay_of(delay)
    since = met if wait is NONE or wait == NONE else wait.after(met)
    return Force(met, max(since, not_before) if not_before else since)


class _Times(NamedTuple):
    roll: Roll
    known: Known
    candidate: str
    as_of: date

    def of(self, rule: Rule) -> Spans:
        """The spans on which the rule holds, sorted and apart."""
        match rule:
            case AllOf(rules=rules):
                return self._meet([self.of(part) for part in rules])
            case AnyOf(rules=rules):
                return _joined([self.of(part) for part in rules])
            case From(day=day, then=then):
                return _met([self.of(then), ((parse_day(day).toordinal(), NEVER),)])
            case By(day=day, then=then):
                last = parse_day(day).toordinal()
                return ((last, NEVER),) if any(first <= last < after for first, after in self.of(then)) else ()
            case After(delay=delay, then=then):
                return _delayed(self.of(then), delay_of(delay))
        return self._leaf(rule)

    def _meet(self, held: list[Spans]) -> Spans:
        return held[0] if len(held) == 1 else _met(held)

    def _leaf(self, rule: Leaf) -> Spans:
        """One sweep: what is held against what is needed."""
        members, weight, roll = self._electorate(rule), _weights(rule), self.roll.spans
        if members is None:
            but = set(getattr(rule, "but", ()))
            held = [(spans, weight(actor)) for actor, spans in roll.items() if actor not in but] if weight.by or but else [(s, 1) for s in roll.values()]
        else:
            asked = {**members, **dict.fromkeys(counted_besides(rule), _ALWAYS)}
            held = [(_within(roll[actor], asked[actor]), weight(actor)) for actor in asked.keys() & roll.keys()]
        deltas: list[tuple[int, float]] = [(first, by) for spans, by in held for first, _ in spans]
        deltas += [(after, -by) for spans, by in held for _, after in spans if after < NEVER]
        needs = self._needs(rule, members, weight)
        return _sweep(deltas, needs, getattr(rule, "more", False) and isinstance(rule, WeightedShare)) if needs else ()

    def _electorate(self, rule: Leaf) -> Mapping[str, Spans] | None:
        """Who is asked from when until when; None for whoever may join."""
        if not isinstance(rule, Named) and rule.of and not rule.among and rule.of != SIGNATORIES:
            listed: dict[str, list[Span]] = {}
            for one in self.known.memberships(rule.of):
                if one.state != self.candidate and one.state not in rule.but and one.first <= self.as_of:
                    after = one.after.toordinal() if one.after and one.after <= self.as_of else NEVER
                    listed.setdefault(one.state, []).append((one.first.toordinal(), after))
            return {actor: tuple(spans) for actor, spans in listed.items()} or None
        signed = self.roll.signatories if getattr(rule, "of", "") == SIGNATORIES else ()
        held = Parties(self.known, date.min, self.candidate, signed).electorate(rule)
        return dict.fromkeys(held, _ALWAYS) if held or getattr(rule, "among", ()) or getattr(rule, "of", "") else None

    def _needs(self, rule: Leaf, members: Mapping[str, Spans] | None, weight: _Weigher) -> list[tuple[int, float]]:
        """The number that is needed from each day on; empty where it cannot be told."""
        match rule:
            case Count(n=n):
                return [(1, n)]
            case WeightedShare(weights=weights, percent=percent):
                total = max(rule.total, sum(weights.values()))
                return [(1, total * percent / 100)] if weights and total else []
            case Share(sizes=sizes) if not members:
                held = sorted((parse_day(first), number) for first, number in sizes.items())
                return [(first.toordinal(), needed_of(rule, number) or 0) for first, number in held if first <= self.as_of]
        if not members:
            return []
        steps: list[tuple[int, float]] = []
        for actor, spans in members.items():
            _add(steps, spans, 1 if isinstance(rule, Share) else weight(actor))
        sizes_on = _running(steps)
        if isinstance(rule, Share):
            return [(day, needed_of(rule, int(number)) or NEVER) for day, number in sizes_on]
        return [(day, number or NEVER) for day, number in sizes_on]


def _within(spans: Spans, members: Spans) -> Spans:
    """The days on which one consents and is a member."""
    return spans if members is _ALWAYS else _met([spans, members])


class _Weigher(NamedTuple):
    by: Mapping[str, float]
    other: float

    def __call__(self, actor: str) -> float:
        return self.by.get(actor, self.other)


def _weights(rule: Leaf) -> _Weigher:
    if isinstance(rule, WeightedShare):
        return _Weigher(rule.weights, 0)
    return _Weigher({} if isinstance(rule, Named) else rule.counts_as, 1)


def _add(deltas: list[tuple[int, float]], spans: Spans, weight: float) -> None:
    for first, after in spans:
        deltas.append((first, weight))
        if after < NEVER:
            deltas.append((after, -weight))


def _running(deltas: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The sum from each day on."""
    total = 0.0
    found: list[tuple[int, float]] = []
    for day, delta in sorted(deltas):
        total += delta
        if found and found[-1][0] == day:
            found[-1] = (day, total)
        else:
            found.append((day, total))
    return found


def _sweep(deltas: list[tuple[int, float]], needs: list[tuple[int, float]], strict: bool) -> Spans:
    """The spans on which the sum of `deltas` reaches the need of the day; with `strict`, exceeds it."""
    deltas.sort()
    slack = TINY if strict else -TINY
    if len(needs) == 1:
        return _reaching(deltas, needs[0], slack)
    days = sorted({day for day, _ in deltas} | {day for day, _ in needs})
    held, need, at, step = 0.0, float(NEVER), 0, 0
    found: list[Span] = []
    since = 0
    for day in days:
        while at < len(deltas) and deltas[at][0] <= day:
            held += deltas[at][1]
            at += 1
        while step < len(needs) and needs[step][0] <= day:
            need = needs[step][1]
            step += 1
        since = _turn(found, since, day, held >= need + slack)
    return (*found, (since, NEVER)) if since else tuple(found)


def _reaching(deltas: list[tuple[int, float]], need: tuple[int, float], slack: float) -> Spans:
    """As `_sweep`, for a need that never changes."""
    enough = need[1] + slack
    held, since, last = 0.0, 0, len(deltas) - 1
    found: list[Span] = []
    for at, (day, delta) in enumerate(deltas):
        held += delta
        if (held >= enough) is (since > 0) or (at < last and deltas[at + 1][0] == day):
            continue
        since = _turn(found, since, max(day, need[0]), held >= enough)
    return (*found, (since, NEVER)) if since else tuple(found)


def _turn(found: list[Span], since: int, day: int, is_met: bool) -> int:
    """The day since when it holds, 0 where it does not, after `day`; what ends there is added to `found`."""
    if is_met:
        return since or day
    if since < day and since:
        found.append((since, day))
    return 0


def _met(held: Iterable[Spans]) -> Spans:
    """The days in all of them."""
    first, *others = held
    for other in others:
        first = tuple((max(a, c), min(b, d)) for a, b in first for c, d in other if max(a, c) < min(b, d))
    return first


def _joined(held: Iterable[Spans]) -> Spans:
    """The days in any of them."""
    found: list[Span] = []
    for first, after in sorted(span for spans in held for span in spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(after, found[-1][1]))
        else:
            found.append((first, after))
    return tuple(found)


def _delayed(spans: Spans, delay: Delay) -> Spans:
    """Each span from when the delay has passed; a span that ends before then brings nothing."""
    later = ((delay.after(date.fromordinal(first)).toordinal(), after) for first, after in spans)
    return tuple((first, after) for first, after in later if first < after)
