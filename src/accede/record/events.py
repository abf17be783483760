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
from accede.record.facets import Facet
from accede.record.pairs import Pairs, reasons, relation, which_alike
from accede.record.rounds import Rounds
from accede.record.rulings import NONE, Rulings
from accede.record.values import make_event, rivals

__all__ = ["conflicts", "merge"]


#: A rule's name, a token, a month and what holds claims apart; in place of the month WIDE for claims whose time is no few
#: months, of the other OPEN for those that leave it open, or ALL.
Key = tuple[str, str, str, str]
WIDE = "wide"
OPEN = ""
ALL = "all"


class Link(NamedTuple):
    """What a claim agrees in with one of a group, by name; that one, and the part of the group that it is in."""

    agreed: tuple[str, ...]
    beside: Facet
    part: _Part

    def is_weaker(self, agreed: tuple[str, ...]) -> bool:
        """True where the other agrees in more, or in as much and in time; of equal ones the first told counts."""
        ours, theirs = len(self.agreed), len(agreed)
        return ours < theirs or (ours == theirs and "time" not in self.agreed and "time" in agreed)


class _Part:
    """Claims of a group none of which contradicts another, those that are compared alike together."""

    def __init__(self) -> None:
        # Of each likeness the first told, and the first of another report: in one report, more is compared.
        self.alike: dict[int, list[Facet]] = {}
        self._of_report: dict[str, list[Facet]] = {}

    def link_to(self, facet: Facet, pairs: Pairs) -> Link | None:
        """Why the claim belongs here, nothing where it only contradicts none; None where it contradicts one."""
        report, best = facet.claim.report, Link((), facet, self)
        for held in self.alike.values():
            other = held[0] if held[0].claim.report != report else held[-1]
            if other.claim.report != report:
                agreed = pairs.agreed(facet, other)
                if agreed is None:
                    return None
                if best.is_weaker(agreed):
                    best = Link(agreed, other, self)
        for other in self._of_report.get(report, ()):
            agreed = relation(facet, other)
            if agreed is None:
                return None
            if best.is_weaker(agreed):
                best = Link(agreed, other, self)
        return best

    def add(self, facet: Facet) -> None:
        held = self.alike.setdefault(facet.likeness, [])
        if not held or (len(held) == 1 and held[0].claim.report != facet.claim.report):
            held.append(facet)
        self._of_report.setdefault(facet.claim.report, []).append(facet)

    def has_day_of(self, facet: Facet) -> bool:
        return any(held[0].dated and held[0].when.overlaps(facet.when) for held in self.alike.values())

    def tells(self, report: str) -> bool:
        return report in self._of_report


class _Group:
    """Claims taken for one happening so far.

    They are in parts: the first is of those that agree with the founder. A claim that contradicts them, and is here by a
    ruling, begins another; who joins agrees with all of one part.
    """

    def __init__(self, founder: Facet, place: int) -> None:
        self.place = place
        self.founder = founder  # the claim that told it first; it names the event for good
        self.facets = [founder]
        self.ids = {founder.id}
        self.joined: list[Joined] = []
        self._parts = [_Part()]
        self._parts[0].add(founder)
        self._day = founder.when.first if founder.dated else None
        self.words: str | None = founder.words  # those of all claims are alike, or None: a ruling put others beside them

    @property
    def id(self) -> str:
        """The event's id."""
        return event_id(self.founder.claim.kind, self.founder.id)

    def link_to(self, facet: Facet, pairs: Pairs) -> Link | None:
        """Why the claim belongs here; None where it does not, or contradicts claims of every part."""
        for part in self._parts:
            link = part.link_to(facet, pairs)
            if link is not None:
                return link if link.agreed else None
        return None

    def closeness(self, facet: Facet, link: Link) -> tuple[bool, int, bool, int, int]:
        """Orders the groups that a claim could join; the greatest is joined.

        A common day first, then more that agrees, then told in the same report; then, of what happens once, the
        group of more claims, of what recurs the one nearer to the publication; last the earlier founder.
        """
        common_day = facet.dated and any(part.has_day_of(facet) for part in self._parts)
        same_report = any(part.tells(facet.claim.report) for part in self._parts)
        fit = len(self.facets) if facet.rule.once else -abs((facet.published - (self._day or self.founder.published)).days)
        return common_day, len(link.agreed), same_report, fit, -self.place

    def add(self, facet: Facet, link: Link) -> None:
        """The claim joins by its link."""
        self._put(facet, link.part, Joined(facet.id, link.beside.id, reasons(facet, link.beside, link.agreed)))

    def put_together(self, facet: Facet, pairs: Pairs) -> None:
        """The claim joins by a ruling, whatever it agrees in."""
        links = (part.link_to(facet, pairs) for part in self._parts)
        part = next((link.part for link in links if link is not None), None)
        if part is None:
            part = _Part()
            self._parts.append(part)
            self.words = None
        self._put(facet, part, Joined(facet.id, self.founder.id, ("put together by a ruling",)))

    def _put(self, facet: Facet, part: _Part, joined: Joined) -> None:
        part.add(facet)
        self.facets.append(facet)
        self.ids.add(facet.id)
        self.joined.append(joined)
        if self._day is None and facet.dated:
            self._day = facet.when.first

    def event(self, rulings: Rulings) -> Event:
        return make_event(self.facets, self.joined, rulings)


class _Fold:
    """The groups so far, and where to look for those that a claim may join: under their tokens, month by month."""

    def __init__(self, rulings: Rulings) -> None:
        self.groups: list[_Group] = []
        self._rulings = rulings
        self._pairs = Pairs()
        self._ruled: dict[str, _Group] = {}
        self._index: dict[Key, dict[int, _Group]] = defaultdict(dict)

    def place(self, facet: Facet) -> _Group:
        """Put the claim into the group it is closest to, or into a new one; return that group."""
        facet.likeness = self._pairs.likeness(facet)
        forced = self._put_together(facet)
        choices = [] if forced else self._choices(facet)
        if forced:
            group = forced
            group.put_together(facet, self._pairs)
        elif choices:
            group, link = max(choices, key=lambda choice: choice[0].closeness(facet, choice[1]))
            group.add(facet, link)
        else:
            group = _Group(facet, len(self.groups))
            self.groups.append(group)
        if self._rulings.together(facet.id):
            self._ruled[facet.id] = group
        for key in kept_under(facet):
            self._index[key][group.place] = group
        return group

    def _choices(self, facet: Facet) -> list[tuple[_Group, Link]]:
        """The groups that the claim may join, each with why."""
        near: dict[int, _Group] = {}
        for key in sought(facet):
            if key in self._index:
                near.update(self._index[key])
        found = list(near.values())
        if facet.rule.needs_words and found:
            told = [group.words for group in found]
            found = [group for group, same in zip(found, which_alike(facet, told), strict=True) if same]
        apart = self._rulings.apart(facet.id)
        free = (group for group in found if not apart or apart.isdisjoint(group.ids))
        return [(group, link) for group in free if (link := group.link_to(facet, self._pairs))]

    def _put_together(self, facet: Facet) -> _Group | None:
        """The group, told so far, into which a ruling puts the claim, if its claims are merged by the same rule."""
        groups = (self._ruled[id] for id in self._rulings.together(facet.id) if id in self._ruled)
        same = (group for group in groups if group.founder.rule_name == facet.rule_name)
        return min(same, key=lambda group: group.place, default=None)


def sought(facet: Facet) -> list[Key]:
    """Under which keys the claims stand that this one can be linked with."""
    apart = (facet.apart, OPEN) if facet.apart else (ALL,)
    return [
        (facet.rule_name, token, month, part)
        for token, months in facet.tokens
        for month in ((*months, WIDE) if months else (ALL,))
        for part in apart
    ]


def kept_under(facet: Facet) -> list[Key]:
    """The keys under which this claim is found."""
    return [
        (facet.rule_name, token, month, part)
        for token, months in facet.tokens
        for month in (*(months or (WIDE,)), ALL)
        for part in (facet.apart or OPEN, ALL)
    ]


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
