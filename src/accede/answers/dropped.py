"""Claims that a later version of their report no longer carries: the outlet took its words back. Pure.

What always holds: such a claim stays on record and is shown as dropped, in which version and on which day; from that day
on it counts no more. As known before, it counts as if the later version were not, since that was not yet known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from accede import dates
from accede.model import FACTS, Claim, Report
from accede.reports.versions import Version


class Dropped(msgspec.Struct, frozen=True):
    """Where a claim was dropped: the report that is the version, its number, and the day of its publication."""

    report: str
    version: int
    published: str

    @property
    def in_words(self) -> str:
        """ "dropped in version 2 of 21 June 2022"."""
        return f"dropped in version {self.version} of {dates.in_words(self.published)}"


def dropped(
    claims: Iterable[Claim], reports: Mapping[str, Report], versions: Mapping[str, Version]
) -> dict[str, Dropped]:
    """By the id of each claim that a later version does not carry, the first such version; in the order of the claims.

    A version carries a claim where it has one with the same facts, or where the very words still stand in its text and no
    claim of its own of that kind rests on them: that a reader passes over them is no retraction, but where it reads them
    otherwise (the tally after them was corrected) the new claim stands in their place. `versions` are those among `reports`, which has the report of every claim.
    """
    lines: dict[str, list[str]] = defaultdict(list)
    for id, version in versions.items():
        lines[version.first].append(id)
    for line in lines.values():
        line.sort(key=lambda id: versions[id].number)
    held = [claim for claim in claims if claim.report in versions]
    told: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    words: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for claim in held:
        told[claim.report].add(_facts(claim))
        words[claim.report].add(_saying(claim))
    texts = {id: _words(reports[id].text) for line in lines.values() for id in line}
    found = {}
    for claim in held:
        own = versions[claim.report]
        for later in lines[own.first][own.number :]:
            stand = all(_words(quote) in texts[later] for quote in claim.quote) and _saying(claim) not in words[later]
            if _facts(claim) not in told[later] and not stand:
                found[claim.id] = Dropped(later, versions[later].number, reports[later].published)
                break
    return found


def _facts(claim: Claim) -> tuple[object, ...]:
    return (claim.kind, *(getattr(claim, field) for field in FACTS))


def _saying(claim: Claim) -> tuple[object, ...]:
    return claim.kind, *map(_words, claim.quote)


def _words(text: str) -> str:
    """As one line, so that another line break is no other word."""
    return " ".join(text.split())
