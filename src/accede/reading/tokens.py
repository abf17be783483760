"""A parsed report as plain objects: what spaCy's Doc, Span and Token say, under the same names.

The reading room asks a token for its head, children and lemma some hundred times. spaCy makes an object for every answer
and looks every string up anew; here all of it is made once, for a report whose parse is finished.

`children` are in order, `subtree` is the token's with its descendants', a `Span` is half-open. `Doc.parsed` is spaCy's
document, for its matchers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, overload

from accede.reading.mending import part_days_from_names

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parsed
    from spacy.vocab import Vocab


class Form(NamedTuple):
    """What a written form is, wherever it stands."""

    text: str
    lower_: str
    is_alpha: bool
    is_digit: bool
    is_lower: bool
    is_punct: bool
    is_space: bool
    is_stop: bool
    is_title: bool
    like_num: bool


@lru_cache(maxsize=1 << 16)
def _form(vocab: Vocab, orth: int) -> Form:
    lexeme = vocab[orth]
    return Form(lexeme.text, lexeme.lower_, lexeme.is_alpha, lexeme.is_digit, lexeme.is_lower, lexeme.is_punct,
                lexeme.is_space, lexeme.is_stop, lexeme.is_title, lexeme.like_num)  # fmt: skip


class Token:
    """A word, number or mark of a document, at character `idx` of its text."""

    __slots__ = (
        "_depth", "_first", "_last", "_whole", "children", "dep_", "doc", "head", "i", "idx", "is_alpha",
        "is_digit", "is_lower", "is_punct", "is_sent_start", "is_space", "is_stop", "is_title", "lemma", "lemma_", "like_num",
        "lower_", "pos_", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    head: Token
    sent: Span

    def __init__(self, doc: Doc, i: int, idx: int, form: Form, lemma: str, pos: str, tag: str, dep: str, space: int) -> None:
        self.doc, self.i, self.idx = doc, i, idx
        (self.text, self.lower_, self.is_alpha, self.is_digit, self.is_lower, self.is_punct, self.is_space, self.is_stop,
         self.is_title, self.like_num) = form  # fmt: skip
        self.lemma_, self.pos_, self.tag_, self.dep_ = lemma, pos, tag, dep
        self.lemma = _singular(lemma.lower(), self.lower_) if pos == "PROPN" else lemma.lower()
        self.whitespace_ = " " if space else ""
        self.is_sent_start = False
        self.children: list[Token] = []
        self._first = self._last = i
        self._depth = 0
        self._whole = True

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> list[Token]:
        """The token and its descendants in order."""
        if self._whole:
            return self.doc.tokens[self._first : self._last + 1]
        found = [self]
        for token in found:
            found += token.children
        return sorted(found, key=_place)

    @property
    def left_edge(self) -> Token:
        """The first of the token and its descendants."""
        return self.doc.tokens[self._first]

    @property
    def right_edge(self) -> Token:
        """The last of the token and its descendants."""
        return self.doc.tokens[self._last]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """True where this token stands above the other one."""
        return other._depth > self._depth and any(token is self for token in other.ancestors)

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What is joined to the token by "and", "or" or a comma."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.children if child.dep_ == "conj" and child.i > token.i]
        return tuple(token for token in found if token is not self)

    def nbor(self, steps: int = 1) -> Token:
        """The token so many places on."""
        if not 0 <= self.i + steps < len(self.doc):
            raise IndexError(f"no token {steps} places from {self.i}")
        return self.doc.tokens[self.i + steps]


def _singular(lemma: str, lower: str) -> str:
    """A capitalised plural noun ("Talks") is taken for a name, whose form is its lemma: here it gives its singular."""
    if lemma == lower and lemma.endswith("s") and len(lemma) > 4 and not lemma.endswith("ss"):
        return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
    return lemma


class Span:
    """The tokens [start, end) of a document."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        if not -len(self) <= at < len(self):
            raise IndexError(f"no token {at} in a span of {len(self)}")
        return self.doc.tokens[(self.start if at >= 0 else self.end) + at]

    @property
    def start_char(self) -> int:
        """Where its text begins in the document's."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where its text ends in the document's."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its text, without the blank after its last token."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; a mark or blank only where there is no word."""
        return min(self.doc.tokens[self.start : self.end], key=_height)


_NO_WORD = 1 << 30


def _height(token: Token) -> int:
    loose = (token.is_punct or token.is_space) and not token.children and token.head is not token
    return _NO_WORD if loose else token._depth


def _place(token: Token) -> int:
    return token.i


class Doc:
    """A document whose parse is finished; its tokens keep the heads, labels and sentences that they have now."""

    __slots__ = ("_starts", "parsed", "sents", "text", "tokens")

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text: str = parsed.text
        self.tokens: list[Token] = []
        self.sents: list[Span] = []
        heads, starts = self._words()
        part_days_from_names(self.tokens, heads)
        self._tree(heads)
        self._sentences(starts)
        self._starts = [token.idx for token in self.tokens]

    def _words(self) -> tuple[list[int], list[int]]:
        """Makes the tokens; gives the place of each one's head relative to it, and 1 for each that begins a sentence."""
        vocab = self.parsed.vocab
        strings = vocab.strings
        known: dict[int, str] = {}
        columns = self.parsed.to_array(["ORTH", "SPACY", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START"])
        idx = 0
        for i, (orth, space, *labels) in enumerate(columns[:, :6].tolist()):
            form = _form(vocab, orth)
            for label in labels:
                if label not in known:
                    known[label] = strings[label]
            lemma, pos, tag, dep = labels
            self.tokens.append(Token(self, i, idx, form, known[lemma], known[pos], known[tag], known[dep], space))
            idx += len(form.text) + space
        signed = columns[:, 6:].astype("i8")
        return signed[:, 0].tolist(), signed[:, 1].tolist()

    def _tree(self, heads: list[int]) -> None:
        """Joins heads and children; notes how deep each token stands and how far its descendants reach."""
        for token, step in zip(self.tokens, heads, strict=True):
            token.head = self.tokens[token.i + step]
            if step:
                token.head.children.append(token)
        reached = [token for token in self.tokens if token.head is token]
        for token in reached:
            for child in token.children:
                child._depth = token._depth + 1
            reached += token.children
        size = [1] * len(self.tokens)
        for token in reversed(reached):
            token._whole = token._whole and token._last - token._first + 1 == size[token.i]
            head = token.head
            if head is not token:
                size[head.i] += size[token.i]
                head._first, head._last = min(head._first, token._first), max(head._last, token._last)
                head._whole = head._whole and token._whole

    def _sentences(self, starts: list[int]) -> None:
        bounds = [i for i, begins in enumerate(starts) if begins == 1 or i == 0]
        for start, end in zip(bounds, [*bounds[1:], len(self.tokens)], strict=False):
            sentence = Span(self, start, end)
            self.sents.append(sentence)
            self.tokens[start].is_sent_start = True
            for token in sentence:
                token.sent = sentence

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def char_span(self, start: int, end: int, *, alignment_mode: str) -> Span | None:
        """The tokens that a span of characters touches ("expand"), or those within it ("contract"); None where there are none."""
        if not 0 <= start < end <= len(self.text):
            return None
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        if alignment_mode == "contract":
            first += self.tokens[first].idx < start
            last -= end < self.tokens[last].idx + len(self.tokens[last])
        else:
            # the blank after a token is no part of it
            first += start == self.tokens[first].idx + len(self.tokens[first])
        return Span(self, first, last + 1) if first <= last or alignment_mode == "expand" else None
