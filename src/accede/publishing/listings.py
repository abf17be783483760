"""Timelines, statements, changes, conflicts and the list of processes as documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from accede import dates
from accede.model import Act, Claim, Event, Report, Shown, Speaker, Value
from accede.process.model import Change, Entry, Process
from accede.process.names import Offer
from accede.publishing import words
from accede.publishing.document import Document, Point, References, Section
from accede.publishing.lines import entry_in_words, kind, point
from accede.record.rulings import NONE, Rulings, mark_of

CHANGES = {
    "stage": "Stages", "consent": "Consents", "objection": "Objections", "tally": "Tallies as reported",
    "outlook": "Expected", "event": "Newly known", "corroborated": "Told by more sources",
    "doubtful": "Newly told, and doubtful", "dropped": "Taken back by a later version",
}  # fmt: skip
#: Changes that are told of an event, in the words of a report; the others are of a value, which was one and is another.
EVENTS = ("event", "corroborated", "doubtful", "dropped")


def timeline_document(
    process: Process, entries: Iterable[Entry], dates_in_words: str, dropped: Iterable[Change] = ()
) -> Document:
    """What happened, in order, one section a year; what no source dates stands by the report that bounds it.

    dropped: what outlets took back, which stands last and in no year.
    """
    refs = References()
    sections = []
    for year, held in groupby(entries, key=lambda entry: (entry.time or entry.bound)[:4]):
        points = [made for entry in held for made in point(entry, refs, entry_in_words(entry, refs), lead=f"{words.when(entry)}:")]
        sections.append(Section(year.strip("./") or "Undated", tuple(points)))
    if points := [_change(change, refs) for change in dropped]:
        sections.append(Section(CHANGES["dropped"], tuple(points)))
    return Document(f"{process.title}: timeline", dates_in_words, tuple(sections), refs.listed())


def statements_document(
    title: str, claims: Iterable[Claim], reports: Mapping[str, Report], dates_in_words: str
) -> Document:
    """Who said what, by the day of the report; each with outlet and the claim's id."""
    said = sorted(claims, key=lambda claim: (reports[claim.report].published, claim.report, claim.evidence, claim.id))
    points = []
    for claim in said:
        report = reports[claim.report]
        where = f"{report.outlet or report.name}, {dates.in_words(report.published)}, {claim.id[:8]}"
        quoted = words.quote(" … ".join(claim.quote), 400)
        points.append(Point(f"({kind(claim.kind)}) {quoted} {where}", lead=f"{speaker_in_words(claim.speaker)}:"))
    return Document(f"{title}: statements", dates_in_words, (Section("Who said what", tuple(points)),))


def speaker_in_words(speaker: Speaker | None) -> str:
    """ "Anna Ek, negotiator, Sweden"; empty for the outlet itself."""
    if speaker is None:
        return ""
    actor = words.actor(speaker.for_) if speaker.for_ else None
    return ", ".join(part for part in (speaker.name, speaker.office, actor) if part)


def changes_document(process: Process, changes: Sequence[Change], dates_in_words: str) -> Document:
    """What became known, the stages first."""
    refs = References()
    sections = [
        Section(CHANGES[what], tuple(_change(change, refs) for change in held))
        for what, held in groupby(changes, key=lambda change: change.what)
    ]
    if not sections:
        sections = [Section("Nothing new", (Point("nothing became known in between"),))]
    return Document(f"{process.title}: changes", dates_in_words, tuple(sections), refs.listed())


def _change(change: Change, refs: References) -> Point:
    lead, text = change_in_words(change)
    return refs.point(text, change.sources, lead=lead)


def change_in_words(change: Change) -> tuple[str, str]:
    """What stands out, "" for nothing, and what it is: ("Hungary for Sweden:", "not reported → parliament approved")."""
    subject = subject_in_words(change.subject)
    if change.what not in EVENTS:
        return f"{subject}:", " → ".join(sides(change))
    what, quoted = f"{kind(change.kind)}{f', {subject}' if subject else ''}", words.first_quote(change.sources)
    if change.what == "dropped":
        return "", f"{what}: {quoted} ({change.after})"
    more = f" (was {change.before} sources, now {change.after})" if change.before else ""
    return f"{dates.in_words(change.time)}:" if change.time else "", f"{what}: {quoted}{more}"


def sides(change: Change) -> tuple[str, str]:
    """What was before, and what is after, of anything but an event."""
    before, after = (words.STATES.get(value, kind(value)) or "nothing reported" for value in (change.before, change.after))
    return before, after


def subject_in_words(ids: str) -> str:
    """Names for the ids in a subject: "HUN for SWE" is "Hungary for Sweden", "SWE for SWE" is "Sweden itself"."""
    named = []
    for part in ids.split(", "):
        one, _, other = part.partition(" for ")
        named.append(f"{words.actor(one)} itself" if one and one == other else " ".join(map(words.actor, part.split(" "))))
    return ", ".join(named)


def processes_document(processes: Iterable[Process], dates_in_words: str) -> Document:
    """The processes on record with the id to ask for."""
    points = tuple(Point(f"{process.title} ({words.count(len(process.events), 'event')})", process.id) for process in processes)
    hint = Point("ask for one of them: accede status ID")
    return Document("Processes on record", dates_in_words, (Section("Several processes", (*points, hint)),))


def conflicts_document(
    found: Iterable[tuple[Event, Mapping[str, tuple[Value, ...]]]], claims: Mapping[str, Claim], reports: Mapping[str, Report],
    acts: Mapping[str, Act], dates_in_words: str, rulings: Rulings = NONE,
) -> Document:  # fmt: skip
    """Events on which sources disagree, each value with the outlets and acts that give it, and why one is shown."""
    points: list[Point] = []
    for event, fields in found:
        who = words.actors(event.by or event.parties or event.of)
        time = dates.in_words(event.time) if event.time else f"by {dates.in_words(event.bound)}"
        points.append(Point(f"{who}, {time} {event.id[:8]}".strip(", "), lead=f"{kind(event.kind)}:"))
        why = {shown.field: shown for shown in event.shown}
        for field, values in sorted(fields.items()):
            points += _values(field, values, why.get(field), claims, reports, acts)
            if chosen := rulings.preference(event.claims, field):
                points.append(Point(f"{words.marks([mark_of(chosen)])}: {chosen.why}", lead="ruled", depth=1))
    section = Section("Where reports disagree", tuple(points) or (Point("no report contradicts another"),))
    return Document("Conflicts", dates_in_words, (section,))


def names_document(
    found: Iterable[Offer], claims: Mapping[str, Claim], reports: Mapping[str, Report], dates_in_words: str
) -> Document:
    """Names that may be one person's, each with the grounds and the outlets that use it."""
    points = []
    for offer in found:
        told = sorted({reports[claims[id].report].outlet or reports[claims[id].report].name for id in offer.claims})
        said = f"perhaps {offer.person}: {offer.why}; so named by {words.joined(told)} {offer.claims[0][:8]}"
        points.append(Point(said, lead=f"{offer.name}:"))
    section = Section("Names to look at", tuple(points) or (Point("no name that may be another's"),))
    return Document("Names", dates_in_words, (section,))


def _values(
    field: str, values: Iterable[Value], shown: Shown | None, claims: Mapping[str, Claim], reports: Mapping[str, Report],
    acts: Mapping[str, Act],
) -> Iterator[Point]:  # fmt: skip
    for value in values:
        outlets = {reports[claims[id].report].outlet or reports[claims[id].report].name for id in value.claims}
        told = sorted(outlets) + sorted(f"act: {acts[id].source}" for id in value.acts)
        said = f"{words.value(field, value.value)}: {words.joined(told)} ({words.count(value.origins, 'origin')})"
        yield Point(said, lead=words.field(field), depth=1)
    if shown:
        yield Point(f"{words.value(field, shown.value)}: {shown.why}", lead="shown", depth=1)
