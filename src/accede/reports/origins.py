"""Which reports go back to one origin, so that a copied text does not corroborate itself.

Counting the distinct origins among the reports of one event counts independent sources. Therefore:

- Reports that carry the same text (reprinted, shortened, edited, told again in other words, or a later version of one)
  are a group with one origin: that of its earliest report (ties: the smaller id). Two outlets that print one agency's
  text count once, and they count as that agency where its own report, or its name as the text's source, is among them.
- A text of its own has its outlet as origin. Two reports of one outlet on different days stay two reports, but on
  one fact the outlet is one source, whatever day it repeats it.
- A text that is wholly an agency's, by its dateline or sign-off, has the agency as origin, though no second copy
  of it was read: the agency's own report of the same fact is then no second source.
- A report whose outlet is not known has itself as origin. That may count one source twice; to take all unknown
  outlets for one would hide real corroboration.

What counts as the same text is decided in `copies`, what as a version in `versions`; here the pairs are put together.
Both parts may be stored: `provenance` looks at one report, a pair at its two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from accede.model import Report
from accede.reports.fingerprints import pairs
from accede.reports.manners import outlet


class Provenance(msgspec.Struct, frozen=True):
    """As much of a report as its origin rests on; `agency` is the one whose text it wholly is, or ""."""

    id: str
    published: str
    outlet: str
    agency: str


def provenance(report: Report) -> Provenance:
    """Where a report comes from, by itself."""
    return Provenance(report.id, report.published, report.outlet, _wholly(report))


def origins(reports: Iterable[Report]) -> dict[str, str]:
    """The origin of each report by its id, in the order of the ids; the same for the reports in any order.

    An origin is an outlet's name, or the id of a report whose outlet is not known.
    """
    held = list({report.id: report for report in reports}.values())
    return compose(map(provenance, held), pairs(held))


def compose(provenances: Iterable[Provenance], edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The origins of these reports, of which `edges` are the pairs that carry one text; in the order of the ids.

    Pairs with a report that is not among them are passed over, so that the pairs of a whole record do for any day.
    """
    by_id = {one.id: one for one in provenances}
    group = {id: id for id in sorted(by_id)}

    def root(id: str) -> str:
        while group[id] != id:
            group[id] = id = group[group[id]]
        return id

    for one, other in edges:
        if one in group and other in group:
            first, second = sorted((root(one), root(other)))
            group[second] = first
    members: dict[str, list[Provenance]] = defaultdict(list)
    for id in group:
        members[root(id)].append(by_id[id])
    named = {id: _origin(held) for id, held in members.items()}
    return {id: named[root(id)] for id in group}


def _origin(group: list[Provenance]) -> str:
    in_order = sorted(group, key=lambda one: (one.published, one.id))
    return next((one.agency for one in in_order if one.agency), "") or in_order[0].outlet or in_order[0].id


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
