"""What the ledger asks of a database, whichever it is: one contract, kept by `sqlite` and by `postgresql`.

What always holds: a transaction of a connection with the option `writes` has the record for itself from its beginning,
so that what it looked up still holds when it writes; it waits BUSY_SECONDS for others and then says so. Readers never
wait. No row of the ledger is changed, deleted or put anywhere but at the end, whoever asks. What goes wrong is said in
one line with its remedy, and without a password.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from accede.errors import RecordError
from accede.record.words import Term

#: The forms of address, for remedies.
FORMS = "give a path or a URL such as postgresql://USER@HOST/NAME"


class Database(ABC):
    """A place for a record; made by `at`.

    location: the place as it is shown. engine: opens connections; nothing is opened before it is asked for.
    """

    location: str
    engine: Engine

    @abstractmethod
    def check_place(self, create: bool) -> None:
        """Say what is wrong with the place before the database says it in its own words. Raises RecordError."""

    @abstractmethod
    def settle(self) -> None:
        """What is to be done once, outside of any transaction, before there is a table."""

    @abstractmethod
    def append(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Add many rows to a table, the fastest way that the database has, in the transaction of the connection."""

    #: When a row of the table `search` has what is `:asked` for; its column that says where it stands in the order.
    search_condition: str
    search_key: str

    @abstractmethod
    def prepared(self, words: Sequence[str]) -> str:
        """The words of a text, as `accede.record.words` finds them, in the form in which the search index takes them."""

    @abstractmethod
    def matching(self, terms: Sequence[Term]) -> str:
        """The question for these terms in the language of the search index."""

    @abstractmethod
    def scan(self, connection: Connection, table: str, columns: Sequence[str]) -> Generator[Sequence[Any], None, None]:
        """All rows of a table in the order of the first column, as the driver gives them, few of them in memory at once.

        The connection must be in a transaction. Raises RecordBroken at a row that cannot be read.
        """

    @abstractmethod
    def fault(self, error: BaseException) -> RecordError:
        """What an error of the driver means to a user, in one line."""

    @property
    @abstractmethod
    def driver_errors(self) -> tuple[type[BaseException], ...]:
        """What the driver raises where it is used without SQLAlchemy."""

    @contextmanager
    def in_one_line(self) -> Iterator[None]:
        """Turn what the database raises into a RecordError that names the record and the remedy."""
        try:
            yield
        except SQLAlchemyError as error:
            raise self.fault(getattr(error, "orig", None) or error) from error
        except self.driver_errors as error:
            raise self.fault(error) from error


def at(location: str | Path) -> Database:
    """The database at a path, or at a URL. Raises RecordError for the address of nothing that can hold a record."""
    from accede.record.sqlite import SQLite

    if isinstance(location, Path) or "://" not in location:
        return SQLite(Path(location))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError) as error:
        unnamed = _SECRETS.sub(r"\1***", location.rpartition("@")[2])
        raise RecordError(f"not the address of a record: {unnamed}", FORMS) from error
    if url.drivername == "sqlite" and url.database:
        return SQLite(Path(url.database))
    if url.get_backend_name() in ("postgresql", "postgres"):
        from accede.record.postgresql import PostgreSQL

        return PostgreSQL(url)
    raise RecordError(f"a record cannot be kept at {shown(url)}", FORMS)


def shown(url: URL) -> str:
    """The URL as it may be shown: without a password, wherever in it that stands."""
    return _SECRETS.sub(r"\1***", url.render_as_string(hide_password=True))


_SECRETS = re.compile(r"(password=)[^&]*", re.IGNORECASE)
