"""A document as every medium prints it: title, sections of points and tables, and numbered references at the end.

One document is built from a status, a timeline or a list of changes; `screen`, `markdown` and `brief` print it.
The words in it are as the reports have them: whoever prints cleans and escapes for the medium (`clean`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from accede.process.model import Source
from accede.publishing import words
from accede.publishing.clean import plain

T = TypeVar("T")
MORE = "(accede status --full)"


class Detail(msgspec.Struct, frozen=True):
    """How much a document tells.

    `cited` sources are numbered at a point, the others counted; a quote in a line has at most `quoted` characters;
    of a group (the demands of one actor, the outcomes of one round) at most `listed` stand there, the others are
    counted; of rounds of talks the last `rounds`. `whole` shows every member, every rival value, and what is past.
    """

    cited: int
    quoted: int
    listed: int
    rounds: int
    whole: bool


SHORT = Detail(cited=2, quoted=100, listed=3, rounds=6, whole=False)
BRIEF = Detail(cited=3, quoted=160, listed=6, rounds=100, whole=True)
FULL = Detail(cited=3, quoted=160, listed=1_000_000, rounds=1_000_000, whole=True)


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

    @property
    def alone(self) -> Point:
        """The point without its parts."""
        return msgspec.structs.replace(self, parts=())


_FIGURE = re.compile(r"(?:(?:over|under|about|at least|at most) |[<>≤≥~] ?)?[-+−]?\d[\d.,\u202f\u00a0]*[ \u00a0\u202f]?%?")
_OPEN = frozenset({"", "-", "–", "none"})


def _is_open_or_figure(text: str) -> bool:
    return text in _OPEN or _FIGURE.fullmatch(text) is not None


class Table(msgspec.Struct, frozen=True):
    """A table with a caption; a row has as many cells as `head`, the first names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Point, ...], ...]

    @property
    def numbers(self) -> frozenset[int]:
        """The columns, from 0, in which stand numbers and nothing else but what is not known: these are set to the right."""
        columns = [[cell.lead or plain(cell.text) for cell in column if not cell.parts] for column in zip(*self.rows, strict=True)]
        return frozenset(at for at, held in enumerate(columns) if at and any(map(_FIGURE.fullmatch, held)) and all(map(_is_open_or_figure, held)))


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

    def __init__(self, detail: Detail = FULL) -> None:
        self.detail = detail
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._sources: list[Source] = []

    def point(self, text: str, sources: Iterable[Source], *, lead: str = "", origins: int = 0, depth: int = 0) -> Point:
        """A point that rests on `sources`; what persons ruled on them stands behind the text."""
        held = tuple(sources)
        ruled = words.marks(sorted({mark for source in held for mark in source.ruled}))
        return self._point(f"{text} ({ruled})".strip() if ruled else text, held, lead, origins, depth)

    def _point(self, text: str, held: tuple[Source, ...], lead: str, origins: int, depth: int) -> Point:
        chosen = _chosen(held, self.detail.cited)
        cites = tuple(sorted(self._number(source) for source in chosen))
        return Point(text, lead, cites, origins if len(held) > 1 else 0, len(held) - len(chosen), depth)

    def cell(self, text: str, sources: Iterable[Source]) -> Point:
        """As `point`, for a cell of a table, which has no room for counts and rulings."""
        return msgspec.structs.replace(self._point(text, tuple(sources), "", 0, 0), more=0)

    def quote(self, sources: Iterable[Source]) -> str:
        """The words of the first source that has some, as short as the detail asks for; empty for none."""
        return words.first_quote(sources, self.detail.quoted)

    def few(self, held: Sequence[T], depth: int, what: str) -> tuple[Sequence[T], tuple[Point, ...]]:
        """As many as the detail lists, and a point that counts the others."""
        most = self.detail.listed
        if len(held) <= most + 1:
            return held, ()
        more = " ".join(filter(None, (f"{len(held) - most} more", what, MORE if depth < 2 and what else "")))
        return held[:most], (Point(more, depth=depth),)

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
