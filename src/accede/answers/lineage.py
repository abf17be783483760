"""Which reports carry one text, from whom they come, and which are versions of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Self

import msgspec

from accede.model import Report

if TYPE_CHECKING:
    from accede.reports.fingerprints import Pair
    from accede.reports.versions import Version


class Lineage(msgspec.Struct, frozen=True):
    """What holds among some reports, by their ids.

    `related` are the pairs that carry one text, with the reasons; `origins` maps a report to the outlet or report whose
    text it is; `versions` has the place of each report of which there are others.
    """

    related: Mapping[tuple[str, str], Pair]
    origins: Mapping[str, str]
    versions: Mapping[str, Version]

    @classmethod
    def of(cls, reports: Iterable[Report], kin: Mapping[tuple[str, str], tuple[str, str]] | None = None) -> Self:
        """Found among these reports alone, so that no later one has a part in it.

        kin: the pairs among them, where they are known (`Holdings.kin`).
        """
        from accede.reports.fingerprints import Pair, pairs
        from accede.reports.origins import compose, provenance
        from accede.reports.versions import chains

        held = list(reports)
        related = pairs(held) if kin is None else {pair: Pair(*why) for pair, why in kin.items()}
        origins = compose(map(provenance, held), related)
        return cls(related, origins, chains(held, (pair for pair, why in related.items() if why.version)))

    def place(self, report: str) -> str:
        """Which of how many versions a report is: "2 of 3"; empty where it has no other."""
        own = self.versions.get(report)
        if own is None:
            return ""
        return f"{own.number} of {sum(1 for one in self.versions.values() if one.first == own.first)}"


NO_LINEAGE = Lineage({}, {}, {})
