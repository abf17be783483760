"""The claims as they count: those of the newest reading of each report, as persons ruled on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Self

import msgspec

from accede.model import Claim, Mark
from accede.record.readings import carried, standing
from accede.record.rulings import Rulings

if TYPE_CHECKING:
    from accede.record.holdings import Holdings


class Taken(msgspec.Struct, frozen=True):
    """Claims by id, in the order in which the record gives them.

    `claims` are as they count. `read` has those that count otherwise than they were read, or no more (rejected,
    corrected, renamed, superseded), as they were read. `marks` says what was ruled on a claim; `lost` names the claims
    that were ruled on and that no claim of the newest reading succeeds.
    """

    claims: Mapping[str, Claim]
    read: Mapping[str, Claim]
    rulings: Rulings
    marks: Mapping[str, tuple[Mark, ...]]
    lost: tuple[str, ...]

    @classmethod
    def of(cls, record: Holdings, known: date | None, ruled: date | None = None) -> Self:
        """What is told by reports published by `known`, as ruled by `ruled`; None is everything."""
        found = standing(record.claims(known), record.readings())
        decided = record.rulings(ruled)
        moved, lost = carried(decided, found)
        rulings = Rulings.of(decided, record.actor_merges(ruled), moved)
        claims = {claim.id: claim for claim in rulings.ruled(found.claims)}
        return cls(
            claims=claims,
            read={claim.id: claim for claim in (*found.claims, *found.superseded) if claims.get(claim.id) is not claim},
            rulings=rulings,
            marks={claim.id: marks for claim in found.claims if (marks := rulings.marks(claim))},
            lost=lost,
        )
