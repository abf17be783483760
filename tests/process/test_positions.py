"""Positions: who stood where and when, told once, told again, told otherwise."""

from __future__ import annotations

import random
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.model import KINDS, Modality
from accede.process import status
from accede.process.model import Status
from accede.process.positions import load_stances

from .worlds import KNOWLEDGE, world

APPLIED = "2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied\n"
RAISED = "2022-05-18 Fjord | objection | by TUR | of FIN SWE | time 2022-05-18 | happened | Turkey is against it\n"
LIFTED = "2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | time 2022-06-28 | happened | It gave way\n"
ANEW = "2023-01-24 Fjord | objection | by TUR | of SWE | time 2023-01-23 | happened | Not now\n"


def told(*lines: str, valid: str = "2024-01-01") -> Status:
    return world(APPLIED + "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)).status(valid)


def rows(held: Status, actor: str = "TUR", candidate: str = "SWE") -> list[tuple[str, str | None, str | None]]:
    """(stance, since, until) of an actor's positions on one candidate, in their order."""
    return [(p.stance, p.time, p.until) for p in held.positions if p.actor == actor and candidate in p.candidates]


def test_an_actor_moves_and_each_candidate_has_its_own_story() -> None:
    held = told(RAISED, LIFTED, ANEW)
    assert rows(held) == [
        ("objects", "2022-05-18", "2022-06-28"), ("supports", "2022-06-28", "2023-01-23"), ("objects", "2023-01-23", None),
    ]  # fmt: skip
    assert rows(held, candidate="FIN") == [("objects", "2022-05-18", "2022-06-28"), ("supports", "2022-06-28", None)]
    assert held.positions[0].candidates == ("FIN", "SWE")  # what is alike stands once


def test_consecutive_equal_stances_are_one_stretch_with_all_sources() -> None:
    held = told(RAISED, "2022-06-02 Strait | objection | by TUR | of FIN SWE | time 2022-06-01 | happened | No again")
    (line,) = held.positions
    assert (line.time, line.origins, [source.outlet for source in line.sources]) == ("2022-05-18", 2, ["Fjord", "Strait"])


@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("objection | by TUR | of SWE | happened | No", "objects"),
        ("objection | by TUR | of SWE | conditional | No, as long as they do so", "conditions"),
        ("objection | by TUR | of SWE | planned | It will block", "objects"),
        ("objection_lifted | by TUR | of SWE | to nato | conditional | It would give way", "conditions"),
        ("ratification | by TUR | of SWE | to nato | happened | Turkey has ratified", "supports"),
        ("ratification | by TUR | of SWE | to nato | conditional | Turkey ratifies if", "conditions"),
        ("ratification | by TUR | of SWE | to nato | stage parliament_approved | happened | Approved", "supports"),
        # none of these says for or against
        ("objection | by TUR | of SWE | denied | It was never against it", None),
        ("objection | by TUR | of SWE | expected | It might block", None),
        ("objection_lifted | by TUR | of SWE | to nato | expected | It might give way", None),
        ("ratification | by TUR | of SWE | to nato | stage submitted | happened | The bill is there", None),
        ("ratification | by TUR | of SWE | to nato | pending | Turkey is missing", None),
        ("ratification | by TUR | of SWE | to nato | ongoing | It is being ratified", None),
        ("statement | speaker Ece Tan, minister, TUR | Turkey is content", None),
        ("fulfilment | by TUR | of SWE | rating none | Turkey sees nothing done", None),
        ("invitation | by TUR | of SWE | happened | Ankara invites the Swedish minister", None),  # to a talk, not in
    ],
)  # fmt: skip
def test_what_says_something_of_a_stance(line: str, stance: str | None) -> None:
    assert [row[0] for row in rows(told(f"2022-06-01 Fjord | {line}"))] == ([stance] if stance else [])


@pytest.mark.parametrize(
    ("words", "moves"),
    [
        ("demanded | No yes until Stockholm hands them over", True),
        ("demanded | Stockholm must hand them over", False),  # who demands while it objects, objects
        ("denied | Ankara makes no conditions", False),
    ],
)
def test_a_demand_is_a_condition_only_where_it_says_so(words: str, moves: bool) -> None:
    held = told(RAISED, f"2022-06-01 Fjord | demand | by TUR | of SWE | {words}")
    assert [row[0] for row in rows(held)] == (["objects", "conditions"] if moves else ["objects"])


def test_the_organisation_that_invites_supports() -> None:
    held = told("2022-06-29 Harbour | invitation | by nato | of FIN SWE | time 2022-06-29 | happened | Both were invited")
    assert rows(held, "nato") == [("supports", "2022-06-29", None)]


def test_invariant_5_an_actor_of_whom_nothing_is_told_has_no_position() -> None:
    assert {line.actor for line in told(RAISED).positions} == {"TUR"}


def test_a_candidate_has_no_position_on_itself_and_may_have_one_on_another() -> None:
    consented = "2023-04-04 Fjord | ratification | by FIN | of SWE | to nato | time 2023-04-04 | happened | Helsinki agrees"
    assert [(p.actor, p.candidates) for p in told(consented).positions] == [("FIN", ("SWE",))]
    assert told("2022-07-01 Fjord | ratification | by FIN | to nato | happened | Finland's own parliament").positions == ()


def test_what_no_source_dates_has_a_bound_and_no_time() -> None:
    (line,) = told("2022-05-18 Fjord | objection | by TUR | of FIN SWE | happened | Turkey is against it").positions
    assert (line.time, line.bound, line.retold) == (None, "2022-05-18", False)


# The past told again


def test_an_old_objection_in_a_report_that_tells_of_its_end_opens_nothing() -> None:
    held = told(
        RAISED, LIFTED,
        "2022-07-05 Strait | objection | by TUR | of FIN SWE | happened | which had been against it",
        "2022-07-05 Strait | objection_lifted | by TUR | of FIN SWE | time 2022-06-28 | happened | gave up",
    )  # fmt: skip
    assert [row[0] for row in rows(held)] == ["objects", "supports"]
    assert [source.outlet for source in held.positions[0].sources] == ["Fjord", "Strait"]


def test_an_objection_told_only_after_the_consent_stands_before_it() -> None:
    held = told(
        "2023-03-27 Fjord | ratification | by HUN | of SWE | to nato | time 2023-03-27 | happened | Budapest agrees",
        "2023-06-08 Strait | objection | by HUN | of SWE | happened | Hungary had held it up",
    )  # fmt: skip
    assert rows(held, "HUN") == [("objects", None, "2023-03-27"), ("supports", "2023-03-27", None)]


def test_a_consent_told_undated_when_the_candidate_was_in_is_support_all_the_same() -> None:
    held = told(
        RAISED,
        "2023-04-04 Fjord | membership | by FIN | to nato | time 2023-04-04 | happened | Finland is in",
        "2023-05-01 Strait | ratification | by TUR | of FIN | to nato | happened | Turkey had ratified",
        "2023-05-01 Harbour | ratification | by NOR | of FIN | to nato | happened | Norway had ratified",
    )
    assert rows(held, candidate="FIN") == [("objects", "2022-05-18", "2023-05-01"), ("supports", None, None)]
    assert rows(held, "NOR", "FIN") == [("supports", None, None)]


def test_who_gave_way_in_one_report_had_objected_before() -> None:
    held = told(
        "2022-06-29 Strait | objection | by TUR | of FIN SWE | to nato | happened | Turkey blocked it for weeks",
        "2022-06-29 Strait | objection_lifted | by TUR | of FIN SWE | to nato | happened | It has now given way",
    )  # fmt: skip
    assert rows(held) == [("objects", None, "2022-06-29"), ("supports", None, None)]


def test_a_treaty_without_candidates_is_what_they_stand_to() -> None:
    held = world("""
        2025-09-20 Reef | ratification | by DNK | to bbnj | time 2025-09-19 | happened | Denmark ratified the treaty
        2025-09-20 Reef | objection | by HUN | to bbnj | happened | Hungary stays away
    """).status("2025-10-01")
    assert [(p.actor, p.stance, p.candidates) for p in held.positions] == [
        ("DNK", "supports", ("bbnj",)), ("HUN", "objects", ("bbnj",)),
    ]  # fmt: skip


def test_an_undated_objection_after_a_lifting_is_a_stretch_that_may_be_the_old_one() -> None:
    held = told(RAISED, LIFTED, "2023-02-01 Strait | objection | by TUR | of FIN SWE | happened | Turkey is against it")
    assert rows(held) == [
        ("objects", "2022-05-18", "2022-06-28"), ("supports", "2022-06-28", "2023-02-01"), ("objects", None, None),
    ]  # fmt: skip
    assert [line.retold for line in held.positions] == [False, False, True]


def test_a_report_that_dates_the_blocking_may_tell_of_conditions_too() -> None:
    held = told(RAISED, "2022-05-18 Fjord | objection_lifted | by TUR | of FIN SWE | conditional | It would give way if")
    assert [row[0] for row in rows(held)] == ["objects", "conditions"]


# 4. Disagreement is kept


def test_invariant_4_two_stances_of_one_day_stand_side_by_side() -> None:
    held = told(RAISED, "2022-05-18 Strait | objection_lifted | by TUR | of FIN SWE | time 2022-05-18 | happened | It is for it")
    assert {(p.stance, p.time, p.until) for p in held.positions} == {
        ("objects", "2022-05-18", None), ("supports", "2022-05-18", None),
    }  # fmt: skip
    for line in held.positions:
        assert [(rival.value, rival.origins) for rival in line.rivals if rival.field == "stance"] == [
            ("supports", 1), ("objects", 1),
        ]  # fmt: skip


def test_invariant_4_a_month_that_holds_the_day_of_another_stance_is_no_order() -> None:
    held = told(LIFTED, "2022-07-02 Strait | objection | by TUR | of FIN SWE | time 2022-06 | happened | In June it said no")
    assert {line.stance: bool([r for r in line.rivals if r.field == "stance"]) for line in held.positions} == {
        "supports": True, "objects": True,
    }  # fmt: skip


def test_a_month_joins_the_day_within_it_of_the_same_stance() -> None:
    held = told(RAISED, "2022-06-02 Strait | objection | by TUR | of FIN SWE | time 2022-05 | happened | In May it said no")
    (line,) = held.positions
    assert (line.time, line.origins) == ("2022-05-18", 2)


# 3. and 8.


def test_invariant_3_a_position_counts_from_its_day_on() -> None:
    assert rows(told(RAISED, LIFTED, valid="2022-06-27")) == [("objects", "2022-05-18", None)]
    assert told(RAISED, LIFTED, valid="2022-05-17").positions == ()


STORY = world(
    APPLIED + RAISED + LIFTED + ANEW + """
    2022-05-18 Strait | demand | by TUR | of SWE | demanded | Nothing moves unless they act
    2022-06-28 Strait | objection | by TUR | of FIN SWE | happened | Turkey is against it
    2022-07-02 Strait | objection | by TUR | of FIN SWE | time 2022-06 | happened | In June it said no
    2022-07-08 Fjord | ratification | by NOR DNK | of FIN SWE | to nato | happened | Two have agreed
    2023-03-31 Fjord | ratification | by TUR | of FIN | to nato | time 2023-03-30 | happened | One of two
    2023-04-04 Fjord | membership | by FIN | to nato | time 2023-04-04 | happened | One is in
    2023-05-01 Strait | objection | by HUN TUR | of FIN SWE | happened | which both had held up
    2023-05-02 Strait | ratification | by HUN | of FIN | to nato | happened | as Hungary had ratified
    2023-06-01 Harbour | objection_lifted | by TUR | of SWE | conditional | It would if
    """
)  # fmt: skip


@given(st.randoms(use_true_random=False), st.dates(date(2022, 5, 1), date(2023, 9, 1)))
def test_invariant_8_any_order_gives_the_same_positions(chance: random.Random, day: date) -> None:
    (process,) = STORY.processes()
    held = [list(values) for values in (STORY.events, STORY.claims, STORY.reports)]
    before = status(process, *held, (), KNOWLEDGE, valid=day, known=day).positions  # type: ignore[arg-type]
    for values in held:
        chance.shuffle(values)
    assert status(process, *held, (), KNOWLEDGE, valid=day, known=day).positions == before  # type: ignore[arg-type]


@given(st.dates(date(2022, 5, 1), date(2023, 9, 1)))
def test_every_telling_of_a_stance_is_in_some_position(day: date) -> None:
    held = STORY.status(day.isoformat())
    shown = {source.claim for line in held.positions for source in line.sources}
    stances = {"objection", "objection_lifted", "ratification"}
    counted = [entry for entry in held.timeline if entry.kind in stances and set(entry.by) - set(held.process.candidates)]
    assert {source.claim for entry in counted for source in entry.sources} <= shown
    assert all(line.sources and line.origins for line in held.positions)


def test_the_table_names_kinds_and_modalities_that_there_are() -> None:
    table = load_stances()
    assert set(table.kinds) <= set(KINDS)
    assert {modality for row in table.kinds.values() for modality in row} <= {"fact", *get_args(Modality)}
