"""A look at a record in a file, without what writing needs: an answer then starts in half the time.

All that is asked of it is answered from one state, whatever others add meanwhile.
It reads a file of this version and nothing else. Whatever is unusual (no such file, an older or newer version, no
record at all) it leaves to `Record.open`, which says what is wrong; so there is one place for that.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from accede.record.chain import What
from accede.record.holdings import Holdings, Row
from accede.record.version import BUSY_SECONDS, HEAD, VERSION_TABLE


def uri(path: Path) -> str:
    """The file as SQLite is to open it.

    Looking at a record needs two files beside it (-wal, -shm). In a folder where none can be made (a disc, a snapshot, a
    folder of somebody else) the file alone is the record, as long as there is no -wal file with rows that it lacks.
    """
    beside = path.with_name(path.name + "-wal")
    sealed = path.is_file() and not os.access(path.parent, os.W_OK) and not (beside.exists() and os.path.getsize(beside))
    return f"{path.absolute().as_uri()}?immutable={int(sealed)}"


class Glance(Holdings):
    """A record that is open for reading. Made by `Glance.at`; a context manager that closes it."""

    def __init__(self, connection: sqlite3.Connection, location: str) -> None:
        self._connection = connection
        self.location = location

    @classmethod
    def at(cls, location: str | Path) -> Self | None:
        """The record in the file, None where it is not a file of this version that can be read."""
        path = Path(location)
        if "://" in str(location):
            return None
        try:
            if not path.is_file():
                return None
            connection = sqlite3.connect(f"{uri(path)}&mode=ro", uri=True, timeout=BUSY_SECONDS)
            connection.isolation_level = None
        except (OSError, sqlite3.Error):
            return None
        try:
            connection.execute("BEGIN")
            if connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall() == [(HEAD,)]:
                return cls(connection, str(path))
        except sqlite3.Error:
            pass
        connection.close()
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def _asked(self, query: str, *values: object) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            from accede.record.sqlite import SQLite

            raise SQLite(Path(self.location)).fault(error) from error

    def rows(self) -> int:
        """How many rows the record has."""
        ((last,),) = self._asked("SELECT max(sequence) FROM ledger")
        return last or 0

    def _last_published(self) -> date | None:
        ((day,),) = self._asked("SELECT max(known) FROM ledger WHERE what = 'report'")
        return date.fromisoformat(day) if day else None

    def more_claims_than(self, limit: int, known: date | None) -> bool:
        query = "SELECT count(*) FROM (SELECT 1 FROM ledger WHERE what = 'claim' AND known <= ? LIMIT ?)"
        ((count,),) = self._asked(query, (known or date.max).isoformat(), limit + 1)
        return bool(count > limit)

    def _rows(self, what: What, known: date | None) -> Sequence[Row]:
        rows = self._asked("SELECT sequence, what, id, known, content FROM ledger WHERE what = ?", what)
        held = (Row(n, sort, id, date.fromisoformat(day) if day else None, content) for n, sort, id, day, content in rows)
        return [row for row in held if known is None or (row.known is not None and row.known <= known)]


@contextmanager
def looked_at(location: str) -> Iterator[Holdings]:
    """What the record at `location` holds now, in one state; closed at the end. Raises RecordError as `Record.open` does."""
    glance = Glance.at(location)
    if glance is None:
        from accede.record.ledger import Record

        with Record.open(location, create=False) as record, record.one_state() as held:
            yield held
    else:
        with glance:
            yield glance
