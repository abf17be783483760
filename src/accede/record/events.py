"""Merging: the claims that report the same happening become one event, with every rival value kept.

Claims are placed in the order in which they became known: day after day, and within a day the surest first (dated,
narrow, much told). Each joins the event it is closest to among those told so far, or founds a new one.

What always holds: each claim is in exactly one event; the result depends on the claims, not on the order in which they
are given; no event holds two claims that contradict by the table in `sameness`, so that A and C stay apart even where
B would agree with both; nothing that a claim says is lost, for `Event.values` keeps every value with its claims. What
was placed stays: the events of the claims known by a day are those of all claims, less what became known later, so
that an event keeps its id while more is told of it. Rulings come first: claims that a person put together are in one
event and those that a person put apart in several, whatever the table says.

    events = merge(claims, {report.id: report for report in reports}, origins)

Pure: no record, clock or network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from accede import dates
from accede.model import Claim, Event, Joined, Report, Value, event_id
from accede.record.facets import Facet, compatible, linked
from accede.record.rounds import Rounds
from accede.record.rulings import NONE, Rulings
from accede.record.values import make_event, rivals

__all__ = ["conflicts", "merge"]


#: A rule's name, a token and a month; in place of the month WIDE for claims whose time is no few months, or ALL.
Key = tuple[str, str, str]
WIDE = "wide"
ALL = "all"


class Link(NamedTuple):
    """What a claim agrees in with one of a group, each with its reason in words, and that one's id."""

    agreed: dict[str, str]
    beside: str

    def strength(self) -> tuple[int, bool]:
        """Orders the links of one claim to one group: more that agrees, then a time; of equal ones the first told counts."""
        return len(self.agreed), "time" in self.agreed


class _Group:
    """Claims taken for one happening so far.

    They are in parts: the first is of those that agree with the founder. A claim that contradicts them, and is here by a
    ruling, begins another; who joins agrees with all of one part.
    """

    def __init__(self, founder: Facet, place: int) -> None:
        self.place = place
        self.facets = [founder]
        self.ids = {founder.id}
        self.joined: list[Joined] = []
        self._parts = [{founder.signature: founder}]
        self._of_report = {founder.claim.report: [founder]}

    @property
    def founder(self) -> Facet:
        """The claim that told it first; it names the event for good."""
        return self.facets[0]

    @property
    def id(self) -> str:
        """The event's id."""
        return event_id(self.founder.claim.kind, self.founder.id)

    def link_to(self, facet: Facet) -> Link | None:
        """Why the claim belongs here; None where it does not, or contradicts claims of every part."""
        part = self._agreeing(facet)
        if part is None:
            return None
        same_report = self._of_report.get(facet.claim.report, ())
        links = (Link(linked(facet, other), other.id) for other in (*part.values(), *same_report))
        return max((link for link in links if link.agreed), key=Link.strength, default=None)

    def _agreeing(self, facet: Facet) -> dict[tuple[object, ...], Facet] | None:
        """The first part with no claim that contradicts this one."""
        parts = (part for part in self._parts if all(compatible(facet, other) for other in part.values()))
        return next(parts, None)

    def closeness(self, facet: Facet, link: Link) -> tuple[bool, int, bool, int, int]:
        """Orders the groups that a claim could join; the greatest is joined.

        A common day first, then more that agrees, then told in the same report; then, of what happens once, the
        group of more claims, of what recurs the one nearer to the publication; last the earlier founder.
        """
        common_day = facet.dated and any(
            other.dated and other.when.overlaps(facet.when) for part in self._parts for other in part.values()
        )
        same_report = facet.claim.report in self._of_report
        first = next((other.when.first for other in self.facets if other.dated and other.when.first), None)
        day = first or self.founder.published
        fit = len(self.facets) if facet.rule.once else -abs((facet.published - day).days)
        return common_day, len(link.agreed), same_report, fit, -self.place

    def add(self, facet: Facet, link: Link) -> None:
        part = self._agreeing(facet)
        if part is None:
            part = {}
            self._parts.append(part)
        part.setdefault(facet.signature, facet)
        self.facets.append(facet)
        self.ids.add(facet.id)
        self.joined.append(Joined(facet.id, link.beside, tuple(link.agreed.values())))
        self._of_report.setdefault(facet.claim.report, []).append(facet)

    def event(self, rulings: Rulings) -> Event:
        return make_event(self.facets, self.joined, rulings)


class _Fold:
    """The groups so far, and where to look for those that a claim may join: under their tokens, month by month."""

    def __init__(self, rulings: Rulings) -> None:
        self.groups: list[_Group] = []
        self._rulings = rulings
        self._ruled: dict[str, _Group] = {}
        self._index: dict[Key, list[_Group]] = defaultdict(list)

    def place(self, facet: Facet) -> _Group:
        """Put the claim into the group it is closest to, or into a new one; return that group."""
        near = {group.place: group for key in sought(facet) for group in self._index[key]}
        apart, forced = self._rulings.apart(facet.id), self._put_together(facet)
        free = (group for group in near.values() if apart.isdisjoint(group.ids))
        choices = [] if forced else [(group, link) for group in free if (link := group.link_to(facet))]
        if forced:
            group = forced
            group.add(facet, Link({"ruling": "put together by a ruling"}, group.founder.id))
        elif choices:
            group, link = max(choices, key=lambda choice: choice[0].closeness(facet, choice[1]))
            group.add(facet, link)
        else:
            group = _Group(facet, len(self.groups))
            self.groups.append(group)
        if self._rulings.together(facet.id):
            self._ruled[facet.id] = group
        for key in kept_under(facet):
            if group not in self._index[key]:
                self._index[key].append(group)
        return group

    def _put_together(self, facet: Facet) -> _Group | None:
        """The group, told so far, into which a ruling puts the claim, if its claims are merged by the same rule."""
        groups = (self._ruled[id] for id in self._rulings.together(facet.id) if id in self._ruled)
        same = (group for group in groups if group.founder.rule_name == facet.rule_name)
        return min(same, key=lambda group: group.place, default=None)


def sought(facet: Facet) -> list[Key]:
    """Under which keys the claims stand that this one can be linked with."""
    months = (*facet.months(), WIDE) if facet.months() else (ALL,)
    return [(facet.rule_name, token, month) for token in sorted(set(facet.tokens())) for month in months]


def kept_under(facet: Facet) -> list[Key]:
    """The keys under which this claim is found."""
    months = (*(facet.months() or (WIDE,)), ALL)
    return [(facet.rule_name, token, month) for token in sorted(set(facet.tokens())) for month in months]


def merge(
    claims: Iterable[Claim], reports: Mapping[str, Report], origins: Mapping[str, str], rulings: Rulings = NONE,
    official: Collection[str] = (),
) -> tuple[Event, ...]:  # fmt: skip
    """The events that the claims report, sorted by time (undated by bound), kind and id.

    claims: as they count (`Rulings.ruled`); rulings put them together or apart, and prefer values.

    reports: by id, every report that a claim names. origins: report id to the id of its independent origin; a
    report that is not in it is its own origin. official: the ids of reports by official outlets, which of rival values
    decide where nothing else does.
    """
    days: dict[str, list[Claim]] = defaultdict(list)
    for claim in {claim.id: claim for claim in claims}.values():
        days[reports[claim.report].published].append(claim)
    fold, rounds = _Fold(rulings), Rounds(reports)

    def facet(claim: Claim) -> Facet:
        round_of = rounds.of(claim) if claim.kind == "outcome" else None
        return Facet(claim, reports[claim.report], origins.get(claim.report, claim.report), round_of, claim.report in official)

    for day in sorted(days, key=dates.sort_key):
        told = [facet(claim) for claim in days[day] if claim.kind != "outcome"]
        for one in sorted(told, key=lambda each: each.order):
            group = fold.place(one)
            if one.claim.kind == "talks":
                rounds.tell(one.claim, group.id, partial(group.event, rulings))
        brought = [facet(claim) for claim in days[day] if claim.kind == "outcome"]
        for one in sorted(brought, key=lambda each: each.order):
            fold.place(one)
    return tuple(sorted((group.event(rulings) for group in fold.groups), key=_order))


def _order(event: Event) -> tuple[object, ...]:
    return (*dates.sort_key(event.time or event.bound), event.kind, event.id)


def conflicts(events: Iterable[Event]) -> list[tuple[Event, dict[str, tuple[Value, ...]]]]:
    """The events with rival values in a field that can have only one, in the order given; each with the rivals.

    Such fields are the date of what happens once, a vote, a tally, the rating by one narrator; the table names
    them. Values that agree and only say less (June, 20 June) are no rivals.
    """
    found = ((event, rivals(event)) for event in events)
    return [(event, fields) for event, fields in found if fields]
