"""Opening a database as a record: making it where there is none, bringing an older one up to date.

Whether there is anything to do is seen from the version table by a plain query, so that opening a record that is
up to date does not cost the import of alembic.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from accede.errors import RecordError, RecordTooNew
from accede.record import sqlite
from accede.record.version import HEAD, VERSION_TABLE


@contextmanager
def in_one_line(location: str) -> Iterator[None]:
    """Turn what the database raises into a RecordError that names the record and the remedy."""
    try:
        yield
    except DBAPIError as error:
        raise sqlite.fault(location, error.orig) from error
    except sqlite3.Error as error:
        raise sqlite.fault(location, error) from error


def open_engine(location: str | Path, *, create: bool) -> tuple[Engine, str]:
    """An engine on the record at `location`, with the schema at HEAD, and the location in words.

    location: a path, or a URL such as sqlite:///process.db.
    create: make the record where there is none, and bring an older one up to date; without it nothing is written.
    Raises RecordError where the place cannot be used, RecordTooNew where a newer Accede wrote it.
    """
    path = _path(location)
    _check_place(path, create)
    engine = sqlite.engine(path)
    try:
        with in_one_line(str(path)):
            _bring_to_head(engine, str(path), create)
    except BaseException:
        engine.dispose()
        raise
    return engine, str(path)


def _path(location: str | Path) -> Path:
    if isinstance(location, Path) or "://" not in location:
        return Path(location)
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise RecordError(f"not the address of a record: {location}", "give a path or sqlite:///PATH") from error
    if url.get_backend_name() != "sqlite" or not url.database:
        shown = url.render_as_string(hide_password=True)
        raise RecordError(f"a record cannot be kept at {shown}", "give a path or sqlite:///PATH")
    return Path(url.database)


def _check_place(path: Path, create: bool) -> None:
    """Say what is wrong with the place in the words of files, before SQLite says it in its own."""
    if path.is_dir():
        raise RecordError(f"the record {path} is a folder", "name a file in it, such as accede.db")
    if not path.exists():
        if not create:
            raise RecordError(f"there is no record at {path}", "read some reports first, or name another record")
        if not path.parent.is_dir():
            raise RecordError(f"the folder of the record {path} does not exist", "make it first, or name another place")
    elif not os.access(path, os.R_OK):
        raise RecordError(f"the record {path} may not be read", "check its permissions")
    if create and not os.access(path if path.exists() else path.parent, os.W_OK):
        raise RecordError(f"the record {path} may not be written", "check the permissions of the file and its folder")


def _version(connection: Connection, location: str) -> str:
    """The version of the schema; empty for an empty database."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE in names:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none() or ""
    if names:
        raise RecordError(f"{location} is a database, but not a record", "name another file for the record")
    return ""


def _bring_to_head(engine: Engine, location: str, create: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection, location)
    if version == HEAD:
        return
    if version > HEAD:
        raise RecordTooNew(
            f"the record {location} has version {version}, this Accede knows {HEAD}", "install a newer Accede"
        )
    if not create:
        state = f"has the older version {version}" if version else "is empty"
        raise RecordError(f"the record {location} {state}", "read reports into it once, that brings it up to date")
    with engine.execution_options(writes=True).begin() as connection:
        if _version(connection, location) < HEAD:  # again, with the lock: another process may have been first
            _migrate(connection)
    sqlite.use_write_ahead(engine)


def _migrate(connection: Connection) -> None:
    """Run the migrations in the transaction of `connection`: the schema and its version change together or not."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "accede.record:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
