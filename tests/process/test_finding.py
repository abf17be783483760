"""Processes found from events: which candidates belong together, and which events to which process."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import NotFound
from accede.process import dominant, find_processes, matching, unplaced
from accede.process.finding import DOMINANT
from accede.process.model import Process

from .worlds import KNOWLEDGE, World, world

TWO_TARGETS = world("""
    2022-05-18 Fjord Wire   | application | by FIN SWE | to nato | time 2022-05-18 | Finland and Sweden applied
    2022-05-18 Fjord Wire   | objection   | by TUR | of FIN SWE | to nato | Turkey is against it
    2022-05-18 Fjord Wire   | fixture     | time 2022-06 | place Madrid | the summit in June
    2022-05-25 Fjord Wire   | talks       | parties FIN SWE TUR | time 2022-05-25 | happened | They met
    2022-05-25 Fjord Wire   | ratification | by NOR | of FIN | planned | Norway will not wait
    2022-05-25 Fjord Wire   | application | by SWE | to nato | time 2022-05-18 | Sweden, which applied last week
    2018-06-12 Vardar Echo  | objection   | by GRC | of MKD | to eu | Greece blocks the talks
    2018-06-12 Vardar Echo  | objection   | by GRC | of MKD | to nato | Greece blocked the invitation
    2018-06-12 Vardar Echo  | objection   | by GRC | of MKD | to nato | event x | Athens said no
    2018-06-12 Vardar Echo  | talks       | parties GRC MKD | time 2018-06-11 | They talked
    2025-08-27 Gulf Courier | talks       | parties GBR IRN | time 2025-08-26 | They met on the nuclear file
    2025-06-01 Reef Notes   | ratification | by FRA | to bbnj | France handed in its instrument
    2025-06-01 Reef Notes   | statement   | A good day for the sea
    2017-01-24 Pacific Desk | withdrawal  | by USA | to tpp | Washington walked away
""")


def of(told: World) -> dict[str, list[str]]:
    """The words of each process's events, sorted."""
    quote = {claim.id: claim.quote[0] for claim in told.claims}
    words = {event.id: quote[event.claims[0]] for event in told.events}
    return {process.id: sorted(words[id] for id in process.events) for process in told.processes()}


def test_processes_with_their_events() -> None:
    assert of(TWO_TARGETS) == {
        "bbnj": ["A good day for the sea", "France handed in its instrument"],
        "fin-swe-nato": [
            "Finland and Sweden applied", "Norway will not wait", "Sweden, which applied last week", "They met",
            "Turkey is against it", "the summit in June",
        ],
        "mkd-eu": ["Greece blocks the talks"],
        "mkd-nato": ["Athens said no", "Greece blocked the invitation", "They talked"],
    }  # fmt: skip


def test_what_fits_no_process_stays_out_and_is_counted() -> None:
    left = unplaced(TWO_TARGETS.events, TWO_TARGETS.processes())
    assert sorted(event.kind for event in left) == ["talks", "withdrawal"]


def test_titles_and_objectors() -> None:
    told = {process.id: process for process in TWO_TARGETS.processes()}
    assert told["fin-swe-nato"].title == "Finland and Sweden to NATO"
    assert told["fin-swe-nato"].objectors == ("TUR",)
    assert told["bbnj"].title == "High Seas Treaty"
    assert told["bbnj"].candidates == ()
    assert [told[id].instrument for id in ("bbnj", "mkd-eu", "mkd-nato")] == ["bbnj", "eu", "nato"]


@pytest.mark.parametrize(
    ("table", "ids"),
    [
        # together in one application, one invitation, one objection
        ("2022-05-18 A | application | by FIN SWE | to nato | x", ["fin-swe-nato"]),
        ("2008-04-03 A | invitation | by nato | of ALB HRV | x", ["alb-hrv-nato"]),
        ("2022-05-18 A | objection | by TUR | of FIN SWE | to nato | x", ["fin-swe-nato"]),
        # apart: applied on different days, and stand in one list
        (
            """2021-09-23 A | application | by CHN | to cptpp | time 2021-09-16 | x
            2021-09-23 A | application | by TWN | to cptpp | time 2021-09-22 | y
            2023-07-16 B | application | by CHN TWN | to cptpp | z""",
            ["chn-cptpp", "twn-cptpp"],
        ),
        # apart: one has a day of its own, and the list has none
        (
            """2021-09-23 A | application | by TWN | to cptpp | time 2021-09-22 | y
            2023-07-16 B | application | by CRI ECU TWN | to cptpp | z""",
            ["cri-ecu-cptpp", "twn-cptpp"],
        ),
        # together: the same day, told one by one
        (
            """2022-05-18 A | application | by FIN | to nato | time 2022-05-18 | x
            2022-05-18 B | application | by SWE | to nato | time 2022-05 | y
            2022-05-18 B | objection | by TUR | of FIN SWE | to nato | z""",
            ["fin-swe-nato"],
        ),
        # a membership that is news makes a process, one that is history does not
        ("2023-04-04 A | membership | by FIN | to nato | time 2023-04-04 | happened | x", ["fin-nato"]),
        ("2023-04-04 A | membership | by TUR | to nato | time 1952 | happened | x", []),
        ("2023-04-04 A | membership | by NOR | to nato | happened | x", []),
        # a rule alone makes none, a denial makes none
        ("2023-04-04 A | rule | to nato | members 30 | x", []),
        ("2023-04-04 A | application | by CHE | to nato | denied | x", []),
        # an instrument that no file knows
        ("2018-06-17 A | ratification | by MKD | to prespa-agreement | x", ["prespa-agreement"]),
    ],
)
def test_candidates_of_one_process(table: str, ids: list[str]) -> None:
    assert [process.id for process in world(table).processes()] == ids


def test_the_membership_of_another_state_is_not_the_candidates() -> None:
    told = world("""
        2022-05-18 A | application | by FIN SWE | to nato | time 2022-05-18 | Both applied
        2022-05-18 A | membership | by MNE | to nato | time 2017-06-05 | happened | Montenegro joined in 2017
    """)
    assert of(told)["fin-swe-nato"] == ["Both applied"]


def test_what_names_the_target_alone_belongs_to_its_only_process() -> None:
    tally = "2022-08-27 B | ratification | to nato | members 23 | happened | 23 have ratified"
    one = "2022-05-18 A | application | by FIN | to nato | x\n"
    two = "2018-06-12 C | invitation | by nato | of MKD | y\n"
    assert of(world(one + tally)) == {"fin-nato": ["23 have ratified", "x"]}
    assert of(world(one + two + tally)) == {"fin-nato": ["x"], "mkd-nato": ["y"]}


def test_without_claims_only_events_that_name_the_process_are_placed() -> None:
    (process,) = find_processes(world("""
        2022-05-18 A | application | by FIN | to nato | Finland applied
        2022-05-18 A | fixture | time 2022-06 | the summit
    """).events, KNOWLEDGE)  # fmt: skip
    assert len(process.events) == 1


@given(st.randoms(use_true_random=False))
def test_invariant_8_processes_do_not_depend_on_the_order_of_events(chance: random.Random) -> None:
    events, claims = list(TWO_TARGETS.events), list(TWO_TARGETS.claims)
    chance.shuffle(events)
    chance.shuffle(claims)
    assert find_processes(events, KNOWLEDGE, claims) == TWO_TARGETS.processes()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("fin-swe-nato", ["fin-swe-nato"]),
        ("FIN-SWE-NATO", ["fin-swe-nato"]),
        ("nato", ["fin-swe-nato", "mkd-nato"]),
        ("Sweden", ["fin-swe-nato"]),
        ("sweden", ["fin-swe-nato"]),
        ("swe", ["fin-swe-nato"]),
        ("North Macedonia", ["mkd-eu", "mkd-nato"]),
        ("High Seas Treaty", ["bbnj"]),
    ],
)
def test_a_user_names_a_process(text: str, ids: list[str]) -> None:
    assert [process.id for process in matching(TWO_TARGETS.processes(), text, KNOWLEDGE)] == ids


@pytest.mark.parametrize(("processes", "there"), [(TWO_TARGETS.processes(), "bbnj, fin-swe-nato"), ((), "none yet")])
def test_an_unknown_process_is_answered_with_those_there_are(processes: tuple[Process, ...], there: str) -> None:
    with pytest.raises(NotFound, match=there):
        matching(processes, "atlantis", KNOWLEDGE)


@pytest.mark.parametrize(
    ("table", "ids"),
    [
        # members for long are no candidates
        ("2022-07-15 A | ratification | by TUR | of DNK FIN NOR | to nato | x", ["fin-nato"]),
        ("2022-07-15 A | objection | by FIN | of HUN TUR | to nato | x", []),
        # who has just become one is
        ("2023-06-01 A | objection | by TUR | of FIN | to nato | x", ["fin-nato"]),
        # another name of the target
        ("2022-05-18 A | application | by FIN | to north-atlantic-treaty | x", ["fin-nato"]),
        # what is told neither to be joined nor ratified, and what cannot invite
        ("2022-06-28 A | objection | by TUR | of FIN SWE | to madrid-deal | x", []),
        ("2022-06-28 A | invitation | by madrid-deal | of FIN SWE | x", []),
        ("2022-06-28 A | signature | to madrid-deal | x", []),
        # a deal between parties, unless two consents to it are told
        (
            """2018-06-17 A | agreement | parties GRC MKD | to prespa-agreement | x
            2018-07-17 A | ratification | by MKD | to prespa-agreement | y""",
            [],
        ),
        (
            """2018-06-17 A | agreement | parties GRC MKD | to prespa-agreement | x
            2018-07-17 A | ratification | by MKD | to prespa-agreement | y
            2019-01-25 A | ratification | by GRC | to prespa-agreement | z""",
            ["prespa-agreement"],
        ),
    ],
)
def test_what_is_no_process(table: str, ids: list[str]) -> None:
    assert [process.id for process in world(table).processes()] == ids


def test_one_process_may_dwarf_the_others() -> None:
    great = Process(id="fin-nato", target="nato", candidates=("FIN",), title="", events=tuple("abcdefgh"))
    small = Process(id="mkd-eu", target="eu", candidates=("MKD",), title="", events=("i", "j"))
    assert dominant([small, great]) == dominant([great]) == great
    assert dominant([great, small, Process(id="x", target="y", candidates=(), title="", events=("k",))]) is None
    assert dominant([]) is None


GREAT = "\n".join(
    f"2022-05-{day} Fjord | objection | by TUR | of FIN SWE | to nato | word {day}" for day in range(18, 18 + DOMINANT)
)


@pytest.mark.parametrize(
    ("row", "ids"),
    [
        ("2022-06-01 A | ratification | by TUR | of TUR | to eu | x", ["fin-swe-nato"]),  # an objector's own, one report
        ("2022-06-01 A | application | by FIN | to madrid-deal | x", ["fin-swe-nato"]),
        ("2022-06-01 A | application | by FIN | to eu | x", ["fin-eu", "fin-swe-nato"]),  # two processes of one candidate
        ("2022-06-01 A | application | by MKD | to eu | x", ["fin-swe-nato", "mkd-eu"]),
    ],
)
def test_a_remnant_of_a_greater_process_is_none_of_its_own(row: str, ids: list[str]) -> None:
    assert [process.id for process in world(f"{GREAT}\n{row}").processes()] == ids
    assert "fin-swe-nato" in ids and len(world(row).processes()) == 1  # without the greater one it stands
