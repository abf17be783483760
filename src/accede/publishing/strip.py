"""Positions as a strip: a row an actor, its stances as bars on the timeline's axis of days.

A stance has a colour that the colour-blind can tell from the others, a pattern of its own and its name beside or in the
bar, so that no sign stands alone. Behind the strip is the table of positions, which has every actor. Units and axis are
those of `drawing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from accede import dates
from accede.process.clock import established
from accede.process.model import STANCES, Position, Source, Status
from accede.publishing import words
from accede.publishing.drawing import LEFT, LETTER, RIGHT, ROW, TOP, WIDTH, Scale, Tick, axis
from accede.publishing.moves import by_actor, candidates, has_moved, since, stance

BAR = 12
# A bar of what was told only when it was over is so long.
LEAST = 14.0
# So many rows are drawn; actors that are told to support and nothing else are drawn where there is room for all.
ROWS = 14
NAMED = 17  # characters of a row's name
_DAY = timedelta(days=1)


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """One stance from `x` on, `length` long; `top` is that of its bar.

    `open` says that no source tells when it began, `doubtful` that it may be an earlier one told again. `label` stands
    at `label_x`, in the bar or, at the end of a row, behind it; it is empty where neither has room. `words` tell all of
    it; `sources` carry it.
    """

    x: float
    length: float
    top: float
    stance: str
    label: str
    label_x: float
    open: bool
    doubtful: bool
    words: str
    sources: tuple[Source, ...]


class Row(msgspec.Struct, frozen=True):
    """An actor, towards those candidates to which its story is the same; stances of no order lie below each other."""

    name: str
    top: float
    height: float
    spans: tuple[Span, ...]


class Strip(msgspec.Struct, frozen=True):
    """The whole; `left_out` says in words who is not drawn."""

    width: float
    height: float
    left: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    valid: str
    stances: tuple[tuple[str, str], ...]
    described: str
    left_out: str


def strip(status: Status) -> Strip | None:
    """The strip of a status; None where nobody is told to have moved or stood against, or nothing has a date."""
    scale = axis(status)
    held = by_actor(status)
    moved = sorted((lines for lines in held if has_moved(lines)), key=lambda lines: (_first(lines[0]), lines[0].actor))
    steady = [lines for lines in held if not has_moved(lines)]
    if scale is None or not moved:
        return None
    drawn = [*moved, *steady] if len(held) <= ROWS else moved[:ROWS]
    rows: list[Row] = []
    for lines in drawn:
        for alike in _stories(lines):
            top = rows[-1].top + rows[-1].height if rows else float(TOP)
            rows.append(_row(alike, len(candidates(alike)) < len(candidates(lines)), status, scale, top))
    shown = {span.stance for row in rows for span in row.spans}
    return Strip(
        width=WIDTH, height=rows[-1].top + rows[-1].height + 26, left=LEFT, rows=tuple(rows), ticks=tuple(scale.ticks()),
        today=scale.today(status), valid=dates.in_words(status.valid),
        stances=tuple((name, words.STANCES[name]) for name in STANCES if name in shown),
        described=" ".join(f"{row.name}: {'; '.join(span.words for span in row.spans)}." for row in rows),
        left_out=_left_out(moved, steady, len(drawn)),
    )  # fmt: skip


def _first(line: Position) -> date:
    """The first day that is drawn of it."""
    told = [day for time in (line.time or line.bound, line.until) if time and (day := dates.parse(time).first)]
    return min(told, default=date.min)


def _stories(lines: Sequence[Position]) -> list[list[Position]]:
    """The positions of one actor by candidates, those together to which it stood the same all along."""
    stories: dict[tuple[object, ...], list[str]] = {}
    for candidate in candidates(lines):
        story = tuple((line.stance, line.time, line.bound, line.until) for line in lines if candidate in line.candidates)
        stories.setdefault(story, []).append(candidate)
    return [
        [msgspec.structs.replace(line, candidates=tuple(held)) for line in lines if held[0] in line.candidates]
        for held in stories.values()
    ]


def _row(lines: Sequence[Position], partly: bool, status: Status, scale: Scale, top: float) -> Row:
    """A row of bars; those that would overlap lie in the next line of the row."""
    end = _end(candidates(lines), status)
    ends: list[float] = []
    spans = []
    extents = [_extent(line, end, scale) for line in lines]
    for line, (left, right) in zip(lines, extents, strict=True):
        level = next((at for at, taken in enumerate(ends) if taken <= left), len(ends))
        ends[level : level + 1] = [right]
        is_last = all(other <= left for other, _ in extents)
        spans.append(_span(line, left, max(3.0, right - left), top + 4 + level * ROW + (ROW - BAR) / 2, is_last))
    on = f", {words.actors(candidates(lines))}" if partly else ""
    return Row(_cut(f"{words.actor(lines[0].actor)}{on}"), top, len(ends) * ROW + 8, tuple(spans))


def _cut(name: str) -> str:
    return name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip(', ')}…"


def _end(held: Sequence[str], status: Status) -> date:
    """The day on which all stances towards the candidates end: the day that is asked for, or all of them are in."""
    joined = {candidate: established(line) for line in status.memberships for candidate in line.members}
    valid = dates.day(status.valid) + _DAY
    return min(valid, max((joined.get(candidate, date.max) for candidate in held), default=date.max))


def _extent(line: Position, end: date, scale: Scale) -> tuple[float, float]:
    """Where the bar begins and ends; what was told only when it was over ends there, and is short."""
    stop = min((dates.parse(line.until).first if line.until else None) or end, end)
    began = dates.parse(line.time or line.bound).first or stop
    right = scale.x(_clamped(stop, scale))
    left = scale.x(_clamped(began, scale)) if began < stop else max(float(LEFT), right - LEAST)
    return left, right


def _clamped(day: date, scale: Scale) -> date:
    return max(scale.start, min(day, scale.stop))


def _span(line: Position, x: float, length: float, top: float, is_last: bool) -> Span:
    name = stance(line)
    label = words.STANCES[line.stance] + ("?" if line.retold else "")
    size = len(label) * LETTER
    fits = size + 12 <= length
    behind = is_last and x + length + 5 + size <= WIDTH - RIGHT
    quoted = words.first_quote(line.sources)
    return Span(
        x=x, length=round(length, 1), top=round(top, 1), stance=line.stance, label=label if fits or behind else "",
        label_x=round(x + 8 if fits else x + length + 5, 1), open=line.time is None, doubtful=line.retold,
        words=f"{name}, {since(line)}" + (f": {quoted}" if quoted else ""), sources=line.sources,
    )  # fmt: skip


def _left_out(moved: Sequence[list[Position]], steady: Sequence[list[Position]], drawn: int) -> str:
    """Who is not drawn: by name, since it is no secret who supports."""
    said = []
    if len(moved) > drawn:
        said.append(f"Not drawn: {words.count(len(moved) - drawn, 'more actor')} that moved.")
    if steady and drawn <= len(moved):
        said.append(f"Told to support, and nothing else: {_names(steady)}.")
    return " ".join(said)


def _names(held: Iterable[Sequence[Position]]) -> str:
    return words.joined(sorted(words.actor(lines[0].actor) for lines in held))
