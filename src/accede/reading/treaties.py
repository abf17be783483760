"""Treaties that the knowledge does not hold, by the capitals of their names: "the Larnaca Convention", "the Treaty of Larnaca".

A name gives its id by itself ("larnaca-convention"): the same in every report that names the treaty so, and never the
id of anything known. "The Agreement", "the Free Trade Agreement" and "the EU Treaty" name no treaty and give none.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from accede.knowledge import fold, load
from accede.reading import grammar
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token

_LONGEST = 8
_LINKS = frozenset({"of", "on", "for", "against", "concerning"})
_CALENDAR = frozenset({*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr})
_INSIDE = frozenset({"of", "the", "and", "on", "in", "for"})


def is_text(id: str) -> bool:
    """True for the id of a treaty or agreement, known or named by its capitals alone."""
    known = load()
    if id in known.instruments:
        return True
    return "-" in id and not _is_taken(id) and bool(words("treaties", "kinds").intersection(id.split("-")))


def _is_taken(id: str) -> bool:
    known = load()
    return any(id in table for table in (known.organisations, known.groups, known.regions, known.states))


def unknown(doc: Doc, taken: Collection[int], states: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """(start, end, id) of each treaty named by capitals, where `taken` are the tokens of what is known otherwise.

    A state, of whose tokens `states` are, makes no name by itself: "the Swedish Convention". Where a
    report tells of no signing, ratifying or the like, a convention is a gathering.
    """
    if not any(grammar.lemma(token) in words("treaties", "signs") for token in doc):
        return
    for token in doc:
        if token.i in taken or not token.text[:1].isupper() or token.text.isupper() or token.lower_ not in words("treaties", "kinds"):
            continue
        start, end = _before(doc, token, taken, states), _after(doc, token, taken, states)
        if start is not None:
            end = token.i + 1
        elif end is not None:
            start = token.i
        if start is None or end is None:
            continue
        id = _slug(doc[start:end].text)
        if not _is_taken(id):
            yield start, end, id


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and (token.is_alpha or "-" in token.text)


def _before(doc: Doc, token: Token, taken: Collection[int], states: Collection[int]) -> int | None:
    """Where the name begins that this word ends; None without a word that tells this treaty from others of its sort."""
    start = token.i
    while start > token.sent.start and token.i - start < _LONGEST:
        word = doc[start - 1]
        if word.i in taken or not (_is_name(word) or (word.text in ("-", "–") and start < token.i)):
            break
        start -= 1
    while start < token.i and (doc[start].lower_ in words("treaties", "openings") or not doc[start].is_alpha):
        start += 1
    own = [t for t in doc[start : token.i] if t.is_alpha and t.i not in states and t.lower_ not in words("treaties", "sorts")]
    return start if own else None


def _after(doc: Doc, token: Token, taken: Collection[int], states: Collection[int]) -> int | None:
    """Where the name ends that this word begins: "Treaty of Larnaca", "Convention on Deep Caves"."""
    end = token.i + 1
    if end >= len(doc) or doc[end].lower_ not in _LINKS:
        return None
    last = None
    for i in range(end + 1, min(end + _LONGEST, token.sent.end)):
        if doc[i].like_num or doc[i].text in _CALENDAR:
            break
        if _is_name(doc[i]) and doc[i].lower_ not in _INSIDE and (i not in taken or doc[end].lower_ == "of"):
            last = i + 1
        elif doc[i].lower_ not in _INSIDE:
            break
    own = [t for t in doc[end + 1 : last] if t.is_alpha and (t.i not in states or doc[end].lower_ == "of") and t.lower_ not in words("treaties", "sorts") | _INSIDE] if last else []
    return last if own else None


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
