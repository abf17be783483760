"""Which round of talks an outcome belongs to. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from accede import dates
from accede.model import Claim, Event, Report
from accede.record.sameness import MODALITY_CLASSES, NEAR_PASSAGE


class Rounds:
    """The held rounds among `events`, found by report and passage or by time.

    An outcome belongs to the round told of nearest to it in its report; else, where it is dated, to the one round
    of that time; else, where its report tells of one round only, to that. A round that is only planned, or that
    begins after the outcome was published, has no outcome yet.
    """

    def __init__(self, events: Iterable[Event], claims: Iterable[Claim], reports: Mapping[str, Report]) -> None:
        held = [event for event in events if event.kind == "talks" and _is_over(event)]
        self._reports = reports
        self._events = {event.id: event for event in held}
        by_claim = {claim: event.id for event in held for claim in event.claims}
        self._told: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
        for claim in claims:
            if claim.kind == "talks" and _is_over(claim) and (key := claim.id) in by_claim:
                self._told[claim.report].append((claim, by_claim[key]))

    def of(self, outcome: Claim) -> str | None:
        """The id of the round's event, None where the record does not tell."""
        told = [(claim, event) for claim, event in self._told[outcome.report] if self._can_be(outcome, event)]
        gaps = sorted((_gap(outcome, claim), claim.evidence[0], event) for claim, event in told)
        if gaps and gaps[0][0] <= NEAR_PASSAGE:
            return gaps[0][2]
        rounds = {event for _, event in told}
        if not rounds and outcome.time is not None:
            rounds = {key for key in self._events if self._same_time(outcome, key)}
        return rounds.pop() if len(rounds) == 1 else None

    def _can_be(self, outcome: Claim, key: str) -> bool:
        event = self._events[key]
        if event.time is None:
            return True
        when = dates.parse(event.time)
        if outcome.time is not None:
            return when.overlaps(dates.parse(outcome.time))
        return when.first is None or when.first <= dates.day(self._reports[outcome.report].published)

    def _same_time(self, outcome: Claim, key: str) -> bool:
        event = self._events[key]
        shares = not outcome.parties or not event.parties or not set(outcome.parties).isdisjoint(event.parties)
        return event.time is not None and shares and self._can_be(outcome, key)


def _is_over(talks: Claim | Event) -> bool:
    return talks.modality is None or MODALITY_CLASSES[talks.modality] == "settled"


def _gap(one: Claim, other: Claim) -> int:
    """The fewest characters between passages of the two; 0 where they touch or overlap."""
    return min(max(0, a.start - b.end, b.start - a.end) for a in one.evidence for b in other.evidence)


def outcomes_of(
    talks: Event, events: Sequence[Event], claims: Iterable[Claim], reports: Mapping[str, Report]
) -> tuple[Event, ...]:
    """The outcome events that belong to one round, in the order of `events`: one for each narrator.

    events, claims, reports: what `merge` gave and was given.
    """
    claims = list(claims)
    rounds = Rounds(events, claims, reports)
    belonging = {claim.id for claim in claims if claim.kind == "outcome" and rounds.of(claim) == talks.id}
    return tuple(event for event in events if event.kind == "outcome" and not belonging.isdisjoint(event.claims))
