"""By what a report is found again: the targets it names, and pairs of actors that stand in one claim. Pure.

The *dossier* of a target by a day holds the reports that name it in a role of a claim, and those that name in one claim
a candidate and an objector of the target, as far as reports told by that day who is one: talks between the two belong
to the process though nobody names the target.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from accede.knowledge import load
from accede.model import ROLES, Act, Claim
from accede.process.finding import CANDIDATES_IN
from accede.process.instrument import load_instruments
from accede.record.traces import Named

CANDIDATE, OBJECTOR = "candidate", "objector"
#: A claim with more actors is a list of members, not dealings between two.
MOST_ACTORS = 8
_STEPS = ("application", "invitation", "signature", "ratification", "membership", "withdrawal", "milestone")


class Tracing:
    """What is traced of claims and acts; `version` changes with anything in this module."""

    version = 1

    def of(self, claims: Iterable[Claim]) -> Named:
        """The targets and pairs that the claims name, and who they say is a candidate or objects."""
        keys: set[str] = set()
        parts: set[tuple[str, str, str]] = set()
        for claim in claims:
            named = {actor for role in ROLES for actor in getattr(claim, role)}
            keys |= {actor for actor in named if not load().is_state(actor)}
            acting = sorted({*claim.by, *claim.of, *claim.parties})
            if len(acting) <= MOST_ACTORS:
                keys |= {pair(one, other) for one, other in combinations(acting, 2)}
            parts.update(_parts(claim))
        return Named(frozenset(key for key in keys if len(key) <= 400), frozenset(parts))

    def of_act(self, act: Act) -> frozenset[str]:
        """All actors of the act."""
        return frozenset({act.actor, *act.of, *act.to})


def pair(one: str, other: str) -> str:
    """The key of two actors that stand in one claim."""
    return " ".join(sorted((one, other)))


def names_of(target: str) -> tuple[str, ...]:
    """The ids under which reports name a target, its own first."""
    instrument = load_instruments().get(target)
    return (target, *(instrument.also if instrument else ()))


def _parts(claim: Claim) -> Iterable[tuple[str, str, str]]:
    """(role, of whom, actor): more rather than fewer, for the processes are found from the dossiers' events.

    Who objects to a candidate and names no target may mean any of those to which it is one.
    """
    targets = claim.to or (claim.by if claim.kind in ("invitation", "milestone") else ())
    if claim.kind in _STEPS:
        yield from ((CANDIDATE, target, "") for target in targets if not load().is_state(target))
    if claim.kind in CANDIDATES_IN:
        actors = getattr(claim, CANDIDATES_IN[claim.kind])
        yield from ((CANDIDATE, target, actor) for target in targets for actor in actors if actor != target)
    if claim.kind == "objection":
        yield from ((OBJECTOR, other, actor) for other in claim.to or claim.of for actor in claim.by)
