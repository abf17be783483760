""" "Chile, he said, stood by it": a speaker set in or after what is said, found by the commas around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.attribution.vocabulary import COMMAS, ENDS, MARKS, infinitive, manner
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token

# What goes with a verb and its subject, and is no part of what is said: "the minister told reporters on Monday".
_ASIDES = frozenset({"aux", "auxpass", "neg", "advmod", "npadvmod", "prep", "dative", "dobj", "agent", "prt", "nsubj", "nsubjpass", "tmod"})
# A sentence is searched so many tokens back at most.
_FAR = 240


@dataclass
class Reading:
    """A verb being read."""

    verb: Token
    word: str
    passive: bool
    source: Token | None


def parenthetic(reading: Reading) -> bool:
    """True for "as the minister noted, ...", "as he put it", "as reported by ..."; not for "as he noted the date"."""
    verb = reading.verb
    if not any(c.lower_ == "as" and c.i < verb.i for c in verb.children) or any(c.dep_ == "dobj" and c.lower_ != "it" for c in verb.children):
        return False
    if verb.tag_ == "VBN" and reading.source is not None and reading.source.dep_ == "pobj":
        return True
    right = verb.doc[min(own_words(reading)[1] + 1, len(verb.doc) - 1)]
    return right.text in COMMAS or right.text in ENDS


def inserts(reading: Reading) -> bool:
    """True for a finite verb with a subject of its own and no word that makes its clause depend on another: "he said"."""
    verb, who = reading.verb, reading.source
    if who is None or verb.dep_ in ("relcl", "acl", "xcomp", "pcomp") or infinitive(verb) or verb.tag_ == "VBG":
        return False
    if who.dep_ in ("nsubj", "nsubjpass") and who.head != verb:
        return False
    if any(c.dep_ == "dobj" for c in verb.children) and manner("person_infinitive", reading.word) is None and reading.word not in words("cues", "addressed"):
        return False
    return not any(c.dep_ == "mark" or c.tag_ in ("WRB", "WDT", "WP") for c in verb.children if c.i < verb.i and c.lower_ != "as")


def interrupts(reading: Reading) -> bool:
    """True for "he said" with a mark after it, as in "Chile, he said, stood by it"; not for "in fact, he said it remained"."""
    after = reading.verb.doc[min(own_words(reading)[1] + 1, len(reading.verb.doc) - 1)]
    return after.is_punct


def around(reading: Reading) -> list[Token]:
    """The clause that "he said" is set in or after, by the commas around it; empty where it leads its clause."""
    verb = reading.verb
    low, high = own_words(reading)
    sentence = verb.sent
    doc = verb.doc
    if low <= sentence.start or low - sentence.start > _FAR:
        return []
    left = doc[low - 1]
    if left.text == ";":
        return []
    right = doc[high + 1] if high + 1 < sentence.end else None
    if left.text not in COMMAS and left.text not in MARKS and left.text not in ENDS:
        return []
    if right is not None and right.text not in COMMAS and right.text not in ENDS and not right.is_space:
        return []
    start = _other_speaker(doc, sentence.start, low, reading)
    before = [t for t in doc[start:low] if not t.is_space]
    after = [t for t in doc[high + 1 : sentence.end] if not t.is_space] if right is not None and right.text in COMMAS else []
    quoted = len(after) > 1 and after[1].text in MARKS
    if quoted and left.text not in MARKS and not (len(after) > 2 and after[2].is_lower and after[2].is_alpha):
        return []
    if left.text in MARKS and not quoted and not (len(after) > 1 and (after[1].lower_ == "that" or after[1].tag_ in ("TO", "MD"))):
        after = []
    if any(t.is_alpha for t in after):
        inside = {t.i for c in verb.children if c.dep_ in ("advcl", "relcl", "acl") and c.i > verb.i for t in c.subtree}
        after = [t for t in after if t.i not in inside]
    said_before = any(t.is_alpha for t in before) and (after or left.text in MARKS or any(grammar.is_verbal(t) for t in before))
    return before + after if said_before else []


def _other_speaker(doc: Doc, start: int, low: int, reading: Reading) -> int:
    """Where what is said starts: after the words of another speaker in the same sentence, else `start`."""
    for i in range(low - 2, start, -1):
        token = doc[i]
        if token.text == ";":
            return i + 1
        if token.text in MARKS and doc[i - 1].text == ":":
            return i
        if token.text in MARKS and doc[i - 1].text in COMMAS and doc[i - 2].pos_ in ("VERB", "PROPN", "NOUN", "PRON"):
            near = doc[max(start, i - 8) : i - 1]
            if any(t.pos_ == "VERB" and manner("clause", grammar.lemma(t)) == "say" and t != reading.verb for t in near):
                return i
    return start


def own_words(reading: Reading) -> tuple[int, int]:
    """First and last token of the verb with its source and the words that go with both: "the minister said on Monday"."""
    verb = reading.verb
    own = {verb.i}
    for child in verb.children:
        if child.dep_ in _ASIDES and (child.i > verb.i or child.dep_ in ("aux", "auxpass", "neg", "advmod") or child == reading.source):
            own |= {t.i for t in child.subtree}
    low = high = verb.i
    while low - 1 in own:
        low -= 1
    if reading.source is not None and reading.source.head == verb and reading.source.i < verb.i:
        low = min(low, reading.source.left_edge.i)
    while high + 1 in own:
        high += 1
    return low, high


def top(tokens: list[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside and grammar.is_verbal(t)), None) or next(
        (t for t in tokens if not t.is_punct and (t.head.i not in inside or t.head == t)), tokens[0])  # fmt: skip
