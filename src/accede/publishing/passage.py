"""The words of a report in their paragraph, with the passages of a claim marked.

A paragraph ends at a blank line, or, where a report has none, at the end of a line. Pieces join to the stored
text to the letter; cleaning is left to whoever shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from accede.model import Furniture, Passage, Report

# How many characters of a paragraph stand before and after what is marked; longer ones are cut at a word.
AROUND = 600
_BLANK = re.compile(r"\n[ \t\r\f\v]*\n")


class Piece(msgspec.Struct, frozen=True):
    """A run of a report's text, `text[start:start + len(text)]`.

    `marked` where a claim rests on it; `furniture` names what it is where it is not news ("dateline"), else "".
    """

    start: int
    text: str
    marked: bool = False
    furniture: str = ""


def paragraph(text: str, passage: Passage) -> Passage:
    """The bounds of the paragraph, or run of paragraphs, that holds `passage`."""
    ends = list(_BLANK.finditer(text)) or list(re.finditer(r"\n", text))
    start = max((end.end() for end in ends if end.end() <= passage.start), default=0)
    stop = min((end.start() for end in ends if end.start() >= passage.end), default=len(text))
    return Passage(start, stop)


def in_context(report: Report, evidence: Iterable[Passage], around: int = AROUND) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs that hold `evidence`, in the order of the text, each cut into pieces.

    around: at most so many characters stand before the first and after the last mark of a paragraph.
    """
    held: dict[Passage, list[Passage]] = {}
    for passage in sorted(evidence):
        held.setdefault(paragraph(report.text, passage), []).append(passage)
    return tuple(
        tuple(_pieces(report, _clipped(report.text, bounds, marks, around), marks)) for bounds, marks in held.items()
    )


def whole(report: Report, evidence: Iterable[Passage] = ()) -> tuple[Piece, ...]:
    """The whole report in pieces."""
    return tuple(_pieces(report, Passage(0, len(report.text)), list(evidence)))


def _clipped(text: str, bounds: Passage, marks: list[Passage], around: int) -> Passage:
    start = max(bounds.start, marks[0].start - around)
    stop = min(bounds.end, max(mark.end for mark in marks) + around)
    if start > bounds.start:
        start = min(_after_space(text, start), marks[0].start)
    if stop < bounds.end:
        stop = max(text.rfind(" ", 0, stop), max(mark.end for mark in marks))
    return Passage(start, stop)


def _after_space(text: str, at: int) -> int:
    space = text.find(" ", at)
    return at if space < 0 else space + 1


def _pieces(report: Report, bounds: Passage, marks: list[Passage]) -> Iterator[Piece]:
    """Cuts at every edge of a mark or of furniture; each piece is wholly in or out of each."""
    spans: list[Passage | Furniture] = [*marks, *report.furniture]
    edges = {bounds.start, bounds.end}
    edges.update(edge for span in spans for edge in (span.start, span.end) if bounds.start < edge < bounds.end)
    cuts = sorted(edges)
    for start, stop in pairwise(cuts):
        what = [part.what for part in report.furniture if part.start <= start and stop <= part.end]
        marked = any(mark.start <= start and stop <= mark.end for mark in marks)
        yield Piece(start, report.text[start:stop], marked, what[0] if what else "")
