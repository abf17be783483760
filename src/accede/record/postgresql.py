"""All that is peculiar to PostgreSQL: how it is reached, how it locks, how it refuses change, how it says what is wrong.

A writing transaction takes an advisory lock at its beginning, so that one writer at a time gives out the sequence and
chains the rows. Needs psycopg 3, which the extra `postgres` brings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import NoSuchModuleError

from accede.errors import RecordError
from accede.record import version
from accede.record.database import Database

# The statement-level trigger sees all new rows at once, so that COPY stays fast.
REFUSE_CHANGES = (
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the record is append-only: no row is changed or deleted' USING ERRCODE = 'restrict_violation'; END $$""",
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    """CREATE FUNCTION ledger_comes_last() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE first integer; last integer; many bigint;
       BEGIN
         SELECT min(sequence), max(sequence), count(*) INTO first, last, many FROM added;
         IF many > 0 AND (last - first + 1 <> many OR last <> (SELECT max(sequence) FROM ledger)
            OR (first > 1 AND NOT EXISTS (SELECT 1 FROM ledger WHERE sequence = first - 1))) THEN
           RAISE EXCEPTION 'the record is append-only: a new row comes last' USING ERRCODE = 'restrict_violation';
         END IF;
         RETURN NULL;
       END $$""",
    """CREATE TRIGGER ledger_only_append AFTER INSERT ON ledger REFERENCING NEW TABLE AS added
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_comes_last()""",
)

# Whoever writes to the record takes this lock; the number is arbitrary, the schema keeps records of one database apart.
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('accede ledger'), hashtext(current_schema()))"

# By the beginning of the SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html): what is wrong, and
# the remedy. The longest beginning that fits is taken.
_FAULTS = {
    "08": ("cannot be reached", "check the address and that the server runs; what was finished is kept, run again to go on"),
    "57P": ("is gone: the server was stopped", "start it and run again; what was finished is kept"),
    "28": ("cannot be opened: the server refuses this user", "check user and password (PGPASSWORD or a .pgpass file)"),
    "3D": ("does not exist on the server", "make the database first, with createdb, or name another one"),
    "42501": ("may not be used by this user", "grant SELECT and INSERT on its tables, or name another user"),
    "25006": ("cannot be written: the server is read-only", "name the server that takes writes"),
    "55P03": ("is locked by another program", "wait until that is done, and run again"),
    "57014": ("took too long to answer", "wait until the server is less busy, and run again"),
    "53100": ("does not fit: the disk of the server is full", "free some space and run again; nothing written so far is lost"),
    "53": ("cannot be used: the server has no room for another connection", "wait, or raise its limits"),
    "23001": ("is append-only", "add a row that corrects the old one"),
    "": ("cannot be reached", "check the address and that the server runs; what was finished is kept, run again to go on"),
}


class PostgreSQL(Database):
    """A record in a database, or a schema, of a PostgreSQL server.

    url: postgresql://USER@HOST/NAME, with the options of libpq. Raises RecordError where psycopg is not installed.
    """

    def __init__(self, url: URL) -> None:
        self.location = url.render_as_string(hide_password=True)
        wait = round(version.BUSY_SECONDS * 1000)
        # After a connection is cut without a word, silence is noticed in about half a minute.
        settings = {
            "connect_timeout": 10, "application_name": "accede", "options": f"-c lock_timeout={wait} {url.query.get('options', '')}",
            "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
        }  # fmt: skip
        try:
            self.engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=settings)
        except (ImportError, NoSuchModuleError) as error:
            raise RecordError(f"the record {self.location} needs psycopg", "install accede[postgres]") from error
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

    def fault(self, error: BaseException) -> RecordError:
        """By SQLSTATE; where there is none, the connection failed."""
        state = getattr(error, "sqlstate", None) or ""
        said = " ".join(str(error).split())
        if not state:
            state = next((code for words, code in _REFUSED.items() if words in said), "")
        fitting = [beginning for beginning in _FAULTS if state.startswith(beginning)]
        beginning = max(fitting, key=len)
        if state and not beginning:
            return RecordError(f"the record {self.location} cannot be used: {said}", "check the server, or name another record")
        what, remedy = _FAULTS[beginning]
        return RecordError(f"the record {self.location} {what}", remedy)

    @property
    def driver_errors(self) -> tuple[type[BaseException], ...]:
        """Those of psycopg."""
        import psycopg

        return (psycopg.Error,)


# A connection that is refused has no SQLSTATE; libpq's words, which are the server's in English.
_REFUSED = {
    "password authentication failed": "28P01",
    "no password supplied": "28P01",
    "does not exist": "3D000",
    "no pg_hba.conf entry": "28000",
    "too many clients": "53300",
}


def _on_begin(connection: Connection) -> None:
    """A writer takes the lock; a reader sees one state throughout its transaction."""
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(_LOCK)
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
