"""What a time expression is worth in the calendar: one function for each manner of writing a time.

Each takes the match of its pattern (`time_patterns`) and the publication, and gives parts of the text with their
values read backwards and forwards. It raises ValueError or OverflowError where the calendar has no such time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from accede.reading.time_words import (
    around,
    day_in_month,
    day_in_year,
    existing,
    feast_in,
    month_number,
    number,
    of_month,
    of_year,
    on_weekday,
    weekday_number,
)


class Part(NamedTuple):
    """text[start:end] and its values read backwards and forwards from the publication."""

    start: int
    end: int
    past: str
    future: str


Match = re.Match[str]
Handler = Callable[[Match, date], list[Part]]


def whole(match: Match, past: str, future: str | None = None) -> list[Part]:
    """The match as one part."""
    return [Part(match.start(), match.end(), past, past if future is None else future)]


def _said(match: Match, name: str) -> str:
    return (match.groupdict().get(name) or "").lower()


SHIFTS = {"last": -1, "latest": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "the": 0}


def year_said(match: Match, published: date) -> int | None:
    """The year that the expression itself gives: "2022", "last year", "next year"; None where it gives none."""
    if _said(match, "y"):
        return int(match["y"])
    relative = _said(match, "ry")
    return published.year + SHIFTS[relative] if relative else None


def day_month(match: Match, published: date) -> list[Part]:
    """ "5 July", "last Oct. 23", "Friday 10 March 2023"."""
    month_, day_, said = month_number(match["m"]), int(match["d"]), year_said(match, published)
    if said is not None:
        return whole(match, date(said, month_, day_).isoformat())
    past, future = day_in_year(published, month_, day_)
    relative = _said(match, "rel")
    if relative == "last":
        past = future = past if past < published else date(past.year - 1, month_, day_)
    elif relative == "next":
        past = future = future if future > published else date(future.year + 1, month_, day_)
    if _said(match, "w"):  # "Friday 10 March": the year in which it is a Friday
        fitting = [found for found in (past, future) if found.weekday() == weekday_number(match["w"])]
        past, future = (fitting[0], fitting[-1]) if fitting else (past, future)
    return whole(match, past.isoformat(), future.isoformat())


def _interval(first: date, last: date) -> str:
    if first >= last:
        raise ValueError("an interval that ends before it begins")
    return f"{first.isoformat()}/{last.isoformat()}"


def days(match: Match, published: date) -> list[Part]:
    """ "9 to 13 June", "30 May - 2 June 2023"; two days joined by "and" that do not touch are two times."""
    first_month = month_number(match["m"])
    last_month = month_number(_said(match, "m2") or match["m"])
    first_day, last_day = int(match["d"]), int(match["d2"])
    said = year_said(match, published)
    years = [said] * 2 if said is not None else [d.year for d in day_in_year(published, first_month, first_day)]
    bounds = [(date(y, first_month, first_day), date(y + (last_month < first_month), last_month, last_day)) for y in years]
    if said is not None and last_month < first_month:  # "30 December to 2 January 2023": the year is the last day's
        bounds = [(date(said - 1, first_month, first_day), date(said, last_month, last_day))] * 2
    joined = match["to"].strip().lower()
    if joined in ("and", "or") and bounds[0][1] - bounds[0][0] != timedelta(days=1):
        cut, resume = match.span("to")
        firsts, lasts = zip(*(((a.isoformat()), (b.isoformat())) for a, b in bounds), strict=True)
        return [Part(match.start(), cut, *firsts), Part(resume, match.end(), *lasts)]
    return whole(match, *(_interval(*bound) for bound in bounds))


def month_named(match: Match, published: date) -> list[Part]:
    """ "June last year", "last May", "the end of June"."""
    month_, said = month_number(match["m"]), year_said(match, published)
    if said is not None:
        return whole(match, of_month(said, month_))
    past = published.year - (month_ > published.month)
    future = published.year + (month_ < published.month)
    relative = _said(match, "rel")
    if relative == "this":
        return whole(match, of_month(published.year, month_))
    if relative in ("last", "past", "previous"):
        return whole(match, of_month(past - (month_ == published.month), month_))
    if relative:
        return whole(match, of_month(future + (month_ == published.month), month_))
    return whole(match, of_month(past, month_), of_month(future, month_))


def months(match: Match, published: date) -> list[Part]:
    """ "from June to September 2022"."""
    first, last, said = month_number(match["m"]), month_number(match["m2"]), year_said(match, published)
    if first == last:
        raise ValueError("one month twice")
    if said is not None:
        return whole(match, f"{of_month(said - (last < first), first)}/{of_month(said, last)}")
    past = published.year - (last > published.month)
    future = published.year + (first < published.month)
    return whole(
        match,
        f"{of_month(past - (last < first), first)}/{of_month(past, last)}",
        f"{of_month(future, first)}/{of_month(future + (last < first), last)}",
    )


def weekday_named(match: Match, published: date) -> list[Part]:
    """ "Thursday", "next Monday", "Tuesday of last week"."""
    number_, relative, week = weekday_number(match["w"]), _said(match, "rel"), _said(match, "week")
    if week:
        monday = published - timedelta(days=published.weekday())
        return whole(match, (monday + timedelta(days=7 * SHIFTS[week] + number_)).isoformat())
    past, future = on_weekday(published, number_)
    if relative in ("last", "past", "previous"):
        return whole(match, (past - timedelta(days=7 * (past == published))).isoformat())
    if relative in ("next", "coming"):
        return whole(match, (future + timedelta(days=7 * (future == published))).isoformat())
    if relative == "this":
        return whole(match, (past if published - past < future - published else future).isoformat())
    return whole(match, past.isoformat(), future.isoformat())


def weekdays(match: Match, published: date) -> list[Part]:
    """ "Monday to Wednesday"; backwards from the last day, forwards from the first, within one week."""
    first, last = weekday_number(match["w"]), weekday_number(match["w2"])
    span = timedelta(days=(last - first) % 7)
    starts, ends = on_weekday(published, first), on_weekday(published, last)
    if match["to"].strip().lower() in ("and", "or") and span.days != 1:
        cut, resume = match.span("to")
        return [
            Part(match.start(), cut, *(d.isoformat() for d in starts)),
            Part(resume, match.end(), *(d.isoformat() for d in ends)),
        ]
    future = _interval(starts[1], starts[1] + span)
    # On the first of the days, the rest of them are still to come, whatever the tense.
    past = future if starts[1] == published else _interval(ends[0] - span, ends[0])
    return whole(match, past, future)


def day_of_month(match: Match, published: date) -> list[Part]:
    """ "on the 20th local time", "on the 18th of last month"."""
    if relative := _said(match, "rel"):
        months_ = published.year * 12 + published.month - 1 + SHIFTS[relative.split()[-1]]
        past = future = date(months_ // 12, months_ % 12 + 1, int(match["d"]))
    else:
        past, future = day_in_month(published, int(match["d"]))
    return [Part(match.start("the"), match.end(), past.isoformat(), future.isoformat())]


DAYS = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def relative_day(match: Match, published: date) -> list[Part]:
    """ "yesterday", "the day after tomorrow"."""
    words = " ".join(match["r"].lower().split())
    return whole(match, (published + timedelta(days=DAYS.get(words, 0))).isoformat())


def period(match: Match, published: date) -> list[Part]:
    """ "this year", "the current month", "early next year", "the end of the year"."""
    shift = SHIFTS[(_said(match, "rel") or "this").split()[-1]]
    if match["unit"].lower() == "year":
        return whole(match, of_year(published.year + shift))
    return whole(match, of_month(published.year, published.month + shift))




def ago(match: Match, published: date) -> list[Part]:
    """The count of units before the publication, at the precision of the unit."""
    count, unit = number(match["n"]), match["unit"].lower()
    if count > 400:
        raise ValueError("too long ago for a report")
    if unit == "day":
        value = (published - timedelta(days=count)).isoformat()
    elif unit == "month":
        value = of_month(published.year, published.month - count)
    else:
        value = of_year(published.year - count * (10 if unit == "decade" else 1))
    return whole(match, f"{value}~" if _said(match, "hedge") else value)


ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 0, "final": 0}


def share(match: Match, published: date) -> list[Part]:
    """Halves and quarters of a year that is said."""
    said = year_said(match, published)
    size = 6 if match["part"].lower().startswith("h") else 3
    ordinal = int(_said(match, "q")) if _said(match, "q") else ORDINALS[_said(match, "nth")] or 12 // size
    if said is None or ordinal * size > 12:
        raise ValueError("no such share of a year")
    return whole(match, f"{of_month(said, (ordinal - 1) * size + 1)}/{of_month(said, ordinal * size)}")


def first_months(match: Match, published: date) -> list[Part]:
    """ "the first three months of 2024"."""
    said, count = year_said(match, published), number(match["n"])
    if said is None or not 1 < count < 12:
        raise ValueError("no such share of a year")
    first = 1 if match["nth"].lower() == "first" else 13 - count
    return whole(match, f"{of_month(said, first)}/{of_month(said, first + count - 1)}")


def week_of(match: Match, published: date) -> list[Part]:
    """The week, Monday to Sunday, in which the day lies."""
    values = day_month(match, published)[0]
    mondays = [(d := date.fromisoformat(v)) - timedelta(days=d.weekday()) for v in (values.past, values.future)]
    return whole(match, *(_interval(m, m + timedelta(days=6)) for m in mondays))


def feast(match: Match, published: date) -> list[Part]:
    """ "by Christmas", "New Year's Eve 2024"."""
    name, said = " ".join(match["feast"].lower().replace("’", "'").split()), year_said(match, published)
    if said is not None:
        found = feast_in(name, said)
        if found is None:
            raise ValueError("no such day")
        return whole(match, found.isoformat())
    past, future = around(published, lambda y: feast_in(name, y), range(published.year - 1, published.year + 2))
    return whole(match, past.isoformat(), future.isoformat())


# The last month of each season in the north; a winter belongs to two years and has no single one.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}


def season_year(match: Match, published: date) -> int:
    """The year of the season: as said, or of the last one over ("last"), the one of this year, or the next to begin."""
    said, season, relative = year_said(match, published), match["season"].lower(), _said(match, "rel")
    if said is not None:
        return said
    if season == "winter" or not relative:
        raise ValueError("a season of no single year")
    if relative in ("last", "past"):
        return published.year - (published.month <= SEASONS[season])
    return published.year + (relative != "this" and published.month > SEASONS[season] - 3)


def season(match: Match, published: date) -> list[Part]:
    """ "the summer of 2022": the year, for want of a season in `accede.dates`."""
    return whole(match, of_year(season_year(match, published)))


def year_named(match: Match, published: date) -> list[Part]:
    """ "in 2022"."""
    return whole(match, of_year(int(match["y"])))


def years(match: Match, published: date) -> list[Part]:
    """ "2014-19", "between 2014 and 2019"."""
    first, last = int(match["y"]), int(match["y2"])
    if len(match["y2"]) == 2:
        last += first // 100 * 100
    if first >= last:
        raise ValueError("an interval that ends before it begins")
    return whole(match, f"{of_year(first)}/{of_year(last)}")


def year_in_words(match: Match, published: date) -> list[Part]:
    """ "nineteen ninety-six", as broadcasters write it."""
    said = number(match["century"]) * 100 + number(match["rest"])
    return whole(match, of_year(said))


def decade(match: Match, published: date) -> list[Part]:
    """ "the 1990s", as the interval of its years."""
    first = int(match["decade"])
    return whole(match, f"{of_year(first)}/{of_year(first + 9)}")


def numeric(match: Match, published: date) -> list[Part]:
    """ "2023-07-13", "13.07.2023", "07/13/23": of the two readings of day and month the one that the calendar has; of
    two, the one within a week of the report, for its own date is the one most written so, else the day first."""
    one, two, said = int(match["one"]), int(match["two"]), match["y"]
    if match.start("y") < match.start("one"):
        return whole(match, date(int(said), one, two).isoformat())
    year_ = int(said)
    if len(said) == 2:  # the year that ends so and is nearest
        year_ = published.year + 50 - (published.year - year_ + 50) % 100
    readings = [found for month_, day_ in ((two, one), (one, two)) if (found := existing(year_, month_, day_))]
    if not readings:
        raise ValueError("no such day")
    near = [found for found in readings if abs((found - published).days) <= 7]
    return whole(match, (near or readings)[0].isoformat())
