"""Pages that were made before: the same address on the same state of the record is the same page.

An answer depends on the record, the program, the two days and who asks, and on nothing else; so a made page is kept under the word for
all these (`looking.state_of_answer`) and given again until the record gains a row. What differs from browser to browser, the token that
guards forms, is filled in when it is given. At most MOST_BYTES are kept, the least lately asked are forgotten first. Of many that ask for a page at
once one makes it, and the others wait. Of a large record it is made by a process beside the server (`making`), where there are any.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from accede.web.looking import etag, is_large, settings_of, state_of_answer

MOST_BYTES = 256_000_000
TOKEN = "\ue000csrf\ue000"  # stands for the token of a form until a page is given; no report holds it, since pages are cleaned of it


class Unfinished(str):
    """A page on which something is missing that is worked out: it is given, and made anew the next time."""


class Memory:
    """Texts by key, the least lately used forgotten first; safe for several threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._held: OrderedDict[str, str] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._making: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Nobody else makes what is kept under the key meanwhile."""
        with self._lock:
            lock, waiting = self._making.get(key, (threading.Lock(), 0))
            self._making[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, waiting = self._making.pop(key)
                if waiting > 1:
                    self._making[key] = lock, waiting - 1

    def get(self, key: str) -> str | None:
        """What is kept under a key."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: str, text: str) -> None:
        """Keep a text; one that is larger than all that may be kept is not."""
        with self._lock:
            if key in self._held or len(text) > self._most:
                return
            self._held[key] = text
            self._size += len(text)
            while self._size > self._most:
                _, gone = self._held.popitem(last=False)
                self._size -= len(gone)


def remembered(request: Request, make: Callable[[], str]) -> Response:
    """The page that `make` makes, or the same made before; 304 where the browser has it.

    make: the page with TOKEN in the place of the form's token.
    """
    location = settings_of(request).location
    tag, key = etag(request, location), state_of_answer(request, location)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    text, whole = made_once(request, key, make)
    if not whole:
        del headers["ETag"]
    return HTMLResponse(text.replace(TOKEN, getattr(request.state, "csrf", "")), headers=headers)


def made_once(request: Request, key: str, make: Callable[[], str]) -> tuple[str, bool]:
    """What is kept under the key, or what `make` makes, here or where pages of a large record are made; whether nothing is missing in it."""
    memory: Memory | None = getattr(request.app.state, "memory", None)
    if memory is None:  # in a process that makes pages for others
        text = make()
        return text, not isinstance(text, Unfinished)
    held = memory.get(key)
    if held is not None:
        return held, True
    with memory.alone(key):
        held = memory.get(key)
        if held is not None:
            return held, True
        text, whole = _made(request, make)
        if whole:
            memory.put(key, text)
        return text, whole


def _made(request: Request, make: Callable[[], str]) -> tuple[str, bool]:
    made = request.app.state.makers.made(request) if is_large(request.app) else None
    if made is None:
        text = make()
        return text, not isinstance(text, Unfinished)
    worker = request.app.state.worker
    if made.told.ahead:
        worker.ahead(made.told.ahead)
    for job in made.told.asked:
        worker.ask(job)
    return made.text, bool(made.tag)
