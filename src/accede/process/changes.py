"""What became known between two statuses, and who said what: pure helpers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from accede.knowledge import fold
from accede.model import Claim
from accede.process.clock import established
from accede.process.model import Change, Consent, Doubt, Entry, Line, Objection, Source, Standing, Status, Tally


class Deciding(Protocol):
    """What decides of a status: how far each candidate is, who consented, the totals, and who objects."""

    @property
    def standings(self) -> tuple[Standing, ...]: ...
    @property
    def consents(self) -> tuple[Consent, ...]: ...
    @property
    def tallies(self) -> tuple[Tally, ...]: ...
    @property
    def objections(self) -> tuple[Objection, ...]: ...


def changes(before: Status, after: Status) -> tuple[Change, ...]:
    """What became known, or came to count, from one status of a process to a later one; sorted.

    New events and acts, events that more sources tell, what is newly told and doubtful, and every changed stage, consent, objection and tally.
    """
    return tuple(sorted((*_events(before, after), *decisive(before, after)), key=_order))


def decisive(before: Deciding, after: Deciding) -> tuple[Change, ...]:
    """Every changed stage, consent, objection and tally; sorted."""
    found: list[Change] = []
    for what, values in (("stage", _stages), ("consent", _consents), ("objection", _objections), ("tally", _tallies)):
        found.extend(_changed(what, values(before), values(after)))
    return tuple(sorted(found, key=_order))


def _order(one: Change) -> tuple[object, ...]:
    return _ORDER.index(one.what), one.time or "9999", one.subject, one.sources


_ORDER = ("stage", "consent", "objection", "tally", "event", "corroborated", "doubtful")

Values = Mapping[str, tuple[str, tuple[Source, ...]]]


def _sources(status: Status) -> set[Source]:
    return {source for entry in (*status.timeline, *status.doubtful) for source in entry.sources}


def _events(before: Status, after: Status) -> Iterator[Change]:
    held = _sources(before)
    for entry in (*after.timeline, *after.doubtful):
        new = tuple(source for source in entry.sources if source not in held)
        if new:
            old = len(new) < len(entry.sources)
            yield Change(
                what=_what(entry, old), subject=_subject(entry), kind=entry.kind, time=entry.time,
                before=str(len(entry.sources) - len(new)) if old else "", after=str(len(entry.sources)) if old else "",
                sources=new,
            )  # fmt: skip


def _what(entry: Entry, old: bool) -> str:
    if isinstance(entry, Doubt):
        return "doubtful"
    return "corroborated" if old else "event"


def _subject(entry: Entry) -> str:
    """Whom the entry is about, as ids."""
    return ", ".join(dict.fromkeys((*entry.by, *entry.parties, *entry.of, *entry.to)))


def _changed(what: str, before: Values, after: Values) -> Iterator[Change]:
    for subject in sorted({*before, *after}):
        old, held = before.get(subject, ("", ()))
        new, sources = after.get(subject, ("", ()))
        if old != new:
            added = tuple(source for source in sources if source not in held)
            yield Change(what=what, subject=subject, before=old, after=new, sources=added)


def _stages(status: Deciding) -> Values:
    return {one.candidate: (one.stage, one.line.sources if one.line else ()) for one in status.standings}


def _consents(status: Deciding) -> Values:
    return {
        f"{row.member} for {row.candidate}": (row.state, _consent_sources(row))
        for row in status.consents
        if row.decider or row.stages
    }


def _consent_sources(row: Consent) -> tuple[Source, ...]:
    """Those of the stage that it is at first: they are what tells it."""
    own = _all_sources(line for line in row.stages if line.stage == row.state)
    return (*own, *(source for source in _all_sources((*row.stages, *row.outstanding, *row.planned)) if source not in own))


def _all_sources(lines: Iterable[Line]) -> tuple[Source, ...]:
    return tuple(sorted({source for line in lines for source in line.sources}))


def _objections(status: Deciding) -> Values:
    return {
        f"{row.actor} to {candidate}": (row.state, _all_sources((row, *row.lifted, *row.again, *row.denied)))
        for row in status.objections
        for candidate in row.candidates
    }


def _tallies(status: Deciding) -> Values:
    return {
        row.candidate: (
            ", ".join(told.value for told in row.reported),
            tuple(sorted({source for told in row.reported for source in told.sources})),
        )
        for row in status.tallies
    }


def timeline(status: Status) -> tuple[Entry, ...]:
    """What happened by the status's valid day, in the order of time: no plans, expectations or mere words."""
    return tuple(entry for entry in status.timeline if entry.kind not in _MERE_WORDS and _is_past(entry, status))


_MERE_WORDS = ("statement", "rule", "expectation", "fixture", "demand", "fulfilment")


def _is_past(entry: Entry, status: Status) -> bool:
    return entry.modality in (None, "happened", "ongoing") and established(entry).isoformat() <= status.valid


def statements(claims: Iterable[Claim], speaker: str | None = None) -> tuple[Claim, ...]:
    """All claims with a speaker, in the order of report and passage.

    speaker: only those whose speaker's name, office or actor has these words, compared without accents and case.
    """
    wanted = fold(speaker).split() if speaker else []
    said = (claim for claim in claims if claim.speaker is not None and _is_by(claim, wanted))
    return tuple(sorted(said, key=lambda claim: (claim.report, claim.evidence, claim.kind, claim.id)))


def _is_by(claim: Claim, wanted: list[str]) -> bool:
    words = words_of(claim).split()
    return all(word in words for word in wanted)


def words_of(claim: Claim) -> str:
    """The name, office and actor of the claim's speaker, folded."""
    speaker = claim.speaker
    return fold(" ".join(filter(None, (speaker.name, speaker.office, speaker.for_)))) if speaker else ""
