"""What a person is asked to rule on, as a page shows it: words, why it is asked, what hangs on it, what may be chosen.

What always holds: a sheet says of a claim, event or item what is on record and nothing else; whoever prints it escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from accede import dates
from accede.answers.deciding import event_of, found
from accede.answers.held import Held
from accede.answers.review import Effect, Item
from accede.errors import NotFound, RulingRefused
from accede.model import ActorMerge, Claim, Event, Ruling
from accede.publishing import words
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words
from accede.publishing.passage import Piece, in_context
from accede.publishing.review import (
    LEADS,
    decision_in_words,
    effect_in_words,
    facts_of,
    givers,
    if_ruled,
    item_in_words,
    marks_on,
    one_of_each,
    reasons,
    ruled_on,
    undoing_in_words,
)  # fmt: skip
from accede.record.rulings import Decision

#: So many claims are shown with their paragraphs; more are named.
MOST_SHOWN = 6


class Words(NamedTuple):
    """A claim with the paragraphs of its words. ticked: what is ruled means this claim unless it is unticked.

    facts: what it says by field, as a correction would set it. ruled: what was ruled on it, in words, each with the id of the
    ruling that can be undone, "" for none.
    """

    id: str
    report: str
    outlet: str
    day: str
    speaker: str
    facts: Mapping[str, str]
    paragraphs: tuple[tuple[Piece, ...], ...]
    quote: str
    ruled: tuple[tuple[str, str], ...]
    ticked: bool


class Rival(NamedTuple):
    """One of several values of a field, and who gives it."""

    field: str
    value: str
    name: str
    said: str
    givers: tuple[str, ...]


class Name(NamedTuple):
    """That a name as reports give it may be somebody's, for an actor."""

    name: str
    into: str
    of: str


class Sheet(NamedTuple):
    """One thing to rule on. key: by which a list finds it again. ruling: the ruling to be undone, "" for none.

    effects: what would be otherwise, each in words, and `when` says when.
    """

    key: str
    lead: str
    title: str
    id: str
    why: tuple[str, ...]
    when: str
    effects: tuple[str, ...]
    claims: tuple[Words, ...]
    more: tuple[Words, ...]
    rivals: tuple[Rival, ...]
    name: Name | None
    ruling: str


def key(item: Item) -> str:
    """By which an item is found again in a later list."""
    return f"{item.sort}-{item.id}"


def sheet(item: Item, held: Held, decisions: Mapping[str, Decision]) -> Sheet:
    """An item of the list. decisions: every decision on record, by id."""
    first = [claim.id for claim in one_of_each(item, held)]
    accepted = next((command[1:] for command in item.commands if command[0] == "accept"), item.claims)
    ids = [id for prefix in accepted for id in _found(held, prefix)] or item.claims
    ordered = list(dict.fromkeys((*first, *ids)))
    name = next((Name(command[1], command[3], command[5]) for command in item.commands if command[0] == "name"), None)
    claims, more = _words(ordered, held, decisions, frozenset(ids))
    return Sheet(
        key(item), LEADS[item.sort], item_in_words(item, held.events.get(item.id)), item.id, tuple(reasons(item, held)), if_ruled(item),
        tuple(map(effect_in_words, item.effects)), claims, more, _rivals(held.events.get(item.id), held, item.rivals),
        name, item.id if item.sort == "ruling" else "",
    )  # fmt: skip


def sheet_of(id: str, held: Held, decisions: Mapping[str, Decision], effects: Iterable[Effect] = ()) -> Sheet:
    """Any claim, or event, by its id; the other claims of its event stand beside it. effects: without it.

    Raises NotFound for an id that is neither.
    """
    whole = held.events.get(id)
    asked = tuple(whole.claims) if whole else (id,)
    claim = held.claims.get(asked[0]) or held.read.get(asked[0])
    if claim is None:
        raise NotFound(f"no claim or event with the id {id!r}", "take an id from the review or from the claims", "accede review, accede claims")
    event = whole or _event(held, claim)
    ordered = list(dict.fromkeys((*asked, *(event.claims if event else ()))))
    claims, more = _words(ordered, held, decisions, frozenset(asked))
    rivals = next((fields for one, fields in held.conflicts() if event and one.id == event.id), {})
    given = {field: tuple(one.value for one in values if one.claims) for field, values in rivals.items()}
    speaker = claim.speaker
    return Sheet(
        "", "Event" if whole else "Claim", _title(claim), id, claim.reasons, "without it", tuple(map(effect_in_words, effects)), claims, more,
        _rivals(event, held, given), Name(speaker.name, "", speaker.for_ or "") if speaker and speaker.name else None, "",
    )  # fmt: skip


def resolved(prefix: str, held: Held) -> str:
    """The id of the claim or event that begins so. Raises NotFound where it fits nothing or several."""
    hits = {id for table in (held.events, held.claims, held.read) for id in table if prefix and id.startswith(prefix)}
    if len(hits) != 1:
        told = f"{len(hits)} ids begin with {prefix!r}" if hits else f"no claim or event with the id {prefix!r}"
        raise NotFound(told, "take an id from the review or from the claims", "accede review, accede claims")
    return hits.pop()


def _event(held: Held, claim: Claim) -> Event | None:
    try:
        return event_of(held, claim.id)
    except RulingRefused:
        return None


def _found(held: Held, prefix: str) -> tuple[str, ...]:
    try:
        return found(held, prefix)
    except (NotFound, RulingRefused):
        return ()


def _title(claim: Claim) -> str:
    who, of = words.actors(claim.by or claim.parties), words.actors(claim.of or claim.to)
    told = (f"by {who}" if claim.by else who, of and f"of {of}", dates.in_words(claim.time) if claim.time else "")
    return f"{kind(claim.kind)} {', '.join(filter(None, told))}".strip()


def _rivals(event: Event | None, held: Held, rivals: Mapping[str, Sequence[str]]) -> tuple[Rival, ...]:
    if event is None:
        return ()
    return tuple(
        Rival(field, value, words.field(field), words.value(field, value), tuple(givers(event, held, field, value)))
        for field, values in rivals.items()
        for value in values
    )


def _words(
    ids: Sequence[str], held: Held, decisions: Mapping[str, Decision], ticked: frozenset[str]
) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """The claims that are shown with their paragraphs, and those that are named alone."""
    claims = [claim for id in ids if (claim := held.claims.get(id) or held.read.get(id))]
    told = [_told(claim, held, decisions, claim.id in ticked, number < MOST_SHOWN) for number, claim in enumerate(claims)]
    return tuple(told[:MOST_SHOWN]), tuple(told[MOST_SHOWN:])


def _told(claim: Claim, held: Held, decisions: Mapping[str, Decision], ticked: bool, shown: bool) -> Words:
    report = held.reports[claim.report]
    return Words(
        claim.id, report.id, report.outlet or report.name, dates.in_words(report.published), speaker_in_words(claim.speaker),
        facts_of(claim), in_context(report, claim.evidence) if shown else (), words.quote(" … ".join(claim.quote)),
        tuple(zip_longest(ruled_on(claim.id, held, decisions), (mark.ruling for mark in marks_on(claim.id, held)), fillvalue="")), ticked,
    )  # fmt: skip


class Row(NamedTuple):
    """A decision as the history tells it. undoes: the decision that it undoes. undone: by whom, when and why, each in words.

    claims: those that it is about.
    """

    id: str
    day: str
    by: str
    what: str
    why: str
    undoes: str
    undone: tuple[str, ...]
    claims: tuple[str, ...]


def row(one: Decision, undoings: Iterable[Ruling], held: Held) -> Row:
    """A decision with the undoings of it that hold."""
    claims, undoes = ((), "") if isinstance(one, ActorMerge) else (one.claims, one.undoes or "")
    told = tuple(map(undoing_in_words, undoings))
    return Row(one.id, dates.in_words(one.when), one.by, decision_in_words(one, held), one.why, undoes, told, claims)
