"""Time expressions without a calendar value: durations, weeks, quarters, times of the day, "now", "recently".

Their values are those of TIMEX3 (TimeML; ISO 24617-1): P2Y, PT24H, PXM, 2023-W10, 2023-Q1, 2023-SU, PRESENT_REF.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from accede.reading import lexicon
from accede.reading.time_patterns import COUNT, NUMBER, SHARE, Row, row
from accede.reading.time_values import ORDINALS, SHIFTS, Match, Part, ago, season_year, whole, year_said
from accede.reading.time_words import (
    GAP,
    alternatives,
    day,
    day_in_year,
    month,
    month_number,
    number,
    of_year,
    on_weekday,
    weekday,
    weekday_number,
    year,
)

UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "centurie": "C"}
SETS = {"hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y"}
WITHIN = "|".join(rf"(?<=\b{word}\s)" for word in "for of in during over through throughout within".split())
PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


def _duration(count: int | None, unit: str) -> str:
    """A length; None for a count that is not told."""
    said, code = count or "X", UNITS[unit]
    return f"PT{said}{code[1]}" if code.startswith("T") else f"P{said}{code}"


# "four flights a week", "$2 million a year": a rate, and no length of time.
_RATED = re.compile(r"(?:\d|\b(?:hundred|thousand|million|billion|once|twice|times)|\d\s+[a-z]{1,15}s)\s+$", re.I)


def _length(match: Match, published: date) -> list[Part]:
    words, unit = match.groupdict(), match["unit"]
    said = (words.get("n") or "").lower()
    if said in ("a", "an") and _RATED.search(match.string, max(0, match.start() - 24), match.start()):
        raise ValueError("a rate")
    if unit[0].isupper() and not (said and match["n"][0].isupper()):
        raise ValueError("a title")  # "60 Minutes"
    count = 2 if words.get("pair") else number(said) if said else None
    return whole(match, _duration(count, unit.lower()))


def _open(match: Match, published: date) -> list[Part]:
    """ "a year earlier" where no time was named before: it is a time, and nobody knows which."""
    return whole(match, "")


def _one(match: Match, published: date) -> list[Part]:
    return whole(match, _duration(1, match["unit"].lower()))


def _this_year(match: Match, published: date) -> list[Part]:
    """ "for the full year": the one of the report; "the year ended March 31" is a length."""
    if match["ended"] is not None:
        return whole(match, "P1Y")
    return whole(match, of_year(published.year + SHIFTS[(match.groupdict().get("rel") or "the").lower()]))


def _set(match: Match, published: date) -> list[Part]:
    return whole(match, SETS[match["set"].lower()])


def _each_weekday(match: Match, published: date) -> list[Part]:
    return whole(match, f"XXXX-WXX-{weekday_number(match['w']) + 1}")


def _vague(match: Match, published: date) -> list[Part]:
    return whole(match, vague()[" ".join(match["vague"].lower().split())])


@cache
def vague() -> dict[str, str]:
    """Each expression of the lexicon with its reference."""
    return {str(words): value for value, listed in lexicon.load("times")["vague"].items() for words in listed}


def iso_week(day: date) -> str:
    """The week of the day, as ISO 8601 counts it: "2023-W10"."""
    found = day.isocalendar()
    return f"{of_year(found.year)}-W{found.week:02d}"


def _week(match: Match, published: date) -> list[Part]:
    return whole(match, iso_week(published + timedelta(days=7 * SHIFTS[match["rel"].lower()])))


def _weeks_ago(match: Match, published: date) -> list[Part]:
    return whole(match, iso_week(published - timedelta(days=7 * number(match["n"]))))


def _weekend(match: Match, published: date) -> list[Part]:
    rel = (match["rel"] or "the").lower().split()[-1]
    return whole(match, iso_week(published + timedelta(days=7 * SHIFTS[rel] - (2 if rel == "the" else 0))) + "-WE")


def _quarter(match: Match, published: date) -> list[Part]:
    ordinal = ORDINALS[match["nth"].lower()] or 4
    past = published.year - (3 * ordinal - 2 > published.month)
    future = published.year + (3 * ordinal < published.month)
    return whole(match, f"{of_year(past)}-Q{ordinal}", f"{of_year(future)}-Q{ordinal}")


def _relative_quarter(match: Match, published: date) -> list[Part]:
    shift = {"this": 0, "current": 0, "next": 1}.get(match["rel"].lower(), -1)
    count = published.year * 4 + (published.month - 1) // 3 + shift
    return whole(match, f"{of_year(count // 4)}-Q{count % 4 + 1}")


def _season(match: Match, published: date) -> list[Part]:
    code = SEASON_CODES[match["season"].lower()]
    if match["season"].lower() == "winter" and year_said(match, published) is None:
        return whole(match, f"{of_year(published.year - (match['rel'].lower() == 'last'))}-WI")
    return whole(match, f"{of_year(season_year(match, published))}-{code}")


def _this_season(match: Match, published: date) -> list[Part]:
    return whole(match, f"{of_year(published.year)}-{SEASON_CODES[match['season'].lower()]}")


def _part_of_day(match: Match, published: date) -> list[Part]:
    code = PARTS_OF_DAY[match["part"].lower()]
    if match["w"]:
        past, future = on_weekday(published, weekday_number(match["w"]))
    else:
        words = match["r"].lower()
        past = future = published + timedelta(days={"yesterday": -1, "last": -1, "tomorrow": 1}.get(words, 0))
    if code == "NI":  # a night reaches over two days; reports mean the day on which it begins
        return whole(match, past.isoformat(), future.isoformat())
    return whole(match, f"{past.isoformat()}T{code}", f"{future.isoformat()}T{code}")


def _tonight(match: Match, published: date) -> list[Part]:
    return whole(match, f"{published.isoformat()}TNI")


def _clock(match: Match, published: date) -> list[Part]:
    words = match.groupdict()
    if words["noon"]:
        hour, minute = (0, 0) if words["noon"].lower() == "midnight" else (12, 0)
    else:
        hour, minute = int(words["hour"]), int(words["minute"] or 0)
        if words["half"]:
            hour = hour % 12 + 12 * (words["half"][0] in "pP")
    if hour > 24 or minute > 59:
        raise ValueError("no such time of day")
    past = future = published
    if words["w"]:
        past, future = on_weekday(published, weekday_number(words["w"]))
    elif words["m"]:
        past, future = day_in_year(published, month_number(words["m"]), int(words["d"]))
    elif words["r"]:
        past = future = published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(words["r"].lower(), 0))
    return whole(match, *(f"{day.isoformat()}T{hour:02d}:{minute:02d}" for day in (past, future)))


def _century(match: Match, published: date) -> list[Part]:
    return whole(match, f"{int(match['nth']) - 1:02d}")


def _short_decade(match: Match, published: date) -> list[Part]:
    return whole(match, f"19{match['decade'][0]}")


@cache
def rows() -> tuple[Row, ...]:
    """The table, of the same form as that of calendar times."""
    free, numbers = re.I, COUNT
    unit = r"(?P<unit>minute|hour|day|week|month|quarter(?=s)(?<!-quarter)|year|decade|centurie|century)"
    unit_word = r"(?:years?|months?|weeks?|days?|hours?|decades?|quarters?)"
    about = rf"(?:(?:about|almost|nearly|some|at{GAP}least|at{GAP}most|more{GAP}than|less{GAP}than|over|up{GAP}to|within|around){GAP})?"
    frame = rf"(?:(?:the|each{GAP}of{GAP}the){GAP}(?:(?:last|past|next|first|coming|final|previous|latest|same){GAP})?|(?:last|past|next|first){GAP})?"
    not_age = rf"(?!['’]|-old|{GAP}old\b|-olds)"
    ended = rf"(?:(?={GAP}end(?:ed|ing|s)\b)(?P<ended>))?"
    plain = rf"(?!\w){not_age}(?!{GAP}(?:ago|later|earlier|old)\b)"
    when = rf"(?:,?{GAP}(?:on{GAP})?(?:{weekday('w')}|(?P<r>today|yesterday|tomorrow)(?!\w)|{month('m')}{GAP}{day('d')}))"
    clock = rf"(?:(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?:(?P<half>[ap]\.?m\b\.?)|(?={GAP}(?:GMT|UTC|BST|EST|EDT|CET)\b))|(?P<noon>noon|midday|midnight)\b)"
    return (
        row(rf"(?P<vague>{alternatives(vague())})(?![\w-])(?!{GAP}(?:as|after|{unit_word}|few|several|\d{{1,3}}|{NUMBER})\b)", _vague, free),
        row(r"(?P<set>hourly|daily|weekly|monthly|yearly)(?![\w-])", _set),
        row(rf"(?:the|its|their){GAP}(?:(?P<rel>last|latest|past|current|next){GAP})?(?:full{GAP})?fiscal{GAP}year(?![\w-]){ended}", _this_year, free),
        row(rf"(?:{WITHIN})the{GAP}(?:(?:full|whole|entire){GAP})?year(?![\w-])(?!{GAP}(?:of|before|after|that|when|\d|{NUMBER}\b))(?!-){ended}", _this_year, free),
        row(rf"{about}{frame}{numbers}(?:{GAP}more)?(?:{GAP}|-){unit}(?:s)?{plain}", _length, free),
        row(rf"{about}{frame}(?:several|few|many|some|a{GAP}few|(?P<pair>(?:a{GAP})?couple{GAP}of)|recent|past|coming){GAP}{unit}s{plain}", _length, free),
        row(rf"(?:the{GAP})?past{GAP}{unit}(?![\w-])", _one, free),
        row(rf"(?:each|every){GAP}{weekday('w')}", _each_weekday),
        row(rf"(?:the{GAP})?(?P<unit>second|minute|hour|day|week|month|year|decade|centurie)s{plain}", _length, free),
        row(rf"(?:(?:early|earlier|late|later|the{GAP}end{GAP}of)(?:{GAP}in)?{GAP})?(?P<rel>last|this|next){GAP}week(?![\w-])", _week, free),
        row(rf"{numbers}{GAP}weeks?{GAP}ago\b", _weeks_ago, free),
        row(rf"(?:(?P<rel>last|this|next|the|over{GAP}the){GAP})weekend\b", _weekend, free),
        row(rf"(?:the{GAP}|(?:its|their){GAP})?(?:fiscal[\s-])?{SHARE}[\s-]{{1,2}}(?P<part>quarter)(?!\w)", _quarter, free),
        row(rf"(?:the{GAP})?(?P<rel>last|latest|this|next|current|the){GAP}quarter(?!\w)", _relative_quarter, free),
        row(rf"(?:{about}){COUNT}{GAP}(?P<unit>month|year|decade)s?{GAP}ago(?!\w)", ago, free),
        row(rf"(?:{about}){COUNT}{GAP}(?:day|month|year|decade)s?{GAP}(?:earlier|later)(?!\w)", _open, free),
        row(rf"(?:the|early|late|mid|in|over{GAP}the){GAP}(?P<season>spring|summer|autumn|winter)(?!\w)(?!{GAP}of\b)", _this_season, free),
        row(rf"(?:the{GAP})?(?:(?:early|late|mid)(?:{GAP}|-))?(?P<season>spring|summer|autumn|fall|winter){GAP}(?:of{GAP})?{year('y')}", _season, free),
        row(rf"(?:(?:early|late)(?:{GAP}|-))?(?P<rel>last|past|this|next|coming){GAP}(?P<season>spring|summer|autumn|fall|winter)(?!\w)", _season, free),
        row(rf"(?:(?:early|late){GAP})?(?:{weekday('w')}|(?P<r>this|last|yesterday|tomorrow)){GAP}(?P<part>morning|afternoon|evening|night)(?!\w)", _part_of_day, free),
        row(r"tonight(?!\w)", _tonight, free),
        row(rf"{clock}(?:{GAP}(?:GMT|UTC|BST|EST|EDT|CET|local{GAP}time)\b)?{when}?", _clock, free),
        row(rf"(?:the{GAP})?(?P<nth>\d\d)(?:st|nd|rd|th)(?:{GAP}|-)century\b", _century, free),
        row(rf"(?:the{GAP})?(?:(?:early|mid|late)(?:{GAP}|-))?['’](?P<decade>\d0)s(?!\w)", _short_decade, free),
    )  # fmt: skip
