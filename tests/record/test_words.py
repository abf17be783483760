"""Words as search knows them."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import NotFound
from accede.record import words as module
from accede.record.words import (
    LONGEST,
    MOST_LETTERS,
    MOST_TERMS,
    MOST_WORDS,
    Term,
    folded,
    folded_words,
    has,
    parse,
    places,
    words,
)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


def test_the_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erdoğan's aide", ["erdogan", "s", "aide"]),
        ("İSTANBUL, Iğdır", ["istanbul", "igdir"]),
        ("Erdog\u0306an", ["erdogan"]),
        ("1,000 of the head-of-state", ["1", "000", "of", "the", "head", "of", "state"]),
        ("Straße Łódź Ærø", ["strasse", "lodz", "aero"]),
        ("under_score \0 and\u200bnothing", ["under", "score", "and", "nothing"]),
        ("x" * 100, ["x" * LONGEST]),
        ("½ of 10²", ["12", "of", "102"]),
        ("\ue000 --- !", []),
    ],
)
def test_the_words_of_a_text(text: str, expected: list[str]) -> None:
    assert [word.folded for word in words([text])] == expected


@given(TEXTS)
def test_a_word_is_where_it_is_said_to_be_and_is_compared_as_itself(text: str) -> None:
    for word in words([text]):
        assert folded(text[word.start : word.end]) == word.folded == folded(word.folded)
        assert word.folded.isalnum()


def test_a_text_without_end_is_searched_so_far() -> None:
    assert len(words(["a " * 2 * MOST_WORDS])) == MOST_WORDS
    assert sum(len(word.folded) for word in words([f"{'x' * LONGEST} " * MOST_WORDS])) <= MOST_LETTERS


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("Turkey ratified", [Term(("turkey",)), Term(("ratified",))]),
        ('"the treaty" ratif*', [Term(("the", "treaty")), Term(("ratif",), True)]),
        ('"grand natio"* x', [Term(("grand", "natio"), True), Term(("x",))]),
        ("head-of-state", [Term(("head", "of", "state"))]),
        ('"not closed', [Term(("not", "closed"))]),
        ("NEAR(a b) OR c:d -e ^f (g", [
            Term(("near", "a")), Term(("b",)), Term(("or",)), Term(("c", "d")), Term(("e",)), Term(("f",)), Term(("g",))]),
        ("twice Twice", [Term(("twice",))]),
        (" ".join(map(str, range(100))), [Term((str(number),)) for number in range(MOST_TERMS)]),
    ],
)  # fmt: skip
def test_what_is_asked_for(asked: str, terms: list[Term]) -> None:
    assert list(parse(asked)) == terms


@pytest.mark.parametrize("asked", ["", "  ", '""', "*", "--", '"*"', "\ue000"])
def test_a_question_without_a_word_is_refused(asked: str) -> None:
    with pytest.raises(NotFound, match="no word to search for"):
        parse(asked)


@given(st.lists(TEXTS, max_size=3))
def test_the_fast_way_finds_the_same_words(fields: list[str]) -> None:
    assert folded_words(fields) == [word.folded for word in words(fields)]


@pytest.mark.parametrize("text", ["a " * 2 * MOST_WORDS, f"{'x' * LONGEST} " * MOST_WORDS, "y" * 100, "Über " * 9, "", "..."])
def test_the_fast_way_ends_where_the_other_does(text: str) -> None:
    assert folded_words(["A title", text]) == [word.folded for word in words(["A title", text])]


def test_no_phrase_goes_across_two_fields() -> None:
    text = folded_words(["talks on the", "treaty"])
    assert has(text, parse("treaty the"))
    assert not has(text, parse('"the treaty"'))


def test_the_places_of_a_phrase() -> None:
    text = folded_words(["The treaty, the treaties and the treaty."])
    assert list(places(text, Term(("the", "treaty")))) == [0, 5]
    assert list(places(text, Term(("the", "treat"), True))) == [0, 2, 5]
