"""What a server can do to a record, and what the user is told of it: one line, with a remedy and without a password."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from record_samples import reading
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import DBAPIError

from accede.errors import RecordError
from accede.record import Record, version
from accede.record.database import at
from tests.places import ServerPlace

SECRET = "open-sesame"
Administer = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def server(postgresql_server: str) -> Iterator[ServerPlace]:
    """A place on the server, for tests that are about servers only."""
    made = ServerPlace(postgresql_server)
    yield made
    made.close()


@pytest.fixture
def url(postgresql_server: str) -> URL:
    return make_url(postgresql_server)


@pytest.fixture
def administer(url: URL) -> Iterator[Administer]:
    """Runs statements that no transaction may hold, such as CREATE DATABASE."""
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")

    def run(*statements: str) -> list[tuple[Any, ...]]:
        with engine.connect() as connection:
            results = [connection.exec_driver_sql(statement) for statement in statements]
            return [tuple(row) for row in results[-1]] if results[-1].returns_rows else []

    yield run
    engine.dispose()


def said(location: str | Path, *, create: bool = True) -> str:
    """What a user is told who opens a record there and writes to it."""
    with pytest.raises(RecordError) as error, Record.open(location, create=create) as record:
        record.add_reading(*reading(), "rules 1")
    line = str(error.value)
    assert "\n" not in line and error.value.remedy and SECRET not in line
    return line


def as_text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "cannot be reached (Connection refused" in said(f"postgresql://me:{SECRET}@127.0.0.1:{port}/accede")
    assert "cannot be reached" in said(f"postgresql://me:{SECRET}@/accede?host={tmp_path}")


def test_what_the_address_gets_wrong_is_named(url: URL) -> None:
    assert "make the database first" in said(as_text(url.set(database="nowhere")))
    assert "refuses this user" in said(as_text(url.set(username="nobody", password=SECRET)))
    assert "invalid connection option" in said(as_text(url.update_query_dict({"sesam": "1"})))
    assert "make it first, with CREATE SCHEMA" in said(as_text(url.update_query_dict({"options": "-csearch_path=nowhere"})))


def test_a_wrong_password_is_named(url: URL, administer: Administer) -> None:
    ((rules,),) = administer("SHOW hba_file")
    before = Path(rules).read_text(encoding="utf-8")
    Path(rules).write_text("local all guarded scram-sha-256\n" + before, encoding="utf-8")
    administer(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'", "SELECT pg_reload_conf()")
    try:
        right, wrong = (as_text(url.set(username="guarded", password=word)) for word in (SECRET, "x" + SECRET))
        deadline = time.monotonic() + 10
        while "owner makes it" in said(wrong) and time.monotonic() < deadline:
            time.sleep(0.02)  # until the server has read its rules again
        assert "~/.pgpass" in said(wrong)
        assert "owner makes it" in said(right)  # it is let in, and may not make tables
    finally:
        Path(rules).write_text(before, encoding="utf-8")
        administer("DROP ROLE guarded", "SELECT pg_reload_conf()")


def test_a_database_that_cannot_hold_every_letter_is_refused(url: URL, administer: Administer) -> None:
    administer("CREATE DATABASE narrow ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        assert "its encoding is LATIN1 (make one with createdb --encoding=UTF8" in said(as_text(url.set(database="narrow")))
    finally:
        administer("DROP DATABASE narrow")


def test_a_database_of_something_else_is_left_alone(server: ServerPlace) -> None:
    server.raw("CREATE TABLE birds (name text)")
    assert "is a database, but not a record" in said(server.location)


def test_a_record_that_is_not_there_is_not_made_by_asking(server: ServerPlace) -> None:
    assert "is empty" in said(server.location, create=False)
    with pytest.raises(DBAPIError):
        server.raw("SELECT 1 FROM ledger")


def test_a_read_only_server_is_named(server: ServerPlace) -> None:
    Record.open(server.location).close()
    location = f"{server.location}%20-cdefault_transaction_read_only%3Don"
    assert "name the server that takes writes" in said(location)
    with Record.open(location, create=False) as record:
        assert record.reports() == []


def test_a_writer_waits_for_another_so_long_and_then_says_so(server: ServerPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(server.location) as record, Record.open(server.location) as other:
        with other._writing(), monkeypatch.context() as patch:
            patch.setattr(version, "BUSY_SECONDS", 0.05)
            assert "is locked by another program" in said(server.location)
            assert record.reports() == []
        assert record.add_reading(*reading(), "rules 1")


def end_all_others(administer: Administer) -> None:
    administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'accede'")


def test_a_connection_that_is_cut_costs_what_was_at_work_and_nothing_else(server: ServerPlace, administer: Administer) -> None:
    with Record.open(server.location) as record:
        record.add_reading(*reading(1), "rules 1")
        with pytest.raises(RecordError, match="is gone: the server was stopped") as error, record._writing() as connection:
            end_all_others(administer)
            connection.exec_driver_sql("SELECT 1")
        assert "\n" not in str(error.value)
        assert record.add_reading(*reading(2), "rules 1")
        end_all_others(administer)  # between two questions: nobody notices
        assert len(record.reports()) == 2
        assert record.verify().rows == 6


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("DiskFull", "disk of the server is full"),
        ("OutOfMemory", "out of memory"),
        ("TooManyConnections", "no room for another connection"),
        ("CrashShutdown", "the server was stopped"),
        ("CannotConnectNow", "starting or stopping"),
        ("ConnectionFailure", "cannot be reached"),
        ("UndefinedTable", "lacks a table"),
        ("DeadlockDetected", "run again"),
        ("IoError", "check the disk"),
        ("DataCorrupted", "is damaged"),
        ("SyntaxError", "cannot be used"),
        ("OperationalError", "cannot be reached"),
    ],
)
def test_what_a_server_reports_is_said_in_one_line(name: str, says: str) -> None:
    errors = pytest.importorskip("psycopg").errors
    error = at(f"postgresql://me:{SECRET}@records.example.org/accede").fault(getattr(errors, name)("a line\nand another"))
    assert says in str(error) and "\n" not in str(error) and error.remedy


@pytest.mark.parametrize(
    "location",
    [
        f"postgresql://me:{SECRET}@records.example.org/accede",
        f"postgresql://records.example.org/accede?user=me&password={SECRET}&sslmode=require",
        f"postgresql+psycopg://me@records.example.org/accede?sslpassword={SECRET}",
    ],
)
def test_a_password_is_never_shown(location: str) -> None:
    pytest.importorskip("psycopg")
    place = at(location).location
    assert SECRET not in place and "***" in place and "records.example.org/accede" in place


@pytest.mark.parametrize("location", [
    f"postgresql://me:{SECRET}@records.example.org:none/accede", f"mysql://me:{SECRET}@records.example.org/accede",
    f"postgresql://records.example.org:none/accede?password={SECRET}", f"mysql://records.example.org/accede?password={SECRET}",
])  # fmt: skip
def test_an_address_that_is_refused_shows_no_password(location: str) -> None:
    with pytest.raises(RecordError) as error:
        at(location)
    assert SECRET not in str(error.value) and "records.example.org" in str(error.value)


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"needs psycopg \(install accede\[postgres\]\)"):
        at("postgresql://records.example.org/accede")


def test_a_role_that_only_asks_and_one_that_adds(server: ServerPlace, administer: Administer, url: URL) -> None:
    """The rights that docs/postgresql.md names are enough, and no more."""
    Record.open(server.location).close()
    schema = server.name
    administer(
        "CREATE ROLE asks LOGIN", "CREATE ROLE adds LOGIN", f"GRANT USAGE ON SCHEMA {schema} TO asks, adds",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO asks, adds", f"GRANT INSERT ON ALL TABLES IN SCHEMA {schema} TO adds",
    )  # fmt: skip
    own = make_url(str(server.location))
    try:
        with Record.open(as_text(own.set(username="adds"))) as record:
            assert record.add_reading(*reading(), "rules 1")
        with Record.open(as_text(own.set(username="asks")), create=False) as record:
            assert record.verify().rows == 3
            with pytest.raises(RecordError, match="may not be used so by this user"):
                record.add_reading(*reading(2), "rules 1")
    finally:
        administer("DROP OWNED BY asks, adds", "DROP ROLE asks", "DROP ROLE adds")


def test_invariant_2_no_table_of_the_same_name_leads_the_refusal_astray(server: ServerPlace) -> None:
    with Record.open(server.location) as record:
        record.add_reading(*reading(), "rules 1")
        with pytest.raises(DBAPIError, match="append-only"):
            server.raw(
                "CREATE TEMPORARY TABLE ledger AS SELECT 9 AS sequence",
                f"INSERT INTO {server.name}.ledger SELECT 9, 'act', id, known, reader, written, content, hash"
                f" FROM {server.name}.ledger WHERE sequence = 1",
            )
        assert record.verify().rows == 3


def test_invariant_2_nothing_is_taken_away_at_once(server: ServerPlace) -> None:
    with Record.open(server.location) as record:
        record.add_reading(*reading(), "rules 1")
        with pytest.raises(DBAPIError, match="append-only"):
            server.raw("TRUNCATE ledger")
        assert record.verify().rows == 3
