"""A process that reads the parts it is given, one at a time, and is started anew when a text has brought it down.

What always holds: each text of a part has its outcome, in order. When the process ends in the middle of a part, another
goes on behind the last outcome that came back, and says of each text beforehand that it begins with it; a text that ends
three processes is set aside with that reason, and the part goes on behind it.

The process asks back whether a report is held already, so that the record stays with who started it.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from accede.errors import AccedeError
from accede.model import Refusal
from accede.scale.work import Held, Outcome, Refused, Task, Work, encode, items, place_of

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

#: How many processes a text may end before it is set aside: one end may have been an accident.
MOST_TRIES = 3

# Outcomes go back when there are so many of them, or when the first has waited so many seconds.
_TOGETHER, _WAIT = 100, 0.1


class _Job(NamedTuple):
    """A part to read, from the text with this number on; `telling` where each is told of before it is begun."""

    part: Task
    done: int
    telling: bool


class _Told(NamedTuple):
    """What a process says: outcomes, encoded; a text it begins with; a report to ask for; the end of the part; an error."""

    what: Literal["outcomes", "begun", "ask", "end", "error"]
    value: Any = None
    number: int = 0


class Slot:
    """A part at work, and what came of it so far: batches of outcomes, encoded, in order."""

    def __init__(self, part: Task) -> None:
        self.part: Task | None = part
        self.batches: deque[bytes] = deque()
        self.done = 0
        self.finished = False
        self.begun: str | None = None
        self.tries = 0

    def add(self, outcomes: bytes, number: int) -> None:
        """Take in the next outcomes."""
        self.batches.append(outcomes)
        self.done += number
        self.tries, self.begun = 0, None

    def finish(self) -> None:
        """All texts of the part have their outcome; its bytes are let go."""
        self.part, self.finished = None, True


class Hand:
    """The process, from outside. `slot` is what it is at, None where it has nothing to do."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.slot: Slot | None = None
        self._start()

    def _start(self) -> None:
        if multiprocessing.parent_process() is not None:
            # A worker of a cluster is a daemon, which multiprocessing forbids children lest they outlive it: ours end
            # with their pipe.
            multiprocessing.current_process().daemon = False
        context = _context(self.work)
        here, there = context.Pipe()
        self.pipe: Connection = here
        self.process: BaseProcess = context.Process(target=_work, args=(there, self.work), daemon=True)
        self.process.start()
        there.close()

    def take(self, slot: Slot) -> None:
        """Begin to read a part."""
        self.slot = slot
        self._send(_Job(_part(slot), slot.done, telling=False))

    def read(self, part: Task, held: Held) -> list[bytes]:
        """The outcomes of a part, encoded; waits for them."""
        slot = Slot(part)
        self.take(slot)
        while not slot.finished:
            self.receive(held)
        return list(slot.batches)

    def receive(self, held: Held) -> None:
        """Wait for what the process has to say, and act on it. Raises what it says is wrong with more than a text."""
        assert self.slot is not None
        try:
            told: _Told = self.pipe.recv()
        except (EOFError, OSError):
            self._ended(self.slot)
            return
        if told.what == "outcomes":
            self.slot.add(told.value, told.number)
        elif told.what == "begun":
            self.slot.begun = told.value
        elif told.what == "ask":
            self._send(held.holds(told.value))
        elif told.what == "error":
            raise told.value
        else:
            self.slot.finish()
            self.slot = None

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self.pipe.close()
        self.process.terminate()
        self.process.join()

    def _ended(self, slot: Slot) -> None:
        """The process is gone: go on with another, behind the text that has ended too many."""
        self.process.join()
        code = self.process.exitcode
        self.pipe.close()
        self._start()
        slot.tries += 1
        part = _part(slot)
        if slot.tries >= MOST_TRIES:
            how = f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
            refusal = Refusal(
                name=slot.begun or place_of(part),
                reason=f"reading it ended its process {MOST_TRIES} times ({how})",
                remedy="split it into shorter texts, or give the program more memory",
            )
            slot.add(encode([Refused(refusal)]), 1)
        self._send(_Job(part, slot.done, telling=True))

    def _send(self, what: object) -> None:
        with suppress(OSError):  # a process that is gone is noticed when its answer is asked for
            self.pipe.send(what)


def _part(slot: Slot) -> Task:
    assert slot.part is not None
    return slot.part


def _context(work: Work) -> SpawnContext | ForkServerContext:
    """Processes that share nothing with this one, but the language model with each other where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    ours = type(work.reader).__module__ == "accede.reading.reader"
    context.set_forkserver_preload(["accede.scale.preloaded" if ours else "accede.scale.hand"])
    return context


# In the process


class _Asking:
    """The record, as far as the process knows it: by asking."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe

    def holds(self, report_id: str) -> bool:
        self.pipe.send(_Told("ask", report_id))
        return bool(self.pipe.recv())

    def report_ids(self) -> Iterator[str]:
        raise NotImplementedError("only who holds the record can list them")


class _Sending:
    """Outcomes on their way back, several at once."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.held: list[Outcome] = []
        self.since = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        self.held.append(outcome)
        if len(self.held) >= _TOGETHER or time.monotonic() - self.since > _WAIT:
            self.flush()

    def flush(self) -> None:
        if self.held:
            self.pipe.send(_Told("outcomes", encode(self.held), len(self.held)))
        self.held, self.since = [], time.monotonic()


def _work(pipe: Connection, work: Work) -> None:
    """What the process does until its pipe is closed. Ctrl-C is its parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            job: _Job = pipe.recv()
            try:
                _read(pipe, work, job)
                pipe.send(_Told("end"))
            except (BrokenPipeError, ConnectionResetError, EOFError):
                raise
            except (AccedeError, OSError) as error:
                pipe.send(_Told("error", error))


def _read(pipe: Connection, work: Work, job: _Job) -> None:
    sending, asking = _Sending(pipe), _Asking(pipe)
    try:
        for number, item in enumerate(items(job.part)):
            if number < job.done:
                continue
            if job.telling:
                sending.flush()
                pipe.send(_Told("begun", place_of(item)))
            sending.add(work.outcome(item, asking))
    finally:
        sending.flush()
