"""The words that attribute, by what they take: lexicon/cues.yaml as tables, and the marks that set speech off."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.lexicon import load, words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

COMMAS = frozenset({",", ";", "—", "–", "--", "-"})
ENDS = frozenset({".", "!", "?", "…"})
MARKS = frozenset({'"', "“", "”", "''", "``", "«", "»", "„", "‘", "’", "'"})


@cache
def _lists() -> dict[str, dict[str, str]]:
    """Arrangement -> lemma -> manner."""
    table: dict[str, dict[str, str]] = {"clause": {}}
    for name, entries in load("cues").items():
        arrangement, _, manner = name.partition(".")
        if name in ("ask", "think", "say"):
            table["clause"] |= {word: name for word in entries if name != "ask" or word not in table["clause"]}
        elif manner:
            table.setdefault(arrangement, {}).update(dict.fromkeys(entries, manner))
    return table


def manner(arrangement: str, word: str) -> str | None:
    """The manner of a lemma in an arrangement of cues.yaml, None where it takes no such thing."""
    return _lists().get(arrangement, {}).get(word)


def attributes(verb: Token) -> bool:
    """True for a verb by which something is said, thought, asked or judged of another."""
    word = grammar.lemma(verb)
    return any(manner(arrangement, word) for arrangement in ("clause", "person_infinitive", "infinitive", "noun"))


def quotes(verb: Token) -> bool:
    """True for a verb that can own a quotation."""
    word = grammar.lemma(verb)
    if word in words("cues", "silent"):
        return False
    return word in words("cues", "say") or word in words("cues", "ask") or word in words("cues", "quotation")


def infinitive(verb: Token) -> bool:
    """True for "to say"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
