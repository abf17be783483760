"""How fast pages come: a server of its own on a record, asked by several clients at once for all that people open.

    python benchmarks/web.py demo/accede.db                          20 clients, 1000 pages
    python benchmarks/web.py large.db --clients 20 --pages 2000      a large one, best after `accede prepare`
    python benchmarks/web.py large.db --pause 2                      clients that look at a page before they ask for the next

Asked are, in a drawn order with a fixed start, most of them never asked before: desk, processes, pages of their timelines, what changed,
statements, reports with and without a marked claim, actors, searches, the review, and addresses of the interface. Told are the 50th and
95th percentile of each and of all, and how many pages said that what they show is worked out; then the same of the addresses asked again,
what memory the server and the processes beside it hold, and the size of scripts of the heaviest page as a browser gets them compressed. A client asks for the next page as soon as it has one, or,
with --pause, after it has looked at it for so many seconds on average.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from accede.answers import answering
from accede.web.app import STATIC

SEED = 1949
WORDS = "talks accession protocol parliament signed demands summit welcomes harvest border fees ministers treaty ratified objects".split()
API = ("consents", "objections", "timeline?page=2", "talks", "outlook")
#: How often each sort is asked for: as people do, most of all for processes, their timelines and the words behind a line.
OFTEN = {"desk": 4, "process": 10, "timeline": 12, "evidence": 20, "report": 8, "changes": 3, "statements": 4, "actor": 6, "search": 8, "review": 4, "interface": 6}


class Answer(NamedTuple):
    """What was asked for, the seconds until the whole page was there, its status."""

    sort: str
    seconds: float
    status: int


def got(address: str) -> tuple[int, str]:
    """Status and text of a page, whatever it says."""
    try:
        with urllib.request.urlopen(address, timeout=600) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def timed(base: str, asked: tuple[str, str], pause: float = 0) -> Answer:
    """Ask once, after a pause."""
    time.sleep(pause)
    started = time.perf_counter()
    status, _ = got(base + asked[1])
    return Answer(asked[0], time.perf_counter() - started, status)


def addresses(base: str, location: str, chance: random.Random) -> dict[str, list[str]]:
    """What is asked for, by sort: the processes that are worked out, and what stands on pages of their timelines."""
    with answering(location, None, None, waits=False) as answers:
        found = answers.without_waiting()[0]
        processes = [process.id for process in found]
        newest = answers.when.newest
    some = chance.sample(processes, min(len(processes), 12))
    lines = [line for id in some for n in (1, 3) for line in re.findall(r'href="(/evidence/[^"#]+)', got(f"{base}/process/{id}/timeline?page={n}")[1])]
    claims = sorted({unescape(line) for line in lines})
    actors = sorted({actor for process in found for actor in (process.target, *process.candidates)})
    year = f"{int(newest[:4]) - 1}{newest[4:]}"
    return {
        "desk": ["/"],
        "process": [f"/process/{id}" for id in processes],
        "timeline": [f"/process/{id}/timeline?page={n}" for id in processes for n in range(1, 9)],
        "evidence": claims, "report": sorted({claim.partition("?")[0] for claim in claims}),
        "changes": [f"/process/{id}/changes?since={newest[:8]}01" for id in some],
        "statements": [f"/process/{id}/statements?page={n}" for id in processes for n in (1, 2)],
        "actor": [f"/actor/{actor}" for actor in actors],
        "search": [f"/search?q={one}+{other}" for one in WORDS for other in WORDS if one < other],
        "review": ["/review", "/review/history", *(f"/review?process={id}" for id in some)],
        "interface": [f"/api/v1/processes/{id}/{part}" for id in processes for part in API] + [f"/api/v1/claims?actor={actor}" for actor in actors],
        "an earlier day": [f"/process/{id}?valid={year}" for id in some],
    }  # fmt: skip


def scripts(base: str, paths: list[str]) -> int:
    """The bytes of the scripts of the heaviest page, compressed as for the way."""
    names = [re.findall(r'<script src="/static/([^"?]+)', got(base + path)[1]) for path in paths]
    return max(sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in of_page) for of_page in names)


def at(share: float, held: list[float]) -> float:
    """The value below which so great a share lies."""
    return sorted(held)[min(len(held) - 1, int(len(held) * share))]


def tell(title: str, answers: list[Answer]) -> None:
    """Print percentiles by sort and of all."""
    sorts: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        sorts[one.sort].append(one)
        sorts["all"].append(one)
    print(f"{title:<16} {'asked':>6} {'p50 ms':>8} {'p95 ms':>8} {'worked out meanwhile':>22}")
    for sort, held in sorted(sorts.items(), key=lambda each: (each[0] == "all", each[0])):
        times = [1000 * one.seconds for one in held]
        open_ = sum(one.status in (202, 503) for one in held)
        failed = sum(one.status not in (200, 202, 503) for one in held)
        print(f"{sort:<16} {len(held):>6} {at(0.5, times):8.0f} {at(0.95, times):8.0f} {open_:>22}{f', {failed} failed' if failed else ''}", flush=True)


def memory(process: int) -> list[float]:
    """The megabytes that a process and those that it started hold, each; none where the system does not tell (Linux does)."""
    own = Path(f"/proc/{process}")
    try:
        told = re.search(r"VmRSS:\s+(\d+) kB", (own / "status").read_text())
        begun = {int(one) for task in (own / "task").iterdir() for one in (task / "children").read_text().split()}
    except OSError:
        return []
    return [int(told[1]) / 1024 if told else 0.0, *(one for child in sorted(begun) for one in memory(child))]


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--pause", type=float, default=0, help="seconds that a client looks at a page, on average")
    parser.add_argument("--port", type=int, default=8429)
    options = parser.parse_args()
    chance, base = random.Random(SEED), f"http://127.0.0.1:{options.port}"
    command = [sys.executable, "-m", "accede.cli", "serve", "--record", str(options.record), "--port", str(options.port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                got(base + "/static/app.css")
                break
            except OSError:
                time.sleep(0.1)
        told = addresses(base, str(options.record), chance)
        sorts = [sort for sort in OFTEN if told[sort]]
        asked = [(sort, chance.choice(told[sort])) for sort in chance.choices(sorts, [OFTEN[sort] for sort in sorts], k=options.pages)]
        pauses = [chance.uniform(0, 2 * options.pause) for _ in asked]
        print(f"{len(asked)} pages, {len(set(asked))} of them different, {options.clients} clients, {options.pause:g} s between pages")
        with ThreadPoolExecutor(options.clients) as pool:
            for title in ("first", "again"):
                began = time.perf_counter()
                answers = list(pool.map(lambda one, pause: timed(base, one, pause), asked, pauses))
                took = time.perf_counter() - began
                tell(title, answers)
                print(f"{len(asked) / took:.0f} pages a second")
        tell("one client", [timed(base, ("an earlier day", path)) for path in told["an earlier day"][:5]])
        print(f"memory of the server and of each process beside it: {', '.join(f'{one:.0f}' for one in memory(server.pid))} MB")
        print(f"scripts of the heaviest page: {scripts(base, [told['process'][0], told['timeline'][0]]) / 1000:.0f} KB compressed")
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
