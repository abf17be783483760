"""Who stood where and when: for each actor the stances that are told of it, in the order of time.

What a kind says of a stance stands in `stances.yaml`. An actor of whom nothing there is told has no position: unknown
is neither for nor against. Consecutive tellings of one stance are one stretch. What no source dates counts from its
publication on, unless it is the past told again: its report tells of a later stance as well, or the actor had consented
by then. Where the order of two stances is not told (one day, or a month that holds the day of the other), they stand
side by side as rivals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml

from accede.errors import KnowledgeError
from accede.knowledge import fold
from accede.process.clock import earliest, established, is_factual, is_under_way
from accede.process.consents import is_consent
from accede.process.evidence import Evidence, by_time, count_origins, own_rivals
from accede.process.model import STANCES, Entry, Position, Stance, Told
from accede.process.scope import Scope

TABLE = Path(__file__).parent / "stances.yaml"


class Stances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What shows a stance: by kind and modality, and the words by which a demand is a condition."""

    kinds: dict[str, dict[str, Stance]]
    conditions: tuple[str, ...]


@cache
def load_stances() -> Stances:
    """The table. Raises KnowledgeError naming the file and the key."""
    try:
        return msgspec.convert(yaml.safe_load(TABLE.read_text(encoding="utf-8")), Stances)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{TABLE.name}: {' '.join(str(error).split())}", "correct the file") from error


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, load_stances().conditions))})\b")


class _Telling(NamedTuple):
    """One entry that tells a stance; it was so from a day in `first` to `last` on, for the undated the day it was told."""

    stance: Stance
    entry: Entry
    first: date
    last: date


class _Stretch(NamedTuple):
    """Tellings of one stance in their order; `opening` is the one that began it."""

    opening: _Telling
    told: list[_Telling]


def positions(scope: Scope, entries: Iterable[Entry], evidence: Evidence) -> tuple[Position, ...]:
    """The positions of all actors, by actor, then in the order of time.

    entries: those that count on the day that is asked for. A candidate has none towards itself. What holds alike for
    several candidates is one position.
    """
    told: dict[str, list[_Telling]] = {}
    for telling in (one for entry in entries for one in _tellings(scope, entry, evidence)):
        for actor in telling.entry.by:
            told.setdefault(actor, []).append(telling)
    alike: dict[tuple[str, Position], list[str]] = {}
    for actor in sorted(told):
        for candidate in scope.subjects:
            if candidate != actor:
                for line in _positions(actor, candidate, told[actor], scope, evidence):
                    alike.setdefault((actor, line), []).append(candidate)
    found = (msgspec.structs.replace(line, candidates=tuple(held)) for (_, line), held in alike.items())
    return tuple(sorted(found, key=lambda line: (line.actor, _order(line), line.candidates)))


def _order(line: Position) -> tuple[object, ...]:
    """What ended before its first telling was published comes before what ended it."""
    return min(line.time or line.bound, line.until or "9999"), line.until or "9999", by_time(line)


def _tellings(scope: Scope, entry: Entry, evidence: Evidence) -> Iterator[_Telling]:
    """What the entry tells of a stance; undated tellings one by one, since each may be of its own day."""
    if entry.kind not in load_stances().kinds or (entry.kind == "invitation" and scope.process.target not in entry.by):
        return
    apart = (entry,) if entry.time or entry.official else evidence.apart(entry)
    for one in apart:
        whole = msgspec.structs.replace(one, by=one.by or entry.by, of=one.of or entry.of, to=one.to or entry.to)
        if stance := _stance(whole):
            day = established(whole)
            yield _Telling(stance, whole, earliest(whole) if whole.time else day, day)


def _stance(entry: Entry) -> Stance | None:
    """What the table says of the entry; None where that is nothing."""
    if entry.kind == "ratification" and is_factual(entry) and (not is_consent(entry) or is_under_way(entry)):
        return None
    modality = "fact" if is_factual(entry) else entry.modality or ""
    if entry.kind == "demand" and entry.modality != "denied" and _is_worded_as_condition(entry):
        modality = "conditional"
    return load_stances().kinds[entry.kind].get(modality)


def _is_worded_as_condition(demand: Entry) -> bool:
    return any(_condition().search(fold(source.quote)) for source in demand.sources)


def _positions(
    actor: str, candidate: str, told: Iterable[_Telling], scope: Scope, evidence: Evidence
) -> Iterator[Position]:
    """The stretches of one actor towards one candidate, as lines that name no candidate yet."""
    about = sorted((one for one in told if candidate in scope.concerned(one.entry)), key=_rank)
    joined = scope.joined.get(candidate, date.max)
    settled = min([joined, *(one.last for one in about if is_consent(one.entry))])
    past, current = _sorted_out(about, settled, joined)
    stretches = _with_past(_stretches([one for one in current if one.first <= joined]), past)
    for place in range(len(stretches)):
        yield _line(actor, stretches, place, evidence)


def _rank(one: _Telling) -> tuple[object, ...]:
    return one.first, one.last, one.entry.time is None, by_time(one.entry)


def _sorted_out(about: Sequence[_Telling], settled: date, joined: date) -> tuple[list[_Telling], list[_Telling]]:
    """What is told undated of a stance that the actor had given up by then; and all else.

    It had, where it had consented, or where the same report tells that it gave way, or dates a later stance: support, or
    one after this was told. Once the candidate is in, all that is told undated is past.
    """
    begun: dict[str, date] = {}
    later: dict[str, list[_Telling]] = {}
    for one in reversed(about):
        begun[one.stance] = one.first
        for source in one.entry.sources if one.entry.time or one.entry.kind == "objection_lifted" else ():
            later.setdefault(source.report, []).append(one)
    past: list[_Telling] = []
    current: list[_Telling] = []
    for one in about:
        beside = (other for source in one.entry.sources for other in later.get(source.report, ()))
        given_up = (joined if one.stance == "supports" else settled) < one.first or any(
            other.stance != one.stance and other.last <= one.first
            and (other.stance == "supports" or begun[one.stance] < other.first)
            for other in beside
        )  # fmt: skip
        (past if given_up and not one.entry.time else current).append(one)
    return past, current


def _stretches(told: Sequence[_Telling]) -> list[_Stretch]:
    """Consecutive equal stances joined; of one day first what goes on, then what begins.

    What is told of a longer time joins what of the same stance began within it.
    """
    found: list[_Stretch] = []
    exact = [one for one in told if one.first == one.last]
    wide = [(one, next((e for e in exact if _is_within(e, one)), None)) for one in told if one.first < one.last]
    alone = [*exact, *(one for one, fitting in wide if fitting is None)]
    for _, same_day in groupby(sorted(alone, key=_rank), key=lambda one: one.first):
        held = list(same_day)
        now = [found[-1].opening.stance] if found else []
        for stance in dict.fromkeys([*now, *(one.stance for one in held)]):
            those = [one for one in held if one.stance == stance]
            if stance in now:
                found[-1].told.extend(those)
            else:
                found.append(_Stretch(those[0], those))
                now = []
    for one, fitting in wide:
        if fitting is not None:
            next(stretch for stretch in found if fitting in stretch.told).told.append(one)
    return found


def _is_within(exact: _Telling, wide: _Telling) -> bool:
    return exact.stance == wide.stance and wide.first <= exact.first <= wide.last


def _with_past(stretches: list[_Stretch], past: Iterable[_Telling]) -> list[_Stretch]:
    """The stretches with what is told of the past: in the last of its stance before, else as one of its own.

    That stands last where it is support, told when the candidate was in; anything else before the stretch of that time:
    when it began nobody tells, but that it was over by then.
    """
    found = list(stretches)
    for one in past:
        places = [place for place, stretch in enumerate(found) if stretch.opening.first <= one.first]
        same = [place for place in places if found[place].opening.stance == one.stance]
        if same:
            found[same[-1]].told.append(one)
        elif one.stance == "supports":
            found.append(_Stretch(one, [one]))
        else:
            found.insert(places[-1] if places else 0, _Stretch(one._replace(first=date.min, last=date.min), [one]))
    return found


def _line(actor: str, stretches: Sequence[_Stretch], place: int, evidence: Evidence) -> Position:
    stretch = stretches[place]
    opening, entries = stretch.opening.entry, [one.entry for one in stretch.told]
    rivals = [other for other in stretches if other.opening.stance != stretch.opening.stance and _overlap(stretch, other)]
    begun = stretch.opening.first
    later = [other for other in stretches[place + 1 :] if other.opening.first >= begun and other not in rivals]
    after = min(later, key=lambda other: other.opening.first) if later else None
    before = any(other.opening.stance == stretch.opening.stance for other in stretches[:place])
    return evidence.join(
        Position, entries, actor=actor, candidates=(), stance=stretch.opening.stance, kind=opening.kind,
        time=opening.time, bound=opening.bound, place=opening.place, modality=opening.modality,
        until=(after.opening.entry.time or after.opening.entry.bound) if after else None,
        retold=before and all(one.entry.time is None for one in stretch.told),
        rivals=(*own_rivals([opening]), *_side_by_side([stretch, *rivals])),
    )  # fmt: skip


def _overlap(one: _Stretch, other: _Stretch) -> bool:
    """True where either may have begun before the other."""
    return one.opening.first <= other.opening.last and other.opening.first <= one.opening.last


def _side_by_side(stretches: Sequence[_Stretch]) -> tuple[Told, ...]:
    """The stances whose order is not told, each with the sources of its opening; none where there is only one."""
    if len(stretches) < 2:
        return ()
    found = []
    for stance in STANCES:
        openings = [stretch.opening.entry for stretch in stretches if stretch.opening.stance == stance]
        sources = tuple(sorted({source for entry in openings for source in entry.sources}))
        if sources:
            found.append(Told(field="stance", value=stance, sources=sources, origins=count_origins(sources)))
    return tuple(found)
