"""Frames of the codebook found in texts: verbs and their nouns, classes of words, one frame of a kind on a word."""

from __future__ import annotations

import pytest

from accede.model import KINDS
from accede.reading import frames
from tests.reading.conftest import Reading

# text, kind, a word at which a frame of it stands
FOUND = [
    ("Norway ratified the High Seas Treaty.", "ratification", "ratified"),
    ("Norway's ratification of the High Seas Treaty came on Monday.", "ratification", "ratification"),
    ("The High Seas Treaty was ratified by Norway.", "ratification", "ratified"),
    ("Britain applied to join the CPTPP.", "application", "applied"),
    ("Britain handed in its application to join the CPTPP.", "application", "handed"),
    ("Turkey opposes Sweden's entry into NATO.", "objection", "opposes"),
    ("Iran withdrew from the treaty.", "withdrawal", "withdrew"),
    ("The delegations of Sweden and Turkey met in Oslo.", "talks", "met"),
    ("Norway signed the High Seas Treaty.", "signature", "signed"),
]

SILENT = [
    # the word alone is not enough
    ("The singer signed a shirt.", "signature"),
    ("The shop withdrew the toy from sale.", "withdrawal"),
    ("The player handed in his shirt.", "application"),
    # to insist that something is so demands nothing
    ("Norway insists that the treaty is harmless.", "demand"),
    # to expect what nobody is asked to do demands nothing
    ("Norway expects it to enter into force next year.", "demand"),
    # what is only wanted or named has not been done
    ("Britain wants to apply to the CPTPP.", "application"),
]


@pytest.mark.parametrize(("text", "kind", "word"), FOUND)
def test_frames_of_a_kind(reading: Reading, text: str, kind: str, word: str) -> None:
    assert word in [match.trigger.text for match in reading(text).matches(kind)]


@pytest.mark.parametrize(("text", "kind"), SILENT)
def test_no_frame_of_a_kind(reading: Reading, text: str, kind: str) -> None:
    assert reading(text).matches(kind) == []


def test_one_frame_of_a_kind_on_a_word_in_order_of_place(reading: Reading) -> None:
    matches = reading("Norway signed the High Seas Treaty. Chile ratified it. Turkey opposes Sweden's entry into NATO.").matches()
    places = [(match.trigger.i, match.kind) for match in matches]
    assert len(places) > 2 and places == sorted(set(places))
    assert {match.kind for match in matches} <= set(KINDS)


def test_a_match_knows_the_words_of_its_agent_and_object(reading: Reading) -> None:
    for text in ("Turkey opposes Sweden's entry into NATO.", "Sweden's entry into NATO is opposed by Turkey."):
        [match] = reading(text).matches("objection")
        assert [t.text for t in match.agent_words()] == ["Turkey"]
        assert [t.text for t in match.object_words()] == ["Sweden", "'s", "entry", "into", "NATO"]
        assert match.worth == "happened"


HOLDS = [
    ("state", "Norway signed.", True), ("state", "The Norwegian minister signed.", True), ("state", "The minister signed.", False),
    ("organisation", "NATO agreed.", True), ("group", "The PKK was banned.", True), ("actor", "Norway signed.", True),
    ("actor", "The baker signed.", False), ("number", "Thirty states signed.", True), ("number", "The states signed.", False),
    ("time", "They signed on Monday.", True), ("time", "They signed.", False), ("place", "They met in Oslo.", True),
    ("place", "They met.", False), ("anything", "They met.", True), ("=met", "They met.", True), ("=meet", "They met.", True),
    ("=left", "They met.", False), ("=on monday", "They met on Monday.", True), ("accession", "The membership is new.", True),
    ("accession", "Candidate status is new.", True), ("accession", "The house is new.", False),
    ("target", "Sweden wants to join NATO.", True), ("candidate", "Sweden wants to join NATO.", True),
    ("candidate", "Norway signed the protocol.", False), ("instrument", "Norway ratified the High Seas Treaty.", True),
    ("person", "Foreign Minister Anna Holm arrived.", True), ("person", "The minister arrived.", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "wanted"), HOLDS)
def test_a_class_of_words_or_mentions_stands_among_words(reading: Reading, name: str, text: str, wanted: bool) -> None:
    context = reading(text).context
    assert frames.holds(name, list(context.doc), context) is wanted


def test_no_words_hold_no_class(reading: Reading) -> None:
    context = reading("Norway signed.").context
    for name in (*frames.MENTION_CLASSES, "accession", "=norway"):
        assert not frames.holds(name, [], context)


def test_a_noun_is_in_a_class_by_its_lemma(reading: Reading) -> None:
    text = reading("The memberships and the houses are new.")
    assert frames.holds_noun("accession", text.word("memberships"))
    assert not frames.holds_noun("accession", text.word("houses"))
