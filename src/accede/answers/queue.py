"""The queue of a large record: what needs a person, found and kept for each target by itself.

What always holds: what is taken from here was found in the dossier as it is now, by this code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.answers import kept
from accede.answers.clocks import Clocks
from accede.answers.dossiers import Dossier, targets
from accede.answers.held import Held
from accede.answers.review import Weighed, Weighing

if TYPE_CHECKING:
    from accede.record.ledger import Record


class Queue:
    """What needs a person of each target of a traced record, for two days."""

    def __init__(self, record: Record, when: Clocks) -> None:
        self._record, self._when = record, when

    def targets(self) -> list[str]:
        """All that anybody is told to join."""
        return sorted(targets(self._record, self._when.known_day))

    def found(self, target: str) -> tuple[Weighed, ...] | None:
        """What was found before; None where it was not, or the dossier has changed."""
        return kept.found(self._record, self._asked(target), self._rests_on(target), tuple[Weighed, ...])

    def weighing(self, target: str) -> Weighing:
        """The weighing of what the target's dossier holds; all of that is read."""
        when = self._when
        return Weighing(Held.of(self._dossier(target), when.known_day, when.ruled_day), when, target=target)

    def keep(self, target: str, found: tuple[Weighed, ...]) -> None:
        """Keep what a weighing found."""
        kept.keep(self._record, [(self._asked(target), self._rests_on(target), kept.packed(found))])

    def _dossier(self, target: str) -> Dossier:
        return Dossier.of(self._record, target, self._when.known_day)

    def _rests_on(self, target: str) -> str:
        return kept.basis(self._dossier(target).state())

    def _asked(self, target: str) -> str:
        return kept.question("review", target, self._when.valid, self._when.known, self._when.ruled)


def merged(found: dict[str, tuple[Weighed, ...]]) -> tuple[Weighed, ...]:
    """What was found for several targets, the most urgent first; what is found for several stands once."""
    every = sorted((one for target in sorted(found) for one in found[target]), key=lambda one: one.urgency)
    kept_once = {(one.item.sort, one.item.id): one for one in reversed(every)}
    return tuple(one for one in every if kept_once[one.item.sort, one.item.id] is one)

