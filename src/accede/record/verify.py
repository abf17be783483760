"""Whether a record is what was written: the chain, each row in itself, each quote and each reference, row by row.

What always holds: the first row that fails is named with what is wrong with it; memory does not grow with the record.
That rows were cut off at the end shows in no row: it shows in the head, which therefore is worth noting down.

What whoever adds a row must say (a source, a reason) is asked of them when they add it, and not here: a record stays
sound when that is asked for more strictly later.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, func, select

from accede import dates
from accede.errors import AccedeError, RecordBroken, RecordError
from accede.model import Act, ActorMerge, Claim, Reading, Report, Ruling, check_quotes
from accede.record import chain
from accede.record.chain import Kept, What
from accede.record.database import Database
from accede.record.tables import LONGEST_READER, ledger

COLUMNS = tuple(column.name for column in ledger.columns)
# Claims stand right behind their report, but for those of a later reading.
REPORTS_AT_HAND = 64


class Verified(msgspec.Struct, frozen=True):
    """The record holds: how many rows, and the last hash, which stands for all of them."""

    rows: int
    head: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A row of the ledger, whole. `known` is a day in ISO 8601, as it is hashed."""

    sequence: int
    what: What
    id: str
    known: str | None
    reader: str
    written: str
    content: str
    hash: str

    @classmethod
    def of(cls, values: Sequence[Any]) -> Self:
        """From the columns of the table, as a driver gives them; nothing is checked."""
        sequence, what, id, known, *rest = values
        return cls(sequence, what, id, known.isoformat() if isinstance(known, date) else known, *rest)


#: The content of the row of one sort with an id, and its place; None where there is none.
Lookup = Callable[[What, str], tuple[int, str] | None]


class Checker:
    """Checks row after row from the first.

    lookup: finds the rows before the present one; asked for what is not at hand.
    """

    def __init__(self, lookup: Lookup) -> None:
        self.rows = 0
        self.head = chain.START
        self._lookup = lookup
        self._reports: OrderedDict[str, tuple[Report, str]] = OrderedDict()
        self._sound: tuple[str, str] | None = None  # reader and time of writing of the row before: mostly the same

    def check(self, row: Row) -> None:
        """Raise RecordBroken, naming the row, unless it follows the one before and is sound in itself."""
        try:
            self._check(row)
        except AccedeError as error:
            raise RecordBroken(f"row {row.sequence} ({row.what} {row.id}): {error.what}", error.remedy) from error
        self.rows, self.head = row.sequence, row.hash

    def _check(self, row: Row) -> None:
        if row.sequence != self.rows + 1:
            raise RecordBroken(f"row {self.rows + 1} is missing")
        # SQLite keeps whatever kind of value is put into a column; bytes would be hashed as text.
        if not type(row.what) is type(row.id) is type(row.reader) is type(row.written) is type(row.content) is str:
            raise RecordBroken("a column holds what is no text")
        if self._linked(row) != row.hash:
            raise RecordBroken("the hash does not follow from the row and the one before")
        if (row.reader, row.written) != self._sound:
            _check_audit(row)
            self._sound = row.reader, row.written
        value = chain.read(row.what, row.content)
        if chain.canonical(value) != row.content:
            raise RecordBroken("the content is not written as the record writes it")
        if value.id != row.id:
            raise RecordBroken("the id is not that of the content")
        if self._known(value, row.sequence) != row.known:
            raise RecordBroken("the day it was known is not that of the content")

    def _linked(self, row: Row) -> str:
        try:
            return chain.link(self.head, row.sequence, row.written, row)
        except UnicodeEncodeError as error:
            raise RecordBroken("a column holds half of a character") from error

    def _known(self, value: Kept, sequence: int) -> str | None:
        """The day from which the value is known, once what it refers to is found."""
        if isinstance(value, Claim):
            report, day = self._report(value.report, sequence)
            chain.check_claim(report, value)
            return day
        if isinstance(value, Report):
            return self._keep(value)[1]
        if isinstance(value, Act):
            self._require("act", [value.replaces] if value.replaces else [], sequence)
            return chain.known_from(value).isoformat()
        if isinstance(value, Reading):
            self._check_reading(value, sequence)
        if isinstance(value, Ruling):
            self._check_ruling(value, sequence)
        return chain.ruled_on(value).isoformat() if isinstance(value, Ruling | ActorMerge) else None

    def _check_reading(self, reading: Reading, sequence: int) -> None:
        self._report(reading.report, sequence)
        self._require("reading", [reading.after] if reading.after else [], sequence)
        for id in reading.claims:
            claim = chain.read("claim", self._before("claim", id, sequence))
            if isinstance(claim, Claim) and claim.report != reading.report:
                raise RecordBroken(f"the claim {id} that it names is of another report")

    def _check_ruling(self, ruling: Ruling, sequence: int) -> None:
        self._require("claim", (*ruling.claims, *ruling.apart), sequence)
        if ruling.undoes and not (self._is_before("ruling", ruling.undoes, sequence) or self._is_before("actor_merge", ruling.undoes, sequence)):
            raise RecordBroken(f"the ruling {ruling.undoes} that it undoes is not among the rows before")
        if ruling.corrected is not None:
            check_quotes(self._report(ruling.corrected.report, sequence)[0], ruling.corrected)

    def _report(self, id: str, sequence: int) -> tuple[Report, str]:
        """The report, and the day on which it was published."""
        at_hand = self._reports.get(id)
        if at_hand is not None:
            return at_hand
        report = chain.read("report", self._before("report", id, sequence))
        assert isinstance(report, Report)
        return self._keep(report)

    def _keep(self, report: Report) -> tuple[Report, str]:
        kept = self._reports[report.id] = (report, dates.day(report.published).isoformat())
        if len(self._reports) > REPORTS_AT_HAND:
            self._reports.popitem(last=False)
        return kept

    def _before(self, what: What, id: str, sequence: int) -> str:
        """The content of a row before."""
        found = self._lookup(what, id)
        if found is None or found[0] >= sequence:
            raise RecordBroken(f"the {what} {id} that it names is not among the rows before")
        return found[1]

    def _require(self, what: What, ids: Iterable[str], sequence: int) -> None:
        for id in ids:
            self._before(what, id, sequence)

    def _is_before(self, what: What, id: str, sequence: int) -> bool:
        found = self._lookup(what, id)
        return found is not None and found[0] < sequence


def verified(database: Database, connection: Connection, tell: Callable[[int], None] = lambda row: None) -> Verified:
    """Check all rows. Raises RecordBroken, naming the record and the first row that fails; see `Record.verify`."""
    checker = Checker(lambda what, id: find(connection, what, id))
    twice = _twice(connection)  # also begins the transaction
    try:
        with closing(database.scan(connection, ledger.name, COLUMNS)) as rows:
            for values in rows:
                row = Row.of(values)
                checker.check(row)
                if row.sequence == twice:
                    raise RecordBroken(f"row {twice} ({row.what} {row.id}): a row before has the same id")
                tell(row.sequence)
    except RecordBroken as error:
        place = "" if error.what.startswith("row ") else f"row {checker.rows + 1}: "
        raise RecordBroken(f"{database.location}, {place}{error.what}", "restore the record from a copy") from error
    return Verified(rows=checker.rows, head=checker.head)


def find(connection: Connection, what: What, id: str) -> tuple[int, str] | None:
    """The place and content of the row of one sort with this id; None where there is none."""
    query = select(ledger.c.sequence, ledger.c.content).where(ledger.c.what == what, ledger.c.id == id)
    found = connection.execute(query.order_by(ledger.c.sequence)).first()
    return (found.sequence, found.content) if found else None


def _twice(connection: Connection) -> int | None:
    """The first row whose sort and id a row before it has; None where there is none, as the tables see to."""
    names = (ledger.c.what, ledger.c.id)
    several = select(*names).group_by(*names).having(func.count() > 1).subquery()
    same = (ledger.c.what == several.c.what) & (ledger.c.id == several.c.id)
    time = func.row_number().over(partition_by=names, order_by=ledger.c.sequence).label("time")
    numbered = select(time, ledger.c.sequence).join(several, same).subquery()
    return connection.execute(select(func.min(numbered.c.sequence)).where(numbered.c.time > 1)).scalar()


def _check_audit(row: Row) -> None:
    """Raise RecordBroken unless who read and when it was written are as the record writes them, on any database."""
    try:
        written = datetime.fromisoformat(row.written)
    except ValueError:
        written = None
    if written is None or written.utcoffset() != timedelta(0) or written.isoformat(timespec="seconds") != row.written:
        raise RecordBroken("the time of writing is none")
    check_reader(row.reader)


def check_reader(reader: str) -> None:
    """Raise RecordError unless this can be the name of a reader on any database."""
    if len(reader) > LONGEST_READER or not reader.isprintable():
        raise RecordError(f"the reader is no name of at most {LONGEST_READER} letters", "give it a shorter name, of letters and signs")
