"""Who does what to whom: rows of (text, word, heads wanted)."""

from __future__ import annotations

import pytest

from accede.reading import grammar
from tests.reading.conftest import Reading

# text, predicate, heads of its agents, heads of its objects: one thing said in many forms
SAME = [
    ("Turkey opposes their entry.", "opposes"),
    ("Turkey has opposed their entry.", "opposed"),
    ("Their entry is opposed by Turkey.", "opposed"),
    ("Their entry was strongly opposed by Turkey last year.", "opposed"),
    ("An entry opposed by Turkey cannot happen.", "opposed"),
    ("Turkey's opposition to their entry is old.", "opposition"),
    ("Opposition from Turkey to their entry is old.", "opposition"),
    ("Opposition by Turkey to their entry is old.", "opposition"),
]

ROLES = [
    ("Chile and Peru ratified the treaty.", "ratified", ["Chile"], ["treaty"]),
    ("The treaty was ratified.", "ratified", [], ["treaty"]),
    ("Peru's ratification of the treaty came late.", "ratification", ["Peru"], ["treaty"]),
    ("Ratification by Peru came late.", "ratification", ["Peru"], []),
    ("Peru signed the treaty and ratified it.", "ratified", ["Peru"], ["it"]),
    ("The talks between Chile and Peru failed.", "talks", [], ["Chile"]),
]

SUBJECTS = [
    ("Peru signed the treaty and ratified it.", "ratified", "Peru"),
    ("Peru promised to ratify the treaty.", "ratify", "Peru"),
    ("Peru promised Chile to ratify the treaty.", "ratify", "Peru"),
    ("Chile urged Peru to ratify the treaty.", "ratify", "Peru"),
    ("Peru, which ratified the treaty, is content.", "ratified", "Peru"),
    ("The state that ratified the treaty is Peru.", "ratified", "state"),
]

LIGHT = [
    ("Turkey voiced opposition to the plan.", "opposition", "Turkey"),
    ("The parliament gave its approval.", "approval", "parliament"),
    ("Sweden lacks the ratification of Hungary.", "ratification", None),
    ("Sweden awaits ratification.", "ratification", None),
    ("Opposition grew.", "Opposition", None),
]


@pytest.mark.parametrize(("text", "word"), SAME)
def test_active_passive_and_noun_give_the_same(reading: Reading, text: str, word: str) -> None:
    predicate = reading(text).word(word)
    agents, objects = ([token.lower_ for token in found] for found in (grammar.agents(predicate), grammar.objects(predicate)))
    assert "turkey" in agents and "entry" not in agents
    assert "entry" in objects and "turkey" not in objects


@pytest.mark.parametrize(("text", "word", "agents", "objects"), ROLES)
def test_agents_and_objects(reading: Reading, text: str, word: str, agents: list[str], objects: list[str]) -> None:
    predicate = reading(text).word(word)
    assert [token.text for token in grammar.agents(predicate)] == agents
    assert [token.text for token in grammar.objects(predicate)] == objects


@pytest.mark.parametrize(("text", "verb", "subject"), SUBJECTS)
def test_the_subject_is_shared_moved_or_before_the_relative_pronoun(reading: Reading, text: str, verb: str, subject: str) -> None:
    found = grammar.subject(reading(text).word(verb))
    assert found is not None and found.text == subject


@pytest.mark.parametrize(("text", "noun", "wanted"), LIGHT)
def test_whose_act_a_noun_is_when_a_verb_carries_it(reading: Reading, text: str, noun: str, wanted: str | None) -> None:
    found = grammar.light_verb_subject(reading(text).word(noun))
    assert (None if found is None else found.text) == wanted


@pytest.mark.parametrize(("text", "verb", "passive"), [
    ("The treaty was signed.", "signed", True),
    ("The treaty was signed and ratified.", "ratified", True),
    ("The text signed by the ministers is short.", "signed", True),
    ("The ministers signed the text.", "signed", False),
    ("The ministers have signed the text.", "signed", False),
])  # fmt: skip
def test_passive(reading: Reading, text: str, verb: str, passive: bool) -> None:
    assert grammar.is_passive(reading(text).word(verb)) is passive


@pytest.mark.parametrize(("text", "word", "lemma"), [
    ("Talks resumed.", "Talks", "talk"),
    ("The states ratified it.", "ratified", "ratify"),
    ("The parties met.", "parties", "party"),
    ("The Congress met.", "Congress", "congress"),
])  # fmt: skip
def test_lemma(reading: Reading, text: str, word: str, lemma: str) -> None:
    assert grammar.lemma(reading(text).word(word)) == lemma


def test_conjuncts_are_the_word_and_what_is_joined_to_it_after(reading: Reading) -> None:
    text = reading("Chile, Peru and Japan signed the treaty.")
    assert [t.text for t in grammar.conjuncts(text.word("Chile"))] == ["Chile", "Peru", "Japan"]
    assert [t.text for t in grammar.conjuncts(text.word("Japan"))] == ["Japan"]


def test_a_phrase_leaves_relative_clauses_out_unless_asked_for(reading: Reading) -> None:
    head = reading("The minister who signed the treaty left.").word("minister")
    assert [t.text for t in grammar.phrase(head)] == ["The", "minister"]
    assert [t.text for t in grammar.phrase(head, clauses=True)] == "The minister who signed the treaty".split()


def test_a_clause_is_without_those_nested_in_it_or_joined_to_it(reading: Reading) -> None:
    text = reading("Peru signed the treaty because Chile had ratified it, and Japan waited.")
    words = {t.text for t in grammar.clause(text.word("signed"))}
    assert {"Peru", "signed", "treaty"} <= words and not words & {"Chile", "ratified", "Japan", "waited"}


def test_a_kept_word_keeps_its_branch(reading: Reading) -> None:
    text = reading("Peru signed the treaty because Chile had ratified it.")
    assert "Chile" in {t.text for t in grammar.clause(text.word("signed"), keep=text.word("Chile"))}


def test_governing_verb_and_clause_head(reading: Reading) -> None:
    text = reading("The minister said that Peru had blocked the treaty.")
    assert grammar.governing_verb(text.word("treaty")) == text.word("blocked")
    assert grammar.clause_head(text.word("Peru")) == text.word("blocked")
    assert grammar.governing_verb(text.word("blocked")) == text.word("blocked")
    assert grammar.clause_head(text.word("minister")) == text.word("said")


def test_no_verb_governs_a_text_without_one(reading: Reading) -> None:
    assert grammar.governing_verb(reading("The treaty of Oslo").word("treaty")) is None


def test_obliques_give_preposition_and_head_and_may_be_chosen(reading: Reading) -> None:
    verb = reading("The ministers met with Peru in Lima.").word("met")
    assert [(word, head.text) for word, head in grammar.obliques(verb)] == [("with", "Peru"), ("in", "Lima")]
    assert [(word, head.text) for word, head in grammar.obliques(verb, frozenset({"in"}))] == [("in", "Lima")]
