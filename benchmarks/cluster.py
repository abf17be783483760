"""How much faster a corpus is read by two workers of a cluster than by one, and whether the record is the same.

usage: OPENBLAS_NUM_THREADS=1 python benchmarks/cluster.py [PATHS...] [--reports N] [--rounds N] [--workers 1 2]

Without PATHS a corpus is made of the reports in examples/nordic-accession, repeated with other numbers in them until
there are so many (all of them on topic). Workers are processes of this machine with one thread each, started and warmed up
before the clock runs; what is counted is elapsed time from the first file to the last row of the record, and the processor
time of the process that hands out, sorts and writes (the scheduler's included). Each round goes through all numbers of
workers in turn, so that whatever else the machine does slows all alike; the ratio is that of the same round.

The records must be the same, row by row, but for the time of writing: checked against reading in this process.
"""

from __future__ import annotations

import argparse
import logging
import pickle
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from accede import __version__
from accede.cli.reading import Intake
from accede.reading.reader import Reader
from accede.record import Record
from accede.reports.parts import Lines, parts_of
from accede.scale import Crew, Work
from accede.scale.cluster import Cluster, read_chunk
from accede.scale.ids import Ids

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "nordic-accession"
NOTHING = Ids(b"")
# Read once before the clock runs.
WARM = Lines("warm.jsonl", 1, msgspec.json.encode({"text": "Norway and Sweden met in Oslo, and so did Sweden and Turkey.", "published": "2022-06-21"}))
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,2}(?![\w.,-])")


@dataclass
class Measured:
    """Seconds elapsed, and of this process's processor time."""

    elapsed: float
    here: float


def corpus(at: Path, number: int) -> Path:
    """A file of JSON lines with so many reports, no two alike."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    with at.open("wb") as file:
        for each in range(number):
            text = texts[each % len(texts)]
            turn = each // len(texts)
            told = _NUMBER.sub(lambda found: str((int(found[0]) + turn - 1) % 28 + 1), text)  # noqa: B023
            file.write(msgspec.json.encode({"text": told + f"\nEdition {turn}.", "published": f"20{22 + turn % 3}-0{turn % 9 + 1}-11"}) + b"\n")
    return at


def rows(record: Record) -> list[tuple[Any, ...]]:
    """The rows without when they were written, and so without their hashes."""
    from accede.record.tables import ledger

    columns = [column for column in ledger.columns if column.name not in ("written", "hash")]
    with record.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(ledger.select().with_only_columns(*columns).order_by(ledger.c.sequence))]


def kept(outcomes: Callable[[Record], Iterator[Any]], reader: str) -> tuple[Measured, list[tuple[Any, ...]], str]:
    """What reading into a new record takes, its rows, and what was read in words."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "record.db") as record:
        intake = Intake(record, reader, lambda name: None)
        began, here = time.perf_counter(), time.process_time()
        intake.take(outcomes(record))
        spent = Measured(time.perf_counter() - began, time.process_time() - here)
        return spent, rows(record), intake.in_words()


def on_cluster(paths: list[str], work: Work, workers: int) -> tuple[Measured, list[tuple[Any, ...]], str]:
    """The same by so many workers, started and warm."""
    from distributed import LocalCluster

    dask: Any = LocalCluster
    given: dict[str, Any] = {"processes": True, "dashboard_address": None, "silence_logs": logging.CRITICAL}
    with dask(n_workers=workers, threads_per_worker=1, **given) as started, Cluster.at(started.scheduler_address, work) as cluster:
        cluster.client.run(read_chunk, __version__, pickle.dumps(work), (WARM,), b"")
        return kept(lambda record: cluster.each(paths, record), work.reader.name)


def main() -> int:
    """Measures and prints a line for each round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--everything", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = args.paths or [str(corpus(Path(folder) / "corpus.jsonl", args.reports))]
        return compared(paths, Work(Reader(everything=args.everything), everything=args.everything), args.rounds, args.workers)


def compared(paths: list[str], work: Work, rounds: int, workers: list[int]) -> int:
    """Reads in this process, then by workers in turn; 1 where the records differ."""
    list(work.outcomes(WARM, NOTHING))
    alone, expected, words = kept(lambda record: Crew(work, 1).each(parts_of(paths), record), work.reader.name)
    print(f"{words}\nin this process: {alone.elapsed:.1f} s", flush=True)
    ratios = []
    for number in range(rounds):
        found: dict[int, Measured] = {}
        for each in workers if number % 2 == 0 else workers[::-1]:
            found[each], got, _ = on_cluster(paths, work, each)
            if got != expected:
                print(f"the record of {each} workers is another one", file=sys.stderr)
                return 1
        ratios.append(found[workers[0]].elapsed / found[workers[-1]].elapsed)
        said = "; ".join(f"{each} workers {spent.elapsed:.1f} s (here {spent.here:.1f} s CPU)" for each, spent in sorted(found.items()))
        print(f"{said}; ratio {ratios[-1]:.2f}", flush=True)
    print(f"the same {len(expected):,} rows each time; ratio {statistics.median(ratios):.2f} (median), {max(ratios):.2f} (best)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
