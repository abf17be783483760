"""Readings: which claims of a report count after it was read again, and where rulings on the older ones go. Pure.

What always holds: a claim of an earlier reading stays on record and counts no more. A ruling on it goes to the claim
of the same kind and the same words in the same report; where the newest reading has none, the ruling has lost its
ground, and is listed as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from accede.model import FACTS, Claim, Reading, Ruling


class Standing(NamedTuple):
    """The claims that count, and those of earlier readings alone; each in the order in which they were given."""

    claims: list[Claim]
    superseded: list[Claim]


def standing(claims: Iterable[Claim], readings: Iterable[Reading]) -> Standing:
    """Part the claims by the last reading of their report; of a report that was read once, all count.

    readings: in the order in which they were made.
    """
    last = {reading.report: frozenset(reading.claims) for reading in readings}
    found = Standing([], [])
    for claim in claims:
        counts = claim.report not in last or claim.id in last[claim.report]
        (found.claims if counts else found.superseded).append(claim)
    return found


class Carried(NamedTuple):
    """Where rulings on superseded claims go: `moved` from old id to new; `lost` are the ids that have no heir, sorted."""

    moved: Mapping[str, str]
    lost: tuple[str, ...]


def carried(rulings: Iterable[Ruling], found: Standing) -> Carried:
    """The heirs of the superseded claims that any of these rulings names."""
    named = {id for ruling in rulings for id in (*ruling.claims, *ruling.apart)}
    old = [claim for claim in found.superseded if claim.id in named]
    if not old:
        return Carried({}, ())
    wanted = {(claim.report, claim.kind, claim.quote) for claim in old}
    heirs: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in found.claims:
        if (words := (claim.report, claim.kind, claim.quote)) in wanted:
            heirs[words].append(claim)
    moved = {claim.id: _nearest(claim, those).id for claim in old if (those := heirs.get((claim.report, claim.kind, claim.quote)))}
    return Carried(moved, tuple(sorted({claim.id for claim in old} - moved.keys())))


def _nearest(claim: Claim, heirs: list[Claim]) -> Claim:
    """Of several claims on the same words the one that says most of the same; then the smaller id."""
    return min(heirs, key=lambda heir: (-sum(getattr(heir, field) == getattr(claim, field) for field in FACTS), heir.id))
