"""Which capitalised words are persons' names, by what stands around them.

No list of names is kept and no model asked: whoever a report lets speak, act or hold an office, it introduces so that a
reader who has never heard of them knows a person from a body or a place. A name is a run of capitalised words that are no
mention of anything known, and one of these holds:

    it stands after a title ("Mr", "Justice") or an office, or with an office in apposition
    it holds an office by the knowledge
    it is who says or thinks something, or a full name that is a subject or object
    its last word stands alone elsewhere, or was the last word of such a name before
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.reading.grammar import SUBJECTS
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.actors import Mention
    from accede.reading.tokens import Doc, Span, Token

_PARTICLES = frozenset("van von de der den del della di do dos du da dela al el bin ibn la le ter af ul".split())
_HYPHENS = frozenset({"-", "‑", "’", "'"})
_LONGEST = 8
_TAKING_PART = SUBJECTS | {"dobj"}
_ALONE = frozenset({"nsubj", "nsubjpass", "pobj", "poss", "dobj", "agent"})


def find(doc: Doc, named: Mapping[int, Mention], sources: Collection[int]) -> list[tuple[int, int]]:
    """The names [start, end) in order, without overlap; `sources` are the places of words by whom something is said."""
    alone = {t.text for t in doc if t.dep_ in _ALONE and t.pos_ == "PROPN" and t.left_edge is t.right_edge}
    nobody = words("cues_media", "narrators") | words("cues_media", "media") | _groups()
    runs: list[tuple[int, int]] = []
    last_names: set[str] = set()
    reached = 0
    for token in doc:
        if token.i < reached or token.i in named or not _is_capital(token) or _is_title(token):
            continue
        end = _end(doc, token.i, named)
        name = doc[next((t.i for t in reversed(doc[token.i : end - 1]) if _is_title(t) or _is_portfolio(t, end)), token.i - 1) + 1 : end]
        if len(name.text) < 3 or name.text.lower() in nobody:
            continue
        if name[-1].text in last_names or _introduced(name, named, sources) or _in_full(name, alone):
            runs.append((name.start, end))
            last_names.add(name[-1].text)
            reached = end
    return runs


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[:1].isalpha() and token.pos_ in ("PROPN", "NOUN", "ADJ") and not token.is_stop and len(token) > 1


def _is_title(token: Token) -> bool:
    """True for what may stand before a name and is no part of it: "Mr", "Justice", "Monday"."""
    return token.lower_ in words("discourse", "titles") or token.lower_ in words("times", "weekdays")


def _is_portfolio(token: Token, end: int) -> bool:
    """True for what an office is for, before a full name: "Minister of Trade Ana Ruiz"."""
    return token.lower_ in words("discourse", "portfolios") and end - token.i > 2


@cache
def _groups() -> frozenset[str]:
    return frozenset(form.lower() for group in load().groups.values() for form in (group.name, *group.names))


def _end(doc: Doc, start: int, named: Mapping[int, Mention]) -> int:
    """Where a run of capitalised words ends; particles and hyphens inside belong to it ("Ann-Marie van der Berg")."""
    end = start + 1
    while end < len(doc) - 1 and end - start < _LONGEST:
        step = end
        if _joins(doc, end) and doc[end + 1].pos_ == "PROPN" and doc[end + 1].is_lower:
            end += 2  # "Seo-jin"
            continue
        while step + 1 < len(doc) and step - end < 3 and (doc[step].lower_ in _PARTICLES or _joins(doc, step)):
            step += 1
        if step in named or not _is_capital(doc[step]):
            break
        end = step + 1
    return end


def _joins(doc: Doc, i: int) -> bool:
    return doc[i].text in _HYPHENS and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _introduced(name: Span, named: Mapping[int, Mention], sources: Collection[int]) -> bool:
    """True beside a title or an office, for a known holder of one, and for who speaks."""
    before = named.get(name.start - 1)
    if before is not None and before.category == "office" or load().holders(name.text):
        return True
    if name.start > 0 and name.doc[name.start - 1].lower_ in words("discourse", "titles"):
        return True
    root = name.root
    if _speaks(root):
        return True
    if root.pos_ != "PROPN" or _is_no_person(name):
        return False
    above = root.head if root.dep_ == "appos" else root
    beside = [above, *(child for child in above.children if child.i < name.start), *(child for child in root.children if child.dep_ == "appos")]
    return (root.i in sources and len(name) > 1) or any(t.i in named and named[t.i].category == "office" for t in beside)


def _speaks(token: Token) -> bool:
    """True for a capitalised name that is the subject of a verb of speech: whoever speaks is a person."""
    return token.pos_ == "PROPN" and token.dep_ == "nsubj" and token.head.lemma in words("cues", "say") and not token.text.isupper()


def _in_full(name: Span, alone: Collection[str]) -> bool:
    """True for a first name with a last name: a subject or object, or one whose last name stands alone elsewhere."""
    root = name.root
    if len(name) == 1 or _is_no_person(name) or any(t.pos_ != "PROPN" and t.text not in _HYPHENS and t.lower_ not in _PARTICLES for t in name):
        return False
    bare = root.left_edge.i >= name.start or name.doc[root.left_edge.i].dep_ != "det"
    return name[-1].text in alone or (root.dep_ in _TAKING_PART and bare and not name.text.isupper())


def _is_no_person(name: Span) -> bool:
    """True where one of its words is that of a body, a place or a thing, and for what only tells the sort of a noun after it."""
    return name.root.dep_ in ("compound", "nmod", "amod") or any(token.lower_ in words("discourse", "bodies") for token in name)
