"""Days that the parser takes for part of the name after them."""

from __future__ import annotations

import pytest

from tests.reading.conftest import Reading

# (text, day, its preposition, name, the verb that it is the subject of)
FUSED = [
    ("On Monday Croatia will become the European Union's 28th member, ten years after it knocked on the door.", "Monday", "On", "Croatia", "become"),
    ("At the Bucharest summit in 2008 Athens prevented Skopje from receiving an invitation.", "2008", "in", "Athens", "prevented"),
]


@pytest.mark.parametrize(("text", "day", "preposition", "name", "verb"), FUSED)
def test_the_name_is_the_subject_and_the_day_the_time(reading: Reading, text: str, day: str, preposition: str, name: str, verb: str) -> None:
    read = reading(text)
    assert (read.word(day).head.text, read.word(day).dep_) == (preposition, "pobj")
    assert (read.word(name).head.text, read.word(name).dep_) == (verb, "nsubj")


def test_an_owner_stays_with_what_it_owns(reading: Reading) -> None:
    read = reading("On Tuesday Germany's parliament voted.")
    assert read.word("Tuesday").head.text == "On"
    assert read.word("Germany").head.text == "parliament"


@pytest.mark.parametrize("text", ["Chile spoke of the events on Monday June 3 again.", "They met at the Friday Club in Lima."])
def test_other_names_stay_whole(reading: Reading, text: str) -> None:
    read = reading(text)
    assert all(token.dep_ != "nsubj" or token.text in ("Chile", "They") for token in read.word("at" if "Club" in text else "on").sent)
