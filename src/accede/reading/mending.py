"""What the parser takes apart wrongly, put right before its tree is built.

"On Monday Croatia will join", "at the summit in 2008 Athens objected": without a comma the parser at times takes the day
and the name after it for one name, so that the verb is left without a subject and the happening without a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_WITHIN_NAME = frozenset({"compound", "nummod", "nmod", "amod"})
_CLIMB = 6


def part_days_from_names(tokens: list[Token], heads: list[int]) -> None:
    """Gives the day to its preposition and the name to the verb; `heads` holds each head's place relative to its token."""
    for time in tokens[1:-1]:
        before = tokens[time.i - 1]
        if before.dep_ != "prep" or not _is_day(time):
            continue
        name = tokens[time.i + heads[time.i]] if time.dep_ in _WITHIN_NAME else tokens[time.i + 1]
        if name.i <= time.i or name.pos_ != "PROPN" or _is_day(name):
            continue
        if name.dep_ == "pobj" and name.i + heads[name.i] == before.i:
            verb = _verb_above(tokens, heads, before.i)
            if verb is None or verb < name.i or _has_subject(tokens, heads, before.i, verb):
                continue
            heads[name.i], name.dep_ = verb - name.i, "nsubj"
        elif time.dep_ not in _WITHIN_NAME or any(heads[i] == before.i - i for i in range(time.i, name.i + 1)):
            continue
        heads[time.i], time.dep_ = -1, "pobj"


def _is_day(token: Token) -> bool:
    year = token.is_digit and len(token.text) == 4
    return year or (token.is_title and (token.lower_ in words("times", "weekdays") or token.lower_ in words("times", "months")))


def _verb_above(tokens: list[Token], heads: list[int], at: int) -> int | None:
    for _ in range(_CLIMB):
        above = at + heads[at]
        if tokens[above].pos_ in ("VERB", "AUX"):
            return above
        if above == at:
            return None
        at = above
    return None


def _has_subject(tokens: list[Token], heads: list[int], start: int, verb: int) -> bool:
    return any(tokens[i].dep_ in _SUBJECTS and i + heads[i] == verb for i in range(start, verb))
