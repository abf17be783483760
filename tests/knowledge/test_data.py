"""The data that ships: spot tables, and what must hold for every row."""

import csv
import datetime
from collections import defaultdict
from pathlib import Path

import pytest

from accede.knowledge import fold, load
from accede.knowledge.base import OWN_FOLDER

KNOWLEDGE = load()
FILES = sorted(OWN_FOLDER.glob("*.csv"))


def meanings(text: str, *categories: str) -> set[str]:
    return {
        form.id
        for form in KNOWLEDGE.surface_forms()
        if fold(form.text) == fold(text) and (not categories or form.category in categories)
    }


@pytest.mark.parametrize(
    ("text", "category", "id"),
    [
        ("Turkey", "state", "TUR"),
        ("Türkiye", "state", "TUR"),
        ("Turkiye", "state", "TUR"),
        ("Ankara", "capital", "TUR"),
        ("Ankara", "place", "Ankara"),
        ("the Turkish Grand National Assembly".removeprefix("the "), "metonym", "TUR"),
        ("Swedes", "people", "SWE"),
        ("Riksdag", "metonym", "SWE"),
        ("the Dutch", "people", "NLD"),
        ("U.S.", "state", "USA"),
        ("Britain", "state", "GBR"),
        ("Downing Street", "metonym", "GBR"),
        ("Kremlin", "metonym", "RUS"),
        ("Kiev", "capital", "UKR"),
        ("Kyiv", "place", "Kyiv"),
        ("Kiev", "place", "Kyiv"),
        ("Czechia", "state", "CZE"),
        ("FYROM", "state", "MKD"),
        ("Taipei", "capital", "TWN"),
        ("Kosovar", "adjective", "XKX"),
        ("North Atlantic Treaty Organization", "organisation", "nato"),
        ("North Atlantic Council", "body", "nato"),
        ("alliance", "organisation_noun", "nato"),
        ("European Commission", "body", "eu"),
        ("UN nuclear watchdog", "organisation", "iaea"),
        ("trade pact", "organisation_noun", "cptpp"),
        ("High Seas Treaty", "instrument", "bbnj"),
        ("Iran nuclear deal", "instrument", "jcpoa"),
        ("TPP", "instrument", "tpp"),
        ("Washington Treaty", "instrument", "north-atlantic-treaty"),
        ("People's Protection Units", "group", "ypg"),
        ("Gülenists", "group", "gulen-movement"),
        ("FETÖ", "group", "gulen-movement"),
        ("Kurdistan Workers’ Party", "group", "pkk"),
        ("Nordic nation", "region", "nordic"),
        ("Balkan countries", "region", "balkan"),
        ("E3", "region", "e3"),
        ("Göteborg", "place", "Gothenburg"),
        ("Genève", "place", "Geneva"),
        ("top diplomat", "office", "foreign minister"),
        ("Minister for Foreign Affairs", "office", "foreign minister"),
        ("premier", "office", "prime minister"),
        ("lawmakers", "office", "deputy"),
        ("spokesman for the president", "office", "presidential spokesman"),
        ("secretary-general", "office", "secretary general"),
        ("press secretary", "office", "spokesperson"),
    ],
)
def test_form(text: str, category: str, id: str) -> None:
    assert meanings(text, category) == {id} or category == "organisation_noun" and id in meanings(text, category)


@pytest.mark.parametrize(
    "text", ["Brussels", "Georgia", "Congress", "Macedonia", "Korea", "The Hague", "Congo", "alliance"]
)
def test_a_form_with_another_meaning_is_flagged(text: str) -> None:
    named = [form for form in KNOWLEDGE.surface_forms() if form.text == text and form.category != "place"]
    assert named
    assert all(form.ambiguous for form in named)


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (datetime.date(2018, 1, 1), 29),
        (datetime.date(2022, 6, 20), 30),
        (datetime.date(2023, 4, 3), 30),
        (datetime.date(2023, 4, 4), 31),
        (datetime.date(2024, 3, 6), 31),
        (datetime.date(2024, 3, 7), 32),
    ],
)
def test_members_of_nato(day: datetime.date, count: int) -> None:
    assert len(KNOWLEDGE.members_on("nato", day)) == count


@pytest.mark.parametrize(
    ("organisation", "state", "day", "member"),
    [
        ("eu", "GBR", datetime.date(2020, 1, 31), True),
        ("eu", "GBR", datetime.date(2020, 2, 1), False),
        ("eu", "HRV", datetime.date(2013, 6, 30), False),
        ("eu", "HRV", datetime.date(2013, 7, 1), True),
        ("cptpp", "GBR", datetime.date(2024, 12, 14), False),
        ("cptpp", "GBR", datetime.date(2024, 12, 15), True),
        ("coe", "RUS", datetime.date(2022, 3, 15), True),
        ("coe", "RUS", datetime.date(2022, 3, 16), False),
    ],
)
def test_a_member_is_one_from_its_first_day_half_open(
    organisation: str, state: str, day: datetime.date, member: bool
) -> None:
    assert (state in KNOWLEDGE.members_on(organisation, day)) is member


@pytest.mark.parametrize(
    ("name", "day", "office", "actor"),
    [
        ("Stoltenberg", "2022-06-20", "secretary general", "nato"),
        ("Linde", "2022-06-21", "foreign minister", "SWE"),
        ("Oscar Stenstrom", "2023-03-09", "chief negotiator", "SWE"),
        ("Kalin", "2022-06-21", "presidential spokesman", "TUR"),
        ("Erdogan", "2022-06-21", "president", "TUR"),
        ("Zaev", "2018-06-17", "prime minister", "MKD"),
        ("von der Leyen", "2022-06-17", "commission president", "eu"),
        ("Grossi", "2025-06-12", "director general", "iaea"),
    ],
)
def test_holder_in_office(name: str, day: str, office: str, actor: str) -> None:
    when = datetime.date.fromisoformat(day)
    assert (office, actor) in {(one.office, one.actor) for one in KNOWLEDGE.holders(name) if one.may_hold(when)}


def test_a_successor_takes_over_on_the_day() -> None:
    day = datetime.date(2022, 10, 18)
    linde, billstrom = KNOWLEDGE.holders("Ann Linde")[0], KNOWLEDGE.holders("Billstrom")[0]
    assert (linde.may_hold(day), billstrom.may_hold(day)) == (False, True)
    eve = day - datetime.timedelta(days=1)
    assert (linde.may_hold(eve), billstrom.may_hold(eve)) == (True, False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_has_a_source(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(row["source"].strip() for row in csv.DictReader(lines))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_what_its_rows_rest_on(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert "general knowledge" in " ".join(head)


def test_no_plain_form_of_two_states() -> None:
    owners = defaultdict(set)
    for state in KNOWLEDGE.states.values():
        for form in state.forms():
            if not form.ambiguous:
                owners[fold(form.text)].add(state.id)
    assert not {text: ids for text, ids in owners.items() if len(ids) > 1}


def test_no_title_of_two_offices_and_no_name_of_two_places() -> None:
    for category in ("office", "place"):
        owners = defaultdict(set)
        for form in KNOWLEDGE.surface_forms():
            if form.category == category:
                owners[fold(form.text)].add(form.id)
        assert not {text: ids for text, ids in owners.items() if len(ids) > 1}


def test_every_seat_of_government_is_a_place_of_its_state() -> None:
    places = {fold(form.text): place.state for place in KNOWLEDGE.places.values() for form in place.forms()}
    wrong = [
        (state.id, capital)
        for state in KNOWLEDGE.states.values()
        for capital in state.capitals
        if places.get(fold(capital)) != state.id
    ]
    assert not wrong


def test_no_row_of_a_holder_stands_twice() -> None:
    rows = [(one.name, one.office, one.actor, one.since) for one in KNOWLEDGE.all_holders]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("id", "name"),
    [("TUR", "Turkey"), ("nato", "NATO"), ("bbnj", "High Seas Treaty"), ("pkk", "PKK"), ("unheard-of", "unheard-of")],
)
def test_name_of(id: str, name: str) -> None:
    assert KNOWLEDGE.name_of(id) == name


def test_is_state() -> None:
    assert KNOWLEDGE.is_state("XKX")
    assert not KNOWLEDGE.is_state("nato")


@pytest.mark.parametrize("name", ["May", "Key", "Ban", "Paul"])
def test_a_surname_that_is_a_common_word_finds_nobody_alone(name: str) -> None:
    assert not KNOWLEDGE.holders(name)


def test_the_full_name_finds_whom_the_surname_does_not() -> None:
    assert {one.actor for one in KNOWLEDGE.holders("theresa may")} == {"GBR"}


@pytest.mark.parametrize("text", ["Pacific", "Gulf", "Latin America"])
def test_the_name_of_an_area_is_no_actor(text: str) -> None:
    assert not meanings(text, "region")
    assert meanings("Pacific island states", "region") == {"pacific-island"}


@pytest.mark.parametrize("text", ["Fidesz", "Greenland", "Greenpeace"])
def test_a_party_a_territory_an_association_is_not_searched_for(text: str) -> None:
    assert not meanings(text, "group")
    assert text.lower() in KNOWLEDGE.groups
