"""All that is peculiar to SQLite: how it is opened, how it locks, how it refuses change, how it says what is wrong.

The record is in write-ahead mode, so that readers never wait for a writer. A writing transaction takes the lock at
its beginning (BEGIN IMMEDIATE): what it looked up still holds when it writes.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, QueuePool, create_engine, event

from accede.errors import RecordBroken, RecordError
from accede.record import version
from accede.record.database import Database
from accede.record.glance import uri
from accede.record.words import Term

# The insert trigger is needed because INSERT OR REPLACE deletes rows without asking the delete trigger.
REFUSE_CHANGES = (
    """CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
       BEGIN SELECT RAISE(ABORT, 'the record is append-only: no row is changed'); END""",
    """CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
       BEGIN SELECT RAISE(ABORT, 'the record is append-only: no row is deleted'); END""",
    """CREATE TRIGGER ledger_only_append BEFORE INSERT ON ledger
       WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM ledger)
         OR EXISTS (SELECT 1 FROM ledger WHERE what = NEW.what AND id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'the record is append-only: a new row comes last'); END""",
)

# The index alone, without the texts, which are in the ledger. The words come folded, with a space between them: this
# tokenizer parts at spaces and takes every letter as it is.
SEARCH = ("CREATE VIRTUAL TABLE search USING fts5(words, content = '', tokenize = 'ascii')",)

# By the beginning of SQLite's error name (https://www.sqlite.org/rescode.html): what is wrong, and the remedy.
_FAULTS = {
    "SQLITE_READONLY": ("cannot be written", "check the permissions of the file and its folder, or copy it"),
    "SQLITE_PERM": ("cannot be written", "check the permissions of the file and its folder, or copy it"),
    "SQLITE_FULL": ("does not fit: the disk is full", "free some space and run again; nothing written so far is lost"),
    "SQLITE_BUSY": ("is locked by another program", "wait until that is done, and run again"),
    "SQLITE_LOCKED": ("is locked by another program", "wait until that is done, and run again"),
    "SQLITE_NOTADB": ("is not a record: the file is no SQLite database", "name another file for the record"),
    "SQLITE_CORRUPT": ("is damaged", "restore it from a copy, or read the reports into a new record"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check that its folder exists and that you may write there"),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error", "check the disk, and run again; what was finished is kept"),
    "SQLITE_CONSTRAINT_TRIGGER": ("is append-only", "add a row that corrects the old one"),
}


class SQLite(Database):
    """A record in one file."""

    search_condition = "search MATCH :asked"
    search_key = "rowid"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.location = str(path)
        # The address is made when it is needed: the place is looked at first, and it says what is wrong with it.
        self.engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool)
        event.listen(self.engine, "begin", _on_begin)
        event.listen(self.engine, "commit", self._on_commit)

    def check_place(self, create: bool) -> None:
        """Say what is wrong with the place in the words of files, before SQLite says it in its own."""
        path = self.path
        try:
            place = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            place = None
        except OSError as error:
            raise RecordError(f"the record {path} cannot be looked at: {error.strerror}", "check the permissions of its folder") from error
        if place and stat.S_ISDIR(place.st_mode):
            raise RecordError(f"the record {path} is a folder", "name a file in it, such as accede.db")
        if place and not stat.S_ISREG(place.st_mode):
            raise RecordError(f"the record {path} is no file", "name a file")
        if not place:
            if not create:
                raise RecordError(f"there is no record at {path}", "read some reports first, or name another record")
            if not path.parent.is_dir():
                raise RecordError(f"the folder of the record {path} does not exist", "make it first, or name another place")
        elif not os.access(path, os.R_OK):
            raise RecordError(f"the record {path} may not be read", "check its permissions")
        if create and not (os.access(path.parent, os.W_OK) and (not place or os.access(path, os.W_OK))):
            raise RecordError(f"the record {path} may not be written", "check the permissions of the file and its folder")

    def settle(self) -> None:
        """Put the file into write-ahead mode, for good.

        SQLite does not wait for a lock here as it does elsewhere, so two processes that make the record at the same
        moment would fail without trying again.
        """
        raw = self.engine.raw_connection()
        deadline = time.monotonic() + version.BUSY_SECONDS
        try:
            while True:
                try:
                    raw.cursor().execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.01)
        finally:
            raw.close()

    def append(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """By executemany of the driver."""
        marks = ", ".join("?" * len(columns))
        cursor = connection.connection.cursor()
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        cursor.close()

    def prepared(self, words: Sequence[str]) -> str:
        """With a space between them."""
        return " ".join(words)

    def matching(self, terms: Sequence[Term]) -> str:
        """Every term as a phrase in quotes, so that no word is taken for syntax (https://sqlite.org/fts5.html)."""
        return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.beginning else ""}' for term in terms)

    def scan(self, connection: Connection, table: str, columns: Sequence[str]) -> Generator[Sequence[Any], None, None]:
        """By a cursor of the driver, row by row."""
        cursor: Any = connection.connection.cursor()
        try:
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {columns[0]}")
            yield from cursor
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) is not None:
                raise
            raise RecordBroken("holds text that is not UTF-8") from error  # of the driver, not of SQLite
        finally:
            cursor.close()

    def fault(self, error: BaseException) -> RecordError:
        """By the name that SQLite gives the error."""
        name = getattr(error, "sqlite_errorname", "") or ""
        for prefix, (what, remedy) in _FAULTS.items():
            if name.startswith(prefix):
                return RecordError(f"the record {self.location} {what}", remedy)
        return RecordError(f"the record {self.location} cannot be used: {error}", "check the file, or name another one")

    def _connect(self) -> sqlite3.Connection:
        # A server's threads take turns with a connection, and never share it.
        connection = sqlite3.connect(uri(self.path), uri=True, timeout=version.BUSY_SECONDS, check_same_thread=False)
        connection.isolation_level = None  # transactions begin where `_on_begin` says, not where the driver guesses
        connection.execute("PRAGMA synchronous = FULL")
        self._file = self._there()
        return connection

    def _there(self) -> tuple[int, int] | None:
        """The file that lies at the place now."""
        try:
            place = os.stat(self.path)
        except OSError:
            return None
        return place.st_dev, place.st_ino

    def _on_commit(self, connection: Connection) -> None:
        """Refuse to say that rows are kept in a file that was removed: it stays open, and takes rows, until it is closed."""
        if connection.get_execution_options().get("writes", False) and self._there() != self._file:
            raise RecordError(f"the record {self.location} was removed or moved meanwhile", "put it back or name another, and run again")

    @property
    def driver_errors(self) -> tuple[type[BaseException], ...]:
        """Those of sqlite3."""
        return (sqlite3.Error,)


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
