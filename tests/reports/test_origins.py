"""Copies count once, an outlet counts once, independent texts count each; whatever the order of reading."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from accede.model import Report
from accede.reports.formats import Draft
from accede.reports.intake import report
from accede.reports.origins import origins

AGENCY = (
    "Lakeland's parliament agreed on Monday to the accession of its neighbour to the pact, with 182 votes in favour and six "
    "against. The speaker said that the law would go to the president within the week. The neighbour's foreign minister spoke "
    "of a good day for both countries and thanked the deputies. The opposition had asked for another reading, but found no "
    "majority for it. The pact needs the consent of all its members, of which two have still to vote before the summer."
)
REWRITE = (
    "Deputies in Lakeland on Monday let the neighbour into the pact by 182 votes to six, after weeks of delay in committee. "
    "A good day for both countries, its foreign minister said in the capital. Whether the two members that are left will vote "
    "before the recess is open: one of them wants to see new promises on fishing first, according to its envoy."
)
SHORTENED = " ".join(AGENCY.split()[:60]) + " More to follow."


def made(text: str, name: str, published: str = "2022-06-20") -> Report:
    return report(Draft(name=name, text=text, published=published, certain=True))


WIRE = made(f"OSLO, June 20 (Reuters) - {AGENCY}", "wire")
REPRINT = made(f"{AGENCY}\n\n© 2022 Harbour Post", "reprint", "2022-06-21")
CUT = made(f"{SHORTENED}\n\n© 2022 Plain Pages", "cut", "2022-06-21")
OWN = made(f"{REWRITE}\n\n© 2022 Mountain Daily", "own")
OWN_LATER = made(
    "The president of Lakeland signed the law on Friday, her office said.\n\n© 2022 Mountain Daily",
    "own later",
    "2022-06-24",
)
NAMELESS = made("The pact has one more friend in Lakeland, as a diplomat put it after the vote.", "nameless")
CREDITED = made(
    "Six deputies voted against the law, and the president has until the weekend to sign it.\n\nHarbour Post\n(Reuters)",
    "credited",
)
ALL = (WIRE, REPRINT, CUT, OWN, OWN_LATER, NAMELESS, CREDITED)


def test_a_copied_text_has_the_agency_as_origin() -> None:
    found = origins([WIRE, REPRINT, CUT])
    assert set(found.values()) == {"Reuters"}


def test_copies_without_their_agency_have_the_earliest_outlet_as_origin() -> None:
    assert set(origins([REPRINT, made(AGENCY + "\n\n© 2022 Plain Pages", "b", "2022-06-22")]).values()) == {
        "Harbour Post"
    }


def test_a_text_of_its_own_has_its_outlet_as_origin_on_any_day() -> None:
    assert set(origins([OWN, OWN_LATER]).values()) == {"Mountain Daily"}


def test_independent_texts_on_one_event_are_independent() -> None:
    assert len(set(origins([WIRE, OWN]).values())) == 2


def test_a_text_that_is_signed_by_an_agency_is_the_agencys() -> None:
    assert origins([CREDITED])[CREDITED.id] == "Reuters"


def test_an_unknown_outlet_is_its_own_origin() -> None:
    assert origins([NAMELESS])[NAMELESS.id] == NAMELESS.id


def test_texts_of_one_agency_and_day_need_less_in_common() -> None:
    words = AGENCY.split()
    own = "Fishing quotas, harbour fees, cod, herring, trawler licences and lighthouse dues went unmentioned all afternoon."
    edited = f"{own} {' '.join(words[4:38])} was what one heard."
    agency = made(f"OSLO, June 20 (Reuters) - {AGENCY}", "a")
    credited = made(
        f"{edited} The ministers meet again in July in the north, Reuters reported, where they hope for more.\n\n© 2022 Harbour Post",
        "b",
    )
    unrelated = made(
        f"{edited} The ministers meet again in July in the north, officials said, where they hope for more.\n\n© 2022 Harbour Post",
        "c",
    )
    assert origins([agency, credited])[credited.id] == "Reuters"
    assert origins([agency, unrelated])[unrelated.id] == "Harbour Post"


def test_many_copies_of_one_text_are_one_origin() -> None:
    copies = [
        made(f"{AGENCY}\n\n© 2022 Paper {chr(65 + number // 26)}{chr(65 + number % 26)}", str(number))
        for number in range(90)
    ]
    assert len(set(origins(copies).values())) == 1


@settings(max_examples=40, deadline=None)
@given(st.permutations(ALL))
def test_origins_do_not_depend_on_the_order_of_reading(order: list[Report]) -> None:
    assert list(origins(order).items()) == list(origins(ALL).items())


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=40), st.sampled_from(["", "Reuters", "Plain Pages"])), max_size=6)
)
def test_every_report_has_one_origin(rows: list[tuple[str, str]]) -> None:
    reports = [
        Report(name=str(number), text=text, outlet=outlet, published="2022-06-20")
        for number, (text, outlet) in enumerate(rows)
    ]
    found = origins(reports)
    assert set(found) == {one.id for one in reports}
    assert all(found.values())


def test_counting_distinct_origins_counts_independent_sources() -> None:
    assert set(origins(ALL).values()) == {"Reuters", "Mountain Daily", NAMELESS.id}
