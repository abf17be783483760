"""Demands, what answers them, and who says how far they are met."""

from __future__ import annotations

import random
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.model import Rating
from accede.process import status
from accede.process.fulfilment import load_linking, scale
from accede.process.model import Answered, Status

from .worlds import KNOWLEDGE, world

# All lines name the target, so that they belong to the process whatever else they name.

BEGUN = """
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied
    2022-05-18 Fjord | objection | by TUR | of FIN SWE | to nato | happened | Turkey is against it
"""
ASKED = "2022-05-19 Fjord | demand | to nato | by TUR | of SWE | demanded | Sweden must extradite the suspects\n"
DEAL = "2022-06-29 Harbour | agreement | parties FIN SWE TUR | time 2022-06-28 | place Madrid | happened | A paper of Madrid\n"


def rows(*lines: str, valid: str = "2023-12-31") -> tuple[Answered, ...]:
    return held(*lines, valid=valid).fulfilment


def held(*lines: str, valid: str = "2023-12-31") -> Status:
    return world(BEGUN + "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)).status(valid)


def test_every_demand_has_a_row_also_where_nothing_answers_it() -> None:
    told = held(ASKED)
    assert told.fulfilment == (Answered(demand=told.demands[0].events[0]),)


@pytest.mark.parametrize(
    ("promise", "grounds"),
    [
        # to the one who demands: one word of content in common is enough, in another form too
        ("by SWE | of TUR | planned | It would grant extraditions sooner", ("addressee", "demander", "words")),
        # to nobody: it takes two
        ("by SWE | planned | It would grant extraditions sooner", None),
        ("by SWE | planned | Suspects would be extradited sooner", ("addressee", "words")),
        # somebody else's, about something else, denied
        ("by FIN | of TUR | planned | Helsinki would extradite suspects", None),
        ("by SWE | of TUR | planned | It would sell more timber", None),
        ("by SWE | of TUR | denied | Stockholm extradites no suspects", None),
        # a name of an actor and a word of promising are no content
        ("by SWE | of TUR | planned | Sweden promised what Turkey demanded", None),
    ],
)
def test_a_commitment_answers_on_stated_grounds(promise: str, grounds: tuple[str, ...] | None) -> None:
    (row,) = rows(ASKED, f"2022-06-10 Harbour | commitment | to nato | {promise}")
    assert [answer.grounds for answer in row.commitments] == ([grounds] if grounds else [])


def test_a_demand_of_nobody_named_is_answered_to_the_one_who_demands() -> None:
    asked = "2022-05-19 Fjord | demand | to nato | by TUR | demanded | Turkey wants the suspects extradited\n"
    to_it, to_nobody = (
        rows(asked, f"2022-06-10 Harbour | commitment | to nato | by SWE {of} | planned | Suspects would be extradited sooner")
        for of in ("| of TUR", "")
    )
    assert [answer.grounds for answer in to_it[0].commitments] == [("demander", "words")]
    assert to_nobody[0].commitments == ()


def test_the_words_in_common_are_given() -> None:
    (row,) = rows(ASKED, "2022-06-10 Harbour | commitment | to nato | by SWE | planned | Suspects would be extradited sooner")
    assert row.commitments[0].shared == ("extradite", "suspects")


def test_under_an_agreement_of_the_two_one_word_is_enough() -> None:
    (row,) = rows(ASKED, DEAL, "2022-06-29 Harbour | commitment | to nato | by SWE | planned | It would grant extraditions sooner")
    assert row.commitments[0].grounds == ("addressee", "deal", "words")


def test_a_demand_that_names_the_agreement_means_all_that_was_undertaken_under_it() -> None:
    (row,) = rows(
        DEAL,
        "2022-06-29 Harbour | commitment | to nato | by SWE | planned | It would grant extraditions sooner",
        "2022-06-29 Harbour | commitment | to nato | by FIN | planned | It would sell more timber",
        "2022-09-01 Strait | demand | to nato | by NOR | of SWE | demanded | do what was written in Madrid",
    )
    assert [answer.grounds for answer in row.commitments] == [("addressee", "deal")]


def test_a_shared_group_is_a_ground_and_a_neighbours_group_is_none() -> None:
    asked = (
        "2022-05-19 Fjord | demand | to nato | by TUR | of SWE | groups pkk | demanded | Act on the PKK\n"
        "2022-05-19 Fjord | demand | to nato | by TUR | of SWE | groups pkk | demanded | drop the embargo\n"
    )
    told = held(asked, "2022-06-10 Harbour | commitment | to nato | by SWE | groups pkk | planned | no more camps for the PKK")
    answers = {demand.sources[0].quote: row.commitments for demand, row in zip(told.demands, told.fulfilment, strict=True)}
    assert answers["drop the embargo"] == ()
    assert answers["Act on the PKK"][0].grounds == ("addressee", "groups")


RATED = """
    2022-06-10 Harbour | commitment | to nato | by SWE | of TUR | planned | It would grant extraditions sooner
    2023-02-01 Strait | fulfilment | to nato | by SWE | of SWE | rating full | speaker Ulla Berg, negotiator, SWE | All is done
    2023-02-01 Strait | fulfilment | to nato | by TUR | of SWE | rating none | speaker Ece Tan, minister, TUR | Nothing is done
    2023-03-01 Fjord | fulfilment | to nato | by TUR | of SWE | rating partial | speaker Ulla Berg, negotiator, SWE | Half, they say
"""


def test_invariant_4_rival_assessments_stand_side_by_side_each_with_assessor_and_narrator() -> None:
    (row,) = rows(ASKED, DEAL, RATED.replace("2022-06-10", "2022-06-29"))
    assert [(one.by, one.narrator, one.rating, one.scale) for one in row.assessments] == [
        (("SWE",), "SWE", "full", 3), (("TUR",), "TUR", "none", 0), (("TUR",), "SWE", "partial", None),
    ]  # fmt: skip
    assert [one.grounds for one in row.assessments] == [
        ("addressee", "deal"), ("addressee", "demander", "deal"), ("addressee", "demander", "deal"),
    ]  # fmt: skip


def test_without_an_agreement_only_the_demander_or_the_matter_rates_a_demand() -> None:
    (row,) = rows(
        ASKED, RATED,
        "2023-04-01 Fjord | fulfilment | to nato | by NOR | of SWE | rating partial | Of the suspects half were extradited",
        "2023-04-02 Fjord | fulfilment | to nato | by NOR | of FIN | rating partial | Of its suspects half were extradited",
    )  # fmt: skip
    assert [(one.by, one.grounds[1:]) for one in row.assessments] == [
        (("TUR",), ("demander",)), (("TUR",), ("demander",)), (("NOR",), ("words",)),
    ]  # fmt: skip


def test_what_was_said_before_the_demand_does_not_rate_it() -> None:
    (row,) = rows("2022-05-18 Fjord | fulfilment | to nato | by TUR | of SWE | rating none | Nothing is done", ASKED)
    assert row.assessments == ()


def test_an_assessment_is_found_again_among_those_of_the_status() -> None:
    told = held(ASKED, DEAL, RATED.replace("2022-06-10", "2022-06-29"))
    lines = [line for deal in told.agreements for line in deal.assessments] + list(told.assessments)
    keys = {(line.events, line.by, line.narrator, line.rating): line for line in lines}
    assert len(keys) == len(lines)
    assert all((one.events, one.by, one.narrator, one.rating) in keys for row in told.fulfilment for one in row.assessments)


def test_every_rating_is_on_the_scale_or_said_to_have_no_place_on_it() -> None:
    assert set(load_linking().scale) == set(get_args(Rating))
    assert {rating: scale(rating) for rating in ("none", "full")} == {"none": 0, "full": 3}
    assert {scale(rating) for rating in set(get_args(Rating)) - {"none", "full"}} == {None}
    assert load_linking().scale["partial"].between == (1, 2)


STORY = world(BEGUN + ASKED + DEAL + RATED + """
    2022-06-29 Harbour | commitment | to nato | by FIN SWE | planned | Suspects would be extradited sooner
    2022-09-01 Strait | demand | to nato | by NOR | of SWE | demanded | do what was written in Madrid
    2023-03-09 Strait | fulfilment | to nato | rating partial | The paper of Madrid is not yet kept in every point
""")


@given(st.randoms(use_true_random=False), st.dates(date(2022, 5, 1), date(2023, 9, 1)))
def test_invariant_8_any_order_gives_the_same_rows(chance: random.Random, day: date) -> None:
    (process,) = STORY.processes()
    lists = [list(values) for values in (STORY.events, STORY.claims, STORY.reports)]
    before = status(process, *lists, (), KNOWLEDGE, valid=day, known=day).fulfilment  # type: ignore[arg-type]
    for values in lists:
        chance.shuffle(values)
    assert status(process, *lists, (), KNOWLEDGE, valid=day, known=day).fulfilment == before  # type: ignore[arg-type]
