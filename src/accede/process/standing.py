"""Where an instrument stands on a day by a roll of consents: in force or not, what is missing, who is pivotal, who can block."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from accede.process.force import Force, force
from accede.process.instrument import Decision
from accede.process.judging import Blocking, Lack, Pivots, blocking, deciders, lacks, pivots
from accede.process.roll import Roll
from accede.process.rules import Known, Parties


class Standing(NamedTuple):
    """One decision on one day.

    force: when its rule was met and the instrument entered into force, by consents given by the day. consenting: who is bound on
    the day. lacks: what the rule still asks for. missing: deciders of a closed set that have not consented.
    """

    force: Force
    consenting: tuple[str, ...]
    lacks: tuple[Lack, ...]
    missing: tuple[str, ...]
    pivots: Pivots
    blocking: Blocking
    doubts: tuple[str, ...] = ()


def stand(decision: Decision, roll: Roll, known: Known, day: date, candidate: str = "") -> Standing:
    """The standing on `day`; who signed, consented, joined or left later is not looked at."""
    number = day.toordinal()
    spans = {a: tuple(span for span in held if span[0] <= number) for a, held in roll.spans.items() if held[0][0] <= number}
    until = roll._replace(spans=spans, rows=tuple(row._replace(signed=None) if row.signed and row.signed > day else row for row in roll.rows))
    where = Parties(known, day, candidate, until.signatories)
    consenting = until.on(day)
    asked = deciders(decision.rule, where) or ()
    return Standing(
        force=force(decision.rule, until, known, delay=decision.delay, not_before=decision.not_before, candidate=candidate, as_of=day),
        consenting=consenting,
        lacks=lacks(decision.rule, where, consenting),
        missing=tuple(actor for actor in asked if actor not in consenting),
        pivots=pivots(decision.rule, where, consenting),
        blocking=blocking(decision.rule, where, consenting),
        doubts=roll.doubts,
    )
