"""Entries of a timeline as marks for a picture that zooms: days, a lane, how sure, a label, and the words that open.

What always holds: a mark has the days that are told, an open side as None, and none of its own; what no source dates is
open up to the day by which it had happened; rival dates stand side by side. Of more than MOST marks those best told are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from accede import dates
from accede.process.model import Entry, Line, Outlook
from accede.publishing.clean import plain
from accede.publishing.document import FULL, References
from accede.publishing.drawing import LANES, YEARS, begins
from accede.publishing.lines import entry_in_words
from accede.publishing.rows import best, certainty

#: More than this a picture neither draws fluently nor shows to any use.
MOST = 5_000
_EXPECTED, _OTHER = ("expected", "Expected"), ("other", "Other")
_LANE = {kind: (key, name) for name, key, kinds, _ in LANES for kind in kinds} | {
    "outcome": ("talks", "Talks"), "commitment": ("agreements", "Agreements"), "fulfilment": ("agreements", "Agreements"),
}  # fmt: skip


class Days(msgspec.Struct, frozen=True):
    """A told time: its first day and the day after its last, "" where that side is open; and the time in words."""

    first: str
    after: str
    words: str


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """A mark on the timeline.

    `lane` is the row of the picture. `days` has one time, or each of the rival dates, the shown one first; `dated` is False
    where no source tells one: then it is open up to the day by which it had happened. `expected` has not happened.
    `certainty` is in words; `official` and `origins` say it for a program. `link` opens the words that carry it, "" for none.
    """

    kind: str
    lane: str
    what: str
    days: tuple[Days, ...]
    dated: bool
    expected: bool
    official: bool
    origins: int
    certainty: str
    link: str


class Lane(msgspec.Struct, frozen=True):
    """A row of the picture: its key and its name."""

    key: str
    name: str


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """Marks in the order of time. `total` counts those that were asked for, `left_out` those of them that are not given.

    `first` is the day from which most of them lie: what is told of long before would press the rest together.
    """

    lanes: tuple[Lane, ...]
    items: tuple[Timed, ...]
    total: int
    left_out: int
    first: str


def coming(outlook: Iterable[Outlook]) -> tuple[Entry, ...]:
    """What is expected or scheduled for a day to come, as entries."""
    fields = (*Line.__struct_fields__, "by", "of", "to", "parties")
    return tuple(
        Entry(**{field: getattr(line, field) for field in fields}) for line in outlook if line.standing == "coming" and line.time
    )


def marks(happened: Sequence[Entry], expected: Sequence[Entry] = (), most: int = MOST) -> Marks:
    """The entries as marks, `most` of them at most: acts before what reports tell, and more origins before fewer."""
    made = [*_marks(happened, False), *_marks(expected, True)]
    kept = sorted(sorted(range(len(made)), key=lambda at: (not made[at].expected, not made[at].official, -made[at].origins, at))[:most])
    items = tuple(sorted((made[at] for at in kept), key=_place))
    first = begins(_day(told) for item in items for told in item.days)
    named = {key: name for name, key, _, _ in LANES} | dict((_OTHER, _EXPECTED))
    held = {item.lane for item in items}
    total = len(happened) + len(expected)
    return Marks(
        lanes=tuple(Lane(key, name) for key, name in named.items() if key in held), items=items, total=total,
        left_out=total - len(items), first=first.isoformat() if first else "",
    )  # fmt: skip


def _marks(entries: Iterable[Entry], expected: bool) -> Iterator[Timed]:
    for entry in entries:
        if days := tuple(_days(entry)):
            yield Timed(
                kind=entry.kind, lane=_EXPECTED[0] if expected else _LANE.get(entry.kind, _OTHER)[0], days=days,
                what=plain(entry_in_words(msgspec.structs.replace(entry, sources=()), References(FULL))), dated=bool(entry.time) or len(days) > 1,
                expected=expected, official=entry.official, origins=entry.origins, certainty=certainty(entry), link=_link(entry),
            )  # fmt: skip


def _days(entry: Entry) -> Iterator[Days]:
    rival = [told.value for told in entry.rivals if told.field == "time"]
    times = dict.fromkeys(filter(None, (entry.time, *rival)))
    if not times and entry.bound:
        bound = dates.parse(entry.bound)
        if bound.after and bound.after.year in YEARS:
            yield Days("", bound.after.isoformat(), f"undated, by {dates.in_words(entry.bound)}")
    for time in times:
        when = dates.parse(time)
        if all(side is None or side.year in YEARS for side in (when.first, when.after)):
            first, after = (side.isoformat() if side else "" for side in (when.first, when.after))
            yield Days(first, after, dates.in_words(time))


def _day(told: Days) -> date:
    return date.fromisoformat(told.first) if told.first else date.fromisoformat(told.after) - timedelta(days=1)


def _place(item: Timed) -> tuple[date, str, str]:
    return _day(item.days[0]), item.days[0].after, item.what


def _link(entry: Entry) -> str:
    """Where the words stand, on the server that serves the record."""
    source = best(entry.sources)
    if source is None:
        return ""
    if source.act:
        return f"/act/{source.act}"
    return f"/evidence/{source.report}?claim={source.claim}#passage" if source.claim else f"/evidence/{source.report}"
