"""When a report was last changed, as its file or its words say it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from accede import dates
from accede.reports import days
from accede.reports.furniture import Findings

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?")
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d\d)(?![\d.:]*\d)\s?(?:([ap])\.?m\b)?", re.IGNORECASE)
_UPDATED = re.compile(r"(?:updat|upd\b|modif|revis)", re.IGNORECASE)


def moment(written: str) -> str:
    """A day, or a day and time in UTC, from a field of metadata: "2022-06-21", "2022-06-21T14:05"; "" where it is none.

    A time without its zone is taken as it stands.
    """
    words = written.strip()[:60]
    if found := _MOMENT.match(words):
        try:
            time = datetime.fromisoformat(found[0].replace(" ", "T", 1).replace(" ", ""))
        except ValueError:
            return ""
        return (time.astimezone(UTC) if time.tzinfo else time).strftime("%Y-%m-%dT%H:%M")
    named = days.read(words) if words else None
    full = named.full() if named else None
    return full.isoformat() if full else ""


def updated(given: str, findings: Findings, published: str) -> str:
    """When the text was last changed: what its file says (`given`), else the latest that its update lines say; else "".

    A day without its year is of the year of `published`, a time without its day of that day.
    """
    return given or max(_said(findings, published), default="")


def _said(findings: Findings, published: str) -> list[str]:
    found = []
    for named in findings.days:
        mark = _UPDATED.search(named.words)
        if mark and named.what in ("updated", "date"):
            clock = _clock(named.words[mark.end() :])
            day = named.day.full() or named.day.in_year(dates.day(published).year)
            if day and (named.what == "updated" or clock):
                found.append(day.isoformat() + clock)
    return found


def _clock(words: str) -> str:
    """ "T14:05" for the first time of day among the words; "" where there is none."""
    for hours, minutes, half in _CLOCK.findall(words):
        hour = int(hours) % 12 + (12 if half.lower() == "p" else 0) if half else int(hours)
        if hour < 24 and int(minutes) < 60:
            return f"T{hour:02}:{minutes}"
    return ""
