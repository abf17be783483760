"""Time expressions in a report, resolved against its publication day, as EDTF with honest precision.

An expression that names its year has one value. One that does not ("Thursday", "in May", "June 28", "the 20th")
has two: the latest such time that is not after the publication, and the earliest that is not before it; the tense
of the clause chooses. What gives no calendar value ("last week", "in the coming days", "soon") is not found at all,
and nothing resolves to the publication day for want of better.

    >>> from datetime import date
    >>> [(e.past, e.future) for e in find("signed in June last year, ahead of the vote on Thursday", date(2023, 3, 9))]
    [('2022-06', '2022-06'), ('2023-03-09', '2023-03-09')]

`mentions` gives every time expression, those without a calendar value too, each with one value in the form of
TIMEX3, for measuring and for display:

    >>> [m.value for m in mentions("They now have two years, until Friday.", date(2023, 3, 9))]
    ['PRESENT_REF', 'P2Y', '2023-03-10']

`start` and `end` are character offsets into the text, half-open. Values are EDTF (accede.dates); an interval's
bounds are both closed, as EDTF has it. Every pattern reads a bounded number of characters from where it starts, so
the work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import msgspec

from accede.reading import lexicon, time_mentions, time_patterns
from accede.reading.time_anaphora import Anaphor, anaphors, units_of, within_a_day
from accede.reading.time_patterns import Row
from accede.reading.time_tense import looks_forward
from accede.reading.time_values import Match, Part

__all__ = ["Mention", "TimeExpression", "chosen", "find", "looks_forward", "mentions"]


class TimeExpression(msgspec.Struct, frozen=True):
    """A time expression at text[start:end]; `past` and `future` are its values read backwards and forwards.

    anaphoric: it stands on a time named before in the text ("two days later").
    leader: where the time begins by whose direction this one goes: the one that it stands on or is joined to ("April 24
    and 25"); None for a time with a direction of its own.
    attributive: it is a bare year before a noun ("the 2015 nuclear deal"): part of a name, and no time of the clause.
    """

    start: int
    end: int
    past: str
    future: str
    anaphoric: bool = False
    attributive: bool = False
    leader: int | None = None

    @property
    def exact(self) -> bool:
        """True where the words alone fix the value."""
        return self.past == self.future


class Mention(msgspec.Struct, frozen=True):
    """Any time expression at text[start:end], with its TIMEX3 value; None where it is one without a value."""

    start: int
    end: int
    value: str | None


class _Candidate(msgspec.Struct, frozen=True):
    """An expression before overlaps are settled; an anaphor has its values only when those before it are known."""

    start: int
    end: int
    rank: int
    part: Part | None = None
    anaphor: Anaphor | None = None
    match: re.Match[str] | None = None
    leader: int | None = None


def _candidates(text: str, published: date, table: Sequence[Row], standing: Sequence[Anaphor]) -> Iterator[_Candidate]:
    for place in time_patterns.opening().finditer(text):
        for rank, row in enumerate(table):
            match = row.pattern.match(text, place.start())
            if match is None:
                continue
            try:
                parts = row.handler(match, published)
            except (ValueError, OverflowError):  # no such day, month or year: not a time
                continue
            for part in parts:
                yield _Candidate(part.start, part.end, rank, part, leader=parts[0].start if part is not parts[0] else None)
        for anaphor in standing:
            match = anaphor.pattern.match(text, place.start())
            if match is not None:
                yield _Candidate(*match.span(), -1, anaphor=anaphor, match=match)


def _settled(text: str, published: date, table: Sequence[Row], standing: Sequence[Anaphor]) -> list[TimeExpression]:
    """The leftmost and longest of the candidates, without overlaps, anaphors resolved in the order of the text."""
    ordered = sorted(_candidates(text, published, table, standing), key=lambda c: (c.start, -c.end, c.rank))
    made: list[TimeExpression] = []
    latest: dict[str, TimeExpression] = {}
    for candidate in ordered:
        if made and candidate.start < made[-1].end:
            continue
        expression = _expression(candidate, latest)
        if expression is None:
            continue
        if _BARE_YEAR.fullmatch(text, expression.start, expression.end):
            if _counts(text, expression):
                continue
            expression = msgspec.structs.replace(expression, attributive=_before_a_noun(text, expression))
        if not expression.exact and _habitual(text, expression):
            expression = msgspec.structs.replace(expression, past="", future="")
        if made and _without_year(expression):
            expression = _in_the_year_told(text, made[-1], expression)
        if _may_be_stood_on(expression):
            latest |= dict.fromkeys(units_of(expression.past), expression)
        made.append(expression)
    return made


def _habitual(text: str, expression: TimeExpression) -> bool:
    """True for many times: "every other Friday", "Monday nights", "the first Monday of each month", "9 May every year"."""
    before = text[max(0, expression.start - _CONTEXT) : expression.start]
    return _EACH_AFTER.match(text, expression.end) is not None or _EACH_BEFORE.search(before) is not None


_EACH_AFTER = re.compile(r",?\s+(?:(?:of\s+)?(?:each|every)\s+(?:week|month|year)|nights|mornings|evenings|afternoons)\b", re.I)
_EACH_BEFORE = re.compile(r"\b(?:each|every)\s+(?:other|second|third|fourth|single|week|month|year)(?:,?\s+(?:on|in))?\s+$", re.I)


def _without_year(expression: TimeExpression) -> bool:
    """True for a month or day whose year is open: the two readings differ in nothing else."""
    past, future = expression.past, expression.future
    return past[:4] != future[:4] and past[4:] == future[4:] and "month" in units_of(past)


def _in_the_year_told(text: str, told: TimeExpression, expression: TimeExpression) -> TimeExpression:
    """ "applied in February 2022 and followed in March": within a sentence, the first March that follows."""
    between = text[told.end : expression.start]
    if not told.exact or "month" not in units_of(told.past) or len(between) > _CLAUSES or _STOP.search(between):
        return expression
    year = int(told.past[:4])
    first = f"{year:04d}{expression.past[4:]}"
    if first < told.past[: len(first)]:
        first = f"{year + 1:04d}{expression.past[4:]}"
    return msgspec.structs.replace(expression, past=min(first, expression.past))


_CLAUSES = 250  # characters, as far as a sentence mostly goes
_STOP = re.compile(r"[.!?;][\"'”’)]{0,2}\s|\n")


def _may_be_stood_on(expression: TimeExpression) -> bool:
    """Days may follow one another ("the next day ... two days later"); "a year earlier" said twice is one year."""
    return not expression.attributive and (not expression.anaphoric or "day" in units_of(expression.past))


def _expression(candidate: _Candidate, latest: dict[str, TimeExpression]) -> TimeExpression | None:
    if candidate.part is not None:
        return TimeExpression(*candidate.part, leader=candidate.leader)
    anaphor, match = candidate.anaphor, candidate.match
    if anaphor is None or match is None or anaphor.unit not in latest:
        return None
    base = latest[anaphor.unit]
    if anaphor.reach is not None and candidate.start - base.end > anaphor.reach:
        return None
    try:
        past, future = (anaphor.handler(match, value) for value in (base.past, base.future))
    except (ValueError, OverflowError):
        return None
    return TimeExpression(candidate.start, candidate.end, past, future, anaphoric=True, leader=base.start)


_BARE_YEAR = re.compile(r"\d{4}")
_DETERMINED = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|our|this|that|these|those)|['’]s?)\s+(?:[A-Za-z]+\s+)?$", re.I)
_LAST_WORD = re.compile(r"([A-Za-z]+)['’]?s?\.?\s+$")
_NEXT_WORD = re.compile(r"\s+([A-Za-z][\w-]*)")
_SINCE = re.compile(r"\bsince\s+(?:(?:the|early|late)\s+){0,2}$", re.I)
_FROM = re.compile(r"\bfrom\s+(?:(?:the|early|late)\s+){0,2}$", re.I)
_ONWARDS = re.compile(r"\s+(?:onwards?\b|on(?=[.,;)]|\s*$|\s+and\b))")
_CONTEXT = 24


def _counts(text: str, expression: TimeExpression) -> bool:
    """True for a number that is no year: "2000 soldiers", "resolution 1973"."""
    before = _LAST_WORD.search(text[max(0, expression.start - _CONTEXT) : expression.start])
    last = before[1].lower() if before else ""
    if last in lexicon.words("times", "before_a_number"):
        return True
    following = _NEXT_WORD.match(text, expression.end)
    if following is None or not following[1].islower() or not following[1].endswith("s"):
        return False
    return following[1] not in _after_a_year() and last not in lexicon.words("times", "before_a_year")


def _before_a_noun(text: str, expression: TimeExpression) -> bool:
    """True for a year between a determiner and a noun: "the landmark 2015 deal"."""
    following = _NEXT_WORD.match(text, expression.end)
    if following is None or following[1].lower() in _after_a_year():
        return False
    return _DETERMINED.search(text[max(0, expression.start - _CONTEXT) : expression.start]) is not None


@cache
def _after_a_year() -> frozenset[str]:
    return lexicon.words("times", "after_a_year")


def _opened(text: str, expression: TimeExpression) -> TimeExpression:
    """ "since Tuesday" and "from 2024 on" have begun and not ended: an open interval."""
    if "/" in expression.past:
        return expression
    before = text[max(0, expression.start - _CONTEXT) : expression.start]
    if _SINCE.search(before):
        opened = f"{expression.past}/.."
        return msgspec.structs.replace(expression, past=opened, future=opened)
    onwards = _ONWARDS.match(text, expression.end)
    if onwards and _FROM.search(before):
        past, future = f"{expression.past}/..", f"{expression.future}/.."
        return msgspec.structs.replace(expression, past=past, future=future)
    return expression


def find(text: str, published: date) -> list[TimeExpression]:
    """All time expressions of the text that have a calendar value, in order, without overlaps.

    "since" before one opens its interval ("2022-07/.."), as does "from ... on"; two days on end are one interval.
    """
    found: list[TimeExpression] = []
    for expression in _settled(text, published, time_patterns.rows(), (*anaphors(), *within_a_day())):
        if not expression.past:
            continue
        joined = _on_end(text, found[-1], expression) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(_opened(text, expression))
    return found


_AND = re.compile(r"\s+(?:and|to|until)\s+(?:on\s+)?")


def _on_end(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression | None:
    """ "tomorrow and on Wednesday": one interval, where a reading of the second is the day after one of the first."""
    if second.start - first.end > _CONTEXT or second.leader is not None or not _AND.fullmatch(text, first.end, second.start):
        return None
    lasts = {value for value in (second.past, second.future) if "day" in units_of(value)}
    pairs = [
        f"{value}/{last}"
        for value in (first.past, first.future)
        for last in lasts
        if "day" in units_of(value) and (date.fromisoformat(last) - date.fromisoformat(value)).days == 1
    ]
    return msgspec.structs.replace(first, end=second.end, past=min(pairs), future=max(pairs)) if pairs else None


def chosen(expression: TimeExpression, published: date, ahead: bool | None) -> str:
    """The past value or the future one.

    ahead: whether the words or the clause look ahead (`looks_forward`); None where they do not tell, which is read as the past.

    A day, month or quarter without a year is nearly always the nearer one where that is at least four times as near (own count
    on news of 1989 to 2000: 95 of 96 days, 30 of 33 months), whatever the tense seems to be; else `ahead` decides.
    """
    if not expression.exact and _DATED.match(expression.past):
        past, future = (abs((_first(value) - published).days) for value in (expression.past, expression.future))
        past -= _QUARTER_LENGTH if "Q" in expression.past else 0  # a quarter is reported when it is over
        if max(past, future) > _WEEKS_AWAY and not _year_told(expression) and max(past, future) >= 4 * min(past, future):
            return expression.past if past < future else expression.future
    return expression.future if ahead else expression.past


def _year_told(expression: TimeExpression) -> bool:
    """True where the readings lie years apart, as only the text can set them, or a leap day."""
    return int(expression.future[:4]) - int(expression.past[:4]) > 1 and not expression.past.endswith("-02-29")


_DATED = re.compile(r"\d{4}-(?:\d\d(?:-\d\d)?(?:/|$)|Q)")
_QUARTER_LENGTH = 92
_WEEKS_AWAY = 14  # days; weekdays and stretches of them lie nearer, and there the tense alone tells


def _first(value: str) -> date:
    """The first day of a point or interval that begins with a year, a quarter, a month or a day."""
    if value[4:6] == "-Q":
        return date(int(value[:4]), 3 * int(value[6]) - 2, 1)
    return date.fromisoformat(f"{value.partition('/')[0]}-01-01"[:10])


def mentions(text: str, published: date) -> list[Mention]:
    """All time expressions of the text, in order, without overlaps, each with one value in the form of TIMEX3.

    `chosen` takes one of two values, by the words around.
    """
    table = [*time_mentions.rows(), *(_apart(row) if row.span else row for row in time_patterns.rows())]
    forward: dict[int, bool] = {}
    found = []
    for e in _settled(text, published, table, anaphors()):
        if e.leader in forward:
            value = e.future if forward[e.leader] else e.past
        else:
            value = chosen(e, published, looks_forward(text, e.start, e.end))
        forward[e.start] = value != e.past
        found.append(Mention(e.start, e.end, _timex(value)))
    return found


def _apart(row: Row) -> Row:
    """The row with its interval taken apart into the two times that it joins."""

    def handler(match: Match, published: date) -> list[Part]:
        parts = row.handler(match, published)
        if len(parts) > 1:
            return parts
        if "to" not in match.groupdict():
            raise ValueError("an interval that joins no two times")
        (past, _, past_end), (future, _, future_end) = parts[0].past.partition("/"), parts[0].future.partition("/")
        cut, resume = match.span("to")
        return [Part(match.start(), cut, past, future), Part(resume, match.end(), past_end, future_end)]

    return Row(row.pattern, handler)


def _timex(value: str) -> str | None:
    """The TIMEX3 form of an EDTF value: weeks, quarters, halves and decades have one, other intervals have none."""
    first, slash, last = value.rstrip("~").partition("/")
    if not slash:
        return first or None
    if len(first) == 4:
        return first[:3] if first[3] == "0" and last == f"{first[:3]}9" else None
    if len(first) == 7 and first[:4] == last[:4]:
        begin, months = int(first[5:]) - 1, int(last[5:]) - int(first[5:]) + 1
        code = {3: "Q", 6: "H"}.get(months, "")
        return f"{first[:4]}-{code}{begin // months + 1}" if code and begin % months == 0 else None
    if len(first) == 10 and (_first(last) - _first(first)).days == 6 and _first(first).weekday() == 0:
        return time_mentions.iso_week(_first(first))
    return None
