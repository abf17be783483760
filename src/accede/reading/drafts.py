"""From a matched frame to the draft of a claim: its evidence, roles, time, place, measures and worth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from accede.knowledge import load
from accede.model import Speaker
from accede.reading import codebook, grammar, houses, lexicon, measures, roles, venues
from accede.reading.frames import Context, Match, holds_noun
from accede.reading.treaties import is_text

if TYPE_CHECKING:
    from accede.reading.tokens import Token

_VENUES = frozenset({"application", "talks", "agreement", "signature", "fixture", "outcome", "invitation", "ratification", "milestone", "objection", "halt", "resumption"})
# A present tense with a day to come announces: "the treaty takes effect on 4 November".
_FUTURE_IS_PLANNED = frozenset({"membership", "talks", "signature", "ratification", "invitation", "milestone", "application", "withdrawal", "resumption"})
_DATED = frozenset({"rule", "statement"})
_OWN_DEED = frozenset({"application", "signature", "ratification", "membership", "withdrawal"})


@dataclass
class Draft:
    """A claim in the making; `facts` are fields of `model.Claim`, `start` and `end` the evidence in the text."""

    kind: str
    start: int
    end: int
    trigger: int
    head: int
    sentence: int
    facts: dict[str, Any] = field(default_factory=dict)
    speaker: Speaker | None = None
    reasons: list[str] = field(default_factory=list)
    match: Match | None = None
    past: bool = False
    ahead: bool = False
    more: tuple[tuple[int, int], ...] = ()


_JOINS = frozenset({"join", "become", "enter", "accede", "acquire"})
# Words that join a clause to what is around it and say nothing of it.
_JOINING = frozenset({"that", "and", "but", "or", "nor", "so", ",", ";", ":", ".", "-", "–", "—"})
_WIDEST = 28


def evidence(match: Match, text: str) -> tuple[int, int]:
    """The clause that says it: the words around the trigger, without what is nested in them or joins them to others.

    A thing to come is its noun phrase; a participle takes in the noun it stands with ("an agreement signed by ..."), an
    expectation the words by which it is one ("is unlikely before ...").
    """
    doc = match.trigger.doc
    keep = {t.i for t in match.clause}
    trigger = match.trigger
    first = last = trigger.i
    if match.kind == "fixture" and not grammar.is_verbal(trigger):
        inside = [t.i for t in trigger.subtree]
        first, last = max(min(inside), trigger.i - _WIDEST), min(max(inside), trigger.i + _WIDEST)
    else:
        while first - 1 >= trigger.sent.start and first - 1 in keep and trigger.i - first < _WIDEST:
            first -= 1
        while last + 1 < trigger.sent.end and last + 1 in keep and last - trigger.i < _WIDEST:
            last += 1
        first, last = _with_arguments(match, first, last)
    first, last = min(first, match.first), max(last, match.last)
    while first < min(trigger.i, match.first) and doc[first].lower_ in _JOINING:
        first += 1
    while last > max(trigger.i, match.last) and doc[last].lower_ in _JOINING:
        last -= 1
    return _balanced(text, doc[first].idx, doc[last].idx + len(doc[last]))


def _with_arguments(match: Match, first: int, last: int) -> tuple[int, int]:
    """Widen a clause by what its trigger governs, and by what it hangs on where it cannot be understood without."""
    trigger, head = match.trigger, match.head
    if not grammar.is_verbal(trigger):
        own = [t.i for t in trigger.subtree]
        first = min(first, min(own)) if trigger.i - min(own) < 20 else first
        last = max(last, min(max(own), trigger.i + 22))
    for child in match.objects:
        if grammar.is_verbal(trigger) and child.i > trigger.i and trigger.is_ancestor(child):
            last = max(last, min(max(t.i for t in child.subtree), trigger.i + 22))
    for child in trigger.children if match.kind in ("fulfilment", "demand") else ():
        # "have taken steps" says little without "to fulfil the agreement", "calls for" nothing without "them to do so"
        if child.dep_ in ("advcl", "xcomp") and child.tag_ == "VB" and child.i > trigger.i:
            last = max(last, min(max(t.i for t in child.subtree), trigger.i + 22))
    said = head.head
    while said.dep_ == "pobj" and said.head.lower_ == "of" and said.head.head is not said.head:
        said = said.head.head
    if head.dep_ == "relcl" and said.dep_ == "attr" and head.i > head.head.i:
        # "became the last of the members that approved it": who is the last has approved it
        first = min([first, *(t.i for t in grammar.clause(grammar.clause_head(said.head)) if t.i <= head.i and head.i - t.i < _WIDEST)])
    if head.dep_ == "acl" and not grammar.is_verbal(head.head) and head.i > head.head.i:
        first = min(first, min(t.i for t in grammar.phrase(head.head) if t.i <= head.head.i))
    trip = grammar.journey(head) if match.kind == "talks" else None
    if trip is not None:
        first = min([first, *(t.i for t in grammar.clause(trip) if 0 < trigger.i - t.i < _WIDEST)])
    hanging = {"expectation": ("xcomp", "ccomp", "advcl"), "membership": ("xcomp",)}.get(match.kind, ())
    if head.dep_ in hanging and head.head.i < first:
        above = grammar.clause_head(head.head)
        first = min([first, *(t.i for t in grammar.clause(above) if t.i <= head.i and head.i - t.i < _WIDEST)])
    return first, last


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and stops at its ends, and without a quotation mark that has no partner in it."""
    while start < end and text[start] in " \n\t,;:.":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:.":
        end -= 1
    inside = text[start:end]
    if inside[:1] in "“\"«" and not any(mark in inside[1:] for mark in "”\"»"):
        return _balanced(text, start + 1, end)
    if inside[-1:] in "”\"»" and not any(mark in inside[:-1] for mark in "“\"«"):
        return _balanced(text, start, end - 1)
    return start, end


def draft(match: Match, context: Context) -> Draft:
    """The draft of the claim that a match makes."""
    book = codebook.load()[match.kind]
    match = _with_its_aim(match)
    start, end = evidence(match, context.text)
    made = Draft(match.kind, start, end, match.trigger.i, match.head.i, match.trigger.sent.start, match=match)
    made.reasons.append(f"frame “{match.trigger.lemma_}”, {match.worth}")
    places = {**book.fill, **match.frame.roles}
    for role in ("by", "convener", "of", "to", "parties"):
        if role in places:
            known = (*made.facts.get("by", ()), *made.facts.get("convener", ()))
            ids = roles.fill(places[role], match, context, known)
            if role == "of" and match.kind != "fulfilment":
                ids = tuple(id for id in ids if id not in made.facts.get("by", ()))
            if role == "of" and match.kind == "commitment" and not ids:
                ids = roles.beneficiary(match, context, known)
            if ids:
                made.facts[role] = ids
    if match.kind == "demand":
        _not_of_oneself(made, match, context)
    if match.kind in _OWN_DEED and not _of_a_body(match, context):
        _not_the_target(made)
    if match.kind == "membership" and context.scene.candidates and roles.forward(match) and set(made.facts.get("by", ())) <= context.scene.members:
        made.facts.pop("by", None)  # whoever is to join is no member yet
    if match.kind == "objection_lifted":
        owners = roles.actors([c for o in match.objects if holds_noun("opposing", o) for c in o.children if c.dep_ == "poss" and c.tag_ != "PRP$"], context)
        if roles.states_only(owners):
            made.facts["by"] = owners  # "a deal to lift Peru's veto"
    if match.kind == "objection":
        _members_object(made, match, context)
    if match.kind == "membership" and "by" not in made.facts and grammar.lemma(match.trigger) in _JOINS:
        # "it will be a member": whoever that is, not the organisation itself
        made.facts["by"] = roles.candidates(match, context, ())
    if match.kind == "ratification":
        _members_consent(made, match, context)
        _adopted(made)
        if made.facts.get("to") and all(is_text(id) for id in made.facts["to"]) and not set(made.facts["to"]) & {*load().organisations}:
            made.facts.pop("of", None)  # a treaty is ratified as such, not for somebody who wants to join
    words = context.text[start:end]
    worth = book.modality_of(match.worth)
    if worth is not None:
        made.facts["modality"] = worth
    if match.kind not in _DATED:
        time, why = roles.when(match, context)
        if time:
            made.facts["time"] = time
            made.past, made.ahead = time < context.published, time > context.published
            if made.facts.get("modality") == "happened" and time[:10] > context.published and match.kind in _FUTURE_IS_PLANNED:
                made.facts["modality"] = "planned"
            made.reasons.append(why)
    if match.kind in _VENUES:
        place = venues.where(match, context)
        if place:
            made.facts["place"] = place
    if match.kind in ("halt",) and "time" not in made.facts and match.worth == "happened":
        time, why = roles.nearest_before(match, context)
        if time:
            made.facts["time"] = time
            made.reasons.append(why)
    if match.kind == "fulfilment":
        view = roles.assessor(match, context)
        if view:
            made.facts["by"] = view
            made.reasons.append("by: whose view it is")
    if match.kind == "talks" and (trip := grammar.journey(match.head)) is not None:
        _where_they_went(made, match, trip, context)
    performed = made.kind == "objection_lifted" and match.head.dep_ == "ccomp" and grammar.lemma(match.head.head) in lexicon.words("modality", "declaring")
    if "time" not in made.facts and performed:
        _from_main_clause(made, match, context)  # "announced on Monday that it drops its veto": by that it is dropped
    if "time" not in made.facts and match.worth == "happened" and match.kind not in _DATED and _attends(match):
        _from_main_clause(made, match, context)
    _measure(made, match, context, words)
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in match.frame.set.items()}
    if match.worth == "conditional":
        given.pop("modality", None)
    made.facts.update(given)
    if made.kind != match.kind:
        # an adoption has no stage of consent and no tally
        made.facts = {name: value for name, value in made.facts.items() if name not in ("stage", "members", "votes")}
    for name in [name for name, value in made.facts.items() if value is None]:
        del made.facts[name]
    return made


def _with_its_aim(match: Match) -> Match:
    """ "Signed the treaty to join the pact on Sunday in Geneva": the day and place after the aim are of the act itself."""
    if match.kind not in roles.WITH_AIM:
        return match
    places = (match.trigger, *match.objects)
    aims = [c for place in places for c in place.children if c.dep_ in ("advcl", "acl", "relcl", "xcomp") and c.tag_ == "VB" and grammar.lemma(c) in _JOINS and c.i > match.trigger.i]
    told = {t.i: t for t in match.clause}
    for aim in aims:
        told |= {t.i: t for t in grammar.clause(aim)}
    return replace(match, clause=tuple(told[i] for i in sorted(told)))


def _not_the_target(made: Draft) -> None:
    """ "The Gambia's withdrawal from the court", "the treaty enters into force": what is joined or left does not do it."""
    left = tuple(id for id in made.facts.get("by", ()) if id not in made.facts.get("to", ()) and not is_text(id))
    made.facts["by"] = left
    if not left:
        del made.facts["by"]


def _not_of_oneself(made: Draft, match: Match, context: Context) -> None:
    """ "They called on Turkey to stop": "they" is a guess, the name is not, and nobody calls on himself."""
    if not any(a.i in context.named and context.named[a.i].category in ("pronoun", "noun") for a in match.agents):
        return
    asked = roles.addressee(match, context, ())
    if set(asked) & set(made.facts.get("by", ())):
        made.facts["of"] = asked
        del made.facts["by"]


def _of_a_body(match: Match, context: Context) -> bool:
    """ "The European Parliament gave its consent": a body of what is joined consents to it."""
    heads = [context.named[a.i] for a in match.agents if a.i in context.named]
    return match.kind == "ratification" and any(m.category == "body" for m in heads)


def _adopted(made: Draft) -> None:
    """ "The World Health Assembly approved the treaty": an organisation that is no party to a text adopts it."""
    by = made.facts.get("by", ())
    if by and all(id in load().organisations and id not in lexicon.words("organisations", "consenting") for id in by) and any(is_text(id) for id in made.facts.get("to", ())):
        made.kind = "agreement"
        made.facts = {}


def _members_object(made: Draft, match: Match, context: Context) -> None:
    """ "Peru fought against the resistance of Chile and Japan": who stands for admission meets it, those named with "of" make it."""
    if grammar.is_verbal(match.trigger) or not set(made.facts.get("by", ())) <= set(context.scene.candidates):
        return
    named = roles.states_only(roles.actors([h for _, h in grammar.obliques(match.trigger, frozenset({"of", "from", "by"}))], context))
    others = tuple(id for id in named if id not in context.scene.candidates)
    if others:
        verb = grammar.governing_verb(match.trigger)
        met = grammar.subject(verb) if verb is not None else None
        made.facts["by"] = others
        made.facts["of"] = roles.candidates(match, context, others) or roles.states_only(roles.actors([met] if met is not None else [], context))


def _members_consent(made: Draft, match: Match, context: Context) -> None:
    """ "Chile lacks the ratification of Peru": members give it, candidates get it, whatever the preposition."""
    if made.facts.get("by"):
        _own_consent(made, match, context)
        return
    chamber = [h for place in (match.trigger, match.head) for w, h in grammar.obliques(place, frozenset({"in", "before", "to"})) if holds_noun("parliament", h)]
    if chamber:
        made.facts["by"] = roles.actors(chamber, context)
        return
    if grammar.is_verbal(match.trigger):
        return
    givers = [h for w, h in grammar.obliques(match.trigger, frozenset({"of", "from"}))]
    givers += [h for w, h in grammar.obliques(match.head, frozenset({"from"}))] if match.head != match.trigger else []
    named = roles.actors(givers, context)
    members = tuple(id for id in roles.states_only(named) if id in context.scene.members and id not in context.scene.candidates)
    if members:
        made.facts["by"] = members
        made.facts["of"] = roles.candidates(match, context, members)


def _own_consent(made: Draft, match: Match, context: Context) -> None:
    """A candidate ratifies its own treaty: whom others apply beside it is not of its consent, unless they are named there."""
    named = {id for m in context.mentions(match.trigger.sent) for id in m.ids}
    if set(made.facts["by"]) <= set(context.scene.candidates) and not named & set(made.facts.get("of", ())):
        made.facts.pop("of", None)


_ATTENDING = frozenset({"by", "in", "on", "upon"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _attends(match: Match) -> bool:
    """True for what was done in what the main clause tells: "by adopting", "when it signed"; of talks also right before it: "after meeting"."""
    head = match.head
    if match.kind in ("talks", "outcome") and head.dep_ in ("advcl", "pcomp", "acl"):
        return True
    if head.dep_ in ("advcl", "relcl") and head.tag_ == "VBD":
        return any(c.lower_ in ("when", "as") and c.dep_ in ("advmod", "mark") for c in head.children)
    return head.dep_ == "pcomp" and head.tag_ == "VBG" and head.head.lower_ in _ATTENDING


def _from_main_clause(made: Draft, match: Match, context: Context) -> None:
    """ "said on Wednesday after meeting them": the meeting was on the day of the main clause."""
    above = grammar.clause_head(match.head.head)
    outer = replace(match, trigger=above, head=above, clause=tuple(grammar.clause(above)))
    time, why = roles.when(outer, context)
    if time and _DAY.fullmatch(time):
        made.facts["time"] = time
        made.reasons.append(f"{why}, of the main clause")


def _where_they_went(made: Draft, match: Match, trip: Token, context: Context) -> None:
    """ "flew to Geneva on Monday to meet the envoy": the journey tells the place and the day."""
    outer = replace(match, trigger=trip, head=trip, clause=tuple(grammar.clause(trip)))
    place = venues.where(outer, context) if "place" not in made.facts else None
    if place:
        made.facts["place"] = place
        made.reasons.append(f"place: {place}, where they went")
    time, why = roles.when(outer, context) if "time" not in made.facts else (None, "")
    if time:
        made.facts["time"] = time
        made.reasons.append(f"{why}, of the journey")


def _measure(made: Draft, match: Match, context: Context, words: str) -> None:
    """The numbers and the rating that the kind has."""
    kind = match.kind
    if kind == "talks":
        made.facts["min_hours"] = measures.hours(words)
        made.facts["round"] = measures.round_number(words)
        found = venues.convener(match, context)
        if found and "convener" not in made.facts:
            made.facts["convener"] = found
        hosts = set(made.facts.get("parties", ())) & lexicon.words("organisations", "forums") - {context.scene.target}
        if hosts:
            # the United Nations hosts talks and is no side in them
            made.facts["convener"] = tuple(sorted({*hosts, *made.facts.get("convener", ())}))
        if made.facts.get("convener") and "parties" in made.facts:
            left = tuple(id for id in made.facts["parties"] if id not in made.facts["convener"])
            made.facts["parties"] = left
    elif kind == "rule":
        made.facts["members"] = measures.members(words)
        made.facts["threshold"] = made.facts.get("threshold") or measures.threshold(words)
    elif kind == "ratification":
        made.facts["votes"] = measures.votes(words)
        if houses.is_lost_vote(match.trigger):
            made.facts["modality"] = "pending"
        elif houses.deliberates(match.trigger):
            made.facts["modality"] = "ongoing" if made.facts.get("modality") == "happened" else made.facts.get("modality")
        elif match.worth == "happened" and any(holds_noun("chamber", agent) for agent in match.agents) and (made.facts["votes"] or not houses.is_open_vote(match.trigger)):
            made.facts["stage"] = "parliament_approved"
        count = measures.tally(words)
        if count and "by" in made.facts and not roles.states_only(made.facts["by"]):
            # "28 of the alliance's 29 members": the count, not the alliance, has ratified
            del made.facts["by"]
        if "by" not in made.facts:
            made.facts["members"] = count
    elif kind in ("outcome", "fulfilment"):
        made.facts["rating"] = measures.rating(kind, words, match.worth == "negated")
    if kind == "demand":
        made.facts["groups"] = roles.groups(match, context) or None
    for name in [name for name, value in made.facts.items() if value in (None, ())]:
        del made.facts[name]
