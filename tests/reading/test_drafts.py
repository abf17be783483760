"""From a frame to a draft: evidence that can be understood by itself, worth, and the measures of the kind."""

from __future__ import annotations

import pytest

from accede.reading.drafts import Draft
from tests.reading.conftest import Reading, Text


def last(text: Text, kind: str) -> Draft:
    return text.drafts(kind)[-1]


EVIDENCE = [
    # a clause without what is nested in it, joined to it, or joins it to others
    ("Norway ratified the High Seas Treaty.", "ratification", "Norway ratified the High Seas Treaty"),
    ("The minister said that Norway ratified the High Seas Treaty.", "ratification", "Norway ratified the High Seas Treaty"),
    ("Chile waited, but Norway ratified the High Seas Treaty.", "ratification", "Norway ratified the High Seas Treaty"),
    ("“Norway ratified the High Seas Treaty,” Holm said.", "ratification", "Norway ratified the High Seas Treaty"),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), EVIDENCE)
def test_evidence_is_the_clause_that_says_it(reading: Reading, text: str, kind: str, wanted: str) -> None:
    made = last(reading(text), kind)
    assert text[made.start : made.end] == wanted


def test_evidence_takes_in_the_noun_that_a_participle_stands_with(reading: Reading) -> None:
    text = "Chile praised the High Seas Treaty signed by Norway on Monday."
    made = last(reading(text), "signature")
    assert text[made.start : made.end].startswith("the High Seas Treaty signed by Norway")


def test_evidence_lies_in_one_sentence_and_ends_on_no_stop(reading: Reading) -> None:
    text = "Sweden applied to join NATO; Turkey opposes its entry. Norway ratified the accession of Sweden, “gladly”."
    understood = reading(text)
    for made in understood.drafts():
        words = text[made.start : made.end]
        assert words and words == words.strip(" \n\t,;:.")
        sentence = next(s for s in understood.doc.sents if s.start_char <= made.start < s.end_char)
        assert made.end <= sentence.end_char
        assert made.start <= understood.doc[made.trigger].idx < made.end


MODALITIES = [
    ("Norway ratified the High Seas Treaty.", "ratification", "happened"),
    ("Norway will ratify the High Seas Treaty.", "ratification", "planned"),
    ("Norway must ratify the High Seas Treaty.", "ratification", "pending"),
    ("Sweden and Turkey meet for talks on 12 December.", "talks", "planned"),
    ("Sweden and Turkey are holding talks in Oslo.", "talks", "ongoing"),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), MODALITIES)
def test_the_modality_of_a_claim(reading: Reading, text: str, kind: str, wanted: str) -> None:
    assert last(reading(text), kind).facts["modality"] == wanted


MEASURES = [
    ("Sweden and Turkey held a second round of talks in Oslo.", "talks", "round", 2),
    ("The talks between Sweden and Turkey lasted five hours.", "talks", "min_hours", 5),
    ("Sweden wants to join NATO. So far 28 of the 30 members have ratified Sweden's accession.", "ratification", "members", 28),
    ("The parliament in Oslo ratified the High Seas Treaty by 117 votes to 40.", "ratification", "votes", "117-40"),
    ("The talks between Sweden and Turkey brought no progress.", "outcome", "rating", "none"),
    ("Sweden and Turkey made progress in the talks.", "outcome", "rating", "progress"),
    ("Sweden wants to join NATO. All 30 members of NATO must ratify the accession.", "rule", "threshold", "unanimity"),
    ("Sweden wants to join NATO. All 30 members of NATO must ratify the accession.", "rule", "members", 30),
]


@pytest.mark.parametrize(("text", "kind", "name", "wanted"), MEASURES)
def test_the_measures_of_a_kind(reading: Reading, text: str, kind: str, name: str, wanted: object) -> None:
    assert last(reading(text), kind).facts.get(name) == wanted


def test_a_count_of_members_is_not_the_consent_of_the_organisation(reading: Reading) -> None:
    made = last(reading("Sweden wants to join NATO. So far 28 of the alliance's 30 members have ratified Sweden's accession."), "ratification")
    assert "by" not in made.facts and made.facts["members"] == 28


def test_a_fact_that_is_not_told_is_not_held(reading: Reading) -> None:
    made = last(reading("Sweden and Turkey held talks."), "talks")
    assert not {"time", "place", "round", "min_hours", "convener"} & set(made.facts)
    assert None not in made.facts.values() and () not in made.facts.values()


def test_a_draft_says_why(reading: Reading) -> None:
    made = last(reading("Norway ratified the High Seas Treaty on Monday."), "ratification")
    assert made.reasons[0] == "frame “ratify”, happened"
    assert any("2022-11-21" in reason for reason in made.reasons)


STAGES = [
    ("Norway's parliament ratified the High Seas Treaty.", "happened", "parliament_approved"),
    ("Norway's parliament voted on Monday to ratify the High Seas Treaty.", "happened", "parliament_approved"),
    # what is before a house is not decided, and a vote of which no result is told is none
    ("Norway's parliament debated the ratification of the High Seas Treaty.", "ongoing", None),
    ("Norway's parliament discussed the High Seas Treaty's ratification on Monday.", "ongoing", None),
    ("Norway's parliament voted on the ratification of the High Seas Treaty.", "happened", None),
    ("Norway's parliament held a vote on the High Seas Treaty.", "happened", None),
    ("Norway's parliament voted on the High Seas Treaty by 90 votes to 12.", "happened", "parliament_approved"),
]


@pytest.mark.parametrize(("text", "modality", "stage"), STAGES)
def test_a_house_that_debates_has_approved_nothing(reading: Reading, text: str, modality: str, stage: str | None) -> None:
    made = reading(text).drafts("ratification")[0]
    assert (made.facts.get("modality"), made.facts.get("stage")) == (modality, stage)
