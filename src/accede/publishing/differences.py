"""What a later version of a text says otherwise: paragraph by paragraph, within a changed one word by word. Pure.

What always holds: the parts that are not added join to the old text, and those not dropped to the new one, but for the
white space between words and paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

Change = Literal["same", "added", "dropped"]

_BREAK = re.compile(r"\n[ \t\r\f\v]*\n")
#: Two paragraphs are one that was changed where they share so much of their words.
ALIKE = 0.5
#: Paragraphs, and words of one, beyond which nothing is compared within: a text may be made to take for ever.
MOST_PARAGRAPHS, MOST_WORDS = 2_000, 600


class Part(msgspec.Struct, frozen=True):
    """Some words, and what became of them."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[tuple[Part, ...], ...]:
    """The paragraphs of both texts in their order, each in parts."""
    before, after = paragraphs(old), paragraphs(new)
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return tuple((Part("dropped", one),) for one in before) + tuple((Part("added", one),) for one in after)
    return tuple(_paragraphs(before, after))


def is_changed(parts: Sequence[Part]) -> bool:
    """True for a paragraph in which something was added or dropped."""
    return any(part.change != "same" for part in parts)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line: they end at a blank line, where there is none at the end of a line."""
    held = _BREAK.split(text) if _BREAK.search(text.strip()) else text.split("\n")
    return [" ".join(one.split()) for one in held if one.strip()]


def _paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[Part, ...]]:
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from ((Part("same", one),) for one in before[i:j])
        else:
            yield from _changed(before[i:j], after[k:m])


def _changed(before: list[str], after: list[str]) -> Iterator[tuple[Part, ...]]:
    """Paragraphs in the place of others: like ones beside each other in their order, the rest dropped or added whole."""
    left = list(before)
    for one in after:
        words = one.split()
        place = next((at for at, other in enumerate(left[:20]) if _alike(other.split(), words)), None)
        if place is None:
            yield (Part("added", one),)
            continue
        yield from ((Part("dropped", gone),) for gone in left[:place])
        yield tuple(_words(left[place].split(), words))
        del left[: place + 1]
    yield from ((Part("dropped", gone),) for gone in left)


def _alike(one: list[str], other: list[str]) -> bool:
    if max(len(one), len(other)) > MOST_WORDS:
        return False
    shared = len(set(one) & set(other))
    return shared >= ALIKE * max(len(set(one)), len(set(other)))


def _words(before: list[str], after: list[str]) -> Iterator[Part]:
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Part("same", " ".join(before[i:j]))
            continue
        if i < j:
            yield Part("dropped", " ".join(before[i:j]))
        if k < m:
            yield Part("added", " ".join(after[k:m]))
