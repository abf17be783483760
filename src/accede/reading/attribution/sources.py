"""Who speaks or thinks by a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.attribution.vocabulary import COMMAS, MARKS, attributes, manner
from accede.reading.lexicon import words

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})

if TYPE_CHECKING:
    from accede.reading.tokens import Token

    # True for tokens inside quotations, which are neither cues nor sources.
    Said = Callable[[Token], bool]


def source(verb: Token, said: Said) -> Token | None:
    """Who speaks or thinks by a verb: its own subject or agent, the one it shares, else the noun beside it."""
    if grammar.is_passive(verb):
        undergoer = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return undergoer if undergoer is not None and grammar.lemma(verb) in words("cues", "experienced") else next(iter(grammar.agents(verb)), None)
    if _undergone(verb):
        return next((g for c in verb.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"), None)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "csubj", "nsubjpass") and not said(c)]
    own = next((c for c in reversed(subjects) if c.i < verb.i), subjects[0] if subjects else None)
    if own is None:
        shared = _shared(verb, said)
        own = shared if shared is not None and not said(shared) else _beside(verb, said)
    elif own.tag_ in ("WDT", "WP") or (own.lower_ == "that" and verb.dep_ == "relcl"):
        return grammar.subject(verb)
    return own


def speaker(verb: Token, who: Token | None) -> list[Token]:
    """The words of a source; a relative pronoun stands with the noun that it takes up ("Holm, who said")."""
    if who is None:
        return []
    own = {t.i for t in verb.subtree} if verb.head == who else set()
    words_of = [t for t in grammar.phrase(who) if t.i not in own]
    while words_of and words_of[-1].is_punct:
        words_of.pop()
    pronoun = next((c for c in verb.children if c.tag_ in ("WDT", "WP") and c.dep_ in ("nsubj", "nsubjpass")), None)
    return [*words_of, pronoun] if pronoun is not None and pronoun not in words_of else words_of


def _undergone(verb: Token) -> bool:
    """True for "asked about it, she said" and "when asked": a participle without subject, object or auxiliary."""
    return (verb.tag_ in ("VBN", "VBD") and verb.dep_ == "advcl" and not any(
        c.dep_ in ("nsubj", "csubj", "expl", "dobj", "aux") for c in verb.children))


def _shared(verb: Token, said: Said) -> Token | None:
    """The subject of the verb above, for "..., adding that" and "to say that"; the object's, for "let them say"."""
    above = outer(verb)
    if above is not None:
        return source(above, said)
    if verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text in COMMAS | MARKS and verb.dep_ != "conj":
        for above in verb.ancestors:
            if above.i < verb.i and grammar.is_verbal(above) and attributes(above):
                return source(above, said)
    if verb.dep_ in ("advcl", "xcomp") and verb.tag_ in ("VBG", "VB") and grammar.is_verbal(verb.head):
        moved = next((c for c in verb.head.children if c.dep_ in ("dobj", "dative")), None)
        if verb.dep_ == "advcl" or (moved is not None and manner("person_infinitive", grammar.lemma(verb.head)) is None):
            return source(verb.head, said)
    if verb.dep_ == "pcomp" and (governor := grammar.governing_verb(verb.head.head)) is not None:
        blamed = [c for c in governor.children if c.dep_ in ("dative", "dobj", "nsubjpass") and verb.head.lower_ == "for"]
        return blamed[0] if blamed else source(governor, said)
    found = grammar.subject(verb)
    if found is not None and verb.dep_ in ("acl", "relcl") and grammar.lemma(found) in words("cues", "statements"):
        return _author(found, said) or found
    if found is None and verb.tag_ in ("VBG", "VB"):
        carrier = next((t for t in verb.ancestors if grammar.is_verbal(t)), None)
        found = grammar.subject(carrier) if carrier is not None else None
    return found


def outer(verb: Token) -> Token | None:
    """The verb of speech that a verb is really joined to: in "he says the talks have failed and demands a vote" the
    parser joins "demands" to "failed", but the form of the word is that of "says".
    """
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in _FINITE or any(c.dep_ in ("aux", "nsubj", "expl") for c in verb.children):
        return None
    finite = next((c for c in first.children if c.dep_ in ("aux", "auxpass") and (c.tag_ in _FINITE or c.tag_ == "MD")), first)
    above = first.head
    if first.dep_ == "ccomp" and finite.tag_ != verb.tag_ and above.tag_ == verb.tag_ and above.i < first.i:
        return above
    return None


def _author(text: Token, said: Said) -> Token | None:
    """Whose statement it is: "she issued a statement saying", "the ministry's report that found"."""
    owner = next((c for c in text.children if c.dep_ == "poss"), None)
    if owner is None and text.dep_ in ("dobj", "pobj") and (verb := grammar.governing_verb(text)) is not None:
        owner = source(verb, said) if grammar.lemma(verb) in words("cues", "carry") or grammar.lemma(verb) in words("cues", "authoring") else None
    return owner


def _beside(verb: Token, said: Said) -> Token | None:
    """The noun next to a verb, where the parser saw no subject: "“...,” said the minister", "the minister, Anna Holm, said"."""
    if not verb.i or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    doc = verb.doc
    if verb.nbor(-1).text in COMMAS | MARKS:
        for token in doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]:
            if token.is_punct or said(token):
                break
            if token.pos_ in _NOMINAL and token.dep_ not in ("compound", "poss", "nmod", "amod"):
                return token
    for token in reversed(doc[max(verb.sent.start, verb.i - 6) : verb.i]):
        if token.pos_ in _NOMINAL and not said(token):
            while token.head.pos_ in _NOMINAL and token.head.i < verb.i and token.head != token:
                token = token.head
            return token if token.dep_ not in ("pobj", "dobj") else None
        if not (token.pos_ in ("ADV", "AUX") or token.text in COMMAS or token.text in ")"):
            return None
    return None
