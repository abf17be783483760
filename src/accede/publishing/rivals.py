"""Values on which sources disagree, side by side, each with its sources: none is hidden behind another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from accede.process.model import Told
from accede.publishing import words
from accede.publishing.document import Point, References


def rivals(told: Sequence[Told], refs: References, depth: int, lead: str = "reports differ on") -> Iterator[Point]:
    """One point for each field on which sources disagree: every value with its own references."""
    for field, values in groupby(told, key=lambda one: one.field):
        yield rival(words.FIELDS.get(field, field), values, refs, depth, lead)


def rival(name: str, values: Iterable[Told], refs: References, depth: int, lead: str) -> Point:
    """The values that are told of one field, side by side."""
    parts = tuple(
        refs.point(words.value(one.field, one.value), one.sources, origins=one.origins) for one in values
    )
    return Point("", f"{lead} {name}:", depth=depth, parts=parts)
