"""Can a report hold a claim at all? Most news is about something else, and is passed over before it is parsed.

One pass over the words finds those of processes and of dealings (lexicon/gate.yaml and the classes that it names) and
the names of states and organisations that the knowledge has. They count where they stand together, within a stretch
of some thirty words: "ratified" beside a state, "talks" between two. A report passes when it has enough such points
for its length. A text of a sentence or two passes on less, for it tells one thing and has no room for more. Of a report
that passes narrowly, for it only touches a process, those paragraphs are read that hold a word of one.

What is lost to the gate is measured by benchmarks/gate.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from accede.knowledge import load
from accede.reading import lexicon

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

#: Characters of a stretch, in which words count together.
STRETCH = 200
#: Points of one stretch that count: a list of names and treaties is no more about a process than a sentence is.
MOST_OF_A_STRETCH = 3
#: Points that a report needs: one, and one more for each so many words.
WORDS_A_POINT = 65
#: How many times these a report needs to be read whole.
WHOLE = 1.3
#: Words of a text that has room for one thing only.
SNIPPET = 40

_SIGNS = str.maketrans(dict.fromkeys("\n\t\r\f\v\xa0,;:()[]{}<>\"“”„«»‘’'`!?./-–—―*+|•…", " "))
# Paragraphs end at a blank line, or where the next line is indented.
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n|[ \t]{2,}))*")
_STATES = frozenset({"state", "adjective", "people", "capital", "metonym"})
_BODIES = frozenset({"organisation", "body", "group", "region"})


class Found(NamedTuple):
    """What stands in one stretch: words of processes and of dealings, ids of states and of organisations."""

    process: set[str]
    dealing: set[str]
    states: set[str]
    bodies: set[str]

    @classmethod
    def nothing(cls) -> Found:
        """A stretch in which nothing was found."""
        return cls(set(), set(), set(), set())

    @property
    def points(self) -> int:
        """How much the stretch tells of a process."""
        process = (2 if self.states or self.bodies else 1) if self.process else 0
        words = len(self.dealing) + bool(self.dealing & _envoys())
        if words and (self.bodies or len(self.states) > 1):
            dealing = 1 + (bool(self.bodies) and len(self.states) > 1 or words > 3)
        else:
            dealing = int(words + bool(self.states) > 2)
        points = process + dealing
        return min(points, MOST_OF_A_STRETCH)


def passes(text: str) -> bool:
    """False where a text is passed over: it tells of no process among states and organisations."""
    return weight(text) >= 1


def weight(text: str) -> float:
    """How many times the points that it needs a text has; it passes with once."""
    plain = _plain(text)
    words = plain.count(" ") - 1
    stretches = _found(plain, short=words <= SNIPPET)
    if words <= SNIPPET:
        return WHOLE if _is_enough_for_a_snippet(stretches) else 0
    return sum(stretch.points for stretch in stretches) * WORDS_A_POINT / (WORDS_A_POINT + words)


def beside(text: str) -> list[tuple[int, int]]:
    """The spans of a text that need not be read, half-open: paragraphs that tell of no process, where the text only touches one.

    The first two paragraphs, title and opening, are always read.
    """
    if weight(text) >= WHOLE:
        return []
    return [match.span() for match in list(_PARAGRAPH.finditer(text))[2:] if not _found(_plain(match[0]), short=False)]


def _plain(text: str) -> str:
    """Words with a space around each."""
    return f" {' '.join(text.translate(_SIGNS).split())} "


def _is_enough_for_a_snippet(stretches: Sequence[Found]) -> bool:
    """True where it names a state or an organisation, or speaks of a process or twice of dealings."""
    dealing = set[str]().union(*(stretch.dealing for stretch in stretches))
    return len(dealing) > 1 or any(stretch.process or stretch.states or stretch.bodies for stretch in stretches)


def _found(plain: str, *, short: bool) -> list[Found]:
    """What each stretch of a text holds; of a longer text without any word of processes and dealings, nothing."""
    stretches: dict[int, Found] = {}
    _note(stretches, _words(), plain.lower())
    if stretches or short:
        _note(stretches, _names(), plain)
    return list(stretches.values())


def _note(stretches: dict[int, Found], search: Search, text: str) -> None:
    for pattern, start, end in search.automaton.find_matches_as_indexes(text):
        if text[end] == " ":
            which, what = search.meanings[pattern]
            stretches.setdefault(start // STRETCH, Found.nothing())[which].add(what)


class Search(NamedTuple):
    """An automaton over forms, each with a space before it, and for each form (index in Found, what it stands for)."""

    automaton: AhoCorasick
    meanings: list[tuple[int, str]]


def _search(forms: Iterable[tuple[str, int, str]]) -> Search:
    """The search for (form, index in Found, what it stands for); of a form given twice the first counts."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    meanings: dict[str, tuple[int, str]] = {}
    for form, which, what in forms:
        meanings.setdefault(f" {' '.join(form.translate(_SIGNS).split())}", (which, what))
    automaton = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return Search(automaton, list(meanings.values()))


@cache
def _words() -> Search:
    treaties = ((form.text.lower(), 0, form.id) for form in load().surface_forms() if form.category == "instrument")
    lists = ((form, i, lemma) for i, name in enumerate(("process", "dealing")) for lemma in listed(name) for form in inflected(lemma))
    return _search([*lists, *treaties])


@cache
def _names() -> Search:
    """Names count in their own capitals; what also means something else counts as a state, never as an organisation."""
    found = [
        (form.text, 2 if form.category in _STATES else 3, form.id)
        for form in load().surface_forms()
        if (form.category in _STATES and not (form.ambiguous and form.category == "metonym"))
        or (form.category in _BODIES and not form.ambiguous)
    ]
    return _search(found)


def listed(name: str) -> list[str]:
    """The lemmas of a list of lexicon/gate.yaml, in order."""
    listed = lexicon.load("gate")[name]
    lemmas = {lemma for each in listed["classes"] for part in lexicon.concept(each) for lemma in part}
    return sorted((lemmas | set(listed["words"])) - set(listed["without"]))


@cache
def _envoys() -> frozenset[str]:
    return frozenset(lexicon.words("gate", "envoys"))


def inflected(lemma: str) -> Iterator[str]:
    """The forms that an English word can have by the regular endings, more rather than fewer; a longer form as it is, and its plural."""
    yield lemma
    yield lemma + "s"
    if " " in lemma:
        return
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    yield from (lemma + "es", stem + "ed", stem + "ing", stem + stem[-1] + "ed", stem + stem[-1] + "ing")
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
