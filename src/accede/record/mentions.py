"""Under which names the claims of each report count, kept so that a page of a long list is found without going through it.

Derived tables, no part of the chain, that follow the ledger as `traces` does, and after it: `catch_up` counts the reports of every row
that came since, in batches of one transaction each. The cost of a report does not grow with the record; a ruling, a reading or the
renaming of a speaker costs what the reports are that it touches.

What always holds: what is kept of a report is what `Counting` gives of it and `Naming` says of that, so that for a known day a list
found here has the claims, and the number of them, that all claims of the record would give; claims count as persons ruled and as their
report was last read, whatever the known day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
)

from accede.model import Claim, Reading, Report, Ruling
from accede.record import chain
from accede.record.kin import kin, kin_covered
from accede.record.naming import REPORT, Name, Naming, short
from accede.record.readings import carried, standing
from accede.record.rulings import VERDICTS, Rulings
from accede.record.tables import ledger, metadata
from accede.record.traces import covered as traced
from accede.record.traces import line

if TYPE_CHECKING:
    from accede.record.ledger import Record

T = TypeVar("T")

#: Rows of the ledger that one transaction takes in.
BATCH = 20_000
#: Values that one question names at most.
AT_ONCE = 500
#: A tally is of 2 ** PERIOD days.
PERIOD = 5

_EXACT = Text().with_variant(Text(collation="C"), "postgresql")

#: A name and its number. `sort`: report, claims, kind, actor (`more` is the kind of claim), voice (spoken for), post (a person; `more` is
#: the name, office and actor as told, a line each).
mentioned = Table(
    "mentioned", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False), Column("sort", String(8), nullable=False),
    Column("name", _EXACT, nullable=False), Column("more", _EXACT, nullable=False),
    Index("mentioned_name", "sort", "name", "more", unique=True),
)  # fmt: skip
#: How many claims of a report count under a name. `known`: the day of its publication, a number; `until`: the first day on which they no
#: longer count, 0 for none.
mention = Table(
    "mention", metadata,
    Column("name", Integer, primary_key=True, autoincrement=False), Column("known", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False), Column("until", Integer, primary_key=True, autoincrement=False),
    Column("claims", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
#: The same, of all reports of some days together.
tally = Table(
    "tally", metadata,
    Column("name", Integer, primary_key=True, autoincrement=False), Column("period", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer, primary_key=True, autoincrement=False), Column("claims", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
#: The reports that are counted; `kept` says what stands of them in `mention`: name, until, claims, name, ...
counted = Table(
    "counted", metadata,
    Column("report", Integer, primary_key=True, autoincrement=False), Column("id", String(16), nullable=False),
    Column("known", Integer, nullable=False), Column("name", _EXACT, nullable=False), Column("kept", LargeBinary, nullable=False),
    Index("counted_order", "known", "name", "id"),
)  # fmt: skip
mentions_covered = Table(
    "mentions_covered", metadata, Column("version", Integer, nullable=False), Column("sequence", Integer, nullable=False),
)  # fmt: skip
TABLES = (mentioned, mention, tally, counted, mentions_covered)

_ADD = text(
    "INSERT INTO tally (name, period, until, claims) VALUES (:name, :period, :until, :claims) "
    "ON CONFLICT (name, period, until) DO UPDATE SET claims = tally.claims + excluded.claims"
)


class Place(NamedTuple):
    """A report by its row, and the day of its publication."""

    report: int
    known: int


# Counting


class Counting:
    """The claims of reports as they count."""

    def __init__(self, record: Record, connection: Connection, naming: Naming) -> None:
        self._record, self._connection, self._naming = record, connection, naming

    def counting(self, reports: Iterable[int]) -> dict[int, list[tuple[Claim, int]]]:
        """Of reports, given by their rows, the claims as they count, each with the first day on which it no longer does, 0 for none."""
        asked = list(reports)
        pairs = versions(self._connection, asked)
        told = self._ruled(dict.fromkeys([*asked, *sorted({row for pair in pairs for row in pair})]))
        until = self._until(told, pairs) if pairs else {}
        return {row: [(claim, until[claim.id].toordinal() if until and claim.id in until else 0) for claim in told[row]] for row in asked}

    def _until(self, told: Mapping[int, Sequence[Claim]], pairs: set[tuple[int, int]]) -> Mapping[str, date]:
        held = read(self._connection, sorted({row for pair in pairs for row in pair}))
        claims = [claim for row in held for claim in told[row]]
        return self._naming.until(claims, {one.id: one for one in held.values()}, [(held[one].id, held[other].id) for one, other in pairs])

    def _ruled(self, reports: Iterable[int]) -> dict[int, list[Claim]]:
        """Those of the newest reading, as persons ruled."""
        held: dict[int, list[Claim]] = {report: [] for report in reports}
        readings: list[tuple[int, Reading]] = []
        places: dict[str, int] = {}
        for some in parted(held):
            columns = (line.c.report, ledger.c.sequence, ledger.c.what, ledger.c.content)
            query = select(*columns).join(line, line.c.sequence == ledger.c.sequence).where(line.c.report.in_(some), ledger.c.what.in_(("claim", "reading")))
            for row in self._connection.execute(query):
                if row.what == "reading":
                    readings.append((row.sequence, cast(Reading, chain.read("reading", row.content))))
                else:
                    claim = cast(Claim, chain.read("claim", row.content))
                    held[row.report].append(claim)
                    places[claim.report] = row.report
        found = standing((claim for told in held.values() for claim in told), [reading for _, reading in sorted(readings, key=lambda each: each[0])])
        decided = self._record.rulings()
        rulings = Rulings.of(decided, self._record.actor_merges(), carried(decided, found).moved)
        counting: dict[int, list[Claim]] = {report: [] for report in held}
        for claim in rulings.ruled(found.claims) if rulings.standing else found.claims:
            counting[places[claim.report]].append(claim)
        return counting


def versions(connection: Connection, reports: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs of rows of reports that are versions of each other, of all that hang together with these by such pairs."""
    found: set[tuple[int, int]] = set()
    seen, fresh = set[int](), set(reports)
    while fresh:
        seen |= fresh
        for some in parted(sorted(fresh)):
            for column in (kin.c.one, kin.c.other):
                found |= {(row.one, row.other) for row in connection.execute(select(kin.c.one, kin.c.other).where(column.in_(some), kin.c.version != ""))}
        fresh = {row for pair in found for row in pair} - seen
    return found


def read(connection: Connection, reports: Iterable[int]) -> dict[int, Report]:
    """The reports in these rows."""
    found: dict[int, Report] = {}
    for some in parted(reports):
        # The sort is asked here and not of the database, which would rather go through all rows of a sort.
        rows = connection.execute(select(ledger.c.sequence, ledger.c.what, ledger.c.content).where(ledger.c.sequence.in_(some)))
        found.update({row.sequence: cast(Report, chain.read("report", row.content)) for row in rows if row.what == "report"})
    return found


def behind(record: Record, naming: Naming) -> int:
    """How many traced rows of the ledger are not counted yet."""
    with record._reading() as connection:
        return _traced(connection) - _covered(connection, naming.version)


def catch_up(record: Record, naming: Naming) -> int:
    """Count every traced row of the ledger that is not; how many were not. Raises RecordError where nothing can be written."""
    done = 0
    while behind(record, naming) > 0:
        with record._writing() as connection:
            done += _Batch(record, connection, naming).run()
    return done


def _traced(connection: Connection) -> int:
    """The last row of which both the traces and the kin are there."""
    return min(connection.execute(select(func.max(column))).scalar() or 0 for column in (traced.c.sequence, kin_covered.c.sequence))


def _covered(connection: Connection, version: int) -> int:
    return connection.execute(select(func.max(mentions_covered.c.sequence)).where(mentions_covered.c.version == version)).scalar() or 0


class _Named(msgspec.Struct):
    """As much of a report as is kept."""

    name: str


class _Of(msgspec.Struct):
    """As much of a claim or reading as says whose it is."""

    report: str


_NAMED, _OF = msgspec.json.Decoder(_Named), msgspec.json.Decoder(_Of)


class _Batch:
    """One transaction's work."""

    def __init__(self, record: Record, connection: Connection, naming: Naming) -> None:
        self._record, self._connection, self._naming = record, connection, naming
        self._counter = Counting(record, connection, naming)
        self._touched: set[str] = set()
        self._persons: set[str] = set()

    def run(self) -> int:
        first = _covered(self._connection, self._naming.version)
        if not first:
            for table in TABLES:
                self._connection.execute(delete(table))
        last = min(first + BATCH, _traced(self._connection))
        query = select(ledger.c.sequence, ledger.c.what, ledger.c.id, ledger.c.known, ledger.c.content)
        new: list[tuple[Place, str, str]] = []
        for row in self._connection.execute(query.where(ledger.c.sequence > first, ledger.c.sequence <= last).order_by(ledger.c.sequence)):
            if row.what == "report":
                new.append((Place(row.sequence, row.known.toordinal()), row.id, short(_NAMED.decode(row.content).name)))
            else:
                self._take(row)
        self._enter(new)
        self._touched -= {id for _, id, _ in new}
        self._recount(self._with_versions([*self._reports(), *(place for place, _, _ in new)]))
        self._connection.execute(delete(mentions_covered))
        self._connection.execute(insert(mentions_covered).values(version=self._naming.version, sequence=last))
        return last - first

    def _enter(self, new: Sequence[tuple[Place, str, str]]) -> None:
        rows = [(place.report, id, place.known, name, msgspec.msgpack.encode(())) for place, id, name in new]
        if rows:
            self._record.database.append(self._connection, counted.name, ("report", "id", "known", "name", "kept"), rows)

    def _take(self, row: Any) -> None:
        """Note which reports a row touches."""
        if row.what in ("claim", "reading"):
            self._touched.add(_OF.decode(row.content).report)
        elif row.what in ("ruling", "actor_merge"):
            self._rule(row.id)

    def _rule(self, id: str) -> None:
        """Of a ruling, those of the claims that it judges, or whose judgement it undoes; of a renaming, those in which such a name speaks."""
        rulings = {one.id: one for one in self._record.rulings()}
        merges = {one.id: one for one in self._record.actor_merges()}
        seen: set[str] = set()
        while id in rulings and id not in seen:
            seen.add(id)
            one = rulings[id]
            if one.action in VERDICTS:
                self._touched |= set(self._reports_of(one))
            id = one.undoes or ""
        if id in merges:
            alike = {self._naming.slug(merges[id].name), self._naming.slug(merges[id].into)}
            grown = 0
            while grown != len(alike):
                grown = len(alike)
                for other in merges.values():
                    pair = {self._naming.slug(other.name), self._naming.slug(other.into)}
                    alike |= pair if pair & alike else set()
            self._persons |= alike

    def _reports_of(self, ruling: Ruling) -> Iterator[str]:
        query = select(ledger.c.content).where(ledger.c.what == "claim", ledger.c.id.in_(ruling.claims))
        for (content,) in self._connection.execute(query):
            yield _OF.decode(content).report

    def _reports(self) -> Iterator[Place]:
        """The places of what is touched and was counted before."""
        places: set[Place] = set()
        for some in parted(sorted(self._touched)):
            query = select(ledger.c.sequence, ledger.c.known).where(ledger.c.what == "report", ledger.c.id.in_(some))
            places |= {Place(row.sequence, row.known.toordinal()) for row in self._connection.execute(query)}
        if self._persons:
            posts = self._connection.execute(select(mentioned.c.number, mentioned.c.more).where(mentioned.c.sort == "post"))
            alike = [number for number, told in posts if self._naming.slug(told.partition("\n")[0]) in self._persons]
            for some in parted(alike):
                places |= {Place(*row) for row in self._connection.execute(select(mention.c.report, mention.c.known).where(mention.c.name.in_(some)))}
        yield from sorted(places)

    def _recount(self, places: Sequence[Place]) -> None:
        """Keep of the reports what counts of them now, in the place of what was kept."""
        for some in parted(places, 2_000):
            told = self._counter.counting(place.report for place in some)
            counts = {place: self._counts(told[place.report]) for place in some}
            numbers = self._numbers({name for held in counts.values() for name, _ in held})
            before = self._kept([place.report for place in some])
            now = {place: sorted((numbers[name], until, n) for (name, until), n in held.items()) for place, held in counts.items()}
            self._replace({place: (before[place.report], rows) for place, rows in now.items() if before[place.report] != rows})

    def _counts(self, told: Iterable[tuple[Claim, int]]) -> Counter[tuple[Name, int]]:
        found = Counter({(REPORT, 0): 1})
        for claim, until in told:
            found.update((name, until) for name in self._naming.names(claim))
        return found

    def _with_versions(self, places: Sequence[Place]) -> list[Place]:
        """And of their versions, which one of them may drop claims of, or carry."""
        more = {row for pair in versions(self._connection, (place.report for place in places)) for row in pair} - {place.report for place in places}
        known: list[Place] = []
        for some in parted(sorted(more)):
            known += (Place(*row) for row in self._connection.execute(select(counted.c.report, counted.c.known).where(counted.c.report.in_(some))))
        return [*places, *known]

    def _kept(self, reports: Sequence[int]) -> dict[int, list[tuple[int, int, int]]]:
        found = {}
        for some in parted(reports):
            for report, kept in self._connection.execute(select(counted.c.report, counted.c.kept).where(counted.c.report.in_(some))):
                found[report] = msgspec.msgpack.decode(kept, type=list[tuple[int, int, int]])
        return found

    def _replace(self, changed: Mapping[Place, tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]]) -> None:
        sums: Counter[tuple[int, int, int]] = Counter()
        gone: list[dict[str, int]] = []
        come: list[tuple[int, ...]] = []
        kept: list[dict[str, Any]] = []
        for (report, known), (before, now) in changed.items():
            for rows, sign in ((before, -1), (now, 1)):
                for name, until, claims in rows:
                    sums[name, known >> PERIOD, until] += sign * claims
            gone += [{"n": name, "k": known, "r": report} for name, _, _ in before]
            come += [(name, known, report, until, claims) for name, until, claims in now]
            kept.append({"r": report, "kept": msgspec.msgpack.encode(now)})
        run = self._connection.execute
        if gone:
            run(text("DELETE FROM mention WHERE name = :n AND known = :k AND report = :r"), gone)
        if come:
            self._record.database.append(self._connection, mention.name, ("name", "known", "report", "until", "claims"), sorted(come))
        if kept:
            run(text("UPDATE counted SET kept = :kept WHERE report = :r"), kept)
        if added := [{"name": name, "period": period, "until": until, "claims": n} for (name, period, until), n in sorted(sums.items()) if n]:
            run(_ADD, added)

    def _numbers(self, wanted: set[Name]) -> dict[Name, int]:
        """The numbers of names; one that has none is given the next."""
        found: dict[Name, int] = {}
        by_sort: dict[str, set[str]] = defaultdict(set)
        for one in wanted:
            by_sort[one.sort].add(one.name)
        for sort, held in by_sort.items():
            for some in parted(sorted(held)):
                for row in self._connection.execute(select(mentioned).where(mentioned.c.sort == sort, mentioned.c.name.in_(some))):
                    found[Name(row.sort, row.name, row.more)] = row.number
        new = sorted(one for one in wanted if one not in found)
        first = 1 + (self._connection.execute(select(func.max(mentioned.c.number))).scalar() or 0)
        if new:
            rows = [(number, *one) for number, one in enumerate(new, first)]
            self._record.database.append(self._connection, mentioned.name, ("number", "sort", "name", "more"), rows)
            found.update({one: number for number, one in enumerate(new, first)})
        return found


def parted(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """So many at once."""
    held = list(values)
    for first in range(0, len(held), size):
        yield held[first : first + size]
