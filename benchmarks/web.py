"""How fast pages come: a server of its own on a record, asked by several clients at once.

    python benchmarks/web.py demo/accede.db                 20 clients, 400 pages
    python benchmarks/web.py large.db --clients 20 --pages 1000

Asked are the desk, the pages of the three most told processes with two known days each, their timelines, and static files, in a
drawn order with a fixed start. Told are the 50th and 95th percentile of each, first of pages never asked before, then of all, and the
size of scripts of the heaviest page as a browser would get them compressed.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import socket
import statistics
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import uvicorn

from accede.answers import answering
from accede.web.app import STATIC, create_app
from accede.web.settings import Settings

SEED = 1949


def addresses(location: str) -> list[str]:
    """What is asked for."""
    with answering(location, None, None) as answers:
        found = [process.id for process in answers.processes()[:3]]
        newest = answers.when.known
    days = ["", f"?known={newest}&valid={newest}"]
    return ["/", *(f"/process/{id}{asked}" for id in found for asked in days), "/static/app.css"]


def timed(url: str) -> tuple[float, int]:
    """Seconds until the whole page is there, and its status."""
    started = time.perf_counter()
    with urllib.request.urlopen(url, timeout=120) as answer:
        answer.read()
        return time.perf_counter() - started, int(answer.status)


def scripts(base: str, path: str) -> int:
    """The bytes of a page's scripts, compressed as for the way."""
    with urllib.request.urlopen(base + path, timeout=120) as answer:
        names = re.findall(r'<script src="/static/([^"]+)"', answer.read().decode())
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def percentile(held: list[float], share: float) -> float:
    """In milliseconds."""
    return 1000 * (statistics.quantiles(held, n=100)[int(share) - 1] if len(held) > 1 else held[0])


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--pages", type=int, default=400)
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(location=str(options.record), port=port)), port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    base, paths = f"http://127.0.0.1:{port}", addresses(str(options.record))
    first = [timed(base + path)[0] for path in paths]
    print(f"never asked before: p50 {percentile(first, 50):.0f} ms, slowest {1000 * max(first):.0f} ms, one client")
    chance = random.Random(SEED)
    asked = [base + chance.choice(paths) for _ in range(options.pages)]
    with ThreadPoolExecutor(options.clients) as pool:
        held = [seconds for seconds, _ in pool.map(timed, asked)]
    print(f"{options.pages} pages by {options.clients} clients: p50 {percentile(held, 50):.0f} ms, p95 {percentile(held, 95):.0f} ms")
    print(f"scripts of the heaviest page: {max(scripts(base, path) for path in paths if path.startswith('/process')) / 1000:.0f} KB compressed")
    server.should_exit = True


if __name__ == "__main__":
    main()
