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
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import Request

from accede import __version__
from accede.answers import answering
from accede.answers.asking import Answers
from accede.web.settings import Settings


class Look(NamedTuple):
    """answers: for the two days. valid, known: as the address has them, "" where it has none. location: of the record."""

    answers: Answers
    valid: str
    known: str
    location: str

    def link(self, path: str, **more: str) -> str:
        """An address of this server that keeps the two days."""
        asked = {key: value for key, value in {"valid": self.valid, "known": self.known, **more}.items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path


def settings_of(request: Request) -> Settings:
    """The server's settings."""
    found: Settings = request.app.state.settings
    return found


@contextmanager
def looking(request: Request) -> Iterator[Look]:
    """The record as the request asks for it. Raises RecordError, and DateError for a day that is none."""
    valid, known = (request.query_params.get(name, "").strip() for name in ("valid", "known"))
    location = settings_of(request).location
    with answering(location, valid or None, known or None) as answers:
        yield Look(answers, valid, known, location)


def state_of(location: str) -> str:
    """A word for what the record holds now: it changes with every row that is added.

    Of a file it is the size and time of the database and of what was written beside it and not yet moved in; of a server the
    number of rows.
    """
    path = Path(location)
    if path.exists():
        stats = [one.stat() for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
        return ",".join(f"{one.st_size}.{one.st_mtime_ns}" for one in stats if one.st_size)  # an empty one is made by looking
    from accede.record import Record

    with Record.open(location, create=False) as record:
        return f"{record.rows()}"


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
