"""Names that may be one person's: offered to a person for merging, never merged here.

Two grounds. A speaker told with an office and an actor, on a day when that office was held by somebody known whose
name is another: "Karen", presidential spokesman of Turkey in June 2022. And two spellings that differ by accents or a
few letters, of one actor. Spellings that are known, or equal but for accents, need no offer: they are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from rapidfuzz.fuzz import ratio

from accede.dates import parse
from accede.knowledge import Knowledge, fold
from accede.model import Claim, Report

# Two surnames as like as this, in percent, are offered as one; own choice: two spellings of one name may have 73 and the
# names of two persons 83, so likeness alone is never enough and the actor must be the same.
LIKENESS = 70


class Offer(msgspec.Struct, frozen=True, order=True):
    """That `name` may be `person`; `why` says on what grounds, `claims` are those in which the name speaks."""

    name: str
    person: str
    actor: str
    why: str
    claims: tuple[str, ...]


def surname(name: str) -> str:
    """The last word of a name, folded."""
    return fold(name).split()[-1] if fold(name) else ""


def offers(claims: Iterable[Claim], reports: Mapping[str, Report], knowledge: Knowledge) -> tuple[Offer, ...]:
    """Every name that a person should look at, sorted; the same for any order of claims.

    reports: by id; a claim of a report that is not among them is passed over.
    """
    told: dict[tuple[str, str, str], set[str]] = {}
    days: dict[tuple[str, str, str], set[str]] = {}
    for claim in claims:
        speaker = claim.speaker
        if speaker is None or not speaker.name or not speaker.for_ or claim.report not in reports:
            continue
        key = (speaker.name, speaker.for_, speaker.office or "")
        told.setdefault(key, set()).add(claim.id)
        days.setdefault(key, set()).add(reports[claim.report].published)
    found = {offer for key in told for offer in _by_office(key, days[key], tuple(sorted(told[key])), knowledge)}
    placed = {offer.name for offer in found}
    found |= {offer for offer in _by_likeness(told, knowledge) if offer.name not in placed and offer.person not in placed}
    return tuple(sorted(found))


def _by_office(key: tuple[str, str, str], days: set[str], claims: tuple[str, ...], knowledge: Knowledge) -> Iterable[Offer]:
    """The known holder of the office on those days, where the name is nobody's that is known."""
    name, actor, office = key
    if not office or knowledge.holders(name) or knowledge.holders(surname(name)):
        return
    for day in sorted(days):
        first = parse(day).first
        holders = {h.name for h in knowledge.all_holders if (h.office, h.actor) == (office, actor) and first and h.may_hold(first)}
        if len(holders) == 1:
            person = holders.pop()
            why = f"{person} was {office} of {knowledge.name_of(actor)} on {day}"
            yield Offer(name, person, actor, why, claims)
            return


def _by_likeness(told: Mapping[tuple[str, str, str], set[str]], knowledge: Knowledge) -> Iterable[Offer]:
    """Two unlike spellings of one actor's speakers: the unknown offered as the known, else the rarer as the commoner."""
    names: dict[tuple[str, str], set[str]] = {}
    for (name, actor, _), claims in told.items():
        names.setdefault((surname(name), actor), set()).update(claims)
    shown = {(surname(name), actor): name for name, actor, _ in sorted(told, reverse=True)}
    for one, other in ((a, b) for a in names for b in names if a != b and a[1] == b[1]):
        ours, theirs = bool(knowledge.holders(one[0])), bool(knowledge.holders(other[0]))
        rare = (ours, len(names[one]), one) < (theirs, len(names[other]), other)
        if rare and not (ours and theirs) and ratio(one[0], other[0]) >= LIKENESS:
            why = f"the names are alike, and both speak for {knowledge.name_of(one[1])}"
            yield Offer(shown[one], shown[other], one[1], why, tuple(sorted(names[one])))
