"""Rival values: when two contradict, when one only says less, and which one is shown. Nothing else in Accede says so.

The record chooses here what an event shows, and the process what a line shows; so that a status and the list of
conflicts agree. The values of one field are told apart by the first of these that does so:

    ruling      a person prefers it
    act         an official act gives it
    origins     more independent origins give it
    nearness    it was published nearer to the event
    outlet      an official outlet gives it (a body's own, or an outlet that publishes for one)
    precision   it says more: fewer days, more actors, the abstentions too
    text        the smaller text, so that the choice never depends on chance

A value that agrees with another and only says less ("June" beside "20 June", 182-6 beside 182-6-11, two parties beside
three) stands back for that, unless a ruling or an act gives it; of actors only where no fewer origins name more, for a
name too many is an error as well. The age of a report decides nothing. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, get_args

from accede import dates
from accede.model import ROLES, Ground, Shown

ORDER: tuple[Ground, ...] = get_args(Ground)

_COUNT = re.compile(r"\d+")
_VOTES = re.compile(r"(?:votes?|for|in favou?r|against|to|and|with|abstain(?:ed|ing)|abstentions?|yes|no|[\s,;:–—-])+", re.I)
# Days of a time that is open on one side: wider than any other.
_ENDLESS = float("inf")


class Offer(NamedTuple):
    """A value as some claims or acts give it.

    `days` are the fewest between a publication that gives it and the event; `official` whether an official outlet does.
    """

    value: str
    origins: int = 0
    days: int = 0
    official: bool = False
    act: bool = False
    ruled: bool = False


def normal(field: str, value: str) -> str:
    """The value as it is compared and shown: "182 to 6" and "182–6" are 182-6; whatever else is, as it is."""
    if field != "votes":
        return value
    counts = _COUNT.findall(value)
    is_plain = 1 < len(counts) <= len(("for", "against", "abstaining")) and not _VOTES.sub("", _COUNT.sub("", value))
    return "-".join(str(int(count)) for count in counts) if is_plain else value


def says_less(field: str, one: str, other: str) -> bool:
    """True where `one` agrees with `other` and only says less: a wider time, a vote without abstentions, fewer actors."""
    if field == "time":
        wide, narrow = dates.parse(one), dates.parse(other)
        return wide.contains(narrow) and not narrow.contains(wide)
    if field in ROLES:
        return set(one.split()) < set(other.split())
    return field == "votes" and normal(field, other).startswith(f"{normal(field, one)}-")


def contradict(field: str, one: str, other: str) -> bool:
    """True where both cannot be so: times without a common day; of votes and other values, those that differ."""
    if one == other:
        return False
    if field == "time":
        return not dates.parse(one).overlaps(dates.parse(other))
    if field == "votes":
        same = normal(field, one) == normal(field, other)
        return not (same or says_less(field, one, other) or says_less(field, other, one))
    return True


def choose(field: str, offers: Sequence[Offer]) -> Shown:
    """The value that is shown, which of the order decided, and that in words; `offers` are of different values."""
    full = [one for one in offers if not any(_stands_back(field, one, other) for other in offers)]
    ordered = sorted(full, key=lambda offer: _keys(field, offer))
    best = ordered[0]
    if len(offers) == 1 and not (best.ruled or best.act):
        return alone(field, best.value)
    if len(ordered) == 1:
        return Shown(field, best.value, *_unrivalled(best))
    second = ordered[1]
    pairs = zip(ORDER, _keys(field, best), _keys(field, second), strict=True)
    ground = next((ground for ground, ours, theirs in pairs if ours != theirs), ORDER[-1])
    return Shown(field, best.value, ground, _why(ground, best, second))


def _stands_back(field: str, one: Offer, other: Offer) -> bool:
    firm = one.ruled or one.act or (field in ROLES and one.origins > other.origins)
    return not firm and says_less(field, one.value, other.value)


def outranks(one: Ground, other: Ground) -> bool:
    """True where the first ground decides before the second."""
    return ORDER.index(one) < ORDER.index(other)


def _keys(field: str, offer: Offer) -> tuple[bool, bool, int, int, bool, float, str]:
    """What the offer has of each ground of the order, the smaller the better."""
    precision = _imprecision(field, offer.value)
    return not offer.ruled, not offer.act, -offer.origins, offer.days, not offer.official, precision, offer.value


def _imprecision(field: str, value: str) -> float:
    if field == "time":
        days = dates.parse(value).days
        return _ENDLESS if days is None else days
    return -len(value.split()) if field in ROLES else 0


def alone(field: str, value: str) -> Shown:
    """The only value that is given."""
    return Shown(field, value, "precision", "no other value is given")


def _unrivalled(best: Offer) -> tuple[Ground, str]:
    if best.ruled:
        return "ruling", "preferred by a ruling"
    return ("act", "an official act says so") if best.act else ("precision", "the others agree and say less")


def _why(ground: Ground, best: Offer, second: Offer) -> str:
    return {
        "ruling": "preferred by a ruling",
        "act": "an official act says so",
        "origins": f"{_count(best.origins, 'origin')} against {second.origins}",
        "nearness": f"published {_count(best.days, 'day')} from it, against {second.days}",
        "outlet": "an official outlet says so",
        "precision": "it says more",
        "text": "nothing tells them apart; the first by its text",
    }[ground]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
