"""Fills the roles of a claim from a matched frame: who acts, on whom, towards what, when and where.

Every filler returns actor ids, sorted, and gives nothing where the words and what went before give nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accede.dates import day
from accede.knowledge import load
from accede.reading import grammar, modality, times, whose
from accede.reading.actors import Mention, organisation_in
from accede.reading.frames import Context, Match
from accede.reading.lexicon import concept, words
from accede.reading.scene import joined_by, stands
from accede.reading.times import TimeExpression
from accede.reading.treaties import is_text

if TYPE_CHECKING:
    from accede.reading.tokens import Token

Ids = tuple[str, ...]
_BEYOND = frozenset({"before", "ahead", "after", "until", "till", "following", "without"})


def _joined(head: Token) -> list[Token]:
    found = [head]
    for other in head.conjuncts:
        if other.i > head.i and other.pos_ != "VERB":
            found.append(other)
    return found


def actors(heads: Iterable[Token], context: Context) -> Ids:
    """The actors that a phrase names: its heads where they are names, else the states, else the organisations in it."""
    ids: set[str] = set()
    for head in heads:
        for part in _joined(head):
            ids |= set(_actor_of(part, context))
    return tuple(sorted(id for id in ids if not is_text(id)))


def _actor_of(head: Token, context: Context) -> Ids:
    mention = context.named.get(head.i)
    if mention is not None and mention.category in ("metonym", "body"):
        # "The Italian Senate", "the House of Representatives of Italy": the owner named beside beats the usual one
        owner = [context.named[g.i] for c in head.subtree if c.lower_ == "of" and c.i >= mention.end for g in c.children if g.i in context.named]
        owner += [context.named[c.i] for c in head.children if c.dep_ in ("amod", "poss", "compound", "nmod") and c.i in context.named and c.i < mention.start]
        if owner and owner[0].acts and (mention.category == "metonym" or states_only(owner[0].ids)):
            return owner[0].ids
    if mention is None and grammar.lemma(head) in words("discourse", "traders"):
        return ()  # "Japanese mills", "French farmers": not their states
    if mention is not None and mention.category in ("pronoun", "noun"):
        # "the last two countries, Peru and Chile": named right after
        beside = [c for c in head.children if c.dep_ == "appos" and c.i in context.named and context.named[c.i].category in _BY_NAME]
        if beside:
            return actors(beside, context)
    if mention is not None and mention.acts and mention.category != "side":
        alongside = [context.named[t.i] for t in head.subtree if t.i in context.named and _alongside(t, head)]
        return tuple({*mention.ids, *(id for m in alongside if m.acts for id in m.ids)})
    if mention is not None and mention.category == "office" and (own := organisation_in(mention.text)):
        return (own,)
    if grammar.is_verbal(head):
        return ()
    same = _said_to_be(head)
    if same is not None:
        return _actor_of(same, context)
    inside = [m for m in context.mentions(grammar.phrase(head)) if m.acts and not _is_deep(m, head, context)]
    if grammar.lemma(head) in _RELATED:
        inside = [m for m in inside if context.doc[m.start : m.end].root.dep_ != "poss"]
    if not inside and head.dep_ == "appos" and head.head != head:
        return _actor_of(head.head, context)
    states = [m for m in inside if all(load().is_state(id) or id in load().groups for id in m.ids)]
    people = [m for m in inside if m.category == "person"]
    chosen = people if head.dep_ == "appos" and people else (states or inside)
    if not chosen and mention is not None and mention.category == "office":
        named = organisation_in(mention.text)  # "NATO ambassadors"
        if named is None and head.tag_ == "NN" and whose.is_institution(mention.ids[0]):
            named = whose.state_around(context, head.i)  # "the government has decided"
        return (named,) if named else ()
    return tuple(id for m in chosen for id in m.ids)


_BY_NAME = frozenset({"state", "adjective", "people", "capital", "metonym", "organisation", "group"})
# "Hungary's allies" are not Hungary.
_RELATED = frozenset({"ally", "neighbour", "neighbor", "partner", "rival", "opponent", "critic"})


def _said_to_be(noun: Token) -> Token | None:
    """Of whom a noun is said: "Hungary is the only one of the members", "remains the only country that ..."."""
    if grammar.lemma(noun) not in words("discourse", "state_nouns") | {"only", "one", "last"}:
        return None
    top = noun
    while top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head != top.head:
        top = top.head.head
    if top.dep_ != "attr" or not grammar.is_verbal(top.head):
        return None
    return grammar.subject(top.head)


def _alongside(token: Token, head: Token) -> bool:
    """ "Peru, along with neighbouring Chile": the second is an actor too."""
    above = token.head
    return token.dep_ == "pobj" and above.lower_ in ("with", "as") and any(t.lower_ in ("along", "together", "well") for t in (above.head, *above.children)) and head in token.ancestors


def _is_deep(mention: Mention, head: Token, context: Context) -> bool:
    """True where another noun with its own preposition stands between: "ministers in talks with Turkey"."""
    token = context.doc[mention.start : mention.end].root
    steps = 0
    while token != head and token.head != token and steps < 12:
        token = token.head
        if grammar.is_verbal(token):
            return True  # "Peru's decision to ratify Chile's bid"
        if token.dep_ == "prep" and not (token.lower_ == "in" and mention.category == "capital") and token.lower_ not in ("of", "for", "from", "between", "by", "with", "to", "as", "including", "like"):
            return True
        steps += 1
    return False


def states_only(ids: Ids) -> Ids:
    """Those of the ids that are states."""
    return tuple(id for id in ids if load().is_state(id))


def _is_target(id: str) -> bool:
    knowledge = load()
    return is_text(id) or (id in knowledge.organisations and (knowledge.organisations[id].joinable or id in words("organisations", "forums")))


# What these tell is done by the organisation that is joined.
_HOSTS = frozenset({"invitation", "milestone"})


# Of these a treaty that is named beside them is the target, and not the organisation under whose roof it was made.
_OF_TEXTS = frozenset({"ratification", "signature", "rule", "membership", "withdrawal"})


def target(match: Match, context: Context) -> Ids:
    """The organisation or instrument in the object, else in the clause, else the scene's."""
    if match.kind in _HOSTS:
        hosts = tuple(id for id in actors(match.agents, context) if id in load().organisations and _is_target(id) and id not in words("organisations", "forums"))
        if len(hosts) == 1:
            return hosts
    # "its exit from the union": what is left stands where a noun's agent stands
    own = {t.i for t in match.agent_words()} if match.kind != "withdrawal" else set()
    for tokens in (match.object_words(), list(match.trigger.subtree), match.clause):
        found = [m for m in context.mentions(t for t in tokens if t.i not in own) if m.category in ("organisation", "instrument", "noun", "pronoun", "body") and m.ids and _is_target(m.ids[0])]
        texts = [m for m in found if m.category == "instrument" and m.ids[0] in load().instruments and joined_by(m.ids[0]) == m.ids[0]]
        if texts and match.kind in _OF_TEXTS and not is_text(context.scene.target or ""):
            return (texts[0].ids[0],)
        if context.scene.target and any(context.scene.target in m.ids for m in found):
            return (context.scene.target,)
        found = [m for m in found if m.category != "body" and m.ids[0] not in words("organisations", "forums")]
        if found:
            return (joined_by(found[0].ids[0]),)
    return (context.scene.target,) if context.scene.target else ()


def candidates(match: Match, context: Context, agents: Ids) -> Ids:
    """The candidates in the object, else any states there, else the candidates in the clause, else the scene's."""
    standing = set(context.scene.candidates)
    barred = set(agents)
    words = match.object_words()
    plain = {id for o in match.objects if o.i in context.named and context.named[o.i].category in ("state", "capital") for id in context.named[o.i].ids}
    if match.kind == "membership" and plain - barred:
        return tuple(sorted(plain - barred))  # "Chile was admitted": told of a member of today too
    owners = {id for m in context.mentions(words) if len(m.ids) == 1 and load().is_state(m.ids[0]) and stands(context.doc[m.start : m.end].root) for id in m.ids}
    if owners - barred:
        return tuple(sorted(owners - barred))
    for tokens, any_state in ((words, False), (words, True), (match.clause, False), (list(match.trigger.sent), False)):
        ids = {id for m in context.mentions(tokens) if m.acts and m.category != "person" for id in m.ids if load().is_state(id)}
        ids -= barred
        ids -= set() if not any_state else set(context.scene.members)
        found = ids & standing if not any_state else ids
        if found:
            return tuple(sorted(found))
    return _at_issue(match, context, standing - barred)


def _at_issue(match: Match, context: Context, standing: set[str]) -> Ids:
    """Of several candidates whom no clause names: those told of last, alone or in one breath; where none is, all."""
    before = [m for m in context.named_in_order if m.start < match.trigger.i and m.acts and m.category != "person" and standing & set(m.ids)]
    if len(standing) < 2 or not before:
        return tuple(sorted(standing))
    sentence = context.doc[before[-1].start].sent
    ids = {id for m in before if m.start >= sentence.start for id in m.ids} & standing
    return tuple(sorted(ids))


def between(match: Match, context: Context) -> Ids:
    """Two or more actors that talks are said to be between; empty where the words name no such pair.

    Whoever else holds those talks convenes them: "the envoy held a round between Serbia and Kosovo".
    """
    nouns = [t for o in match.objects if not grammar.is_verbal(o) for t in grammar.phrase(o) if t.pos_ == "NOUN"]
    places = [match.trigger, *(t for t in nouns if any(grammar.lemma(t) in concept(name)[0] for name in ("talks", "agreement")))]
    heads = [head for place in places for _, head in grammar.obliques(place, frozenset({"between"}))]
    ids = actors(heads, context)
    return ids if len(ids) > 1 else ()


_BROKERING = frozenset({"broker", "mediate", "facilitate", "host", "sponsor", "arrange", "moderate", "engineer"})


def parties(match: Match, context: Context) -> Ids:
    """All that talk or agree in the clause: agents, objects, owners, and those named with "with", "between", "of"."""
    apart = between(match, context)
    if apart:
        return apart
    heads = [a for a in match.agents if a.lower_ not in ("it", "this", "that")]
    if grammar.lemma(match.trigger) in _BROKERING and match.kind == "agreement":
        heads = []  # "a truce brokered by Qatar" is not Qatar's
    nouns = [match.trigger] if not grammar.is_verbal(match.trigger) else []
    for found in match.objects:
        if grammar.is_verbal(found) or found.dep_ == "compound":
            continue
        single, _ = concept("talks")
        deals, _ = concept("agreement")
        if grammar.lemma(found) in single | deals:
            nouns.append(found)
        elif found.dep_ in ("dobj", "nsubjpass", "dative") or found.head.lower_ in ("with", "between", "by", "among"):
            heads.append(found)
    for found in match.objects:
        # "agreed on an exchange of prisoners with the rebels": with whom, however deep in what was agreed
        inside = grammar.phrase(found) if not grammar.is_verbal(found) else []
        heads += [c for t in inside if t.dep_ == "prep" and t.lower_ in ("with", "between") for c in t.children if c.dep_ == "pobj" and c not in heads]
    for noun in nouns:
        heads += [c for c in noun.children if c.dep_ in ("poss", "amod", "nmod") and c not in heads]
    for place in (*nouns, match.trigger, match.head):
        heads += [head for _, head in grammar.obliques(place, frozenset({"with", "between", "of", "among"})) if head not in heads]
    ids = {id for id in actors(heads, context) if id in load().states or id in load().groups or id in load().organisations}
    ids |= {id for head in match.agents if head.lower_ in ("he", "she") for id in _person_meant(head, context)}
    if context.scene.target in ids and len(states_only(tuple(ids))) > 1:
        # States that quarrel over an accession talk with each other; the organisation is the frame or the host.
        ids.discard(context.scene.target)
    return tuple(sorted(ids))


def _person_meant(pronoun: Token, context: Context) -> Ids:
    """The state of whom "he" or "she" takes up: the person told of last, in this sentence or the one before."""
    start = pronoun.sent.start
    before = context.doc[start - 1].sent.start if start else 0
    told = [m for m in context.mentions(list(context.doc[before : pronoun.i])) if m.category == "person" and states_only(m.ids)]
    acting = [m for m in told if context.doc[m.start : m.end].root.dep_ in grammar.SUBJECTS]
    return (acting or told)[-1].ids if told else ()


def when(match: Match, context: Context) -> tuple[str | None, str]:
    """(EDTF, reason) of the time expression that belongs to the trigger's happening, or None."""
    spans = _near_times(match, context)
    if not spans and match.worth == "decided":
        # "decided in December to open negotiations": the decision is dated
        above = grammar.clause_head(match.head.head)
        spans = _near_times(replace(match, trigger=above, head=above, clause=tuple(grammar.clause(above)), worth="happened"), context)
    if not spans:
        spans = _times_before_both(match, context)
    if not spans:
        return None, ""
    expression = min(spans, key=lambda pair: pair[0])[1]
    ahead = forward(match) and match.worth != "decided"
    if match.worth == "decided" or (not ahead and _past(match.head)) or _told_back(expression, match, context):
        value = expression.past
    else:
        value = times.chosen(expression, day(context.published), ahead or None)
    if match.kind in _POINTS and value.endswith("/.."):
        value = value[:-3]
    if match.kind == "talks" and value.endswith("/..") and any(t.lower_ in ("first", "last") for t in match.trigger.subtree):
        return None, ""  # "the first meeting since 2016" was in no year told
    text = context.text[expression.start : expression.end]
    return value, f"“{text}” is {value}"


def _told_back(expression: TimeExpression, match: Match, context: Context) -> bool:
    """True for a time that a clause within the thing named tells as past: "the memorandum that they signed in June"."""
    span = context.doc.char_span(expression.start, expression.end, alignment_mode="expand")
    verb = grammar.clause_head(span.root) if span is not None else match.head
    if verb == match.head or match.trigger not in verb.ancestors:
        return False
    return _past(verb) or (verb.dep_ == "relcl" and verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children))


def _times_before_both(match: Match, context: Context) -> list[tuple[tuple[bool, int, int], TimeExpression]]:
    """ "On Thursday Italy voted and France ratified": a time before the first of two verbs of one tense dates both."""
    first = match.head.head
    if match.head.dep_ != "conj" or not grammar.is_verbal(first) or first.tag_ != match.head.tag_:
        return []
    spans = _near_times(replace(match, trigger=first, head=first, clause=tuple(grammar.clause(first))), context)
    return [(rank, time) for rank, time in spans if time.end <= first.idx and not time.anaphoric]


# What happens at a point of time: "a member since Tuesday" became one on Tuesday.
_POINTS = frozenset({"membership", "application", "signature", "agreement", "invitation"})


def forward(match: Match) -> bool:
    """True when the clause looks past the publication: by its worth, or a present tense ("expires on 18 October")."""
    if match.kind == "fixture" or match.kind == "expectation":
        # "has called an election for May": what is arranged lies ahead of whoever arranged it
        around = [match.head] if match.trigger != match.head else []
        around += [c for c in match.trigger.children if c.dep_ in ("acl", "relcl")]
        return not _past(match.head) or any(grammar.lemma(t) in words("modality", "arranging") for t in around)
    if match.worth == "happened" and match.head.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in match.head.children):
        return grammar.lemma(match.head) not in ("be", "have")
    if match.worth == "negated":
        verb = grammar.governing_verb(match.trigger)
        return verb is not None and any(a.lower_ in ("will", "would", "wo") for a in verb.children)
    return modality.looks_forward(match.worth)


def _past(verb: Token) -> bool:
    """True for a finite past or perfect tense; "is planned" is a present."""
    if verb.tag_ == "VBD":
        return True
    if verb.tag_ != "VBN" or any(c.tag_ == "MD" for c in verb.children):
        return False
    return any((c.dep_ == "aux" and c.tag_ in ("VBD", "VBP", "VBZ")) or (c.dep_ == "auxpass" and c.tag_ == "VBD") for c in verb.children)


def _near_times(match: Match, context: Context) -> list[tuple[tuple[bool, int, int], TimeExpression]]:
    clause = {t.i for t in match.trigger.subtree} | ({t.i for t in match.clause} if not _measured_from(match.trigger) else set())
    found = []
    for expression in context.times:
        span = context.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or expression.attributive or not any(t.i in clause for t in span):
            continue
        distance = _distance(span.root, match)
        if distance is not None:
            found.append(((expression.anaphoric, distance, abs(span.start - match.trigger.i)), expression))
    return found


#: "Signed the treaty to join the pact on Sunday": the clause of the aim is among the words of the act.
WITH_AIM = frozenset({"application", "signature"})


def _measured_from(noun: Token) -> bool:
    """ "Ratified on 8 February, two days after the signing": the day is not the signing's."""
    before = noun.head
    return noun.dep_ == "pobj" and before.lower_ in ("after", "before") and any(c.dep_ in ("npadvmod", "nmod", "nummod") for c in before.children)


def _distance(token: Token, match: Match) -> int | None:
    """Steps up the tree from a time to the trigger or its clause; None where it belongs to another noun or is a bound."""
    others = (concept("fixture")[0] | concept("talks")[0] | concept("agreement")[0]) - {grammar.lemma(match.trigger)}
    if token.dep_ in ("nummod", "amod") and token.head != match.trigger:
        return None
    for steps in range(14):
        if token == match.trigger or token == match.head:
            return steps
        above = token in match.trigger.ancestors
        if token.dep_ == "prep" and token.lower_ in _BEYOND and token.head != match.trigger and match.kind != "fixture":
            return None
        if match.kind == "halt" and token.dep_ == "prep" and token.lower_ in ("until", "till"):
            return None  # "suspended the talks until May": not the day on which they were
        if not above and steps and token.pos_ in ("NOUN", "PROPN") and grammar.lemma(token) in others and (token not in match.objects or beyond(token)) and not _at(token, match):
            return None
        nested = token.dep_ in ("relcl", "advcl", "ccomp") and not (match.kind == "fixture" and match.trigger.is_ancestor(token)) and not _makes(token, match)
        nested = nested and not (match.kind in WITH_AIM and token.tag_ == "VB" and token in match.clause)
        if token.head == token or (not above and nested):
            return None
        token = token.head
    return None


def _makes(verb: Token, match: Match) -> bool:
    """ "the memorandum that they signed in June": the making of the thing named is its date."""
    return verb.dep_ == "relcl" and verb.head == match.trigger and grammar.lemma(verb) in words("times", "makings")


def beyond(noun: Token) -> bool:
    """True in "before the summit": what lies beyond another happening is not dated by it."""
    return noun.dep_ == "pobj" and noun.head.lower_ in _BEYOND or grammar.lies_beyond(noun)


def _at(noun: Token, match: Match) -> bool:
    """True for the occasion itself: "at the summit on 28 June they agreed", "today's summit agreed" date the agreement."""
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head in (match.trigger, match.head):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during", "on") and noun.head.head in (match.trigger, match.head)


def nearest_before(match: Match, context: Context) -> tuple[str | None, str]:
    """The last time told in the sentence before the trigger: for a stop, when its cause was."""
    low, high = match.trigger.sent.start_char, match.trigger.idx
    before = [e for e in context.times if low <= e.start and e.end <= high]
    if not before:
        return None, ""
    value = before[-1].past
    return value, f"“{context.text[before[-1].start : before[-1].end]}” is {value}, told with the cause"


_VIEWS = frozenset("view opinion belief judgement judgment assessment conviction impression".split())


def assessor(match: Match, context: Context) -> Ids:
    """Whose view a clause is: "Turkey does not share the view that ...", "in Ankara's view"."""
    token = match.head
    for _ in range(4):
        above = token.head
        if above == token:
            return ()
        if grammar.lemma(above) in _VIEWS:
            owner = [c for c in above.children if c.dep_ == "poss"]
            verb = grammar.governing_verb(above)
            holder = grammar.subject(verb) if verb is not None else None
            return actors(owner or ([holder] if holder is not None else []), context)
        token = above
    for word, head in grammar.obliques(match.head):
        if word == "in" and grammar.lemma(head) in _VIEWS:
            return actors([c for c in head.children if c.dep_ == "poss"] + [h for w, h in grammar.obliques(head) if w == "of"], context)
    return ()


def fill(source: str, match: Match, context: Context, known: Sequence[str] = ()) -> Ids:
    """The actors at one of the codebook's places; `known` are those already in another role."""
    if source == "agent":
        return actors(match.agents, context) or _before(match, context) or _chamber(match, context)
    if source == "object":
        return actors(match.objects, context)
    if source == "candidates":
        return candidates(match, context, tuple(known))
    if source == "target":
        return target(match, context)
    if source == "parties":
        return parties(match, context)
    if source == "addressee":
        return addressee(match, context, tuple(known))
    if source == "clause":
        return tuple(sorted({id for m in context.mentions(match.clause) if m.acts for id in m.ids} - set(known)))
    return ()


def _chamber(match: Match, context: Context) -> Ids:
    """ "The deputies will vote": those of the parliament named before, else of the state that the report is dated from."""
    single, _ = concept("parliament")
    if match.kind != "ratification" or not any(grammar.lemma(t) in single for a in match.agents for t in grammar.phrase(a)):
        return ()
    for mention in context.mentions(match.clause):
        token = context.doc[mention.start : mention.end].root
        if token.dep_ == "pobj" and token.head.lower_ == "in":
            place = load().places.get(mention.place or "")
            state = mention.ids[0] if mention.ids else place.state if place is not None else ""
            if state and load().is_state(state):
                return (state,)
    for token in reversed(context.doc[: match.trigger.i]):
        if grammar.lemma(token) in single and token not in match.agents:
            found = states_only(actors([token], context))
            if found:
                return found
    return (context.home,) if context.home else ()


def _before(match: Match, context: Context) -> Ids:
    """Where the parse gives an active verb no subject: the actors right before it, with no other verb between."""
    verb = match.trigger
    if match.agents or not grammar.is_verbal(verb) or grammar.is_passive(verb) or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return ()
    ids: list[str] = []
    for token in reversed(context.doc[verb.sent.start : verb.i]):
        if token.dep_ in ("aux", "neg", "advmod", "auxpass") and not ids:
            continue
        mention = context.named.get(token.i)
        if mention is not None and mention.category in ("state", "capital", "metonym", "organisation"):
            ids += mention.ids
        elif token.lower_ not in ("and", "or", ",", "both", "the") or not ids:
            break
    return tuple(sorted(set(ids)))


def addressee(match: Match, context: Context, barred: Ids) -> Ids:
    """Of whom it is demanded: the verb's object, "on X", or the subject of the clause below."""
    heads = [o for o in match.objects if not grammar.is_verbal(o)]
    for below in (o for o in match.objects if grammar.is_verbal(o)):
        found = grammar.subject(below)
        if found is not None:
            heads.append(found)
    ids = [id for id in actors(heads, context) if id not in barred]
    return tuple(sorted(set(ids)))


def beneficiary(match: Match, context: Context, barred: Ids) -> Ids:
    """For whom something is undertaken, where no one is addressed: the first other state in it ("will help Niger")."""
    for mention in context.mentions([t for t in match.trigger.subtree if t.i > match.trigger.i]):
        if mention.acts and mention.category not in ("person", "group") and (ids := tuple(id for id in states_only(mention.ids) if id not in barred)):
            return ids
    return ()


def groups(match: Match, context: Context) -> Ids:
    """The groups named in the clause."""
    tokens = [*match.trigger.subtree, *match.clause]
    return tuple(sorted({id for m in context.mentions(tokens) if m.category == "group" for id in m.ids}))
