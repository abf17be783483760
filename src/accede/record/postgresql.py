"""All that is peculiar to PostgreSQL: how it is reached, how it locks, how it refuses change, how it says what is wrong.

A writing transaction takes an advisory lock at its beginning, so that one writer at a time gives out the sequence and
chains the rows. Needs psycopg 3, which the extra `postgres` brings.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import NoSuchModuleError

from accede.errors import RecordError
from accede.record import version
from accede.record.database import Database, shown
from accede.record.words import Term

# The statement-level trigger sees all new rows at once, so that COPY stays fast. It names the schema of its table, so that
# no search path and no temporary table leads it elsewhere.
REFUSE_CHANGES = (
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the record is append-only: no row is changed or deleted' USING ERRCODE = 'restrict_violation'; END $$""",
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    """CREATE FUNCTION ledger_comes_last() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE first integer; last integer; many bigint; highest integer; before boolean;
       BEGIN
         SELECT min(sequence), max(sequence), count(*) INTO first, last, many FROM added;
         EXECUTE format('SELECT (SELECT max(sequence) FROM %1$I.ledger), $1 = 1 OR EXISTS (SELECT 1 FROM %1$I.ledger WHERE sequence = $1 - 1)',
                        TG_TABLE_SCHEMA) INTO highest, before USING first;
         IF many > 0 AND (last - first + 1 <> many OR last <> highest OR NOT before) THEN
           RAISE EXCEPTION 'the record is append-only: a new row comes last' USING ERRCODE = 'restrict_violation';
         END IF;
         RETURN NULL;
       END $$""",
    """CREATE TRIGGER ledger_only_append AFTER INSERT ON ledger REFERENCING NEW TABLE AS added
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_comes_last()""",
)

SEARCH = (
    "CREATE TABLE search (place bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words ON search USING gin (words)",
)

# What begins a transaction. Nobody waits for a lock longer than the time given, in milliseconds. A reader sees one state
# throughout; whoever writes takes the advisory lock: its number is arbitrary, the schema keeps the records of one database
# apart.
_READS = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL lock_timeout = {wait}"
_WRITES = "SET LOCAL lock_timeout = {wait}; SELECT pg_advisory_xact_lock(hashtext('accede ledger'), hashtext(current_schema()))"

# So that a connection that is cut without a word is noticed in about half a minute; the address may say otherwise.
_CONNECTING = {
    "connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 30_000, "application_name": "accede", "client_encoding": "utf8",
}  # fmt: skip

_GONE = "what was finished is kept, run again to go on"
# By the beginning of the SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html): what is wrong, and
# the remedy. The longest beginning that fits is taken.
_FAULTS = {
    "08": ("cannot be reached", f"check the address and that the server runs; {_GONE}"),
    "57P": ("is gone: the server was stopped", f"start it; {_GONE}"),
    "57P03": ("cannot be reached: the server is starting or stopping", "wait, and run again"),
    "28": ("cannot be opened: the server refuses this user", "check the user, and the password in ~/.pgpass or PGPASSWORD"),
    "3D": ("does not exist on the server", "make the database first, with createdb, or name another one"),
    "3F": ("has no schema to be in", "make it first, with CREATE SCHEMA, or name another one"),
    "42501": ("may not be used so by this user", "grant SELECT and INSERT on its tables; its owner makes it and brings it up to date"),
    "42P01": ("is not a record: it lacks a table", "name another database, or restore it from a copy"),
    "25006": ("cannot be written: the server is read-only", "name the server that takes writes"),
    "55P03": ("is locked by another program", "wait until that is done, and run again"),
    "40": ("is busy: the server broke off in favour of another program", "run again"),
    "57014": ("took too long to answer", "wait until the server is less busy, and run again"),
    "53100": ("does not fit: the disk of the server is full", "free some space and run again; nothing written so far is lost"),
    "53200": ("cannot be used: the server is out of memory", "wait until it is less busy, and run again"),
    "53300": ("cannot be used: the server has no room for another connection", "wait, or raise its max_connections"),
    "58": ("cannot be read or written: the disk of the server reports an error", "check the disk, and keep a copy"),
    "XX": ("is damaged", "restore it from a copy"),
    "23001": ("is append-only", "add a row that corrects the old one"),
}

# A connection that is refused has no SQLSTATE, only the words of the server; those of one in English are known.
_REFUSED = {
    r"database \".*\" does not exist": "3D000",
    r"password authentication failed|no password supplied|role \".*\" does not exist|no pg_hba.conf entry|not permitted to log in": "28000",
    r"permission denied for database": "42501",
    r"too many clients|too many connections|remaining connection slots": "53300",
    r"the database system is (starting up|shutting down|in recovery)|not yet accepting connections": "57P03",
    r"terminating connection": "57P01",
}  # fmt: skip


class PostgreSQL(Database):
    """A record in a database, or a schema, of a PostgreSQL server.

    url: postgresql://USER@HOST/NAME, with the options of libpq. Raises RecordError where psycopg is not installed.
    """

    search_condition = "words @@ CAST(:asked AS tsquery)"
    search_key = "place"

    def __init__(self, url: URL) -> None:
        self.location = shown(url.set(drivername="postgresql"))
        settings = {name: value for name, value in _CONNECTING.items() if name not in url.query}
        try:
            # The ping spares a long-lived program the connections that were cut while it had nothing to ask.
            self.engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=settings, pool_pre_ping=True)
        except (ImportError, NoSuchModuleError) as error:
            raise RecordError(f"the record {self.location} needs psycopg", "install accede[postgres]") from error
        event.listen(self.engine, "connect", self._on_connect)
        event.listen(self.engine, "begin", _on_begin)

    def check_place(self, create: bool) -> None:
        """Nothing can be said beforehand; connecting tells."""

    def settle(self) -> None:
        """Nothing is to be done."""

    def append(self, connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """By COPY."""
        cursor: Any = connection.connection.cursor()
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def prepared(self, words: Sequence[str]) -> str:
        """With the places of each; of a word, a tsvector holds the first 256."""
        places: dict[str, list[str]] = {}
        for place, word in enumerate(words, start=1):
            places.setdefault(word, []).append(str(place))
        return " ".join(f"'{word}':{','.join(found[:256])}" for word, found in places.items())

    def matching(self, terms: Sequence[Term]) -> str:
        """Every word in quotes, so that none is taken for syntax; a tsquery without the parser's own notions."""
        return " & ".join(
            " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.beginning else "") for term in terms
        )

    def scan(self, connection: Connection, table: str, columns: Sequence[str]) -> Generator[Sequence[Any], None, None]:
        """By a cursor of the server."""
        cursor: Any = connection.connection.cursor(name="scan")
        try:
            cursor.itersize = 1_000
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {columns[0]}")
            yield from cursor
        finally:
            cursor.close()

    def fault(self, error: BaseException) -> RecordError:
        """By SQLSTATE, or by the words of the server where a connection failed before there could be one."""
        said = " ".join(str(error).split())
        state = getattr(error, "sqlstate", None) or ""
        if not state:
            state = next((state for words, state in _REFUSED.items() if re.search(words, said)), "")
        fitting = [beginning for beginning in _FAULTS if state.startswith(beginning)]
        if fitting:
            what, remedy = _FAULTS[max(fitting, key=len)]
        elif not state and type(error).__name__ in ("OperationalError", "InterfaceError"):  # of psycopg: no connection
            what, remedy = _FAULTS["08"]
            what += f" ({said.rpartition('failed: ')[2][:200]})"
        else:
            what, remedy = f"cannot be used: {said[:200]}", "check the address and the server, or name another record"
        return RecordError(f"the record {self.location} {what}", remedy)

    @property
    def driver_errors(self) -> tuple[type[BaseException], ...]:
        """Those of psycopg."""
        import psycopg

        return (psycopg.Error,)

    def _on_connect(self, connection: Any, _: Any) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            remedy = "make one with createdb --encoding=UTF8 --template=template0"
            raise RecordError(f"the record {self.location} cannot hold every letter: its encoding is {encoding}", remedy)


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql((_WRITES if writes else _READS).format(wait=round(version.BUSY_SECONDS * 1000)))
