"""What a search found: each place with its words around in pieces, and printed as `passages` prints what it marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from accede.publishing.clean import plain
from accede.publishing.passage import Piece
from accede.publishing.words import count

if TYPE_CHECKING:
    from rich.text import Text

    from accede.model import Report
    from accede.record.search import Found, Hit


def show(found: Found, reports: Mapping[str, Report]) -> Iterator[Text]:
    """Two lines a hit: id, sort, day, outlet and title of the report, and the words around.

    reports: by id, those that the hits are in.
    """
    from rich.text import Text

    for hit in found.hits:
        report = reports[hit.report]
        where = f"{report.outlet or 'outlet not named'}: {report.title or report.name}"
        yield Text(f"{hit.id[:8]}  {hit.what:<7}  {hit.known}  {plain(where)}", style="bold")
        yield Text("    ") + _around(hit)
    said = f"the first {count(len(found.hits), 'place')}; --limit shows more" if found.more else count(len(found.hits), "place")
    yield Text(said, style="dim")


def _around(hit: Hit) -> Text:
    """The words on one line. Each piece is cleaned by itself, so that no sign of the text can move a mark."""
    from rich.text import Text

    text = Text()
    for part in pieces(hit):
        said = f"{' ' * part.text[:1].isspace()}{plain(part.text)}{' ' * part.text[-1:].isspace()}" if part.text.strip() else " "
        text.append(f">>{said}<<" if part.marked else said, style="reverse" if part.marked else "")
    return text


def pieces(hit: Hit) -> tuple[Piece, ...]:
    """The words around in pieces, wholly found or not; they join to the words as stored."""
    edges = sorted({0, len(hit.text), *(edge - hit.start for mark in hit.marks for edge in (mark.start, mark.end))})
    return tuple(
        Piece(hit.start + start, hit.text[start:end], any(mark.start - hit.start <= start and end <= mark.end - hit.start for mark in hit.marks))
        for start, end in pairwise(edges)
    )
