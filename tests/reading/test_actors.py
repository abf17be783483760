"""Who is named: rows of (text, words, category, ids)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from accede.reading.actors import by_token, find, organisation_in
from accede.reading.parse import DEFAULT_MODEL
from tests.reading.conftest import Reading

NAMED = [
    ("Norway signed the treaty.", "Norway", "state", ("NOR",)),
    ("The Norwegian minister signed it.", "Norwegian", "adjective", ("NOR",)),
    ("Norway joined NATO in 1949.", "NATO", "organisation", ("nato",)),
    ("Norway joined the North Atlantic Treaty Organization.", "North Atlantic", "organisation", ("nato",)),
    ("Albania applied to the European Union.", "European Union", "organisation", ("eu",)),
    ("The United Kingdom joined the CPTPP.", "United Kingdom", "state", ("GBR",)),
    ("The Kurdistan Workers' Party was banned.", "Kurdistan", "group", ("pkk",)),
    # a capital acts ...
    ("Ankara wants a new law.", "Ankara", "capital", ("TUR",)),
    ("Ankara's demands are old.", "Ankara", "capital", ("TUR",)),
    ("Talks with Ankara failed.", "Ankara", "capital", ("TUR",)),
    # ... or is where things happen
    ("They met in Ankara.", "Ankara", "place", ()),
    ("They travelled to Ankara.", "Ankara", "place", ()),
    ("The minister visited Ankara.", "Ankara", "place", ()),
    ("The Ankara meeting failed.", "Ankara", "place", ()),
]


@pytest.mark.parametrize(("text", "words", "category", "ids"), NAMED)
def test_names(reading: Reading, text: str, words: str, category: str, ids: tuple[str, ...]) -> None:
    mention = reading(text).mention(words)
    assert mention is not None
    assert (mention.category, mention.ids, mention.acts) == (category, ids, bool(ids))


def test_a_city_keeps_its_name_whether_it_acts_or_not(reading: Reading) -> None:
    for text in ("Ankara wants a new law.", "They met in Ankara."):
        mention = reading(text).mention("Ankara")
        assert mention is not None and mention.place == "Ankara"


@pytest.mark.parametrize("text", ["They ate a turkey.", "They like polish and china.", "The danish was fresh."])
def test_words_in_lower_case_are_no_states(reading: Reading, text: str) -> None:
    assert [m.ids for m in find(reading(text).doc, DEFAULT_MODEL) if m.acts] == []


def test_a_longer_form_wins_over_a_shorter_one(reading: Reading) -> None:
    found = find(reading("South Korea and North Macedonia signed it.").doc, DEFAULT_MODEL)
    assert [(m.text, m.ids) for m in found if m.acts] == [("South Korea", ("KOR",)), ("North Macedonia", ("MKD",))]


def test_mentions_are_in_order_and_do_not_overlap(reading: Reading) -> None:
    found = find(reading("The Turkish foreign minister met the EU commissioner and the Norwegian prime minister in Brussels.").doc, DEFAULT_MODEL)
    assert len(found) > 4
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(by_token(found)[i] is m for m in found for i in range(m.start, m.end))


PERSONS = [
    ("Norwegian Foreign Minister Anna Holm arrived.", "holm", "Anna Holm", "foreign minister", "NOR"),
    ("Anna Holm, the foreign minister of Norway, arrived.", "holm", "Anna Holm", "foreign minister", "NOR"),
    ("Norway's prime minister, Anna Holm, arrived.", "holm", "Anna Holm", "prime minister", "NOR"),
    ("The minister met Anna Holm.", "holm", "Anna Holm", None, None),
]


@pytest.mark.parametrize(("text", "key", "name", "office", "actor"), PERSONS)
def test_persons(reading: Reading, text: str, key: str, name: str, office: str | None, actor: str | None) -> None:
    person = reading(text).people[key]
    assert (person.name, person.office, person.actor) == (name, office, actor)


def test_a_surname_alone_is_the_person_named_before(reading: Reading) -> None:
    text = reading("Norwegian Foreign Minister Anna Holm arrived on Monday. Holm said that she was content.")
    assert list(text.people) == ["holm"]
    assert text.ids("Holm") == ("NOR",)


@pytest.mark.parametrize(("title", "id"), [("EU commissioner", "eu"), ("NATO official", "nato"), ("foreign minister", None)])
def test_an_organisation_in_a_title(title: str, id: str | None) -> None:
    assert organisation_in(title) == id
