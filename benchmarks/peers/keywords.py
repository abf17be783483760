"""A keyword list that marks whole sentences: the floor that any reader of claims must leave behind.

A sentence that holds a word of a kind is a claim of that kind, without fields. The list is what one would write down
in ten minutes from the names of the kinds, and is kept so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
# Shorter ones are headings, initials and figures cut at their point.
SHORTEST = 20
WORDS = {
    kind: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for kind, words in {
        "application": r"appl(?:y|ied|ies|ication)\b|membership bid",
        "objection": r"object|oppos|veto|block",
        "objection_lifted": r"green light|(?:drop|lift|withdr)\w* (?:its|their|the) (?:veto|objection)",
        "demand": r"demand|urge|call(?:ed|s)? on|insist|requir",
        "talks": r"talks?\b|negotiat|met\b|meeting|dialogue|consultations?",
        "outcome": r"progress|breakthrough|stalemate|deadlock|constructive",
        "halt": r"halt|postpone|suspend|cancel|freez|froze",
        "resumption": r"resum|restart",
        "agreement": r"agreement|memorandum|deal\b|accord\b|pact\b",
        "commitment": r"pledg|commit(?:ted|ment|s)?\b|promis|undert(?:ake|ook)",
        "fulfilment": r"fulfil|implement|compl(?:y|ied)|criteria",
        "invitation": r"invit|candidate status",
        "milestone": r"screening|chapter|negotiating framework|working party",
        "signature": r"sign(?:ed|s|ing)?\b|signature",
        "ratification": r"ratif|deposit|parliament|approv",
        "membership": r"join(?:ed|s)?\b|becomes? a member|enter(?:ed|s)? into force",
        "withdrawal": r"withdr[ae]w|quit\b|pull(?:ed|s)? out",
        "rule": r"unanim|consensus|threshold|all members",
        "fixture": r"summit|election|deadline|referendum",
        "expectation": r"expect|likely|unlikely|predict",
        "statement": r"said|says\b|told|according to|added",
    }.items()
}


def claims(text: str) -> Iterator[dict[str, Any]]:
    """A claim for each kind of which a sentence holds a word: its kind, and the sentence as evidence."""
    for sentence in SENTENCE.finditer(text):
        if len(sentence.group()) >= SHORTEST:
            for kind, words in WORDS.items():
                if words.search(sentence.group()):
                    yield {"kind": kind, "evidence": [{"start": sentence.start(), "end": sentence.end()}]}
