"""Entries of a timeline as rows: when, what, how sure, each with its dates drawn on one axis of days.

What always holds: the axis spans the dates that are shown; a rival date that lies far outside is drawn as a sign at the
edge, never at a day that nobody told. What no source dates is drawn as a bar up to the day by which it had happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from accede import dates
from accede.process.model import Entry, Source, Told
from accede.publishing import words
from accede.publishing.document import FULL, References
from accede.publishing.drawing import YEARS
from accede.publishing.lines import entry_in_words, kind

Shape = Literal["day", "span", "until", "since", "before", "after"]

WIDTH, EDGE = 200, 8
LEAST = 4.0
#: Rival dates may widen the axis by so much of what the shown dates span on either side, and by a month at least.
WIDENED = 0.5
_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)


class Dot(msgspec.Struct, frozen=True):
    """One date on the axis, from `x` on, `length` long; `hollow` where other sources tell another. `words` tell the date.

    `shape`: a day, a span of days, what had happened `until` a day, what lasts `since` one, a date before or after all that is drawn.
    """

    x: float
    length: float
    shape: Shape
    hollow: bool
    words: str


class Row(msgspec.Struct, frozen=True):
    """An entry: `when` in words, `text` what it is, `source` its best words, `rivals` what sources disagree on.

    `joined` are the ends of the line that joins rival dates, None where sources tell one date.
    """

    when: str
    kind: str
    text: str
    source: Source | None
    certainty: str
    rivals: tuple[tuple[str, tuple[tuple[str, Source | None], ...]], ...]
    dots: tuple[Dot, ...]
    described: str
    joined: tuple[float, float] | None


class Rows(msgspec.Struct, frozen=True):
    """Rows in the order given; `first` and `last` are the days at the ends of the axis in words, "" where nothing is dated."""

    rows: tuple[Row, ...]
    first: str
    last: str
    width: int = WIDTH


def rows(entries: Sequence[Entry]) -> Rows:
    """The entries as rows."""
    axis = _Axis.of(entries)
    made = tuple(_row(entry, axis) for entry in entries)
    if axis is None:
        return Rows(made, "", "")
    return Rows(made, dates.in_words(axis.first.isoformat()), dates.in_words((axis.after - _DAY).isoformat()))


def certainty(entry: Entry) -> str:
    """How sure it is, in words."""
    if entry.official:
        return "official act"
    told = "one origin" if entry.origins < 2 else words.count(entry.origins, "origin")
    return f"{told}, rival values" if entry.rivals else told


def _row(entry: Entry, axis: _Axis | None) -> Row:
    dots = tuple(_dots(entry, axis)) if axis else ()
    return Row(
        when=words.when(entry), kind=kind(entry.kind), text=entry_in_words(entry, References(FULL)), source=best(entry.sources),
        certainty=certainty(entry), rivals=tuple(_rivals(entry.rivals)), dots=dots,
        described="; ".join(dict.fromkeys(dot.words for dot in dots)),
        joined=(min(dot.x for dot in dots), max(dot.x for dot in dots)) if len(dots) > 1 else None,
    )  # fmt: skip


def best(sources: Iterable[Source]) -> Source | None:
    """The source whose words open first: an act, else the first that has words."""
    return min(sources, key=lambda source: (not source.act, not source.quote, source), default=None)


def _rivals(told: Iterable[Told]) -> Iterator[tuple[str, tuple[tuple[str, Source | None], ...]]]:
    fields: dict[str, list[tuple[str, Source | None]]] = {}
    for one in told:
        said = f"{words.value(one.field, one.value)} ({words.count(one.origins, 'origin')})"
        fields.setdefault(words.field(one.field), []).append((said, best(one.sources)))
    yield from ((field, tuple(values)) for field, values in fields.items())


def _dots(entry: Entry, axis: _Axis) -> Iterator[Dot]:
    rival = [told.value for told in entry.rivals if told.field == "time"]
    if not entry.time and not rival:
        if entry.bound:
            x = axis.x(dates.parse(entry.bound).first or axis.after)
            yield Dot(EDGE, max(LEAST, x - EDGE), "until", True, f"undated, by {dates.in_words(entry.bound)}")
        return
    for time in dict.fromkeys(filter(None, (entry.time, *rival))):
        hollow = len({*rival, entry.time}) > 1
        said = f"{dates.in_words(time)}{' (shown)' if hollow and time == entry.time else ''}"
        yield axis.dot(time, hollow, said)


class _Axis(msgspec.Struct, frozen=True):
    """Days from `first` to `after`, half-open."""

    first: date
    after: date

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> _Axis | None:
        shown: list[tuple[date, date]] = []
        rival: list[tuple[date, date]] = []
        for entry in entries:
            shown += filter(None, [_span(entry.time or entry.bound)])
            rival += filter(None, [_span(told.value) for told in entry.rivals if told.field == "time"])
        if not shown:
            return None
        first, after = min(span[0] for span in shown), max(span[1] for span in shown)
        room = max(_MONTH, (after - first) * WIDENED)
        near = [span for span in rival if first - room <= span[0] and span[1] <= after + room]
        return cls(min([first, *(span[0] for span in near)]), max([after, *(span[1] for span in near)]))

    def x(self, day: date) -> float:
        whole = max(1, (self.after - self.first).days)
        at = min(max((day - self.first).days, 0), whole)
        return round(EDGE + at * (WIDTH - 2 * EDGE) / whole, 1)

    def dot(self, time: str, hollow: bool, said: str) -> Dot:
        span = _span(time)
        if span is None or span[1] <= self.first:
            return Dot(EDGE, 0, "before", True, said)
        if span[0] >= self.after:
            return Dot(WIDTH - EDGE, 0, "after", True, said)
        when, left = dates.parse(time), self.x(span[0])
        if when.first is None:
            return Dot(EDGE, max(LEAST, round(self.x(span[1]) - EDGE, 1)), "until", hollow, said)
        if when.after is None:
            return Dot(left, max(LEAST, round(WIDTH - EDGE - left, 1)), "since", hollow, said)
        if when.is_day:
            return Dot(left, 0, "day", hollow, said)
        return Dot(left, max(LEAST, round(self.x(span[1]) - left, 1)), "span", hollow, said)


def _span(time: str) -> tuple[date, date] | None:
    """First day and the day after the last; an open side is a day; None where it cannot be drawn."""
    if not time:
        return None
    when = dates.parse(time)
    first, after = when.first, when.after
    first = first or (after - _DAY if after and after > date.min else None)
    if first is None or first.year not in YEARS:
        return None
    after = after or first + _DAY
    return (first, after) if after.year in YEARS else None
