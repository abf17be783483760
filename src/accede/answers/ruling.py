"""Ruling: what a person asks for is decided, kept, and told with what it changes; the command and the page do the same.

What always holds: what is refused leaves the record as it was. What a ruling changes is the status with it against the status
without it, so it can be told at any time, and is nothing for one that was undone.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from accede.answers.clocks import clocks
from accede.answers.deciding import Request, decide
from accede.answers.held import Held
from accede.answers.review import Effect, differences
from accede.errors import RulingRefused
from accede.model import ActorMerge, Ruling
from accede.record.holdings import Without
from accede.record.rulings import Decision, order, undone

if TYPE_CHECKING:
    from accede.record.holdings import Holdings
    from accede.record.ledger import Record


class Ruled(NamedTuple):
    """added: False where the record held the decision already. before: all that was on record when it was decided."""

    decision: Decision
    added: bool
    before: Held


class Decisions(NamedTuple):
    """made: every decision on record, in order. void: those that hold no more, by id, each with the undoings that hold."""

    made: list[Decision]
    void: Mapping[str, tuple[Ruling, ...]]


def rule_on(record: Record, request: Request, around: Held | None = None) -> Ruled:
    """Keep what a person decides. Raises RulingRefused and NotFound as `decide` does; then nothing is kept.

    around: what is held of the claims in question, where that is not to be all that the record holds.
    """
    before = around or Held.of(record, None)
    decision = decide(request, before, [*record.rulings(), *record.actor_merges()])
    return Ruled(decision, record.add_ruling(decision), before)


def effects_of(record: Holdings, decision: Decision, before: Held | None = None, after: Held | None = None) -> tuple[Effect, ...]:
    """What a decision on record changes in the status of the newest day.

    before, after: all that is on record without and with it, where the caller has them.
    """
    before = before or Held.of(Without(record, decision.id), None)
    return differences(before, after or Held.of(record, None), clocks(record, None, None))


def decisions_of(record: Holdings, ruled: date | None = None) -> Decisions:
    """Every decision made by `ruled` (None is all), in order, and which of them hold no more."""
    made: list[Decision] = sorted([*record.rulings(ruled), *record.actor_merges(ruled)], key=order)
    return Decisions(made, undone(made))


def beside(decision: Decision, held: Held) -> tuple[Decision, ...]:
    """The standing decisions on the same claims, or the same name, as one that was made: those of others, too; in order."""
    return tuple(one for one in held.rulings.standing if one.id != decision.id and _same_matter(one, decision))


def _same_matter(one: Decision, other: Decision) -> bool:
    if isinstance(one, ActorMerge) or isinstance(other, ActorMerge):
        both = isinstance(one, ActorMerge) and isinstance(other, ActorMerge)
        return both and one.name.casefold() == other.name.casefold()  # type: ignore[union-attr]
    return not {*one.claims, *one.apart}.isdisjoint((*other.claims, *other.apart))


def user_of_system() -> str:
    """The name of the user as the system knows it: who rules where nobody is named."""
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise RulingRefused("it is not said who rules", "sign in, or say who you are", "--by NAME, or set ACCEDE_REVIEWER") from error
