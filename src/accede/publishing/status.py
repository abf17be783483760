"""The status of a process as a document: first how far it is and what is missing, then who, what and when.

Unknown is said as "not reported", never as no. Every point that a source carries ends in its references.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from accede import dates
from accede.process.model import (
    Agreement, Assessment, Demand, Entry, Halt, Line, Objection, Outlook, Round, RuleView, Source, Standing, Status,
)  # fmt: skip
from accede.publishing import words
from accede.publishing.consents import consents
from accede.publishing.document import Document, Point, References, Section, Table
from accede.publishing.rivals import rival, rivals

# So many members that no report mentions are named in the first section; more are counted.
FEW = 4


def status_document(status: Status, dates_in_words: str, *, every_member: bool = False) -> Document:
    """The document of a status.

    dates_in_words: the sentence that says for which two dates it holds.
    every_member: a row for each member in the table of consents, not only for those that matter most.
    """
    refs = References()
    parts: tuple[tuple[str, Iterable[Point | Table]], ...] = (
        ("Where it stands", _standings(status, refs)),
        ("Consents", consents(status, refs, every_member)),
        ("Objections", _each(status.objections, refs, _objection)),
        ("Demands", _demands(status.demands, refs)),
        ("Agreements and commitments", _agreements(status, refs)),
        ("Talks", _talks(status, refs)),
        ("Halts and restarts", _halts(status, refs)),
        ("Expected and scheduled", _outlook(status.outlook, refs)),
        ("Told without a usable date", _entries(status.possible, refs)),
    )
    sections = tuple(Section(title, blocks) for title, blocks in ((title, tuple(part)) for title, part in parts) if blocks)
    return Document(status.process.title, dates_in_words, sections, refs.listed())


def _each(lines: Iterable[Line], refs: References, tell: Callable[..., Iterator[Point]]) -> Iterator[Point]:
    for line in lines:
        yield from tell(line, refs)


def point(line: Line, refs: References, text: str, *, lead: str = "", depth: int = 0) -> Iterator[Point]:
    """The point of a line, and below it what its sources disagree on."""
    yield refs.point(text, line.sources, lead=lead, origins=line.origins, depth=depth)
    yield from rivals(line.rivals, refs, depth + 1)


# Where it stands


def _standings(status: Status, refs: References) -> Iterator[Point]:
    for standing in status.standings:
        yield from _standing(standing, refs)
    for membership in status.memberships:
        text = f"{words.actors(membership.members) or status.process.title}, {words.when(membership)}"
        yield from point(membership, refs, text, lead="Membership:" if membership.members else "In force:")
    for tally in status.tallies:
        yield from _missing(status, tally.candidate)
        yield from rivals(tally.reported, refs, 1)
    for withdrawal in status.withdrawals:
        yield from _entry(withdrawal, refs)
    for rule in status.rules:
        yield from _rule(rule, refs)


def _standing(standing: Standing, refs: References) -> Iterator[Point]:
    name = words.actor(standing.candidate)
    if standing.line is None:
        yield Point(standing.name or "no stage reported yet", lead=f"{name}:")
    else:
        yield from point(standing.line, refs, f"{standing.name}, {words.when(standing.line)}", lead=f"{name}:")


def _missing(status: Status, candidate: str) -> Iterator[Point]:
    """Who must still consent, as far as anything is told: those told to be outstanding before those not reported."""
    tally = next(tally for tally in status.tallies if tally.candidate == candidate)
    state = {consent.member: consent.state for consent in status.consents if consent.candidate == candidate}
    outstanding = [member for member in tally.missing if state.get(member) == "outstanding"]
    unreported = [member for member in tally.missing if state.get(member, "not_reported") == "not_reported"]
    between = [member for member in tally.missing if member not in {*outstanding, *unreported}]
    said = []
    if outstanding:
        said.append(f"{words.actors(outstanding)} (outstanding)")
    if between:
        said.append(f"{words.actors(between)} (begun, not completed)")
    if unreported:
        some = words.actors(unreported) if len(unreported) <= FEW else f"{len(unreported)} members"
        said.append(f"{some} (not reported)")
    if tally.met:
        yield Point("all that the rule asks for are on record", lead=f"Consents for {words.actor(candidate)}:")
    elif said:
        yield Point("; ".join(said), lead=f"Missing for {words.actor(candidate)}:")


def _rule(rule: RuleView, refs: References) -> Iterator[Point]:
    where = f" ({rule.article})" if rule.article else ""
    of = f" for {words.actor(rule.candidate)}" if rule.candidate else ""
    yield Point(f"{rule.words}{where}", lead=f"Rule, {rule.step}{of}:" if rule.step else f"Rule{of}:")
    lead = "reports differ on" if rule.differs else "as reported,"
    for field, values in groupby(rule.reported, key=lambda one: one.field):
        yield rival(words.FIELDS.get(field, field), values, refs, 1, lead)


# Objections and demands


def _objection(line: Objection, refs: References) -> Iterator[Point]:
    states = {
        "standing": "objects", "conditional": "objects on conditions", "lifted": "objected, and has lifted it",
        "disputed": "objects, or has lifted it: reports differ",
    }  # fmt: skip
    to = f" to {words.actors(line.candidates)}" if line.candidates else ""
    text = f"{states[line.state]}{to}, {words.since(line)}: {words.first_quote(line.sources)}"
    yield from point(line, refs, text, lead=words.actor(line.actor))
    for lead, held in (("lifted", line.lifted), ("said again", line.again), ("denied", line.denied)):
        for other in held:
            yield from point(other, refs, f"{words.when(other)}: {words.first_quote(other.sources)}", lead=lead, depth=1)


def _demands(demands: Sequence[Demand], refs: References) -> Iterator[Point]:
    for line in demands:
        of = f" of {words.actors(line.of)}" if line.of else ""
        on = f" (on {words.actors(line.groups)})" if line.groups else ""
        lead = words.actors(line.by) or "Not told who"
        yield from point(line, refs, f"demands{of}{on}: {words.first_quote(line.sources)}", lead=lead)


# Agreements, talks, halts


def _agreements(status: Status, refs: References) -> Iterator[Point]:
    for agreement in status.agreements:
        yield from _agreement(agreement, refs)
    if status.commitments or status.assessments:
        loose = bool(status.agreements)
        yield from _undertaken(status.commitments, refs, 0, "Undertaken apart from these" if loose else "")
        for assessment in status.assessments:
            yield from _assessment(assessment, refs, 0)


def _agreement(agreement: Agreement, refs: References) -> Iterator[Point]:
    place = f", {agreement.place}" if agreement.place else ""
    text = f"{words.actors(agreement.parties) or 'parties not told'}{place}: {words.first_quote(agreement.sources)}"
    yield from point(agreement, refs, text, lead=f"Agreement, {words.when(agreement)}:")
    yield from _undertaken(agreement.commitments, refs, 1)
    for assessment in agreement.assessments:
        yield from _assessment(assessment, refs, 1)


def _undertaken(commitments: Iterable[Line], refs: References, depth: int, lead: str = "") -> Iterator[Point]:
    for line in commitments:
        by = words.actors(getattr(line, "by", ())) or "not told who"
        to = words.actors(getattr(line, "of", ()))
        text = f"{f'to {to}: ' if to else ''}{words.first_quote(line.sources)}"
        yield from point(line, refs, text, lead=f"{by} undertakes", depth=depth)


def _assessment(line: Assessment, refs: References, depth: int) -> Iterator[Point]:
    by = words.actors(line.by) or (words.actor(line.narrator) if line.narrator else "the outlet")
    rated = f"fulfilled: {words.RATINGS[line.rating]}" if line.rating else "rating not told"
    narrated = f", as {words.actor(line.narrator)} tells it" if line.narrator and line.narrator not in line.by else ""
    text = f"{words.actors(line.of) or 'the commitments'}, {rated}{narrated}: {words.first_quote(line.sources)}"
    yield from point(line, refs, text, lead=f"{by} on", depth=depth)


def _talks(status: Status, refs: References) -> Iterator[Point]:
    for held in status.rounds:
        yield from _round(held, refs)
    for outcome in status.outcomes:
        yield from _outcome(outcome, refs, 0)


def _round(held: Round, refs: References) -> Iterator[Point]:
    said = [words.actors(held.parties) or "parties not told"]
    if held.place:
        said.append(f"in {held.place}")
    if held.convener:
        said.append(f"convened by {words.actors(held.convener)}")
    if held.min_hours:
        said.append(f"more than {words.count(held.min_hours, 'hour')}")
    if held.told_number and held.told_number != held.number:
        said.append(f"told as round {held.told_number}")
    yield from point(held, refs, ", ".join(said), lead=f"{held.number}. {words.when(held)}:")
    for outcome in held.outcomes:
        yield from _outcome(outcome, refs, 1)


def _outcome(outcome: Line, refs: References, depth: int) -> Iterator[Point]:
    rating = getattr(outcome, "rating", None)
    narrator = getattr(outcome, "narrator", "")
    outlets = sorted({words.outlet(source) for source in outcome.sources})
    who = words.actor(narrator) if narrator else words.joined(outlets[:2])
    brought = f"{words.RATINGS[rating]}: " if rating else ""
    lead = f"outcome by {who}:" if who else "outcome:"
    yield from point(outcome, refs, f"{brought}{words.first_quote(outcome.sources)}", lead=lead, depth=depth)


def _halts(status: Status, refs: References) -> Iterator[Point]:
    for halt in status.halts:
        yield from _halt(halt, refs)
    for resumption in status.resumptions:
        text = words.first_quote(resumption.sources)
        yield from point(resumption, refs, text, lead=f"Restart, {words.when(resumption)}:")


def _halt(halt: Halt, refs: References) -> Iterator[Point]:
    by = f"by {words.actors(halt.by)}, " if halt.by else ""
    cause = words.quote(halt.cause[0]) if halt.cause else words.first_quote(halt.sources)
    yield from point(halt, refs, f"{by}{cause}", lead=f"Halt, {words.when(halt)}:")
    if halt.resumed is None:
        yield Point("no restart reported", depth=1)
    else:
        text = f"{words.when(halt.resumed)}: {words.first_quote(halt.resumed.sources)}"
        yield from point(halt.resumed, refs, text, lead="restarted", depth=1)


# What is to come, and the rest


def _outlook(outlook: Sequence[Outlook], refs: References) -> Iterator[Point]:
    tails = {"passed": " (its time is over; nothing on record says that it happened)"}
    for line in outlook:
        who = f", expected by {words.actor(line.speaker)}" if line.speaker else ""
        place = f", {line.place}" if line.place else ""
        time = dates.in_words(line.time) if line.time else "No date told"
        what = "scheduled" if line.kind == "fixture" else kind(line.kind)
        actors = words.actors(line.by or line.parties)
        of = f" of {actors}" if actors else ""
        text = f"{what}{of}{place}{who}: {words.first_quote(line.sources)}{tails.get(line.standing, '')}"
        yield from point(line, refs, text, lead=f"{time}:")


def _entries(entries: Iterable[Entry], refs: References) -> Iterator[Point]:
    for entry in entries:
        yield from _entry(entry, refs)


def _entry(entry: Entry, refs: References) -> Iterator[Point]:
    yield from point(entry, refs, entry_in_words(entry), lead=f"{words.when(entry)}:")


def kind(name: str) -> str:
    """A kind of the codebook as a reader reads it: "objection lifted"."""
    return name.replace("_", " ")


def entry_in_words(entry: Entry) -> str:
    """What an event is: kind, who, to whom, where, how far, and the words of its first source."""
    who = words.actors(entry.by or entry.parties)
    aims = entry.of or entry.to
    said = [kind(entry.kind) + (f" by {who}" if entry.by else f" of {who}" if who else "")]
    said[0] += f", {'of' if entry.of else 'to'} {words.actors(aims)}" if aims else ""
    details = (
        entry.place, words.STATES.get(entry.stage or ""), words.RATINGS.get(entry.rating or ""), entry.votes,
        entry.modality if entry.modality not in ("happened", None) else None,
    )  # fmt: skip
    said += [str(detail) for detail in details if detail]
    return f"{', '.join(said)}: {words.first_quote(entry.sources)}"


def sources_of(line: Line) -> tuple[Source, ...]:
    """All sources of a line and of its rivals."""
    return tuple(dict.fromkeys([*line.sources, *(source for told in line.rivals for source in told.sources)]))
