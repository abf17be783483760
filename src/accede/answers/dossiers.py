"""Dossiers: the part of a record that a process rests on, so that an answer costs what its process is large.

    catch_up(record, TRACING)
    dossier = Dossier.of(record, "nato", day)
    held = Held.of(dossier, day)

What always holds: two states of the record in which a dossier has the same `state` hold the same reports, claims, acts
and rulings for it, so that an answer from it is the same, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from accede.answers.tracing import CANDIDATE, OBJECTOR, names_of, pair
from accede.process.instrument import named_alike
from accede.record import traces
from accede.record.chain import What
from accede.record.holdings import Holdings

if TYPE_CHECKING:
    from accede.record.ledger import Record


class Dossier(Holdings):
    """What the record holds on one target by one day; made by `Dossier.of`.

    keys: what reports are found by. acting: what acts are found by.
    """

    def __init__(self, record: Record, target: str, known: date, keys: Sequence[str], acting: Sequence[str]) -> None:
        self.location = record.location
        self.target = target
        self._record, self._known = record, known
        self.keys, self.acting = keys, acting

    @classmethod
    def of(cls, record: Record, target: str, known: date) -> Dossier:
        """The dossier of a target by a day; the record must be traced."""
        names = names_of(target)
        with record._reading() as connection:
            candidates = traces.told(connection, CANDIDATE, names, known) - {""}
            objectors = traces.told(connection, OBJECTOR, (*names, *candidates), known)
        pairs = {pair(one, other) for one in candidates for other in objectors if one != other}
        return cls(record, target, known, (*names, *sorted(pairs)), (*names, *sorted(candidates)))

    def rows(self) -> int:
        return self._record.rows()

    def _last_published(self) -> date | None:
        return max((row.known for row in self._rows("report", None)), default=None)

    def more_claims_than(self, limit: int, known: date | None) -> bool:
        """True where the dossier has more claims than `limit`."""
        return len(self._rows("claim", known)) > limit

    def state(self) -> traces.State:
        """What stands for all that the dossier holds."""
        with self._record._reading() as connection:
            reports = traces.state(connection, self.keys, self._known)
            acts = traces.state(connection, self.acting, self._known)
        return traces.State(reports.traces + acts.traces, max(reports.newest, acts.newest))

    def _rows(self, what: What, known: date | None) -> Sequence[Any]:
        if what in ("ruling", "actor_merge"):
            return self._record._rows(what, known)
        limit = self._known if known is None else min(known, self._known)
        with self._record._reading() as connection:
            return list(traces.rows(connection, self.acting if what == "act" else self.keys, what, limit))


class Single(Holdings):
    """What the record holds of one report by one day, as though there were no other; for a report that is in no dossier."""

    def __init__(self, record: Record, report: str, known: date) -> None:
        self.location = record.location
        self._record, self._report, self._known = record, report, known

    def rows(self) -> int:
        return self._record.rows()

    def _rows(self, what: What, known: date | None) -> Sequence[Any]:
        if what in ("ruling", "actor_merge"):
            return self._record._rows(what, known)
        if what not in ("report", "claim", "reading"):
            return []
        limit = None if what == "reading" else self._known if known is None else min(known, self._known)
        with self._record._reading() as connection:
            return list(traces.of_report(connection, self._report, what, limit))


def targets(record: Record, known: date) -> dict[str, set[str]]:
    """The targets that reports tell somebody to join by a day, each under its own id, with its candidates."""
    with record._reading() as connection:
        told = traces.others(connection, CANDIDATE, known)
    own = named_alike()
    found: dict[str, set[str]] = {}
    for name, actors in told.items():
        found.setdefault(own.get(name, name), set()).update(actors - {""})
    return found
