"""A document as every medium prints it: title, sections of points and tables, and numbered references at the end.

One document is built from a status, a timeline or a list of changes; `screen`, `markdown` and `brief` print it.
The words in it are as the reports have them: whoever prints cleans and escapes for the medium (`clean`).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from accede.process.model import Source

# So many sources are numbered at a point; what they leave out is said as a count.
CITED = 3


class Point(msgspec.Struct, frozen=True):
    """One thing said: an optional `lead` that stands out, the text, the numbers of its references.

    `origins` is the count of independent origins where it rests on more than one source, else 0; `more` counts
    the sources that have no number here. `depth` 0 is a point of its own, 1 and 2 what belongs to the one above.
    `parts` follow the text on the same line, each with its own references.
    """

    text: str
    lead: str = ""
    cites: tuple[int, ...] = ()
    origins: int = 0
    more: int = 0
    depth: int = 0
    parts: tuple[Point, ...] = ()


class Table(msgspec.Struct, frozen=True):
    """A table with a caption; a row has as many cells as `head`, the first names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Point, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """A heading with its blocks in reading order."""

    title: str
    blocks: tuple[Point | Table, ...] = ()


class Reference(msgspec.Struct, frozen=True):
    """What a number stands for."""

    number: int
    source: Source


class Document(msgspec.Struct, frozen=True):
    """`dates` says in one sentence which two dates the document holds for."""

    title: str
    dates: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()


class References:
    """Numbers sources in the order in which they are first cited; one source keeps one number."""

    def __init__(self, cited: int = CITED) -> None:
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._sources: list[Source] = []
        self._cited = cited

    def point(self, text: str, sources: Iterable[Source], *, lead: str = "", origins: int = 0, depth: int = 0) -> Point:
        """A point that rests on `sources`."""
        held = tuple(sources)
        chosen = _chosen(held, self._cited)
        cites = tuple(sorted(self._number(source) for source in chosen))
        return Point(text, lead, cites, origins if len(held) > 1 else 0, len(held) - len(chosen), depth)

    def _number(self, source: Source) -> int:
        key = (source.report, source.act, source.quote)
        if key not in self._numbers:
            self._sources.append(source)
            self._numbers[key] = len(self._sources)
        return self._numbers[key]

    def listed(self) -> tuple[Reference, ...]:
        """All that were cited, by number."""
        return tuple(Reference(number, source) for number, source in enumerate(self._sources, start=1))


def _chosen(sources: tuple[Source, ...], most: int) -> tuple[Source, ...]:
    """At most so many: acts first, then one of each independent origin, then the rest; the earlier before the later."""
    seen: set[str] = set()
    ranked = []
    for at, source in enumerate(sources):
        again = source.origin in seen
        seen.add(source.origin)
        ranked.append((not source.act, again, at, source))
    return tuple(item[3] for item in sorted(ranked, key=lambda item: item[:3])[:most])
