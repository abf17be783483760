"""Where a text quotes: spans between quotation marks of any usual kind.

    “…”  "…"  ``…''  ''…''  «…»  »…«  „…“  ”…”  ‘…’  '…'

A quotation that no mark closes runs to the end of its paragraph, as in print, where the next paragraph opens it anew.
A quotation within a quotation is part of it. Spans are half-open character offsets and hold the marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Span = tuple[int, int]

_MARKS = re.compile(r"[“”„«»\"]|``|''|[‘’']")
_OPENS, _CLOSES = frozenset(("“", "„", "«", "``")), frozenset(("”", "»", "“"))
# Marks that only open, each with the one that closes it: told apart from the marks around them.
_PAIRS = {"“": "”", "``": "''"}
_SINGLE = frozenset("‘’'")
# A quotation in single marks is short, and an apostrophe far away is none of its ends.
_LONGEST_SINGLE = 500


def quotations(text: str) -> list[Span]:
    """The outermost quotations of a text in order, without overlap."""
    found: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        found += _paragraph(text, paragraph.start(), paragraph.end())
    return found


def _paragraph(text: str, low: int, high: int) -> list[Span]:
    marks = [(m.start(), m.group()) for m in _MARKS.finditer(text, low, high)]
    double = [(at, mark) for at, mark in marks if mark not in _SINGLE]
    found: list[Span] = []
    opened, first, inner, nested = -1, "", "", False
    for number, (at, mark) in enumerate(double):
        role = _role(text, at, mark, first if opened >= 0 else "")
        following = double[number + 1] if number + 1 < len(double) else None
        if opened < 0:
            if role != "close":
                opened, first = at, mark
        elif inner and mark == _PAIRS[inner]:
            inner = ""
        elif role == "open" and mark in _PAIRS and mark != first:
            inner = mark
        elif role == "open":
            nested = True
        elif nested and following is not None and _role(text, *following, first) == "close":
            nested = False
        else:
            found.append((opened, at + len(mark)))
            opened, inner, nested = -1, "", False
    if opened >= 0:
        found.append((opened, high))
    singles = [(at, mark) for at, mark in marks if mark in _SINGLE and not _within(at, found)]
    return sorted(found + _single(text, singles))


def _role(text: str, at: int, mark: str, first: str) -> str:
    """ "open", "close" or "either" (the state decides), by the mark that is open and the blanks around this one."""
    if first == "„" and mark in "“”" or first == "»" and mark == "«" or first == "”" and mark == "”":
        return "close"
    before = text[at - 1 : at]
    after = text[at + len(mark) : at + len(mark) + 1]
    leads = (not before or before.isspace() or before in "([{—–-/‘'\"") and bool(after) and not after.isspace()
    if mark == "“" and first and before and not before.isspace() and not leads:
        return "close"
    if mark in _OPENS and mark != "«" or mark == "«" and not before.isalnum() and leads:
        return "open"
    if leads and mark in ('"', "''", "”", "»"):
        return "open"
    if mark in _CLOSES or (before and not before.isspace() and (not after or after.isspace() or after in ".,;:!?)]’'—–-")):
        return "close"
    return "either"


def _within(at: int, spans: list[Span]) -> bool:
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and spans[number][0] <= at < spans[number][1]


def _single(text: str, marks: list[tuple[int, str]]) -> list[Span]:
    """Quotations in single marks: opened before a word, closed after one, and no apostrophe at either end."""
    found: list[Span] = []
    opened = -1
    for number, (at, mark) in enumerate(marks):
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if opened >= 0 and at - opened > _LONGEST_SINGLE:
            opened = -1
        if mark != "’" and (not before or before.isspace() or before in '([—–-"“') and after.isalpha():
            opened = at
        elif opened >= 0 and mark != "‘" and not after.isalnum() and not before.isspace():
            if before == "s" and re.match(r"\s[a-z]", text[at + 1 : at + 3]) and _closes_later(text, at, marks[number + 1 : number + 6]):
                continue
            found.append((opened, at + 1))
            opened = -1
    return found


def _closes_later(text: str, at: int, marks: list[tuple[int, str]]) -> bool:
    """True when another mark soon closes better than this one, which then makes a genitive ("the allies' reply")."""
    return any(at < other < at + 80 and mark != "‘" and not text[other + 1 : other + 2].isalnum()
               and not text[other - 1].isspace() for other, mark in marks)  # fmt: skip
