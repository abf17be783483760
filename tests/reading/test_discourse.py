"""Who is meant by a pronoun, a number or a description: a story, the words in its last sentence, the ids."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.reading.conftest import Reading

NORDIC = "Sweden and Finland applied to join NATO. Turkey blocks the accession of Sweden and Finland. "

FILLED = [
    # plural pronouns: the last group named
    ("Chile and Peru signed the treaty. They ratified it.", "They", ("CHL", "PER")),
    ("Norway waited. Chile and Peru signed the treaty. Their parliaments agreed.", "Their", ("CHL", "PER")),
    ("Chile, Peru and Japan signed the treaty. They ratified it.", "They", ("CHL", "JPN", "PER")),
    (NORDIC + "They held talks on Monday.", "They", ("FIN", "SWE")),
    # groups by their number
    (NORDIC + "On Monday both countries held talks.", "both", ("FIN", "SWE")),
    (NORDIC + "Both countries held talks on Monday.", "Both", ("FIN", "SWE")),
    (NORDIC + "Talks with the two countries go on.", "two", ("FIN", "SWE")),
    (NORDIC + "Norway and Denmark agreed. Talks with the two countries go on.", "two", ("FIN", "SWE")),
    (NORDIC + "The three states met on Monday.", "three", ("FIN", "SWE", "TUR")),
    (NORDIC + "On Monday both sides met.", "both", ()),
    ("Five islands ratified the treaty on Monday: Fiji, Tonga, Samoa, Palau and Nauru.", "Five", ("FJI", "NRU", "PLW", "TON", "WSM")),
    # candidates
    (NORDIC + "The applicants met on Monday.", "applicants", ("FIN", "SWE")),
    # a region and a noun
    ("Sweden applied to join NATO. The Nordic nation has waited for long.", "Nordic", ("SWE",)),
    (NORDIC + "The Nordic countries met on Monday.", "Nordic", ("FIN", "SWE")),
    # an organisation by its noun, and its members
    (NORDIC + "The alliance met on Monday.", "alliance", ("nato",)),
    ("Albania wants to join the European Union. The bloc has 27 members.", "bloc", ("eu",)),
    (NORDIC + "All allies must agree.", "All allies", ("nato",)),
    # a definite description of a state
    ("Sweden applied to join NATO in May. The country has waited for long.", "country", ("SWE",)),
    ("Sweden applied to join NATO in May. The letter was given to the chief of NATO in Brussels. The country has waited for long.", "country", ("SWE",)),
    ("Chile and Peru signed the treaty. The minister blamed these states.", "states", ("CHL", "PER")),
    # a person's country
    ("Sweden waited. Norwegian Foreign Minister Anna Holm said that her country would ratify.", "country", ("NOR",)),
    ("Sweden waited. Norway's foreign minister said that his country would ratify.", "country", ("NOR",)),
    # singular pronouns
    ("Hungary blocks the treaty. Its parliament has not voted.", "Its", ("HUN",)),
    ("Hungary said that it would vote in May.", "it", ("HUN",)),
    ("Chile trades with Peru, whose parliament has voted.", "whose", ("PER",)),
    ("Turkey wants Sweden to change a law. It said so on Monday.", "It", ("TUR",)),
]

OPEN = [
    ("They ratified the treaty.", "They"),
    ("The two countries met.", "two"),
    ("Its parliament has voted.", "Its"),
    ("The alliance met on Monday.", "alliance"),
    ("Norway signed. It is important that Chile signs.", "It"),
    ("Norway waited for two days.", "two"),
]


@pytest.mark.parametrize(("text", "words", "ids"), FILLED)
def test_filled_from_what_went_before(reading: Reading, text: str, words: str, ids: tuple[str, ...]) -> None:
    assert reading(text).ids(words) == ids


@pytest.mark.parametrize(("text", "words"), OPEN)
def test_what_cannot_be_filled_stays_open(reading: Reading, text: str, words: str) -> None:
    assert reading(text).ids(words) == ()


@pytest.mark.parametrize(("text", "words", "ids"), FILLED)
def test_every_filling_keeps_its_reason(reading: Reading, text: str, words: str, ids: tuple[str, ...]) -> None:
    mention = reading(text).mention(words)
    assert mention is not None and mention.why


def test_a_person_has_the_actor_of_the_office(reading: Reading) -> None:
    text = reading("Norwegian Foreign Minister Anna Holm arrived. Holm met the press.")
    assert text.ids("Holm") == ("NOR",)


def test_mentions_stay_in_order(reading: Reading) -> None:
    named = reading(NORDIC + "They met the alliance, and both countries spoke to its members.").context.named
    mentions = sorted(set(named.values()), key=lambda m: m.start)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
