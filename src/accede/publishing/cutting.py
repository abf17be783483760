"""A long section in parts: its lines are its points and the rows of its tables, numbered from 0 in reading order.

What always holds: the parts from 0 to n, from n to m and from m to the end have every line once, in the same order; a table of which
a part has some rows stands there with its caption and head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from accede.publishing.document import Document, Point, Reference, Section, Table


def slug(section: Section) -> str:
    """The section's name in an address: its title in small letters, joined by hyphens."""
    return re.sub("[^a-z0-9]+", "-", section.title.lower()).strip("-")


def lines(section: Section) -> int:
    """How many lines the section has."""
    return sum(map(_lines, section.blocks))


def part(section: Section, first: int, last: int) -> Section:
    """The lines from `first` up to `last`, half-open."""
    return Section(section.title, tuple(_within(section.blocks, first, last)))


def fold(section: Section, most: int) -> int:
    """Up to which line it is read in one go: after `most` lines, or at the end of a table that begins before and has at most `most` rows.

    What is longer by less than a quarter is read in one go, too.
    """
    if lines(section) <= most + most // 4:
        return lines(section)
    seen = 0
    for block in section.blocks:
        if seen >= most:
            break
        rows = _lines(block)
        if rows > most:
            return seen + most
        seen += rows
    return seen


def shortened(section: Section, most: int) -> tuple[Section, int]:
    """The section with at most `most` parts in each of its points, and how many parts are left out; a point says how many of its own are."""
    left = 0

    def few(point: Point) -> Point:
        nonlocal left
        parts = point.parts
        if len(parts) > most + 1:
            left += len(parts) - most
            parts = (*parts[:most], Point(f"and {len(parts) - most} more"))
        return msgspec.structs.replace(point, parts=tuple(map(few, parts))) if parts else point

    def block(one: Point | Table) -> Point | Table:
        return msgspec.structs.replace(one, rows=tuple(tuple(map(few, row)) for row in one.rows)) if isinstance(one, Table) else few(one)

    return Section(section.title, tuple(map(block, section.blocks))), left


def cited(document: Document, sections: Iterable[Section]) -> tuple[Reference, ...]:
    """Of the document's references those that some sections, or parts of them, cite."""
    numbers = {number for section in sections for point in _points(section) for number in _cites(point)}
    return tuple(one for one in document.references if one.number in numbers)


def _lines(block: Point | Table) -> int:
    return len(block.rows) if isinstance(block, Table) else 1


def _within(blocks: Iterable[Point | Table], first: int, last: int) -> Iterator[Point | Table]:
    at = 0
    for block in blocks:
        begin, at = at, at + _lines(block)
        if first <= begin and at <= last:
            yield block
        elif isinstance(block, Table) and begin < last and at > first:
            yield msgspec.structs.replace(block, rows=block.rows[max(0, first - begin) : last - begin])


def _points(section: Section) -> Iterator[Point]:
    for block in section.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row
        else:
            yield block


def _cites(point: Point) -> Iterator[int]:
    yield from point.cites
    for one in point.parts:
        yield from _cites(one)
