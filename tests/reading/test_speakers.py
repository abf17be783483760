"""From the words of a source to a speaker: (text, cue, name, office, for)."""

from __future__ import annotations

import pytest

from accede.model import Speaker
from tests.reading.conftest import Reading, Text

SPEAKERS = [
    # an office before the name, and in apposition after it
    ("Norwegian Foreign Minister Anna Holm said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    ("Anna Holm, Norway's foreign minister, said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    ("“The vote is open,” said Norwegian Prime Minister Anna Holm.", "said", "Anna Holm", "prime minister", "NOR"),
    # a surname, a pronoun, or the office again later
    ("Norwegian Foreign Minister Anna Holm arrived. Holm said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    ("Norwegian Foreign Minister Anna Holm arrived. She said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    ("Norwegian Foreign Minister Anna Holm arrived. The minister said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    # the subject goes on, not whoever was met
    ("Norwegian Foreign Minister Anna Holm arrived. Holm met Danish President Nils Dahl. She said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    ("Norwegian Foreign Minister Anna Holm arrived. After talks with Danish President Nils Dahl, she said that the vote was open.", "said", "Anna Holm", "foreign minister", "NOR"),
    # a state before a comma is no part of a title after it; where something is told is not for whom; "the official" is no president
    ("Despite a protest by Peru, president Anna Holm said that the vote was open.", "said", "Anna Holm", "president", None),
    ("Opening a debate in the House of Commons, Anna Holm said that the vote was open.", "said", "Anna Holm", None, None),
    ("Norwegian President Anna Holm arrived. The official said that the vote was open.", "said", None, "official", None),
    # an office without a person, and an actor itself
    ("The Norwegian foreign minister said that the vote was open.", "said", None, "foreign minister", "NOR"),
    ("Norway said that the vote was open.", "said", None, None, "NOR"),
    # a name that the parse takes for none, after its office; one that begins with the family's; one with particles
    ("Croatia's envoy to the WTO, Bruna Zubac, told reporters that the vote was open. Zubac added that time was short.", "added", "Bruna Zubac", "ambassador", "HRV"),
    ("South Korean Trade Minister Noh Seo-jin arrived. Noh said that the vote was open.", "said", "Noh Seo-jin", "trade minister", "KOR"),
    ("The special envoy of the Croatian president for fisheries, Ana Zubac, said that the vote was open.", "said", "Ana Zubac", "special envoy", "HRV"),
    # whom an office serves that is told with a state and an organisation
    ("Icelandic WTO negotiator Birna Dahl said that the vote was open.", "said", "Birna Dahl", "negotiator", "ISL"),
    # who speaks for others
    ("Norwegian Prime Minister Anna Holm arrived. Her office said that the vote was open.", "said", None, "prime minister's office", "NOR"),
    ("Holm, the Norwegian prime minister, had doubts. In her opinion the vote was open, she said.", "said", "Holm", "prime minister", "NOR"),
    ("The government in Accra said that the vote was open.", "said", None, "government", "GHA"),
    ("The Irish government met. France and Spain were absent. The government said that the vote was open.", "said", None, "government", "IRL"),
    ("The Council of Europe regretted the vote. It said that the law was new. Norway waits. It added that the vote was open.", "added", None, None, "coe"),
    ("The Irish government said that the law was new. The statement added that the vote was open.", "added", None, "government", "IRL"),
    ("NATO Secretary General Nils Dahl arrived. The vote was open, the Norwegian said.", "said", "Nils Dahl", "secretary general", "nato"),
    ("EU Commissioner for Energy and Climate Action Rita Alves Pinto said that the vote was open.", "said", "Rita Alves Pinto", "commissioner", "eu"),
    ("The European Commission met. Brussels had doubts. Commission negotiator Nils Dahl said that the vote was open.", "said", "Nils Dahl", "negotiator", "eu"),
    ("Commission spokesman Nils Dahl said that the vote was open.", "said", "Nils Dahl", "commission spokesperson", "eu"),
    ("Norway praised the European Union. The commissioner said that the vote was open.", "said", None, "commissioner", "eu"),
    # of a state, but no speaker for it; several at once
    ("Irish fishermen said that the vote was open.", "said", None, "Irish fishermen", None),
    ("The Danish Centre for Seas said that the vote was open.", "said", None, "Danish Centre for Seas", None),
    ("Norway and Sweden said that the vote was open.", "said", None, "Norway and Sweden", None),
    ("Norwegian government spokesman Nils Dahl said that the vote was open.", "said", "Nils Dahl", "government spokesperson", "NOR"),
    ("EU spokesman Nils Dahl said that the vote was open.", "said", "Nils Dahl", "spokesperson", "eu"),
    ("A spokesman for the European Union said that the vote was open.", "said", None, "spokesperson", "eu"),
]

NOBODY = [
    ("The treaty was signed, the Northern News Agency reported.", "reported"),
    ("The treaty was signed, foreign media reported.", "reported"),
    ("The treaty was signed, a newspaper reported.", "reported"),
    ("The treaty was signed, NNA reported.", "reported"),
    ("The treaty was signed, the Irish weekly Harbour Herald said.", "said"),
    ("The treaty was signed, Reuters said.", "said"),
    ("The vote in Accra showed that the law was new.", "showed"),
    ("Note that the minister of Norway was absent.", "Note"),
    ("The treaty was signed, the broadcaster Harbourlive reported. The vote was open, Harbourlive said.", "said"),
]


def speaker(text: Text, cue: str) -> Speaker | None:
    """Who says what the last attribution with that cue holds."""
    return [who for said, who, _ in text.said if text.doc[said.cue[0]].text == cue][-1]


@pytest.mark.parametrize(("text", "cue", "name", "office", "actor"), SPEAKERS)
def test_speakers(reading: Reading, text: str, cue: str, name: str | None, office: str | None, actor: str | None) -> None:
    assert speaker(reading(text), cue) == Speaker(name, office, actor)


@pytest.mark.parametrize(("text", "cue"), NOBODY)
def test_an_agency_or_a_medium_is_no_speaker(reading: Reading, text: str, cue: str) -> None:
    assert speaker(reading(text), cue) is None


def test_a_minister_of_no_named_state_is_of_the_state_in_whose_city_the_report_is_dated(reading: Reading) -> None:
    text = "Norway and Sweden wait. Foreign Minister Anna Holm said that the vote was open."
    assert speaker(reading(text, home="NOR"), "said") == Speaker("Anna Holm", "foreign minister", "NOR")


def test_a_minister_is_of_the_state_named_around(reading: Reading) -> None:
    text = "Sweden has voted. Foreign Minister Anna Holm said that the law was new."
    assert speaker(reading(text), "said") == Speaker("Anna Holm", "foreign minister", "SWE")


def test_every_speaker_has_a_reason(reading: Reading) -> None:
    for text, *_ in SPEAKERS:
        assert all(why for _, who, why in reading(text).said if who is not None)
