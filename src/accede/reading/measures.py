"""Numbers and ratings that a clause gives: hours, rounds, members, thresholds, vote counts, how good an outcome was.

All functions take the words of a clause as a string and give None where the words say nothing.
"""

from __future__ import annotations

import re

from accede import knowledge
from accede.reading.lexicon import load

_WORDS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty".split())}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {word: number for number, word in enumerate(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split())}  # fmt: skip
_ORDINALS |= {ten[:-1] + "ieth": value for ten, value in _TENS.items()}
_ORDINALS |= {f"{ten}-{word}": value + _ORDINALS[word] for ten, value in _TENS.items() for word in list(_ORDINALS)[1:10]}
# The word alone is never enough: "only", "all" and "than" stand where a number could, and must not swallow it.
_TEN = "|".join(_TENS)
_NUMBER = rf"(?P<n>\d{{1,3}}|(?:{_TEN})(?:-(?:{'|'.join(list(_WORDS)[1:10])}))?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_ORDINAL = rf"(?P<n>\d{{1,3}}(?=st|nd|rd|th)|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?:st|nd|rd|th)?"
# "28 NATO members": the short names of organisations, which also stand without a point ("EU", "CPTPP").
_ORGANISATION = "|".join(sorted({re.escape(short) for o in knowledge.load().organisations.values() if o.joinable for short in o.abbreviations}))
_MEMBER_NOUN = rf"(?:-?\s*(?:nation|member|country|state|party|strong|{_ORGANISATION}))?\s*-?(?:members?|member[ -](?:states?|countries|nations)|countries|states|nations|allies|parties|signatories|capitals|parliaments|leaders|economies|governments|partners|ratifications|instruments|acceptances|deposits|peers)"


def number(word: str) -> int | None:
    """A number in figures or in English words up to ninety-nine, cardinal or ordinal."""
    word = word.lower()
    if word.isdecimal():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    if word in _ORDINALS:
        return _ORDINALS[word]
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
    """The number of a round of talks: "the first round", "a 12th round of talks"."""
    match = re.search(rf"\b{_ORDINAL}\s+(?:and\s+\w+\s+\w+\s+|and\s+\w+\s+|\w+\s+)?rounds?\b", text, re.I)
    return number(match["n"]) if match else None


def tally(text: str) -> int | None:
    """How many have consented: "28 of the 30 members", "ratified by 20 countries", "brings to 29 the number"."""
    for pattern in (
        rf"\b{_NUMBER}(?:\s+out)?\s+of\s+(?:the\s+|its\s+|(?:{_ORGANISATION})[’']s\s+|[\w’']+\s+){{0,3}}(?:\d+|[a-z-]+)\s*[\w-]*\s*(?:members?|countries|states|nations|allies|parties|parliaments|member)",
        r"\b(?:ratifications?|number|total|tally|count|figure|sum|instruments|acceptances)\b[^.]{0,70}?\b(?:now\s+)?(?:numbers?|stands?|stood|at|to|reach(?:es|ed)?|is|of|number|hits?)\s+(?P<n>\d{1,3})\b",
        r"\b(?:climb|r[io]se|grow|grew|increase|jump|stand|stood|went up|goes up)(?:s|n|d|ed)?\s+(?:up\s+)?(?:to|at)\s+(?P<n>\d{1,3})\b",
        r"\bto\s+(?P<n>\d{1,3})\s+the\s+(?:number|total|tally|count)\b",
        r"\b(?:number|no\.)\s+\d+\s+and\s+(?P<n>\d{1,3})\b",
        rf"\b{_ORDINAL}\s+(?:\w+\s+)?(?:country|state|nation|party|member|ratification|ally|signatory|parliament|instrument|acceptance|deposit)\b",
        rf"\b{_NUMBER}\s+(?:more\s+|other\s+|further\s+|(?:{_ORGANISATION})\s+|of them\s+)?{_MEMBER_NOUN}",
        rf"\b{_NUMBER}\s+(?:of them\s+)?have\b",
        r"\b(?:number|no\.)\s+(?P<n>\d{1,3})\b",
    ):
        for match in re.finditer(pattern, text, re.I):
            found = number(match["n"])
            if found is not None and 0 < found < 250:
                return found
    return None


_ALL_OF = r"\b(?:all|each|every one|any|any one|one|none)\s+(?:of\s+)?(?:the\s+|its\s+)?"


def members(text: str) -> int | None:
    """The number of members: "the 30-member bloc", "all 30 allies", "27 member states", "all of the 27"."""
    who = r"(?:member|nation|countr|all(?:y|ies)|state|part(?:y|ies)\b|signator|econom|leader|strong|capitals|ambassador|government|parliament)"
    for pattern in (
        rf"\bof\s+(?:the\s+|its\s+|all\s+|(?:{_ORGANISATION})[’']s\s+){{1,2}}{_NUMBER}(?:-|\s+)(?:[\w’']+\s+){{0,2}}{who}",
        rf"\b{_NUMBER}(?:\s+(?:current|existing|other|{_ORGANISATION}|european|remaining|present)){{0,2}}(?:-|\s+)(?:[\w’']+\s+)?{who}",
        rf"{_ALL_OF}{_NUMBER}\b",
        rf"\b(?:bloc|alliance|union|group|club|organi[sz]ation|pact)\s+of\s+{_NUMBER}\b",
    ):
        for match in re.finditer(pattern, text, re.I):
            found = number(match["n"])
            if found is not None and 1 < found < 250:
                return found
    return None


_SHARES = {r"two[- ]thirds": "2/3", r"three[- ](?:quarters|fourths)": "75%", r"three[- ]fifths": "60%", r"four[- ]fifths": "80%"}


def threshold(text: str) -> int | str | None:
    """ "unanimity" (consensus counts as it), a number of consents, or a share as "55%" (two thirds are "2/3")."""
    if re.search(r"unanim|consensus|\ball\b|\bevery\b|\beach\b|\bany (?:one|single|member|ally|country|state)\b|\bveto\b", text, re.I):
        return "unanimity"
    counted = r"(?:ratif|countr|state|part|member|nation|instrument|signator|accept|deposit|acced|government)"
    share = re.search(r"(\d{1,3})\s*(?:%|per\s?cent\b|percent|pct\b)", text, re.I)
    if share and 0 < int(share[1]) <= 100 and not re.search(rf"\b\d{{1,3}}\s+(?:of\s+the\s+)?(?:\d+\s+)?{counted}", text, re.I):
        return f"{share[1]}%"
    for form in _SHARES:
        # of "two thirds of the 164 members" the share decides, not how many there are
        text = re.sub(rf"({form})\s+of\s+(?:the\s+|its\s+)?\d+\b", r"\1 of", text, flags=re.I)
    for pattern in (
        rf"\b{_NUMBER}\s+(?:of\s+the\s+|of\s+its\s+)?(?:\w+\s+){{0,2}}{counted}",
        rf"\b{_ORDINAL}\s+(?:\w+\s+)?{counted}",
        rf"\b(?:number|least|threshold of|by|requires?|needs?)\s+{_NUMBER}\b(?!\s*(?:%|per|pct|day|month|year|week))",
        rf"\b{_NUMBER}\s+(?:are|is|were)\s+(?:needed|required|necessary)",
    ):
        for match in re.finditer(pattern, text, re.I):
            found = number(match["n"])
            if found is not None and 1 < found < 250 and not re.search(r"\b(?:day|month|year|week)s?\b", match[0], re.I):
                return found
    return next((value for form, value in _SHARES.items() if re.search(form, text, re.I)), None)


def votes(text: str) -> str | None:
    """A vote's count as "182-6" or "117-40-18" (for, against, abstaining)."""
    match = re.search(r"\b(\d{1,3})\s+(?:votes?\s+)?(?:to|in favou?r(?:,)?(?: and)?|for(?:,)?(?: and)?|yes)\s+(\d{1,3})\b(?:\s+against)?(?:[^.\d]{0,25}?(\d{1,3})\s+abst)?", text)
    match = match or re.search(r"\b(\d{2,3})[-–](\d{1,3})(?:[-–](\d{1,3}))?\b", text)
    if not match:
        return None
    return "-".join(part for part in match.groups() if part)


def rating(kind: str, text: str, negated: bool) -> str | None:
    """The rating of an outcome or a fulfilment by the words of its clause."""
    bare = re.sub(r"[^\w’%-]+", " ", text.lower())
    low = f" {' '.join(bare.split())} "
    lists = load("ratings").get(kind, {})
    if kind == "outcome" and re.search(r"\bwithout (?:an? |any )?(?:\w+ )?(?:agreement|accord|deal|breakthrough|result|solution|progress|decision)", low):
        return "none"
    if kind == "fulfilment" and negated and re.search(r"\b(?:a single|any|one of)\b", low):
        return "none"
    if kind == "fulfilment" and re.search(rf"\b(?:part|half|most|some|several|many|little|{'|'.join(list(_WORDS)[1:])}|\d+) of\b|\bonly\b", low):
        return "partial"
    for name, forms in lists.items():
        if any(f" {form} " in low or (len(form) > 6 and form in low) for form in forms):
            if negated and kind == "outcome" and name in ("agreement", "progress"):
                return "none"
            if negated and kind == "fulfilment" and name == "full":
                return "partial"
            return str(name)
    return None
