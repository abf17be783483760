"""The outlook as a chart: the probability that the process is completed by a day, rising over time, with the fixtures as lines.

Units are those of `drawing`. Behind the chart stands the table of the section "Outlook".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from accede import dates
from accede.outlook.model import Forecast
from accede.publishing import words
from accede.publishing.clean import plain
from accede.publishing.drawing import LEFT, LETTER, RIGHT, WIDTH
from accede.publishing.outlook import alike, percent

TOP = 30.0
HEIGHT = 190.0
FOOT = 30.0
KEY = 16.0  # of the height of a name below the axis, where no curve comes
# The axis ends where the last curve has this probability, or after so many months.
ENOUGH = 0.95
MOST_MONTHS = 60
LEAST_MONTHS = 6
STYLES = ("solid", "dashed", "dotted")
FIXTURES = 6


class Curve(msgspec.Struct, frozen=True):
    """One line: its points as the SVG path, its style, its name, and how high that stands below the axis."""

    path: str
    style: str
    name: str
    key_y: float


class Mark(msgspec.Struct, frozen=True):
    """A line across: a fixture, or a tick of an axis."""

    at: float
    label: str
    row: int = 0


class Data(msgspec.Struct, frozen=True):
    """What is drawn, for who draws it otherwise: of each curve its name, style and points (day, probability); the fixtures."""

    curves: tuple[tuple[str, str, tuple[tuple[date, float], ...]], ...]
    fixtures: tuple[tuple[date, str], ...]


class Chart(msgspec.Struct, frozen=True):
    """The whole; `described` is the chart in words."""

    width: float
    height: float
    left: float
    top: float
    bottom: float
    right: float
    curves: tuple[Curve, ...]
    months: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    fixtures: tuple[Mark, ...]
    described: str
    data: Data


def chart(told: Sequence[tuple[str, Forecast]]) -> Chart | None:
    """The chart of the forecasts that have a curve, those that are the same as one line; None where none has."""
    held = [(words.joined(names), one) for names, one in alike(told) if one.curve and one.basis in ("model", "base rate")][: len(STYLES)]
    if not held:
        return None
    first, last = held[0][1].today, _end([one for _, one in held])
    scale = _Scale(first, last)
    fixtures = sorted({(fixture.day, fixture.name) for _, one in held for fixture, _ in one.by_fixture if fixture.day <= last})[:FIXTURES]
    named = [bool(name) for name, _ in held]
    return Chart(
        width=WIDTH, height=TOP + HEIGHT + FOOT + KEY * (sum(named) + 0.5 * any(named)), left=LEFT, top=TOP, bottom=TOP + HEIGHT, right=WIDTH - RIGHT,
        curves=tuple(_curve(name, one, style, scale, sum(named[:at])) for at, ((name, one), style) in enumerate(zip(held, STYLES, strict=False))),
        months=tuple(_months(scale)), levels=tuple(Mark(scale.y(level / 100), f"{level} %") for level in (0, 25, 50, 75, 100)),
        fixtures=tuple(Mark(scale.x(day), _cut(f"{words.short_day(day.isoformat())} {name}"), at % 2) for at, (day, name) in enumerate(fixtures)),
        described=" ".join(_described(name, one) for name, one in held),
        data=Data(
            tuple((name, style, tuple((day, share) for day, share in one.curve if day <= last)) for (name, one), style in zip(held, STYLES, strict=False)),
            tuple((day, plain(name)) for day, name in fixtures),
        ),
    )  # fmt: skip


def _end(held: Sequence[Forecast]) -> date:
    """The last day of the axis."""
    found = held[0].curve[min(LEAST_MONTHS, len(held[0].curve) - 1)][0]
    for one in held:
        reached = next((day for day, share in one.curve if share >= ENOUGH), one.curve[-1][0])
        found = max(found, min(reached, one.curve[min(MOST_MONTHS, len(one.curve) - 1)][0]))
    return found


class _Scale:
    """From days and probabilities to units."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._unit = (WIDTH - LEFT - RIGHT) / max(1, (last - first).days)

    def x(self, day: date) -> float:
        return round(LEFT + (day - self.first).days * self._unit, 1)

    def y(self, share: float) -> float:
        return round(TOP + (1 - share) * HEIGHT, 1)


def _curve(name: str, told: Forecast, style: str, scale: _Scale, at: int) -> Curve:
    points = [(scale.x(day), scale.y(share)) for day, share in told.curve if day <= scale.last]
    path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    return Curve(path, style, name, TOP + HEIGHT + FOOT + KEY * (at + 0.75))


def _months(scale: _Scale) -> list[Mark]:
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((step for step in (1, 3, 6, 12) if months / step <= 10), 12)
    found, month = [], scale.first.year * 12 + scale.first.month
    while (day := date(month // 12, month % 12 + 1, 1)) <= scale.last:
        if (month % 12) % step == 0:
            found.append(Mark(scale.x(day), words.short_day(f"{day:%Y-%m}")))
        month += 1
    return found


def _cut(label: str) -> str:
    most = int(160 / LETTER)
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _described(name: str, told: Forecast) -> str:
    """The chart in words, for who cannot see it."""
    points = [f"{dates.in_words(day.isoformat())} {percent(share)}" for day, share in told.curve[:25:3]]
    return f"{name or 'Completion'}: {', '.join(points)}."
