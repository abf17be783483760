"""What is told of an actor as a document: offices, then process by process where it stood, what it objects to and demands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accede import dates
from accede.knowledge.values import Holder
from accede.process.model import Status
from accede.publishing.dealings import demands, objections
from accede.publishing.document import FULL, Document, Point, References, Section, Table
from accede.publishing.moves import positions


def actor_document(name: str, holders: Iterable[Holder], parts: Iterable[tuple[str, Status]], dates_in_words: str) -> Document:
    """The document. parts: of each process its title, and the status with nothing in it but what is told of the actor."""
    refs = References(FULL)
    sections = [Section("Offices", blocks)] if (blocks := tuple(_offices(holders))) else []
    for title, status in parts:
        told = (*positions(status, refs), *objections(status, refs), *demands(status, refs))
        sections.append(Section(title, told))
    return Document(name, dates_in_words, tuple(sections), refs.listed())


def _offices(holders: Iterable[Holder]) -> Iterator[Table]:
    rows = tuple(
        (Point(one.office), Point(one.name), Point(_day(one.since) or "not known"), Point("in office" if one.until == ".." else _day(one.until) or "not known"))
        for one in holders
    )
    if rows:
        yield Table("Who held which office, from background knowledge, not from reports", ("Office", "Holder", "Since", "Until"), rows)


def _day(time: str) -> str:
    return dates.in_words(time) if time and time != ".." else ""
