"""Numbers and ratings: rows of words and what they give, and what holds for any words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.reading import measures

HOURS = [
    ("The meeting lasted more than five hours.", 5),
    ("a five-hour meeting", 5),
    ("They spoke for two and a half hours.", 2),
    ("They spoke for 12 hours.", 12),
    ("They spoke for an afternoon.", None),
    ("They spoke for forty minutes.", None),
    ("They met at nine.", None),
]
ROUNDS = [
    ("the first round of talks", 1),
    ("a 12th round of talks", 12),
    ("the twenty-first round", 21),
    ("the third informal round", 3),
    ("another round of talks", None),
    ("the second meeting", None),
    ("the fifth and probably final round of the Muscat talks", 5),
]
TALLIES = [
    ("28 of the 30 members have ratified the protocol", 28),
    ("Twenty-eight of the 30 allies have ratified it", 28),
    ("The treaty was ratified by 20 countries", 20),
    ("This brings to 29 the number of ratifications", 29),
    ("The number of ratifications now stands at 47", 47),
    ("Peru became the 45th country to ratify the treaty", 45),
    ("Peru and Chile made it number 59 and 60", 60),
    ("Peru ratified the treaty on Monday", None),
]
MEMBERS = [
    ("the 30-member bloc", 30),
    ("all 30 allies must agree", 30),
    ("27 member states", 27),
    ("all of the 27 must agree", 27),
    ("28 of the 30 members", 30),
    ("a bloc of eleven", 11),
    ("the members must agree", None),
]
THRESHOLDS: list[tuple[str, int | str | None]] = [
    ("All members must agree.", "unanimity"),
    ("The decision needs consensus.", "unanimity"),
    ("Any member can veto it.", "unanimity"),
    ("It enters into force after 60 ratifications.", 60),
    ("At least six signatories must ratify it.", 6),
    ("It needs the consent of two thirds.", "2/3"),
    ("It needs the states that hold 55% of the emissions.", "55%"),
    ("It needs 55 per cent of the emissions.", "55%"),
    ("It enters into force after 90 days.", None),
    ("The trade grew by 120% in spring.", None),
    ("It enters into force in spring.", None),
]
VOTES = [
    ("The house voted 182 to 6.", "182-6"),
    ("The bill passed by 117-40-18.", "117-40-18"),
    ("It passed with 276 votes to 23.", "276-23"),
    ("The house voted on Monday.", None),
]
RATINGS = [
    ("outcome", "The talks ended without agreement.", False, "none"),
    ("outcome", "The sides agreed on a text.", False, "agreement"),
    ("outcome", "They made some progress.", False, "limited"),
    ("outcome", "They made progress.", False, "progress"),
    ("outcome", "They made progress.", True, "none"),
    ("outcome", "The talks were constructive.", False, "constructive"),
    ("outcome", "The talks took place on Monday.", False, None),
    ("fulfilment", "Peru has fulfilled all obligations.", False, "full"),
    ("fulfilment", "Peru has fulfilled all obligations.", True, "partial"),
    ("fulfilment", "Peru has taken several steps", False, "partial"),
    ("fulfilment", "Peru has met most of the points.", False, "partial"),
    ("fulfilment", "Peru violated the memorandum.", False, "none"),
    ("fulfilment", "Peru has not met a single point.", True, "none"),
    ("talks", "They made progress.", False, None),
]


@pytest.mark.parametrize(("text", "wanted"), HOURS)
def test_hours(text: str, wanted: int | None) -> None:
    assert measures.hours(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), ROUNDS)
def test_round_number(text: str, wanted: int | None) -> None:
    assert measures.round_number(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), TALLIES)
def test_tally(text: str, wanted: int | None) -> None:
    assert measures.tally(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), MEMBERS)
def test_members(text: str, wanted: int | None) -> None:
    assert measures.members(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), THRESHOLDS)
def test_threshold(text: str, wanted: int | str | None) -> None:
    assert measures.threshold(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), VOTES)
def test_votes(text: str, wanted: str | None) -> None:
    assert measures.votes(text) == wanted


@pytest.mark.parametrize(("kind", "text", "negated", "wanted"), RATINGS)
def test_rating(kind: str, text: str, negated: bool, wanted: str | None) -> None:
    assert measures.rating(kind, text, negated) == wanted


@pytest.mark.parametrize(("word", "wanted"), [
    ("7", 7), ("seven", 7), ("Seven", 7), ("seventh", 7), ("nineteen", 19), ("forty", 40), ("forty-two", 42),
    ("thirty-first", 31), ("ninetieth", 90), ("only", None), ("", None), ("²", None),
])  # fmt: skip
def test_number(word: str, wanted: int | None) -> None:
    assert measures.number(word) == wanted


PIECES = st.lists(st.sampled_from(
    "five 60 30 1000 0 twenty-one 3rd third of the all NATO two thirds 120 55 % per cent members member states countries round rounds hours"
    " -hour ratifications number to stands at have bloc days within unanimity 182-6 182 6 - progress not agreement".split()
), max_size=14).map(" ".join)  # fmt: skip
ANY_WORDS = st.text(max_size=60) | PIECES


@given(ANY_WORDS)
def test_any_words_give_measures_within_bounds(text: str) -> None:
    assert measures.number(text) is None or text.strip()
    for measure, most in ((measures.hours, 200), (measures.tally, 249), (measures.members, 249), (measures.round_number, 999)):
        found = measure(text)
        assert found is None or 0 < found <= most, measure


@given(ANY_WORDS)
def test_any_words_give_a_threshold_that_could_be_met(text: str) -> None:
    found = measures.threshold(text)
    if isinstance(found, int):
        assert 1 < found < 250
    elif found is not None and found not in ("unanimity", "2/3"):
        assert 0 < int(found.removesuffix("%")) <= 100 and found.endswith("%")


@given(ANY_WORDS, st.sampled_from(["outcome", "fulfilment", "talks"]), st.booleans())
def test_any_words_give_votes_and_a_rating_of_the_kind(text: str, kind: str, negated: bool) -> None:
    votes = measures.votes(text)
    assert votes is None or all(part.isdecimal() for part in votes.split("-"))
    kinds = {
        "outcome": {"agreement", "progress", "limited", "constructive", "none"}, "fulfilment": {"none", "partial", "full"},
        "talks": set(),
    }  # fmt: skip
    assert measures.rating(kind, text, negated) in {None, *kinds[kind]}
