"""The words of a text as search knows them, and whether a text has what is asked for. Pure; the same for every database.

Both databases are given the words that this module finds, and none of their own notions of a word: so both find the same.
A word is a run of letters and digits, without accents and case. Nothing is stemmed; `ratif*` asks for a beginning.

    >>> asked = parse('Erdogan "grand national assembly" ratif*')
    >>> [" ".join(term.words) + "*" * term.beginning for term in asked]
    ['erdogan', 'grand national assembly', 'ratif*']
    >>> has(folded_words(["", "Erdoğan asked the Grand National Assembly to ratify."]), asked)
    True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from accede.errors import NotFound

#: Stands between two fields, so that no phrase is found across them. Not a letter: no text and no question has it as a word.
BREAK = "\ue000"
#: Of a word longer than this, the beginning counts, in texts and in questions.
LONGEST = 40
#: So many words of a text, and letters of words, are searched; PostgreSQL's tsvector holds no more.
MOST_WORDS, MOST_LETTERS = 16_000, 200_000
#: So many words or phrases of a question are looked for, and so many of its characters are read.
MOST_TERMS, MOST_ASKED = 32, 1_000

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_TERM = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
# Letters that Unicode does not take apart, as English news writes them.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h",
    }
)  # fmt: skip


class Word(NamedTuple):
    """A word of a text: as it is looked for, in which field, and where there: `fields[field][start:end]`."""

    folded: str
    field: int
    start: int
    end: int


class Term(NamedTuple):
    """Words that must follow each other; of the last, where `beginning`, only the beginning is given."""

    words: tuple[str, ...]
    beginning: bool = False


def words(fields: Sequence[str]) -> list[Word]:
    """The words of the fields of a text in their order, BREAK between two fields; of a very long text, the first."""
    found: list[Word] = []
    letters = 0
    for number, text in enumerate(fields):
        if found:
            found.append(Word(BREAK, number, 0, 0))
        plain = text.isascii()
        for match in _WORD.finditer(text.lower() if plain else text):
            word = match[0][:LONGEST] if plain else folded(match[0])
            letters += len(word)
            if len(found) >= MOST_WORDS or letters > MOST_LETTERS:
                return found
            if word:
                found.append(Word(word, number, match.start(), match.end()))
    return found


def folded_words(fields: Sequence[str]) -> list[str]:
    """`[word.folded for word in words(fields)]`, several times as fast."""
    found: list[str] = []
    for text in fields:
        if found:
            found.append(BREAK)
        plain = text.isascii()
        held = _WORD.findall(text.lower() if plain else text)
        found += held if plain and len(max(held, key=len, default="")) <= LONGEST else filter(None, map(folded, held))
    if len(found) > MOST_WORDS or sum(map(len, found)) > MOST_LETTERS:
        return [word.folded for word in words(fields)]
    return found


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word as it is compared: without accents and case, cut to LONGEST. Empty where nothing is left of it."""
    if not word.isascii():
        for _ in range(2):  # a letter without case may be one that can be taken apart
            apart = unicodedata.normalize("NFKD", word.translate(_LETTERS))
            word = "".join(sign for sign in apart if sign.isalnum()).casefold()
        word = "".join(sign for sign in word if sign.isalnum())
    return word.lower()[:LONGEST]


def parse(asked: str) -> tuple[Term, ...]:
    """What is asked for: words, "phrases", beginnings*. All must be there, in any order. No other sign means anything.

    Raises NotFound where there is no word in it.
    """
    terms: dict[Term, None] = {}
    for match in _TERM.finditer(asked[:MOST_ASKED]):
        phrase, star, bare = match.groups()
        said = bare if phrase is None else phrase
        if found := tuple(word.folded for word in words([said])):
            terms[Term(found, bool(star) or (bare is not None and bare.endswith("*")))] = None
    if not terms:
        raise NotFound("there is no word to search for", "give a word, a \"phrase\" or the beginning of a word: ratif*")
    return tuple(terms)[:MOST_TERMS]


def has(text: Sequence[str], asked: Sequence[Term]) -> bool:
    """True where every term is among the folded words of a text."""
    return all(next(places(text, term), None) is not None for term in asked)


def places(text: Sequence[str], term: Term) -> Iterator[int]:
    """Where in the folded words of a text the term begins, from the first on."""
    *before, last = term.words
    if not set(before).issubset(text):
        return
    length = len(term.words)
    for at in range(len(text) - length + 1):
        end = text[at + length - 1]
        if (end.startswith(last) if term.beginning else end == last) and list(text[at : at + length - 1]) == before:
            yield at
