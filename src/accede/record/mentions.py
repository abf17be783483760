"""Under which names the claims of each report count, kept so that a page of a long list is found without going through it.

Derived tables, no part of the chain, that follow the ledger as `traces` does, and after it: `catch_up` counts the reports of every row
that came since, in batches of one transaction each. The cost of a report does not grow with the record; a ruling, a reading or the
renaming of a speaker costs what the reports are that it touches.

What always holds: what is kept of a report is what `as_they_count` gives of it and `names` says of that, so that for a known day a list
found here has the claims, and the number of them, that all claims of the record would give; claims count as persons ruled and as their
report was last read, whatever the known day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
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

from accede.knowledge import fold, load
from accede.model import ROLES, Claim, Reading, Ruling, Speaker
from accede.record import chain
from accede.record.readings import carried, standing
from accede.record.rulings import VERDICTS, Rulings
from accede.record.tables import ledger, metadata
from accede.record.traces import covered as traced
from accede.record.traces import line

if TYPE_CHECKING:
    from accede.record.ledger import Record

T = TypeVar("T")

#: Changes with anything that decides what is kept.
VERSION = 1
#: Rows of the ledger that one transaction takes in.
BATCH = 20_000
#: Values that one question names at most.
AT_ONCE = 500
#: Letters of a name that are kept.
LONGEST = 300
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


class Name(NamedTuple):
    """What claims count under; in a question a `more` of None is any."""

    sort: str
    name: str = ""
    more: str | None = ""


REPORT = Name("report")
CLAIMS = Name("claims")


class Place(NamedTuple):
    """A report by its row, and the day of its publication."""

    report: int
    known: int


def names(claim: Claim) -> Iterator[Name]:
    """What a claim, as it counts, counts under; each once."""
    yield CLAIMS
    yield Name("kind", claim.kind)
    speaker = claim.speaker
    voice = speaker.for_ if speaker else None
    for actor in sorted({actor for role in ROLES for actor in getattr(claim, role)} | ({voice} if voice else set())):
        yield Name("actor", _short(actor), claim.kind)
    if voice:
        yield Name("voice", _short(voice))
    if speaker and (id := person(speaker)):
        yield Name("post", id, "\n".join(_short(part or "") for part in (speaker.name, speaker.office, speaker.for_)))


@lru_cache(maxsize=4096)
def person(speaker: Speaker) -> str:
    """The id of the person who speaks, a slug of the folded name; "" for one without a name.

    Who is known by another spelling, or as a holder of an office of the actor by a surname, has the slug of the known name.
    """
    wanted = fold(speaker.name or "")
    whole: set[str] = set()
    own: set[str] = set()
    for holder in load().holders(speaker.name or ""):
        (whole if wanted in map(fold, (holder.name, *holder.spellings)) else own if holder.actor == speaker.for_ else set()).add(holder.name)
    known = whole or own
    return slug(known.pop() if len(known) == 1 else speaker.name or "")


def slug(name: str) -> str:
    """A name in an address: its letters and digits, folded, with hyphens between."""
    return "-".join(re.findall(r"[^\W_]+", fold(name)))[:LONGEST]


def _short(name: str) -> str:
    return " ".join(name.replace("\0", " ").split())[:LONGEST]


# Counting


def as_they_count(record: Record, connection: Connection, reports: Iterable[int]) -> dict[int, list[Claim]]:
    """The claims of the reports, given by their rows, as they count: by the newest reading, as persons ruled."""
    held: dict[int, list[Claim]] = {report: [] for report in reports}
    readings: list[tuple[int, Reading]] = []
    places: dict[str, int] = {}
    for some in _parted(held):
        columns = (line.c.report, ledger.c.sequence, ledger.c.what, ledger.c.content)
        query = select(*columns).join(line, line.c.sequence == ledger.c.sequence).where(line.c.report.in_(some), ledger.c.what.in_(("claim", "reading")))
        for row in connection.execute(query):
            if row.what == "reading":
                readings.append((row.sequence, cast(Reading, chain.read("reading", row.content))))
            else:
                claim = cast(Claim, chain.read("claim", row.content))
                held[row.report].append(claim)
                places[claim.report] = row.report
    found = standing((claim for told in held.values() for claim in told), [reading for _, reading in sorted(readings, key=lambda each: each[0])])
    decided = record.rulings()
    rulings = Rulings.of(decided, record.actor_merges(), carried(decided, found).moved)
    counting: dict[int, list[Claim]] = {report: [] for report in held}
    for claim in rulings.ruled(found.claims) if rulings.standing else found.claims:
        counting[places[claim.report]].append(claim)
    return counting


def behind(record: Record) -> int:
    """How many traced rows of the ledger are not counted yet."""
    with record._reading() as connection:
        return _traced(connection) - _covered(connection)


def catch_up(record: Record) -> int:
    """Count every traced row of the ledger that is not; how many were not. Raises RecordError where nothing can be written."""
    done = 0
    while behind(record) > 0:
        with record._writing() as connection:
            done += _Batch(record, connection).run()
    return done


def _traced(connection: Connection) -> int:
    return connection.execute(select(func.max(traced.c.sequence))).scalar() or 0


def _covered(connection: Connection) -> int:
    return connection.execute(select(func.max(mentions_covered.c.sequence)).where(mentions_covered.c.version == VERSION)).scalar() or 0


class _Named(msgspec.Struct):
    """As much of a report as is kept."""

    name: str


class _Of(msgspec.Struct):
    """As much of a claim or reading as says whose it is."""

    report: str


_NAMED, _OF = msgspec.json.Decoder(_Named), msgspec.json.Decoder(_Of)


class _Batch:
    """One transaction's work."""

    def __init__(self, record: Record, connection: Connection) -> None:
        self._record, self._connection = record, connection
        self._touched: set[str] = set()
        self._persons: set[str] = set()

    def run(self) -> int:
        first = _covered(self._connection)
        if not first:
            for table in TABLES:
                self._connection.execute(delete(table))
        last = min(first + BATCH, _traced(self._connection))
        query = select(ledger.c.sequence, ledger.c.what, ledger.c.id, ledger.c.known, ledger.c.content)
        new: list[tuple[Place, str, str]] = []
        for row in self._connection.execute(query.where(ledger.c.sequence > first, ledger.c.sequence <= last).order_by(ledger.c.sequence)):
            if row.what == "report":
                new.append((Place(row.sequence, row.known.toordinal()), row.id, _short(_NAMED.decode(row.content).name)))
            else:
                self._take(row)
        self._enter(new)
        self._touched -= {id for _, id, _ in new}
        self._recount([*self._reports(), *(place for place, _, _ in new)])
        self._connection.execute(delete(mentions_covered))
        self._connection.execute(insert(mentions_covered).values(version=VERSION, sequence=last))
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
            alike = {slug(merges[id].name), slug(merges[id].into)}
            grown = 0
            while grown != len(alike):
                grown = len(alike)
                for other in merges.values():
                    pair = {slug(other.name), slug(other.into)}
                    alike |= pair if pair & alike else set()
            self._persons |= alike

    def _reports_of(self, ruling: Ruling) -> Iterator[str]:
        query = select(ledger.c.content).where(ledger.c.what == "claim", ledger.c.id.in_(ruling.claims))
        for (content,) in self._connection.execute(query):
            yield _OF.decode(content).report

    def _reports(self) -> Iterator[Place]:
        """The places of what is touched and was counted before."""
        places: set[Place] = set()
        for some in _parted(sorted(self._touched)):
            query = select(ledger.c.sequence, ledger.c.known).where(ledger.c.what == "report", ledger.c.id.in_(some))
            places |= {Place(row.sequence, row.known.toordinal()) for row in self._connection.execute(query)}
        if self._persons:
            posts = self._connection.execute(select(mentioned.c.number, mentioned.c.more).where(mentioned.c.sort == "post"))
            alike = [number for number, told in posts if slug(told.partition("\n")[0]) in self._persons]
            for some in _parted(alike):
                places |= {Place(*row) for row in self._connection.execute(select(mention.c.report, mention.c.known).where(mention.c.name.in_(some)))}
        yield from sorted(places)

    def _recount(self, places: Sequence[Place]) -> None:
        """Keep of the reports what counts of them now, in the place of what was kept."""
        for some in _parted(places, 2_000):
            told = as_they_count(self._record, self._connection, [place.report for place in some])
            counts = {place: Counter(name for claim in told[place.report] for name in names(claim)) + Counter([REPORT]) for place in some}
            numbers = self._numbers({name for held in counts.values() for name in held})
            before = self._kept([place.report for place in some])
            now = {place: sorted((numbers[name], 0, n) for name, n in held.items()) for place, held in counts.items()}
            self._replace({place: (before[place.report], rows) for place, rows in now.items() if before[place.report] != rows})

    def _kept(self, reports: Sequence[int]) -> dict[int, list[tuple[int, int, int]]]:
        found = {}
        for some in _parted(reports):
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
            for some in _parted(sorted(held)):
                for row in self._connection.execute(select(mentioned).where(mentioned.c.sort == sort, mentioned.c.name.in_(some))):
                    found[Name(row.sort, row.name, row.more)] = row.number
        new = sorted(one for one in wanted if one not in found)
        first = 1 + (self._connection.execute(select(func.max(mentioned.c.number))).scalar() or 0)
        if new:
            rows = [(number, *one) for number, one in enumerate(new, first)]
            self._record.database.append(self._connection, mentioned.name, ("number", "sort", "name", "more"), rows)
            found.update({one: number for number, one in enumerate(new, first)})
        return found


# Asking


class Span(NamedTuple):
    """Where some claims of a list are: the rows of the reports that have them, in order, and how many claims of those come before them."""

    reports: tuple[int, ...]
    before: int


class Mentions:
    """What is counted by a day; it must be caught up."""

    def __init__(self, connection: Connection, known: date) -> None:
        self._connection, self._known = connection, known.toordinal()

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
        for period, in_period in self._periods(numbers, newest):
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
                        return Span(tuple(found), first - before)
        return Span(tuple(found), first - before)

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

    def claims_of(self, reports: Sequence[int]) -> dict[int, int]:
        """How many claims of each of the reports count; one with none is not there."""
        columns = (mention.c.report, func.sum(mention.c.claims))
        days = list(self._connection.execute(select(counted.c.known).where(counted.c.report.in_(reports)).distinct()).scalars())
        query = select(*columns).where(mention.c.name.in_(self.numbers(CLAIMS)), mention.c.known.in_(days), mention.c.report.in_(reports), self._stands(mention))
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(mention.c.report))}

    def days(self, numbers: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        """Of each of the names that any claim counts under: the first and the last day, and how many claims."""
        columns = (mention.c.name, func.min(mention.c.known), func.max(mention.c.known), func.sum(mention.c.claims))
        found = {}
        for some in _parted(numbers):
            query = select(*columns).where(mention.c.name.in_(some), mention.c.known <= self._known, self._stands(mention)).group_by(mention.c.name)
            found.update({name: (first, last, claims) for name, first, last, claims in self._connection.execute(query)})
        return found

    def held(self, sort: str, name: str | None = None) -> dict[int, Name]:
        """The names of a sort by their numbers; only those that one has that is given."""
        query = select(mentioned).where(mentioned.c.sort == sort)
        query = query if name is None else query.where(mentioned.c.name == name)
        return {row.number: Name(row.sort, row.name, row.more) for row in self._connection.execute(query)}

    def with_id(self, beginning: str, most: int = 5) -> dict[str, int]:
        """The rows of the reports whose id begins so, by id; no more than `most`."""
        ids = ledger.c.id
        query = select(ids, ledger.c.sequence).where(ledger.c.what == "report", ids >= beginning, ids < beginning + "g", ledger.c.known <= date.fromordinal(self._known))
        return {row.id: row.sequence for row in self._connection.execute(query.order_by(ids).limit(most))}

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


def _parted(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    held = list(values)
    for first in range(0, len(held), size):
        yield held[first : first + size]
