"""Where the time goes: CPU time of each step of reading, on a folder of reports.

usage: python benchmarks/steps.py PATH [...] [--published DATE] [--rounds N]

The reports are taken in and read N times (3 unless said) after one warming round, in turn with spaCy's stock pipeline, in
one process. Shown is the median of the rounds for each step, for each of the pipeline's components, and for the whole of
both; the parser alone is with what it needs. Words are those between blanks in the reports' texts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import spacy

from accede import reports
from accede.model import Report
from accede.reading import actors, attribution, discourse, frames, reader, scene, statements, times
from accede.reading.parse import DEFAULT_MODEL
from accede.reading.reader import Reader
from accede.reading.speakers import Speakers

if TYPE_CHECKING:
    from spacy.language import Language

# Step -> where its function is called. No step calls another; what is left of a reading's time is "claims".
STEPS: dict[str, tuple[Any, str]] = {
    "parse": (reader, "parse"), "mentions": (actors, "find"), "persons": (actors, "persons"), "scene": (scene, "scene"), "discourse": (discourse, "resolve"),
    "times": (times, "find"), "attributions": (attribution, "attributions"), "speakers": (Speakers, "of"), "frames": (frames, "find"),
    "drafts": (reader, "draft"), "statements": (statements, "drafts"),
}  # fmt: skip


class Clock:
    """CPU seconds by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, step: str, do: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted for the step."""

        @wraps(do)
        def run(*given: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return do(*given, **named)
            finally:
                self.spent[step] += time.process_time() - started

        return run


def watch(clock: Clock) -> None:
    """Count from now on the time of the reading room's steps."""
    for step, (owner, name) in STEPS.items():
        setattr(owner, name, clock.timed(step, getattr(owner, name)))


def read(paths: list[Path], published: str, clock: Clock) -> list[Report]:
    """One round: the reports taken in and read, the rest of the reader's time under "claims"."""
    taken: list[Report] = clock.timed("intake", lambda: [i for i in reports.load(paths, published=published) if isinstance(i, Report)])()
    known = Reader()
    before = sum(clock.spent.values())
    started = time.process_time()
    for report in taken:
        known.read(report)
    clock.spent["claims"] += time.process_time() - started - (sum(clock.spent.values()) - before)
    return taken


def components(nlp: Language, texts: list[str], clock: Clock, said: str) -> None:
    """One round of a pipeline, component by component."""
    for text in texts:
        doc = clock.timed(f"{said}tokenizer", nlp.make_doc)(text)
        for name, pipe in nlp.pipeline:
            doc = clock.timed(f"{said}{name}", pipe)(doc)


def main() -> int:
    """Reads the reports and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--published", default="2023-01-01")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    clock, rounds = Clock(), []
    watch(clock)
    whole = spacy.load(DEFAULT_MODEL)
    for _ in range(asked.rounds + 1):
        clock.spent.clear()
        taken = read(asked.paths, asked.published, clock)
        components(whole, [report.text for report in taken], clock, "spaCy's ")
        rounds.append(dict(clock.spent))
    words = sum(len(report.text.split()) for report in taken)
    print(f"{len(taken)} reports, {words:,} words; microseconds of CPU time a word, median of {asked.rounds} rounds")
    spent = {step: median(r.get(step, 0.0) for r in rounds[1:]) * 1e6 / words for step in rounds[-1]}
    for step, micro in spent.items():
        print(f"{step:28}{micro:8.1f}")
    ours = [micro for step, micro in spent.items() if not step.startswith("spaCy's ")]
    theirs = [micro for step, micro in spent.items() if step.startswith("spaCy's ")]
    alone = [spent[f"spaCy's {name}"] for name in ("tokenizer", "tok2vec", "parser")]
    for name, parts in (("Accede, whole", ours), ("spaCy, whole", theirs), ("spaCy, parser alone", alone)):
        print(f"{name:28}{sum(parts):8.1f}{1e6 / sum(parts):12,.0f} words a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
