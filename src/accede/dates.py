"""Dates as the reports give them: a day, a month, a year, an interval, open or uncertain, in EDTF.

A `When` keeps the text as written and two bounds, so that any two of them compare:

    >>> parse("2022-06-20")
    When(text='2022-06-20', first=datetime.date(2022, 6, 20), after=datetime.date(2022, 6, 21))
    >>> parse("2022-06").contains(parse("2022-06-20"))
    True
    >>> parse("2022-07/..").after is None
    True

Units are days. Bounds are half-open: `first` belongs to the time, `after` is the first day that no longer
does; `None` is open on that side. Precision is never made up: "2022-06" stays a month. Hours, seasons,
sets, negative years and years beyond four digits are refused; no report on a treaty needs them.

EDTF: ISO 8601-2:2019; the qualifiers `~`, `?` and `%` are kept in the text and do not move the bounds.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from accede.errors import DateError

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?", re.ASCII)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


class When(msgspec.Struct, frozen=True, order=False):
    """A time with its bounds: `first` is in it, `after` is the first day past it, None is open."""

    text: str
    first: date | None
    after: date | None

    def overlaps(self, other: When) -> bool:
        """True when some day belongs to both."""
        return _before(self.first, other.after) and _before(other.first, self.after)

    def contains(self, other: When) -> bool:
        """True when every day of `other` belongs to this time."""
        starts = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.after is None or (other.after is not None and other.after <= self.after)
        return starts and ends

    @property
    def is_day(self) -> bool:
        """True for a single calendar day."""
        return self.first is not None and self.after == self.first + timedelta(days=1)

    @property
    def days(self) -> int | None:
        """How many days it spans; None where a side is open."""
        if self.first is None or self.after is None:
            return None
        return (self.after - self.first).days


def _before(first: date | None, after: date | None) -> bool:
    return first is None or after is None or first < after


def _point(text: str) -> tuple[date, date]:
    match = _POINT.fullmatch(text)
    if not match:
        raise DateError(f"not a date: {text!r}", "write 2022, 2022-06, 2022-06-20 or 2022-06/2022-07")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day is not None and month is not None:
            first = date(year, month, day)
            return first, first + timedelta(days=1)
        if month is not None:
            return date(year, month, 1), _month_after(year, month)
        return date(year, 1, 1), date(year + 1, 1, 1)
    except (ValueError, OverflowError) as error:
        raise DateError(f"no such day: {text!r}", "check the day and month") from error


def _month_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


@lru_cache(maxsize=4096)
def parse(text: str) -> When:
    """Read an EDTF date or interval.

    text: "2022", "2022-06", "2022-06-20", each with an optional `~`, `?` or `%`; two of them joined by "/",
        where either side may be ".." for open.
    Raises DateError for anything else, and for an interval that ends before it begins.
    """
    start, slash, end = text.partition("/")
    if not slash:
        first, after = _point(text)
        return When(text, first, after)
    low = None if start in ("..", "") else _point(start)[0]
    high = None if end in ("..", "") else _point(end)[1]
    if low is None and high is None:
        raise DateError(f"an interval without a bound: {text!r}", "give at least one side a date")
    if low is not None and high is not None and high <= low:
        raise DateError(f"an interval that ends before it begins: {text!r}", "swap its two sides")
    return When(text, low, high)


def day(text: str) -> date:
    """The one calendar day that `text` names; raises DateError for a month, a year or an interval."""
    when = parse(text)
    if not when.is_day or when.first is None:
        raise DateError(f"not a single day: {text!r}", "write it as 2022-06-20")
    return when.first


def sort_key(text: str | None) -> tuple[date, date, str]:
    """Orders EDTF texts: by first day, then by the narrower, then by text; undated and open starts come last."""
    if text is None:
        return date.max, date.max, ""
    when = parse(text)
    return when.first or date.max, when.after or date.max, text


def in_words(text: str | None) -> str:
    """The time as a reader of English expects it: "20 June 2022", "June 2022", "9 June 2023 to 13 June 2023"."""
    if text is None:
        return "undated"
    start, slash, end = text.partition("/")
    if not slash:
        return _point_in_words(start)
    if start in ("..", ""):
        return f"until {_point_in_words(end)}"
    if end in ("..", ""):
        return f"since {_point_in_words(start)}"
    return f"{_point_in_words(start)} to {_point_in_words(end)}"


def _point_in_words(text: str) -> str:
    match = _POINT.fullmatch(text)
    if not match:
        raise DateError(f"not a date: {text!r}", "write 2022, 2022-06 or 2022-06-20")
    year, month, day_ = match.groups()
    about = "about " if text.endswith(("~", "?", "%")) else ""
    words = [str(int(day_))] if day_ else []
    words += [_MONTHS[int(month) - 1]] if month else []
    return about + " ".join([*words, year])
