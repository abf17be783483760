"""Which round of talks an outcome belongs to. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from accede import dates
from accede.model import Claim, Event, Report
from accede.record.sameness import MODALITY_CLASSES, NEAR_PASSAGE


class Rounds:
    """The rounds that were held, as far as they are told, found by report and passage or by time.

    An outcome belongs to the round told of nearest to it in its report; else, where it is dated, to the one round
    of that time; else, where its report tells of one round only, to that. A round that is only planned, or that
    begins after the outcome was published, has no outcome yet.
    """

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._made: dict[str, Callable[[], Event]] = {}
        self._events: dict[str, Event] = {}
        self._told: dict[str, list[tuple[Claim, str]]] = defaultdict(list)

    def tell(self, talks: Claim, key: str, event: Callable[[], Event]) -> None:
        """A claim of talks was placed in the event with the id `key`, which `event` makes of all that is told so far."""
        self._made[key] = event
        self._events.pop(key, None)
        self._told[talks.report].append((talks, key))

    def _event(self, key: str) -> Event:
        if key not in self._events:
            self._events[key] = self._made[key]()
        return self._events[key]

    def of(self, outcome: Claim) -> str | None:
        """The id of the round's event, None where what was told so far does not tell."""
        told = [(claim, key) for claim, key in self._told[outcome.report] if _is_over(claim) and _is_over(self._event(key))]
        gaps = sorted((_gap(outcome, claim), claim.evidence[0], key) for claim, key in told if self._can_be(outcome, key))
        if gaps and gaps[0][0] <= NEAR_PASSAGE:
            return gaps[0][2]
        rounds = {key for _, _, key in gaps}
        if not rounds and outcome.time is not None:
            rounds = {key for key in self._made if self._same_time(outcome, key)}
        return rounds.pop() if len(rounds) == 1 else None

    def _can_be(self, outcome: Claim, key: str) -> bool:
        event = self._event(key)
        if event.time is None:
            return True
        when = dates.parse(event.time)
        if outcome.time is not None:
            return when.overlaps(dates.parse(outcome.time))
        return when.first is None or when.first <= dates.day(self._reports[outcome.report].published)

    def _same_time(self, outcome: Claim, key: str) -> bool:
        event = self._event(key)
        shares = not outcome.parties or not event.parties or not set(outcome.parties).isdisjoint(event.parties)
        return _is_over(event) and event.time is not None and shares and self._can_be(outcome, key)


def _is_over(talks: Claim | Event) -> bool:
    return talks.modality is None or MODALITY_CLASSES[talks.modality] == "settled"


def _gap(one: Claim, other: Claim) -> int:
    """The fewest characters between passages of the two; 0 where they touch or overlap."""
    return min(max(0, a.start - b.end, b.start - a.end) for a in one.evidence for b in other.evidence)
