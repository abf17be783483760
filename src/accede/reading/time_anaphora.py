"""Times that stand on one named before in the text: "the same day", "two days later", "the following year".

Each row has the unit that the earlier time must give, at least: a day for "the next day", a month or a day for
"that month". The value is at the precision of the unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from accede.reading.time_patterns import COUNT, START
from accede.reading.time_words import (
    GAP,
    day,
    month,
    month_number,
    number,
    of_month,
    of_year,
    weekday,
    weekday_number,
    year,
)

DIRECTION = {"later": 1, "afterwards": 1, "after": 1, "next": 1, "following": 1, "earlier": -1, "before": -1, "previous": -1, "preceding": -1}
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_POINT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_QUARTER = re.compile(r"\d{4}-Q[1-4]")


# About as far as a report of one company's quarter goes on.
_REPORT = 1500
# And as far as two sentences go.
_SOON = 300


class Anaphor(NamedTuple):
    """A pattern, the unit that it needs of the time before it, and its value from that time.

    reach: how many characters may lie between the two; None where any number may.
    """

    pattern: re.Pattern[str]
    unit: str
    handler: Callable[[re.Match[str], str], str]
    reach: int | None = None


def units_of(value: str) -> list[str]:
    """The units that a value gives: a day gives its month and year too, a quarter only itself, an interval none."""
    if _QUARTER.fullmatch(value):
        return ["quarter"]
    return [unit for unit, length in _LENGTHS.items() if len(value) >= length] if _POINT.fullmatch(value) else []


def _moved(base: str, unit: str, count: int) -> str:
    if unit == "year":
        return of_year(int(base[:4]) + count)
    if unit == "month":
        return of_month(int(base[:4]), int(base[5:7]) + count)
    return (date.fromisoformat(base) + timedelta(days=count)).isoformat()


def _same(match: re.Match[str], base: str) -> str:
    return _moved(base, match["unit"].lower(), 0)


def _beside(match: re.Match[str], base: str) -> str:
    return _moved(base, match["unit"].lower(), DIRECTION[match["where"].lower()])


def _counted(match: re.Match[str], base: str) -> str:
    return _moved(base, match["unit"].lower(), DIRECTION[match["where"].lower()] * number(match["n"]))


def _quarter_of_year_before(match: re.Match[str], base: str) -> str:
    return of_year(int(base[:4]) - 1) + base[4:]


def _same_quarter(match: re.Match[str], base: str) -> str:
    return f"{match['y']}{base[4:]}" if match["y"] else base


def _in_that_year(match: re.Match[str], base: str) -> str:
    month_ = month_number(match["m"])
    return date(int(base[:4]), month_, int(match["d"])).isoformat() if match["d"] else of_month(int(base[:4]), month_)


def _weekday(match: re.Match[str], base: str) -> str:
    start, wanted = date.fromisoformat(base), weekday_number(match["w"])
    if DIRECTION[match["where"].lower()] > 0:
        return (start + timedelta(days=(wanted - start.weekday() - 1) % 7 + 1)).isoformat()
    return (start - timedelta(days=(start.weekday() - wanted - 1) % 7 + 1)).isoformat()


def _the_day(match: re.Match[str], base: str) -> str:
    return base


@cache
def within_a_day() -> tuple[Anaphor, ...]:
    """What was hours or minutes from a day just named was on that day: "later in the evening", "minutes earlier"."""
    part = r"(?:day|morning|afternoon|evening|night)(?![\w-])"
    steps = rf"(?:(?:a{GAP}few{GAP}|some{GAP}|several{GAP})?(?:minutes|moments|hours)|{COUNT}{GAP}(?:minutes?|hours?))"
    manners = (
        rf"(?:earlier|later|late|early){GAP}(?:in{GAP}the|on{GAP}the|that|the){GAP}(?:same{GAP})?{part}",
        rf"(?:in{GAP}the|that){GAP}(?:very{GAP}|same{GAP})?(?!day|night){part}",
        rf"{steps}{GAP}(?:earlier|later|beforehand|afterwards|(?:before|after)(?=[,.;]))(?!\w)",
    )
    return tuple(Anaphor(re.compile(START + manner, re.I), "day", _the_day, _SOON) for manner in manners)


@cache
def anaphors() -> tuple[Anaphor, ...]:
    """The table. "a year earlier" and its like end the clause: before a noun or clause they measure from that."""
    # "two days after the vote" measures from the vote, which has no day here.
    alone = rf"(?=[.,;:)]|['’]s\b|\s*$|{GAP}(?:in|at|on|by|with|he|she|it|they|and|but|when|to)\b)"
    quarter = r"(?:quarter|period)(?![\w-])"
    # Figures of a quarter are set against those of the same quarter a year before.
    made = [
        Anaphor(re.compile(rf"{START}(?:a{GAP}year{GAP}(?:ago|earlier)(?!\w)|(?:the{GAP})?(?:comparable{GAP})?year-(?:ago|earlier)(?!\w)(?:{GAP}(?:\w{{5,6}}{GAP})?{quarter})?)", re.I), "quarter", _quarter_of_year_before, _REPORT),
        Anaphor(re.compile(rf"{START}the{GAP}(?:(?:latest|{year('y')}){GAP})?{quarter}(?!{GAP}end)", re.I), "quarter", _same_quarter, _REPORT),
    ]
    for unit in ("day", "month", "year"):
        made += [
            Anaphor(re.compile(rf"{START}(?:(?:earlier|later|late|early){GAP}(?:on{GAP}|in{GAP})?)?(?:the{GAP}same|that(?:{GAP}same)?){GAP}(?:very{GAP})?(?P<unit>{unit})(?![\w-])", re.I), unit, _same),
            Anaphor(re.compile(rf"{START}the{GAP}(?P<where>{'next|following|previous|preceding' if unit != 'year' else 'following|preceding'}){GAP}(?P<unit>{unit})(?![\w-])", re.I), unit, _beside),
            Anaphor(re.compile(rf"{START}the{GAP}(?P<unit>{unit}){GAP}(?P<where>before|after){alone}", re.I), unit, _beside),
            Anaphor(re.compile(rf"{START}{COUNT}{GAP}(?P<unit>{unit})s?{GAP}(?P<where>later|afterwards|earlier)(?!\w)", re.I), unit, _counted),
        ]
    that_year = rf",?{GAP}(?:of{GAP})?(?:that|the{GAP}same){GAP}(?:same{GAP})?year(?!\w)"
    made.append(Anaphor(re.compile(rf"{START}{month('m')}(?:{GAP}{day('d')})?{that_year}"), "year", _in_that_year))
    made.append(Anaphor(re.compile(rf"{START}{day('d')}{GAP}{month('m')}{that_year}"), "year", _in_that_year))
    made.append(Anaphor(re.compile(rf"{START}(?i:the){GAP}(?P<where>following|preceding|previous){GAP}{weekday('w')}"), "day", _weekday))
    return tuple(made)
