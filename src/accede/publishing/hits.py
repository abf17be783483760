"""What a search found: each place with its words around in pieces, printed as `passages` prints what it marks; and the same words in a
whole text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from accede.errors import NotFound
from accede.model import Passage
from accede.publishing.clean import plain
from accede.publishing.passage import Piece
from accede.publishing.words import count
from accede.record.words import parse, places, words

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
    return within(Piece(hit.start, hit.text), hit.marks)


def within(piece: Piece, found: Iterable[Passage]) -> tuple[Piece, ...]:
    """A piece cut at what was found: each part is wholly found or not, and they join to the piece. found: in offsets of the text."""
    first, last = piece.start, piece.start + len(piece.text)
    marks = [mark for mark in found if mark.start < last and first < mark.end]
    edges = sorted({first, last, *(edge for mark in marks for edge in (mark.start, mark.end) if first < edge < last)})
    return tuple(
        Piece(start, piece.text[start - first : end - first], any(mark.start <= start and end <= mark.end for mark in marks), piece.furniture)
        for start, end in pairwise(edges)
    )


def found_in(text: str, asked: str) -> tuple[Passage, ...]:
    """Where the words that are asked for are in a text, as the search finds them; in order. Nothing where no word is asked for."""
    try:
        terms = parse(asked)
    except NotFound:
        return ()
    held = words([text])
    plain_words = [word.folded for word in held]
    found = ((at, at + len(term.words) - 1) for term in terms for at in places(plain_words, term))
    return tuple(sorted({Passage(held[first].start, held[last].end) for first, last in found}))
