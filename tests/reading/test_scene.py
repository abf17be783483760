"""What a report is about: the target and the candidates of reports on several processes."""

from __future__ import annotations

import pytest

from accede.reading.scene import joined_by, stands
from tests.reading.conftest import Reading

NATO = (
    "Sweden and Finland want to join NATO. Their accession must be ratified by all members of the alliance. Hungary's parliament "
    "has not yet voted on Sweden's membership. A minister said in Oslo that Finland's entry into NATO was near."
)
EU = (
    "Albania applied to join the European Union in 2009. The member states opened accession talks with Albania and North "
    "Macedonia this year. Bulgaria had blocked North Macedonia's membership of the EU."
)
CPTPP = (
    "Britain has formally applied to join the CPTPP, the trade pact of eleven states. Japan and Canada welcomed the application of "
    "Britain. Accession to the CPTPP needs the consent of all members."
)
SEAS = (
    "The High Seas Treaty needs sixty ratifications. Chile and Palau have ratified the High Seas Treaty. The treaty was "
    "adopted at the United Nations. France signed the High Seas Treaty and will ratify it in the spring."
)
JOINED = "Finland became a member of NATO on Tuesday. Finland's accession doubles the border. Sweden's membership is still blocked."
BROKERED = (
    "Envoys of the African Union opened talks between Mali and the rebels in Algiers. Both sides signed a truce that the African "
    "Union had drafted. Mali left an earlier peace accord in January."
)
NEIGHBOURS = (
    "North Macedonia will not start accession talks this year, said Macedonian ministers. Skopje keeps the Prespa Agreement of 2018. Albania, "
    "a candidate since 2014, is to open its first chapters. Breaking the Prespa Agreement would harm accession, the European Commission said."
)
WEATHER = "Norway and Denmark expect snow on Sunday. The trains between Oslo and Bergen may be late, the railway said."

SCENES = [
    (NATO, "2022-11-25", "nato", ("FIN", "SWE")),
    (EU, "2022-07-20", "eu", ("ALB", "MKD")),
    (CPTPP, "2021-02-02", "cptpp", ("GBR",)),
    (JOINED, "2023-04-05", "nato", ("FIN", "SWE")),
    (BROKERED, "2024-03-05", None, ()),
    (NEIGHBOURS, "2024-05-16", "eu", ("ALB", "MKD")),
    (WEATHER, "2023-01-03", None, ()),
]


@pytest.mark.parametrize(("text", "published", "target", "candidates"), SCENES)
def test_target_and_candidates(reading: Reading, text: str, published: str, target: str | None, candidates: tuple[str, ...]) -> None:
    scene = reading(text, published).context.scene
    assert (scene.target, scene.candidates) == (target, candidates)


def test_a_treaty_is_the_target_and_not_its_forum(reading: Reading) -> None:
    assert reading(SEAS, "2024-05-02").context.scene.target == "bbnj"


def test_a_state_that_joined_long_ago_is_no_candidate(reading: Reading) -> None:
    assert reading(JOINED, "2023-09-05").context.scene.candidates == ("SWE",)


def test_members_are_those_of_the_day(reading: Reading) -> None:
    before, after = (reading(JOINED, day).context.scene.members for day in ("2023-03-05", "2023-09-05"))
    assert after - before == {"FIN"} and "TUR" in before


def test_nothing_is_known_from_other_reports(reading: Reading) -> None:
    scene = reading("The committee met on Monday.").context.scene
    assert (scene.target, scene.candidates, scene.first_state, dict(scene.mentioned)) == (None, (), None, {})


def test_states_are_counted_however_they_are_named(reading: Reading) -> None:
    scene = reading("Swedish ministers met in Oslo. Stockholm wants a treaty, and Sweden has time. Norway waits.").context.scene
    assert scene.mentioned == {"SWE": 3, "NOR": 1}
    assert scene.first_state == "SWE"


def test_one_joins_what_an_instrument_constitutes() -> None:
    assert joined_by("nato") == "nato"
    assert joined_by("bbnj") == "bbnj"


@pytest.mark.parametrize(("text", "word", "wanted"), [
    ("North Macedonia's membership is near.", "Macedonia", True),
    ("The entry of Finland is near.", "Finland", True),
    ("Finland joined.", "Finland", False),
    ("Hungary's minister left.", "Hungary", False),
])  # fmt: skip
def test_a_name_stands_as_the_owner_of_an_accession(reading: Reading, text: str, word: str, wanted: bool) -> None:
    assert stands(reading(text).word(word)) is wanted
