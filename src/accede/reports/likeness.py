"""What is compared of two reports: the runs of words of their news, and what a rewriting leaves of them. Pure.

- the runs of five words: what a reprint leaves as it was;
- the pairs of stems that stand near each other, in either order: what a rewriting leaves as well. Stop words go,
  number words become digits, and a stem is the beginning of a word, so that inflection and spelling matter little;
- the sentences, as their stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import msgspec

from accede.knowledge import fold
from accede.model import Report

#: A run has so many words.
WORDS = 5
#: Near are stems of one sentence with fewer than so many between them; a stem has so many letters.
NEAR = 3
STEM = 5
#: A sentence is told again by one, or by two together, that shares so much of both their stems; shorter ones are not asked.
SENTENCE = 0.3
LEAST_STEMS = 4

_WORD = re.compile(r"\w+")
# A line that ends with no stop goes on in the next, unless a blank line or an indent begins a paragraph there.
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|(?<=[.!?”\"])\n|\n\s*\n|\n(?=[ \t]{2})")
_STOP = frozenset(
    "a an the of to in on at by for from with and or but nor not no that this these those it its he she they his her their him"
    " them i you we us our your my me is are was were be been being am has have had do does did will would shall should may"
    " might can could must as if than then there here which who whom whose what when where while how why also so into onto"
    " about after before over under up down out off more most only other such all any both each own same very just s t"
    " said say says".split()
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split()
    )
} | {f"{word}ty": f"{number}0" for number, word in enumerate("thir for fif six seven eigh nine".split(), start=3)}


class Likeness(msgspec.Struct, frozen=True):
    """What is compared of a report's text."""

    words: tuple[str, ...]
    runs: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    near: frozenset[tuple[str, str]]


@lru_cache(maxsize=2048)
def likeness(report: Report) -> Likeness:
    """The words of the news, their runs, and what is left of them in other words."""
    text = news(report)
    words = tuple(_WORD.findall(text.casefold()))
    runs = frozenset(" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))
    stems = [_stems(sentence) for sentence in _SENTENCE.split(text)]
    near = frozenset(pair for sentence in stems for pair in _near(sentence))
    return Likeness(words, runs, tuple(frozenset(one) for one in stems if len(one) >= LEAST_STEMS), near)


def news(report: Report) -> str:
    """The text of a report, its furniture blanked out."""
    text = report.text
    for item in report.furniture:
        text = text[: item.start] + "\n" * (item.end - item.start) + text[item.end :]
    return text


def _stems(sentence: str) -> list[str]:
    words = (_NUMBERS.get(word, word) for word in map(fold, _WORD.findall(sentence)))
    return [word if word.isdigit() else word[:STEM] for word in words if word not in _STOP]


def _near(stems: list[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(stems):
        for other in stems[at + 1 : at + 1 + NEAR]:
            if one != other:
                yield (one, other) if one < other else (other, one)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two sets have in common in all that they have; 0 where they have nothing."""
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)


def retold(less: Likeness, more: Likeness) -> float:
    """Which share of one text's sentences, by their stems, the other tells again."""
    there = [*more.sentences, *(one | other for one, other in pairwise(more.sentences))]
    told = sum(len(own) for own in less.sentences if any(_is_retold(own, other) for other in there))
    return told / max(1, sum(map(len, less.sentences)))


def _is_retold(own: frozenset[str], other: frozenset[str]) -> bool:
    common = len(own & other)
    return common >= SENTENCE * (len(own) + len(other) - common)
