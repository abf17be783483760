"""What became known between two days, as tables: what it was before, what it is after, and the words that tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from accede import dates
from accede.process.model import Change, Process
from accede.publishing.document import Document, Point, References, Section, Table
from accede.publishing.english import count
from accede.publishing.lines import kind
from accede.publishing.listings import CHANGES, EVENTS, sides, subject_in_words


def news_document(process: Process, changes: Sequence[Change], dates_in_words: str) -> Document:
    """One table for each sort of change, the stages first; a document without sections where nothing became known."""
    refs = References()
    sections = tuple(
        Section(CHANGES[what], (_table(what, tuple(held), refs),)) for what, held in groupby(changes, key=lambda change: change.what)
    )
    return Document(f"{process.title}: what changed", dates_in_words, sections, refs.listed())


def _table(what: str, held: Sequence[Change], refs: References) -> Table:
    first = "What" if what in EVENTS else "Who"
    return Table(f"{CHANGES[what]}: {count(len(held), 'change')}", (first, "Before", "After", "Words"), tuple(_row(one, refs) for one in held))


def _row(change: Change, refs: References) -> tuple[Point, ...]:
    subject = subject_in_words(change.subject)
    if change.what in EVENTS:
        when = dates.in_words(change.time) if change.time else ""
        subject = ", ".join(filter(None, (kind(change.kind), subject, when)))
    before, after = _told(change) if change.what in EVENTS else sides(change)
    return Point(subject), Point(before), Point(after), refs.cell(refs.quote(change.sources), change.sources)


def _told(change: Change) -> tuple[str, str]:
    """How it was told before, and is now."""
    if change.what == "dropped":
        return "told", change.after
    if change.before:
        return f"told by {count(int(change.before), 'source')}", f"told by {count(int(change.after), 'source')}"
    return "not told", f"told by {count(len(change.sources), 'source')}"
