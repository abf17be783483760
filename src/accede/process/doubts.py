"""Doubts: what reports tell that must not decide anything, because it cannot be so or is better told otherwise.

A status that is wrong and looks certain is worse than none. So an entry that would move a candidate, a consent or an
objection is set aside where one of the reasons below holds, and is shown as doubtful with its words. An act is
official and is never doubted, nor is what a person accepted or corrected; what two independent origins tell is doubted
only where it cannot be so.

Knowledge is no report: that it lists a state as a member makes nothing so. But a report of a membership that began
before the listed one is doubtful, and an undated one is borne out by a listed membership of the day it was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Self

import msgspec

from accede.dates import parse
from accede.errors import NotFound
from accede.process.acts import RIVAL
from accede.process.clock import earliest, established, is_factual, is_under_way, published
from accede.process.evidence import Evidence, by_time, count_origins
from accede.process.instrument import Decision, Instrument
from accede.process.judging import deciders
from accede.process.model import Doubt, Entry, Process, Reason, Source
from accede.process.rules import All, AllOf, Parties, Rule
from accede.process.scope import Scope

STAGES = ("submitted", "parliament_approved", "head_of_state_signed", "instrument_deposited")
_NEEDED = ("pending", "denied", "demanded", "planned", "expected", "conditional")
_STEPS = ("application", "invitation", "signature", "ratification", "membership")
# The ceremony trails the accession, and reports of it by days.
TRAILING = timedelta(days=7)
# So many origins may misread one sentence alike; what is unlikely in itself needs more. Our choice.
FEW = 2


class Sifted(NamedTuple):
    """What may decide, and what may not; together all entries, each candidate of each in one of them."""

    sound: tuple[Entry, ...]
    doubtful: tuple[Doubt, ...]


class Sieve:
    """Parts what is to be doubted of a process from the rest; what it found of a line holds again where all is the same.

    What is held against a line: the lines that stand beside it in the procedure, what acts and signatures there are, and who had joined
    by when. Where those are the very same, the line is parted as before.
    """

    def __init__(self, process: Process, instrument: Instrument) -> None:
        self._process, self._instrument = process, instrument
        self._parted: dict[tuple[object, ...], tuple[Entry, _Case, tuple[list[Entry], list[Doubt]]]] = {}

    def sift(self, entries: Sequence[Entry], evidence: Evidence) -> Sifted:
        """Part what is to be doubted from the rest, both in the order of time.

        An entry on two candidates of which one is doubtful is parted: the sound rest speaks of the other alone. Memberships
        come first, for who was a member when decides on much of the rest; what is set aside bears no witness after that.
        """
        if not self._process.candidates:
            return Sifted(tuple(sorted(entries, key=by_time)), ())
        sound: Sequence[Entry] = entries
        doubtful: list[Doubt] = []
        for number, reasons in enumerate(_PASSES):
            case = _Case.of(self._process, self._instrument, sound, evidence)
            kept: list[Entry] = []
            for entry in sound:
                rest, set_aside = self._part(number, entry, case, reasons)
                kept += rest
                doubtful += set_aside
            sound = kept
        return Sifted(tuple(sorted(sound, key=by_time)), tuple(sorted(doubtful, key=by_time)))

    def _part(self, number: int, entry: Entry, case: _Case, reasons: dict[Reason, _Check]) -> tuple[list[Entry], list[Doubt]]:
        if not _is_to_be_judged(entry):
            return [entry], []
        asked = (number, id(entry), case.joined, *(case.against(entry) if number in _BY_OTHERS else ()))
        if asked not in self._parted:
            self._parted[asked] = entry, case, _part(entry, case, reasons)
        return self._parted[asked][2]


class _Case(NamedTuple):
    """What an entry is held against; `steps` are those of the procedure, for each candidate.

    `official` are the acts among them; `consents` the ratifications, for each candidate and member. `joined` says by when who had
    joined; `alike` which acts and signatures there are for each candidate.
    """

    process: Process
    instrument: Instrument
    evidence: Evidence
    scope: Scope
    steps: Mapping[str, Sequence[Entry]]
    official: Mapping[str, Sequence[Entry]]
    consents: Mapping[tuple[str, str], Sequence[Entry]]
    joined: tuple[tuple[str, date], ...]
    alike: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, process: Process, instrument: Instrument, entries: Sequence[Entry], evidence: Evidence) -> Self:
        """From all that is still held to be sound."""
        scope = Scope.of(process, entries)
        steps: dict[str, list[Entry]] = {candidate: [] for candidate in ("", *process.candidates)}
        consents: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.kind in _STEPS:
                for candidate in scope.concerned(entry):
                    steps[candidate].append(entry)
                    for member in entry.by if entry.kind == "ratification" else ():
                        consents[candidate, member].append(entry)
        official = {candidate: [entry for entry in told if entry.official] for candidate, told in steps.items()}
        alike = {candidate: tuple(id(one) for one in told if one.official or _is_signing(one)) for candidate, told in steps.items()}
        return cls(process, instrument, evidence, scope, steps, official, consents, tuple(sorted(scope.joined.items())), alike)

    def against(self, entry: Entry) -> Iterator[tuple[int, ...]]:
        """What stands for the other lines that the entry is held against."""
        if entry.kind in _STEPS:
            for candidate in self.scope.concerned(entry) or ("",):
                yield tuple(map(id, self.beside(entry, candidate)))
                yield self.alike[candidate]

    def beside(self, entry: Entry, candidate: str) -> Sequence[Entry]:
        """The steps that can come no later than the entry's in the procedure: for a consent, those of the same member."""
        if entry.kind != "ratification":
            return self.steps[candidate]
        if len(entry.by) == 1:
            return self.consents.get((candidate, entry.by[0]), ())
        return [other for other in self.steps[candidate] if not set(entry.by).isdisjoint(other.by)]


_Check = Callable[[Entry, str, _Case], tuple[Source, ...] | None]


def _is_to_be_judged(entry: Entry) -> bool:
    """False for what is not doubted: what an act shows, or a person judged, and all that decides nothing."""
    if entry.kind not in _STEPS and entry.kind not in ("objection", "demand"):
        return False
    return not entry.official and not any(source.accepted for source in entry.sources)


def _part(entry: Entry, case: _Case, checks: dict[Reason, _Check]) -> tuple[list[Entry], list[Doubt]]:
    """The entry as far as it is sound, and as far as it is doubtful, by the first reason that holds."""
    concerned = case.scope.concerned(entry) or ("",)
    found: dict[Reason, tuple[list[str], tuple[Source, ...]]] = {}
    for candidate in concerned:
        for reason, check in checks.items():
            against = check(entry, candidate, case)
            if against is not None:
                found.setdefault(reason, ([], against))[0].append(candidate)
                break
    doubted = [candidate for candidates, _ in found.values() for candidate in candidates]
    rest = [candidate for candidate in concerned if candidate not in doubted]
    if not found:
        return [entry], []
    kept = [entry] if len(rest) == len(concerned) else [_of_these(entry, rest, case)] if rest else []
    facts = {field: getattr(entry, field) for field in entry.__struct_fields__}
    return kept, [
        Doubt(**{**facts, **_roles(entry, those, case)}, reason=reason, against=against)
        for reason, (those, against) in found.items()
    ]


def _of_these(entry: Entry, candidates: Iterable[str], case: _Case) -> Entry:
    return msgspec.structs.replace(entry, **_roles(entry, candidates, case))


def _roles(entry: Entry, candidates: Iterable[str], case: _Case) -> dict[str, tuple[str, ...]]:
    """The role that names the candidates with these alone; the other actors of the role stay."""
    wanted, every = set(candidates) - {""}, set(case.process.candidates)
    role = next((role for role in ("of", "by", "parties") if every & set(getattr(entry, role))), "of")
    return {role: tuple(sorted((set(getattr(entry, role)) - every) | wanted))}


# Reasons that need no other report


def _names_nobody(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """A membership of nobody named: "it takes effect on 1 January" may be said of a law."""
    named = {*entry.by, *entry.of} & set(case.process.candidates)
    return None if named or entry.kind != "membership" or not is_factual(entry) else ()


def _too_early(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """A membership before the one that knowledge lists."""
    if entry.kind != "membership" or not is_factual(entry):
        return None
    listed = _members(case, date.max)
    return () if candidate in listed and candidate not in _members(case, established(entry) + TRAILING) else None


def _alone_and_undated(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """What decides, told by one origin without a date: a membership, a candidate's own consent, one that counts."""
    if not is_factual(entry) or entry.time or entry.origins > 1 or not _is_decisive(entry, candidate, case):
        return None
    return None if candidate in _members(case, published(entry)) else ()


def _is_decisive(entry: Entry, candidate: str, case: _Case) -> bool:
    if entry.kind != "ratification":
        return entry.kind == "membership"
    decision = case.instrument.counted(candidate)
    own = bool(entry.by) and set(entry.by) <= set(case.scope.concerned(entry))
    return own or (decision is not None and entry.stage == decision.counts_from)


def _decides_nothing(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """A consent of the organisation that is joined, or of a fellow candidate that was no member then.

    Whatever else is no party is shown as that, for it may stand in the rule of an instrument that is not known.
    """
    if entry.kind != "ratification" or not entry.by:
        return None
    asked = _asked(case, candidate, established(entry))
    others = set(entry.by) - {case.process.target} - (set(case.process.candidates) - {candidate} - set(asked))
    joined = {one for one in entry.by if case.scope.joined.get(one, date.max) <= established(entry)}
    return None if others or joined or set(entry.by) & set(asked) else ()


def _against_fellow(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """An objection of one candidate to another that few origins tell, and nobody who is named."""
    if entry.kind != "objection" or not set(entry.by) & set(case.process.candidates) or entry.origins > FEW:
        return None
    return None if any(_is_named(source, case) for source in entry.sources) else ()


def _nobody_demands(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """A demand of nobody, spoken by nobody who speaks for an actor."""
    spoken = any(source.speaker_for for source in entry.sources)
    return () if entry.kind == "demand" and not entry.by and not spoken else None


def _is_named(source: Source, case: _Case) -> bool:
    claim = case.evidence.claims.get(source.claim)
    return bool(claim and claim.speaker and claim.speaker.name)


def _members(case: _Case, day: date) -> tuple[str, ...]:
    try:
        return case.evidence.who.members_on(case.process.target, day)
    except NotFound:
        return ()


def _asked(case: _Case, candidate: str, day: date) -> tuple[str, ...]:
    decision = case.instrument.counted(candidate)
    where = Parties(case.evidence.who, day, candidate)
    return (deciders(decision.rule, where) or ()) if decision else ()


# Reasons that other reports give


def _before_signature(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """A consent that one origin dates before the day on which the protocol was signed."""
    if entry.kind != "ratification" or not is_factual(entry) or entry.origins > 1 or not entry.time:
        return None
    signed = [other for other in case.steps[candidate] if _is_signing(other)]
    if not signed or established(entry) >= min(map(earliest, signed)):
        return None
    same = (other for other in case.official[candidate] if is_factual(other) and _is_alike(entry, other))
    return None if any(same) else tuple(sorted({source for other in signed for source in other.sources}))[:1]


def _is_signing(other: Entry) -> bool:
    sure = other.official or other.origins > 1
    return other.kind == "signature" and sure and is_factual(other) and other.time is not None and parse(other.time).is_day


def _is_alike(one: Entry, other: Entry) -> bool:
    """True where both are the same kind of step, of a consent by the same member."""
    return one.kind == other.kind and (one.kind != "ratification" or bool(set(one.by) & set(other.by)))


def _contradicted(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    """A step that one origin tells, where others tell that it, or one before it, came later.

    Others are an act, two origins (its own may be one of them, by another report), or anybody who dates a step before
    it more than a month after it: of two that stand one against one, the less advanced is believed.
    """
    told_once = entry.kind in _STEPS and is_factual(entry) and not is_under_way(entry) and entry.origins == 1
    if not told_once or _is_borne_out(entry, candidate, case):
        return None
    own = {source.report for source in entry.sources}
    against: set[Source] = set()
    for other in case.beside(entry, candidate):
        if other is not entry:
            found = {source for source in _against(entry, other, candidate, case) if source.report not in own}
            if found and _is_long_before(entry, other):
                return tuple(sorted(found))
            against |= found
    strong = any(source.act for source in against) or count_origins(against) > 1
    return tuple(sorted(against)) if strong else None


def _is_long_before(entry: Entry, other: Entry) -> bool:
    """True where the other is a step before the entry's that is dated more than a month after it."""
    earlier = _place(other) < _place(entry)
    return earlier and is_factual(other) and other.time is not None and earliest(other) > established(entry) + RIVAL


def _is_membership_contradicted(entry: Entry, candidate: str, case: _Case) -> tuple[Source, ...] | None:
    return _contradicted(entry, candidate, case) if entry.kind == "membership" else None


def _is_borne_out(entry: Entry, candidate: str, case: _Case) -> bool:
    """True where an act tells the same step at about the same time."""
    return any(
        entry.stage == other.stage and _is_alike(entry, other) and abs(established(other) - established(entry)) <= RIVAL
        for other in case.official[candidate]
    )  # fmt: skip


def _against(entry: Entry, other: Entry, candidate: str, case: _Case) -> Iterator[Source]:
    """The sources by which the other entry tells that the step, or one before it, came later than the entry says."""
    if not _comes_no_later(entry, other, candidate, case):
        return
    day = established(entry)
    if is_factual(other):
        slack = RIVAL if _place(other) == _place(entry) else timedelta(0)
        if other.time and earliest(other) > day + slack:
            yield from other.sources
    elif other.modality in _NEEDED and not (entry.kind == "ratification" and _is_short_of(entry, other)):
        yield from (source for source in other.sources if (parse(source.published).first or date.min) > day)


def _comes_no_later(entry: Entry, other: Entry, candidate: str, case: _Case) -> bool:
    """True where in the procedure the other step is the same, or comes before the entry's."""
    if entry.kind == other.kind == "ratification":
        return bool(set(entry.by) & set(other.by)) and _place(other) <= _place(entry)
    if other.kind == "ratification" and not _all_are_asked(case.instrument.counted(candidate)):
        return False
    return entry.kind != "ratification" and _place(other) <= _place(entry)


def _place(entry: Entry) -> tuple[int, int]:
    """The place of the step in the procedure, and of a consent's stage within it.

    What is told without a stage may be any that shows a consent, the first of them.
    """
    stage = STAGES.index(entry.stage or "parliament_approved") if entry.kind == "ratification" else 0
    return _STEPS.index(entry.kind), stage


def _is_short_of(entry: Entry, other: Entry) -> bool:
    """True where what is still needed, told without its stage, may be one that comes after the entry's."""
    return other.stage is None and entry.stage not in (None, STAGES[-1])


def _all_are_asked(decision: Decision | None) -> bool:
    return decision is not None and _asks_all(decision.rule)


def _asks_all(rule: Rule) -> bool:
    return isinstance(rule, All) or (isinstance(rule, AllOf) and any(_asks_all(part) for part in rule.rules))


_PASSES: tuple[dict[Reason, _Check], ...] = (
    {"names_nobody": _names_nobody, "too_early": _too_early, "alone_undated": _alone_and_undated},
    {"contradicted": _is_membership_contradicted},
    {"no_decider": _decides_nothing, "fellow": _against_fellow, "nobody_demands": _nobody_demands},
    {"before_signature": _before_signature, "contradicted": _contradicted},
)
#: The places of the passes that hold a line against others; the rest look at the line alone, and at who had joined.
_BY_OTHERS = (1, 3)
