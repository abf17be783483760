"""What takes long is worked out beside the server, so that no page is waited for.

A page of a large record is made of answers that are kept in it. What is not kept is asked of the worker, a process of its own, and the
page says meanwhile that it is worked out and comes by itself. When the server starts, and whenever the record has gained rows, the
worker goes through all targets for the newest day; what a reader asks for comes before that.

What always holds: one thing is worked out at a time, each once however many ask for it; what fails is told to who asked, and costs
nothing else; the worker ends with the server.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Literal, NamedTuple

from accede.errors import AccedeError
from accede.web.processes import end, processes

#: So much that was asked for waits at most; a page that asks again while it waits finds its place when there is one.
MOST_ASKED = 200
#: So much that failed is remembered until it is asked for again.
MOST_FAILED = 100


class Job(NamedTuple):
    """One target for two days; "" is the newest, and of the target every one. what: its statuses, or what of it needs a person."""

    target: str = ""
    valid: str = ""
    known: str = ""
    what: Literal["status", "review"] = "status"


class Progress(NamedTuple):
    """Of the targets for the newest day so many are done; what is worked on is one of them, or what somebody asked for."""

    done: int
    of: int
    working_on: Job | None


class Worker:
    """Works out what it is asked for, what was asked first before the rest; then every target for the newest day; then what has time.

    work: does a job on the record at a place, in a process of its own; of one without a target it gives the targets.
    """

    def __init__(self, location: str, work: Callable[[str, Job], tuple[str, ...]]) -> None:
        self._location, self._work = location, work
        self._asked: OrderedDict[Job, None] = OrderedDict()
        self._ahead: OrderedDict[Job, None] = OrderedDict()
        self._later: OrderedDict[Job, None] = OrderedDict()
        self._failed: OrderedDict[Job, AccedeError] = OrderedDict()
        self._of = 0
        self._now: Job | None = None
        self._rows = ""
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._ended = False

    def ask(self, job: Job) -> None:
        """Have something worked out before all that nobody waits for. Raises what it failed by, once, when it was tried before."""
        with self._changed:
            if job in self._failed:
                raise self._failed.pop(job)
            if job != self._now and len(self._asked) < MOST_ASKED:
                self._asked[job] = None
            self._begin()

    def ahead(self, rows: str) -> None:
        """Work out every target for the newest day, if that was not asked for this state of the record."""
        with self._changed:
            if rows != self._rows:
                self._rows = rows
                self._ahead = OrderedDict({Job(): None})
                self._begin()

    def later(self, jobs: Iterable[Job]) -> None:
        """Work these out when nothing else is to be done."""
        with self._changed:
            self._later.update(dict.fromkeys(job for job in jobs if job not in self._failed))
            self._begin()

    def failure(self, job: Job) -> AccedeError | None:
        """What it failed by, told once; None where it did not."""
        with self._changed:
            return self._failed.pop(job, None)

    def progress(self) -> Progress:
        """How far it is."""
        with self._changed:
            return Progress(self._of - len(self._ahead), self._of, self._now)

    def end(self) -> None:
        """Stop as soon as what is worked on allows, at the latest when the server ends."""
        with self._changed:
            self._ended = True
            self._changed.notify()
            pool = self._pool
        if pool is not None:
            end(pool)

    def _begin(self) -> None:
        if self._thread is None and not self._ended:
            self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                found = self._in_process(job)
            except AccedeError as error:
                self._fail(job, error)
            else:
                self._take(job, found)

    def _next(self) -> Job | None:
        with self._changed:
            self._now = None
            while not (self._ended or self._asked or self._ahead or self._later):
                self._changed.wait()
            if self._ended:
                return None
            self._now = next(iter(self._asked or self._ahead or self._later))
            self._asked.pop(self._now, None)
            self._later.pop(self._now, None)
            return self._now

    def _in_process(self, job: Job) -> tuple[str, ...]:
        try:
            if self._pool is None:
                self._pool = processes(1, back=True)
            return self._pool.submit(self._work, self._location, job).result()
        except AccedeError:
            raise
        except BrokenProcessPool as error:
            self._pool = None
            raise AccedeError("what works out answers has ended", "ask again; if it ends again, the machine may lack memory") from error
        except Exception as error:  # whatever it is, it costs this answer alone, and who asked is told
            raise AccedeError(f"it could not be worked out: {type(error).__name__}: {error}", "ask again, or check the record: accede verify") from error

    def _take(self, job: Job, found: tuple[str, ...]) -> None:
        with self._changed:
            self._ahead.pop(job, None)
            if not job.target and not job.known:
                self._ahead = OrderedDict((Job(target), None) for target in found)
                self._of = len(found)

    def _fail(self, job: Job, error: AccedeError) -> None:
        with self._changed:
            self._ahead.pop(job, None)
            self._failed[job] = error
            while len(self._failed) > MOST_FAILED:
                self._failed.popitem(last=False)
