"""Merging: the claims that report the same happening become one event, with every rival value kept.

What always holds: each claim is in exactly one event; the result depends on the claims, not on their order; no
event holds two claims that contradict by the table in `sameness`, so that A and C stay apart even where B would
agree with both; nothing that a claim says is lost, for `Event.values` keeps every value with its claims.

    events = merge(claims, {report.id: report for report in reports}, origins)

Pure: no record, clock or network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from accede import dates
from accede.model import Claim, Event, Report, Value
from accede.record.facets import Facet, compatible, linked
from accede.record.rounds import Rounds, outcomes_of
from accede.record.values import make_event, rivals

__all__ = ["conflicts", "merge", "outcomes_of"]


class _Group:
    """Claims taken for one happening so far."""

    def __init__(self, founder: Facet, place: int) -> None:
        self.place = place
        self.facets = [founder]
        self.reasons: list[str] = []
        self._distinct = {founder.signature: founder}

    def link_to(self, facet: Facet) -> dict[str, str]:
        """Why the claim belongs here; empty where it does not, or contradicts any claim of the group."""
        if not all(compatible(facet, other) for other in self._distinct.values()):
            return {}
        links = (linked(facet, other) for other in self.facets)
        return max(links, key=lambda link: (len(link), "time" in link, sorted(link.values())), default={})

    def closeness(self, facet: Facet, link: dict[str, str]) -> tuple[bool, int, bool, int, int]:
        """Orders the groups that a claim could join; the greatest is joined.

        A common day first, then more that agrees, then told in the same report; then, of what happens once, the
        group of more claims, of what recurs the one nearer to the publication; last the surer founder.
        """
        founder = self.facets[0]
        common_day = founder.dated and facet.dated and founder.when.overlaps(facet.when)
        same_report = any(other.claim.report == facet.claim.report for other in self.facets)
        day = (founder.when.first if founder.dated else None) or founder.published
        fit = len(self.facets) if facet.rule.once else -abs((facet.published - day).days)
        return common_day, len(link), same_report, fit, -self.place

    def add(self, facet: Facet, link: dict[str, str]) -> None:
        self.facets.append(facet)
        self.reasons.append("; ".join(link.values()))
        self._distinct.setdefault(facet.signature, facet)


def merge(claims: Iterable[Claim], reports: Mapping[str, Report], origins: Mapping[str, str]) -> tuple[Event, ...]:
    """The events that the claims report, sorted by time (undated by bound), kind and id.

    reports: by id, every report that a claim names. origins: report id to the id of its independent origin; a
    report that is not in it is its own origin.
    """
    unique = {claim.id: claim for claim in claims}
    facets = [
        Facet(claim, reports[claim.report], origins.get(claim.report, claim.report))
        for claim in unique.values()
        if claim.kind != "outcome"
    ]
    events = _group(facets)
    rounds = Rounds(events, unique.values(), reports)
    outcomes = [
        Facet(claim, reports[claim.report], origins.get(claim.report, claim.report), rounds.of(claim))
        for claim in unique.values()
        if claim.kind == "outcome"
    ]
    return tuple(sorted(events + _group(outcomes), key=_order))


def _order(event: Event) -> tuple[object, ...]:
    return (*dates.sort_key(event.time or event.bound), event.kind, event.id)


def _group(facets: Sequence[Facet]) -> list[Event]:
    """Place the claims one after the other, the surest first, each in the group it is closest to."""
    groups: list[_Group] = []
    index: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    for facet in sorted(facets, key=lambda each: each.order):
        keys = [(facet.rule_name, token) for token in sorted(set(facet.tokens()))]
        near = {group.place: group for key in keys for group in index[key]}
        choices = [(group, link) for group in near.values() if (link := group.link_to(facet))]
        if choices:
            group, link = max(choices, key=lambda choice: choice[0].closeness(facet, choice[1]))
            group.add(facet, link)
        else:
            group = _Group(facet, len(groups))
            groups.append(group)
        for key in keys:
            if group not in index[key]:
                index[key].append(group)
    return [make_event(group.facets, group.reasons) for group in groups]


def conflicts(events: Iterable[Event]) -> list[tuple[Event, dict[str, tuple[Value, ...]]]]:
    """The events with rival values in a field that can have only one, in the order given; each with the rivals.

    Such fields are the date of what happens once, a vote, a tally, the rating by one narrator; the table names
    them. Values that agree and only say less (June, 20 June) are no rivals.
    """
    found = ((event, rivals(event)) for event in events)
    return [(event, fields) for event, fields in found if fields]
