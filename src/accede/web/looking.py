"""What a request looks at: the record for two days, taken from the address, and the state that the answer rests on.

    with looking(request) as look:
        process = look.answers.the_one(name)

`valid` and `known` of the address change the whole page, so that a view can be sent to a colleague. Endpoints are plain functions,
which run in a thread of their own, and the record is opened in that thread and closed at its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI, Request

from accede import __version__
from accede.answers import asking
from accede.answers.asking import Answers, answering_from
from accede.record.glance import Glance
from accede.web.opened import Opened
from accede.web.settings import Settings


class Days:
    """The two days that an address has, "" where it has none."""

    def __init__(self, valid: str, known: str) -> None:
        self.valid, self.known = valid, known

    def link(self, path: str, **more: str) -> str:
        """An address of this server that keeps the two days."""
        asked = {key: value for key, value in {"valid": self.valid, "known": self.known, **more}.items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path


class Look(Days):
    """What a page looks at. answers: for the two days. location: of the record."""

    def __init__(self, answers: Answers, valid: str, known: str, location: str) -> None:
        super().__init__(valid, known)
        self.answers, self.location = answers, location


def settings_of(request: Request) -> Settings:
    """The server's settings."""
    found: Settings = request.app.state.settings
    return found


@contextmanager
def looking(request: Request) -> Iterator[Look]:
    """The record as the request asks for it, as far as it is answered without waiting.

    Raises RecordError, DateError for a day that is none, and NotWorkedOut for what of a large record is not kept.
    """
    valid, known = (request.query_params.get(name, "").strip() for name in ("valid", "known"))
    with answered(request.app, valid, known) as answers:
        yield Look(answers, valid, known, settings_of(request).location)


@contextmanager
def answered(app: FastAPI, valid: str = "", known: str = "") -> Iterator[Answers]:
    """What the server's record answers for two days; of a large one the worker sees to the newest day beforehand."""
    opened: Opened = app.state.opened
    with opened.record() as record, answering_from(record, valid or None, known or None, waits=False, recall=app.state.recall) as answers:
        if answers.is_large:
            app.state.worker.ahead(state_of(record.location))
        yield answers


def is_large(app: FastAPI) -> bool:
    """Whether the server's record is a large one. Raises RecordError."""

    def counted() -> bool:
        with app.state.opened.record() as record:
            return bool(record.more_claims_than(asking.LARGE, None))

    location = app.state.settings.location
    return bool(app.state.recall.of((location, state_of(location), asking.LARGE, "large"), counted))


def state_of(location: str) -> str:
    """A word for what the record holds now: the number of its rows. What is kept beside them, and only spares time, changes nothing."""
    path = Path(location)
    if path.exists():
        stats = [one.stat() for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
        return _rows_of_file(location, tuple((one.st_size, one.st_mtime_ns, one.st_ino) for one in stats))
    from accede.record import Record

    with Record.open(location, create=False) as record:
        return f"{record.rows()}"


@lru_cache(maxsize=8)
def _rows_of_file(location: str, written: tuple[tuple[int, int, int], ...]) -> str:
    """The rows of a file, looked at again when it was written; `written` is its size, time and place, and those of what is beside it."""
    glance = Glance.at(location)
    if glance is None:
        return str(written)  # whatever is wrong is told by who opens it
    with glance:
        return f"{glance.rows()}.{written[0][2]}"


def etag(request: Request, location: str) -> str:
    """The entity tag of an answer: of its state, and of the token in a page's forms, which differs from browser to browser."""
    token = "" if request.url.path.startswith("/api/") else getattr(request.state, "csrf", "")
    return f'W/"{_hashed(state_of_answer(request, location), token)}"'


def state_of_answer(request: Request, location: str) -> str:
    """A word for all that an answer depends on but the token of its forms: program, record, address, and who asks."""
    part = request.headers.get("HX-Request", "")
    seen = getattr(request.state, "seen", "")  # the day since which the desk tells what is new
    who = str(getattr(request.state, "user", None))
    return _hashed(__version__, state_of(location), request.url.path, request.url.query, who, part, seen)


def _hashed(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
