"""Where talks and signings are, and who convenes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.reading import grammar
from accede.reading.actors import organisation_in
from accede.reading.frames import Context, Match
from accede.reading.lexicon import concept
from accede.reading.roles import Ids, actors, between, beyond

if TYPE_CHECKING:
    from accede.reading.tokens import Token


def _names_another(city: Token, match: Match) -> bool:
    """True where a city is part of another thing's name: "the memorandum of Madrid", "before the Vilnius summit"."""
    owner = city.head.head if city.dep_ == "pobj" and city.head.lower_ == "of" else city.head if city.dep_ == "compound" else None
    if owner is None or owner == match.trigger or (owner.dep_ == "pobj" and owner.head.lower_ in ("at", "in", "during", "on")):
        return False
    return any(grammar.lemma(owner) in concept(name)[0] for name in ("agreement", "fixture", "instrument"))


# A place after these is what is spoken of: "talks on the port of Odesa"; not so "in the port city of Odesa".
_ABOUT = frozenset({"of", "on", "over", "about", "for", "against", "concerning", "regarding"})
_TOWNS = frozenset({"city", "town", "capital", "village", "resort", "suburb", "district", "port", "island", "outskirts", "municipality"})


def _is_matter(place: Token) -> bool:
    """True where a place is what talks are about and not where they are."""
    while place.dep_ in ("conj", "appos") and place.head != place:
        place = place.head
    if place.dep_ == "pobj" and place.head.lower_ == "of" and grammar.lemma(place.head.head) in _TOWNS:
        town = place.head.head
        return town.dep_ == "pobj" and town.head.lower_ in _ABOUT
    return place.dep_ == "pobj" and place.head.lower_ in _ABOUT


def _is_of_another(place: Token, match: Match) -> bool:
    """True where a place is that of another meeting: "flew to Oslo ahead of talks with the rebels in Geneva"."""
    if match.kind not in ("talks", "resumption", "halt"):
        return False
    others = (concept("fixture")[0] | concept("talks_core")[0]) - {grammar.lemma(match.trigger)}
    for token in (place, *place.ancestors):
        if token in (match.trigger, match.head):
            return False
        if token.pos_ in ("NOUN", "PROPN") and grammar.lemma(token) in others and beyond(token):
            return True
    return False


def where(match: Match, context: Context) -> str | None:
    """The venue in the clause: the city nearest to the trigger, or a state after "in"."""
    # "the congress due to be held in Lima": what is said of a thing to come places it, however deep
    own = match.trigger.subtree if match.kind == "fixture" else grammar.phrase(match.trigger)
    tokens = list(dict.fromkeys([*own, *match.clause]))
    found: list[tuple[int, str]] = []
    for mention in context.mentions(tokens):
        token = context.doc[mention.start : mention.end].root
        if _is_of_another(token, match):
            continue
        if mention.place and mention.category == "place" and not _names_another(token, match) and not _is_matter(token):
            found.append((abs(token.i - match.trigger.i), mention.place))
        elif mention.category == "state" and token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and len(mention.ids) == 1:
            if token.head.head == match.trigger or token.head.head == match.head:
                found.append((abs(token.i - match.trigger.i) + 50, load().name_of(mention.ids[0])))
        elif mention.category in ("adjective", "people") and token.head.lower_ == "capital" and token.head.dep_ == "pobj" and len(mention.ids) == 1:
            capitals = load().states[mention.ids[0]].capitals
            if capitals:
                found.append((abs(token.i - match.trigger.i), capitals[0]))
    return min(found)[1] if found else None


_CONVENING = frozenset({"mediate", "broker", "host", "convene", "facilitate", "chair", "moderate", "sponsor"})
# "At the invitation of", "under the auspices of".
_AUSPICES = frozenset(
    "invitation auspex auspices mediation leadership chairmanship facilitation aegis umbrella initiative".split()
)


def convener(match: Match, context: Context) -> Ids:
    """Who convenes or mediates: "under the United Nations", "hosted by", "with mediator X", "at the invitation of"."""
    ids: set[str] = set()
    apart = between(match, context)
    if apart and grammar.is_verbal(match.trigger):
        ids |= set(actors(match.agents, context)) - set(apart)
    for place in (match.trigger, match.head):
        for word, head in grammar.obliques(place):
            first = grammar.lemma(head)
            if word in ("under", "through", "via") or first in _AUSPICES:
                ids |= set(actors([head], context))
    for token in match.trigger.sent:
        hyphened = token.tag_ == "VBN" and token.dep_ == "amod" and token.i > 1 and token.nbor(-1).text == "-"
        if hyphened and grammar.lemma(token) in _CONVENING | {"lead", "back"}:
            # "EU-mediated talks"
            found = context.named.get(token.i - 2)
            ids |= set(found.ids) if found is not None and found.acts else set()
        named_as = token.dep_ == "pobj" and token.head.lower_ == "as" and grammar.is_verbal(token.head.head)
        if named_as and token.lower_ in ("mediator", "facilitator", "intermediary", "go-between", "host"):
            ids |= set(actors(grammar.agents(token.head.head), context))
        convenes = grammar.lemma(token) in _CONVENING | {"arrange", "invite", "organize", "organise"} and token.dep_ != "amod"
        if convenes or token.lower_ == "mediator":
            heads = grammar.agents(token) if grammar.is_verbal(token) else [*token.children, token.head]
            ids |= {id for id in (actors(heads, context) or _of_office(heads, context)) if id not in context.scene.candidates}
    return tuple(sorted(ids))


def _of_office(heads: Iterable[Token], context: Context) -> Ids:
    """ "The EU envoy will host": the organisation that the office's title names."""
    offices = [m for m in context.mentions(heads) if m.category == "office"]
    return tuple(id for m in offices if (id := organisation_in(m.text)))
