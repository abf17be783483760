"""The timeline as a drawing: lanes of marks on one axis of days, laid out so that no two labels overlap.

Units are those of the drawing: 1 unit is 1 CSS pixel at full size. Layout is plain arithmetic on estimated text
widths (`LETTER` a character, on the wide side), so that the same status gives the same drawing on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import msgspec

from accede import dates
from accede.process.model import Entry, Outlook, Source, Status
from accede.publishing import words

WIDTH = 940
LEFT = 120  # the names of the lanes
RIGHT = 16
ROW = 20
TOP = 34
LETTER = 6.6
LONGEST = 34
# A lane with more marks than CROWDED shows those of a month as one mark where the month has more than FEW.
CROWDED = 8
FEW = 3
# So many marks of a lane are told in the description for those who cannot see the drawing.
TOLD = 40
# What lies outside these years is no date of a process; a report that names one must not bend the axis.
YEARS = range(1800, 2200)
_DAY = timedelta(days=1)
_FAR = timedelta(days=730)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark with its label: a dot at `x`, or a bar from `x` to `x + length` for what has no single day.

    `label_x` is where the label begins, or ends where `anchor` is "end". `hollow` is for what has not happened.
    `words` tell all of it; `sources` carry it.
    """

    x: float
    y: float
    length: float
    label: str
    label_x: float
    anchor: str
    words: str
    hollow: bool
    sources: tuple[Source, ...]


class Lane(msgspec.Struct, frozen=True):
    """A named band from `top`, `height` high."""

    name: str
    key: str
    top: float
    height: float
    marks: tuple[Mark, ...]


class Tick(msgspec.Struct, frozen=True):
    """A line of the axis; `label` is empty where it stands between two that are named."""

    x: float
    label: str


class Drawing(msgspec.Struct, frozen=True):
    """The whole; `today` is the place of the valid date, None where it lies outside. `left_out` says what is not drawn."""

    width: float
    height: float
    left: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    valid: str
    described: str
    left_out: str


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be drawn: `first` to `after`, half-open, in days."""

    first: date
    after: date
    label: str
    words: str
    quoted: str
    sources: tuple[Source, ...]
    hollow: bool = False


def _steps(entry: Entry) -> str:
    """Signatures of one day are one mark, whoever signed; the others are told apart by the candidate."""
    who = {"application": words.actors(entry.by), "signature": ""}.get(entry.kind, words.actors(entry.of))
    return f"{entry.kind}: {who}" if who else entry.kind


def _objections(entry: Entry) -> str:
    verbs = {"objection": "objects", "objection_lifted": "lifts its objection"}
    if entry.kind in verbs:
        return f"{words.actors(entry.by) or 'objection'} {verbs[entry.kind]}" if entry.by else entry.kind.replace("_", " ")
    return {"halt": "halt", "resumption": "restart"}[entry.kind]


LANES: tuple[tuple[str, str, frozenset[str], Callable[[Entry], str]], ...] = (
    ("Steps", "steps", frozenset({"application", "invitation", "signature", "milestone"}), _steps),
    ("Talks", "talks", frozenset({"talks"}), lambda entry: entry.place or words.actors(entry.parties) or "talks"),
    (
        "Objections, halts", "objections", frozenset({"objection", "objection_lifted", "halt", "resumption"}), _objections,
    ),
    ("Agreements", "agreements", frozenset({"agreement"}), lambda entry: entry.place or words.actors(entry.parties) or "agreement"),
    ("Consents", "consents", frozenset({"ratification"}), lambda entry: words.actors(entry.by) or "tally"),
    (
        "Membership", "membership", frozenset({"membership", "withdrawal"}),
        lambda entry: f"{words.actors(entry.by) or entry.kind}{' withdraws' if entry.kind == 'withdrawal' else ''}",
    ),
)  # fmt: skip


def draw(status: Status) -> Drawing | None:
    """The drawing of a status; None where nothing in it has a date."""
    lanes = _lanes(status)
    scale = _scale(lanes)
    if scale is None:
        return None
    drawn = [(name, key, [item for item in items if item.first >= scale.first]) for name, key, items in lanes]
    early = sum(len(items) for _, _, items in lanes) - sum(len(items) for _, _, items in drawn)
    placed = tuple(_place(drawn, scale))
    height = placed[-1].top + placed[-1].height + 26
    return Drawing(
        width=WIDTH, height=height, left=LEFT, lanes=placed, ticks=tuple(scale.ticks()), today=scale.today(status),
        valid=dates.in_words(status.valid), described=_described(drawn), left_out=_left_out(status, early),
    )  # fmt: skip


def axis(status: Status) -> Scale | None:
    """The axis on which a status is drawn, for what else is drawn of it; None where nothing has a date."""
    return _scale(_lanes(status))


def _lanes(status: Status) -> list[tuple[str, str, list[_Item]]]:
    lanes = [(name, key, list(_items(status.timeline, kinds, label))) for name, key, kinds, label in LANES]
    return [*lanes, ("Expected", "expected", [item for line in status.outlook for item in _expected(line)])]


def _scale(lanes: list[tuple[str, str, list[_Item]]]) -> Scale | None:
    items = [item for _, _, items in lanes for item in items]
    start = begins(item.first for item in items)
    if start is None:
        return None
    return Scale(start, max(start + 30 * _DAY, *(item.after for item in items if item.first >= start)))


def _items(timeline: Iterable[Entry], kinds: frozenset[str], label: Callable[[Entry], str]) -> Iterator[_Item]:
    """One item for each label and time: two events that would be drawn alike are drawn once, with both sources."""
    alike: dict[tuple[date, date, str], list[Entry]] = {}
    for entry in timeline:
        if entry.kind in kinds and entry.time and entry.modality in ("happened", "ongoing", None):
            span = _span(entry.time)
            if span and not (entry.kind == "ratification" and not entry.by):
                alike.setdefault((*span, label(entry)), []).append(entry)
    for (first, after, name), entries in sorted(alike.items()):
        sources = tuple(sorted({source for entry in entries for source in entry.sources}))
        said = f"{dates.in_words(min(entry.time for entry in entries if entry.time))}: {name}"
        yield _Item(first=first, after=after, label=name, words=said, quoted=words.first_quote(sources), sources=sources)


def _expected(line: Outlook) -> Iterator[_Item]:
    span = _span(line.time) if line.time and line.standing == "coming" else None
    if span:
        who = words.actors(line.by or line.parties)
        name = " ".join(filter(None, [line.place or who, "" if line.kind == "fixture" else line.kind.replace("_", " ")]))
        name = name or "scheduled"
        yield _Item(
            first=span[0], after=span[1], label=name, words=f"{dates.in_words(line.time)}: {name}",
            quoted=words.first_quote(line.sources), sources=line.sources, hollow=True,
        )  # fmt: skip


def _span(time: str) -> tuple[date, date] | None:
    """First day and the day after the last; an open end counts as the day it begins; None where it cannot be drawn."""
    when = dates.parse(time)
    if when.first is None or when.first.year not in YEARS:
        return None
    after = when.after or when.first + _DAY
    return (when.first, after) if after.year in YEARS else None


def begins(held: Iterable[date]) -> date | None:
    """The first day drawn: history that lies far before the rest would press the rest together, and is left out."""
    days = sorted(set(held))
    while len(days) > 2 and days[1] - days[0] > max(_FAR, (days[-1] - days[1]) / 2):
        del days[0]
    return days[0] if days else None


class Scale:
    """From days to units; some room is left on both sides of the `first` day and the last."""

    def __init__(self, first: date, stop: date) -> None:
        room = max(timedelta(days=7), (stop - first) / 40)
        self.first = first
        self.start = first - room
        self.stop = stop + room
        self._unit = (WIDTH - LEFT - RIGHT) / (self.stop - self.start).days

    def x(self, day: date) -> float:
        """The place of a day."""
        return round(LEFT + (day - self.start).days * self._unit, 1)

    def today(self, status: Status) -> float | None:
        """The place of the valid date; None where it lies outside."""
        valid = dates.day(status.valid)
        return self.x(valid) if self.start <= valid <= self.stop else None

    def ticks(self) -> Iterator[Tick]:
        """Years for a long time, quarters or months for a short one; named only where there is room."""
        months = (self.stop - self.start).days / 30.4
        step = next(step for step in (1, 3, 6, 12, 24, 60, 120, 600) if months / step <= 14)
        month = self.start.year * 12 + self.start.month - 1
        month += -month % step
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.stop:
            if day >= self.start:
                yield Tick(self.x(day), words.short_day(f"{day:%Y-%m}" if step < 12 else f"{day:%Y}"))
            month += step


def _place(lanes: list[tuple[str, str, list[_Item]]], scale: Scale) -> Iterator[Lane]:
    top = float(TOP)
    for name, key, items in lanes:
        if not items:
            continue
        shown = _by_month(items) if len(items) > CROWDED else items
        rows: list[float] = []
        marks = tuple(_mark(item, scale, rows, top) for item in sorted(shown, key=lambda item: (item.first, item.label)))
        height = len(rows) * ROW + 8
        yield Lane(name, key, top, height, marks)
        top += height


def _by_month(items: list[_Item]) -> list[_Item]:
    """One item for all of a month that has more than a few."""
    months: dict[tuple[int, int, bool], list[_Item]] = {}
    for item in items:
        months.setdefault((item.first.year, item.first.month, item.hollow), []).append(item)
    return [item for held in months.values() for item in (held if len(held) <= FEW else [_joined(held)])]


def _joined(held: list[_Item]) -> _Item:
    names = list(dict.fromkeys(item.label for item in held))
    label = f"{_cut(names[0], LONGEST // 2)} + {len(names) - 1} more" if len(names) > 1 else names[0]
    sources = tuple(dict.fromkeys(source for item in held for source in item.sources[:1]))
    said = "; ".join(item.words for item in held)
    return _Item(
        first=min(item.first for item in held), after=max(item.after for item in held), label=label, words=said,
        quoted="", sources=sources, hollow=held[0].hollow,
    )  # fmt: skip


def _cut(label: str, most: int) -> str:
    return label if len(label) <= most else f"{label[: most - 1].rstrip(', ')}…"


def _mark(item: _Item, scale: Scale, rows: list[float], top: float) -> Mark:
    """The mark in the first row of its lane where it and its label overlap with nothing; `rows` holds their ends."""
    x, length = scale.x(item.first), scale.x(item.after) - scale.x(item.first)
    length = 0.0 if item.after - item.first <= _DAY else round(max(length, 8), 1)
    label = _cut(item.label, LONGEST)
    size = len(label) * LETTER
    begin, end, anchor = x - 6, x + length + 10 + size, "start"
    label_x = x + (length or 4) + 5
    if end > WIDTH - RIGHT:
        anchor, label_x = "end", x - 9
        begin, end = label_x - size, x + length + 8
    row = next((at for at, taken in enumerate(rows) if taken < begin), len(rows))
    rows[row : row + 1] = [end]
    return Mark(
        x=x, y=top + 4 + row * ROW + ROW / 2, length=length, label=label, label_x=round(label_x, 1), anchor=anchor,
        words=" ".join(filter(None, [item.words, item.quoted])), hollow=item.hollow, sources=item.sources,
    )  # fmt: skip


def _described(lanes: list[tuple[str, str, list[_Item]]]) -> str:
    """The drawing in words, for who cannot see it."""
    return " ".join(f"{name}: {'; '.join(item.words for item in items[:TOLD])}." for name, _, items in lanes if items)


def _left_out(status: Status, early: int) -> str:
    undated = sum(1 for entry in status.timeline if not entry.time)
    said = [f"{words.count(early, 'event')} long before"] if early else []
    said += [f"{words.count(undated, 'event')} without a date"] if undated else []
    return f"Not drawn: {' and '.join(said)}." if said else ""

