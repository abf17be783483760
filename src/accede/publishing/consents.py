"""Who has consented, at which stage, and who has not: the table of those that matter, and the others in groups.

A member matters where a source says that its consent is outstanding or planned, where it objects, or where its
sources disagree. The others are grouped by the stage they have reached; who is in no report is "not reported".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from accede import dates
from accede.process.model import CONSENT_STATES, Consent, ConsentStage, Line, Status
from accede.publishing import words
from accede.publishing.document import Point, References, Table
from accede.publishing.lines import grouped, rivals

STAGES = {
    "submitted": "Submitted", "parliament_approved": "Parliament", "head_of_state_signed": "Head of state",
    "instrument_deposited": "Deposited",
}  # fmt: skip


def consents(status: Status, refs: References) -> Iterator[Point | Table]:
    """The blocks of the section on consents; nothing where no consent is known or asked for.

    In full, the table has a row for every member; else for those whose consent is in question.
    """
    deciding = [consent for consent in status.consents if consent.decider]
    full = refs.detail.whole
    objectors = {line.actor for line in status.objections if line.state != "lifted"}
    telling = {consent.member for consent in deciding if full or _matters(consent, objectors)}
    shown = _alike([consent for consent in deciding if consent.member in telling], status)
    rest = _alike([consent for consent in deciding if consent.member not in telling], status)
    shown.sort(key=lambda one: (words.actor(one.consent.member), one.of))
    yield from _table(shown, refs)
    yield from _beside(shown, refs)
    for of in dict.fromkeys(sorted(one.of for one in rest)):
        yield from _groups([one for one in rest if one.of == of], refs)
    others = [consent for consent in status.consents if not consent.decider and consent.stages]
    for one in _alike(others, status):
        own = one.consent.member in status.process.candidates and one.of in ("", words.actor(one.consent.member))
        yield from _other(one, own, refs)


def _table(shown: list[Shown], refs: References) -> Iterator[Point | Table]:
    """A row for each, a column for each stage that one of them has reached; without any stage, points."""
    told = {stage.stage for one in shown for stage in one.consent.stages}
    stages = [stage for stage in STAGES if stage in told]
    if stages:
        caption = "Consent of the members, by stage; an empty cell is not reported"
        head = ("Member", *(STAGES[stage] for stage in stages))
        yield Table(caption, head, tuple(_row(one, stages, refs) for one in shown))
    else:
        pending = [one for one, _, _ in _pending(shown)]
        yield from (Point(words.STATES[one.consent.state], f"{one.name}:") for one in shown if one not in pending)


def in_question(consent: Consent) -> bool:
    """True where the newest word on a member's consent is that it is outstanding."""
    asked = [source.published for line in consent.outstanding for source in line.sources]
    given = [source.published for stage in consent.stages for source in stage.sources]
    if consent.state == "instrument_deposited":
        return False
    return consent.state in ("outstanding", "submitted") or bool(asked and max(asked) > max(given, default=""))


def _matters(consent: Consent, objectors: set[str]) -> bool:
    complete = consent.state in ("instrument_deposited", "head_of_state_signed")
    return in_question(consent) or (consent.member in objectors and not complete)


class Shown(NamedTuple):
    """A consent as it is shown: `of` names the candidate where the member's consents to them differ, else ""."""

    of: str
    consent: Consent

    @property
    def name(self) -> str:
        member = words.actor(self.consent.member)
        return f"{member}, for {self.of}" if self.of else member


def _alike(consents: list[Consent], status: Status) -> list[Shown]:
    """Each member once where its consents to all candidates are the same, else once for each candidate."""
    by_member: dict[str, list[Consent]] = {}
    for consent in consents:
        by_member.setdefault(consent.member, []).append(consent)
    several = len(status.process.candidates) > 1
    shown = []
    for held in by_member.values():
        if len(held) >= len(status.process.candidates) and len({_facts(consent) for consent in held}) == 1:
            shown.append(Shown("", _merged(held)))
        else:
            shown += [Shown(words.actor(consent.candidate) if several else "", consent) for consent in held]
    return shown


def _facts(consent: Consent) -> tuple[object, ...]:
    """What a reader sees of a consent, without its sources."""
    stages = tuple((stage.stage, stage.time, stage.votes, bool(stage.rivals)) for stage in consent.stages)
    return consent.state, stages, bool(consent.outstanding), bool(consent.planned)


def _merged(held: list[Consent]) -> Consent:
    """One for consents that are alike, with the sources of all."""
    stages = []
    for same in zip(*(consent.stages for consent in held), strict=True):
        sources = tuple(sorted({source for stage in same for source in stage.sources}))
        origins = len({source.origin for source in sources})
        stages.append(msgspec.structs.replace(same[0], sources=sources, origins=origins))
    return msgspec.structs.replace(held[0], stages=tuple(stages))


def _row(shown: Shown, stages: list[str], refs: References) -> tuple[Point, ...]:
    consent = shown.consent
    reached = {stage.stage: stage for stage in consent.stages}
    state = "" if any(stage in reached for stage in stages) else f": {words.STATES[consent.state]}"
    return (Point(f"{shown.name}{state}"), *(_cell(reached.get(stage), refs) for stage in stages))


def _cell(stage: ConsentStage | None, refs: References) -> Point:
    if stage is None:
        return Point("")
    time = words.short_day(stage.time) if stage.time else f"by {words.short_day(stage.bound)}"
    votes = f", {stage.votes}" if stage.votes else ""
    return refs.cell(f"{time}{votes}", stage.sources)


def _beside(shown: list[Shown], refs: References) -> Iterator[Point]:
    """What the table has no room for: that consent is outstanding or planned, in whose words; rival values in full."""
    for same in grouped(_pending(shown), lambda one: (one[0].consent.member, one[1], one[2].sources)):
        first, word, line = same[0]
        every = sum(one.consent.member == first.consent.member for one in shown)
        of = words.joined([one.of for one, _, _ in same]) if len(same) < every or len(same) == 1 else ""
        time = f" ({dates.in_words(line.time)})" if line.time else ""
        newest = line.sources[::-1]
        lead = Shown(of, first.consent).name
        yield refs.point(f"{word}{time}: {refs.quote(newest)}", newest, lead=f"{lead}:", origins=line.origins)
    for one in shown if refs.detail.whole else ():
        for stage in one.consent.stages:
            if stage.stage is None and one.consent.state == "reported":
                text = f"consent or a step to it reported, stage not told: {refs.quote(stage.sources)}"
                yield refs.point(text, stage.sources, lead=f"{one.name}:", origins=stage.origins)
            yield from rivals(stage.rivals, refs, 0, f"{one.name}: reports differ on")


def _pending(shown: list[Shown]) -> Iterator[tuple[Shown, str, Line]]:
    """The latest word that a consent in question is outstanding, or planned; the earlier ones stand in the timeline."""
    for one in shown:
        if in_question(one.consent):
            yield from ((one, "outstanding", line) for line in one.consent.outstanding[-1:])
            yield from ((one, "planned", line) for line in one.consent.planned[-1:])


def _groups(group: list[Shown], refs: References) -> Iterator[Point]:
    """One line for each stage, the furthest first; the members in the order of the day, then of their names."""
    for state in reversed(CONSENT_STATES):
        held = sorted((one for one in group if one.consent.state == state), key=lambda one: _order(one.consent))
        if held:
            label = words.STATES[state]
            of = f" ({held[0].of})" if held[0].of else ""
            lead = f"{label[0].upper()}{label[1:]}{of}, {len(held)}:"
            yield Point("", lead, parts=tuple(_member(one.consent, refs) for one in held))


def _member(consent: Consent, refs: References) -> Point:
    time = _time(consent)
    sources = consent.stages[-1].sources if consent.stages else ()
    name = words.actor(consent.member)
    return refs.cell(f"{name} {words.short_day(time)}" if time else name, sources[:1])


def _time(consent: Consent) -> str | None:
    return consent.stages[-1].time if consent.stages else None


def _order(consent: Consent) -> tuple[object, ...]:
    return dates.sort_key(_time(consent)), words.actor(consent.member)


def _other(shown: Shown, own: bool, refs: References) -> Iterator[Point]:
    """A consent that the rule does not ask for: the candidate's own, or that of one who is no member."""
    lead = f"{words.actor(shown.consent.member)} itself:" if own else f"{shown.name} (no decider):"
    for stage in shown.consent.stages if refs.detail.whole else shown.consent.stages[-1:]:
        what = words.STATES.get(stage.stage or "", words.STATES["reported"])
        time = dates.in_words(stage.time) if stage.time else f"by {dates.in_words(stage.bound)}"
        yield refs.point(f"{what}, {time}", stage.sources, lead=lead, origins=stage.origins)
