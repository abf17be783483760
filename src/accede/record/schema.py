"""Opening a database as a record: making it where there is none, bringing an older one up to date.

Whether there is anything to do is seen from the version table by a plain query, so that opening a record that is
up to date does not cost the import of alembic.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from accede.errors import RecordError, RecordTooNew
from accede.record.database import Database, at
from accede.record.version import HEAD, VERSION_TABLE


def open_database(location: str | Path, *, create: bool) -> Database:
    """The record at `location`, with the schema at HEAD.

    location: a path, or a URL such as sqlite:///process.db or postgresql://USER@HOST/NAME.
    create: make the record where there is none, and bring an older one up to date; without it nothing is written.
    Raises RecordError where the place cannot be used, RecordTooNew where a newer Accede wrote it.
    """
    database = at(location)
    database.check_place(create)
    try:
        with database.in_one_line():
            _bring_to_head(database, create)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _version(connection: Connection, location: str) -> str:
    """The version of the schema; empty for an empty database."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE in names:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none() or ""
    if names:
        raise RecordError(f"{location} is a database, but not a record", "name another file for the record")
    return ""


def _bring_to_head(database: Database, create: bool) -> None:
    engine, location = database.engine, database.location
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
    database.settle()  # before the version is written: whoever finds it finds this done
    with engine.execution_options(writes=True).begin() as connection:
        if _version(connection, location) < HEAD:  # again, with the lock: another process may have been first
            _migrate(connection)


def _migrate(connection: Connection) -> None:
    """Run the migrations in the transaction of `connection`: the schema and its version change together or not."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "accede.record:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
