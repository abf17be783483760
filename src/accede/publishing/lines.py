"""Lines of a status as points: the line itself, and the values on which its sources disagree, side by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from accede.process.model import Entry, Line, Told
from accede.publishing import words
from accede.publishing.document import Point, References

T = TypeVar("T")


def point(line: Line, refs: References, text: str, *, lead: str = "", depth: int = 0) -> Iterator[Point]:
    """The point of a line, and below it what its sources disagree on."""
    yield refs.point(text, line.sources, lead=lead, origins=line.origins, depth=depth)
    yield from rivals(line.rivals, refs, depth + 1)


def rivals(told: Sequence[Told], refs: References, depth: int, lead: str = "reports differ on") -> Iterator[Point]:
    """One point for each field on which sources disagree: every value with its own references, none hidden."""
    for field, values in groupby(told, key=lambda one: one.field):
        yield side_by_side(f"{lead} {words.FIELDS.get(field, field)}:", values, refs, depth)


def side_by_side(lead: str, told: Iterable[Told], refs: References, depth: int) -> Point:
    """Values of one field in one point."""
    parts = tuple(refs.point(words.value(one.field, one.value), one.sources, origins=one.origins) for one in told)
    return Point("", lead, depth=depth, parts=parts)


def grouped(lines: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Lines with the same key together; groups in the order of their first line, lines in theirs."""
    groups: dict[Hashable, list[T]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return list(groups.values())


def quotes(lines: Sequence[Line], refs: References, *, lead: str, text: str = "", depth: int = 0) -> Point:
    """One point for lines that tell the same of the same actors: the words of each, the best supported first.

    In a short document the others are counted.
    """
    ranked = sorted(enumerate(lines), key=lambda pair: (-pair[1].origins, -pair[0]))
    shown, more = refs.few([line for _, line in ranked], depth, "")
    parts = [refs.point(refs.quote(line.sources), line.sources, origins=line.origins) for line in shown]
    parts += [Point(one.text.strip()) for one in more]
    return Point(text, lead, depth=depth, parts=tuple(parts))


def kind(name: str) -> str:
    """A kind of the codebook as a reader reads it: "objection lifted"."""
    return name.replace("_", " ")


def entry_in_words(entry: Entry, refs: References) -> str:
    """What an event is: kind, who, to whom, where, how far, and the words of its first source."""
    who = words.actors(entry.by or entry.parties)
    of = entry.of if entry.of != entry.by else ()
    said = [kind(entry.kind) + (f" by {who}" if entry.by else f" of {who}" if who else "")]
    said[0] += f", {'of' if of else 'to'} {words.actors(of or entry.to)}" if of or entry.to else ""
    details = (
        entry.place, words.STATES.get(entry.stage or ""), words.RATINGS.get(entry.rating or ""), entry.votes,
        entry.modality if entry.modality not in ("happened", None) else None,
    )  # fmt: skip
    said += [str(detail) for detail in details if detail]
    quoted = refs.quote(entry.sources)
    return ", ".join(said) + (f": {quoted}" if quoted else "")
