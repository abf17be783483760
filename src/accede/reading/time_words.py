"""The words of time, and the arithmetic of the calendar on which time expressions rest.

Months and days count from 1, weekdays from Monday as 0. Values are EDTF (`accede.dates`). What is not in the
calendar raises ValueError or OverflowError, so that a caller has one way to say "no value".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

from accede.reading import lexicon

# A line may break within an expression; a bound keeps every pattern linear in the text.
GAP = r"[\s\u00a0]{1,6}"
MAY_GAP = r"[\s\u00a0]{0,6}"


@cache
def table(entry: str) -> dict[str, int]:
    """A list of the lexicon of times as {lower-case word: number}; `months` and `weekdays` with their short forms."""
    words = lexicon.load("times")
    listed: dict[str, int] = {}
    if entry in ("months", "weekdays"):
        listed = {name: number for number, name in enumerate(words[entry], entry == "months")}
        listed |= {} if entry == "weekdays" else words["foreign_months"]
        entry = f"{entry[:-1]}_shorts"
    return listed | {str(word): int(number) for word, number in words[entry].items()}


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longer first, with any white space between their parts."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", GAP).replace("'", "['’]") for word in ordered)


def _names(full: str, shorts: str) -> str:
    """Full names and dotted short ones, capitalised or in capitals; short ones without a dot, and foreign ones, before a number only."""
    words = lexicon.load("times")
    names = [form for name in words[full] for form in (name.capitalize(), name.upper())]
    short = [form for name in words[shorts] for form in (name.capitalize(), name.upper())]
    foreign = [form for name in (words["foreign_months"] if full == "months" else ()) for form in (name, name.capitalize())]
    no_star = r"(?<![Tt]he\s)" if full == "weekdays" else ""  # "the Sun." is no day
    return f"(?:{alternatives(names)}|{no_star}(?:{alternatives(short)})\\.|(?:{alternatives([*short, *foreign])})(?={GAP}\\d))"


@cache
def month(group: str) -> str:
    """A pattern for a month by name, in the group of that name."""
    return f"(?P<{group}>{_names('months', 'month_shorts')})(?![a-zA-Z])"


@cache
def weekday(group: str) -> str:
    """A pattern for a weekday by name, in the group of that name."""
    return f"(?P<{group}>{_names('weekdays', 'weekday_shorts')})(?![a-zA-Z-])"


def day(group: str) -> str:
    """A pattern for a day of a month, with or without its ordinal ending."""
    return rf"(?P<{group}>[0-3]?\d)(?:(?:st|nd|rd|th)(?!\w))?(?![\w%]|[.:]\d|,\d{{3}})"


def year(group: str) -> str:
    """A pattern for a year from 1900 to 2099."""
    return rf"(?P<{group}>(?:19|20)\d\d)(?![\w%]|[.,]\d)"


def month_number(name: str) -> int:
    """1 to 12, of a month's full or short name."""
    return table("months")[name.lower().rstrip(".")]


def weekday_number(name: str) -> int:
    """0 for Monday to 6, of a weekday's full or short name."""
    return table("weekdays")[name.lower().rstrip(".")]


def number(text: str) -> int:
    """A number in digits or words ("7", "twenty-four", "two hundred", "a"); raises ValueError for what is none."""
    if text.isdigit():
        return int(text)
    words, parts = table("numbers"), re.split(r"[\s-]+", text.lower())
    if not parts or any(part not in words for part in parts):
        raise ValueError(f"not a number: {text}")
    total = 0
    for part in parts:
        total = max(total, 1) * words[part] if words[part] >= 100 else total + words[part]
    return total


def of_year(value: int) -> str:
    """A year as EDTF."""
    if not 1 <= value <= 9999:
        raise ValueError(f"no such year: {value}")
    return f"{value:04d}"


def of_month(value: int, number: int) -> str:
    """A month as EDTF; a number below 1 or above 12 counts on into the years around."""
    months = value * 12 + number - 1
    return f"{of_year(months // 12)}-{months % 12 + 1:02d}"


def around(published: date, candidates: Callable[[int], date | None], units: Iterable[int]) -> tuple[date, date]:
    """The latest candidate not after the publication, and the earliest not before it, as (past, future)."""
    days = sorted(found for unit in units if (found := candidates(unit)) is not None)
    past = [found for found in days if found <= published]
    future = [found for found in days if found >= published]
    if not past or not future:
        raise ValueError("no such day near the publication")
    return past[-1], future[0]


def existing(value: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(value, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def day_in_year(published: date, month: int, day: int) -> tuple[date, date]:
    """That day of the year, backwards and forwards; nine years reach over any gap of leap years."""
    return around(published, lambda y: existing(y, month, day), range(published.year - 8, published.year + 9))


def feasts() -> tuple[str, ...]:
    """The names of all feasts of the lexicon."""
    words = lexicon.load("times")
    return (*words["feasts"], *words["movable_feasts"], *words["easter_feasts"])


def feast_in(name: str, value: int) -> date | None:
    """The day of the feast in that year; None where the calendar ends before it."""
    words = lexicon.load("times")
    if name in words["feasts"]:
        month, day = (int(part) for part in words["feasts"][name].split("-"))
        return existing(value, month, day)
    if name in words["easter_feasts"]:
        return _easter(value) + timedelta(days=words["easter_feasts"][name])
    month, weekday_, which = words["movable_feasts"][name]
    first = existing(value, month, 1)
    return first and existing(value, month, (weekday_ - first.weekday()) % 7 + 7 * which - 6)


def _easter(value: int) -> date:
    """Easter Sunday of the western churches, by the Gregorian rule (the anonymous algorithm, as Meeus prints it)."""
    golden, century = value % 19, value // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (value % 100 // 4) - epact - value % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return date(value, month, day + 1)


def day_in_month(published: date, day: int) -> tuple[date, date]:
    """That day of a month, backwards and forwards."""
    first = published.year * 12 + published.month - 1
    return around(published, lambda m: existing(m // 12, m % 12 + 1, day), range(first - 3, first + 4))


def on_weekday(published: date, number: int) -> tuple[date, date]:
    """That weekday, backwards and forwards; both are the publication only where it is that weekday."""
    back, ahead = (published.weekday() - number) % 7, (number - published.weekday()) % 7
    return published - timedelta(days=back), published + timedelta(days=ahead)
