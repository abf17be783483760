"""From cues and quotations to attributions: what each speaker says, in spans, and whose the loose quotations are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.attribution import cues
from accede.reading.attribution.quotations import Span, quotations
from accede.reading.attribution.sources import source as source_of
from accede.reading.attribution.sources import speaker
from accede.reading.attribution.vocabulary import infinitive, quotes
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token
    from accede.reading.tokens import Span as Span_

_NAME_AFTER_DASH = re.compile(r"\s*(―|—|–|--?)\s*([A-Z][^\n“\"]{2,80})(?:\n|$)")
_TRIM = " \t\n\r\xa0,;:—–-"
_WORD = re.compile(r"\w")
# A quotation of fewer words marks a word ("so-called"), and the cue of another stands at most so many words from it.
_WORDS_OF_SPEECH = 3
_REACH = 25
# A cue's verb inside a quotation of so few words is still the writer's own: he “welcomed” it.
_SCARE = 1
_NAME_WORDS = 7
# A verb that is no known cue owns a quotation when it stands at most so many words from it.
_NEXT_TO = 4
# ... and the quotation has at least so many characters.
_SPOKEN = 20
_SPOKEN_ENDS = (",", "!", "?")
_CLOSING = frozenset({'"', "”", "''", "»", "“", "’", "'"})


@dataclass(frozen=True)
class Attribution:
    """`content` is what `source` says by `cue`; `manner` is "say", "think", "judge", "ask", "name" or "according"."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[Span, ...]
    manner: str
    quoted: bool
    head: int

    def holds(self, start: int, end: int) -> bool:
        """True when the span lies in what is said (half of it at least)."""
        inside = sum(max(0, min(end, high) - max(start, low)) for low, high in self.content)
        return inside * 2 >= end - start > 0


def trim(text: str, start: int, end: int) -> Span:
    """The span without blanks, commas and dashes at its ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


@dataclass
class _Draft:
    """An attribution in the making, to which quotations may still be added."""

    source: list[int]
    cue: list[int]
    content: list[Span]
    manner: str
    head: int
    quoted: bool = False
    stops: list[int] = field(default_factory=list)

    def finished(self) -> Attribution:
        return Attribution(tuple(self.source), tuple(self.cue), tuple(self.content), self.manner, self.quoted, self.head)


class _Reader:
    """One pass over one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotes = quotations(doc.text)
        self.starts = [start for start, _ in self.quotes]
        self.long = [len(self.text[start:end].split()) > _SCARE for start, end in self.quotes]
        self.found: list[_Draft] = []
        self.by_cue: dict[int, _Draft] = {}
        self.used: dict[int, _Draft] = {}
        self.waiting: list[int] = []

    def run(self) -> list[Attribution]:
        for cue in cues.find(self.doc, self.said):
            self.add(cue.source, cue.words, _runs(cue.content, self.text), cue.manner, cue.head.i)
        self.named_lines()
        self.loose_quotes()
        self._lead()
        self.blocks()
        self._without_inner()
        return sorted((d.finished() for d in self.found), key=lambda a: (a.content[0], a.cue))

    def _without_inner(self) -> None:
        """Within what somebody says, only further speech is laid in a third mouth: the rest is the speaker's own view."""
        spoken = sorted(span for made in self.found for span in made.content)
        ends = list(accumulate((end for _, end in spoken), max))
        starts = [start for start, _ in spoken]

        def inner(made: _Draft) -> bool:
            at = self.doc[made.cue[0]].idx
            number = bisect_right(starts, at) - 1
            return number >= 0 and at < ends[number]

        self.found = [made for made in self.found if made.manner in ("say", "according") or not inner(made)]

    def quote_at(self, offset: int) -> int | None:
        """The number of the quotation that a character stands in."""
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and offset < self.quotes[number][1] else None

    def said(self, token: Token) -> bool:
        """True inside a quotation of some length."""
        number = self.quote_at(token.idx)
        return number is not None and self.long[number]

    def add(self, source: list[Token], cue: list[Token], spans: list[Span], manner: str, head: int) -> None:
        """Note an attribution; what is said takes in the whole of each quotation that it touches."""
        made = _Draft([t.i for t in source], [t.i for t in cue], [], manner, head, stops=[t.idx for t in source + cue])
        made.content = self.widened(spans, made)
        if not made.content:
            return
        self.found.append(made)
        for word in cue:
            self.by_cue.setdefault(word.i, made)

    def widened(self, spans: list[Span], made: _Draft) -> list[Span]:
        wide: list[Span] = []
        for start, end in spans:
            number = max(0, bisect_right(self.starts, start) - 1)
            while number < len(self.quotes) and self.quotes[number][0] < end:
                low, high = self.quotes[number]
                if start < high and not any(low < stop < high for stop in made.stops):
                    start, end = min(start, low), max(end, high)
                    self.used.setdefault(number, made)
                    made.quoted = True
                number += 1
            wide.append((start, end))
        return self.joined(wide, made)

    def joined(self, spans: list[Span], made: _Draft) -> list[Span]:
        """Spans in order; neighbours with no word between them are one."""
        whole: list[Span] = []
        for start, end in sorted(spans):
            if whole and not _WORD.search(self.text[whole[-1][1] : start]):
                whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
            else:
                whole.append((start, end))
        return whole

    def append(self, made: _Draft, number: int) -> None:
        """Add a quotation to what is said: in the same sentence to the attribution itself, else as a further one."""
        start, end = self.quotes[number]
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is not None and not any(self._one_sentence(start, end, low, high) for low, high in made.content):
            head = span.root.i
            made = _Draft(made.source, made.cue, [(start, end)], made.manner, head, quoted=True, stops=made.stops)
            self.found.append(made)
            self.used[number] = made
            return
        made.content = self.joined([*made.content, self.quotes[number]], made)
        made.quoted = True
        self.used[number] = made

    def _one_sentence(self, start: int, end: int, low: int, high: int) -> bool:
        """True where no sentence ends between two spans of text."""
        between = self.text[high - 2 : start] if high <= start else self.text[end - 2 : low]
        return not re.search(r"[.!?…][\"”»“'’]*(\s|$)|\n", between)

    # Names set before or after what they say

    def named_lines(self) -> None:
        """ "Minister: The offer stands", "ANCHOR: ...", "“...” — Name, office"."""
        for sentence in self.doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            colon = next((k for k, t in enumerate(tokens[: _NAME_WORDS + 1]) if t.text == ":"), None)
            if colon and self._names(tokens[:colon]) and self._starts_line(tokens[0]):
                self._after_colon(tokens[:colon], tokens[colon])

    def _names(self, tokens: list[Token]) -> bool:
        """A name with or without its office: capitals, and no verb."""
        if " ".join(t.lower_ for t in tokens) in words("cues", "labels"):
            return False
        large = sum(t.text[:1].isupper() for t in tokens if t.is_alpha)
        small = [t for t in tokens if t.is_alpha and not t.text[:1].isupper() and t.lower_ not in ("of", "the", "and", "for")]
        titled = not small or (any(t.text == "," for t in tokens) and all(t.pos_ in ("NOUN", "ADJ", "PROPN") for t in small))
        return large > 0 and tokens[0].text[:1].isupper() and titled and not any(t.pos_ == "VERB" for t in tokens)

    def _starts_line(self, token: Token) -> bool:
        return not self.text[self.text.rfind("\n", 0, token.idx) + 1 : token.idx].strip(" \t-–—*")

    def _after_colon(self, name: list[Token], colon: Token) -> None:
        first = _WORD.search(self.text, colon.idx)
        end = self.text.find("\n", first.start()) if first else -1
        start, end = trim(self.text, colon.idx + 1, end if end >= 0 else len(self.text))
        span = self.doc.char_span(start, end, alignment_mode="contract")
        if span is None or not _WORD.search(span.text):
            return
        taken = self.quote_at(start)
        if taken is None and self.text[start:end].count(". ") > 0 and not colon.sent.text[:1].isupper():
            return
        self.add(name, [colon], [(start, end)], "say", span[: max(1, span[0].sent.end - span.start)].root.i)

    def blocks(self) -> None:
        """ "The minister wrote:" at a paragraph's end: the next paragraph is what was written."""
        for sentence in self.doc.sents:
            last = next((t for t in reversed(sentence) if not t.is_space), None)
            if last is None or last.text != ":" or "\n" not in self.text[last.idx : last.idx + 3]:
                continue
            verb = next((t for t in reversed(sentence) if t.pos_ == "VERB" and quotes(t) and t.i not in self.by_cue), None)
            start = next((i for i in range(last.i + 1, min(last.i + 4, len(self.doc))) if not self.doc[i].is_space), None)
            if verb is None or start is None or self.quote_at(self.doc[start].idx) is not None:
                continue
            low = self.doc[start].idx
            high = self.text.find("\n", low)
            who = source_of(verb, self.said)
            self.add(speaker(verb, who), [verb], [trim(self.text, low, high if high >= 0 else len(self.text))], "say", start)

    # Quotations that no clause took

    def loose_quotes(self) -> None:
        """Give each quotation left the nearest verb of speech, the name after its dash, or the speaker before."""
        for number, (start, end) in enumerate(self.quotes):
            short = len(self.text[start:end].split()) < _WORDS_OF_SPEECH
            if number in self.used or (short and not self._spoken(start, end)):
                continue
            span = self.doc.char_span(start, end, alignment_mode="expand")
            if span is None or self._dash(number, span[-1], span.root.i):
                continue
            region = [(far, t) for far, t in self._around(span) if not short or far <= _NEXT_TO]
            verb = self._nearest(number, region)
            if verb is None:
                if not short and not self._introduced(number, span) and not self._named(number, span):
                    self._continue(number)
            elif verb.i in self.by_cue:
                self.append(self.by_cue[verb.i], number)
            else:
                who = source_of(verb, self.said)
                source = [t for t in speaker(verb, who) if not start <= t.idx < end]
                self.add(source, [verb], [(start, end)], "say", span.root.i)

    def _spoken(self, start: int, end: int) -> bool:
        """True for a short quotation set off as speech is: "“No,” he said", "he said, “No.”"; not for a "so-called" word."""
        last = self.text[max(start, end - 3) : end].strip("”\"'’»“")[-1:]
        return last in _SPOKEN_ENDS or (last == "." and self.text[max(0, start - 2) : start].strip() in (",", ":"))

    def _introduced(self, number: int, span: Span_) -> bool:
        """ "The minister was blunt:" and then, in a paragraph of its own, what the minister said.

        Without the colon, a quotation alone in its paragraph is by whoever the sentence before it gives the word to.
        """
        first = span.start
        while first and self.doc[first - 1].is_space:
            first -= 1
        if not first or "\n" not in self.text[self.doc[first - 1].idx : span.start_char]:
            return False
        last = self.doc[first - 1]
        colon = last.text == ":"
        if self.said(last) or not colon and _WORD.search(self.text, self.quotes[number][1], self._line_end(self.quotes[number][1])):
            return False
        verbs = [t for t in last.sent if t.pos_ == "VERB" and not infinitive(t) and not self.said(t)]
        known = next((t for t in reversed(verbs) if t.i in self.by_cue or quotes(t)), None)
        if known is None and colon:
            known = last.sent.root if last.sent.root in verbs else None
        if known is None:
            return False
        if known.i in self.by_cue:
            self.append(self.by_cue[known.i], number)
            return True
        who = source_of(known, self.said)
        if who is None or who.lower_ in ("it", "this", "there", "that"):
            return False
        self.add(speaker(known, who), [known], [self.quotes[number]], "say", span.root.i)
        return True

    def _named(self, number: int, span: Span_) -> bool:
        """ "The mood was grim. From the chairman: “It is over.”": a name or office with a colon within the line."""
        colon = self.doc[span.start - 1] if span.start else None
        if colon is None or colon.text != ":" or colon.i == 0:
            return False
        last = self.doc[colon.i - 1]
        while last.head.i < last.i and last.head.pos_ in ("NOUN", "PROPN") and last.head.sent.start == last.sent.start:
            last = last.head
        if last.pos_ != "PROPN" and grammar.lemma(last) not in words("cues", "persons"):
            return False
        self.add([t for t in last.subtree if t.i < colon.i], [colon], [self.quotes[number]], "say", span.root.i)
        return True

    def _line_end(self, offset: int) -> int:
        found = self.text.find("\n", offset)
        return found if found >= 0 else len(self.text)

    def _lead(self) -> None:
        """A quotation without a speaker that runs on into the next one is by the next one's speaker."""
        for number in reversed(self.waiting):
            if number not in self.used and number + 1 in self.used:
                if not _WORD.search(self.text[self.quotes[number][1] : self.quotes[number + 1][0]]):
                    self.append(self.used[number + 1], number)

    def _dash(self, number: int, last: Token, head: int) -> bool:
        """A line that ends "“...” — Name, office"."""
        start, end = self.quotes[number]
        match = _NAME_AFTER_DASH.match(self.text, end)
        if match is None:
            return False
        tokens = self.doc.char_span(match.start(2), match.end(2), alignment_mode="expand")
        dash = self.doc.char_span(match.start(1), match.end(1), alignment_mode="expand")
        if tokens is None or dash is None or any(quotes(t) and t.pos_ == "VERB" for t in tokens):
            return False
        self.add(list(tokens), list(dash), [(start, end)], "say", head)
        return True

    def _around(self, span: Span_) -> list[tuple[int, Token]]:
        """The words outside quotations in the sentence of a quotation, each with its distance from it."""
        found: list[tuple[int, Token]] = []
        for step, i in ((-1, span.start - 1), (1, span.end)):
            distance = 0
            while 0 <= i < len(self.doc) and distance < _REACH:
                token = self.doc[i]
                if "\n" in token.text or self._ends_sentence(token, span):
                    break
                distance += self._far(token)
                if self.quote_at(token.idx) is None:
                    found.append((distance, token))
                i += step
        return sorted(found, key=lambda row: (row[0], row[1].i))

    def _ends_sentence(self, token: Token, span: Span_) -> bool:
        if self.quote_at(token.idx) is not None:
            return False
        if token.i < span.start:
            return token.text in (".", "!", "?")
        last = span[-1] if span[-1].text not in _CLOSING else span[-2] if len(span) > 1 else span[-1]
        return token.text in (".", "!", "?") or (token.i == span.end and last.text in (".",))

    def _far(self, token: Token) -> int:
        """How much farther a word is: quotations in between weigh more."""
        return 0 if token.is_punct and self.quote_at(token.idx) is None else 1

    def _nearest(self, number: int, region: list[tuple[int, Token]]) -> Token | None:
        """The verb of speech in the words around a quotation; any verb next to it where none is known."""
        verbs = [(far, t) for far, t in region if t.pos_ == "VERB" and t.dep_ not in ("aux", "auxpass", "amod")]
        known = next((t for far, t in verbs if quotes(t) and (far <= _NEXT_TO or not infinitive(t))), None)
        if known is not None:
            return known
        start, end = self.quotes[number]
        before = self.text[max(0, start - 2) : start].strip()[-1:]
        within = self.text[max(0, end - 3) : end]
        for far, verb in verbs:
            led = verb.idx < start and before in (",", ":") or verb.idx >= end and ("," in within or "?" in within or "!" in within)
            if led and far <= _NEXT_TO and end - start > _SPOKEN and verb.tag_ in ("VBD", "VBZ", "VBP", "VBG"):
                return verb
        return None

    def _continue(self, number: int) -> None:
        """A quotation alone in its sentences goes on for the speaker of the quotation before it, or begins for the next."""
        if number - 1 not in self.used:
            self.waiting.append(number)
            return
        gap = self.text[self.quotes[number - 1][1] : self.quotes[number][0]]
        if gap.count("\n\n") <= 1 and len(gap.split()) < 60:
            self.append(self.used[number - 1], number)


def _runs(tokens: list[Token], text: str) -> list[Span]:
    """The tokens' spans, neighbours joined, without the sentence's full stop."""
    runs: list[list[Token]] = []
    ordered = sorted((t for t in tokens if not t.is_space), key=lambda t: t.i)
    if ordered and ordered[-1].text == ".":
        ordered.pop()
    for token in ordered:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = [trim(text, run[0].idx, run[-1].idx + len(run[-1])) for run in runs]
    return [(s, e) for s, e in spans if _WORD.search(text[s:e])]


def attributions(doc: Doc) -> list[Attribution]:
    """All attributions of the document, in order of content."""
    return _Reader(doc).run()
