"""The reader as a whole: what always holds of its claims, and the manners of the trade in a few short reports."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accede import dates
from accede.model import KINDS, Claim, Furniture, Report, check_quotes
from accede.reading import Reader

READER = Reader()

WIRE = (
    "STOCKHOLM, Nov 25 (Norrsken Wire) - Sweden and Finland held a second round of talks with Turkey in the Swedish "
    "capital on Friday. The meeting lasted about three hours and was constructive, Foreign Minister Anna Berg said.\n"
    "Turkey opposes the entry of the two countries into NATO and demanded on Friday that they extradite members of the PKK. All 30 members "
    "of NATO must ratify the accession protocols.\n"
    "“We expect the Hungarian parliament to vote in February,” Berg told reporters, adding that her country had "
    "fulfilled all parts of the memorandum.\n"
)


def report(text: str, published: str = "2022-11-25") -> Report:
    """A report of that text; where it has a dateline of an agency, that is furniture."""
    place, dash, _ = text.partition(" - ")
    furniture = (Furniture(0, len(place) + 3, "dateline"),) if dash else ()
    dateline = place.partition(",")[0] if dash else ""
    return Report(name="sample", text=text, published=published, outlet="Norrsken Wire", dateline=dateline, furniture=furniture)


def told(kind: str, text: str = WIRE, published: str = "2022-11-25") -> list[Claim]:
    """The claims of a kind."""
    return [claim for claim in READER.read(report(text, published)) if claim.kind == kind]


def test_invariant_1_every_quote_equals_its_span() -> None:
    sample = report(WIRE)
    claims = READER.read(sample)
    assert claims
    for claim in claims:
        check_quotes(sample, claim)
        assert claim.kind in KINDS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_gives_claims_with_true_quotes_and_no_error(text: str, day: date) -> None:
    sample = Report(name="any", text=text, published=day.isoformat())
    for claim in READER.read(sample):
        check_quotes(sample, claim)


WORDS = WIRE.replace("\n", " \n ").split(" ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=80))
def test_shuffled_news_words_give_claims_with_true_quotes_and_times_that_parse(words: list[str]) -> None:
    sample = Report(name="shuffled", text=" ".join(words), published="2022-11-25")
    for claim in READER.read(sample):
        check_quotes(sample, claim)
        if claim.time is not None:
            dates.parse(claim.time)


def test_invariant_9_reading_twice_gives_the_same_claims() -> None:
    assert READER.read(report(WIRE)) == Reader().read(report(WIRE))


def test_invariant_3_a_claim_without_a_date_stays_undated() -> None:
    undated = "Sweden and Finland applied to join NATO. Turkey opposes their membership."
    claims = READER.read(report(undated))
    assert {claim.kind for claim in claims} >= {"application", "objection"}
    assert all(claim.time is None for claim in claims)


def test_the_dateline_is_not_read_as_news() -> None:
    assert all(claim.evidence[0].start >= WIRE.index(" - ") for claim in READER.read(report(WIRE)))


def test_talks_carry_parties_place_day_round_and_hours() -> None:
    held = told("talks")
    first = next(claim for claim in held if claim.round == 2)
    assert (first.parties, first.time, first.place, first.modality) == (("FIN", "SWE", "TUR"), "2022-11-25", "Stockholm", "happened")
    assert any(claim.min_hours == 3 for claim in held)


def test_what_one_side_of_two_demands_it_demands_of_the_other_and_each_thing_is_a_demand() -> None:
    text = "Talks between Chad and Libya went on in Tunis on Monday. Chad insisted on the release of all prisoners and the return of the stolen cattle."
    assert [(claim.by, claim.of) for claim in told("demand", text)] == [(("TCD",), ("LBY",))] * 2
    assert len(told("demand", "Talks between Chad and Libya went on in Tunis on Monday. Chad demands peace and security.")) == 1


def test_what_somebody_expects_to_do_is_that_act_and_no_expectation() -> None:
    text = "Brazil expects to ratify the Minamata Convention in May."
    assert {claim.kind for claim in READER.read(report(text))} == {"ratification"}


def test_talks_beside_a_halt_that_they_led_to_stand_for_themselves() -> None:
    text = "A meeting of Chad with Libya in Tunis on Monday ended a silence that set in when a quarrel led to a halt in talks."
    [talks] = told("talks", text)
    assert (talks.parties, talks.place, talks.time) == (("LBY", "TCD"), "Tunis", "2022-11-21")


def test_a_broker_is_no_side_of_the_deal() -> None:
    [deal] = told("agreement", "Negotiations between Yemen and the Houthis go on. The truce brokered by Qatar and Egypt was signed on Monday in Doha.")
    assert deal.parties == ("YEM", "houthis")


def test_of_talks_with_one_side_named_the_other_is_who_speaks_of_them() -> None:
    [talks] = told("talks", "“There will be a round of talks with the Houthis in Oslo on Monday,” the Yemeni government said.")
    assert (talks.parties, talks.place) == (("YEM", "houthis"), "Oslo")


@pytest.mark.parametrize(("text", "kinds"), [
    ("A meeting of the Mercosur coordinators will be held in Asuncion on Monday.", {"fixture"}),
    ("A meeting of the Mercosur coordinators was held in Asuncion on Monday.", set()),
    ("A meeting of Mercosur with Norway will be held in Asuncion on Monday.", {"talks"}),
])  # fmt: skip
def test_an_organisations_own_session_is_no_talks(text: str, kinds: set[str]) -> None:
    assert {claim.kind for claim in READER.read(report(text)) if claim.kind in ("talks", "fixture")} == kinds


def test_a_speaker_stands_with_name_office_and_state() -> None:
    outcome = told("outcome")[0]
    assert outcome.rating == "constructive"
    assert outcome.speaker is not None
    assert (outcome.speaker.name, outcome.speaker.office, outcome.speaker.for_) == ("Anna Berg", "foreign minister", "SWE")


def test_an_objection_names_the_candidates_from_what_went_before() -> None:
    objection = told("objection")[0]
    assert (objection.by, objection.of, objection.to) == (("TUR",), ("FIN", "SWE"), ("nato",))


def test_a_demand_names_those_addressed_and_the_groups() -> None:
    demand = told("demand")[0]
    assert (demand.by, demand.of, demand.groups) == (("TUR",), ("FIN", "SWE"), ("pkk",))


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("The Turkish parliament ratified Sweden's accession to NATO.", "ratification", "happened"),
        ("The Turkish parliament will ratify Sweden's accession to NATO next week.", "ratification", "planned"),
        ("Turkey has not ratified Sweden's accession to NATO.", "ratification", "pending"),
        ("Sweden still needs Turkey's ratification of its application to join NATO.", "ratification", "pending"),
        ("Finland became a member of NATO on Tuesday.", "membership", "happened"),
        ("Sweden would become a member of NATO before long, the secretary general said.", "membership", "expected"),
        ("Turkey would not consent to Sweden's entry into NATO until its concerns are met.", "objection", "conditional"),
        ("Turkey and Sweden held talks on its NATO bid in Ankara.", "talks", "happened"),
        ("Turkey and Sweden will hold talks on its NATO bid in Ankara on Monday.", "talks", "planned"),
    ],
)
def test_what_a_claim_is_worth(text: str, kind: str, modality: str) -> None:
    assert [claim.modality for claim in told(kind, text)] == [modality]


def test_what_a_says_that_b_holds_has_speaker_a_and_assessor_b() -> None:
    text = (
        "Sweden applied to join NATO. Oscar Holm, an envoy of Sweden, said that Turkey now acknowledges that it has "
        "taken first steps to fulfil the memorandum."
    )
    [claim] = told("fulfilment", text)
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.by, claim.of, claim.rating) == ("Oscar Holm", ("TUR",), ("SWE",), "partial")


def test_a_news_agency_is_no_speaker() -> None:
    text = "China objects to Taiwan's bid to join the CPTPP, the Eastern Daily News Agency reported."
    assert all(claim.speaker is None for claim in READER.read(report(text)))
