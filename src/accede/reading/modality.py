"""What a predicate is worth in its sentence: did it happen, is it under way, needed, wanted, thought to come, denied?

`grammatical` gives one of the values below from the words around the predicate, climbing from it to the verb that
governs it and through the clauses it is nested in, and stopping at a verb of speech: what is said is worth what its own
words say. Each kind of the codebook maps the values to the modalities of claims (see `Codebook`).

    negated      not, no, never, failed to, refused to, without
    conditional  if, unless, until; nested in such a clause
    demanded     wanted, urged or called for by someone
    obliged      must, should, need to, have to, is needed
    expected     thought to come or likely      possible  may, might, could
    planned      agreed, scheduled, promised    future    will, would, is to
    decided      decided or agreed to, so that the decision itself has been taken
    advised      should, ought to                intended  seeks, wants, tries to: no step yet
    ongoing      is doing, continues            happened  past, perfect, or so now
    hindered     a noun that is held up, or only weighed: "blocked ratification", "the vote was adjourned", "it is a formality"
    unrealised   an infinitive or a gerund that nothing above makes happen: "their bid to join", "the issue of joining"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.reading import conditions, grammar
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

_CLIMB = 8


def is_of(token: Token, entry: str) -> bool:
    """True of the words of a list: a form, a lemma, or a verb with its particle, "rule out"."""
    forms = {token.lower_, grammar.lemma(token)}
    particles = (child for child in token.children if child.dep_ == "prt" or child.dep_ == "advmod" and child.i == token.i + 1)
    forms |= {f"{grammar.lemma(token)} {child.lower_}" for child in particles}
    return not forms.isdisjoint(words("modality", entry))


def negated(token: Token) -> bool:
    """True when a negator stands by the token or by the verb that carries it."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj", "cc") and child.lower_ in ("no", "never", "hardly", "neither", "nor", "little")):
            if not (child.i + 1 < len(token.doc) and child.lower_ == "not" and token.doc[child.i + 1].lower_ == "only"):
                return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and grammar.is_verbal(token):
            if child.lower_ in ("none", "nobody", "neither") or any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in child.children):
                return True
    return False


# After these prepositions a gerund tells what was done: "after meeting", "by adopting".
_FACTUAL = frozenset({"after", "by", "since", "following", "in", "upon", "before", "while", "when", "despite"})
# What these govern happens with them.
_CARRYING = frozenset("continue begin start manage help keep go proceed resume come dare cease stop finish let make have see be".split())


def _unrealised(verb: Token) -> bool:
    """True for an infinitive or gerund that the words above it leave open."""
    if verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return not (verb.dep_ == "xcomp" and grammar.lemma(verb.head) in _CARRYING)
    if verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.children):
        if verb.dep_ in ("pcomp", "pobj"):
            judged = verb.head.lower_ == "for" and grammar.lemma(verb.head.head) in words("modality", "judging")
            return verb.head.lower_ not in _FACTUAL and not judged
        return verb.dep_ in ("amod", "compound") or _is_of_a_named_one(verb)
    return False


def _is_of_a_named_one(gerund: Token) -> bool:
    """ "Its objection to Finland joining": what is talked of, with its subject before it."""
    before = gerund.doc[gerund.i - 1] if gerund.i else gerund
    return gerund.dep_ in ("acl", "advcl") and before.dep_ == "pobj" and before.pos_ == "PROPN" and before.head.lower_ in ("to", "of", "about", "against", "on", "for")


def _has_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_left_to(verb: Token, below: Token) -> bool:
    """ "It remains for Spain to ratify", "it is up to Spain to ratify": nobody has done it yet."""
    if below.dep_ not in ("advcl", "xcomp", "ccomp") or not _has_to(below):
        return False
    if any(c.lower_ == "for" and c.dep_ == "mark" for c in below.children):
        return grammar.lemma(verb) in ("remain", "be")
    return grammar.lemma(verb) == "be" and any(c.lower_ == "up" for c in verb.children)


def _is_announced(verb: Token) -> bool:
    """A headline's infinitive: "Chapter 33 to be opened on Thursday", "Slovenia to ratify the treaty"."""
    if not _has_to(verb):
        return False
    return verb.dep_ == "ROOT" or (verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "ROOT" and not grammar.is_verbal(verb.head))


def _auxiliaries(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not any(c.lower_ != "to" for c in found) and verb.dep_ == "conj" and grammar.is_verbal(verb.head) and verb.tag_ in ("VB", "VBN", "VBG"):
        found += [c for c in verb.head.children if c.dep_ in ("aux", "auxpass")]
    return found


def _is_said_to_be_false(clause: Token) -> bool:
    """ "It is not true that they agreed", "reports that they agreed are false"."""
    verb = clause.head if clause.dep_ in ("ccomp", "csubj") else clause.head.head if clause.dep_ == "acl" and clause.head.dep_ in grammar.SUBJECTS else None
    if verb is None or grammar.lemma(verb) != "be":
        return False
    told = [c for c in verb.children if c.dep_ in ("acomp", "attr") and c != clause]
    return any(is_of(c, "untrue") for c in told) or negated(verb) and any(c.lower_ in ("true", "correct", "so") for c in told)


def _is_due(verb: Token) -> bool:
    """ "The time has come to ratify"."""
    return grammar.lemma(verb) == "come" and any(c.dep_ in grammar.SUBJECTS and grammar.lemma(c) in ("time", "moment", "hour") for c in verb.children)


def _is_dismissed(noun: Token) -> bool:
    """ "Dismissed reports that they agreed"."""
    return noun.dep_ == "dobj" and not grammar.is_verbal(noun) and is_of(noun.head, "dismissing")


def _own(verb: Token) -> str:
    """The worth that a verb's own auxiliaries and tense give."""
    if _is_announced(verb):
        return "planned"
    auxiliaries = _auxiliaries(verb)
    lower = {a.lower_ for a in auxiliaries}
    if lower & {"should", "ought"}:
        return "advised"
    if lower & words("modality", "obliged"):
        return "obliged"
    if lower & words("modality", "possible"):
        return "possible"
    if lower & words("modality", "future"):
        return "future"
    if grammar.lemma(verb) == "be" and verb.dep_ != "aux":
        if any(c.dep_ in ("xcomp", "acomp", "attr") and grammar.lemma(c) in ("necessary", "needed", "required", "need") for c in verb.children):
            return "obliged"
    if grammar.lemma(verb) == "be" and any(c.lower_ == "yet" for c in verb.children) and any(c.dep_ == "xcomp" for c in verb.children):
        return "obliged"  # "a vote is yet to be held"
    if grammar.lemma(verb) in ("need", "lack", "await") and not any(c.dep_ == "xcomp" for c in verb.children):
        return "obliged"
    if verb.tag_ in ("VBN",) and grammar.lemma(verb) in ("need", "require") and any(a.dep_ == "auxpass" for a in auxiliaries):
        return "obliged"
    going = any(grammar.lemma(a) == "be" for a in auxiliaries) and verb.tag_ == "VBG"
    perfect = any(grammar.lemma(a) == "have" for a in auxiliaries)
    past = verb.tag_ in ("VBD",) or any(a.tag_ == "VBD" for a in auxiliaries)
    if any(c.dep_ == "advmod" and c.lower_ in words("modality", "almost") for c in verb.children):
        return "ongoing"
    if (going and not past) or (going and perfect) or is_of(verb, "ongoing") and not past:
        return "ongoing"
    return "happened"


def _is_complement(verb: Token, below: Token) -> bool:
    """ "declined on Thursday to offer talks": the parser at times takes what a verb governs for a purpose."""
    governs = is_of(verb, "negative_verbs") or grammar.lemma(verb) in ("decide", "vote", "agree", "plan", "intend", "pledge", "promise")
    return below.dep_ == "advcl" and below.i > verb.i and governs and _has_to(below)


def _by_embedding(verb: Token, below: Token) -> str | None:
    """The worth that a verb gives to the clause or noun below it."""
    word, dep = grammar.lemma(verb), "xcomp" if _is_complement(verb, below) else below.dep_
    if word in ("be",) and dep == "xcomp" and any(c.lower_ == "to" for c in below.children):
        return "future"
    if word == "ought" and dep == "xcomp":
        return "advised"
    if word in words("modality", "obliging_verbs") and dep in ("xcomp", "ccomp") and _has_to(below):
        return "obliged"
    if _is_left_to(verb, below):
        return "obliged"
    if dep == "ccomp" and any(c.dep_ == "acomp" and grammar.lemma(c) in words("modality", "needed") for c in verb.children):
        return "obliged"
    if is_of(verb, "demanding") and grammar.is_passive(verb) and _own(verb) == "future":
        return "planned"  # "parliament will be asked to ratify"
    if negated(verb) and (is_of(verb, "expecting") or is_of(verb, "planning")):
        return "expected" if is_of(verb, "expecting") else "negated"
    if _is_called_for(verb, below):
        return "demanded"
    if dep in ("xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass", "advcl", "acl", "attr", "oprd"):
        if is_of(verb, "negative_verbs") and dep in ("xcomp", "dobj", "ccomp"):
            return "negated"
        if negated(verb) and word in ("allow", "permit", "let", "enable"):
            return "negated"
        if word in ("decide", "agree", "resolve", "vote") and dep == "xcomp" and _own(verb) == "happened":
            # "leaders are expected to decide to open talks": nothing has been decided yet
            return _climb(verb) or "decided" if _has_to(verb) else "decided"
        if is_of(verb, "intending") and dep == "xcomp":
            return "intended"
        if is_of(verb, "planning") and dep == "xcomp" and _own(verb) == "obliged":
            return "obliged"  # "members must agree to admit it"
        if is_of(verb, "planning") and (dep == "xcomp" or dep in ("dobj", "nsubjpass") and word in ("plan", "schedule", "propose", "prepare", "announce", "promise", "offer", "arrange")):
            return "planned"
        if dep == "nsubjpass" and is_of(verb, "planning") and any(c.dep_ == "xcomp" for c in verb.children) and verb.tag_ == "VBN":
            return "planned"  # "the round is set to begin"
        if is_of(verb, "expecting") and dep in ("xcomp", "ccomp", "dobj", "nsubjpass", "acl", "advcl"):
            return "expected"
        if is_of(verb, "demanding") and dep in ("xcomp", "ccomp", "dobj", "pobj", "nsubjpass"):
            # "warned that it may veto", "insisted that it will ratify": what is said of oneself nobody demands
            finite = any(t.tag_ in ("MD", "VBD", "VBZ", "VBP") for t in (below, *below.children))
            told = dep == "ccomp" and finite and word in words("cues", "say") and _own(below) in ("future", "possible", "happened")
            return None if told else "demanded"
    return None


def _by_modifiers(token: Token) -> str | None:
    """The worth that adjectives and determiners give to a noun: "planned talks", "a possible vote", "no talks"."""
    for child in token.children:
        if child.dep_ in ("amod", "det", "compound", "nmod"):
            if child.lower_ in ("planned", "scheduled", "upcoming", "forthcoming", "next", "promised", "envisaged", "proposed"):
                return "planned"
            if child.lower_ in ("possible", "potential", "likely", "expected", "eventual"):
                return "expected"
            if child.lower_ in ("pending", "missing", "outstanding", "lacking"):
                return "obliged"
            if child.lower_ in ("ongoing", "continuing", "current"):
                return "ongoing"
        if child.dep_ == "poss" and any(c.lower_ in ("next", "coming") or c.lower_ == "tomorrow" for c in child.subtree):
            return "planned"  # "next week's round"
    return None


def grammatical(token: Token) -> str:
    """The worth of the predicate at this token; see the module's table."""
    if grammar.is_verbal(token) and conditions.is_inverted(token):
        return "conditional"
    worth = _grammatical(token)
    if worth in ("decided", "planned", "happened") and grammar.is_verbal(token) and _is_promised_on_condition(token):
        return "conditional"
    return "hindered" if worth in ("happened", "ongoing") and not grammar.is_verbal(token) and _is_hindered(token) else worth


def _is_promised_on_condition(verb: Token) -> bool:
    """ "Agreed to lift its veto if they give way": by the verb of agreeing and by what is agreed."""
    above = verb.head if verb.dep_ == "xcomp" else verb
    below = [c for c in above.children if c.dep_ == "xcomp"]
    return is_of(above, "planning") and bool(below) and any(conditions.has_condition(one) for one in (above, *below))


def _is_hindered(noun: Token) -> bool:
    """True where a verb holds up what the noun names; the parser at times takes "have blocked ratification" for an adjective."""
    if any(child.dep_ == "amod" and is_of(child, "hindering") for child in noun.children):
        return True
    verb = grammar.governing_verb(noun)
    if verb is None or verb == noun or negated(verb):
        return False
    below = child_towards(verb, noun)
    if below.dep_ == "nsubj" and grammar.lemma(verb) == "be" and any(c.dep_ == "attr" and is_of(c, "weighed") for c in verb.children):
        return True
    if below.dep_ in ("dobj", "nsubjpass"):
        return is_of(verb, "hindering") or _is_off_the_agenda(verb)
    return below.dep_ == "prep" and below.lower_ == "against" and grammar.lemma(verb) == "vote"


def _is_off_the_agenda(verb: Token) -> bool:
    """ "Took the vote off the agenda", however the parser attaches it."""
    return any(t.lower_ == "off" and any(c.dep_ == "pobj" and is_of(c, "agendas") for c in t.children) for t in verb.subtree)


def _grammatical(token: Token) -> str:
    if negated(token):
        return "conditional" if conditions.in_condition(token) else "negated"
    verdict = None if grammar.is_verbal(token) else _by_modifiers(token)
    if verdict is None and any(t.dep_ == "prep" and t.lower_ == "without" for t in (token.head,)):
        return "negated"
    verb = grammar.governing_verb(token)
    if verb is None:
        return verdict or "happened"
    below = token
    if verb != token:
        below = child_towards(verb, token)
        carried = _noun_is_carried(verb, below) or _is_called_for(verb, below) or _is_journeys_end(verb, below)
        if not carried and (verdict or below.dep_ == "prep" and _lies_ahead(below, verb)):
            return verdict or "expected"
        if not carried and not (verb.dep_ in ("ROOT", "ccomp", "conj") and below.dep_ in grammar.SUBJECTS | {"dobj", "pobj", "attr"}):
            return verdict or "happened"
        if negated(verb) and carried:
            return "negated"
        verdict = _by_embedding(verb, below) or verdict
    elif negated(verb):
        return "negated"
    if verdict is None:
        own = _own(verb)
        verdict = None if own == "happened" else own
    if verdict not in (None, "future", "ongoing", "possible"):
        return verdict
    if verdict in ("future", "possible") and conditions.has_condition(verb) or verdict is None and conditions.hangs_on_what_is_to_come(verb):
        return "conditional"
    above = _climb(verb)
    if above is None and verdict is None and (_unrealised(_carrier(_first_of_chain(verb))) or _is_weighed(verb)):
        return "unrealised"
    return above or verdict or "happened"


def _carrier(verb: Token) -> Token:
    """ "To let Sweden join": what is let is as far as the letting is."""
    for _ in range(_CLIMB):
        if verb.dep_ not in ("xcomp", "ccomp") or verb.tag_ != "VB" or _has_to(verb) or grammar.lemma(verb.head) not in _CARRYING:
            return verb
        verb = verb.head
    return verb


def _is_weighed(verb: Token) -> bool:
    """ "Ratifying it would be a mistake"."""
    return verb.dep_ in ("csubj", "csubjpass") and verb.tag_ == "VBG" and _own(verb.head) in ("future", "possible")


def _lies_ahead(bound: Token, verb: Token) -> bool:
    """ "Until Spain's ratification it stays outside": told of what is so now or will be."""
    return bound.lower_ in ("until", "till", "pending") and (verb.tag_ in ("VBZ", "VBP") or _own(verb) == "future")


def _is_journeys_end(verb: Token, below: Token) -> bool:
    """True in "will fly to Geneva for talks"."""
    return below.dep_ == "prep" and below.lower_ == "for" and grammar.lemma(verb) in words("places", "motion")


def _first_of_chain(verb: Token) -> Token:
    """The first of verbs joined by "and": "to join and ratify" share their "to"."""
    while verb.dep_ == "conj" and grammar.is_verbal(verb.head) and verb.tag_ in ("VB", "VBG"):
        verb = verb.head
    return verb


def _noun_is_carried(verb: Token, below: Token) -> bool:
    """True when the noun takes part in the verb's own happening rather than in its circumstances."""
    return below.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "xcomp", "ccomp") or (
        below.dep_ == "prep" and (below.lower_ in ("to", "in", "on", "into", "at") or below.lower_ == "with" and grammar.lemma(verb) in ("begin", "start", "proceed", "continue"))
    )


def _is_called_for(verb: Token, below: Token) -> bool:
    """True in "called for ratification", "pressed for a vote"."""
    return below.dep_ == "prep" and below.lower_ == "for" and is_of(verb, "demanding")


def child_towards(top: Token, token: Token) -> Token:
    """The child of the upper word on the way to the lower."""
    while token.head != top and token.head != token:
        token = token.head
    return token


def _climb(verb: Token) -> str | None:
    """What the clauses around a verb make of it."""
    current = verb
    for _ in range(_CLIMB):
        marked = conditions.by_mark(current)
        if marked:
            return marked
        if current.dep_ in ("acl", "ccomp") and _is_dismissed(current.head):
            return "negated"
        if _is_said_to_be_false(current):
            return "negated"
        if current.dep_ == "advcl" and _is_left_to(current.head, current):
            return "obliged"
        if _is_complement(current.head, current):
            return _by_embedding(current.head, current)
        if current.dep_ in ("xcomp", "advcl") and _is_due(current.head):
            return "advised"
        trip = grammar.journey(current)
        if trip is not None:
            # "will travel there to hold talks", "flew there to meet him"
            return "planned" if _own(trip) in ("future", "ongoing") else _climb(trip) or "happened"
        if current.dep_ in ("ROOT", "relcl", "parataxis", "advcl") and not (current.dep_ == "advcl" and current.tag_ in ("VB", "VBG") and current.head.dep_ != "ROOT"):
            if current.dep_ == "advcl" and current.tag_ == "VB":
                return "future" if _own(current.head) == "future" else None
            return None
        above = current.head
        if above == current:
            return None
        if current.dep_ == "pcomp" and above.lower_ == "before":
            # "must be met before joining the talks": nobody has joined them
            main = grammar.governing_verb(above)
            return "unrealised" if main is not None and grammatical(main) != "happened" else None
        if current.dep_ == "conj":
            current = above
            continue
        if not grammar.is_verbal(above):
            noun = grammar.lemma(above)
            if current.dep_ in ("acl", "ccomp") and noun in words("modality", "planning_nouns"):
                return "negated" if negated(above) else "planned"
            if current.dep_ == "acl" and noun in words("modality", "intending_nouns"):
                return "negated" if negated(above) else "intended"
            if current.dep_ in ("acl", "xcomp", "ccomp") and noun in words("modality", "expecting"):
                return "expected"
            if above.dep_ in ("acomp",) and grammar.is_verbal(above.head):
                found = _by_embedding(above.head, current)
                if found:
                    return found
            verb_above = grammar.governing_verb(above)
            if verb_above is None or above.dep_ not in ("acomp", "attr", "dobj", "prep"):
                return None
            if noun in words("modality", "needed") and current.dep_ in ("ccomp", "xcomp", "advcl"):
                return "obliged"
            if noun in ("ready", "set", "due", "likely", "unlikely", "able", "willing", "prepared", "expected", "sure", "certain"):
                return "expected" if noun in ("likely", "unlikely", "sure", "certain", "expected") else "planned"
            current = verb_above
            continue
        embedded = _by_embedding(above, current)
        if embedded:
            return embedded
        if grammar.lemma(above) in words("cues", "say"):
            return None
        own = _own(above)
        if current.dep_ == "xcomp" and own in ("future", "obliged", "advised", "possible"):
            return own
        current = above
    return None


def looks_forward(worth: str) -> bool:
    """True when a date without its year or week points to what comes after the publication."""
    return worth in ("future", "planned", "intended", "decided", "expected", "possible", "conditional", "demanded", "advised", "obliged")
