"""What a later version says otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accede.publishing.differences import MOST_PARAGRAPHS, Part, differences, is_changed, paragraphs

TEXTS = st.lists(st.sampled_from(["one two three", "one two four", "five", "six seven eight nine", ""]), max_size=8).map("\n\n".join)


def test_a_changed_paragraph_shows_its_changed_words() -> None:
    (parts,) = differences("All 29 members met there.", "All 30 members met there.")
    assert parts == (Part("same", "All"), Part("dropped", "29"), Part("added", "30"), Part("same", "members met there."))


def test_paragraphs_are_added_and_dropped_whole() -> None:
    found = differences("First.\n\nIt will not say yes.\n\nLast.", "First.\n\nLast.\n\nMore in the evening.")
    assert [parts for parts in found if is_changed(parts)] == [(Part("dropped", "It will not say yes."),), (Part("added", "More in the evening."),)]


def test_another_line_break_is_no_change() -> None:
    assert not any(map(is_changed, differences("One\ntwo.\n\nThree.", "One two.\n \nThree.\n")))


@given(TEXTS, TEXTS)
def test_the_parts_join_to_both_texts(old: str, new: str) -> None:
    found = differences(old, new)
    before = " ".join(part.text for parts in found for part in parts if part.change != "added")
    after = " ".join(part.text for parts in found for part in parts if part.change != "dropped")
    assert before == " ".join(paragraphs(old)) and after == " ".join(paragraphs(new))


def test_a_text_of_very_many_paragraphs_is_not_compared_within() -> None:
    many = "\n\n".join(["a b c"] * (MOST_PARAGRAPHS + 1))
    assert {part.change for parts in differences(many, many) for part in parts} == {"added", "dropped"}
