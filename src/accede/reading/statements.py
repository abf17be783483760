"""What is attributed and fits no other kind: statements on the process.

An attribution yields a statement where somebody in particular says something of substance (a clause, a quotation, a
judgement), where it touches the process, and where no claim of another kind already says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accede.model import Speaker
from accede.reading import frames, grammar
from accede.reading.attribution import Attribution, trim
from accede.reading.drafts import Draft
from accede.reading.frames import Context
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Span, Token

Said = tuple[Attribution, Speaker | None, str]
# A report about a process names its matter; what is said of none of these is colour.
_MATTERS = ("accession", "treaty", "talks", "agreement", "commitment", "consent", "process", "veto", "dispute", "at_issue")
# What a subject may merely name, so that the sentence still says something else about it.
_NAMED = frozenset({"objection", "demand", "agreement", "commitment", "ratification"})
_FEWEST_WORDS = 3
# "That's the thing." says nothing that a sentence of its own within a longer quotation would have to.
_FEWEST_WORDS_ALONE = 5


def drafts(context: Context, said: Sequence[Said], others: Sequence[Draft]) -> list[Draft]:
    """One draft of a statement for each speaker of a sentence who says something that `others` do not hold."""
    found: list[Draft] = []
    dealing = _dealing(context, others)
    on_the_matter = (row for row in said if row[1] is not None and _on_the_matter(context, row[0], row[1], dealing))
    for attribution, speaker, why in (part for row in on_the_matter for part in _by_sentence(context, row)):
        if speaker is None or not _says_something(context, attribution, speaker):
            continue
        if _taken(context, attribution, others) or _retold(context, attribution, found):
            continue
        sentence = context.doc[attribution.head].sent.start
        if any(d.sentence == sentence and d.speaker == speaker for d in found):
            continue
        spans = _substance(context, attribution)
        start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
        made = Draft("statement", start, end, attribution.head, attribution.head, sentence, speaker=speaker, more=spans)
        made.reasons += [f"attributed by “{context.doc[attribution.cue[0]].text}”", f"speaker: {why}"]
        found.append(made)
    return found


def _by_sentence(context: Context, row: Said) -> list[Said]:
    """A quotation of several sentences says something in each of them."""
    said, speaker, why = row
    parts: dict[int, list[tuple[int, int]]] = {}
    for start, end in said.content:
        for sentence in _sentences(context, start, end):
            parts.setdefault(sentence.start, []).append((max(start, sentence.start_char), min(end, sentence.end_char)))
    if len(parts) < 2:
        return [row]
    rows = []
    for spans in parts.values():
        own = [t for s, e in spans for t in (context.doc.char_span(s, e, alignment_mode="expand") or [])]
        inside = {t.i for t in own}
        head = next((t for t in own if t.head.i not in inside or t.head == t), None) if said.head not in inside else context.doc[said.head]
        if head is not None and (said.head in inside or sum(t.is_alpha for t in own) >= _FEWEST_WORDS_ALONE):
            rows.append((replace(said, content=tuple(trim(context.text, s, e) for s, e in spans), head=head.i), speaker, why))
    return rows


def _sentences(context: Context, start: int, end: int) -> list[Span]:
    """The sentences that a span of the text touches."""
    found: list[Span] = []
    for token in context.doc.char_span(start, end, alignment_mode="expand") or []:
        if not found or token.i >= found[-1].end:
            found.append(token.sent)
    return found


def _substance(context: Context, said: Attribution) -> tuple[tuple[int, int], ...]:
    """The spans of what is said without stray openings ("Also on this day"): the head's own, and those of some length."""
    head = context.doc[said.head]
    spans = [s for s in said.content if s[0] <= head.idx < s[1] or len(context.text[slice(*s)].split()) > 5]
    return tuple(spans or said.content)


def _says_something(context: Context, said: Attribution, speaker: Speaker) -> bool:
    """True for a clause, a quotation or a judgement of some length by somebody in particular."""
    head, cue = context.doc[said.head], context.doc[said.cue[0]]
    text = " ".join(context.text[slice(*span)] for span in _substance(context, said))
    word = grammar.lemma(cue)
    if word in words("statements", "courtesies"):
        return False
    whole = sum(len(context.text[slice(*span)].split()) for span in said.content)
    if whole < _FEWEST_WORDS and not any(q in text for q in "“\"«„") and not _is_matter(head):
        return False
    if said.manner == "say" and any(c.dep_ == "neg" for c in cue.children) and _is_a_question(head):
        return False  # "he did not say whether": nothing is said
    if cue.text == ":" and not (speaker.name or speaker.for_):
        return False
    low, high = said.content[0][0], said.content[-1][1]
    if any(low <= s and e <= high and e - s > 4 for s, e in context.quotations):
        return said.manner != "ask" or _is_finite(head)
    if said.manner in ("say", "think", "according"):
        return _is_finite(head) or (said.manner == "think" and word in words("statements", "wishes")) or word in words("statements", "judgements")
    if said.manner == "judge" and cue.dep_ == "acl":
        return False  # "the president, supported by two others": told of him in passing
    if said.manner in ("judge", "name"):
        return word in words("statements", "judgements") or (said.manner == "name" and _is_finite(head))
    return False


def _is_matter(head: Token) -> bool:
    """True for a noun that by itself says what is judged: "welcomed the truce"; a meeting is spoken of by all who were there."""
    return any(frames.holds_noun(name, head) for name in _MATTERS if name != "talks")


def _is_a_question(head: Token) -> bool:
    return any(c.lower_ in ("whether", "if") or c.tag_ in ("WRB", "WP") for c in head.children)


def _is_finite(head: Token) -> bool:
    """True for a clause with a tense: "is", "would be", "had shown"."""
    if not grammar.is_verbal(head):
        return any(c.dep_ == "cop" or (c.dep_ in grammar.SUBJECTS) for c in head.children)
    return head.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") and c.lower_ != "to" for c in head.children)


def _taken(context: Context, said: Attribution, others: Sequence[Draft]) -> bool:
    """True when a claim of another kind already says what is said."""
    for made in others:
        if made.trigger in said.cue:
            return True
        word = context.doc[made.trigger]
        if (made.kind in ("fixture", "rule") and made.trigger != said.head) or not said.holds(word.idx, word.idx + len(word)):
            continue
        if grammar.is_verbal(word):
            if _is_main(context, word, said):
                return True
        elif _is_near(context, word, said) and not (made.kind in _NAMED and grammar.in_subject(word)):
            return True
        if _covers(made, said):
            return True
    return False


def _covers(made: Draft, said: Attribution) -> bool:
    """True when a claim's evidence is most of what is said."""
    whole = sum(e - s for s, e in said.content)
    shared = sum(max(0, min(e, made.end) - max(s, made.start)) for s, e in said.content)
    return shared * 2 > whole


def _is_near(context: Context, noun: Token, said: Attribution) -> bool:
    """True where no clause of its own stands between a noun and the head of what is said."""
    head = context.doc[said.head]
    for _ in range(8):
        if noun == head or noun.head == noun:
            return True
        if noun.dep_ in ("relcl", "advcl", "acl", "csubj"):
            return False
        noun = noun.head
    return False


def _is_main(context: Context, verb: Token, said: Attribution) -> bool:
    """True where a verb is what is said and not in a relative or adverbial clause of it."""
    head = context.doc[said.head]
    for _ in range(8):
        if verb == head or verb.i in said.cue:
            return True
        if verb.dep_ not in ("conj", "xcomp", "ccomp", "ROOT", "parataxis", "pcomp") or verb.head == verb:
            return verb.dep_ == "ROOT"
        verb = verb.head
    return False


def _retold(context: Context, attribution: Attribution, found: Sequence[Draft]) -> bool:
    """True for what stands within a statement already made: what A says that B said is A's."""
    cue = context.doc[attribution.cue[0]]
    return any(start <= cue.idx < end for made in found for start, end in made.more)


def _dealing(context: Context, others: Sequence[Draft]) -> frozenset[str]:
    """The actors of the process: those at stake, and those in the roles of the report's other claims."""
    roles = (made.facts.get(role, ()) for made in others for role in ("by", "of", "to", "parties", "convener"))
    target = (context.scene.target,) if context.scene.target else ()
    return frozenset(id for ids in (*roles, context.scene.candidates, target) for id in ids)


def _on_the_matter(context: Context, said: Attribution, speaker: Speaker, dealing: frozenset[str]) -> bool:
    """True when what is said names a matter of the process, or an actor of it, or is said by one."""
    tokens = [t for s, e in said.content for t in (context.doc.char_span(s, e, alignment_mode="expand") or [])]
    if any(frames.holds(name, tokens, context) for name in _MATTERS):
        return True
    # a text of a sentence or two may name no process: any actor is as good
    if any(m.acts and (not dealing or dealing.intersection(m.ids)) for m in context.mentions(tokens)):
        return True
    return speaker.for_ in dealing and said.manner not in ("judge", "name")
