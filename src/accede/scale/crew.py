"""A corpus read by the processes of one machine, or by this one, its outcomes handed back in the order of the corpus.

What always holds: what comes back does not depend on the number of processes. No more is held in memory than the parts at
work and the outcomes that wait for one before them, of which there are at most MOST_WAITING parts.

A process takes a second to start, so that a few reports are read in this one, however many are asked for.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from multiprocessing.connection import Connection, wait

from accede.model import Refusal, Report
from accede.scale.hand import Hand, Slot
from accede.scale.work import Held, Outcome, Task, Work, decode

#: Bytes to read that are worth starting processes for: some three seconds' work of one.
WORTH_WORKERS = 50_000

#: Parts that are done and wait for one before them.
MOST_WAITING = 1_000


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Reads by `jobs` processes, or in this one where there is little to read."""

    def __init__(self, work: Work, jobs: int) -> None:
        self.work, self.jobs = work, jobs

    def each(self, parts: Iterable[Task], held: Held) -> Iterator[Outcome]:
        """The outcome of each text, in the order of the corpus. Raises what is no matter of one text."""
        parts = iter(parts)
        first, much = _worth_of(parts) if self.jobs > 1 else ([], False)
        together = chain(first, parts)
        if not much:
            for part in together:
                yield from self.work.outcomes(part, held)
            return
        hands = [Hand(self.work) for _ in range(self.jobs)]
        try:
            for batch in _together(hands, together, held):
                yield from decode(batch)
        finally:
            for hand in hands:
                hand.stop()


def _worth_of(parts: Iterator[Task]) -> tuple[list[Task], bool]:
    """The first parts, as many as tell whether processes are worth their start, and whether they are."""
    first: list[Task] = []
    size = 0
    for part in parts:
        first.append(part)
        if not isinstance(part, Refusal):
            size += len(part.text) if isinstance(part, Report) else part.size
        if size >= WORTH_WORKERS and len(first) > 1:
            return first, True
    return first, False


def _together(hands: list[Hand], parts: Iterator[Task], held: Held) -> Iterator[bytes]:
    """The outcomes of all parts, in batches."""
    slots: deque[Slot] = deque()
    for part in parts:
        while len(slots) >= MOST_WAITING or all(hand.slot for hand in hands):
            _receive(hands, held)
            yield from _ready(slots)
        slots.append(Slot(part))
        next(hand for hand in hands if hand.slot is None).take(slots[-1])
    while slots:
        _receive(hands, held)
        yield from _ready(slots)


def _ready(slots: deque[Slot]) -> Iterator[bytes]:
    """What has come of the parts to which all before them are finished; those that are finished leave."""
    while slots:
        while slots[0].batches:
            yield slots[0].batches.popleft()
        if not slots[0].finished:
            return
        slots.popleft()


def _receive(hands: list[Hand], held: Held) -> None:
    """Wait until at least one process has something to say, and act on what all of them say."""
    busy = {hand.pipe: hand for hand in hands if hand.slot is not None}
    for ready in wait(list(busy)):
        assert isinstance(ready, Connection)
        busy[ready].receive(held)
