"""The ledger: reports, claims, acts, rulings and refusals, only ever added, each row chained to the one before.

What always holds: a claim is kept only together with its report, in one transaction, and its quote is the stored
words; a row is never changed or deleted; adding the same thing twice adds it once. Every answer takes `known`, the
day up to which something must have been known to count; None is everything.

    with Record.open("process.db") as record:
        record.add_reading(report, claims, reader="rules 1")
        record.claims(known=date(2022, 12, 31))

Two programs may write the same record at once, and a program may be killed at any moment: the record then holds
each report whole, or not at all. When the row was written is kept for audit and enters no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from sqlalchemy import ColumnElement, Connection, Row, and_, false, func, select, true

from accede import dates
from accede.errors import ActRefused, DateError, NotFound, RulingRefused
from accede.model import Act, ActorMerge, Claim, Reading, Refusal, Report, Ruling
from accede.record import chain
from accede.record.chain import Entry, Kept, What
from accede.record.database import Database
from accede.record.holdings import Holdings
from accede.record.rulings import check_ruling
from accede.record.schema import open_database
from accede.record.tables import ledger
from accede.record.verify import COLUMNS, Verified, check_reader, verified

if TYPE_CHECKING:
    from accede.record.search import Found, Sort

# Rows that are held in memory at once, where all are gone through.
AT_A_TIME = 1_000
_IS_HEX = re.compile("[0-9a-f]+")
#: Sorts of which there are few rows, asked for again and again in answering one question.
_FEW = frozenset({"ruling", "actor_merge"})


class Record(Holdings):
    """A record that is open. Made by `Record.open`; a context manager that closes it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.location = database.location
        # Of `one_state`: its connection, its rows, and what was read of the sorts in _FEW.
        self._shared: Connection | None = None
        self._counted: int | None = None
        self._read: dict[tuple[What, date | None], Sequence[Row[Any]]] = {}

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True) -> Self:
        """Open the record at a path or URL.

        create: make it where there is none, and bring an older one up to date. Without it nothing is written.
        Raises RecordError (no such folder, not a record, read-only, locked), RecordTooNew.
        """
        return cls(open_database(location, create=create))

    def close(self) -> None:
        """Let go of the file or server. Closing twice is harmless."""
        self.database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Adding

    def add_reading(self, report: Report, claims: Iterable[Claim], reader: str) -> bool:
        """Add a report and all its claims, or nothing.

        reader: the name and version of what took the claims.
        Returns False, with nothing written, where the record holds the report already.
        Raises ClaimRefused where a quote is not in the report or a time cannot be read, DateError where the report
        has no day of publication.
        """
        return self._add(_entries(report, claims, reader))

    def add_readings(self, readings: Iterable[tuple[Report, Iterable[Claim]]], reader: str) -> int:
        """Add many reports, each with its claims, several in one transaction: a stop then loses the last few.

        Returns how many were added; those that the record holds already are passed over. Raises as `add_reading`.
        """
        added, waiting, rows = 0, [], 0
        for report, claims in readings:
            waiting.append(_entries(report, claims, reader))
            rows += len(waiting[-1])
            if rows >= AT_A_TIME:
                added, waiting, rows = added + self._add_all(waiting), [], 0
        return added + (self._add_all(waiting) if waiting else 0)

    def add_rereading(self, report: Report, claims: Iterable[Claim], reader: str, after: Reading | None = None) -> bool:
        """Add that a newer reader takes these claims, and no others, from a report that the record holds.

        after: the last reading of the report, where it was read anew before. Claims that are on record are not added twice.
        Returns False, with nothing written, where this reading is on record already.
        Raises ClaimRefused as `add_reading`, NotFound where the report is not in the record.
        """
        check_reader(reader)
        known = dates.day(report.published)
        taken = {claim.id: claim for claim in claims}
        for claim in taken.values():
            chain.check_claim(report, claim)
        if not self.holds(report.id):
            raise NotFound(f"the report {report.name} is not in the record", "read it first")
        new = Reading(report=report.id, reader=reader, claims=tuple(sorted(taken)), after=after.id if after else None)
        with self._writing() as connection:
            if _held(connection, "reading", new.id):
                return False
            entries = [
                Entry(what="claim", id=key, known=known, content=chain.canonical(claim), reader=reader)
                for key, claim in taken.items()
                if not _held(connection, "claim", key)
            ]
            last = Entry(what="reading", id=new.id, known=None, content=chain.canonical(new), reader=reader)
            self._append(connection, [*entries, last])
        return True

    def refuse(self, refusal: Refusal) -> bool:
        """Keep that a file was refused; False where the same refusal is kept already."""
        return self._add([Entry(what="refusal", id=refusal.id, known=None, content=chain.canonical(refusal))])

    def add_act(self, act: Act) -> bool:
        """Add an official act; False where the record holds it already.

        Raises ActRefused where it lacks action, actor, source or day, or replaces an act that is not in the record.
        """
        missing = [field for field in ("action", "actor", "date", "source") if not getattr(act, field)]
        if missing:
            raise ActRefused(f"an act without {' and '.join(missing)}", "an act needs action, actor, date and source")
        try:
            dates.day(act.date)
            known = chain.known_from(act)
        except DateError as error:
            raise ActRefused(f"{act.action} by {act.actor}: {error.what}", error.remedy) from error
        if act.replaces is not None and not self._holds("act", act.replaces):
            raise ActRefused(f"there is no act {act.replaces} to replace", "add that act first, or check its id")
        return self._add([Entry(what="act", id=act.id, known=known, content=chain.canonical(act))])

    def add_ruling(self, ruling: Ruling | ActorMerge) -> bool:
        """Add a person's decision; False where the record holds it already.

        Raises RulingRefused where it lacks who, when or why, or is about what is not in the record.
        """
        what: What = "ruling" if isinstance(ruling, Ruling) else "actor_merge"
        missing = [field for field in ("by", "when", "why") if not getattr(ruling, field)]
        if missing:
            raise RulingRefused(f"a ruling without {' and '.join(missing)}", "say by whom, when and why")
        try:
            known = chain.ruled_on(ruling)
        except DateError as error:
            raise RulingRefused(f"the day of a ruling: {error.what}", error.remedy) from error
        if isinstance(ruling, Ruling):
            check_ruling(ruling, self._corrected(ruling))
            for claim in (*ruling.claims, *ruling.apart):
                if not self._holds("claim", claim):
                    raise RulingRefused(f"there is no claim {claim} to rule on", "take the id from the claims", "accede claims")
            undone = ruling.undoes
            if undone is not None and not (self._holds("ruling", undone) or self._holds("actor_merge", undone)):
                raise RulingRefused(f"there is no ruling {undone} to undo", "take the id from the history of rulings", "accede review --history")
        return self._add([Entry(what=what, id=ruling.id, known=known, content=chain.canonical(ruling))])

    def _corrected(self, ruling: Ruling) -> Claim | None:
        """The claim, as it was read, that the ruling corrects."""
        corrects = ruling.action == "correct" and len(ruling.claims) == 1 and self._holds("claim", ruling.claims[0])
        return self.claim(ruling.claims[0]) if corrects else None

    # Asking

    def holds(self, report_id: str) -> bool:
        """True where the record has the report with exactly this id."""
        return self._holds("report", report_id)

    def report_ids(self) -> Iterator[str]:
        """The ids of all reports, in no order."""
        with self.database.in_one_line(), self.database.engine.connect() as connection:
            yield from connection.execute(select(ledger.c.id).where(ledger.c.what == "report")).scalars()

    def ids(self, what: What, beginning: str, known: date | None = None) -> list[str]:
        """The ids that begin so, of what was known by a day, sorted; none where nothing is given."""
        if not beginning:
            return []
        query = select(ledger.c.id).where(ledger.c.what == what, _begins(beginning), ledger.c.known <= (known or date.max))
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars())

    def report(self, id_prefix: str) -> Report:
        """The one report whose id begins so; NotFound names near ones where there is none, or more than one."""
        return cast(Report, self._one("report", id_prefix))

    def claim(self, id_prefix: str) -> Claim:
        """The one claim whose id begins so; NotFound names near ones where there is none, or more than one."""
        return cast(Claim, self._one("claim", id_prefix))

    def verify(self, tell: Callable[[int], None] = lambda row: None) -> Verified:
        """Recompute the chain over all rows; check each id, each quote against its report, each reference.

        tell: told the number of each row that holds.
        Raises RecordBroken, naming the first row that fails. That rows were cut off at the end shows only in the
        head: compare it with one noted earlier.
        """
        with self._reading() as connection:
            return verified(self.database, connection, tell)

    def rows(self) -> int:
        """How many rows the record has."""
        if self._counted is not None:
            return self._counted
        with self._reading() as connection:
            return connection.execute(select(func.max(ledger.c.sequence))).scalar() or 0

    def how_many(self, what: What, known: date) -> int:
        """How many rows of a sort were known by a day."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).where(ledger.c.what == what, ledger.c.known <= known)).scalar() or 0

    def row_of(self, hash: str) -> int | None:
        """The number of the row with this hash, None where there is none: what was noted as a head is still there."""
        with self._reading() as connection:
            return connection.execute(select(ledger.c.sequence).where(ledger.c.hash == hash)).scalar()

    def reports_with(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports with these ids, which are whole and some hundred at most; those that are there, by id."""
        return {row.id: cast(Report, self._value(row)) for row in self._with("report", ids)}

    def claims_with(self, ids: Iterable[str]) -> dict[str, Claim]:
        """As `reports_with`."""
        return {row.id: cast(Claim, self._value(row)) for row in self._with("claim", ids)}

    def search(
        self, words: str, *, what: Iterable[Sort] = ("report", "claim", "speaker"), known: date | None = None, limit: int = 20
    ) -> Found:
        """The first `limit` places where all of the words are: in a report, in the quotes of a claim, in a speaker's name.

        words: words, "phrases" in quotes and the beginnings* of words; case, accents and all other signs mean nothing.
        Raises NotFound where there is no word among them.
        """
        from accede.record.search import Search

        return Search(self.database).ask(words, what, known, limit)

    def index(self) -> None:
        """Bring the index of `search` up to the last row; a search does it itself. Raises RecordError where nothing can be written."""
        from accede.record.search import Search

        Search(self.database).catch_up()

    def unindexed(self) -> int:
        """How many rows the index of `search` lacks."""
        from accede.record.search import Search

        return Search(self.database).behind()

    @contextmanager
    def one_state(self) -> Iterator[Self]:
        """The record as it is now: all that is asked of it is answered from one state, whatever others add meanwhile.

        For questions only, and for short: it keeps a connection.
        """
        with self._reading() as connection:
            view = copy(self)
            view._shared, view._read = connection, {}
            view._counted = view.rows()  # the state is that of the first question
            yield view

    # How

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.database.in_one_line():
            if self._shared is not None:
                yield self._shared
                return
            with self.database.engine.connect() as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that has the lock from its beginning."""
        writing = self.database.engine.execution_options(writes=True)
        with self.database.in_one_line(), writing.begin() as connection:
            yield connection

    def _add(self, entries: Sequence[Entry]) -> bool:
        """Append the entries in one transaction, unless the first is there already."""
        return self._add_all([entries]) == 1

    def _add_all(self, groups: Iterable[Sequence[Entry]]) -> int:
        """Append, in one transaction, each group whose first entry is not there already; how many were not."""
        added: set[tuple[str, str]] = set()
        new: list[Entry] = []
        with self._writing() as connection:
            for entries in groups:
                first = (entries[0].what, entries[0].id)
                if first not in added and not _held(connection, *first):
                    added.add(first)
                    new += entries
            self._append(connection, new)
        return len(added)

    def _append(self, connection: Connection, entries: Sequence[Entry]) -> None:
        written = datetime.now(UTC).isoformat(timespec="seconds")
        last = connection.execute(
            select(ledger.c.sequence, ledger.c.hash).order_by(ledger.c.sequence.desc()).limit(1)
        ).first()
        sequence, previous = (last.sequence, last.hash) if last else (0, chain.START)
        rows: list[tuple[Any, ...]] = []
        for entry in entries:
            sequence += 1
            previous = chain.link(previous, sequence, written, entry)
            known = entry.known and entry.known.isoformat()
            rows.append((sequence, entry.what, entry.id, known, entry.reader, written, entry.content, previous))
        self.database.append(connection, ledger.name, COLUMNS, rows)

    def _holds(self, what: What, id: str) -> bool:
        with self._reading() as connection:
            return _held(connection, what, id)

    def _last_published(self) -> date | None:
        with self._reading() as connection:
            return connection.execute(select(func.max(ledger.c.known)).where(ledger.c.what == "report")).scalar()

    def more_claims_than(self, limit: int, known: date | None) -> bool:
        """True where more claims than `limit` were known by the day, counted no further than that."""
        some = select(ledger.c.sequence).where(ledger.c.what == "claim", ledger.c.known <= (known or date.max))
        with self._reading() as connection:
            return (connection.execute(select(func.count()).select_from(some.limit(limit + 1).subquery())).scalar() or 0) > limit

    def _rows(self, what: What, known: date | None) -> Sequence[Row[Any]]:
        if self._shared is None or what not in _FEW:
            return self._all(what, known)
        if (what, known) not in self._read:
            self._read[what, known] = self._all(what, known)
        return self._read[what, known]

    def _all(self, what: What, known: date | None) -> Sequence[Row[Any]]:
        query = select(ledger).where(ledger.c.what == what)
        if known is not None:
            query = query.where(ledger.c.known <= known)
        with self._reading() as connection:
            return connection.execute(query).all()

    def _with(self, what: What, ids: Iterable[str]) -> Iterator[Row[Any]]:
        with self._reading() as connection:
            yield from connection.execute(select(ledger).where(ledger.c.what == what, ledger.c.id.in_(sorted(set(ids)))))

    def _one(self, what: What, prefix: str) -> Kept:
        ids = ledger.c.id
        chosen = select(ledger).where(ledger.c.what == what, _begins(prefix))
        with self._reading() as connection:
            rows = connection.execute(chosen.order_by(ids).limit(4)).all()
            near = [] if rows else connection.execute(select(ids).where(ledger.c.what == what)).scalars().all()
        if len(rows) == 1:
            return self._value(rows[0])
        if rows:
            named = ", ".join(row.id for row in rows)
            raise NotFound(f"more than one {what} begins with {prefix!r}: {named}", "give more of the id")
        raise NotFound(f"no {what} with the id {prefix!r}", _did_you_mean(prefix, near))


def _entries(report: Report, claims: Iterable[Claim], reader: str) -> list[Entry]:
    """The rows of a reading, the report's first; each claim once."""
    check_reader(reader)
    known = dates.day(report.published)
    taken: dict[str, Claim] = {}
    for claim in claims:
        chain.check_claim(report, claim)
        taken.setdefault(claim.id, claim)
    first = Entry(what="report", id=report.id, known=known, content=chain.canonical(report), reader=reader)
    rest = (Entry(what="claim", id=id, known=known, content=chain.canonical(claim), reader=reader) for id, claim in taken.items())
    return [first, *rest]


def _held(connection: Connection, what: What, id: str) -> bool:
    query = select(ledger.c.sequence).where(ledger.c.what == what, ledger.c.id == id)
    return connection.execute(query).first() is not None


def _begins(prefix: str) -> ColumnElement[bool]:
    """True of the ids that begin so; found in the index, since no id has a sign after "f"."""
    return and_(ledger.c.id >= prefix, ledger.c.id < f"{prefix}g") if _IS_HEX.fullmatch(prefix) else true() if not prefix else false()


def _did_you_mean(prefix: str, ids: Sequence[str]) -> str:
    """Ids whose beginning is most like `prefix`, as a remedy."""
    from rapidfuzz import process

    beginnings = {id: id[: max(len(prefix), 4)] for id in sorted(ids)}
    near = process.extract(prefix, beginnings, limit=3, score_cutoff=60)
    if not near:
        return "list the ids with `accede claims` or `accede reports`"
    return "did you mean " + ", ".join(str(found[2]) for found in near) + "?"
