"""Rounds of talks, their outcomes by narrator, and halts."""

from __future__ import annotations

import pytest

from .worlds import world

START = """
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied
    2022-05-18 Fjord | objection | by TUR | of FIN SWE | to nato | happened | Turkey is against it
"""
PARTIES = "parties FIN SWE TUR"


@pytest.mark.parametrize(
    ("table", "outcomes"),
    [
        # the last round named before it
        (
            f"""2022-06-21 A | talks | {PARTIES} | time 2022-06-20 | happened | They met on Monday
            2022-06-21 A | outcome | rating limited | some progress
            2022-06-21 A | talks | {PARTIES} | time 2022-05-25 | happened | The first time was in May
            2022-06-21 A | outcome | rating none | nothing came of it""",
            [["none"], ["limited"]],
        ),
        # the one named after it, where none came before
        (
            f"""2022-06-21 A | outcome | rating none | No progress
            2022-06-21 A | talks | {PARTIES} | time 2022-06-20 | happened | They met on Monday""",
            [["none"]],
        ),
        # its own day, wherever it stands
        (
            f"""2022-06-21 A | talks | {PARTIES} | time 2022-05-25 | happened | The first time was in May
            2022-06-21 A | talks | {PARTIES} | time 2022-06-20 | happened | They met on Monday
            2022-06-21 A | outcome | rating none | time 2022-05-25 | nothing in May""",
            [["none"], []],
        ),
    ],
)
def test_an_outcome_belongs_to_its_round(table: str, outcomes: list[list[str]]) -> None:
    rounds = world(START + table).status("2022-07-01").rounds
    assert [[one.rating for one in held.outcomes] for held in rounds] == outcomes


def test_the_outcome_of_a_later_round_is_not_an_earlier_ones() -> None:
    told = world(
        START
        + f"""
        2022-06-21 A | talks | {PARTIES} | time 2022-05-25 | happened | The first time was in May
        2022-06-21 A | talks | {PARTIES} | time 2022-06-20 | happened | They met on Monday
        2022-06-21 A | outcome | rating none | No progress
    """
    )
    held = told.status("2022-06-01", "2022-07-01")
    assert [one.outcomes for one in held.rounds] == [()]
    assert held.outcomes == ()


def test_reports_of_one_day_tell_of_one_round() -> None:
    told = world(
        START
        + f"""
        2022-05-25 A | talks | {PARTIES} | time 2022-05-25 | place Ankara | min_hours 4 | happened | They met in Ankara
        2022-06-21 B | objection | by TUR | of FIN SWE | to nato | happened | Turkey is against it
        2022-06-21 B | talks | time 2022-05-25 | round 1 | happened | The first round was on 25 May
        2022-06-21 B | outcome | rating none | without result
        2022-05-25 C | talks | {PARTIES} | time 2022-05-25 | place Oslo | happened | They met in Oslo
        2022-06-22 D | talks | parties FIN TUR | time 2022-05-25 | place Ankara | happened | In Ankara they met
        2022-06-22 E | objection | by TUR | of FIN SWE | to nato | happened | So it goes
        2022-06-22 E | talks | time 2022-05 | place Ankara | happened | in Ankara in May
        2022-06-22 E | talks | time 2022-05 | place Bursa | happened | in Bursa in May
        2022-06-22 E | talks | place Rome | happened | in Rome
    """
    )
    rounds = told.status("2022-07-01").rounds
    assert [(held.number, held.place, held.told_number, held.min_hours, held.origins) for held in rounds] == [
        (None, "Bursa", None, None, 1), (1, "Ankara", 1, 4, 5), (None, "Rome", None, None, 1),
    ]  # fmt: skip
    assert rounds[1].outcomes[0].rating == "none"
    assert {(one.value, one.origins) for one in rounds[1].rivals if one.field == "place"} == {("Ankara", 3), ("Oslo", 1)}


def test_where_it_was_announced_and_where_it_was_held() -> None:
    told = world(
        START
        + f"""
        2023-03-18 B | talks | {PARTIES} | time 2023-03-17 | place Ankara | happened | event m | They met there
        2023-03-15 A | talks | {PARTIES} | time 2023-03-17 | place Istanbul | planned | event m | They will meet
    """
    )
    ahead = told.status("2023-03-16")
    assert (ahead.rounds, [line.place for line in ahead.outlook]) == ((), ["Istanbul"])
    (held,) = told.status("2023-03-18").rounds
    assert (held.place, [source.outlet for source in held.sources]) == ("Ankara", ["B"])
    assert [rival.value for rival in held.rivals] == ["Ankara", "Istanbul"]


@pytest.mark.parametrize(
    "words",
    [
        f"talks | {PARTIES} | planned | time 2022-06-28",
        f"talks | {PARTIES} | denied | time 2022-06-20",
        f"talks | {PARTIES} | ongoing | time 2022-05/..",
        f"talks | {PARTIES} | happened",  # neither day nor place: background
    ],
)
def test_what_is_no_round(words: str) -> None:
    assert world(START + f"2022-06-21 A | {words} | x").status("2022-07-01").rounds == ()


HALTS = (
    START
    + """
    2023-01-24 Fjord | talks | parties SWE TUR | happened | The talks with Turkey
    2023-01-24 Fjord | halt | time 2023-01 | happened | broken off after a burning
    2023-02-01 Harbour | objection | by TUR | of SWE | to nato | happened | Turkey is against it
    2023-02-01 Harbour | halt | happened | the meeting was put off
    2023-03-09 Fjord | talks | parties SWE TUR | time 2023-03-09 | happened | They met
    2023-03-09 Fjord | resumption | time 2023-03-09 | happened | resumed
    2023-11-16 Fjord | ratification | by TUR | of SWE | pending | Turkey is missing
    2023-11-16 Fjord | halt | time 2023-11-16 | happened | the committee adjourned
"""
)


def test_halts_between_two_restarts_are_one() -> None:
    first, second = world(HALTS).status("2023-12-01").halts
    assert (first.time, first.cause) == ("2023-01", ("broken off after a burning", "the meeting was put off"))
    assert first.resumed is not None
    assert (second.time, second.resumed, second.overtaken) == ("2023-11-16", None, ())


def test_a_halt_lasts_until_the_restart() -> None:
    (held,) = world(HALTS).status("2023-03-08", "2023-12-01").halts
    assert held.resumed is None


def test_a_halt_without_a_restart_is_overtaken_by_membership() -> None:
    joined = "    2024-03-07 Fjord | membership | by SWE | to nato | time 2024-03-07 | happened | Sweden is in"
    first, second = world(HALTS + joined).status("2024-03-08").halts
    assert (first.overtaken, second.overtaken) == ((), ("SWE",))
