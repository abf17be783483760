"""Names that may be one person's are offered, on grounds that are told, and never merged."""

from __future__ import annotations

import itertools

import pytest

from accede.knowledge import load
from accede.model import Claim, Passage, Report, Speaker, make_claim
from accede.process.names import offers

REPORTS = [
    Report(name=str(number), text="They said so.", published=day, outlet=f"Outlet {number}")
    for number, day in enumerate(("2022-06-21", "2022-06-22", "2022-06-23"))
]
BY_ID = {report.id: report for report in REPORTS}


def said(number: int, name: str, office: str | None, actor: str) -> Claim:
    speaker = Speaker(name=name, office=office, for_=actor)
    return make_claim(REPORTS[number], "statement", (Passage(0, 4),), speaker=speaker)


def test_a_garbled_name_is_offered_by_its_office_state_and_day() -> None:
    [offer] = offers([said(0, "Karen", "presidential spokesman", "TUR")], BY_ID, load())
    assert (offer.name, offer.person) == ("Karen", "İbrahim Kalın") or "Kal" in offer.person
    assert "presidential spokesman" in offer.why
    assert "2022-06-21" in offer.why


@pytest.mark.parametrize("name", ["Ibrahim Kalin", "İbrahim Kalın", "Kalin"])
def test_known_spellings_need_no_offer(name: str) -> None:
    assert offers([said(0, name, "presidential spokesman", "TUR")], BY_ID, load()) == ()


def test_accents_alone_make_no_other_name() -> None:
    claims = [said(0, "Eva Åström", "negotiator", "SWE"), said(1, "Eva Astrom", "negotiator", "SWE")]
    assert offers(claims, BY_ID, load()) == ()


def test_like_names_of_one_actor_are_offered_the_rarer_as_the_commoner() -> None:
    claims = [said(0, "Eva Hagstrom", None, "SWE"), said(1, "Eva Hagström", None, "SWE"), said(2, "Eva Hagstrem", None, "SWE")]
    [offer] = offers(claims, BY_ID, load())
    assert offer.name == "Eva Hagstrem"
    assert offer.claims == (claims[2].id,)


def test_like_names_of_different_actors_are_no_offer() -> None:
    assert offers([said(0, "Eva Hagstrom", None, "SWE"), said(1, "Eva Hagstrem", None, "FIN")], BY_ID, load()) == ()


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [said(0, "Karen", "presidential spokesman", "TUR"), said(1, "Eva Hagstrem", None, "SWE"), said(2, "Eva Hagstrom", None, "SWE")]
    assert len({offers(order, BY_ID, load()) for order in itertools.permutations(claims)}) == 1
