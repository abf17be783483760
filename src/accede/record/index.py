"""The index of a record: which reports name an actor, where their rows stand, and answers that were worked out before.

What always holds: the index is made from the ledger alone and can be made anew at any time; `catch_up` brings it to the
newest row, in as many transactions as it needs, and may be done by several programs at once; an answer that was kept is
given only while nothing was added that it could depend on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, select, update

from accede.record.holdings import Holdings
from accede.record.tables import filed, indexed, ledger, mention, ready

if TYPE_CHECKING:
    from accede.record.chain import What
    from accede.record.ledger import Record

#: Rows of the ledger that are gone through in one transaction.
AT_A_TIME = 20_000
NAME = "mention"
#: Answers that are kept for one record at most; the oldest make room.
MOST_READY = 20_000
# Ids that one statement names at most; SQLite takes 32,766 values.
_IDS = 500


class _Named(msgspec.Struct):
    """The actors that a claim names."""

    report: str
    kind: str
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    convener: tuple[str, ...] = ()


class _Ruled(msgspec.Struct):
    """The claim that a ruling puts in the place of another."""

    corrected: _Named | None = None


class Index:
    """The index of an open record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._engine = record.database.engine

    def catch_up(self) -> int:
        """Cover all rows of the ledger; returns the last row covered."""
        while True:
            with self._record.database.in_one_line(), self._engine.connect() as connection:
                done = _covered(connection)
                last = connection.execute(select(func.max(ledger.c.sequence))).scalar() or 0
            if done == last:
                return last
            with self._record.database.in_one_line(), self._engine.execution_options(writes=True).begin() as connection:
                self._cover(connection)

    def _cover(self, connection: Connection) -> None:
        """The next rows."""
        done = _covered(connection)
        query = select(ledger.c.sequence, ledger.c.what, ledger.c.id, ledger.c.known, ledger.c.content)
        rows = connection.execute(query.where(ledger.c.sequence > done).order_by(ledger.c.sequence).limit(AT_A_TIME)).all()
        if not rows:
            return
        self._file(connection, rows)
        self._mention(connection, rows)
        if done:
            connection.execute(update(indexed).where(indexed.c.name == NAME).values(sequence=rows[-1].sequence))
        else:
            connection.execute(indexed.insert().values(name=NAME, sequence=rows[-1].sequence))

    def _file(self, connection: Connection, rows: Sequence[Any]) -> None:
        """The runs of rows of one report; a run that goes on where the batch before ended is two."""
        told = [row for row in rows if row.what in ("report", "claim")]
        runs = []
        for report, run in groupby(told, key=lambda row: row.id if row.what == "report" else _named(row).report):
            stand = [row.sequence for row in run]
            runs.append((report, stand[0], stand[-1]))
        self._record.database.append(connection, "filed", ["report", "first", "last"], runs)

    def _mention(self, connection: Connection, rows: Sequence[Any]) -> None:
        found: dict[tuple[str, str], tuple[date, bool, int]] = {}
        for row in rows:
            claim = _corrected(row) if row.what == "ruling" else _named(row) if row.what == "claim" else None
            if claim is None:
                continue
            known = row.known if row.what == "claim" else _known(connection, claim.report)
            for actor, target in _actors(claim):
                before = found.get((actor[:200], claim.report))
                found[actor[:200], claim.report] = (known, target or (before is not None and before[1]), row.sequence)
        # A report that was named before is named anew by a re-reading or a ruling.
        for pair in _held(connection, {report for _, report in found}) & found.keys():
            _, target, sequence = found.pop(pair)
            changed = update(mention).where(mention.c.actor == pair[0], mention.c.report == pair[1])
            connection.execute(changed.values(sequence=sequence, **({"target": True} if target else {})))
        new = [(actor, report, known.isoformat(), target, sequence) for (actor, report), (known, target, sequence) in sorted(found.items())]
        self._record.database.append(connection, "mention", ["actor", "report", "known", "target", "sequence"], new)

    # Asking

    def targets(self, known: date | None) -> list[str]:
        """The actors that any claim known by then names as what is joined or agreed to, sorted."""
        query = select(mention.c.actor).where(mention.c.target, *_until(known)).distinct()
        with self._record.reading() as connection:
            return sorted(connection.execute(query).scalars())

    def named_with(self, actors: Iterable[str], known: date | None) -> list[str]:
        """The targets that some report names together with any of the actors, sorted."""
        other = mention.alias()
        query = select(mention.c.actor).join(other, mention.c.report == other.c.report)
        query = query.where(mention.c.target, other.c.actor.in_(sorted(actors)), *_until(known)).distinct()
        with self._record.reading() as connection:
            return sorted(connection.execute(query).scalars())

    def reports_naming(self, actor: str, known: date | None) -> set[str]:
        """The ids of the reports in which a claim names the actor."""
        query = select(mention.c.report).where(mention.c.actor == actor, *_until(known))
        with self._record.reading() as connection:
            return set(connection.execute(query).scalars())

    def reports_naming_both(self, some: Iterable[str], others: Iterable[str], known: date | None) -> set[str]:
        """The ids of the reports that name one of `some` and one of `others`."""
        one, other = mention, mention.alias()
        query = select(one.c.report).join(other, and_(one.c.report == other.c.report, one.c.actor != other.c.actor))
        query = query.where(one.c.actor.in_(sorted(some)), other.c.actor.in_(sorted(others)), *_until(known)).distinct()
        with self._record.reading() as connection:
            return set(connection.execute(query).scalars())

    def part(self, reports: Iterable[str]) -> Part:
        """What the record holds of these reports, with all acts, rulings and readings."""
        return Part(self._record, reports)

    # Answers kept ready

    def kept(self, key: str, page: int, actors: Iterable[str], known: date | None) -> bytes | None:
        """The answer kept under a key, None where there is none or something came that it may depend on.

        That is: a report, known by `known`, that names one of the actors; any act, ruling, merge of actors or re-reading.
        """
        with self._record.reading() as connection:
            query = select(ready.c.sequence, ready.c.content).where(ready.c.key == key, ready.c.page == page)
            found = connection.execute(query).first()
            if found is None or self._is_touched(connection, found.sequence, actors, known):
                return None
            content: bytes = found.content
            return content

    def _is_touched(self, connection: Connection, sequence: int, actors: Iterable[str], known: date | None) -> bool:
        if _covered(connection) == sequence:
            return False
        named = select(mention.c.report).where(mention.c.sequence > sequence, mention.c.actor.in_(sorted(actors)), *_until(known))
        others = select(ledger.c.id).where(
            ledger.c.sequence > sequence, ledger.c.what.in_(("act", "ruling", "actor_merge", "reading"))
        )
        return any(connection.execute(query.limit(1)).first() is not None for query in (named, others))

    def keep(self, key: str, sequence: int, pages: Sequence[bytes]) -> None:
        """Keep an answer, in pages, that was worked out when `sequence` was the last row."""
        engine = self._engine.execution_options(writes=True)
        with self._record.database.in_one_line(), engine.begin() as connection:
            connection.execute(delete(ready).where(ready.c.key == key))
            rows = [{"key": key, "page": page, "sequence": sequence, "content": content} for page, content in enumerate(pages)]
            connection.execute(ready.insert(), rows)
            self._make_room(connection)

    def _make_room(self, connection: Connection) -> None:
        many = connection.execute(select(func.count()).select_from(ready).where(ready.c.page == 0)).scalar() or 0
        if many > MOST_READY:
            oldest = select(ready.c.key).where(ready.c.page == 0).order_by(ready.c.sequence, ready.c.key).limit(many // 10)
            connection.execute(delete(ready).where(ready.c.key.in_(oldest)))


class Part(Holdings):
    """The rows of some reports; of acts, rulings, merges and readings, all."""

    def __init__(self, record: Record, reports: Iterable[str]) -> None:
        self.location = record.location
        self._record = record
        self._ids = sorted(reports)
        self._held: dict[str, list[Any]] | None = None

    def _rows(self, what: What, known: date | None) -> Sequence[Any]:
        if what not in ("report", "claim"):
            return self._record._rows(what, known)
        if self._held is None:
            self._held = defaultdict(list)
            for row in self._of_reports():
                self._held[row.what].append(row)
        return [row for row in self._held[what] if known is None or row.known <= known]

    def _of_reports(self) -> Iterator[Any]:
        columns = (ledger.c.sequence, ledger.c.what, ledger.c.id, ledger.c.known, ledger.c.content)
        runs = select(*columns).join(filed, ledger.c.sequence.between(filed.c.first, filed.c.last))
        with self._record.reading() as connection:
            for begin in range(0, len(self._ids), _IDS):
                yield from connection.execute(runs.where(filed.c.report.in_(self._ids[begin : begin + _IDS])))


def _covered(connection: Connection) -> int:
    return connection.execute(select(indexed.c.sequence).where(indexed.c.name == NAME)).scalar() or 0


def _until(known: date | None) -> list[Any]:
    return [] if known is None else [mention.c.known <= known]


def _named(row: Any) -> _Named:
    return msgspec.json.decode(row.content, type=_Named)


def _corrected(row: Any) -> _Named | None:
    return msgspec.json.decode(row.content, type=_Ruled).corrected


def _actors(claim: _Named) -> Iterator[tuple[str, bool]]:
    """The actors that a claim names, and whether as a target."""
    takes = claim.by if claim.kind in ("invitation", "milestone") else ()
    for actor in {*claim.by, *claim.of, *claim.to, *claim.parties, *claim.convener}:
        yield actor, actor in claim.to or actor in takes


def _known(connection: Connection, report: str) -> date:
    known: date = connection.execute(select(ledger.c.known).where(ledger.c.what == "report", ledger.c.id == report)).scalar_one()
    return known


def _held(connection: Connection, reports: set[str]) -> set[tuple[str, str]]:
    """The pairs of actor and report that the index has of these reports."""
    ids = sorted(reports)
    held: set[tuple[str, str]] = set()
    for begin in range(0, len(ids), _IDS):
        query = select(mention.c.actor, mention.c.report).where(mention.c.report.in_(ids[begin : begin + _IDS]))
        held.update((row.actor, row.report) for row in connection.execute(query))
    return held
