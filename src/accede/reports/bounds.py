"""When a report can have been published, as far as one thing that it mentions tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

#: Half-open [first, after); None is open.
Span = tuple[date | None, date | None]


class Evidence(msgspec.Struct, frozen=True, order=True):
    """In words what bounds the day of publication, and the spans in one of which it lies."""

    words: str
    spans: tuple[Span, ...]

    def allows(self, day: date) -> bool:
        """True when the report can have been published on `day`."""
        return any((first is None or first <= day) and (after is None or day < after) for first, after in self.spans)


def year(number: int) -> Span:
    """A calendar year."""
    return date(number, 1, 1), date(number + 1, 1, 1)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as they need, sorted."""
    found: list[Span] = []
    for first, after in sorted(spans, key=lambda span: (span[0] or date.min, span[1] or date.max)):
        last = found[-1] if found else None
        if last and (last[1] is None or (first or date.min) <= last[1]):
            found[-1] = (last[0], None if after is None or last[1] is None else max(after, last[1]))
        else:
            found.append((first, after))
    return tuple(found)


def in_words(spans: Iterable[Span]) -> str:
    """The spans with their last days: "2020-03-27 to 2023-04-03"."""
    return " or ".join(_one_in_words(*span) for span in spans)


def _one_in_words(first: date | None, after: date | None) -> str:
    last = (after - timedelta(days=1)).isoformat() if after else ""
    if first is None:
        return f"until {last}"
    return f"{first.isoformat()} to {last}" if last else f"since {first.isoformat()}"
