"""What is remembered of words is what spaCy's attribute ruler and lemmatizer say of them."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from accede.reading import attributes
from accede.reading.parse import DEFAULT_MODEL, language

TEXTS = [
    "The talks between Norland and Sudmark, which began on Monday, ended without result, but not because nobody would've signed.",
    "“We won't give up,” said Mrs. Brandt, the envoy; she hopes that both will sign, ratify and keep it.  What was it that she saw?",
    # What rules of several words are for.
    "There's no treaty and there are two drafts. Let's see what they're gonna do; we've got ta go. They ain't here. C'm on, y' all, nothin' 's lost.",
    "Let them sign it. He let 's the pact gon na, gon na na got ta ta.\n\nThere is there 's is",
    "",
    " \n ",
    "ain't",
]  # fmt: skip
SAID = ("pos_", "tag_", "dep_", "lemma_", "morph")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language()


@pytest.fixture(scope="module")
def stock() -> Language:
    """The same pipeline, of which nothing is remembered."""
    return language.__wrapped__(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def steps(nlp: Language) -> list[attributes.Pipe]:
    return attributes.pipes(nlp)


def said(doc: Doc) -> list[tuple[str, ...]]:
    return [(token.text, *(str(getattr(token, name)) for name in SAID)) for token in doc]


def test_the_ruler_and_the_lemmatizer_are_one_step(nlp: Language, steps: list[attributes.Pipe]) -> None:
    assert [isinstance(step, attributes.Attributes) for step in steps] == [False] * (len(nlp.pipeline) - 2) + [True]


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("text", TEXTS)
def test_words_are_what_spacy_says(nlp: Language, stock: Language, steps: list[attributes.Pipe], text: str, times: int) -> None:
    for _ in range(times):
        doc = nlp.make_doc(text)
        for step in steps:
            doc = step(doc)
    assert said(doc) == said(stock(text))


@pytest.mark.parametrize("tag", ["VBP", "VBZ", "NN", "IN", "EX"])
@pytest.mark.parametrize("dep", ["ROOT", "expl", "aux", "mark", "nsubj", ""])
def test_any_tag_and_label_is_as_spacy_has_it(nlp: Language, steps: list[attributes.Pipe], tag: str, dep: str) -> None:
    words = "There 's ai n't gon na got ta Let 's c'm on y all nothin' that have it you I nothing".split()
    ours, theirs = (Doc(nlp.vocab, words=words, tags=[tag] * len(words), deps=[dep] * len(words), heads=[0] * len(words)) for _ in "ab")
    ours = steps[-1](ours)
    for name in ("attribute_ruler", "lemmatizer"):
        theirs = nlp.get_pipe(name)(theirs)
    assert said(ours) == said(theirs)


def test_a_rule_that_asks_for_more_keeps_spacys_ruler(nlp: Language) -> None:
    ruler = nlp.get_pipe("attribute_ruler")
    other = type(ruler)(nlp.vocab)
    other.add_patterns(ruler.patterns)
    assert attributes._decided(other, nlp.get_pipe("lemmatizer"))
    other.add([[{"LEMMA": "sign"}]], {"POS": "VERB"})
    assert not attributes._decided(other, nlp.get_pipe("lemmatizer"))


def test_memory_is_bounded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attributes, "MOST_WORDS", 5)
    (step,) = attributes.pipes(nlp)[-1:]
    assert isinstance(step, attributes.Attributes)
    for text in TEXTS * 2:
        doc = nlp.make_doc(text)
        for pipe in [*(pipe for _, pipe in nlp.pipeline[:-2]), step]:
            doc = pipe(doc)
        assert said(doc) == said(nlp(text)) and len(step._known) <= 5 + len(doc)
