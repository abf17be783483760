"""How fast long lists and pages of actors come: a server of its own on a record, asked by several clients at once.

    python benchmarks/lists.py large.db
    python benchmarks/lists.py large.db --clients 20 --asked 400 --page 500

Asked are, in a drawn order with a fixed start, lists of reports and of claims (all, of a kind, of an actor, of both), the pages of
actors and persons and the list of names; each with pages that were not asked for before, up to the one numbered `--page`. Told are for
each sort the 50th and 95th percentile in milliseconds, and the processor time of the server for one answer.
"""

from __future__ import annotations

import argparse
import random
import socket
import threading
import time
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import uvicorn

from accede.answers import answering
from accede.web.app import create_app
from accede.web.settings import Settings

SEED = 1949
KINDS = ("statement", "ratification", "talks", "objection", "demand")


def questions(location: str) -> dict[str, list[str]]:
    """What is asked for, by sort; an address that ends in "page=" takes a number."""
    with answering(location, None, None) as answers:
        lists = answers.lists()
        actors = sorted({name.name for name in lists.named("voice")})
        persons = sorted({name.name for name in lists.named("post")})
    chance = random.Random(SEED)
    some, who = chance.sample(actors, min(40, len(actors))), chance.sample(persons, min(40, len(persons)))
    return {
        "reports": ["/api/v1/reports?page="],
        "claims": ["/api/v1/claims?page="],
        "claims of a kind": [f"/api/v1/claims?kind={kind}&page=" for kind in KINDS],
        "claims of an actor": [f"/api/v1/claims?actor={quote(actor)}&page=" for actor in some],
        "claims of both": [f"/api/v1/claims?actor={quote(actor)}&kind={kind}&page=" for actor in some for kind in KINDS],
        "actor, page": [f"/actor/{quote(actor)}?page=" for actor in some],
        "person, page": [f"/actor/person:{quote(person)}?page=" for person in who],
        "actors": [f"/api/v1/actors?q={word}&page=" for word in ("a", "an", "fin", "ada", "karin", "s")],
    }


def timed(base: str, asked: tuple[str, str]) -> tuple[str, float]:
    """The sort, and seconds until the whole answer is there."""
    started = time.perf_counter()
    with urllib.request.urlopen(base + asked[1], timeout=300) as answer:
        answer.read()
    return asked[0], time.perf_counter() - started


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--asked", type=int, default=400)
    parser.add_argument("--page", type=int, default=200)
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(location=str(options.record), port=port)), port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    chance, sorts = random.Random(SEED), questions(str(options.record))
    asked = [(sort, chance.choice(sorts[sort]) + str(chance.randint(1, options.page))) for sort in (chance.choice(list(sorts)) for _ in range(options.asked))]
    base, spent, held = f"http://127.0.0.1:{port}", time.process_time(), defaultdict(list)
    with ThreadPoolExecutor(options.clients) as pool:
        for sort, seconds in pool.map(lambda one: timed(base, one), asked):
            held[sort].append(1000 * seconds)
    spent = time.process_time() - spent
    held["all"] = [one for times in held.values() for one in times]
    for sort, times in held.items():
        ordered = sorted(times)
        print(f"{sort:<20} {len(times):>4} asked: p50 {ordered[len(ordered) // 2]:6.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:6.0f} ms")
    print(f"{1000 * spent / len(asked):.0f} ms of processor time for one, clients included")
    server.should_exit = True


if __name__ == "__main__":
    main()
