"""Which reports are versions of one: edited after publication by the outlet that published it.

Two reports of one outlet are versions of one where the later tells enough of the earlier again, and has its address, its
headline or nearly its words. `SAME_REPORT` is the one table. What rolls on under one headline is none: a live ticker, of
which old entries go without being taken back, and a column of another day, which has another text.

Which of two is later the reports say: by the day of publication; within a day by the time of their update, the number of
an agency's update, or a note that something was corrected or added. Where they do not say, neither is a version of the
other (they still carry one text, see `copies`): a guess would have an outlet take back what it added.

Pure; a pair is judged by its two reports alone. `chains` numbers the versions among those given.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from accede import dates
from accede.knowledge import fold
from accede.model import Report
from accede.reports.likeness import jaccard, likeness, retold


class SameReport(msgspec.Struct, frozen=True):
    """One row: what two reports of one outlet have in common, how many days lie between them at most (None for any), and
    how much of the earlier one's sentences the later tells again, or of their runs of words both share."""

    name: str
    within: int | None
    retold: float
    jaccard: float


#: An address is one report's; there, half of the old sentences do. A headline may be a column's, and a text an outlet's
#: own older one that it builds on (an agency's story of the next day shares a third): so more is asked, within weeks.
SAME_REPORT = (
    SameReport("address", None, 0.5, 0.3),
    SameReport("headline", 14, 0.6, 0.4),
    SameReport("words", 14, 2.0, 0.6),
)

#: Lines that begin with a time of day: so many make a ticker.
TICKER_LINES = 3

_TICKER = re.compile(r"^\W{0,3}(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)", re.MULTILINE)
_SERIES = re.compile(r"^(?:(?:update|wrapup|refile|rpt|correct(?:ed|ion)|adds|recast|lead|updated)\s?(\d{0,2})\s?[-–—:]\s?)+", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:correct|clarif|updat|amend|revis|adds|recasts|earlier version)", re.IGNORECASE)
_PASSED_ON = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|src|output)=[^&]*&?")


class Version(msgspec.Struct, frozen=True):
    """The place of a report among its versions: the id of the first, its number from 1, the id before ("" for the first)."""

    first: str
    number: int
    previous: str


def is_version(one: Report, other: Report) -> str:
    """Why one of two reports is a later version of the other, in words; "" where it is none. In either order."""
    earlier, later = sorted((one, other), key=lambda report: (order(report), report.id))
    if not _is_told_later(earlier, later) or _is_ticker(earlier) or _is_ticker(later):
        return ""
    apart = (dates.day(later.published) - dates.day(earlier.published)).days
    common = {"address": bool(address(one)) and address(one) == address(other)}
    common["words"] = bool(one.outlet) and one.outlet == other.outlet
    common["headline"] = common["words"] and bool(headline(one)) and headline(one) == headline(other)
    old, new = likeness(earlier), likeness(later)
    for row in SAME_REPORT:
        if common[row.name] and (row.within is None or apart <= row.within):
            if retold(old, new) >= row.retold or jaccard(old.runs, new.runs) >= row.jaccard:
                return f"a later version: the same outlet and {row.name}"
    return ""


def order(report: Report) -> tuple[str, str, int, bool]:
    """Orders the versions of one report; equal where they do not say which is later."""
    numbers = [int(found[1]) for words in (report.title, *report.notes) if (found := _SERIES.match(words)) and found[1]]
    noted = any(_CORRECTS.search(note) for note in report.notes)
    return report.published, report.updated, max(numbers, default=0), noted


def _is_told_later(earlier: Report, later: Report) -> bool:
    """True where the reports say that one is later; of a day and a time on that day nobody can tell."""
    old, new = order(earlier), order(later)
    exact = min(len(old[1]), len(new[1])) if old[1] and new[1] else None
    return (old[0], old[1][:exact], *old[2:]) != (new[0], new[1][:exact], *new[2:])


def address(report: Report) -> str:
    """The address of a report, as far as it says which report it is; "" where there is none."""
    try:
        parts = urlsplit(report.url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query = _PASSED_ON.sub("", parts.query).strip("&")
    path = parts.path.rstrip("/")
    return f"{host}{path}?{query}" if host and (path or query) else ""


def headline(report: Report) -> str:
    """The headline without case, signs and the mark of an update; "" where there is none."""
    return " ".join(re.findall(r"\w+", fold(_SERIES.sub("", report.title))))


def _is_ticker(report: Report) -> bool:
    return len(_TICKER.findall(report.text)) >= TICKER_LINES


def chains(reports: Iterable[Report], edges: Iterable[tuple[str, str]]) -> dict[str, Version]:
    """The place of each report that has other versions among these; `edges` are the pairs that are versions.

    Pairs with a report that is not among them are passed over. The same in whatever order they come.
    """
    by_id = {report.id: report for report in reports}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        if one in by_id and other in by_id:
            near[one].add(other)
            near[other].add(one)
    found: dict[str, Version] = {}
    for start in sorted(near):
        if start in found:
            continue
        chain, waiting = {start}, [start]
        while waiting:
            fresh = near[waiting.pop()] - chain
            chain |= fresh
            waiting += fresh
        line = sorted(chain, key=lambda id: (order(by_id[id]), id))
        for number, id in enumerate(line, start=1):
            found[id] = Version(line[0], number, line[number - 2] if number > 1 else "")
    return found
