"""A reader's visits to the desk: since which day what became known is new to them.

A visit is a row of looks at the desk with less than VISIT_ENDS between one and the next, so that what was new when the reader came
in the morning is new at every look of that morning, and until they have been away for so long. The cookie `accede_seen` has three
values, joined by dots: the record's newest day at the last look of the visit before, that at the last look of this one, and when
that look was, in seconds since 1970. What became known after the first is new. When a visit ends, the second becomes the first; of a
first visit the first is the newest day when it began, so that it tells what comes in meanwhile.

What always holds: a cookie that was not made here is as none; only looks at the newest day count, not
those at an earlier day. As the record's days are days of publication, a report of the newest day that is read after the visit, or one
of an earlier day, is not told as new.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import msgspec
from fastapi import Request, Response

from accede import dates
from accede.errors import DateError

COOKIE = "accede_seen"
VISIT_ENDS = 6 * 3600
YEAR = 365 * 86_400
clock: Callable[[], float] = time.time
_FORM = re.compile(r"(\d{4}-\d\d-\d\d)?\.(\d{4}-\d\d-\d\d)\.(\d{1,11})|(\d{4}-\d\d-\d\d)")


class Visit(msgspec.Struct, frozen=True):
    """before: the newest day at the visit before, "" where the record was empty. seen: at the last look. looked: when that was."""

    before: str
    seen: str
    looked: int

    @classmethod
    def told(cls, cookie: str) -> Visit | None:
        """The visit of a cookie; None for what is none. A day alone is what earlier versions wrote."""
        found = _FORM.fullmatch(cookie)
        if found is None:
            return None
        before, seen, looked, alone = found.groups("")
        try:
            for day in filter(None, (before, seen, alone)):
                dates.day(day)
        except DateError:
            return None
        return cls("", alone, 0) if alone else cls(before, seen, int(looked))

    def look(self, newest: str, now: int) -> Visit:
        """The visit after a look at the desk when `newest` is the record's newest day: this one, or the next."""
        ended = not 0 <= now - self.looked < VISIT_ENDS
        return Visit(self.seen if ended else self.before, newest, now)

    @property
    def cookie(self) -> str:
        """As the cookie has it."""
        return f"{self.before}.{self.seen}.{self.looked}"


def visit_of(request: Request, newest: str) -> Visit:
    """The visit that a look at the desk belongs to."""
    held, now = Visit.told(request.cookies.get(COOKIE, "")), int(clock())
    return held.look(newest, now) if held else Visit(newest, newest, now)


def remember(response: Response, visit: Visit, secure: bool) -> None:
    """Let the browser keep the visit."""
    if visit.seen:
        response.set_cookie(COOKIE, visit.cookie, max_age=YEAR, httponly=True, samesite="lax", secure=secure)
