"""All that is peculiar to SQLite: how it is opened, how it locks, how it refuses change, how it says what is wrong.

The record is in write-ahead mode, so that readers never wait for a writer. A writing transaction takes the lock at
its beginning (BEGIN IMMEDIATE): what it looked up still holds when it writes.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from accede.errors import RecordError
from accede.record.version import BUSY_SECONDS

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
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error", "check the disk, and keep a copy"),
    "SQLITE_CONSTRAINT_TRIGGER": ("is append-only", "add a row that corrects the old one"),
}


def engine(path: Path) -> Engine:
    """An engine on the file at `path`, in which a connection with the option `writes` locks at once."""
    made = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(made, "connect", _on_connect)
    event.listen(made, "begin", _on_begin)
    return made


def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_on_begin` says, not where the driver guesses
    connection.execute("PRAGMA synchronous = FULL")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_write_ahead(engine: Engine) -> None:
    """Put the file into write-ahead mode, for good.

    SQLite does not wait for a lock here as it does elsewhere, so two processes that make the record at the same
    moment would fail without trying again.
    """
    raw = engine.raw_connection()
    deadline = time.monotonic() + BUSY_SECONDS
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


def fault(location: str, error: BaseException | None) -> RecordError:
    """What the driver's error means to a user, in one line."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, (what, remedy) in _FAULTS.items():
        if name.startswith(prefix):
            return RecordError(f"the record {location} {what}", remedy)
    return RecordError(f"the record {location} cannot be used: {error}", "check the file, or name another one")
