"""A document's tokens say what spaCy's say."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

from accede.model import Report
from accede.reading.parse import parse
from accede.reading.tokens import Doc, Token

STORY = (
    "The talks between Norland and Sudmark, which began on Monday, ended without result.\n\n"
    "“We won't give up,” said Mrs. Brandt, the envoy; she hopes that both will sign, ratify and keep it. What was it that she saw?"
)
NAMES = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "whitespace_", "is_alpha", "is_digit", "is_lower", "is_punct", "is_space", "is_stop", "is_title", "like_num", "idx")  # fmt: skip


@pytest.fixture(scope="module")
def doc() -> Doc:
    return parse(Report(name="story", text=STORY, published="2022-05-19"))


@pytest.fixture(scope="module")
def crossing() -> Doc:
    """A tree whose branches cross: "hearing on" is parted by "is scheduled"."""
    words = "A hearing is scheduled on the issue today .".split()
    return Doc(Parsed(Vocab(), words=words, heads=[1, 2, 2, 2, 1, 6, 4, 3, 2], deps=["dep"] * 9))


def places(tokens: object) -> list[int]:
    return [token.i for token in tokens]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_words_are_those_of_spacy(doc: Doc, name: str) -> None:
    assert [getattr(token, name) for token in doc] == [getattr(token, name) for token in doc.parsed]


@pytest.mark.parametrize("made", ["doc", "crossing"])
def test_trees_are_those_of_spacy(made: str, request: pytest.FixtureRequest) -> None:
    tree: Doc = request.getfixturevalue(made)
    for ours, theirs in zip(tree, tree.parsed, strict=True):
        assert ours.head.i == theirs.head.i
        assert places(ours.children) == places(theirs.children)
        assert places(ours.subtree) == sorted(places(theirs.subtree))
        assert places(ours.ancestors) == places(theirs.ancestors)
        assert places(ours.conjuncts) == places(theirs.conjuncts)
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert [ours.is_ancestor(other) for other in tree] == [theirs.is_ancestor(other) for other in tree.parsed]


def test_a_branch_that_is_crossed_gives_its_own_words_only(crossing: Doc) -> None:
    assert [token.text for token in crossing[1].subtree] == ["A", "hearing", "on", "the", "issue"]


def test_spans_are_those_of_spacy(doc: Doc) -> None:
    assert [(s.start, s.end, s.text, s.root.i) for s in doc.sents] == [(s.start, s.end, s.text, s.root.i) for s in doc.parsed.sents]
    for start in range(len(doc)):
        for end in range(start + 1, len(doc)):
            ours, theirs = doc[start:end], doc.parsed[start:end]
            assert (ours.text, ours.root.i, ours.start_char, ours.end_char) == (theirs.text, theirs.root.i, theirs.start_char, theirs.end_char)


@pytest.mark.parametrize("mode", ["expand", "contract"])
def test_character_spans_are_those_of_spacy(doc: Doc, mode: str) -> None:
    for start in range(0, len(doc.text), 3):
        for end in range(start + 1, min(start + 30, len(doc.text))):
            ours, theirs = doc.char_span(start, end, alignment_mode=mode), doc.parsed.char_span(start, end, alignment_mode=mode)
            assert (ours is None) == (theirs is None)
            assert ours is None or (ours.start, ours.end) == (theirs.start, theirs.end)


def test_places_count_from_either_end(doc: Doc) -> None:
    span = doc[2:6]
    assert (doc[-1].i, span[-1].i, span[0].i, places(span[1:3]), places(doc[3:1])) == (len(doc) - 1, 5, 2, [3, 4], [])
    for beyond in (4, -5):
        with pytest.raises(IndexError):
            span[beyond]
    with pytest.raises(IndexError):
        doc[0].nbor(-1)


def test_a_capitalised_plural_has_its_singular_for_a_lemma(doc: Doc) -> None:
    def lemma(text: str) -> str:
        made: Token = parse(Report(name="row", text=text, published="2022-05-19"))[0]
        return made.lemma

    assert lemma("Talks Fail In Port Anson") in ("talk", "talks")
    assert [t.lemma for t in doc if t.text == "talks"] == ["talk"]
