"""The status of a process as a document: first how far it is and what is missing, then who, what and when.

Unknown is said as "not reported", never as no. Every point that a source carries ends in its references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from accede import dates
from accede.outlook.model import Forecast
from accede.process.clock import is_factual
from accede.process.model import Doubt, Outlook, Status
from accede.publishing import words
from accede.publishing.consents import consents
from accede.publishing.dealings import agreements, demands, objections
from accede.publishing.document import SHORT, Detail, Document, Point, References, Section, Table
from accede.publishing.lines import entry_in_words, kind, point
from accede.publishing.moves import fulfilment, positions
from accede.publishing.outlook import outlook_section
from accede.publishing.standing import standing
from accede.publishing.talks import halts, talks

# What is doubtful is listed in this order of kinds, the gravest first.
_GRAVE = ("membership", "signature", "invitation", "application", "objection", "ratification", "demand")


def status_document(
    status: Status, dates_in_words: str, detail: Detail = SHORT, outlook: Sequence[tuple[str, Forecast]] = ()
) -> Document:  # fmt: skip
    """The document of a status.

    outlook: forecasts to be told, too, each with its candidate's name.

    dates_in_words: the sentence that says for which two dates it holds.
    detail: SHORT for a screen in the morning, BRIEF for a paper, FULL for all that is on record.
    """
    refs = References(detail)
    parts: tuple[tuple[str, Iterable[Point | Table]], ...] = (
        ("Where it stands", standing(status, refs)),
        ("Outlook", outlook_section(outlook).blocks if outlook else ()),
        ("Consents", consents(status, refs)),
        ("Objections", objections(status, refs)),
        ("Positions", positions(status, refs)),
        ("Demands", demands(status, refs)),
        ("Agreements and commitments", agreements(status, refs)),
        ("Demands, commitments, assessments", fulfilment(status, refs)),
        ("Talks", talks(status, refs)),
        ("Halts and restarts", halts(status, refs)),
        ("Expected and scheduled", _outlook(status.outlook, refs)),
        ("Told without a usable date", _undated(status, refs)),
        ("Doubtful, to be looked at", _doubtful(status.doubtful, refs)),
    )
    sections = tuple(Section(title, blocks) for title, blocks in ((title, tuple(part)) for title, part in parts) if blocks)
    return Document(status.process.title, dates_in_words, sections, refs.listed())


def _outlook(outlook: Sequence[Outlook], refs: References) -> Iterator[Point]:
    """What is to come, by date, then the undated; what has passed without a word only in full."""
    passed = [line for line in outlook if line.standing == "passed"]
    coming = [line for line in outlook if line.standing == "coming"]
    undated, more = refs.few([line for line in outlook if line.standing == "undated"], 0, "without a date")
    for line in (*coming, *undated):
        yield from _expected(line, refs, "")
    yield from more
    if refs.detail.whole:
        for line in passed:
            yield from _expected(line, refs, " (its time is over; nothing on record says that it happened)")


def _expected(line: Outlook, refs: References, tail: str) -> Iterator[Point]:
    actors = words.actors(line.by or line.parties)
    what = "scheduled" if line.kind == "fixture" else kind(line.kind)
    said = [f"{what} of {actors}" if actors else what]
    said += [part for part in (line.place, f"expected by {words.actor(line.speaker)}" if line.speaker else None) if part]
    time = dates.in_words(line.time) if line.time else "No date told"
    yield from point(line, refs, f"{', '.join(said)}: {refs.quote(line.sources)}{tail}", lead=f"{time}:")


def _undated(status: Status, refs: References) -> Iterator[Point]:
    shown, more = refs.few(status.possible, 0, "with too wide a time")
    for entry in shown:
        yield from point(entry, refs, entry_in_words(entry, refs), lead=f"{words.when(entry)}:")
    yield from more
    if status.undated_later:
        yield Point(f"{words.count(status.undated_later, 'event')} told without a date, and only later: not counted here")


def _doubtful(doubtful: Sequence[Doubt], refs: References) -> Iterator[Point]:
    """What counts for nothing and why, the gravest first; in a short document without plans and needs."""
    held = [line for line in doubtful if refs.detail.whole or is_factual(line) or line.kind in ("objection", "demand")]
    held.sort(key=lambda line: (_GRAVE.index(line.kind), -line.origins))
    shown, more = refs.few(held, 0, "that count for nothing")
    for line in shown:
        outlets = sorted({words.outlet(source) for source in line.sources})
        why = words.REASONS[line.reason].format(who=words.joined(outlets))
        told = refs.point(f"{entry_in_words(line, refs)}; {why}", line.sources, origins=line.origins)
        parts = (told, refs.point("told otherwise", line.against)) if line.against else (told,)
        yield Point("", f"{words.when(line)}:", parts=parts)
    yield from more
