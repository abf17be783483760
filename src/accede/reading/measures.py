"""Numbers and ratings that a clause gives: hours, rounds, members, thresholds, vote counts, how good an outcome was.

All functions take the words of a clause as a string and give None where the words say nothing.
"""

from __future__ import annotations

import re

from accede.reading.lexicon import load

_WORDS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty".split())}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {word: number for number, word in enumerate(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())}  # fmt: skip
_NUMBER = rf"(?P<n>\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-[a-z]+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_MEMBER_NOUN = r"(?:-?\s*(?:nation|member|country|state|party|strong))?\s*-?(?:members?|member[ -](?:states?|countries|nations)|countries|states|nations|allies|parties|signatories|capitals|parliaments|leaders|economies|governments|partners|ratifications|instruments|peers)"


def number(word: str) -> int | None:
    """A number in figures or in English words up to ninety-nine."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    ten, _, one = word.partition("-")
    if ten in _TENS:
        return _TENS[ten] + (_WORDS.get(one, 0) if one else 0)
    return None


def hours(text: str) -> int | None:
    """The least whole number of hours: "more than five hours", "a five-hour meeting"; minutes and fractions are dropped."""
    for match in re.finditer(rf"\b{_NUMBER}(?:-|\s)(?:and a half )?hours?\b", text, re.I):
        found = number(match["n"])
        if found is not None and 0 < found <= 200:
            return found
    return None


def round_number(text: str) -> int | None:
    """ "the first round", "a 12th round of talks"."""
    match = re.search(r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)\s+(?:\w+\s+)?round\b", text, re.I)
    if match:
        return int(match["n"])
    match = re.search(rf"\b(?P<n>{'|'.join(_ORDINALS)})\s+(?:\w+\s+)?round\b", text, re.I)
    return _ORDINALS.get(match["n"].lower()) if match else None


def tally(text: str) -> int | None:
    """How many have consented: "28 of the 30 members", "ratified by 20 countries", "brings to 29 the number"."""
    for pattern in (
        rf"\b{_NUMBER}(?:\s+out)?\s+of\s+(?:the\s+|its\s+|nato[’']s\s+|[\w’']+\s+){{0,3}}(?:\d+|[a-z-]+)\s*[\w-]*\s*(?:members?|countries|states|nations|allies|parties|parliaments|member)",
        r"\b(?:ratifications?|number|total|tally|count|instruments)\b[^.]{0,40}?\b(?:now\s+)?(?:numbers?|stands?|stood|at|to|reached|is|of|number)\s+(?P<n>\d{1,3})\b",
        rf"\b(?:number|no\.)\s+\d+\s+and\s+(?P<n>\d{{1,3}})\b",
        r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)\s+(?:country|state|nation|party|member|ratification|ally|signatory)\b",
        rf"\b{_NUMBER}\s+(?:more\s+|other\s+|further\s+)?{_MEMBER_NOUN}",
        rf"\b{_NUMBER}\s+have\b",
        r"\b(?:number|no\.)\s+(?P<n>\d{1,3})\b",
    ):
        for match in re.finditer(pattern, text, re.I):
            found = number(match["n"])
            if found is not None and 0 < found < 250:
                return found
    return None


def members(text: str) -> int | None:
    """The number of members: "the 30-member bloc", "all 30 allies", "27 member states"."""
    for match in re.finditer(rf"\b{_NUMBER}(?:\s+(?:current|existing|other|eu|nato|cptpp|wto|un|european|remaining))?(?:-|\s+)(?:\w+\s+)?(?:member|nation|countr|all(?:y|ies)|state|part(?:y|ies)\b|signator|econom|leader|strong|capitals)", text, re.I):
        found = number(match["n"])
        if found is not None and 1 < found < 250:
            return found
    return None


def threshold(text: str) -> int | str | None:
    """ "unanimity" (consensus counts as it), a number of consents, or a share as "55%"."""
    if re.search(r"unanim|consensus|\ball\b|\bevery\b|\beach\b|\bany (?:one|single)\b|\bveto\b", text, re.I):
        return "unanimity"
    match = re.search(r"(\d{1,3})\s*(?:%|per\s?cent|percent)", text, re.I)
    if match and not re.search(r"\b\d{1,3}\s+(?:countries|states|parties|ratifications|members|nations)", text, re.I):
        return f"{match[1]}%"
    if re.search(r"two[- ]thirds", text, re.I):
        return "two-thirds"
    for pattern in (r"\b(?P<n>\d{1,3})(?:th|st|nd|rd)?\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:ratif|countr|state|part|member|nation|instrument|signator|accept)", r"(?:number|least|threshold of|by|requires?|needs?)\s+(?P<n>\d{1,3})\b", r"\b(?P<n>\d{1,3})\s+(?:are|is|were)\s+(?:needed|required|necessary)", rf"\b{_NUMBER}\s+(?:ratif|countr|state|part|member)"):
        for match in re.finditer(pattern, text, re.I):
            found = number(match["n"])
            if found is not None and 1 < found < 250:
                return found
    return None


def votes(text: str) -> str | None:
    """A vote's count as "182-6" or "117-40-18" (for, against, abstaining)."""
    match = re.search(r"\b(\d{1,3})\s+(?:votes?\s+)?(?:to|in favou?r(?:,)?(?: and)?|for(?:,)?(?: and)?|yes)\s+(\d{1,3})\b(?:\s+against)?(?:[^.\d]{0,25}?(\d{1,3})\s+abst)?", text)
    match = match or re.search(r"\b(\d{2,3})[-–](\d{1,3})(?:[-–](\d{1,3}))?\b", text)
    if not match:
        return None
    return "-".join(part for part in match.groups() if part)


def rating(kind: str, text: str, negated: bool) -> str | None:
    """The rating of an outcome or a fulfilment by the words of its clause."""
    low = f" {' '.join(text.lower().split())} "
    lists = load("ratings").get(kind, {})
    for name, forms in lists.items():
        if any(f" {form} " in low or (len(form) > 6 and form in low) for form in forms):
            if negated and kind == "outcome" and name in ("agreement", "progress"):
                return "none"
            if negated and kind == "fulfilment" and name == "full":
                return "partial"
            return str(name)
    return None
