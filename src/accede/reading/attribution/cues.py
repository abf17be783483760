"""The cues of a document: verbs, nouns ("their hope that"), adjectives ("is confident that"), fixed phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.attribution.arrangements import Cue, nested, of_verb
from accede.reading.attribution.vocabulary import infinitive, manner
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.attribution.sources import Said
    from accede.reading.tokens import Doc, Token

_LONGEST = 400
_OF_NOUNS = frozenset({"for", "of", "on", "against", "over", "about", "to"})


def find(doc: Doc, said: Said) -> Iterator[Cue]:
    """The cues of a document in order; `said` tells which tokens are inside quotations, whose words are not cues.

    A sentence of more than 400 tokens is a list or worse, and is left unread: work grows with the square of a sentence.
    """
    for token in (t for sentence in doc.sents if len(sentence) <= _LONGEST for t in sentence):
        if token.is_space or token.is_punct or said(token):
            continue
        cue = _fixed(token) or of_verb(token, said) or _of_noun(token) or _of_adjective(token)
        if cue is not None and cue.content:
            yield cue


def _fixed(token: Token) -> Cue | None:
    """ "according to X", "in X's view", "in the words of X"."""
    word = token.lower_
    if word == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        to = token.nbor()
        who = next((c for c in [*to.children, *token.children] if c.dep_ == "pobj"), None)
        cue = [token, to]
    elif word in ("in", "for") and token.dep_ == "prep":
        noun = next((c for c in token.children if c.dep_ == "pobj" and grammar.lemma(c) in words("cues", "views")), None)
        who = next((c for c in noun.children if c.dep_ == "poss"), None) if noun is not None else None
        if noun is not None and who is None:
            who = next((g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
        cue = [token, noun] if noun is not None else []
    else:
        return None
    if who is None:
        return None
    own = {t.i for t in token.subtree} | {t.i for t in cue} | {t.i for t in who.subtree}
    head = _clause_above(token)
    content = [t for t in head.subtree if t.i not in own]
    if grammar.lemma(cue[-1]) == "word":
        content = [t for t in content if t.i > max(own)] or content
    return Cue(grammar.phrase(who), cue, content, "according", head)


def _clause_above(token: Token) -> Token:
    head = token.head
    while head.dep_ not in ("ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl") and head.head != head:
        head = head.head
    return head


def _of_noun(noun: Token) -> Cue | None:
    """ "their hope that ...", "its refusal to ...": a noun with its owner and its complement."""
    if noun.pos_ != "NOUN":
        return None
    how = manner("nominal", grammar.lemma(noun))
    if how is None or (grammar.lemma(noun.head) in words("cues", "carry") and noun.dep_ == "dobj"):
        return None
    who = next((c for c in noun.children if c.dep_ == "poss"), None)
    heads = [c for c in noun.children if c.dep_ in ("acl", "ccomp") and (infinitive(c) or c.dep_ == "ccomp" or any(g.dep_ == "mark" for g in c.children))]
    if not heads and how != "say":
        heads = [g for c in noun.children if c.dep_ == "prep" and c.lower_ in _OF_NOUNS for g in c.children if g.dep_ == "pobj"]
    if who is None or not heads or nested(noun):
        return None
    return Cue(grammar.phrase(who), [noun], list(heads[0].subtree), how, heads[0])


def _of_adjective(word: Token) -> Cue | None:
    """ "is confident that ...", "is willing to ..."."""
    if word.pos_ not in ("ADJ", "VERB") or word.dep_ not in ("acomp", "ROOT", "conj", "ccomp", "advcl"):
        return None
    how = "think" if word.lower_ in words("cues", "inclined") else manner("adjective", word.lower_)
    if how is None:
        return None
    verb = word.head if word.dep_ == "acomp" else word
    clauses = [c for c in [*word.children, *verb.children] if c.i > word.i]
    heads = [c for c in clauses if c.dep_ == "ccomp"] or [c for c in word.children if c.dep_ == "xcomp" and word.lower_ in words("cues", "inclined")]
    who = grammar.subject(verb)
    if not heads or who is None or who.lower_ in ("it", "i", "we"):
        return None
    return Cue(grammar.phrase(who), [word], list(heads[0].subtree), how, heads[0])
