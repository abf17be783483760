"""Who said what, by speaker. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from accede.knowledge import fold
from accede.model import Claim, Report, Speaker


class Voice(msgspec.Struct, frozen=True):
    """A speaker as told last, and what they said, the newest first."""

    speaker: Speaker
    said: tuple[Claim, ...]

    @property
    def asked(self) -> str:
        """Words by which `statements` finds this speaker."""
        return words_for(self.speaker)


def words_for(speaker: Speaker) -> str:
    """Words by which `statements` finds a speaker: the name, else the office and whom it is of."""
    return speaker.name or " ".join(filter(None, (speaker.office, speaker.for_)))


def newest_first(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Claim, ...]:
    """The claims by the day of their report, the last first; of one day by report and passage."""
    ordered = sorted(claims, key=lambda claim: (claim.report, claim.evidence, claim.id))
    return tuple(sorted(ordered, key=lambda claim: reports[claim.report].published, reverse=True))


def voices(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Voice, ...]:
    """What was said by each speaker, who spoke last first. One is whoever has one name, else one office of one actor."""
    said: dict[tuple[str, ...], list[Claim]] = {}
    for claim in newest_first(claims, reports):
        if claim.speaker is not None:
            said.setdefault(_own(claim.speaker), []).append(claim)
    return tuple(Voice(held[0].speaker, tuple(held)) for held in said.values() if held[0].speaker is not None)


def _own(speaker: Speaker) -> tuple[str, ...]:
    return (fold(speaker.name),) if speaker.name else (fold(speaker.office or ""), speaker.for_ or "")
