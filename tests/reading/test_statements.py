"""Which attributions are statements, in a report on an accession: rows of (text, what is said) and of texts without one."""

from __future__ import annotations

import pytest

from accede.model import Claim, Report
from accede.reading import Reader

READER = Reader()
SCENE = "Sweden applied to join NATO. "
HOLM = "Norwegian Foreign Minister Anna Holm "


def statements(text: str) -> list[Claim]:
    report = Report(name="row", text=SCENE + text, published="2022-11-25")
    return [claim for claim in READER.read(report) if claim.kind == "statement"]


SAID = [
    (HOLM + "said that the membership of Sweden was a great step.", "was a great step"),
    (HOLM + "said: “The accession is a matter of trust.”", "a matter of trust"),
    ("According to " + HOLM + "the accession is a matter of trust.", "a matter of trust"),
    (HOLM + "praised the application of Sweden.", "the application of Sweden"),
    (HOLM + "welcomed the accession.", "the accession"),
    (HOLM + "warned Sweden against joining NATO.", "joining NATO"),
    (HOLM + "thinks that the accession is a matter of trust.", "a matter of trust"),
]

SILENT = [
    # nobody in particular
    "The accession is a matter of trust, the Northern News Agency reported.",
    "The accession is a matter of trust.",
    # too little
    HOLM + "said yes.",
    # thanks
    HOLM + "thanked Sweden for its application “with great patience”.",
    # neither of the process nor of anyone in it
    HOLM + "praised the weather in Chile.",
    # another kind already says it
    HOLM + "said that Turkey opposes Sweden's entry into NATO.",
    HOLM + "said that Norway has ratified Sweden's accession to NATO.",
]


def test_a_quotation_says_something_in_each_of_its_sentences_that_is_long_enough() -> None:
    found = statements("“The accession is a matter of trust. Norway has waited for this for a long time. So be it,” " + HOLM + "said.")
    assert [" ".join(claim.quote) for claim in found] == ["“The accession is a matter of trust.", "Norway has waited for this for a long time."]


@pytest.mark.parametrize(("text", "words"), SAID)
def test_what_counts(text: str, words: str) -> None:
    found = statements(text)
    assert len(found) == 1
    assert words in " ".join(found[0].quote)
    assert found[0].speaker is not None and found[0].speaker.name == "Anna Holm" and found[0].speaker.for_ == "NOR"


@pytest.mark.parametrize("text", SILENT)
def test_what_does_not_count(text: str) -> None:
    assert [claim.quote for claim in statements(text)] == []


def test_one_statement_of_a_speaker_in_a_sentence() -> None:
    assert len(statements(HOLM + "said that the accession was a great step and added that it was a matter of trust.")) == 1


def test_two_speakers_are_two_statements() -> None:
    other = "Danish Foreign Minister Ida Krog said that the accession was a mistake. "
    assert [c.speaker.name for c in statements(HOLM + "said that the accession was a great step. " + other) if c.speaker] == ["Anna Holm", "Ida Krog"]


def test_the_matter_is_the_process() -> None:
    report = Report(name="row", text="The baker, Nils Dahl, said that the bread was warm on Monday.", published="2022-11-25")
    assert READER.read(report) == ()
