"""Dossiers: the part of a record that a process rests on, so that an answer costs what its process is large.

    traced(record)
    dossier = Dossier.of(record, "nato", day)
    held = Held.of(dossier, day)

What always holds: two states of the record in which a dossier has the same `state` hold the same reports, claims, acts
and rulings for it, so that an answer from it is the same, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from accede.answers.tracing import CANDIDATE, OBJECTOR, Tracing, names_of, pair
from accede.process.instrument import named_alike
from accede.record import kin, traces
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

    def kin(self, known: date | None) -> Mapping[tuple[str, str], tuple[str, str]]:
        """As the record keeps them."""
        limit = _earlier(self._known, known)
        with self._record._reading() as connection:
            return kin.among(connection, traces.under(self.keys, limit), limit)

    def state(self) -> traces.State:
        """What stands for all that the dossier holds."""
        with self._record._reading() as connection:
            reports = traces.state(connection, self.keys, self._known)
            acts = traces.state(connection, self.acting, self._known)
        return traces.State(reports.traces + acts.traces, max(reports.newest, acts.newest))

    def _rows(self, what: What, known: date | None) -> Sequence[Any]:
        if what in ("ruling", "actor_merge"):
            return self._record._rows(what, known)
        limit = _earlier(self._known, known)
        with self._record._reading() as connection:
            return list(traces.rows(connection, self.acting if what == "act" else self.keys, what, limit))


class Family(Holdings):
    """What the record holds of one report and of all that hang together with it as copies and versions, by one day."""

    def __init__(self, record: Record, reports: Collection[int], known: date) -> None:
        self.location = record.location
        self._record, self._reports, self._known = record, reports, known
        self._lines: Sequence[Any] | None = None  # their claims and readings, read once

    @classmethod
    def of(cls, record: Record, report: str, known: date) -> Family:
        """That of the report with the id; the record must be traced."""
        with record._reading() as connection:
            return cls(record, kin.family(connection, report, known), known)

    def kin(self, known: date | None) -> Mapping[tuple[str, str], tuple[str, str]]:
        """As the record keeps them."""
        with self._record._reading() as connection:
            return kin.among(connection, self._reports, _earlier(self._known, known))

    def rows(self) -> int:
        return self._record.rows()

    def _rows(self, what: What, known: date | None) -> Sequence[Any]:
        if what in ("ruling", "actor_merge"):
            return self._record._rows(what, known)
        if what not in ("report", "claim", "reading"):
            return []
        limit = None if what == "reading" else _earlier(self._known, known)
        with self._record._reading() as connection:
            if what == "report":
                rows: Sequence[Any] = traces.these(connection, self._reports)
            else:
                rows = self._lines = self._lines or traces.lines_of(connection, self._reports)
        return [row for row in rows if row.what == what and (limit is None or row.known <= limit)]


def _earlier(one: date, other: date | None) -> date:
    return one if other is None else min(one, other)


def targets(record: Record, known: date) -> dict[str, set[str]]:
    """The targets that reports tell somebody to join by a day, each under its own id, with its candidates."""
    with record._reading() as connection:
        told = traces.others(connection, CANDIDATE, known)
    own = named_alike()
    found: dict[str, set[str]] = {}
    for name, actors in told.items():
        found.setdefault(own.get(name, name), set()).update(actors - {""})
    return found


def objectors(record: Record, known: date) -> dict[str, set[str]]:
    """To which targets and candidates anybody is told by a day to object, each with who."""
    with record._reading() as connection:
        return traces.others(connection, OBJECTOR, known)


def dossiers_with(record: Record, report: str, known: date, told: Mapping[str, set[str]], objecting: Mapping[str, set[str]]) -> list[str]:
    """The targets in whose dossiers by a day the report with the id is, sorted. told, objecting: `targets` and `objectors` by the day."""
    with record._reading() as connection:
        own = kin.row(connection, report)
    corrected = (ruling.corrected for ruling in record.rulings() if ruling.corrected and ruling.corrected.report == report)
    keys = Tracing().of([*Family(record, own, known).claims(), *corrected]).keys
    pairs = [tuple(key.split(" ")) for key in keys if " " in key]

    def is_in(target: str, candidates: set[str]) -> bool:
        names = names_of(target)
        if not keys.isdisjoint(names):
            return True
        against = {actor for other in (*names, *candidates) for actor in objecting.get(other, ())}
        return any((one in candidates and other in against) or (other in candidates and one in against) for one, other in pairs)

    return [target for target, candidates in sorted(told.items()) if is_in(target, candidates)]
