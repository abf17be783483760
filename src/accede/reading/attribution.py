"""Who says what: source, cue and content of each attribution in a parsed report.

Direct speech in any quotation marks (also left open at a paragraph's end), indirect speech, and mixtures of both;
"according to"; a verb before, inside or after what is said; judgements that take a noun ("welcomed the vote"); and
quotations that stand alone, which belong to the speaker of the sentence before.

Spans are character offsets into the stored text, half-open. A cue inside a quotation is part of what is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span_ = tuple[int, int]
_OPEN, _CLOSE = "“«„", "”»"
_MARK = re.compile(r"[“”«»„\"]|``|''|‘|’")
_TRIM = " \t\n\r\xa0,;:—–-"


@dataclass(frozen=True)
class Attribution:
    """`content` is what `source` says by `cue`; `manner` is "say", "think", "judge", "ask", "name" or "according"."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[Span_, ...]
    manner: str
    quoted: bool
    head: int

    def holds(self, start: int, end: int) -> bool:
        """True when the span lies in what is said (half of it at least)."""
        inside = sum(max(0, min(end, high) - max(start, low)) for low, high in self.content)
        return inside * 2 >= end - start > 0


def quotations(text: str) -> list[Span_]:
    """The spans of quotations with their marks; one left open runs to the end of its paragraph.

    Single marks count only where they open after a space and close before one, so that apostrophes do not.
    """
    found: list[Span_] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        single: int | None = None
        for match in _MARK.finditer(paragraph.group()):
            at, mark = paragraph.start() + match.start(), match.group()
            if mark in "‘’":
                single = _single(text, at, mark, single, opened, found)
            elif opened is None and (mark in _OPEN or mark in ('"', "``", "''")):
                opened = at
            elif opened is not None and mark not in ("“", "«", "„", "``"):
                found.append((opened, at + len(mark)))
                opened = None
        if opened is not None:
            found.append((opened, paragraph.end()))
    return sorted(found)


def _single(text: str, at: int, mark: str, single: int | None, opened: int | None, found: list[Span_]) -> int | None:
    if opened is not None:
        return None
    if mark == "‘" and (at == 0 or not text[at - 1].isalnum()):
        return at
    closes = mark == "’" and single is not None and not text[at + 1 : at + 2].isalnum() and at - single < 400
    if closes and single is not None and not text[at - 1].isspace():
        if not (text[at - 1] == "s" and re.match(r"’\s+[a-z]", text[at : at + 3]) and "’" in text[at + 1 : at + 60]):
            found.append((single, at + 1))
            return None
    return single


def trim(text: str, start: int, end: int) -> Span_:
    """The span without blanks, commas and dashes at its ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _runs(tokens: list[Token], text: str) -> list[Span_]:
    """The tokens' spans, neighbours joined."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = [trim(text, run[0].idx, run[-1].idx + len(run[-1])) for run in runs]
    return [(s, e) for s, e in spans if re.search(r"\w", text[s:e])]


class _Reader:
    """One pass over one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotes = quotations(doc.text)
        self.found: list[Attribution] = []
        self.used: set[int] = set()

    def in_quote(self, token: Token) -> int | None:
        """The number of the quotation that a token stands in."""
        return next((k for k, (s, e) in enumerate(self.quotes) if s < token.idx < e - 1), None)

    def whole_quote(self, token: Token) -> bool:
        """True inside a quotation of some length: a quoted single verb can still be the writer's own cue."""
        k = self.in_quote(token)
        return k is not None and len(self.text[slice(*self.quotes[k])].split()) > 3

    def run(self) -> list[Attribution]:
        for token in self.doc:
            if token.lower_ == "according" and token.i + 1 < len(self.doc) and self.doc[token.i + 1].lower_ == "to":
                self.according(token)
            elif token.lower_ in ("in", "for") and token.dep_ == "prep":
                self.in_ones_view(token)
            elif grammar.is_verbal(token) and token.dep_ not in ("aux", "auxpass") and not self.whole_quote(token):
                self.verb(token)
        self.colons()
        self.loose_quotes()
        return sorted(self.found, key=lambda a: (a.content[0], a.cue))

    def add(self, source: list[Token], cue: list[Token], content: list[Token], manner: str, head: Token) -> None:
        spans = self.widen(_runs(content, self.text), source + cue)
        if not spans:
            return
        quoted = any(s < qe and qs < e for s, e in spans for qs, qe in self.quotes)
        self.found.append(Attribution(
            tuple(t.i for t in source), tuple(t.i for t in cue), tuple(spans), manner, quoted, head.i))  # fmt: skip

    def widen(self, spans: list[Span_], ban: list[Token]) -> list[Span_]:
        """Let what is said take in the whole of any quotation that it touches, and join its pieces."""
        stops = [t.idx for t in ban]
        wide: list[Span_] = []
        for start, end in spans:
            for k, (qs, qe) in enumerate(self.quotes):
                if start < qe and qs < end and not any(qs < stop < qe for stop in stops):
                    start, end = min(start, qs), max(end, qe)
                    self.used.add(k)
            wide.append((start, end))
        joined: list[Span_] = []
        for start, end in sorted(wide):
            if joined and start <= joined[-1][1] + 2 and not any(joined[-1][1] <= stop < start for stop in stops):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def according(self, token: Token) -> None:
        to = self.doc[token.i + 1]
        source = next((c for c in [*to.children, *token.children] if c.dep_ == "pobj"), None)
        if source is None:
            return
        own = {t.i for t in token.subtree} | {token.i, to.i}
        head = token.head
        while head.dep_ not in ("ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl") and head.head != head:
            head = head.head
        self.add(grammar.phrase(source), [token, to], [t for t in head.subtree if t.i not in own], "according", head)

    def in_ones_view(self, token: Token) -> None:
        """ "in X's view", "in the words of X"."""
        noun = next((c for c in token.children if c.dep_ == "pobj" and grammar.lemma(c) in ("view", "word", "opinion", "eye")), None)
        if noun is None:
            return
        source = next((c for c in noun.children if c.dep_ == "poss"), None) or next(
            (g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)  # fmt: skip
        if source is None:
            return
        own = {t.i for t in token.subtree}
        head = grammar.clause_head(token.head)
        self.add(grammar.phrase(source), [token, noun], [t for t in head.subtree if t.i not in own], "according", head)

    def verb(self, verb: Token) -> None:
        word = grammar.lemma(verb)
        manner = next((m for m in ("say", "think", "judge", "name") if word in words("cues", m)), None)
        if manner is None or (verb.dep_ == "amod"):
            return
        if word in words("cues", "ask"):
            manner = "ask" if word not in ("tell", "call") or any(c.dep_ == "xcomp" or c.lower_ in ("on", "for") for c in verb.children) else manner
        source = self.source(verb)
        content, head = self.content(verb, word, source)
        if not content or head is None:
            return
        if source is None and word not in words("cues", "say"):
            return
        source_tokens = [t for t in grammar.phrase(source)] if source is not None else []
        mine = {t.i for t in source_tokens}
        self.add(source_tokens, [verb], [t for t in content if t.i not in mine and t.i != verb.i], manner, head)

    def source(self, verb: Token) -> Token | None:
        found = grammar.agents(verb)
        source = found[0] if found else None
        if source is not None and source.lower_ in ("it", "there", "that", "which", "this") and verb.lower_ in ("means", "seems", "appears"):
            return None
        return source

    def content(self, verb: Token, word: str, source: Token | None) -> tuple[list[Token], Token | None]:
        """What is said: the verb's clause, the clause it is inserted in, or its noun."""
        clauses = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and grammar.is_verbal(c) and c != source
                   or (c.dep_ == "ccomp" and not grammar.is_verbal(c))]  # fmt: skip
        if not clauses and verb.dep_ in ("parataxis", "advcl") and grammar.is_verbal(verb.head) and word in words("cues", "say") and self._inserted(verb):
            own = {t.i for t in verb.subtree}
            return [t for t in verb.head.subtree if t.i not in own], verb.head
        takes_infinitive = word in words("cues", "ask") or word in words("cues", "think") or word in words("cues", "judge")
        if not clauses and takes_infinitive:
            clauses = [c for c in verb.children if c.dep_ == "xcomp"]
            if clauses and word in words("cues", "ask"):
                clauses += [c for c in verb.children if c.dep_ == "dobj"]
        if not clauses and (word in words("cues", "judge") or word in words("cues", "name")):
            clauses = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr", "advcl", "xcomp", "ccomp")]
            clauses += [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("as", "of", "for", "about", "with", "out", "against", "on")]
        if not clauses:
            return [], None
        tokens = [t for c in clauses for t in c.subtree]
        return tokens, clauses[0]

    def _inserted(self, verb: Token) -> bool:
        """A speech verb set off inside or after its clause, by a comma or quotation marks."""
        first = min(t.i for t in verb.subtree)
        before = self.doc[first - 1].text if first else ","
        return before in (",", "”", '"', "—", "–", "-", "’", "''", "»")

    def colons(self) -> None:
        """ "Stoltenberg: Putin gets the opposite": a name, a colon, and what is said."""
        for sentence in self.doc.sents:
            for token in sentence[:8]:
                if token.text == ":" and token.i - sentence.start <= 6 and token.i + 2 < sentence.end:
                    head = [t for t in self.doc[sentence.start : token.i] if not t.is_space and not t.is_punct]
                    if head and all(t.text[:1].isupper() or t.lower_ in ("of", "the", "'s", "’s") for t in head) and not any(grammar.is_verbal(t) for t in head):
                        rest = [t for t in self.doc[token.i + 1 : sentence.end] if not t.is_space]
                        if rest and not any(a.head in {t.i for t in rest} for a in self.found):
                            self.add(head, [token], rest, "say", rest[0].sent.root)
                    break

    def loose_quotes(self) -> None:
        """Quotations that no clause took: the nearest speech verb's in the paragraph, else the speaker's before."""
        for k, (start, end) in enumerate(self.quotes):
            if k in self.used or len(self.text[start:end].split()) < 4:
                continue
            span = self.doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                continue
            inside = [t for t in span if not t.is_space]
            verb = self._nearest_cue(start, end)
            if verb is not None:
                source = self.source(verb)
                same = next((a for a in self.found if verb.i in a.cue), None)
                tokens = grammar.phrase(source) if source is not None else [self.doc[i] for i in same.source] if same else []
                tokens = [t for t in tokens if not start <= t.idx < end]
                self.add(tokens, [verb], inside, "say", span.root)
                continue
            before = [a for a in self.found if a.content[-1][1] <= start and a.quoted]
            alone = len(self.text[span.sent.start_char : span.sent.end_char].split()) <= len(self.text[start:end].split()) + 3
            if before and alone:
                last = max(before, key=lambda a: a.content[-1][1])
                self.add([self.doc[i] for i in last.source], [self.doc[i] for i in last.cue], inside, "say", span.root)

    def _nearest_cue(self, start: int, end: int) -> Token | None:
        low = self.text.rfind("\n", 0, start) + 1
        high = self.text.find("\n", end)
        paragraph = self.doc.char_span(low, high if high >= 0 else len(self.text), alignment_mode="contract")
        best: tuple[float, Token] | None = None
        for token in paragraph or []:
            if not grammar.is_verbal(token) or grammar.lemma(token) not in words("cues", "say") or self.in_quote(token) is not None:
                continue
            gap = self.text[end : token.idx] if token.idx >= end else self.text[token.idx + len(token) : start]
            distance = len(gap.split()) + (8 if re.search(r"[.!?][”\"’]?\s", gap) else 0) + 3 * len(_MARK.findall(gap))
            if best is None or distance < best[0]:
                best = (distance, token)
        return best[1] if best and best[0] <= 20 else None


def attributions(doc: Doc) -> list[Attribution]:
    """All attributions of the document, in order of content."""
    return _Reader(doc).run()
