"""Places for a record: a file, and a schema of a real PostgreSQL server that a wheel brings."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, make_url

_numbers = itertools.count()


class Place(Protocol):
    """Where a record can be; `raw` runs statements past the ledger, `unlocked` without what refuses changes."""

    location: str | Path

    def raw(self, *statements: str) -> None: ...

    def unlocked(self, *statements: str) -> None: ...


class FilePlace:
    """A record in a file."""

    def __init__(self, path: Path) -> None:
        self.location: str | Path = path

    def raw(self, *statements: str) -> None:
        connection = sqlite3.connect(self.location)
        try:
            with connection:
                for statement in statements:
                    connection.execute(statement)
        finally:
            connection.close()

    def unlocked(self, *statements: str) -> None:
        connection = sqlite3.connect(self.location)
        triggers = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        connection.close()
        self.raw(*(f"DROP TRIGGER {name}" for name in triggers), *statements)


class ServerPlace:
    """A record in a schema of its own on a server."""

    def __init__(self, server: str) -> None:
        name = f"record_{next(_numbers)}"
        self._engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"))
        self.raw(f"CREATE SCHEMA {name}")
        self.name = name
        self.location: str | Path = f"{server}&options=-csearch_path%3D{name}"

    def raw(self, *statements: str) -> None:
        with self._engine.begin() as connection:
            if hasattr(self, "name"):
                connection.exec_driver_sql(f"SET LOCAL search_path = {self.name}")
            for statement in statements:
                connection.exec_driver_sql(statement)

    def unlocked(self, *statements: str) -> None:
        self.raw("ALTER TABLE ledger DISABLE TRIGGER ALL", *statements)

    def close_connections(self) -> None:
        """So that the server may be killed."""
        self._engine.dispose()

    def close(self) -> None:
        self.raw(f"DROP SCHEMA {self.name} CASCADE")
        self._engine.dispose()
