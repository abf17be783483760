"""Rounds of talks with what each narrator says they brought, and halts with what ended them.

An outcome belongs to the round that its own report tells of nearby: the one named in the same sentence, else the
last one named before it. Outcomes of one round stand side by side, by narrator; they are never merged into one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from accede.dates import parse
from accede.model import Claim
from accede.process.clock import established, is_factual
from accede.process.evidence import Evidence, by_time, own_rivals, recast
from accede.process.model import Entry, Halt, Outcome, Resumption, Round, Source
from accede.process.scope import Scope

_SENTENCE_ENDS = (". ", "! ", "? ", "\n")


class Talks(NamedTuple):
    """The rounds held by the day; outcomes of no round; and for each outcome's claim the first day of its round."""

    rounds: tuple[Round, ...]
    outcomes: tuple[Outcome, ...]
    since: dict[str, date]


def talks(entries: Iterable[Entry], evidence: Evidence, valid: date) -> Talks:
    """The rounds of talks that were held by `valid`, in the order of time.

    entries: all of the process, also later ones, so that the outcome of a later round is not taken for an earlier's.
    """
    held = sorted(entries, key=by_time)
    rounds = _joined([e for e in held if e.kind == "talks" and is_factual(e) and not _is_long(e)], evidence)
    told = [
        one for entry in held if entry.kind == "outcome" and is_factual(entry) for one in evidence.apart(entry)
    ]  # fmt: skip
    known = _Rounds(rounds)
    link = {one.sources[0]: known.of(one, evidence) for one in told}
    brought: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for one in told:
        if (events := link[one.sources[0]]) is not None:
            brought[events].append(one)
    found = []
    shown = [entry for entry in rounds if established(entry) <= valid and (entry.time or entry.place or entry.round)]
    whole = {entry.events: None for entry in shown if _is_day(entry) and entry.parties}
    numbers = {events: number for number, events in enumerate(whole, start=1)}
    for entry in shown:
        found.append(recast(
            Round, entry, number=numbers.get(entry.events), told_number=entry.round, parties=entry.parties, convener=entry.convener,
            min_hours=entry.min_hours, outcomes=_by_narrator(brought[entry.events], evidence),
        ))  # fmt: skip
    placed = {entry.events for entry in shown} | {entry.events for entry in rounds if established(entry) > valid}
    loose = [one for one in told if link[one.sources[0]] not in placed and established(one) <= valid]
    begun = {entry.events: established(entry) for entry in rounds}
    since = {source.claim: begun[events] for source, events in link.items() if events is not None}
    return Talks(tuple(found), _by_narrator(loose, evidence), since)


def _is_long(entry: Entry) -> bool:
    """True for negotiations that go on ("since 2012"): they are no round."""
    return entry.modality == "ongoing" or (entry.time is not None and parse(entry.time).after is None)


def _is_day(entry: Entry) -> bool:
    return entry.time is not None and parse(entry.time).is_day


def _joined(entries: list[Entry], evidence: Evidence) -> list[Entry]:
    """The rounds: those of one day that share a party are one, and what tells of no day joins the one that it fits.

    Two reports may tell of the day's talks, one with parties and place and one without; only within a process is it
    plain that they mean the same. What is told of a month joins the one round of that month at its place, or with its
    parties where it names no place.
    """
    days: list[list[Entry]] = []
    of_day: dict[str | None, list[list[Entry]]] = defaultdict(list)
    for entry in sorted((e for e in entries if _is_day(e)), key=lambda e: (-len(e.parties), -e.origins, by_time(e))):
        same = next((day for day in of_day[entry.time] if _share_party(day[0], entry)), None)
        if same is None:
            of_day[entry.time].append([entry])
            days.append(of_day[entry.time][-1])
        else:
            same.append(entry)
    held = [_as_one(day, evidence) for day in days]
    wide: list[Entry] = []
    groups = [[one] for one in held]
    for entry in (e for e in entries if not _is_day(e)):
        fitting = [group for group in groups if entry.time and _is_told_by(entry, group[0])]
        (fitting[0] if len(fitting) == 1 else wide).append(entry)
    return sorted([*(_as_one(group, evidence) for group in groups), *wide], key=by_time)


def _share_party(one: Entry, other: Entry) -> bool:
    return not (one.parties and other.parties) or bool(set(one.parties) & set(other.parties))


def _is_told_by(wide: Entry, day: Entry) -> bool:
    """True where the round of a day may be what is told of a month or a year, and nothing speaks against it."""
    if not (wide.time and day.time and parse(wide.time).contains(parse(day.time)) and _share_party(wide, day)):
        return False
    return wide.place == day.place if wide.place else bool(wide.parties) and set(wide.parties) <= set(day.parties)


def _as_one(told: list[Entry], evidence: Evidence) -> Entry:
    """One round of several entries; its parties are those of the entries with the most origins, its place likewise."""
    if len(told) == 1:
        return told[0]
    named = [entry for entry in told if entry.parties]
    best = [entry for entry in named if entry.origins == max(other.origins for other in named)]
    day = next(entry for entry in told if _is_day(entry))
    return evidence.join(
        Entry, told, time=day.time, parties=tuple(sorted({actor for entry in best for actor in entry.parties})),
        convener=tuple(sorted({actor for entry in told for actor in entry.convener})),
        place=_place(told, evidence), round=next((entry.round for entry in told if entry.round), None),
        min_hours=max((entry.min_hours for entry in told if entry.min_hours), default=None),
    )  # fmt: skip


def _place(told: list[Entry], evidence: Evidence) -> str | None:
    """The place that the most origins tell, then the most sources, then the first by name."""
    places = evidence.told("place", {source for entry in told for source in entry.sources})
    return min(places, key=lambda place: (-place.origins, -len(place.sources), place.value)).value if places else None


def _by_narrator(told: list[Entry], evidence: Evidence) -> tuple[Outcome, ...]:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for one in told:
        source = one.sources[0]
        groups.setdefault((source.speaker_for or source.speaker, one.rating or ""), []).append(one)
    lines = (
        evidence.join(Outcome, group, rating=group[0].rating, narrator=narrator)
        for (narrator, _), group in sorted(groups.items())
    )
    return tuple(sorted(lines, key=lambda line: (line.bound, line.narrator, line.rating or "")))


class _Rounds:
    """The rounds, to be found by day and by report."""

    def __init__(self, rounds: list[Entry]) -> None:
        self._places = {id(entry): place for place, entry in enumerate(rounds)}
        self._of_day: dict[str, list[Entry]] = defaultdict(list)
        self._longer = [entry for entry in rounds if entry.time and not _is_day(entry)]
        self._dated = [entry for entry in rounds if entry.time]
        self._of_report: dict[str, list[tuple[Entry, Source]]] = defaultdict(list)
        for entry in rounds:
            if entry.time and _is_day(entry):
                self._of_day[entry.time].append(entry)
            for source in entry.sources:
                if source.claim:
                    self._of_report[source.report].append((entry, source))

    def of(self, outcome: Entry, evidence: Evidence) -> tuple[str, ...] | None:
        """The events of the round to which the outcome belongs; None where nothing links it to one."""
        claim = evidence.claims.get(outcome.sources[0].claim)
        dated = self._at(outcome)
        if len(dated) == 1 or claim is None:
            return dated[0].events if dated else None
        text = evidence.reports[claim.report].text
        fitting = {id(entry) for entry in dated}
        near = [
            (_nearness(claim, evidence.claims[source.claim], text), entry.events)
            for entry, source in self._of_report.get(claim.report, ())
            if not fitting or id(entry) in fitting
        ]
        return min(near)[1] if near else None

    def _at(self, outcome: Entry) -> list[Entry]:
        """The rounds of the outcome's time, in their order."""
        if outcome.time is None:
            return []
        if not _is_day(outcome):
            return [entry for entry in self._dated if _meets(outcome, entry)]
        longer = [entry for entry in self._longer if _meets(outcome, entry)]
        return sorted([*self._of_day.get(outcome.time, ()), *longer], key=lambda entry: self._places[id(entry)])


def _meets(outcome: Entry, entry: Entry) -> bool:
    return bool(outcome.time and entry.time and parse(outcome.time).overlaps(parse(entry.time)))


def _nearness(outcome: Claim, other: Claim, text: str) -> tuple[int, int]:
    """Smaller is nearer: the same sentence, then what was told before the outcome, then what is told after it."""
    spans = [(a, b) for a in outcome.evidence for b in other.evidence]
    gaps = [text[min(a.end, b.end) : max(a.start, b.start)] for a, b in spans]
    gap = min(gaps, key=len)
    if not any(end in gap for end in _SENTENCE_ENDS):
        return 0, len(gap)
    before = other.evidence[0].start < outcome.evidence[0].start
    return (1 if before else 2), len(gap)


def halts(
    scope: Scope, entries: Iterable[Entry], evidence: Evidence
) -> tuple[tuple[Halt, ...], tuple[Resumption, ...]]:
    """The halts in the order of time, each with the restart that ended it, and the resumptions of no halt."""
    held = sorted((e for e in entries if is_factual(e)), key=established)
    restarts = [entry for entry in held if entry.kind == "resumption"]
    episodes: dict[date, list[Entry]] = {}
    for entry in (entry for entry in held if entry.kind == "halt"):
        end = next((established(r) for r in restarts if established(r) >= established(entry)), date.max)
        episodes.setdefault(end, []).append(entry)
    ends = sorted(episodes)
    found = [_halt(episodes[end], _until(restarts, end, ends), scope, evidence) for end in ends]
    loose = [restart for restart in restarts if not ends or established(restart) < ends[0]]
    return tuple(found), tuple(recast(Resumption, restart) for restart in loose)


def _until(restarts: list[Entry], end: date, ends: list[date]) -> list[Entry]:
    """The restarts that ended a halt: those from `end` on, up to the end of the next one."""
    after = min((other for other in ends if other > end), default=date.max)
    return [restart for restart in restarts if end <= established(restart) < after]


def _halt(told: list[Entry], restarts: list[Entry], scope: Scope, evidence: Evidence) -> Halt:
    first = next((entry for entry in told if entry.time), told[0])
    by = tuple(sorted({actor for entry in told for actor in entry.by}))
    line = evidence.join(Halt, told, time=first.time, place=first.place, by=by, rivals=own_rivals(told))
    resumed = evidence.join(Resumption, restarts) if restarts else None
    cause = tuple(dict.fromkeys(source.quote for source in line.sources))
    since = [candidate for candidate in scope.subjects if scope.joined.get(candidate, date.min) >= established(first)]
    return msgspec.structs.replace(line, cause=cause, resumed=resumed, overtaken=() if resumed else tuple(since))
