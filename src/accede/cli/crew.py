"""Reports read one after another, or by several processes at once, and handed back in their order.

What always holds: every report comes back, in the order in which it was given, with its claims or with the reason why
it could not be read; what comes back does not depend on the number of processes; a report that takes too long, or that
brings its process down, costs itself alone. No more is held in memory than the reports at work and those that wait for
one before them, of which there are at most MOST_WAITING.

    for item, outcome in crew.each(items): ...

A worker takes a second to start, so that a few reports are read in this process, however many are asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, NamedTuple

from accede.errors import AccedeError
from accede.model import Claim, Refusal, Report

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess
    from types import FrameType

    from accede.reading.reader import Reader

#: Seconds of one processor that a report may take. The longest that is taken in (80,000 characters) takes about four.
MOST_SECONDS = 60

#: Characters to read that are worth starting workers for: some three seconds' work of one.
WORTH_WORKERS = 50_000

#: Reports that are done and wait for one before them.
MOST_WAITING = 1_000

Outcome = tuple[Claim, ...] | Refusal


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class TooLong(BaseException):
    """A report has used up its seconds. Not an Exception, so that nobody on the way takes it for a mishap of his own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TooLong in what is done inside after so many seconds of processor time; no limit where a system has none."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    # Once more each second: the first may fall into a place from which nothing can be raised.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def attempt(reader: Reader, report: Report, seconds: float = MOST_SECONDS) -> Outcome:
    """The claims of a report, or why it could not be read. Raises what is no matter of this report: AccedeError, OSError."""
    try:
        with limited(seconds):
            return reader.read(report)
    except TooLong:
        return Refusal(name=report.name, reason=f"not read within {seconds:g} seconds", remedy="split it into shorter texts")
    except (AccedeError, OSError):
        raise
    except Exception as error:
        return Refusal(name=report.name, reason=f"reading it failed: {type(error).__name__}: {str(error)[:200]}",
                       remedy="please report this, with the text")  # fmt: skip


class Crew:
    """Reads reports by `jobs` processes, or in this one where there is little to read.

    reader: what reads; each process has its own copy.
    """

    def __init__(self, reader: Reader, jobs: int, seconds: float = MOST_SECONDS) -> None:
        self.reader, self.jobs, self.seconds = reader, jobs, seconds

    def each(self, items: Iterable[Report | Refusal]) -> Iterator[tuple[Report, Outcome] | tuple[Refusal, None]]:
        """Each item with its outcome, in order; a refusal comes back as it is."""
        items = iter(items)
        first, much = _worth_of(items)
        if self.jobs < 2 or not much:
            yield from self._alone(chain(first, items))
            return
        workers = [_Worker(self) for _ in range(self.jobs)]
        try:
            yield from _together(workers, chain(first, items))
        finally:
            for worker in workers:
                worker.stop()

    def _alone(self, items: Iterable[Report | Refusal]) -> Iterator[tuple[Report, Outcome] | tuple[Refusal, None]]:
        for item in items:
            if isinstance(item, Refusal):
                yield item, None
            else:
                yield item, attempt(self.reader, item, self.seconds)


def _worth_of(items: Iterator[Report | Refusal]) -> tuple[list[Report | Refusal], bool]:
    """The first items, as many as tell whether workers are worth their start, and whether they are."""
    first: list[Report | Refusal] = []
    characters = 0
    for item in items:
        first.append(item)
        characters += len(item.text) if isinstance(item, Report) else 0
        if characters >= WORTH_WORKERS:
            return first, True
    return first, False


class _Slot:
    """An item that is at work or waits for its turn to be given back; a report is done when it has an outcome."""

    def __init__(self, item: Report | Refusal) -> None:
        self.item = item
        self.outcome: Outcome | None = None

    @property
    def done(self) -> bool:
        return self.outcome is not None or isinstance(self.item, Refusal)

    def given_back(self) -> tuple[Report, Outcome] | tuple[Refusal, None]:
        if isinstance(self.item, Refusal):
            return self.item, None
        assert self.outcome is not None
        return self.item, self.outcome


def _together(workers: list[_Worker], items: Iterator[Report | Refusal]) -> Iterator[tuple[Report, Outcome] | tuple[Refusal, None]]:
    slots: deque[_Slot] = deque()
    for item in items:
        slot = _Slot(item)
        slots.append(slot)
        if isinstance(item, Report):
            _free(workers).take(slot)
        while slots and (slots[0].done or len(slots) > MOST_WAITING):
            if slots[0].done:
                yield slots.popleft().given_back()
            else:
                _receive(workers)
    while slots:
        while not slots[0].done:
            _receive(workers)
        yield slots.popleft().given_back()


def _free(workers: list[_Worker]) -> _Worker:
    """A worker that has nothing to do; waits for one."""
    while True:
        for worker in workers:
            if worker.slot is None:
                return worker
        _receive(workers)


def _receive(workers: list[_Worker]) -> None:
    """Wait until at least one worker is done with its report, and take what those that are have to say."""
    busy = {worker.pipe: worker for worker in workers if worker.slot is not None}
    for ready in wait(list(busy)):
        assert isinstance(ready, Connection)
        busy[ready].receive()


class _Told(NamedTuple):
    """What a worker sends back: an outcome, or what is wrong with more than this report."""

    outcome: Outcome | None
    error: AccedeError | OSError | None = None


class _Worker:
    """A process that reads one report at a time, started anew when a report has brought it down."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.slot: _Slot | None = None
        self._start()

    def _start(self) -> None:
        here, there = _context().Pipe()
        self.pipe: Connection = here
        self.process: BaseProcess = _context().Process(target=_work, args=(there, self.crew.reader, self.crew.seconds), daemon=True)
        self.process.start()
        there.close()

    def take(self, slot: _Slot) -> None:
        """Begin to read the slot's report."""
        self.slot = slot
        with suppress(OSError):  # a process that is gone is noticed when its answer is asked for
            self.pipe.send(slot.item)

    def receive(self) -> None:
        """Put the outcome into the slot. Raises what the worker says is wrong with more than its report."""
        assert self.slot is not None and isinstance(self.slot.item, Report)
        try:
            told: _Told = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            self.slot.outcome = Refusal(name=self.slot.item.name, reason=f"reading it ended its process ({_ended(self.process.exitcode)})",
                                        remedy="split it into shorter texts, or give the program more memory")  # fmt: skip
            self.pipe.close()
            self._start()
        else:
            if told.error is not None:
                raise told.error
            self.slot.outcome = told.outcome
        self.slot = None

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()


def _ended(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"


def _context() -> SpawnContext | ForkServerContext:
    """Processes that share nothing with this one, but the language model with each other where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["accede.cli.preloaded"])
    return context


def _work(pipe: Connection, reader: Reader, seconds: float) -> None:
    """What a worker does until its pipe is closed. Ctrl-C is its parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            report = pipe.recv()
            try:
                told = _Told(attempt(reader, report, seconds))
            except (AccedeError, OSError) as error:
                told = _Told(None, error)
            pipe.send(told)
