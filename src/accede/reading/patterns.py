"""Exact turns of phrase: the codebook's frames that are written as patterns of spaCy's Matcher.

A pattern is looked for in the sentences that hold, of each of its words that must be there, one form. Few sentences do,
and the Matcher, which weighs every pattern at every word, is spared the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from accede.errors import KnowledgeError
from accede.reading import codebook
from accede.reading.codebook import Frame
from accede.reading.parse import language

if TYPE_CHECKING:
    from spacy.matcher import Matcher

    from accede.reading.tokens import Doc, Span

# For each way to write a turn of phrase the sets of forms of which a sentence must have one each.
Needs = tuple[tuple[frozenset[str], ...], ...]


class _Turn(NamedTuple):
    kind: str
    frame: Frame
    matcher: Matcher
    needs: Needs


def find(doc: Doc, model: str) -> Iterator[tuple[str, Frame, Span]]:
    """The turns of phrase of a document as (kind, frame, words), one sentence after another."""
    for sentence in doc.sents:
        forms = {form for token in sentence for form in (token.text, token.lower_, token.lemma_)}
        for turn in _turns(model):
            if not any(all(not forms.isdisjoint(need) for need in needs) for needs in turn.needs):
                continue
            for _, start, end in turn.matcher(doc.parsed[sentence.start : sentence.end], allow_missing=True):
                yield turn.kind, turn.frame, sentence[start:end]


@cache
def _turns(model: str) -> tuple[_Turn, ...]:
    return tuple(
        _Turn(kind, frame, _matcher(kind, number, frame, model), tuple(needs(pattern) for pattern in frame.pattern))
        for kind, book in codebook.load().items()
        for number, frame in enumerate(book.frames, 1)
        if frame.pattern
    )


def _matcher(kind: str, number: int, frame: Frame, model: str) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(language(model).vocab)
    try:
        matcher.add(kind, [list(pattern) for pattern in frame.pattern], greedy="LONGEST")
    except ValueError as error:
        raise KnowledgeError(f"codebook/{kind}.yaml: frame {number}: {error}", "write it as spaCy's Matcher has it") from error
    return matcher


_FORMS = ("TEXT", "ORTH", "LOWER", "LEMMA")
_AT_LEAST_ONE = re.compile(r"\+|\{[1-9]")


def needs(pattern: Sequence[Mapping[str, Any]]) -> tuple[frozenset[str], ...]:
    """For each word that a pattern cannot do without and that it lists, the forms that it may have."""
    found = []
    for word in pattern:
        if not _AT_LEAST_ONE.match(word.get("OP", "+")):
            continue
        for value in (word[name] for name in _FORMS if name in word):
            if isinstance(value, str):
                found.append(frozenset({value}))
            elif "IN" in value:
                found.append(frozenset(value["IN"]))
    return tuple(found)
