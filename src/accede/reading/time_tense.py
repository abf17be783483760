"""Whether the words around a time look ahead or back, for those who have no parse of the clause."""

from __future__ import annotations

import re
from functools import cache

from accede.reading import lexicon

# How many characters of context are read on either side: about a clause of news prose.
REACH = 110

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|['’]ll\b")
_SENTENCE = re.compile(r"[.!?;:]['’”\"]{0,2}\s+(?=[\"“'‘A-Z`])|\n\s*\n")
_BY = re.compile(r"\bby\s+(?:the\s+)?(?:(?:end|middle|start)\s+of\s+|early\s+|late\s+|mid-)?$", re.I)
_FRONTED = re.compile(r"(?:^|[,;]|\b(?:and|but))\s*[\"“]?$", re.I)
_BOUND_AHEAD = re.compile(r"(?:(?<=[\w,]\s)until|(?<=[\w,]\s)till|\bno later than|ahead of|next|coming|due|scheduled for|slated for|effective|as soon as|as early as)\s+(?:the\s+)?(?:end\s+of\s+|early\s+|late\s+|mid-)?$", re.I)
# No infinitive ends in -s but in -ss and -us: "according to estimates".
_INFINITIVE = re.compile(r"(?<!according )(?<!prior )\bto\s+(?!(?:the|a|an|his|her|its|their|this|that)\b)[a-z]+(?:ss|us|[a-rt-z])\b")


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


def _is_to_be(words: list[re.Match[str]], at: int) -> bool:
    """True for a participle of what is still to be: "will be held", "are to be formally signed"; not "could not be held"."""
    verb = at - 1 if at and words[at - 1][0].endswith("ly") else at
    if not verb or words[verb - 1][0].lower() != "be":
        return False
    return not any(word[0].lower().startswith("could") for word in words[max(0, verb - 3) : verb - 1])


def _was_done(words: list[re.Match[str]], at: int) -> bool:
    """True for "were closed", "had replied": by then it was done. "Demanded by Friday" asks for what is to come."""
    return any(word[0].lower() in ("was", "were", "been", "had", "hadn't") for word in words[max(0, at - 3) : at])


def _had(words: list[re.Match[str]], at: int) -> bool:
    """True where what looks ahead was done before what is told: "had been due to expire", "the originally planned start"."""
    return any(word[0].lower() in ("had", "hadn't", "originally", "previously", "initially") for word in words[max(0, at - 6) : at])


def looks_forward(text: str, start: int, end: int) -> bool | None:
    """Whether the words around text[start:end] look ahead (True), back (False), or do not tell (None).

    A word just before decides ("by", "next"); else the nearest verb or like word before the time in its sentence;
    else the nearest after it. Reads at most REACH characters on each side.
    """
    before = text[max(0, start - REACH) : start]
    cut = [match.end() for match in _SENTENCE.finditer(before)]
    before = before[cut[-1] if cut else 0 :]
    words = list(_WORD.finditer(before))
    if _BOUND_AHEAD.search(before):
        return not _had(words, len(words))
    by = _BY.search(before)
    if by and _FRONTED.search(before[: by.start()]):
        return _after(text, end) is not False
    # "to get around Wednesday's ruling": the infinitive does not reach into the noun that the time belongs to.
    owner = text[end : end + 2] in ("'s", "’s")
    infinitives = set() if owner else {match.start() for match in _INFINITIVE.finditer(before)}
    for at in range(len(words) - 1, -1, -1):
        found = True if words[at].start() in infinitives else _direction(words[at][0])
        if found:
            return not _had(words, at)
        if found is False:
            return _is_to_be(words, at) or (by is not None and not _was_done(words, at))
    return True if by else _after(text, end)


def _after(text: str, end: int) -> bool | None:
    """The direction of the nearest word after the time, in its sentence, that has one."""
    after = text[end : end + REACH]
    cut = _SENTENCE.search(after)
    directions = (_direction(match[0]) for match in _WORD.finditer(after[: cut.start() if cut else None]))
    return next((found for found in directions if found is not None), None)
