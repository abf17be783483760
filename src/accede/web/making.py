"""Pages of a large record are made by several processes, so that many readers do not wait for each other.

    server process                                    a maker, of which there are several
    who asks, whether they may, what was made before  ->  the same routes without doors, on a record opened of its own

A page that was not made before is asked of a maker with the very request; what it answers is as if it had been made here, and so is
what it raises. What a maker would have the worker do is told to the server, which has the only worker. Of a small record pages are
made in the server's process: all of it is held there.

What always holds: a maker keeps no page and decides on nothing; one that ends costs no page, which is then made here; all end with the server.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, TypeVar

from fastapi import FastAPI, Request
from starlette.types import Message

from accede.errors import AccedeError
from accede.web.processes import end, processes
from accede.web.settings import Settings
from accede.web.working import Job

T = TypeVar("T")
#: What of a request a maker is given; the rest is the server's affair.
PARTS = ("type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string", "root_path", "server", "client")
#: Headers that are the server's affair.
DOORS = frozenset({b"authorization", b"if-none-match"})


class Told(NamedTuple):
    """What a maker would have the worker do: ask for jobs, or look at the newest day of a state of the record."""

    asked: tuple[Job, ...]
    ahead: str


class Made(NamedTuple):
    """An answer; `tag` is its entity tag, "" where something is missing in it."""

    status: int
    text: str
    tag: str
    told: Told


class Makers:
    """The makers of a server, as many as its settings say, begun when the first page is asked of them. routes: makes the application of a maker."""

    def __init__(self, settings: Settings, routes: Callable[[Settings], FastAPI]) -> None:
        self._settings, self._routes = settings, routes
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._ended = False

    def begin(self) -> None:
        """Have them ready before the first page is asked for."""
        pool = self._begun()
        if pool is not None:
            for _ in range(self._settings.makers):
                self._asked(pool, os.getpid)

    def made(self, request: Request) -> Made | None:
        """The answer to a request; None where no maker made it. Raises what the making raises."""
        pool = self._begun()
        if pool is None:
            return None
        scope = {name: request.scope[name] for name in PARTS if name in request.scope}
        headers = [(name, value) for name, value in request.scope["headers"] if name not in DOORS]
        asked = self._asked(pool, _make, {**scope, "headers": headers}, getattr(request.state, "user", None))
        try:
            return asked.result() if asked is not None else None
        except (BrokenProcessPool, CancelledError):
            logging.getLogger(__name__).warning("a process that makes pages has ended; its page is made by the server")
            self._lost(pool)
            return None

    def _asked(self, pool: ProcessPoolExecutor, work: Callable[..., T], *given: object) -> Future[T] | None:
        try:
            return pool.submit(work, *given)
        except RuntimeError:  # it is broken, or was let go meanwhile
            self._lost(pool)
            return None

    def end(self) -> None:
        """Stop them."""
        with self._lock:
            self._ended = True
            self._let_go()

    def _begun(self) -> ProcessPoolExecutor | None:
        with self._lock:
            if self._pool is None and self._settings.makers and not self._ended:
                self._pool = processes(self._settings.makers, partial(_begin, self._settings, self._routes))
            return self._pool

    def _lost(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._let_go()

    def _let_go(self) -> None:
        if self._pool is not None:
            end(self._pool)
            self._pool = None


# In the process of a maker


class Notes:
    """Stands for the worker: what it would be told is noted."""

    def __init__(self) -> None:
        self._asked: dict[Job, None] = {}
        self._ahead = ""

    def ask(self, job: Job) -> None:
        """As `Worker.ask`."""
        self._asked[job] = None

    def ahead(self, rows: str) -> None:
        """As `Worker.ahead`."""
        self._ahead = rows

    def later(self, jobs: Iterable[Job]) -> None:
        """Nothing that has time is told by a page that a maker makes."""

    def taken(self) -> Told:
        """What was noted since."""
        told = Told(tuple(self._asked), self._ahead)
        self._asked = {}
        return told


_APP: FastAPI | None = None
_RUNNER = asyncio.Runner()


def _begin(settings: Settings, routes: Callable[[Settings], FastAPI]) -> None:
    """Open the record and find its processes, so that the first page need not."""
    global _APP
    from accede.web.looking import answered

    _APP = routes(settings)
    _APP.state.worker = Notes()
    with suppress(AccedeError), answered(_APP) as answers:
        answers.without_waiting()


def _make(scope: dict[str, Any], user: object) -> Made:
    """Answer a request by the routes alone; what they raise is raised."""
    from accede.web.memory import TOKEN

    assert _APP is not None
    body: list[bytes] = []
    head: dict[str, Any] = {}

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            head.update(message)
        else:
            body.append(message.get("body", b""))

    _RUNNER.run(_APP({**scope, "state": {"user": user, "csrf": TOKEN}}, receive, send))
    tag = next((value.decode("latin-1") for name, value in head["headers"] if name.lower() == b"etag"), "")
    return Made(head["status"], b"".join(body).decode(), tag, _APP.state.worker.taken())
