"""From what a person asks for to a ruling that the record can keep: ids by their beginning, facts by their names.

What always holds: what is returned names claims that are on record, gives each field a value that the field can have,
and contradicts no standing ruling; else RulingRefused or NotFound says what is wrong and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from accede import dates
from accede.answers.held import Held
from accede.errors import DateError, NotFound, RulingRefused
from accede.model import KINDS, ROLES, ActorMerge, Claim, Event, Modality, Rating, Ruling, Speaker, Stage
from accede.record.rulings import Decision, check_ruling, undone

#: So many ids are named where a beginning fits several.
NAMED = 5
VOTES = re.compile(r"\d+-\d+(?:-\d+)?")
SPEAKER = {"speaker.name": "name", "speaker.office": "office", "speaker.for": "for_"}
CHOICES = {"kind": KINDS, "modality": get_args(Modality), "rating": get_args(Rating), "stage": get_args(Stage)}
NUMBERS = ("round", "min_hours", "members")
FIELDS = ("kind", *ROLES, *SPEAKER, "time", "place", *NUMBERS, "threshold", "votes", "modality", "rating", "stage")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks for; `ids` are beginnings of ids, or of one action `name` the name that reports give.

    sets: fields of a correction as ("time", "2022-06-28"), an empty value takes what the field says away.
    """

    action: str
    ids: tuple[str, ...]
    by: str
    when: str
    why: str
    sets: tuple[tuple[str, str], ...] = ()
    apart: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    into: str = ""
    of: str = ""


def decide(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    """The ruling that is asked for.

    held: all that is on record. decisions: every ruling and actor merge there, the undone ones included.
    Raises RulingRefused for what is incomplete, impossible or contradicts a standing ruling; NotFound for unknown ids.
    """
    for name, value in (("by whom", request.by), ("why", request.why)):
        if not value.strip():
            raise RulingRefused(f"it is not said {name}", "give the grounds, and who rules", "--why, and --by or ACCEDE_REVIEWER")
    try:
        dates.day(request.when)
    except DateError as error:
        raise RulingRefused(f"the day of the ruling: {error.what}", error.remedy) from error
    new = _MAKE[request.action](request, held, decisions)
    if isinstance(new, Ruling) and new.action != "undo":
        check_ruling(new, held.read.get(new.claims[0]) or held.claims.get(new.claims[0]))
    for other in held.rulings.against(new):
        done = other.action if isinstance(other, Ruling) else "name"
        raise RulingRefused(
            f"it contradicts a ruling of {other.by} of {other.when} ({done}: {other.why})",
            "undo that first", f'accede rule undo {other.id[:8]} --why "..."', other.id,
        )
    return new


# Ids


def found(held: Held, prefix: str) -> tuple[str, ...]:
    """The claims that an id means: of a claim itself, of an event those that tell it, the founding one first.

    Raises NotFound where the beginning fits nothing or several, RulingRefused where the claim counts no more.
    """
    hits = sorted({id for table in (held.claims, held.read, held.events) for id in table if prefix and id.startswith(prefix)})
    if not hits:
        raise NotFound(f"no claim or event with the id {prefix!r}", "take an id from the review or from the claims", "accede review, accede claims")
    if len(hits) > 1:
        raise NotFound(f"{len(hits)} ids begin with {prefix!r}: {', '.join(hits[:NAMED])}", "give more of the id")
    id = hits[0]
    if id in held.events:
        return held.events[id].claims
    if id not in held.claims and id not in held.dropped and held.rulings.verdict(id) is None:
        raise RulingRefused(f"the claim {id} was not taken by the newest reading of its report", "see the claim", f"accede show {id[:8]}")
    return (id,)


def _claims(held: Held, prefixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({id for prefix in prefixes for id in found(held, prefix)}))


def event_of(held: Held, claim: str) -> Event:
    """The event that a claim tells. Raises RulingRefused where it tells none, being rejected."""
    for event in held.events.values():
        if claim in event.claims:
            return event
    raise RulingRefused(f"the claim {claim} counts no more, and tells of no event", "see the claim", f"accede show {claim[:8]}")


def _ruling(request: Request, **more: Any) -> Ruling:
    return Ruling(action=request.action, by=request.by.strip(), when=request.when, why=request.why.strip(), **more)  # type: ignore[arg-type]


# Actions


def _verdict(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    return _ruling(request, claims=_claims(held, request.ids))


def _merge(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    claims = _claims(held, request.ids)
    kinds = sorted({_kind(held, id) for id in claims})
    if len(kinds) > 1:
        raise RulingRefused(f"claims of several kinds are not one event: {', '.join(kinds)}", "correct the kind first", "--set kind=...")
    if len({event_of(held, id).id for id in claims}) == 1:
        raise RulingRefused("these claims are one event already", "nothing is to be done")
    return _ruling(request, claims=claims)


def _kind(held: Held, id: str) -> str:
    claim = held.claims.get(id) or held.read[id]
    return "a tally" if claim.kind == "ratification" and claim.members is not None and not claim.by else claim.kind


def _split(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    claims = _claims(held, request.ids)
    event = event_of(held, claims[0]) if claims else None
    apart = _claims(held, request.apart) if request.apart else event.claims if event else ()
    rest = tuple(sorted(set(apart) - set(claims)))
    if not rest:
        raise RulingRefused("nothing is left of which they could be parted", "name some claims of an event, not all of them")
    return _ruling(request, claims=claims, apart=rest)


def _prefer(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    event = event_of(held, _claims(held, request.ids)[0])
    given = {value.value: value for value in event.values if value.field == request.field}
    if request.value not in given:
        told = f"reports give {', '.join(sorted(given))}" if given else f"fields are {', '.join(sorted({v.field for v in event.values}))}"
        raise RulingRefused(f"no claim of the event gives the {request.field or 'field'} {request.value!r}", told)
    claims = tuple(sorted({id for value in given.values() for id in value.claims}))
    return _ruling(request, claims=claims, field=request.field, value=request.value)


def _undo(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    hits = [one for one in decisions if any(prefix and one.id.startswith(prefix) for prefix in request.ids)]
    if len(request.ids) != 1 or not hits:
        raise NotFound(f"no ruling with the id {' '.join(request.ids)!r}", "take the id from the history of rulings", "accede review --history")
    if len(hits) > 1:
        raise NotFound(f"{len(hits)} rulings begin so: {', '.join(one.id for one in hits[:NAMED])}", "give more of the id")
    for one in undone(decisions).get(hits[0].id, ()):
        raise RulingRefused(f"it is undone already, by {one.by} on {one.when}", "undo that undoing, and it holds again", f"accede rule undo {one.id[:8]}", one.id)
    return _ruling(request, undoes=hits[0].id)


def _name(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    if len(request.ids) != 1 or not request.into.strip():
        raise RulingRefused("a name is called another", 'give the name, and whose it is', 'accede rule name "NAME" --into "OTHER"')
    name, into = request.ids[0].strip(), request.into.strip()
    told = {claim.speaker.name for claim in (*held.claims.values(), *held.read.values()) if claim.speaker and claim.speaker.name}
    if name.casefold() not in {one.casefold() for one in told}:
        raise NotFound(f"nobody by the name {name!r} speaks in any report", _near(name, told, "look at who speaks in the statements"), "accede statements")
    check_actors((request.of,) if request.of else (), known_actors(held))
    if name.casefold() == into.casefold():
        raise RulingRefused(f"{name!r} is that name already", "nothing is to be done")
    return ActorMerge(name=name, into=into, of=request.of, by=request.by.strip(), when=request.when, why=request.why.strip())


def _near(name: str, names: Iterable[str], remedy: str) -> str:
    """The names most like one that is unknown; else the remedy."""
    from rapidfuzz import process

    near = [hit for hit, _, _ in process.extract(name, sorted(names), limit=3, score_cutoff=60)]
    return f"did you mean {', '.join(near)}?" if near else remedy


# Corrections


def _correct(request: Request, held: Held, decisions: Sequence[Decision]) -> Decision:
    claims = _claims(held, request.ids)
    if len(claims) != 1:
        raise RulingRefused(f"a correction is of one claim, and {' '.join(request.ids)} are {len(claims)}", "name one claim")
    if not request.sets:
        raise RulingRefused("it is not said what is to be corrected", "say what a field should say", "--set FIELD=VALUE")
    old = held.read.get(claims[0]) or held.claims[claims[0]]
    new = corrected(old, request.sets, known_actors(held))
    if msgspec.structs.replace(new, corrects=None) == old:
        raise RulingRefused("the claim says so already", "nothing is to be done")
    return _ruling(request, claims=claims, corrected=new)


def corrected(claim: Claim, sets: Iterable[tuple[str, str]], known: Collection[str]) -> Claim:
    """The claim with fields set to values as they are typed, in its own place.

    known: the ids that actors may have. Raises RulingRefused for what no field can be.
    """
    facts: dict[str, Any] = {}
    said = {part: getattr(claim.speaker, part) for part in SPEAKER.values()} if claim.speaker else {}
    for field, value in sets:
        if field == "speaker.for":
            check_actors((value,) if value else (), known)
        if field in SPEAKER:
            said[SPEAKER[field]] = value or None
        elif field in ROLES:
            facts[field] = tuple(sorted(set(value.replace(",", " ").split())))
            check_actors(facts[field], known)
        elif field in FIELDS:
            facts[field] = _value(field, value.strip())
        else:
            raise RulingRefused(f"a claim has no field {field!r}", f"the fields are {', '.join(FIELDS)}")
    speaker = Speaker(**said) if any(said.values()) else None
    return msgspec.structs.replace(claim, speaker=speaker, corrects=claim.id, **facts)


def _value(field: str, value: str) -> Any:
    """What a field that is no role holds for what is typed; None for nothing."""
    if not value and field != "kind":
        return None
    if field in CHOICES and value not in CHOICES[field]:
        raise RulingRefused(f"no {field} {value!r}", f"write one of {', '.join(CHOICES[field])}")
    if field == "time":
        try:
            dates.parse(value)
        except DateError as error:
            raise RulingRefused(error.what, error.remedy) from error
    digits = value.isascii() and value.isdigit()
    if field in NUMBERS and not digits:
        raise RulingRefused(f"the {field} {value!r} is no number", "write it in digits")
    if field == "votes" and not VOTES.fullmatch(value):
        raise RulingRefused(f"the votes {value!r} are no count", "write for, against, abstaining: 182-6 or 117-40-18")
    return int(value) if field in (*NUMBERS, "threshold") and digits else value


def known_actors(held: Held) -> frozenset[str]:
    """The ids of actors that the knowledge lists or that a claim on record names."""
    from accede.knowledge import load

    told = {id for claim in (*held.claims.values(), *held.read.values()) for role in ROLES for id in getattr(claim, role)}
    spoken = {claim.speaker.for_ for claim in held.claims.values() if claim.speaker and claim.speaker.for_}
    knowledge = load()
    return frozenset({*knowledge.states, *knowledge.organisations, *knowledge.groups, *told, *spoken})


def check_actors(ids: Iterable[str], known: Collection[str]) -> None:
    """Raise RulingRefused for what is not the id of an actor that is known."""
    for id in ids:
        if id not in known:
            near = _near(id, known, "write a state as TUR, all others as nato")
            raise RulingRefused(f"not the id of an actor: {id!r}", near)


_MAKE: Mapping[str, Callable[[Request, Held, Sequence[Decision]], Decision]] = {
    "accept": _verdict, "reject": _verdict, "correct": _correct, "merge": _merge, "split": _split, "prefer": _prefer,
    "name": _name, "undo": _undo,
}  # fmt: skip
ACTIONS = tuple(_MAKE)
