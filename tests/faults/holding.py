"""What a record holds, looked at from outside: whatever its version, and without what the reading of it would mend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import inspect, text

from accede.record import Record, database
from accede.record.version import HEAD, VERSION_TABLE
from tests.places import Place


class Row(NamedTuple):
    """A row of the ledger, but for when it was written and the hash, which depends on that."""

    what: str
    id: str
    known: str
    reader: str
    content: str


def rows(place: Place) -> list[Row]:
    """The rows of the ledger in their order; none where there is no ledger yet."""
    engine = database.at(place.location).engine
    try:
        with engine.connect() as connection:
            if "ledger" not in inspect(connection).get_table_names():
                return []
            found = connection.execute(text("SELECT what, id, known, reader, content FROM ledger ORDER BY sequence"))
            return [Row(row.what, row.id, str(row.known), row.reader, row.content) for row in found]
    finally:
        engine.dispose()


def version(place: Place) -> str:
    """The version of the record, empty for none."""
    engine = database.at(place.location).engine
    try:
        with engine.connect() as connection:
            if VERSION_TABLE not in inspect(connection).get_table_names():
                return ""
            return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or ""
    finally:
        engine.dispose()


def verified(place: Place) -> int:
    """The number of rows, once the record has been verified; 0 for a place where there is none of this version yet."""
    if version(place) != HEAD:
        return 0
    with Record.open(place.location, create=False) as record:
        return record.verify().rows


def whole(held: Sequence[Row], among: Sequence[Row]) -> bool:
    """True where `held` is the beginning of `among`, and ends with a whole report: the next row begins something new."""
    return list(held) == list(among[: len(held)]) and (len(held) == len(among) or among[len(held)].what != "claim")


def settled(place: Place) -> bool:
    """True where readers do not wait for a writer: a file is in write-ahead mode."""
    engine = database.at(place.location).engine
    try:
        with engine.connect() as connection:
            return engine.dialect.name != "sqlite" or connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    finally:
        engine.dispose()
