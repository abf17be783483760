"""Time expressions in a report, resolved against its publication day, as EDTF with honest precision.

An expression that names its year has one value. One that does not ("Thursday", "in May", "June 28", "the 20th")
has two: the latest such time that is not after the publication, and the earliest that is not before it; the tense
of the clause chooses. What gives no calendar value ("last week", "in the coming days", "soon") is not found at all,
and nothing resolves to the publication day for want of better.

    >>> from datetime import date
    >>> [(e.past, e.future) for e in find("signed in June last year, ahead of the vote on Thursday", date(2023, 3, 9))]
    [('2022-06', '2022-06'), ('2023-03-09', '2023-03-09')]

`start` and `end` are character offsets into the text, half-open. Values are EDTF (accede.dates); an interval's
bounds are both closed, as EDTF has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

MONTHS = {name: number for number, name in enumerate(
    "january february march april may june july august september october november december".split(), 1)}  # fmt: skip
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(
    "monday tuesday wednesday thursday friday saturday sunday".split())}  # fmt: skip
WEEKDAYS |= {short: WEEKDAYS[name] for short, name in {
    "mon.": "monday", "tue.": "tuesday", "tues.": "tuesday", "wed.": "wednesday", "thu.": "thursday",
    "thurs.": "thursday", "fri.": "friday", "sat.": "saturday", "sun.": "sunday"}.items()}  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1}  # fmt: skip

_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![a-z])"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?![\d,.]\d|\d|%)"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|\.\d|,\d{{3}})"
_WEEKDAY = r"(?P<{0}>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thu(?:rs)?\.|Fri\.|Sat\.|Sun\.)"
_PART = r"(?:(?:the\s+)?(?:early|late|mid|middle|beginning|start|end|close|half)(?:\s+of)?[\s-]+(?:the\s+month\s+of\s+)?)?"
_TO = r"\s*(?:to|-|–|—|until|till|through|and|or|/)\s*"


class TimeExpression(msgspec.Struct, frozen=True):
    """A time expression at text[start:end]; `past` and `future` are its values read backwards and forwards.

    `exact` is True where the words name the time by themselves (both values are the same).
    """

    start: int
    end: int
    past: str
    future: str

    @property
    def exact(self) -> bool:
        """True where the words alone fix the value."""
        return self.past == self.future


Values = tuple[str, str] | None
Handler = Callable[[re.Match[str], date], Values]


def _month_number(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _both(value: str | None) -> Values:
    return None if value is None else (value, value)


def _around(published: date, year_of: Callable[[int], date | None]) -> tuple[date, date] | None:
    """The latest such day not after the publication and the earliest not before it, among nearby years."""
    days = [found for year in range(published.year - 4, published.year + 5) if (found := year_of(year))]
    past = [found for found in days if found <= published]
    future = [found for found in days if found >= published]
    return (past[-1], future[0]) if past and future else None


def _year_said(match: re.Match[str], published: date, name: str = "y") -> int | None:
    """The year that the expression itself gives: "2022", "last year", "this year", "next year"."""
    groups = match.groupdict()
    if groups.get(name):
        return int(groups[name])
    relative = (groups.get("ry") or "").lower()
    shift = {"last": -1, "previous": -1, "past": -1, "this": 0, "same": None, "next": 1, "following": None}.get(relative)
    return published.year + shift if shift is not None else None


def _day_month(match: re.Match[str], published: date) -> Values:
    month, number = _month_number(match["m"]), int(match["d"])
    year = _year_said(match, published)
    if year is not None:
        found = _safe(year, month, number)
        return _both(found.isoformat() if found else None)
    near = _around(published, lambda y: _safe(y, month, number))
    return (near[0].isoformat(), near[1].isoformat()) if near else None


def _day_range(match: re.Match[str], published: date) -> Values:
    month = _month_number(match["m"])
    last_month = _month_number(match["m2"]) if match.groupdict().get("m2") else month
    year = _year_said(match, published)

    def interval(y: int) -> str | None:
        first, last = _safe(y, month, int(match["d"])), _safe(y + (last_month < month), last_month, int(match["d2"]))
        return f"{first.isoformat()}/{last.isoformat()}" if first and last and first < last else None

    if year is not None:
        return _both(interval(year))
    near = _around(published, lambda y: _safe(y, month, int(match["d"])))
    values = [interval(found.year) for found in near] if near else []
    return (values[0], values[1]) if len(values) == 2 and values[0] and values[1] else None


def _month_year(match: re.Match[str], published: date) -> Values:
    month, year = _month_number(match["m"]), _year_said(match, published)
    if year is not None:
        return _both(f"{year}-{month:02d}")
    before = (match.groupdict().get("rel") or "").lower()
    past = published.year if month <= published.month else published.year - 1
    future = published.year if month >= published.month else published.year + 1
    if before in ("last", "past", "previous"):
        past = past if month < published.month or past < published.year else past - 1
        return _both(f"{past}-{month:02d}")
    if before in ("next", "coming"):
        return _both(f"{future if month > published.month or future > published.year else future + 1}-{month:02d}")
    if before == "this":
        return _both(f"{published.year}-{month:02d}")
    return f"{past}-{month:02d}", f"{future}-{month:02d}"


def _month_range(match: re.Match[str], published: date) -> Values:
    first, last = _month_number(match["m"]), _month_number(match["m2"])
    year = _year_said(match, published)
    if year is None or first >= last:
        return None
    return _both(f"{year}-{first:02d}/{year}-{last:02d}")


def _weekday_value(number: int, published: date, relative: str) -> tuple[date, date]:
    back = (published.weekday() - number) % 7
    past = published - timedelta(days=back)
    future = published + timedelta(days=(number - published.weekday()) % 7)
    if relative in ("last", "previous", "past"):
        past = past if back else past - timedelta(days=7)
        return past, past
    if relative in ("next", "coming"):
        future = future if future > published else future + timedelta(days=7)
        return future, future
    return past, future


def _weekday(match: re.Match[str], published: date) -> Values:
    relative = (match.groupdict().get("rel") or "").lower()
    past, future = _weekday_value(WEEKDAYS[match["w"].lower()], published, relative)
    week = (match.groupdict().get("week") or "").lower()
    if week:
        monday = published - timedelta(days=published.weekday())
        shift = {"last": -7, "next": 7, "this": 0}[week]
        return _both((monday + timedelta(days=shift + WEEKDAYS[match["w"].lower()])).isoformat())
    return past.isoformat(), future.isoformat()


def _weekday_range(match: re.Match[str], published: date) -> Values:
    first, last = WEEKDAYS[match["w"].lower()], WEEKDAYS[match["w2"].lower()]
    span = (last - first) % 7
    if not span:
        return None
    end = _weekday_value(last, published, "")[0]
    start = _weekday_value(first, published, "")[1]
    # Two days that surround or touch the publication belong to one week: read backwards from the last day,
    # forwards from the first.
    past = (end - timedelta(days=span), end)
    future = (start, start + timedelta(days=span))
    if published.weekday() == first:
        past = future
    return f"{past[0].isoformat()}/{past[1].isoformat()}", f"{future[0].isoformat()}/{future[1].isoformat()}"


def _day_of_month(match: re.Match[str], published: date) -> Values:
    number = int(match["d"])
    months = [(published.year * 12 + published.month - 1 + shift) for shift in range(-3, 4)]
    days = [found for m in months if (found := _safe(m // 12, m % 12 + 1, number))]
    past = [found for found in days if found <= published]
    future = [found for found in days if found >= published]
    return (past[-1].isoformat(), future[0].isoformat()) if past and future else None


def _relative_day(match: re.Match[str], published: date) -> Values:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["r"].lower().split()[0], 0)
    return _both((published + timedelta(days=shift)).isoformat())


def _relative_period(match: re.Match[str], published: date) -> Values:
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1, "this": 0, "current": 0}[match["rel"].lower()]
    if match["unit"].lower() == "year":
        return _both(str(published.year + shift))
    months = published.year * 12 + published.month - 1 + shift
    return _both(f"{months // 12}-{months % 12 + 1:02d}")


def _ago(match: re.Match[str], published: date) -> Values:
    word = match["n"].lower()
    count = int(word) if word.isdigit() else NUMBERS.get(word)
    if count is None or count > 400:
        return None
    unit = match["unit"].lower()
    if unit == "day":
        return _both((published - timedelta(days=count)).isoformat())
    if unit == "month":
        months = published.year * 12 + published.month - 1 - count
        return _both(f"{months // 12}-{months % 12 + 1:02d}")
    return _both(str(published.year - count)) if published.year - count >= 1000 else None


def _part_of_year(match: re.Match[str], published: date) -> Values:
    year = _year_said(match, published)
    if year is None:
        return None
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}[match["nth"].lower()]
    size = 6 if match["part"].lower() == "half" else 3
    ordinal = ordinal or 12 // size
    if ordinal * size > 12:
        return None
    return _both(f"{year}-{(ordinal - 1) * size + 1:02d}/{year}-{ordinal * size:02d}")


def _year(match: re.Match[str], published: date) -> Values:
    return _both(match["y"])


def _iso(match: re.Match[str], published: date) -> Values:
    found = _safe(int(match["y"]), int(match["m"]), int(match["d"]))
    return _both(found.isoformat() if found else None)


def _compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + pattern, flags)


_YEAR_SAID = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR.format('y')}|(?P<ry>last|this|next)\s+year))"
_TABLE: tuple[tuple[re.Pattern[str], Handler], ...] = (
    (_compile(r"(?P<y>(?:19|20)\d\d)[-./](?P<m>[01]\d)[-./](?P<d>[0-3]\d)(?!\d)"), _iso),
    (_compile(rf"{_MONTH.format('m')}\s+{_DAY.format('d')}{_TO}{_MONTH.format('m2')}\s+{_DAY.format('d2')}{_YEAR_SAID}?"), _day_range),
    (_compile(rf"{_DAY.format('d')}\s+{_MONTH.format('m')}{_TO}{_DAY.format('d2')}\s+{_MONTH.format('m2')}{_YEAR_SAID}?"), _day_range),
    (_compile(rf"{_MONTH.format('m')}\s+{_DAY.format('d')}{_TO}{_DAY.format('d2')}{_YEAR_SAID}?"), _day_range),
    (_compile(rf"(?:the\s+)?{_DAY.format('d')}{_TO}(?:the\s+)?{_DAY.format('d2')}\s+(?:of\s+)?{_MONTH.format('m')}{_YEAR_SAID}?"), _day_range),
    (_compile(rf"{_MONTH.format('m')}\s+(?:the\s+)?{_DAY.format('d')}{_YEAR_SAID}?"), _day_month),
    (_compile(rf"(?:the\s+)?{_DAY.format('d')}\s+(?:of\s+)?{_MONTH.format('m')}{_YEAR_SAID}?"), _day_month),
    (_compile(rf"(?:between\s+|from\s+)?{_MONTH.format('m')}\s*(?:to|and|-|–|until|through)\s*{_MONTH.format('m2')}{_YEAR_SAID}"), _month_range),
    (_compile(rf"{_PART}{_MONTH.format('m')}{_YEAR_SAID}"), _month_year),
    (_compile(rf"(?P<rel>last|next|this|past|previous|coming)\s+{_MONTH.format('m')}"), _month_year),
    (_compile(rf"(?<=\bin\s){_PART}{_MONTH.format('m')}"), _month_year),
    (_compile(rf"(?<=\b(?:by|of)\s){_PART}{_MONTH.format('m')}"), _month_year),
    (_compile(rf"{_PART}(?!May\b|March\b|Mar\.){_MONTH.format('m')}"), _month_year),
    (_compile(rf"(?:(?<=since\s)|(?<=until\s)|(?<=before\s)|(?<=after\s)|(?<=during\s)|(?<=from\s)|(?<=for\s)|(?<=early\s)|(?<=late\s)|(?<=mid-)|(?<=\bto\s)|(?<=and\s)){_MONTH.format('m')}(?=[\s,.;’']|$)(?!\s+(?:not|be|have|also|well|still)\b)"), _month_year),
    (_compile(rf"(?P<rel>last|next|this|past|previous|coming)?\s*{_WEEKDAY.format('w')}\s+(?:of\s+)?(?P<week>last|next|this)\s+week"), _weekday),
    (_compile(rf"{_WEEKDAY.format('w')}{_TO}(?:on\s+)?{_WEEKDAY.format('w2')}"), _weekday_range),
    (_compile(rf"(?:(?P<rel>last|next|this|past|previous|coming)\s+)?{_WEEKDAY.format('w')}(?!\w)"), _weekday),
    (_compile(r"(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+(?P<part>half|quarter)\s+of\s+(?:the\s+year\s+)?(?:(?P<y>(?:19|20)\d\d)|(?P<ry>this|next|last)\s+year)", re.I), _part_of_year),
    (_compile(r"(?P<r>today|yesterday|tomorrow|tonight|this\s+(?:morning|afternoon|evening))(?!\w)", re.I), _relative_day),
    (_compile(r"(?:(?:early|earlier|late|later|mid|the\s+(?:beginning|start|end|middle)\s+of|sometime)[\s-]+)?(?P<rel>last|previous|this|next|coming|current)\s+(?P<unit>year|month)(?!\w|-)", re.I), _relative_period),
    (_compile(r"(?P<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<unit>day|month|year)s?\s+(?:ago|earlier)(?!\w)", re.I), _ago),
    (_compile(r"(?:on|from|of|by|until|since|at)\s+the\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?!\s+(?!local|this|of\s+this)[a-z]|\w)(?:\s+local\s+time)?"), _day_of_month),
    (_compile(rf"{_PART}{_YEAR.format('y')}(?!\s*(?:GMT|UTC|km|%))"), _year),
)  # fmt: skip
_OPENED = re.compile(r"\b(?:ever\s+since|since|as\s+of|from)\s+(?:(?:the|early|late)\s+)*$", re.I)
_ONGOING = re.compile(r"\bsince\s+(?:(?:the|early|late)\s+)*$", re.I)


def _raw(text: str, published: date) -> Iterator[TimeExpression]:
    taken: list[tuple[int, int]] = []
    for pattern, handler in _TABLE:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < high and low < end for low, high in taken):
                continue
            values = handler(match, published)
            if values is None:
                continue
            while text[start].isspace():
                start += 1
            taken.append((start, end))
            yield TimeExpression(start, end, *values)


def find(text: str, published: date) -> list[TimeExpression]:
    """All time expressions of the text that have a calendar value, in order, without overlaps.

    "since" before one opens its interval ("2022-07/..").
    """
    found = []
    for expression in _raw(text, published):
        if _ONGOING.search(text, max(0, expression.start - 24), expression.start) and "/" not in expression.past:
            past = expression.past
            expression = TimeExpression(expression.start, expression.end, f"{past}/..", f"{past}/..")
        found.append(expression)
    return sorted(found, key=lambda expression: expression.start)
