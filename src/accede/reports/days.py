"""Days as the furniture of a report writes them: "June 28", "Friday, 3 May 2024", "2024.05.14".

    >>> read("Friday, 3 May 2024, 19:40")
    NamedDay(month=5, day=3, year=2024, weekday=4)
    >>> read("Feb. 26")
    NamedDay(month=2, day=26, year=None, weekday=None)

What is not said is None; nothing is made up. "03/04/2024" is refused (None), since outlets write both the
day and the month first; "14/06/2024" and "14.06.2024" leave no doubt. English month names only.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?(?![a-z])"
YEAR = r"(?:19|20)\d\d(?!\d)"
_NUMBER = r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?(?![\d:])"
_BETWEEN = r"[ \t]{1,3}"
_YEAR_AFTER = rf"(?:[ \t]?[,./]?[ \t]{{0,3}}{YEAR})"

#: The written forms of one day, as one group-less pattern for use inside other patterns.
DAY = (
    rf"(?:{WEEKDAY},?{_BETWEEN})?"
    rf"(?:{MONTH}{_BETWEEN}{_NUMBER}{_YEAR_AFTER}?"
    rf"|{_NUMBER}(?:{_BETWEEN}of)?[ \t-]{{1,3}}{MONTH}(?:{_YEAR_AFTER}|-{YEAR})?"
    rf"|(?<!\d)[0-3]?\d\.[ \t]?{MONTH}[ \t]?{YEAR}"
    rf"|{YEAR}-[01]?\d-[0-3]?\d(?!\d)|{YEAR}(?:[./]|\.[ \t])[01]?\d(?:[./]|\.[ \t])[0-3]?\d(?!\d)"
    rf"|(?<!\d)[0-3]?\d(?:[-./]|\.[ \t])[0-3]?\d(?:[-./]|\.[ \t]){YEAR})"
    # a stop makes an ordinal, and stands after the year too, in much of Central and South-Eastern Europe
    r"(?:(?<=\d)\.(?=[ \t]|$))?"
)
#: A time of day with its zone, as it may follow a day.
TIME = (
    r"(?:\.?(?:T|[ \t,|–-]{1,4}|[ \t]at[ \t])[0-2]?\d[:.h][0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:[ \t]?[ap]\.?m\.?(?![a-z]))?"
    r"(?:[ \t]?(?:\([A-Z]{2,5}\)|[A-Z]{1,5}\d{0,2}(?![A-Za-z])|[+-]\d\d:?\d\d)"
    r"(?:[+-]\d{1,2}(?::\d\d)?)?(?:[ \t]time)?)?)"
)

_WORDED = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s+)?"
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>{_NUMBER})|(?P<d2>{_NUMBER})(?:\s+of)?(?:[\s-]+|\.\s?)(?P<m2>{MONTH}))"
    rf"(?:\s*[-,./]?\s*(?P<year>{YEAR}))?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<sep>[-./]|\. )(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<a>\d\d?)(?P<sep>[-./]|\. )(?P<b>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)")


class NamedDay(msgspec.Struct, frozen=True, order=True):
    """A day as written: month 1..12, day 1..31; year and weekday (Monday is 0) None where not said."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> date | None:
        """This day in `year`; None where that year has no such day, or has it on another weekday."""
        try:
            found = date(year, self.month, self.day)
        except ValueError:
            return None
        return found if self.weekday in (None, found.weekday()) else None

    def full(self) -> date | None:
        """The calendar day, where the year was said; its weekday, often a slip of the hand, is not asked."""
        return None if self.year is None else NamedDay(self.month, self.day).in_year(self.year)


def month_number(name: str) -> int:
    """1..12 for an English month's name or its abbreviation."""
    return _MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for an English weekday's name or its abbreviation."""
    return _WEEKDAYS.index(name[:3].lower())


def read(text: str) -> NamedDay | None:
    """The first day that `text` names and that exists; None where it names none, or one in doubt."""
    match = _YEAR_FIRST.search(text)
    if match:
        return _checked(int(match["month"]), int(match["day"]), int(match["year"]), None)
    match = _YEAR_LAST.search(text)
    if match:
        return _day_or_month_first(int(match["a"]), int(match["b"]), match["sep"], int(match["year"]))
    match = _WORDED.search(text)
    if not match:
        return None
    weekday = weekday_number(match["weekday"]) if match["weekday"] else None
    day = int(re.sub(r"\D", "", match["d1"] or match["d2"]))
    year = int(match["year"]) if match["year"] else None
    return _checked(month_number(match["m1"] or match["m2"]), day, year, weekday)


def _day_or_month_first(first: int, second: int, separator: str, year: int) -> NamedDay | None:
    if separator[0] == "." or first > 12 or first == second:
        return _checked(second, first, year, None)
    return _checked(first, second, year, None) if second > 12 else None


def _checked(month: int, day: int, year: int | None, weekday: int | None) -> NamedDay | None:
    named = NamedDay(month, day, year, weekday)
    possible = NamedDay(month, day).in_year(year or 2000)  # 2000: a leap year has every day there is
    return named if possible else None
