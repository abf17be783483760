"""Pages of long lists, found in the mentions: whole months are passed over by their tallies, so that a late page costs what an early one does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import Connection, Table, func, select

from accede.model import Claim, Report
from accede.record import chain
from accede.record.mentions import PERIOD, Counting, counted, mention, mentioned, parted, read, tally
from accede.record.naming import CLAIMS, REPORT, Name, Naming
from accede.record.tables import ledger

if TYPE_CHECKING:
    from accede.record.ledger import Record


class Span(NamedTuple):
    """Where some claims of a list are: the rows of the reports that have them, in order, and how many claims of those come before them.

    of: how many claims the list has.
    """

    reports: tuple[int, ...]
    before: int
    of: int


@contextmanager
def asking(record: Record, naming: Naming, known: date) -> Iterator[Mentions]:
    """What is counted by a day; the record must be caught up."""
    with record._reading() as connection:
        yield Mentions(connection, Counting(record, connection, naming), known)


class Mentions:
    """What is counted by a day; made by `asking`."""

    def __init__(self, connection: Connection, counter: Counting, known: date) -> None:
        self._connection, self._counter, self._known = connection, counter, known.toordinal()

    def claims(self, reports: Sequence[int]) -> dict[int, list[Claim]]:
        """The claims of the reports as they count by the day."""
        found = self._counter.counting(reports)
        return {row: [claim for claim, until in told if not until or until > self._known] for row, told in found.items()}

    def numbers(self, asked: Name) -> list[int]:
        """Of the names that are asked for."""
        query = select(mentioned.c.number).where(mentioned.c.sort == asked.sort, mentioned.c.name == asked.name)
        query = query if asked.more is None else query.where(mentioned.c.more == asked.more)
        return list(self._connection.execute(query).scalars())

    def total(self, numbers: Sequence[int]) -> int:
        """How many claims count under one of the names; no claim may count under two of them."""
        return sum(claims for _, claims in self._periods(numbers))

    def span(self, numbers: Sequence[int], first: int, limit: int, *, newest: bool = False) -> Span:
        """Where `limit` claims from the one numbered `first` on are, by day, report and place in the text.

        newest: the days in reverse; within one the order is the same.
        """
        before, found, held = 0, list[int](), 0
        periods = list(self._periods(numbers, newest))
        of = sum(in_period for _, in_period in periods)
        for period, in_period in periods:
            if not found and before + in_period <= first:
                before += in_period
                continue
            for day, in_day in self._days(numbers, period, newest):
                if not found and before + in_day <= first:
                    before += in_day
                    continue
                for report, claims in self._reports(numbers, day):
                    if not found and before + claims <= first:
                        before += claims
                        continue
                    found.append(report)
                    held += claims
                    if before + held >= first + limit:
                        return Span(tuple(found), first - before, of)
        return Span(tuple(found), first - before, of)

    def reports(self, first: int, limit: int) -> list[int]:
        """The rows of the reports, by day, name and id."""
        before, found, numbers = 0, list[int](), self.numbers(REPORT)
        for period, in_period in self._periods(numbers):
            if before + in_period <= first:
                before += in_period
                continue
            for day, in_day in self._days(numbers, period):
                if before + in_day > first:
                    query = select(counted.c.report).where(counted.c.known == day).order_by(counted.c.known, counted.c.name, counted.c.id)
                    asked = query.offset(max(first - before, 0)).limit(limit - len(found))
                    found += self._connection.execute(asked).scalars()
                    if len(found) == limit:
                        return found
                before += in_day
        return found

    def read(self, reports: Sequence[int]) -> dict[int, Report]:
        """The reports in these rows."""
        return read(self._connection, reports)

    def claims_of(self, reports: Sequence[int]) -> dict[int, int]:
        """How many claims of each of the reports count; one with none is not there."""
        columns = (mention.c.report, func.sum(mention.c.claims))
        days = list(self._connection.execute(select(counted.c.known).where(counted.c.report.in_(reports)).distinct()).scalars())
        query = select(*columns).where(mention.c.name.in_(self.numbers(CLAIMS)), mention.c.known.in_(days), mention.c.report.in_(reports), self._stands(mention))
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(mention.c.report))}

    def days(self, numbers: Sequence[int]) -> dict[int, tuple[str, str, int]]:
        """Of each of the names that any claim counts under: the first and the last day in EDTF, and how many claims."""
        columns = (mention.c.name, func.min(mention.c.known), func.max(mention.c.known), func.sum(mention.c.claims))
        found = {}
        for some in parted(numbers):
            query = select(*columns).where(mention.c.name.in_(some), mention.c.known <= self._known, self._stands(mention)).group_by(mention.c.name)
            for name, first, last, claims in self._connection.execute(query):
                found[name] = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat(), claims
        return found

    def sums(self, numbers: Sequence[int]) -> dict[int, int]:
        """Of each of the names that any claim counts under how many do."""
        last, found = self._known >> PERIOD, dict[int, int]()
        for some in parted(numbers):
            whole = select(tally.c.name, func.sum(tally.c.claims)).where(tally.c.name.in_(some), tally.c.period < last, self._stands(tally)).group_by(tally.c.name)
            days = (mention.c.known >= last << PERIOD, mention.c.known <= self._known)
            rest = select(mention.c.name, func.sum(mention.c.claims)).where(mention.c.name.in_(some), *days, self._stands(mention)).group_by(mention.c.name)
            for query in (whole, rest):
                for name, claims in self._connection.execute(query):
                    found[name] = found.get(name, 0) + claims
        return {name: claims for name, claims in found.items() if claims}

    def held(self, sort: str, name: str | None = None) -> dict[int, Name]:
        """The names of a sort by their numbers; only those that one has that is given."""
        query = select(mentioned).where(mentioned.c.sort == sort)
        query = query if name is None else query.where(mentioned.c.name == name)
        return {row.number: Name(row.sort, row.name, row.more) for row in self._connection.execute(query)}

    def with_id(self, beginning: str) -> dict[str, int]:
        """The rows of the reports whose id begins so, by id."""
        ids = ledger.c.id
        query = select(ids, ledger.c.sequence).where(ledger.c.what == "report", ids >= beginning, ids < beginning + "g", ledger.c.known <= date.fromordinal(self._known))
        return {row.id: row.sequence for row in self._connection.execute(query)}

    def with_claims(self, claims: Sequence[str]) -> list[int]:
        """The rows of the reports of these claims, given by their ids."""
        reports = {cast(Claim, chain.read("claim", content)).report for content in self._with_ids("claim", claims, ledger.c.content)}
        return sorted(self._with_ids("report", sorted(reports), ledger.c.sequence))

    def _with_ids(self, what: str, ids: Sequence[str], column: Any) -> Iterator[Any]:
        for some in parted(ids):
            yield from self._connection.execute(select(column).where(ledger.c.what == what, ledger.c.id.in_(some))).scalars()

    def _stands(self, table: Table) -> Any:
        return (table.c.until == 0) | (table.c.until > self._known)

    def _periods(self, numbers: Sequence[int], newest: bool = False) -> Iterator[tuple[int, int]]:
        """By period how many claims count; of the last, which the known day may cut, those up to the day."""
        last = self._known >> PERIOD
        where = (tally.c.name.in_(numbers), tally.c.period < last, self._stands(tally))
        rows = [(period, n) for period, n in self._connection.execute(select(tally.c.period, func.sum(tally.c.claims)).where(*where).group_by(tally.c.period))]
        rows.append((last, sum(n for _, n in self._days(numbers, last))))
        yield from sorted((row for row in rows if row[1]), reverse=newest)

    def _days(self, numbers: Sequence[int], period: int, newest: bool = False) -> Iterator[tuple[int, int]]:
        first, last = period << PERIOD, min(self._known, ((period + 1) << PERIOD) - 1)
        where = (mention.c.name.in_(numbers), mention.c.known >= first, mention.c.known <= last, self._stands(mention))
        rows = self._connection.execute(select(mention.c.known, func.sum(mention.c.claims)).where(*where).group_by(mention.c.known))
        yield from sorted(((day, n) for day, n in rows), reverse=newest)

    def _reports(self, numbers: Sequence[int], day: int) -> list[tuple[int, int]]:
        columns = (mention.c.report, func.sum(mention.c.claims), counted.c.id)
        query = select(*columns).join(counted, counted.c.report == mention.c.report)
        query = query.where(mention.c.name.in_(numbers), mention.c.known == day, self._stands(mention)).group_by(mention.c.report, counted.c.id)
        return [(report, claims) for report, claims, _ in sorted(self._connection.execute(query), key=lambda row: row[2])]
