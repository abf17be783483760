"""What claims count under, and who the persons are that speak. Pure.

What always holds: a person has one id, whoever tells of it: PERSON and a slug of the folded name; of the known name, for one whom the
tables of offices know by this spelling, or by this surname in an office of the actor spoken for. Names that are not so known are as told;
a person rules which of them are one (`accede names`), and a claim then counts under the name into which its speaker's was merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from accede import dates
from accede.answers.dropped import dropped
from accede.knowledge import fold, load
from accede.model import ROLES, Claim, Report, Speaker
from accede.record.naming import CLAIMS, LONGEST, Name, short
from accede.reports.versions import chains

#: Begins the id of a person; no code of a state and no id of a table has a colon.
PERSON = "person:"


def of_kind(kind: str) -> Name:
    """The claims of a kind."""
    return Name("kind", kind)


def of_actor(actor: str, kind: str | None = None) -> Name:
    """The claims that name an actor in a role or speak for it; only those of a kind, where one is given."""
    return Name("actor", short(actor), kind)


def of_voice(actor: str) -> Name:
    """The claims that speak for an actor."""
    return Name("voice", short(actor))


def of_person(id: str) -> Name:
    """The claims in which a person speaks."""
    return Name("post", id, None)


def names(claim: Claim) -> Iterator[Name]:
    """What a claim, as it counts, counts under; each once."""
    yield CLAIMS
    yield Name("kind", claim.kind)
    speaker = claim.speaker
    voice = speaker.for_ if speaker else None
    for actor in sorted({actor for role in ROLES for actor in getattr(claim, role)} | ({voice} if voice else set())):
        yield Name("actor", short(actor), claim.kind)
    if voice:
        yield Name("voice", short(voice))
    if speaker and (id := person(speaker)):
        yield Name("post", id, "\n".join(short(part or "") for part in (speaker.name, speaker.office, speaker.for_)))


@lru_cache(maxsize=4096)
def person(speaker: Speaker) -> str:
    """The id of the person who speaks, a slug of the folded name; "" for one without a name.

    Who is known by another spelling, or as a holder of an office of the actor by a surname, has the slug of the known name.
    """
    wanted = fold(speaker.name or "")
    whole: set[str] = set()
    own: set[str] = set()
    for holder in load().holders(speaker.name or ""):
        (whole if wanted in map(fold, (holder.name, *holder.spellings)) else own if holder.actor == speaker.for_ else set()).add(holder.name)
    known = whole or own
    return slug(known.pop() if len(known) == 1 else speaker.name or "")


def slug(name: str) -> str:
    """A name in an address: its letters and digits, folded, with hyphens between."""
    return "-".join(re.findall(r"[^\W_]+", fold(name)))[:LONGEST]


class Names:
    """The rules as the record is told them."""

    version = 1

    def names(self, claim: Claim) -> Iterable[Name]:
        """What a claim counts under."""
        return names(claim)

    def slug(self, name: str) -> str:
        """A name in an address."""
        return slug(name)

    def until(self, claims: Iterable[Claim], reports: Mapping[str, Report], versions: Iterable[tuple[str, str]]) -> Mapping[str, date]:
        """The first day on which claims no longer count: what is dropped is so on every later day."""
        told, pairs, found = list(claims), list(versions), dict[str, date]()
        for day in sorted({report.published for report in reports.values()}):
            then = {id: report for id, report in reports.items() if report.published <= day}
            gone = dropped([claim for claim in told if claim.report in then], then, chains(then.values(), pairs))
            for id in gone:
                found.setdefault(id, dates.day(day))
        return found
