"""What a house does with what is before it: it debates, it votes, and the vote may be lost or its result not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.lexicon import words
from accede.reading.modality import child_towards, is_of

if TYPE_CHECKING:
    from accede.reading.tokens import Token


def deliberates(word: Token) -> bool:
    """True where a matter is before a house and not decided: "debated the protocol", "its first reading", "discussed ratification"."""
    verb = grammar.governing_verb(word)
    above = verb is not None and verb != word and is_of(verb, "deliberating") and child_towards(verb, word).dep_ in ("dobj", "nsubjpass", "pobj", "prep")
    return is_of(word, "deliberating") or above


def is_lost_vote(word: Token) -> bool:
    """ "Voted down the protocol", "voted against it"."""
    verb = grammar.governing_verb(word)
    return verb is not None and grammar.lemma(verb) == "vote" and any(c.lower_ in ("down", "against") for c in verb.children)


def is_open_vote(word: Token) -> bool:
    """ "Voted on the protocol", "held a vote on it": on what, and not how. "Voted on Monday" tells a day."""
    verb = grammar.governing_verb(word) or word
    votes = [t for t in (word, verb, *(c for c in verb.children if c.dep_ in ("dobj", "nsubjpass"))) if grammar.lemma(t) in ("vote", "ballot")]
    days = words("times", "months") | words("times", "weekdays") | {"day", "date"}
    what = [g for t in votes for c in t.children if c.dep_ == "prep" and c.lower_ == "on" for g in c.children if g.dep_ in ("pobj", "pcomp")]
    return any(grammar.lemma(g) not in days and not g.like_num for g in what)
