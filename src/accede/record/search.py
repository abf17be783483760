"""Search: reports by title and text, claims by their quotes, speakers by their names and offices as told.

What always holds: what is found, and its order, depends on the rows of the ledger alone: not on the database, nor on how
much of the ledger the index covers. The newest comes first, of one day reports before claims, then by id; speakers whose
name has the fewest other words come first.

The index is derived: it can be emptied at any time and fills again. Adding rows to the ledger never waits for it. It
catches up, AT_ONCE rows in a transaction, when somebody searches and it lags more than FEW rows behind; what it does not
cover (too little to be worth it, or the record cannot be written now) is read row by row. It only ever adds rows, so that
who may add to the ledger needs no other rights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from heapq import merge
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, select, text

from accede.errors import RecordError
from accede.model import Claim, Passage, Reading, Report
from accede.record.chain import read
from accede.record.tables import ledger, search_covered, speakers
from accede.record.words import Term, Word, folded_words, has, parse, places, words

if TYPE_CHECKING:
    from accede.record.database import Database

Sort = Literal["report", "claim", "speaker"]
SORTS: tuple[Sort, ...] = ("report", "claim", "speaker")

#: So many rows are read one by one rather than added to the index: a question then writes nothing.
FEW = 200
#: Rows of the ledger that one transaction adds to the index: a fraction of a second, for which other writers wait.
AT_ONCE = 2_000
#: Characters that are shown before the first word found, and after it.
BEFORE, AFTER = 80, 160
# Places and ids are looked up so many at a time; of whole rows, few are needed.
_PAGE, _FEW_VALUES = 200, 20
# The parts of a place in the index (`_place`).
_SEQUENCE_BITS = 40
_SEQUENCE = (1 << _SEQUENCE_BITS) - 1
_REPORT = 1 << _SEQUENCE_BITS


class Hit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place where the words are.

    what, id: the report or claim; of a speaker, the claim that first gives the name. report, known: the report, and its
    day of publication. field: title, text, quote or speaker. text: the words around, as they are stored: hostile input.
    start: where `text` begins in the title, or in the text of the report; 0 for a speaker. marks: what was found, in
    offsets into the same.
    """

    what: Sort
    id: str
    report: str
    known: date
    field: Literal["title", "text", "quote", "speaker"]
    text: str
    start: int
    marks: tuple[Passage, ...]


class Found(msgspec.Struct, frozen=True):
    """The first hits in their order, and whether there are more."""

    hits: tuple[Hit, ...]
    more: bool


class _Row(NamedTuple):
    """A report or claim with its place in the ledger."""

    known: date
    what: str
    id: str
    sequence: int
    value: Report | Claim


class _Name(NamedTuple):
    """A speaker as told, and where first: by day, then by claim."""

    name: str
    office: str
    known: date
    claim: str
    report: str

    @property
    def told(self) -> str:
        return ", ".join(part for part in (self.name, self.office) if part)


class Search:
    """Searches the record in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, asked: str, what: Iterable[Sort], known: date | None, limit: int) -> Found:
        """See `Record.search`."""
        terms, sorts = parse(asked), set(what)
        with suppress(RecordError):  # read-only, busy or full: what the index then lacks is read below
            self.catch_up(FEW)
        with self._database.in_one_line(), self._database.engine.connect() as connection:
            fresh = list(_ledger(connection, _covered(connection), _last(connection), known))
            found: list[Iterator[Hit]] = []
            if told := sorted(sorts - {"speaker"}):
                found.append(self._passages(connection, fresh, terms, told, known))
            if "speaker" in sorts:
                found.append(_speakers(connection, fresh, terms, known))
            hits = list(islice(chain(*found), limit + 1))
        return Found(tuple(hits[:limit]), len(hits) > limit)

    def behind(self) -> int:
        """How many rows of the ledger are not indexed."""
        with self._database.in_one_line(), self._database.engine.connect() as connection:
            return _last(connection) - _covered(connection)

    def catch_up(self, few: int = 0, tell: Callable[[int], None] = lambda row: None) -> None:
        """Bring the index up to the last row, unless it lags no more than `few` rows behind.

        tell: told the last row that is covered. Raises RecordError where the record cannot be written.
        """
        names: dict[tuple[str, str], _Name] | None = None
        while True:
            with self._database.in_one_line(), self._database.engine.connect() as connection:
                covered, last = _covered(connection), _last(connection)
                if last - covered <= few:
                    return
                upto = min(covered + AT_ONCE, last)
                if names is None:
                    names = {(told.name, told.office): told for told in _earliest(_kept(connection))}
                read = list(_ledger(connection, covered, upto))
            self._add(covered, upto, read, names)
            few = 0
            tell(upto)

    def _add(self, covered: int, upto: int, read: Sequence[_Row], names: dict[tuple[str, str], _Name]) -> None:
        """Add these rows to the index, unless another program did; the lock is taken when all is prepared."""
        entries = sorted((_place(row), self._database.prepared(_words(row.value))) for row in read)
        new = [told for told in _earliest(_names(read)) if told is min(told, names.get(told[:2], told), key=_when)]
        names.update({(told.name, told.office): told for told in new})
        told = [(each.name, each.office, _padded(each), each.known.isoformat(), each.claim, each.report) for each in new]
        with self._database.in_one_line(), self._database.engine.execution_options(writes=True).begin() as connection:
            if _covered(connection) == covered:
                append = self._database.append
                append(connection, "search", [self._database.search_key, "words"], entries)
                append(connection, speakers.name, [column.name for column in speakers.columns], told)
                append(connection, search_covered.name, ["sequence"], [(upto,)])

    def _passages(
        self, connection: Connection, fresh: Sequence[_Row], terms: Sequence[Term], sorts: Sequence[str], known: date | None
    ) -> Iterator[Hit]:
        """The reports and claims that have the terms, in order."""
        unindexed = sorted((row for row in fresh if row.what in sorts and has(_words(row.value), terms)), key=_newest_first)
        standing = _Standing(connection)
        for row in merge(self._indexed(connection, terms, sorts, known), unindexed, key=_newest_first):
            if standing.counts(row):
                yield _hit(row, terms)

    def _indexed(self, connection: Connection, terms: Sequence[Term], sorts: Sequence[str], known: date | None) -> Iterator[_Row]:
        """What the index finds, in order: the places of some days after others, so that the first come at once."""
        places: Iterator[int] = self._places(connection, terms, sorts, known)
        for some in _together(groupby(places, key=lambda place: place >> _SEQUENCE_BITS)):
            ordered = _ordered(connection, some)
            for at in range(0, len(ordered), _FEW_VALUES):
                page = ordered[at : at + _FEW_VALUES]
                held = {row.sequence: row for row in _values(connection, ledger.c.sequence.in_(page))}
                yield from (held[sequence] for sequence in page)

    def _places(self, connection: Connection, terms: Sequence[Term], sorts: Sequence[str], known: date | None) -> Iterator[int]:
        """The places of the rows that have the terms, the last first, page by page."""
        key = self._database.search_key
        sort = "" if len(sorts) > 1 else f"AND {key} & {_REPORT} = {_REPORT if sorts[0] == 'report' else 0}"
        query = text(
            f"SELECT {key} FROM search WHERE {self._database.search_condition} AND {key} < :below {sort} "
            f"ORDER BY {key} DESC LIMIT {_PAGE}"
        )
        below = (known or date.max).toordinal() + 1 << _SEQUENCE_BITS + 1
        asked = self._database.matching(terms)
        while page := connection.execute(query, {"asked": asked, "below": below}).scalars().all():
            yield from page
            below = page[-1]


def _together(days: Iterable[tuple[int, Iterable[int]]]) -> Iterator[list[list[int]]]:
    """The places of each day and sort, of so many together that they are worth a question."""
    some: list[list[int]] = []
    for _, group in days:
        some.append([place & _SEQUENCE for place in group])
        if sum(map(len, some)) >= _FEW_VALUES:
            yield some
            some = []
    if some:
        yield some


def _ordered(connection: Connection, days: Sequence[Sequence[int]]) -> list[int]:
    """The rows of the ledger day by day, those of one day and sort by their ids."""
    every, ids = [place for day in days for place in day], dict[int, str]()
    for first in range(0, len(every), _PAGE):
        query = select(ledger.c.sequence, ledger.c.id).where(ledger.c.sequence.in_(every[first : first + _PAGE]))
        ids.update((row.sequence, row.id) for row in connection.execute(query))
    return [place for day in days for place in sorted(day, key=ids.__getitem__)]


def _place(row: _Row) -> int:
    """Where a row stands in the index: by day, reports after claims, by the row of the ledger. Fits 63 bits."""
    return (row.known.toordinal() << _SEQUENCE_BITS + 1) + (_REPORT if row.what == "report" else 0) + row.sequence


class _Standing:
    """Knows the claims that a newer reading of their report does not take any more."""

    def __init__(self, connection: Connection) -> None:
        query = select(ledger.c.content).where(ledger.c.what == "reading").order_by(ledger.c.sequence)
        readings = (cast(Reading, read("reading", content)) for (content,) in connection.execute(query))
        self._last = {reading.report: frozenset(reading.claims) for reading in readings}

    def counts(self, row: _Row) -> bool:
        return not isinstance(row.value, Claim) or row.id in self._last.get(row.value.report, (row.id,))


def _newest_first(row: _Row) -> tuple[int, bool, str]:
    return -row.known.toordinal(), row.what != "report", row.id


def _covered(connection: Connection) -> int:
    return connection.execute(select(func.max(search_covered.c.sequence))).scalar() or 0


def _last(connection: Connection) -> int:
    return connection.execute(select(func.max(ledger.c.sequence))).scalar() or 0


def _ledger(connection: Connection, after: int, upto: int, known: date | None = None) -> Iterator[_Row]:
    """The reports and claims between two rows that were known by then."""
    rows = _values(connection, and_(ledger.c.sequence > after, ledger.c.sequence <= upto))
    return (row for row in rows if known is None or row.known <= known)


def _values(connection: Connection, condition: ColumnElement[bool]) -> Iterator[_Row]:
    # The sort is asked here and not of the database, which would rather go through all rows of a sort.
    for row in connection.execute(select(ledger).where(condition).order_by(ledger.c.sequence)):
        if row.what in ("report", "claim"):
            yield _Row(row.known, row.what, row.id, row.sequence, cast("Report | Claim", read(row.what, row.content)))


def _fields(value: Report | Claim) -> tuple[str, ...]:
    return (value.title, value.text) if isinstance(value, Report) else value.quote


def _words(value: Report | Claim) -> list[str]:
    return folded_words(_fields(value))


def _hit(row: _Row, terms: Sequence[Term]) -> Hit:
    """The place where most of the terms are: of a report in its text before its title, of a claim the passage."""
    value = row.value
    found = _matches(words(_fields(value)), terms)
    fields = [match[0].field for match in found]
    field = min(set(fields), key=lambda number: (-fields.count(number), number)) if isinstance(value, Claim) else max(fields)
    marks = sorted(Passage(match[0].start, match[-1].end) for match in found if match[0].field == field)
    told, name, offset = _fields(value)[field], "quote", 0
    if isinstance(value, Report):
        name = ("title", "text")[field]
    else:
        offset = value.evidence[field].start
    start, end = _around(told, _best([match for match in found if match[0].field == field], terms))
    return Hit(
        what=cast(Sort, row.what), id=row.id, report=value.report if isinstance(value, Claim) else row.id, known=row.known,
        field=cast(Any, name), text=told[start:end], start=start + offset,
        marks=tuple(Passage(mark.start + offset, mark.end + offset) for mark in marks if start <= mark.start and mark.end <= end),
    )  # fmt: skip


def _best(found: Sequence[Sequence[Word]], terms: Sequence[Term]) -> Passage:
    """The first place after which, as far as it is shown, the most of the terms are."""
    ordered = sorted((match[0].start, match[-1].end, _term(match, terms)) for match in found)[:_PAGE]
    kinds = [len({term for at, end, term in ordered if start <= at and end <= start + AFTER}) for start, _, _ in ordered]
    start, end, _ = ordered[kinds.index(max(kinds))]
    return Passage(start, end)


def _term(match: Sequence[Word], terms: Sequence[Term]) -> int:
    """Which of the terms the words are."""
    plain = [word.folded for word in match]
    return next(number for number, term in enumerate(terms) if len(term.words) == len(plain) and next(places(plain, term), None) is not None)


def _matches(text: Sequence[Word], terms: Sequence[Term]) -> list[Sequence[Word]]:
    """The words of the text that are asked for, term by term."""
    plain = [word.folded for word in text]
    return [text[at : at + len(term.words)] for term in terms for at in places(plain, term)]


def _around(told: str, mark: Passage) -> tuple[int, int]:
    """Where the words around a place begin and end: not within a word."""
    start, end = max(0, mark.start - BEFORE), min(len(told), mark.end + AFTER)
    if start:
        start = min((told.find(" ", start) + 1) or start, mark.start)
    if end < len(told):
        end = max(told.rfind(" ", 0, end), mark.end)
    return start, end


# Speakers


def _names(rows: Iterable[_Row]) -> Iterator[_Name]:
    for row in rows:
        speaker = row.value.speaker if isinstance(row.value, Claim) else None
        if isinstance(row.value, Claim) and speaker and (speaker.name or speaker.office):
            yield _Name(speaker.name or "", speaker.office or "", row.known, row.id, row.value.report)


def _kept(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[_Name]:
    told = speakers.c
    query = select(told.name, told.office, told.known, told.claim, told.report).where(*conditions)
    return (_Name(*row) for row in connection.execute(query))


def _when(told: _Name) -> tuple[date, str]:
    return told.known, told.claim


def _earliest(names: Iterable[_Name]) -> list[_Name]:
    """Each name and office once, where it is told first."""
    first: dict[tuple[str, str], _Name] = {}
    for told in names:
        key = told.name, told.office
        first[key] = min(first.get(key, told), told, key=_when)
    return list(first.values())


def _padded(told: _Name) -> str:
    """The words of a name with a space around each, for LIKE."""
    return f" {' '.join(folded_words((told.name, told.office)))} "


def _speakers(connection: Connection, fresh: Sequence[_Row], terms: Sequence[Term], known: date | None) -> Iterator[Hit]:
    """The speakers whose name or office has the terms, in order."""
    like = [speakers.c.words.like(f"% {' '.join(term.words)}{'' if term.beginning else ' '}%") for term in terms]
    until = [speakers.c.known <= known] if known else []
    told = _earliest([*_kept(connection, *like, *until), *_names(fresh)])
    found = [(len(plain), each) for each in told if has(plain := folded_words((each.told,)), terms)]
    for _, each in sorted(found, key=lambda entry: (entry[0], *entry[1])):
        marks = sorted(Passage(match[0].start, match[-1].end) for match in _matches(words((each.told,)), terms))
        yield Hit(
            what="speaker", id=each.claim, report=each.report, known=each.known, field="speaker", text=each.told, start=0,
            marks=tuple(marks),
        )  # fmt: skip
