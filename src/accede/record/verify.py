"""Whether a record is what was written: the chain, each row in itself, each quote and each reference, row by row.

What always holds: the first row that fails is named with what is wrong with it; memory does not grow with the record.
That rows were cut off at the end shows in no row: it shows in the head, which therefore is worth noting down.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from accede import dates
from accede.errors import AccedeError, RecordBroken
from accede.model import Act, ActorMerge, Claim, Reading, Report, Ruling
from accede.record import chain
from accede.record.chain import Kept, What

# Claims stand right behind their report, but for those of a later reading.
REPORTS_AT_HAND = 64


class LedgerRow(chain.Chained, Protocol):
    """A row of the ledger, whole."""

    @property
    def sequence(self) -> int: ...
    @property
    def written(self) -> str: ...
    @property
    def hash(self) -> str: ...


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
        self._reports: OrderedDict[str, tuple[Report, date]] = OrderedDict()

    def check(self, row: LedgerRow) -> None:
        """Raise RecordBroken, naming the row, unless it follows the one before and is sound in itself."""
        try:
            self._check(row)
        except AccedeError as error:
            raise RecordBroken(f"row {row.sequence} ({row.what} {row.id}): {error.what}", error.remedy) from error
        self.rows, self.head = row.sequence, row.hash

    def _check(self, row: LedgerRow) -> None:
        if row.sequence != self.rows + 1:
            raise RecordBroken(f"row {self.rows + 1} is missing")
        if chain.link(self.head, row.sequence, row.written, row) != row.hash:
            raise RecordBroken("the hash does not follow from the row and the one before")
        value = chain.read(row.what, row.content)
        if chain.canonical(value) != row.content:
            raise RecordBroken("the content is not written as the record writes it")
        if value.id != row.id:
            raise RecordBroken("the id is not that of the content")
        if self._known(value, row.sequence) != row.known:
            raise RecordBroken("the day it was known is not that of the content")

    def _known(self, value: Kept, sequence: int) -> date | None:
        """The day from which the value is known, once what it refers to is found."""
        if isinstance(value, Report):
            return self._keep(value)[1]
        if isinstance(value, Claim):
            report, day = self._reports.get(value.report) or self._report(value.report, sequence)
            chain.check_claim(report, value)
            return day
        if isinstance(value, Act):
            self._require("act", [value.replaces] if value.replaces else [], sequence)
            return chain.known_from(value)
        if isinstance(value, Reading):
            self._report(value.report, sequence)
            self._require("claim", value.claims, sequence)
        if isinstance(value, Ruling):
            self._require("claim", (*value.claims, *value.apart), sequence)
            if value.undoes and not (self._is_before("ruling", value.undoes, sequence) or self._is_before("actor_merge", value.undoes, sequence)):
                raise RecordBroken(f"the ruling {value.undoes} that it undoes is not among the rows before")
        return chain.ruled_on(value) if isinstance(value, Ruling | ActorMerge) else None

    def _report(self, id: str, sequence: int) -> tuple[Report, date]:
        found = self._lookup("report", id)
        if found is None or found[0] >= sequence:
            raise RecordBroken(f"the report {id} that it names is not among the rows before")
        report = chain.read("report", found[1])
        assert isinstance(report, Report)
        return self._keep(report)

    def _keep(self, report: Report) -> tuple[Report, date]:
        kept = self._reports[report.id] = (report, dates.day(report.published))
        if len(self._reports) > REPORTS_AT_HAND:
            self._reports.popitem(last=False)
        return kept

    def _require(self, what: What, ids: Iterable[str], sequence: int) -> None:
        for id in ids:
            if not self._is_before(what, id, sequence):
                raise RecordBroken(f"the {what} {id} that it names is not among the rows before")

    def _is_before(self, what: What, id: str, sequence: int) -> bool:
        found = self._lookup(what, id)
        return found is not None and found[0] < sequence
