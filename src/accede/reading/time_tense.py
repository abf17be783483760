"""Whether the words around a time look ahead or back, for those who have no parse of the clause."""

from __future__ import annotations

import re
from functools import cache

from accede.reading import lexicon

# How many characters of context are read on either side: about a clause of news prose.
REACH = 110

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|['’]ll\b")
_SENTENCE = re.compile(r"[.!?;:]['’”\"]{0,2}\s+(?=[\"“'‘A-Z`])|\n\s*\n")
_BOUND_AHEAD = re.compile(r"(?:\bby|(?<=[\w,]\s)until|(?<=[\w,]\s)till|\bno later than|ahead of|next|coming|due|scheduled for|slated for|effective|as soon as|as early as)\s+(?:the\s+)?(?:end\s+of\s+|early\s+|late\s+|mid-)?$", re.I)
_INFINITIVE = re.compile(r"\bto\s+(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|this\b|that\b)[a-z]{2,}")


@cache
def _cues() -> dict[str, bool]:
    words = lexicon.load("times")
    return dict.fromkeys(words["back"], False) | {str(word): True for word in words["ahead"]}


def _direction(word: str) -> bool | None:
    """True ahead, False back, None neither."""
    word = word.lower().replace("’", "'")
    known = _cues().get(word)
    if known is None and len(word) > 4 and word.endswith("ed"):
        return False
    return known


def looks_forward(text: str, start: int, end: int) -> bool | None:
    """Whether the words around text[start:end] look ahead (True), back (False), or do not tell (None).

    A word just before decides ("by", "next"); else the nearest verb or like word before the time in its sentence;
    else the nearest after it. Reads at most REACH characters on each side.
    """
    before = text[max(0, start - REACH) : start]
    cut = [match.end() for match in _SENTENCE.finditer(before)]
    before = before[cut[-1] if cut else 0 :]
    if _BOUND_AHEAD.search(before):
        return True
    # "to get around Wednesday's ruling": the infinitive does not reach into the noun that the time belongs to.
    owner = text[end : end + 2] in ("'s", "’s")
    infinitives = set() if owner else {match.start() for match in _INFINITIVE.finditer(before)}
    for match in reversed(list(_WORD.finditer(before))):
        if match.start() in infinitives:
            return True
        found = _direction(match[0])
        if found is not None:
            return found
    after = text[end : end + REACH]
    cut_after = _SENTENCE.search(after)
    for match in _WORD.finditer(after[: cut_after.start() if cut_after else None]):
        found = _direction(match[0])
        if found is not None:
            return found
    return None
