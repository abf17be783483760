"""What the ledger's rows name, kept so that a part of a large record is found without going through all of it.

Derived tables, no part of the chain: they can be dropped and made anew from the ledger at any time, and are when the
rules by which rows are traced change (`Tracer.version`). They follow the ledger: `catch_up` brings them from the last
row that they cover to the newest, in batches, each in one transaction that has the record for itself, so that two
programs may do it at once and one that is killed leaves nothing half done. The cost of a row does not grow with the
record, but for rulings, which are few.

What always holds: rows are only added, so that for a fixed day the traces of any keys only grow; two states of the
record with as many traces of the same keys by a day have the same ones. That is what `Traces.state` rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Index,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from accede.model import Act, Claim, Reading, Ruling
from accede.record import chain, kin
from accede.record.kin import Kinship
from accede.record.tables import ledger, metadata

if TYPE_CHECKING:
    from accede.record.ledger import Record

#: Rows of the ledger that one transaction takes in.
BATCH = 20_000
#: The key of what may touch any answer: the renaming of an actor.
EVERYWHERE = "*"

#: `key` is an actor or two ("FIN TUR"); `sequence` the row that brought the trace, `report` the row of its report (0: an act).
trace = Table(
    "trace", metadata,
    Column("key", String(400), nullable=False), Column("known", Date, nullable=False),
    Column("sequence", Integer, nullable=False), Column("report", Integer, nullable=False),
    Index("trace_key", "key", "known", "sequence", "report"),
)  # fmt: skip
#: That by `known` `actor` was told to be a candidate of, or an objector to, `other`; earlier days come as further rows.
part = Table(
    "part", metadata,
    Column("role", String(16), nullable=False), Column("other", String(200), nullable=False),
    Column("actor", String(200), nullable=False), Column("known", Date, nullable=False),
    Index("part_other", "role", "other", "known"),
)  # fmt: skip
#: The rows of claims and readings of each report.
line = Table(
    "line", metadata,
    Column("report", Integer, nullable=False), Column("sequence", Integer, nullable=False),
    Index("line_report", "report", "sequence"),
)  # fmt: skip
covered = Table(
    "covered", metadata,
    Column("version", Integer, nullable=False), Column("sequence", Integer, nullable=False),
)  # fmt: skip
#: Answers given before: `basis` is the state that they rest on.
answer = Table(
    "answer", metadata,
    Column("question", String(500), primary_key=True), Column("basis", String(200), nullable=False),
    Column("content", LargeBinary, nullable=False),
)  # fmt: skip
TABLES = (trace, part, line, covered, answer)


class Named(NamedTuple):
    """What some claims name: keys, and who is told to be (role, of whom, actor)."""

    keys: frozenset[str]
    parts: frozenset[tuple[str, str, str]]


class Tracer(Protocol):
    """What is to be traced; `version` changes with the rules."""

    version: int

    def of(self, claims: Iterable[Claim]) -> Named:
        """What the claims name."""

    def of_act(self, act: Act) -> frozenset[str]:
        """The keys under which an act is found."""


class State(NamedTuple):
    """How many traces there are of some keys by a day, and the last row that brought one."""

    traces: int
    newest: int


def behind(record: Record, tracer: Tracer, kinship: Kinship) -> int:
    """How many rows of the ledger are not traced yet, or not compared."""
    with record._reading() as connection:
        return newest(connection) - min(_covered(connection, tracer.version), kin.covered(connection, kinship.version))


def catch_up(record: Record, tracer: Tracer, kinship: Kinship) -> int:
    """Trace every row of the ledger, and compare every report, that is not yet; how many were not traced.

    Raises RecordError where nothing can be written.
    """
    done = 0
    while behind(record, tracer, kinship):
        with record._writing() as connection:
            if _covered(connection, tracer.version) < newest(connection):
                done += _Batch(record, connection, tracer).run()
            kin.follow(record.database, connection, kinship)
    return done


def newest(connection: Connection) -> int:
    """The number of the newest row of the ledger."""
    return connection.execute(select(func.max(ledger.c.sequence))).scalar() or 0


def _covered(connection: Connection, version: int) -> int:
    return connection.execute(select(func.max(covered.c.sequence)).where(covered.c.version == version)).scalar() or 0


class _Batch:
    """One transaction's work."""

    def __init__(self, record: Record, connection: Connection, tracer: Tracer) -> None:
        self._record, self._connection, self._tracer = record, connection, tracer
        self._traces: list[tuple[str, str, int, int]] = []
        self._parts: list[tuple[str, str, str, str]] = []
        self._lines: list[tuple[int, int]] = []
        self._reports: dict[str, tuple[int, date]] = {}

    def run(self) -> int:
        first = _covered(self._connection, self._tracer.version)
        if not first:
            for table in TABLES:
                self._connection.execute(delete(table))
        query = select(ledger).where(ledger.c.sequence > first, ledger.c.sequence <= first + BATCH).order_by(ledger.c.sequence)
        self._first_told = self._told_so_far()
        claims: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
        last = first
        for row in self._connection.execute(query).all():
            last = row.sequence
            if row.what == "claim":
                claim = cast(Claim, chain.read("claim", row.content))
                claims[claim.report].append((row.sequence, claim))
            else:
                self._take(row)
        for report, told in claims.items():
            place, known = self._report(report)
            self._lines += [(place, sequence) for sequence, _ in told]
            self._name(place, known, told[-1][0], [claim for _, claim in told])
        self._write(last)
        return last - first

    def _told_so_far(self) -> dict[tuple[str, str, str], date]:
        rows = self._connection.execute(select(part.c.role, part.c.other, part.c.actor, func.min(part.c.known)).group_by(part.c.role, part.c.other, part.c.actor))
        return {(role, other, actor): known for role, other, actor, known in rows}

    def _take(self, row: Any) -> None:
        if row.what == "report":
            self._reports[row.id] = row.sequence, row.known
        elif row.what == "act":
            act = cast(Act, chain.read("act", row.content))
            self._traces += [(key, row.known.isoformat(), row.sequence, 0) for key in sorted(self._tracer.of_act(act))]
        elif row.what == "actor_merge":
            self._everywhere(row.sequence)
        elif row.what == "reading":
            place, known = self._report(cast(Reading, chain.read("reading", row.content)).report)
            self._lines.append((place, row.sequence))
            self._touch(place, known, row.sequence)
        elif row.what == "ruling":
            self._rule(cast(Ruling, chain.read("ruling", row.content)), row.sequence)

    def _everywhere(self, sequence: int) -> None:
        self._traces.append((EVERYWHERE, date.min.isoformat(), sequence, 0))

    def _report(self, id: str) -> tuple[int, date]:
        """The row of a report, and the day on which it was known."""
        if id not in self._reports:
            query = select(ledger.c.sequence, ledger.c.known).where(ledger.c.what == "report", ledger.c.id == id)
            row = self._connection.execute(query).one()
            self._reports[id] = row.sequence, row.known
        return self._reports[id]

    def _name(self, report: int, known: date, sequence: int, claims: Sequence[Claim]) -> None:
        named = self._tracer.of(claims)
        self._traces += [(key, known.isoformat(), sequence, report) for key in sorted(named.keys)]
        for told in sorted(named.parts):
            if known < self._first_told.get(told, date.max):
                self._first_told[told] = known
                self._parts.append((*told, known.isoformat()))

    def _touch(self, report: int, known: date, sequence: int) -> None:
        """Trace all that the report's claims name once more: what rests on it is to be looked at again."""
        rows = self._connection.execute(select(ledger.c.content).join(line, line.c.sequence == ledger.c.sequence).where(line.c.report == report, ledger.c.what == "claim"))
        self._name(report, known, sequence, [cast(Claim, chain.read("claim", content)) for (content,) in rows])

    def _rule(self, ruling: Ruling, sequence: int) -> None:
        """Touch the reports of all claims that the ruling is about, or that others put together with them, or apart."""
        about = self._about(ruling)
        if about is None:
            self._everywhere(sequence)
            return
        reports = {cast(Claim, self._value("claim", id)).report for id in about}
        for place, known in sorted(self._report(id) for id in reports):
            self._touch(place, known, sequence)
            if ruling.corrected is not None:
                self._name(place, known, sequence, [ruling.corrected])

    def _about(self, ruling: Ruling) -> set[str] | None:
        """The claims; None where the ruling undoes the renaming of an actor."""
        named, seen = [ruling], {ruling.id}
        while named[-1].undoes and named[-1].undoes not in seen:
            undone = self._value("ruling", named[-1].undoes)
            if undone is None:
                return None
            named.append(cast(Ruling, undone))
            seen.add(named[-1].id)
        about = {id for one in named for id in (*one.claims, *one.apart)}
        if any(one.action in ("merge", "split") for one in named):
            circles = [{*one.claims, *one.apart} for one in self._record.rulings() if one.action in ("merge", "split")]
            grown = True
            while grown:
                more = {id for circle in circles if circle & about for id in circle} - about
                about |= more
                grown = bool(more)
        return about

    def _value(self, what: chain.What, id: str) -> chain.Kept | None:
        content = self._connection.execute(select(ledger.c.content).where(ledger.c.what == what, ledger.c.id == id)).scalar()
        return chain.read(what, content) if content is not None else None

    def _write(self, last: int) -> None:
        append, connection = self._record.database.append, self._connection
        for table, rows in ((trace, self._traces), (part, self._parts), (line, self._lines)):
            if rows:
                append(connection, table.name, [column.name for column in table.columns], rows)
        connection.execute(delete(covered))
        connection.execute(insert(covered).values(version=self._tracer.version, sequence=last))


# Asking


def told(connection: Connection, role: str, others: Iterable[str], known: date) -> set[str]:
    """Who was told by a day to be in a role to any of the others."""
    query = select(part.c.actor).where(part.c.role == role, part.c.other.in_(sorted(set(others))), part.c.known <= known)
    return set(connection.execute(query.distinct()).scalars())


def others(connection: Connection, role: str, known: date) -> dict[str, set[str]]:
    """To whom anybody was told by a day to be in a role, each with who."""
    found: dict[str, set[str]] = defaultdict(set)
    query = select(part.c.other, part.c.actor).where(part.c.role == role, part.c.known <= known)
    for other, actor in connection.execute(query.distinct()):
        found[other].add(actor)
    return dict(found)


def state(connection: Connection, keys: Sequence[str], known: date) -> State:
    """What there is of the keys by a day."""
    query = select(func.count(), func.max(trace.c.sequence)).where(trace.c.key.in_([*keys, EVERYWHERE]), trace.c.known <= known)
    count, newest = connection.execute(query).one()
    return State(count, newest or 0)


def under(keys: Sequence[str], known: date | None) -> Select[int]:
    """Asks for the rows of the reports traced under the keys by a day, maybe more than once."""
    query = select(trace.c.report).where(trace.c.key.in_(keys), trace.c.report > 0)
    return query if known is None else query.where(trace.c.known <= known)


def rows(connection: Connection, keys: Sequence[str], what: chain.What, known: date | None) -> Iterator[Any]:
    """The ledger's rows of one sort: reports traced under the keys by a day, and the claims and readings of those."""
    found = under(keys, known)
    if what == "report":
        query = select(ledger).where(ledger.c.sequence.in_(found))
    elif what == "act":
        own = select(trace.c.sequence).where(trace.c.key.in_(keys), trace.c.report == 0)
        query = select(ledger).where(ledger.c.sequence.in_(own), ledger.c.what == "act")
        query = query if known is None else query.where(ledger.c.known <= known)
    else:
        query = select(ledger).join(line, line.c.sequence == ledger.c.sequence)
        query = query.where(line.c.report.in_(found), ledger.c.what == what)
    yield from connection.execute(query)


def these(connection: Connection, places: Iterable[int]) -> Sequence[Any]:
    """These rows of the ledger."""
    return connection.execute(select(ledger).where(ledger.c.sequence.in_(sorted(places)))).all()


def lines_of(connection: Connection, reports: Iterable[int]) -> Sequence[Any]:
    """The ledger's rows of the claims and readings of the reports in these rows. Of both sorts: asked for one, a database may go through all of it."""
    own = select(line.c.sequence).where(line.c.report.in_(sorted(reports)))
    return connection.execute(select(ledger).where(ledger.c.sequence.in_(own))).all()


def beginning(connection: Connection, what: chain.What, prefix: str, most: int) -> Sequence[Any]:
    """The ledger's rows of one sort whose ids, in hexadecimal digits, begin so: those that sort before the sign after them."""
    query = select(ledger).where(ledger.c.what == what, ledger.c.id >= prefix, ledger.c.id < prefix + "g")
    return connection.execute(query.limit(most)).all()


def kept(connection: Connection, question: str, basis: str) -> bytes | None:
    """The answer that was given to the question on this basis."""
    query = select(answer.c.content).where(answer.c.question == question, answer.c.basis == basis)
    return connection.execute(query).scalar()


def bases(connection: Connection, questions: Iterable[str]) -> list[tuple[str, str]]:
    """Which of the questions were answered, each with the basis."""
    query = select(answer.c.question, answer.c.basis).where(answer.c.question.in_(list(questions)))
    return [(row.question, row.basis) for row in connection.execute(query)]


def contents(connection: Connection, questions: Iterable[str]) -> list[tuple[str, str, bytes]]:
    """The answers that were given to any of the questions, each with the basis."""
    query = select(answer).where(answer.c.question.in_(list(questions)))
    return [(row.question, row.basis, row.content) for row in connection.execute(query)]


def keep(record: Record, answers: Iterable[tuple[str, str, bytes]]) -> None:
    """Keep answers, each with its question and basis, in the place of earlier ones."""
    held = list(answers)
    with record._writing() as connection:
        for question, _, _ in held:
            connection.execute(delete(answer).where(answer.c.question == question))
        connection.execute(insert(answer), [dict(zip(("question", "basis", "content"), one, strict=True)) for one in held])
