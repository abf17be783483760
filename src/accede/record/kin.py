"""Which reports of the ledger are copies or versions of each other, found once and kept.

Derived tables, no part of the chain: they follow the ledger as the traces do, from the last row that they cover, and are
dropped and made anew when the rules change (`Kinship.version`). A report is compared with those alone that are kept under a
number that it seeks, so its cost does not grow with all that the record holds.

What always holds: a pair is judged by its two reports alone, so the pairs among some reports are those kept of them, in
whatever order the reports came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    union_all,
)

from accede.model import Report
from accede.record import chain
from accede.record.tables import ledger, metadata

if TYPE_CHECKING:
    from accede.record.database import Database

#: Rows of the ledger that one transaction takes in: a few hundred reports.
BATCH = 5_000
#: Numbers in one question.
_ASKED = 5_000
#: Reports that are looked at on the way through a family; one that is larger is told of in part.
LARGEST = 5_000

#: Under which numbers a report is found; `report` is its row of the ledger.
fingerprint = Table(
    "fingerprint", metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False), Column("report", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)  # fmt: skip
#: What tells of most reports that share a number that they need not be compared.
outline = Table(
    "outline", metadata,
    Column("report", Integer, primary_key=True, autoincrement=False), Column("content", LargeBinary, nullable=False),
)  # fmt: skip
#: Two rows of reports that carry one text, the earlier row first, with the reasons; `known` when both were.
kin = Table(
    "kin", metadata,
    Column("one", Integer, primary_key=True, autoincrement=False), Column("other", Integer, primary_key=True, autoincrement=False),
    Column("copy", Text, nullable=False), Column("version", Text, nullable=False), Column("known", Date, nullable=False),
    Index("kin_other", "other", "one"), sqlite_with_rowid=False,
)  # fmt: skip
kin_covered = Table(
    "kin_covered", metadata,
    Column("version", Integer, nullable=False), Column("sequence", Integer, nullable=False),
)  # fmt: skip
TABLES = (fingerprint, outline, kin, kin_covered)


class Prints(NamedTuple):
    """Of a report: the numbers under which it is found, those under which to look for others, and its outline."""

    kept: Sequence[int]
    sought: Sequence[int]
    outline: bytes


class Kinship(Protocol):
    """What makes two reports kin; `version` changes with the rules."""

    version: int

    def prints(self, report: Report) -> Prints:
        """What is kept of a report."""

    def near(self, outline: bytes, others: Sequence[bytes]) -> Sequence[bool]:
        """Of each of the others, False where a report with the first outline cannot be its kin."""

    def judge(self, one: Report, other: Report) -> tuple[str, str] | None:
        """Why one is a copy, and why a version, of the other, each maybe ""; None where they are no kin."""


def covered(connection: Connection, version: int) -> int:
    """The last row of the ledger that the tables take in."""
    return connection.execute(select(func.max(kin_covered.c.sequence)).where(kin_covered.c.version == version)).scalar() or 0


def follow(database: Database, connection: Connection, kinship: Kinship) -> None:
    """Take in the next rows of the ledger, BATCH at most, in the transaction of the connection."""
    first = covered(connection, kinship.version)
    newest = connection.execute(select(func.max(ledger.c.sequence))).scalar() or 0
    if first >= newest:
        return
    if not first:
        for table in TABLES:
            connection.execute(delete(table))
    last = min(first + BATCH, newest)
    query = select(ledger).where(ledger.c.sequence > first, ledger.c.sequence <= last, ledger.c.what == "report")
    _Batch(database, connection, kinship).take(connection.execute(query.order_by(ledger.c.sequence)).all())
    connection.execute(delete(kin_covered))
    connection.execute(insert(kin_covered).values(version=kinship.version, sequence=last))


class _Batch:
    """Some reports that are taken in together."""

    def __init__(self, database: Database, connection: Connection, kinship: Kinship) -> None:
        self._database, self._connection, self._kinship = database, connection, kinship
        self._outlines: dict[int, bytes] = {}
        self._reports: dict[int, tuple[Report, date]] = {}

    def take(self, rows: Sequence[Any]) -> None:
        self._reports = {row.sequence: _read(row) for row in rows}
        prints = {place: self._kinship.prints(report) for place, (report, _) in self._reports.items()}
        self._outlines = {place: one.outline for place, one in prints.items()}
        self._append(fingerprint, sorted({(number, place) for place, one in prints.items() for number in one.kept}))
        self._append(outline, sorted(self._outlines.items()))
        self._append(kin, [pair for place, one in prints.items() for pair in self._kin(place, one)])

    def _append(self, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self._database.append(self._connection, table.name, [column.name for column in table.columns], rows)

    def _kin(self, place: int, own: Prints) -> Iterator[tuple[int, int, str, str, str]]:
        """The pairs of a report with those in rows before it."""
        near = self._near(place, own)
        self._fetch(near)
        report, known = self._reports[place]
        for other in near:
            earlier, then = self._reports[other]
            if (why := self._kinship.judge(earlier, report)) is not None:
                yield other, place, *why, max(known, then).isoformat()

    def _near(self, place: int, own: Prints) -> list[int]:
        query = select(fingerprint.c.report).where(fingerprint.c.number.in_(own.sought), fingerprint.c.report < place)
        found = sorted(self._connection.execute(query.distinct()).scalars())
        for some in _parts([other for other in found if other not in self._outlines]):
            for row in self._connection.execute(select(outline).where(outline.c.report.in_(some))):
                self._outlines[row.report] = row.content
        kept = self._kinship.near(own.outline, [self._outlines[other] for other in found]) if found else ()
        return [other for other, is_near in zip(found, kept, strict=True) if is_near]

    def _fetch(self, places: Iterable[int]) -> None:
        for some in _parts([place for place in places if place not in self._reports]):
            for row in self._connection.execute(select(ledger).where(ledger.c.sequence.in_(some))):
                self._reports[row.sequence] = _read(row)


def _read(row: Any) -> tuple[Report, date]:
    return cast(Report, chain.read("report", row.content)), row.known


def _parts(places: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(places), _ASKED):
        yield places[first : first + _ASKED]


# Asking


def row(connection: Connection, report: str) -> set[int]:
    """The row of the report with this id; none where there is no such report."""
    return set(connection.execute(select(ledger.c.sequence).where(ledger.c.what == "report", ledger.c.id == report)).scalars())


def among(connection: Connection, reports: Select[int] | Iterable[int], known: date) -> dict[tuple[str, str], tuple[str, str]]:
    """The pairs among the reports in these rows, known by a day: sorted ids, in their order, with the two reasons."""
    places = set(connection.execute(reports.distinct()).scalars() if isinstance(reports, Select) else reports)
    one, other = ledger.alias(), ledger.alias()
    query = select(one.c.id, other.c.id, kin.c.copy, kin.c.version, kin.c.other).select_from(kin).where(kin.c.known <= known)
    query = query.join(one, one.c.sequence == kin.c.one).join(other, other.c.sequence == kin.c.other)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for some in _parts(sorted(places)):
        for first, second, copy, version, place in connection.execute(query.where(kin.c.one.in_(some))):
            if place in places:  # asked for one of the two alone: of all pairs of numbers there are too many to be looked up
                found[min(first, second), max(first, second)] = copy, version
    return dict(sorted(found.items()))


def family(connection: Connection, report: str, known: date) -> set[int]:
    """The rows of all reports that hang together with the one with this id by pairs known by a day, it among them.

    Of more than LARGEST some: those that are fewest pairs away.
    """
    found = fresh = row(connection, report)
    while fresh and len(found) < LARGEST:
        met: set[int] = set()
        for some in _parts(sorted(fresh)):
            both = ((kin.c.one, kin.c.other), (kin.c.other, kin.c.one))
            met.update(connection.execute(union_all(*(select(there).where(here.in_(some), kin.c.known <= known) for here, there in both))).scalars())
        fresh = met - found
        found = found | fresh
    return found
