"""Turns of phrase are looked for only where the words are that they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from accede.model import Report
from accede.reading import codebook, patterns
from accede.reading.parse import DEFAULT_MODEL, parse

# a pattern, and the forms of which a sentence needs one each
NEEDS: list[tuple[list[Mapping[str, Any]], list[set[str]]]] = [
    ([{"LOWER": "we"}, {"LEMMA": {"IN": ["veto", "block"]}}], [{"we"}, {"veto", "block"}]),
    ([{"LOWER": {"IN": ["the", "its"]}, "OP": "?"}, {"LEMMA": "way"}], [{"way"}]),
    ([{"LOWER": "the", "OP": "*"}, {"LOWER": "a", "OP": "{0,2}"}, {"LOWER": "an", "OP": "!"}, {"LOWER": "b", "OP": "{,2}"}], []),
    ([{"LEMMA": "say", "OP": "+"}, {"LOWER": "no", "OP": "{1,2}"}], [{"say"}, {"no"}]),
    ([{"LEMMA": "be", "TAG": {"IN": ["VBZ"]}}, {"POS": "ADV"}, {"LOWER": {"REGEX": "^x"}}, {"IS_PUNCT": True}], [{"be"}]),
]


@pytest.mark.parametrize(("pattern", "needs"), NEEDS)
def test_needs(pattern: list[Mapping[str, Any]], needs: list[set[str]]) -> None:
    assert [set(forms) for forms in patterns.needs(pattern)] == needs


def test_turns_are_found_in_any_sentence_and_counted_from_the_documents_start() -> None:
    doc = parse(Report(name="row", text="The envoys met. Their talks came to a halt. The talks ended empty-handed.", published="2022-11-25"))
    found = [(kind, words.text) for kind, _, words in patterns.find(doc, DEFAULT_MODEL)]
    assert ("halt", "came to a halt") in found
    assert ("outcome", "empty-handed") in found


def test_every_pattern_of_the_codebook_needs_some_word() -> None:
    """One that needs none is weighed at every word of every report."""
    every = [(kind, pattern) for kind, book in codebook.load().items() for frame in book.frames for pattern in frame.pattern]
    assert len(every) > 50
    assert [row for row in every if not patterns.needs(row[1])] == []
