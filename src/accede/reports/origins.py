"""Which reports go back to one origin, so that a copied text does not corroborate itself.

Counting the distinct origins among the reports of one event counts independent sources. Therefore:

- Reports that carry the same text (reprinted, shortened, lightly edited) are a group with one origin: that of its
  earliest report (ties: the smaller id). Two outlets that print one agency's text count once, and they count as that
  agency where its own report, or its name as the text's source, is among them.
- A text of its own has its outlet as origin. Two reports of one outlet on different days stay two reports, but on
  one fact the outlet is one source, whatever day it repeats it.
- A text that is wholly an agency's, by its dateline or sign-off, has the agency as origin, though no second copy
  of it was read: the agency's own report of the same fact is then no second source.
- A report whose outlet is not known has itself as origin. That may count one source twice; to take all unknown
  outlets for one would hide real corroboration.

What counts as the same text is decided on sets of word shingles, exactly, by the two rows of `SameText` below.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

import msgspec

from accede.model import Report
from accede.reports.manners import outlet

_WORD = re.compile(r"\w+")


class SameText(msgspec.Struct, frozen=True):
    """From which overlap on two texts are one, and from how many shingles on the overlap says anything."""

    words: int
    least_shingles: int
    jaccard: float
    containment: float


#: The one table of thresholds: any text; and texts of one agency within a day, where less proves a common source.
SAME_TEXT = SameText(words=5, least_shingles=20, jaccard=0.4, containment=0.7)
SAME_AGENCY_TEXT = SameText(words=5, least_shingles=20, jaccard=0.2, containment=0.4)

#: Of a shingle that more reports share than this, only neighbours in the order of ids are looked at, so that the
#: work stays in proportion to the text: copies of one text are neighbours in all their shingles, and so are found.
_MOST_SHARING = 40


def origins(reports: Iterable[Report]) -> dict[str, str]:
    """The origin of each report by its id, in the order of the ids; the same for the reports in any order.

    An origin is an outlet's name, or the id of a report whose outlet is not known.
    """
    by_id = {report.id: report for report in reports}
    shingles = {id: _shingles(by_id[id]) for id in sorted(by_id)}
    group = {id: id for id in shingles}

    def root(id: str) -> str:
        while group[id] != id:
            id = group[id]
        return id

    for one, other in sorted(_proposed(shingles)):
        if _same(by_id[one], by_id[other], shingles[one], shingles[other]):
            first, second = sorted((root(one), root(other)))
            group[second] = first
    members: dict[str, list[Report]] = defaultdict(list)
    for id in shingles:
        members[root(id)].append(by_id[id])
    return {id: _origin(members[root(id)]) for id in shingles}


def _shingles(report: Report) -> frozenset[str]:
    """All runs of SAME_TEXT.words words of the news (not of its furniture), case and punctuation aside."""
    text = report.text
    for item in report.furniture:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    words = _WORD.findall(text.casefold())
    size = SAME_TEXT.words
    return frozenset(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _proposed(shingles: dict[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Every pair of reports that share enough shingles to be looked at, once."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for id, own in shingles.items():
        for shingle in own:
            sharing[shingle].append(id)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in sharing.values():
        for one, other in combinations(ids, 2) if len(ids) <= _MOST_SHARING else pairwise(ids):
            shared[one, other] += 1
    return (pair for pair, count in shared.items() if count >= SAME_TEXT.least_shingles // 2)


def _same(one: Report, other: Report, own: frozenset[str], others: frozenset[str]) -> bool:
    smaller = min(len(own), len(others))
    table = SAME_AGENCY_TEXT if one.published == other.published and _agencies(one) & _agencies(other) else SAME_TEXT
    if smaller < table.least_shingles:
        return own == others
    common = len(own & others)
    return common / len(own | others) >= table.jaccard or common / smaller >= table.containment


def _agencies(report: Report) -> set[str]:
    """The agencies whose text a report may be: its outlet where that is one, and those it credits."""
    return {known.name for name in (report.outlet, *report.credits) if (known := outlet(name)) and known.agency}


def _origin(group: list[Report]) -> str:
    first = min(group, key=lambda report: (report.published, report.id))
    agencies = [_wholly(report) for report in sorted(group, key=lambda report: (report.published, report.id))]
    return next((agency for agency in agencies if agency), "") or first.outlet or first.id


def _wholly(report: Report) -> str:
    """The agency whose text a report wholly is: its outlet, or the one in its dateline or sign-off; else ""."""
    known = outlet(report.outlet)
    if known and known.agency:
        return known.name
    for item in report.furniture:
        if item.what in ("dateline", "credit"):
            for name in report.credits:
                if _credited(report.text[item.start : item.end], name, item.what):
                    return name
    return ""


def _credited(words: str, name: str, what: str) -> bool:
    """True where furniture consists of an agency's name and signs alone, or is a dateline with the agency in it."""
    known = outlet(name)
    if not known or not known.agency:
        return False
    found = [outlet(part.strip()) for part in re.split(r"[()/\[\]|,—–:]|\s-+\s?", words) if part.strip()]
    return known in found and (what == "dateline" or len([part for part in found if part]) == len(found) == 1)
