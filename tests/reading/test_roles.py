"""The roles of a frame: (text, kind, what its claim says of each role)."""

from __future__ import annotations

from typing import Any

import pytest

from accede.reading import roles
from tests.reading.conftest import Reading, Text

# Read on Friday 25 November 2022.
NORDIC = "Sweden and Finland applied to join NATO. "


def facts(text: Text, kind: str) -> dict[str, Any]:
    """What the last draft of a kind says."""
    return text.drafts(kind)[-1].facts


PARTIES = [
    ("Sweden and Turkey held talks on Monday.", ("SWE", "TUR")),
    ("Sweden met with Turkey on Monday for talks.", ("SWE", "TUR")),
    ("Talks between Sweden and Turkey began on Monday.", ("SWE", "TUR")),
    ("The talks of Sweden, Finland and Turkey began on Monday.", ("FIN", "SWE", "TUR")),
    ("Turkish and Swedish ministers held talks on Monday.", ("SWE", "TUR")),
    (NORDIC + "Sweden, Turkey and NATO held talks on Monday.", ("SWE", "TUR")),
    ("Sweden, Finland and Turkey met for talks under NATO on Monday.", ("FIN", "SWE", "TUR")),
    ("The envoy said of the meeting of Chad with Sudan in Doha that it was long.", ("SDN", "TCD")),
    ("Swedish Foreign Minister Anna Holm spoke in Oslo. She will meet her Turkish counterpart on Thursday.", ("SWE", "TUR")),
    ("In a phone call with Kenyan officials on Monday the Somali president stressed the need for peace.", ("KEN", "SOM")),
    # whoever trades for himself and what a company is called by are no states
    ("Danish farmers held talks with Norway on Monday.", ("NOR",)),
    ("Norway held talks with Danish Motors Corp on Monday.", ("NOR",)),
]
CONVENERS = [
    ("Serbia and Albania held talks in Ohrid hosted by the EU.", ("eu",)),
    ("Serbia and Albania held talks under the United Nations.", ("un",)),
    ("Serbia and Albania held talks at the invitation of Norway.", ("NOR",)),
    ("Serbia and Albania held talks in Ohrid.", ()),
]
TIMES = [
    ("Sweden and Turkey held talks on Monday.", "talks", "2022-11-21"),
    ("Sweden and Turkey will hold talks on Monday.", "talks", "2022-11-28"),
    ("On Wednesday Norway ratified the High Seas Treaty.", "ratification", "2022-11-23"),
    ("Norway ratified the High Seas Treaty.", "ratification", None),
    # the day of another thing is not its day
    ("Norway ratified the High Seas Treaty after the Monday summit.", "ratification", None),
    ("Norway ratified the High Seas Treaty before the summit on Monday.", "ratification", None),
    # the time of a nested clause is not the time of the main one
    ("Norway ratified the High Seas Treaty, which was adopted in 2020.", "ratification", None),
    # a meeting after which somebody spoke was on the day of the main clause
    ("Anna Holm said on Wednesday after meeting the Turkish minister that Sweden was content.", "talks", "2022-11-23"),
    # nor is a day counted from something the day of that
    ("Chile ratified the High Seas Treaty on 8 June 2021, two days after the signing of the treaty in Lima.", "signature", None),
    # the day after the aim is of the act itself
    ("Britain signed the treaty to join the CPTPP on Sunday in Auckland.", "signature", "2022-11-20"),
    # until when is not when
    ("On Monday Georgia suspended its accession talks with the European Union until 2028.", "halt", "2022-11-21"),
    # a journey tells the day of what it is for; a clause below the talks tells theirs
    ("The Kenyan envoy flew to Mogadishu on Monday to meet his Somali counterpart.", "talks", "2022-11-21"),
    ("On Monday Chile was invited to talks with Peru, which are to begin on 5 December.", "talks", "2022-12-05"),
]
PLACES = [
    ("Iceland handed in its application to the European Union in Stockholm.", "application", "Stockholm"),
    ("Sweden and Turkey held talks in Oslo on Monday.", "talks", "Oslo"),
    ("Sweden and Turkey held talks in Norway on Monday.", "talks", "Norway"),
    ("Sweden and Turkey held talks in the Norwegian capital on Monday.", "talks", "Oslo"),
    ("Sweden and Turkey held talks on Monday.", "talks", None),
    ("The Kenyan envoy flew to Mogadishu on Monday to meet his Somali counterpart.", "talks", "Mogadishu"),
    # what talks are about is not where they are
    ("Sweden and Turkey held talks on the port of Hodeidah on Monday.", "talks", None),
    ("Sweden and Turkey held talks in the port city of Hodeidah on Monday.", "talks", "Hodeidah"),
    ("Chile will host Peru in Santiago ahead of talks with Bolivia that start in Lima.", "talks", "Lima"),
]
CONSENTS = [
    ("Hungary ratified Sweden's accession to NATO.", ("HUN",), ("SWE",), ("nato",)),
    ("Sweden's accession to NATO was ratified by Hungary.", ("HUN",), ("SWE",), ("nato",)),
    (NORDIC + "The Hungarian parliament ratified the accession of Sweden.", ("HUN",), ("SWE",), ("nato",)),
    (NORDIC + "The Italian Senate ratified the accession of Sweden.", ("ITA",), ("SWE",), ("nato",)),
    (NORDIC + "The Senate of Italy ratified the accession of Sweden.", ("ITA",), ("SWE",), ("nato",)),
    (NORDIC + "The protocol on Sweden's accession was submitted to the parliament of Italy.", ("ITA",), ("SWE",), ("nato",)),
    (NORDIC + "The government in Madrid ratified the accession of Sweden.", ("ESP",), ("SWE",), ("nato",)),
    ("The European Parliament ratified Serbia's accession to the EU.", ("eu",), ("SRB",), ("eu",)),
    (NORDIC + "The lower house in Madrid ratified the accession of Sweden.", ("ESP",), ("SWE",), ("nato",)),
    (NORDIC + "The Senate in Madrid ratified the accession of Sweden.", ("ESP",), ("SWE",), ("nato",)),
    (NORDIC + "Turkey's president is in no hurry. In the Netherlands, parliament ratified the accession of Sweden.", ("NLD",), ("SWE",), ("nato",)),
    # a Senate of no named state is the American one only where the report is on that state
    ("The Senate ratified Sweden's accession to NATO, as the United States had promised.", ("USA",), ("SWE",), ("nato",)),
    ("The Senate ratified Sweden's accession to NATO.", (), ("SWE",), ("nato",)),
    ("Norway ratified the High Seas Treaty.", ("NOR",), (), ("bbnj",)),
    # a decision's own state, names in apposition, and members of a house
    ("Hungary's decision to ratify Sweden's accession to NATO came late.", ("HUN",), ("SWE",), ("nato",)),
    ("Sweden awaits ratification of its accession to NATO from two states, Italy and Spain.", ("ESP", "ITA"), ("SWE",), ("nato",)),
    (NORDIC + "Members of the Hungarian parliament vote on a bill on Sweden’s accession to NATO.", ("HUN",), ("SWE",), ("nato",)),
    (NORDIC + "Members of the Hungarian parliament vote on a bill on Swedenʼs accession to NATO.", ("HUN",), ("SWE",), ("nato",)),
]


@pytest.mark.parametrize(("text", "wanted"), PARTIES)
def test_all_that_talk_are_parties(reading: Reading, text: str, wanted: tuple[str, ...]) -> None:
    assert facts(reading(text), "talks").get("parties") == wanted


@pytest.mark.parametrize(("text", "wanted"), CONVENERS)
def test_who_convenes_is_no_party(reading: Reading, text: str, wanted: tuple[str, ...]) -> None:
    held = facts(reading(text), "talks")
    assert (held.get("convener", ()), held.get("parties")) == (wanted, ("ALB", "SRB"))


@pytest.mark.parametrize(("text", "kind", "wanted"), TIMES)
def test_the_time_of_the_clause(reading: Reading, text: str, kind: str, wanted: str | None) -> None:
    assert facts(reading(text), kind).get("time") == wanted


@pytest.mark.parametrize(("text", "kind", "wanted"), PLACES)
def test_where(reading: Reading, text: str, kind: str, wanted: str | None) -> None:
    assert facts(reading(text), kind).get("place") == wanted


@pytest.mark.parametrize(("text", "by", "of", "to"), CONSENTS)
def test_who_consents_to_whom_joining_what(reading: Reading, text: str, by: tuple[str, ...], of: tuple[str, ...], to: tuple[str, ...]) -> None:
    held = facts(reading(text), "ratification")
    assert (held.get("by", ()), held.get("of", ()), held.get("to", ())) == (by, of, to)


def test_deputies_of_no_named_state_are_of_the_state_in_whose_city_the_report_is_dated(reading: Reading) -> None:
    text = "Sweden applied to join NATO. The deputies ratified Sweden's accession."
    assert facts(reading(text, home="HUN"), "ratification").get("by") == ("HUN",)


@pytest.mark.parametrize(("text", "by", "of"), [
    ("Turkey urged Sweden to extradite the suspects.", ("TUR",), ("SWE",)),
    ("Turkey demands that Sweden extradite the suspects.", ("TUR",), ("SWE",)),
    ("Turkey demanded of Sweden that it ban the PKK.", ("TUR",), ("SWE",)),
])  # fmt: skip
def test_of_whom_it_is_demanded(reading: Reading, text: str, by: tuple[str, ...], of: tuple[str, ...]) -> None:
    held = facts(reading(text), "demand")
    assert (held.get("by"), held.get("of")) == (by, of)


def test_a_demand_holds_the_groups_in_it(reading: Reading) -> None:
    assert facts(reading("Turkey urged Sweden to ban the PKK."), "demand").get("groups") == ("pkk",)


def test_actors_are_the_heads_that_are_names_else_the_states_in_the_phrase(reading: Reading) -> None:
    text = reading("Chile and Peru met the ministers of Norway and Japan.")
    assert roles.actors([text.word("Chile")], text.context) == ("CHL", "PER")
    assert roles.actors([text.word("ministers")], text.context) == ("JPN", "NOR")
    assert roles.actors([], text.context) == ()


def test_states_only() -> None:
    assert roles.states_only(("NOR", "nato", "pkk", "SWE")) == ("NOR", "SWE")


def test_whose_view_it_is(reading: Reading) -> None:
    text = reading("Sweden applied to join NATO. Turkey does not share the view that Sweden has fulfilled the memorandum.")
    assert facts(text, "fulfilment").get("by") == ("TUR",)
