"""When a report was published: from its own words, its file, its user, or completed from what it mentions.

A day is never guessed. One that lacks its year is completed only where all evidence together leaves exactly one
year; where it leaves several, or contradicts itself, the report is refused with the reason. No clock is asked.
"""

from __future__ import annotations

from datetime import date

import msgspec

from accede.dates import When, parse
from accede.errors import DateError, ReportRefused
from accede.model import Furniture
from accede.reports.bounds import Evidence
from accede.reports.days import NamedDay
from accede.reports.evidence import copyright_year, gather
from accede.reports.formats import Draft
from accede.reports.furniture import Findings
from accede.reports.opening import opening_day

#: What to do about a report without a day.
REMEDY = "--published YYYY-MM-DD"

#: The years that are tried: from the first treaties among those we know to far beyond any report to come.
_YEARS = range(1945, 2151)

#: A page says its own day more surely than a dateline does, which often is of the day before.
_SURER_THAN_THE_PAGE = ("header", "date", "byline")


class Published(msgspec.Struct, frozen=True):
    """The day in EDTF, and in words what its year was completed from ("" where it was said)."""

    day: str
    inferred_from: str = ""


def published(draft: Draft, findings: Findings, given: str | None) -> Published:
    """The day of publication.

    In this order: the file's own field; a day with its year at the top of the text; the page's own statement; a
    dateline or an update's day with its year; one that stands loose among the first lines with a word of publishing or
    a time of day; `given` by the user, a day in EDTF; a day of the text whose year is completed from what the report
    mentions. Raises ReportRefused where none of them gives a day.
    """
    if draft.certain:
        return Published(draft.published)
    full = [(found.what, day) for found in findings.named_days if (day := found.day.full())]
    sure = [day for what, day in full if what in _SURER_THAN_THE_PAGE]
    for known in (sure[0].isoformat() if sure else "", draft.published, full[0][1].isoformat() if full else ""):
        if known:
            return Published(known)
    loose = opening_day(draft.text)
    if loose is not None and (day := loose.full()):
        return Published(day.isoformat())
    if given:
        return Published(given)
    yearless = [found.day for found in findings.named_days if found.day.year is None]
    if not yearless:
        raise ReportRefused(
            "only a month of publication in it" if findings.months else "no date of publication in it", REMEDY
        )
    return complete(yearless[0], evidence(draft.text, findings))


def evidence(text: str, findings: Findings) -> tuple[Evidence, ...]:
    """What bounds the day of publication: the news of the report, and its copyright line."""
    years = [copyright_year(year, not owner or owner == findings.outlet) for year, owner in findings.copyright_years]
    months = [
        Evidence(f"header of {month}", ((when.first, when.after),))
        for month in findings.months
        if (when := _month(month))
    ]
    return (*months, *sorted(set(years)), *gather(without(text, findings.furniture)))


def _month(text: str) -> When | None:
    try:
        return parse(text)
    except DateError:
        return None  # "2022-13" in a header says nothing


def without(text: str, furniture: list[Furniture]) -> str:
    """`text` with its furniture, the title aside, blanked out to the same length."""
    for item in furniture:
        if item.what != "title":
            text = text[: item.start] + "\n" * (item.end - item.start) + text[item.end :]
    return text


def complete(named: NamedDay, bounds: tuple[Evidence, ...]) -> Published:
    """The one day that `named` can be under all `bounds`. Raises ReportRefused where it is not exactly one."""
    possible = [day for year in _YEARS if (day := named.in_year(year))]
    left = [day for day in possible if all(bound.allows(day) for bound in bounds)]
    if len(left) == 1:
        return Published(left[0].isoformat(), "; ".join(bound.words for bound in bounds))
    said = f"{named.day} {date(2000, named.month, 1):%B}"
    if left:
        which = f"{left[0].year} to {left[-1].year}" if len(left) > 3 else " or ".join(str(day.year) for day in left)
        open_ = which if bounds and len(left) < len(possible) else "open"
        raise ReportRefused(f"its date, {said}, has no year, and what it mentions leaves {open_}", REMEDY)
    raise ReportRefused(
        f"its date, {said}, has no year, and what it mentions contradicts itself: {_clash(possible, bounds)}", REMEDY
    )


def _clash(possible: list[date], bounds: tuple[Evidence, ...]) -> str:
    """The first two pieces of evidence that no day satisfies together; all of them where it takes more than two."""
    for at, one in enumerate(bounds):
        if not any(one.allows(day) for day in possible):
            return one.words
        for other in bounds[at + 1 :]:
            if not any(one.allows(day) and other.allows(day) for day in possible):
                return f"{one.words}; {other.words}"
    return "; ".join(bound.words for bound in bounds)
