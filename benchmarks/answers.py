"""How long answers take from many claims of one process, without the record: merging, finding processes, status, conflicts.

usage: python benchmarks/answers.py [--claims 10000] [--processes 1] [--seed 1] [--rounds 3] [--profile STEP] [--digest]

Claims are those of `generator.py`, in memory; every figure is CPU time of one thread, the best of so many rounds, each
with claims of which nothing but their ids was computed before. The first round also decodes every date; it stands beside
the best as "first". A loop of ten million additions in the same run tells how fast the machine is. --digest prints a hash of the bytes of every answer, to compare versions of the program.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pstats
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from accede.knowledge import load
from accede.model import Act, Claim, Report
from accede.process import find_processes, status, timeline
from accede.process.acts import by_actor, decided
from accede.publishing.clean import json_text
from accede.record.events import conflicts, merge
from accede.reports.official import official
from benchmarks.generator import generate

LAST = date(2100, 1, 1)


class World:
    """The claims and what is made of them, step by step; each step uses what the one before left."""

    def __init__(self, claims: int, processes: int, seed: int) -> None:
        told = list(generate(claims, processes, seed))
        # Decoded anew, so that nothing was computed of them yet.
        self._rows = [(msgspec.json.encode(report), [msgspec.json.encode(claim) for claim in found]) for report, found in told]
        self.acts: list[Act] = []

    def fresh(self) -> None:
        self.reports: dict[str, Report] = {}
        self.claims: list[Claim] = []
        for report, found in self._rows:
            made = msgspec.json.decode(report, type=Report)
            self.reports[made.id] = made
            self.claims += [msgspec.json.decode(claim, type=Claim) for claim in found]
        self.ids = {claim.id for claim in self.claims}  # the record gives them with its rows
        self.origins = {report.id: report.outlet or report.id for report in self.reports.values()}
        self.knowledge = load()
        self.official = official(self.reports.values())

    def merge(self) -> int:
        self.events = merge(self.claims, self.reports, self.origins, official=self.official)
        return len(self.events)

    def processes(self) -> int:
        self.found = find_processes(self.events, self.knowledge, self.claims)
        self.process = max(self.found, key=lambda one: (len(one.events), one.id))
        return len(self.found)

    def status(self) -> int:
        self.answer = status(
            self.process, self.events, self.claims, self.reports.values(), self.acts, self.knowledge,
            valid=LAST, known=LAST, origins=self.origins,
        )  # fmt: skip
        return len(self.answer.timeline)

    def timeline(self) -> int:
        return len(timeline(self.answer))

    def conflicts(self) -> int:
        acts = by_actor(self.acts)
        self.rivals = conflicts(decided(event, acts) for event in self.events)
        return len(self.rivals)

    def digest(self) -> str:
        every = json_text([self.events, self.found, self.answer, [event.id for event, _ in self.rivals]])
        return hashlib.sha256(every.encode()).hexdigest()[:16]


STEPS = ("merge", "processes", "status", "timeline", "conflicts")


def loop() -> int:
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def timed(step: Callable[[], int]) -> tuple[float, int]:
    begun = time.process_time()
    made = step()
    return time.process_time() - begun, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", choices=STEPS)
    parser.add_argument("--digest", action="store_true")
    asked = parser.parse_args()
    world = World(asked.claims, asked.processes, asked.seed)
    spent: dict[str, list[float]] = {step: [] for step in STEPS}
    made: dict[str, Any] = {}
    for _ in range(asked.rounds):
        world.fresh()
        for step in STEPS:
            profile = cProfile.Profile() if step == asked.profile else None
            if profile:
                profile.enable()
            seconds, made[step] = timed(getattr(world, step))
            if profile:
                profile.disable()
                pstats.Stats(profile).sort_stats("tottime").print_stats(28)
            spent[step].append(seconds)
    print(f"{len(world.claims):,} claims in {len(world.reports):,} reports; largest process: {world.process.id}")
    print(f"{'step':<12}{'makes':>8}{'best s':>10}{'first s':>10}{'us a claim':>12}")
    for step in STEPS:
        best = min(spent[step])
        print(f"{step:<12}{made[step]:>8,}{best:>10.3f}{spent[step][0]:>10.3f}{best / len(world.claims) * 1e6:>12.1f}")
    print(f"{'plain loop':<12}{'':>8}{min(timed(loop)[0] for _ in range(asked.rounds)):>10.3f}")
    if asked.digest:
        print(f"digest {world.digest()}")


if __name__ == "__main__":
    main()
