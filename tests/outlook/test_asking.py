"""From a status to a question: what is on record by the day, and nothing that was known only later."""

from __future__ import annotations

from typing import Any

import pytest

from accede.outlook.asking import ask
from accede.outlook.model import Expected, Fixture, Question, Trouble
from accede.process.instrument import load_instruments
from tests.process.worlds import KNOWLEDGE, NATO, World, world

from .samples import on

APPLIED = "2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied\n"
SIGNED = "2022-07-05 Fjord | signature | of FIN SWE | to nato | time 2022-07-05 | happened | The protocols were signed\n"
# What names no candidate belongs to the process of its report.
AGAIN = "{} Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | both had applied\n"
RATIFIED = "ratification | by {} | of FIN SWE | to nato | happened | {} | {} ratified"


def told(rows: str) -> World:
    return world(APPLIED + SIGNED + AGAIN.format("2022-07-10") + rows)


def question(held: World, valid: str, known: str = "", candidate: str = "SWE") -> Question:
    return ask(held.status(valid, known), KNOWLEDGE, candidate)


def rows(held: Any) -> list[tuple[str, ...]]:
    """Dated values as text, to be read in a table."""
    return [tuple(str(getattr(one, field)) for field in one.__struct_fields__) for one in held]


def test_the_question_of_an_accession() -> None:
    found = question(told(""), "2022-07-06")
    assert (found.family, found.candidate, found.today, found.opened) == ("nato", "SWE", on("2022-07-06"), on("2022-07-05"))
    assert found.electorate == NATO
    assert found.decision == load_instruments()["nato"].counted("SWE")
    assert (found.consented, found.begun, found.troubles, found.expected, found.fixtures) == ({}, {}, (), (), ())
    assert found.completed is None and not found.supposed and not found.never


def test_without_a_name_it_is_the_first_candidate() -> None:
    assert question(told(""), "2022-07-06", candidate="") == question(told(""), "2022-07-06", candidate="FIN")


def test_the_deciders_are_the_parties_of_the_day() -> None:
    assert question(told(""), "2023-04-03").electorate == NATO
    assert question(told(""), "2023-04-04").electorate == ("DNK", "FIN", "HUN", "NOR", "TUR")
    assert "FIN" not in question(told(""), "2023-04-04", candidate="FIN").electorate


@pytest.mark.parametrize(
    ("row", "valid", "opened"),
    [
        ("", "2022-07-06", None),
        ("signature | of FIN SWE | to nato | time 2022-07-05 | happened", "2022-07-05", "2022-07-05"),
        ("signature | of FIN SWE | to nato | time 2022-07-05 | happened", "2022-07-04", None),
        ("signature | of FIN SWE | to nato | time 2022-07-05 | planned", "2022-07-06", None),
        ("signature | of FIN | to nato | time 2022-07-05 | happened", "2022-07-06", None),  # Finland's alone
        ("signature | to nato | time 2022-07-05 | happened", "2022-07-06", "2022-07-05"),
        ("signature | of FIN SWE | to nato | time 2022-07 | happened", "2022-08-01", "2022-07-01"),
        ("signature | of FIN SWE | to nato | happened", "2022-07-06", None),  # nobody tells the day
        ("agreement | parties FIN SWE TUR | time 2022-06-28 | happened", "2022-07-06", None),  # a deal is no protocol
    ],
)
def test_it_is_open_from_the_signature_on(row: str, valid: str, opened: str | None) -> None:
    held = world(APPLIED + (f"2022-07-05 Fjord | {row} | x" if row else ""))
    assert question(held, valid).opened == (on(opened) if opened else None)


@pytest.mark.parametrize(
    ("stages", "consented", "begun"),
    [
        ([], None, None),
        (["stage submitted | time 2022-07-06"], None, None),
        (["stage parliament_approved | time 2022-07-07"], None, "2022-07-07"),
        (["stage head_of_state_signed | time 2022-07-08"], None, "2022-07-08"),
        (["stage parliament_approved | time 2022-07-07", "stage head_of_state_signed | time 2022-07-09"], None, "2022-07-07"),
        (["stage parliament_approved | time 2022-07-07", "stage instrument_deposited | time 2022-07-09"], "2022-07-09", None),
        (["stage instrument_deposited | time 2022-07-09"], "2022-07-09", None),
        (["time 2022-07-09"], None, None),  # of which stage, nobody tells
        (["stage instrument_deposited | time 2022-07"], "2022-07-12", None),  # a month that runs: by today
        (["stage instrument_deposited | time 2022-06/2022-07-08"], "2022-07-08", None),
    ],
)
def test_consents_by_stage(stages: list[str], consented: str | None, begun: str | None) -> None:
    held = told("\n".join(f"2022-07-10 Fjord | {RATIFIED.format('TUR', stage, f'Turkey ({at})')}" for at, stage in enumerate(stages)))
    found = question(held, "2022-07-12")
    assert found.consented == ({"TUR": on(consented)} if consented else {})
    assert found.begun == ({"TUR": on(begun)} if begun else {})


def test_a_month_that_is_over_counts_to_its_last_day() -> None:
    held = told(f"2022-07-10 Fjord | {RATIFIED.format('TUR', 'stage instrument_deposited | time 2022-07', 'Turkey')}")
    assert question(held, "2022-09-01").consented == {"TUR": on("2022-07-31")}


def test_a_stage_without_a_day_is_there_by_its_first_publication() -> None:
    row = RATIFIED.format("TUR", "stage instrument_deposited", "Turkey")
    held = told(f"2022-07-10 Fjord | event one | {row}\n2022-07-12 Reef | event one | {row}".replace("event one | ratification", "ratification | event one"))
    assert question(held, "2022-07-14").consented == {"TUR": on("2022-07-10")}


def test_only_deciders_consent_and_each_on_its_candidate() -> None:
    held = told("""
        2022-07-10 Fjord | ratification | by SWE | of SWE | to nato | time 2022-07-09 | stage instrument_deposited | happened | Stockholm did
        2022-07-10 Fjord | ratification | by NOR | of FIN | to nato | time 2022-07-09 | stage instrument_deposited | happened | Oslo did
        2022-07-10 Fjord | ratification | by DNK | of FIN SWE | to nato | time 2022-07-08 | stage instrument_deposited | happened | Copenhagen did
    """)
    assert question(held, "2022-07-12").consented == {"DNK": on("2022-07-08")}
    assert question(held, "2022-07-12", candidate="FIN").consented == {"DNK": on("2022-07-08"), "NOR": on("2022-07-09")}


AGAINST = "2022-05-18 Fjord | objection | by TUR | of FIN SWE | to nato | time 2022-05-16 | happened | Turkey is against it"


@pytest.mark.parametrize(
    ("later", "troubles"),
    [
        ([], [("TUR", "objection", "2022-05-16")]),
        (["objection_lifted | by TUR | of FIN SWE | to nato | time 2022-06-28 | happened"], []),
        (["objection_lifted | by TUR | of FIN | to nato | time 2022-06-28 | happened"], [("TUR", "objection", "2022-05-16")]),
        ([RATIFIED.format("TUR", "stage instrument_deposited | time 2022-07-09", "Turkey").removesuffix(" | Turkey ratified")], []),
        (["objection | by HUN | of SWE | to nato | time 2022-07-08 | happened"],
         [("HUN", "objection", "2022-07-08"), ("TUR", "objection", "2022-05-16")]),
        (["objection | by HUN | of FIN | to nato | time 2022-07-08 | happened"], [("TUR", "objection", "2022-05-16")]),
        (["halt | by TUR | time 2022-07-08 | happened"], [("TUR", "halt", "2022-07-08"), ("TUR", "objection", "2022-05-16")]),
        (["halt | time 2022-07-08 | happened"], [("", "halt", "2022-07-08"), ("TUR", "objection", "2022-05-16")]),
        (["halt | by TUR | time 2022-07-08 | happened", "resumption | time 2022-07-09 | happened"], [("TUR", "objection", "2022-05-16")]),
    ],
)  # fmt: skip
def test_objections_and_halts_that_stand(later: list[str], troubles: list[tuple[str, str, str]]) -> None:
    held = told(f"{AGAINST}\n" + "\n".join(f"2022-07-10 Fjord | {row} | word {at}" for at, row in enumerate(later)))
    found = question(held, "2022-07-12").troubles
    assert found == tuple(Trouble(actor=actor, kind=kind, since=on(since)) for actor, kind, since in troubles)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("expectation | of SWE | to nato | time 2022-12", [("2022-07-10", "2022-12-31", "", "False")]),
        ("expectation | time 2022-12-31", [("2022-07-10", "2022-12-31", "", "False")]),
        ("membership | by SWE | to nato | time 2023 | expected", [("2022-07-10", "2023-12-31", "", "False")]),
        ("expectation | of SWE | time 2022-12 | speaker Anna Ek, negotiator, SWE", [("2022-07-10", "2022-12-31", "Anna Ek, negotiator, Sweden", "False")]),
        ("expectation | of FIN | to nato | time 2022-12", []),  # of another
        ("expectation | of SWE | to nato", []),  # by no day
        ("expectation | of SWE | to nato | time 2022-12/..", []),  # without an end
        ("fixture | time 2022-12", []),
    ],
)
def test_what_is_expected(row: str, expected: list[tuple[str, ...]]) -> None:
    found = question(told(f"2022-07-10 Fjord | {row} | so they say"), "2022-07-12").expected
    assert all(isinstance(one, Expected) for one in found)
    assert rows(found) == expected


@pytest.mark.parametrize(
    ("fixtures", "expected"),
    [
        (["time 2023-07-11 | place Vilnius"], [("2023-07-11", "Vilnius")]),
        (["time 2023-07"], [("2023-07-31", "fixture")]),
        (["time 2022-07-12"], [("2022-07-12", "fixture")]),  # today still lies ahead
        (["time 2022-07-11"], []),
        (["place Vilnius"], []),
        (["time 2023-07-11 | place Vilnius", "time 2022-10-01 | place Prague"], [("2022-10-01", "Prague"), ("2023-07-11", "Vilnius")]),
    ],
)
def test_fixtures_ahead(fixtures: list[str], expected: list[tuple[str, ...]]) -> None:
    held = told("\n".join(f"2022-07-10 Fjord | fixture | {row} | word {at}" for at, row in enumerate(fixtures)))
    found = question(held, "2022-07-12").fixtures
    assert all(isinstance(one, Fixture) for one in found)
    assert rows(found) == expected


@pytest.mark.parametrize(
    ("row", "completed"),
    [
        ("membership | by SWE | to nato | time 2024-03-07 | happened", "2024-03-07"),
        ("membership | by SWE | to nato | time 2024-03 | happened", "2024-03-10"),  # a month that runs: by today
        ("membership | by FIN | to nato | time 2023-04-04 | happened", None),
        ("membership | by SWE | to nato | time 2024-03-11 | expected", None),
    ],
)
def test_completed_once_it_is_a_member(row: str, completed: str | None) -> None:
    found = question(told(f"2024-03-08 Fjord | {row} | x\n2024-03-08 Reef | {row} | y"), "2024-03-10").completed
    assert found == (on(completed) if completed else None)


STORY = told(AGAIN.format("2023-02-01") + f"""
    2022-07-10 Fjord | {RATIFIED.format("NOR", "stage instrument_deposited | time 2022-07-08", "Norway")}
    2023-02-01 Fjord | {RATIFIED.format("DNK", "stage instrument_deposited | time 2022-07-09", "Denmark")}
    2023-02-01 Fjord | objection | by TUR | of SWE | to nato | time 2022-06-01 | happened | Turkey was against it all along
    2023-02-01 Fjord | expectation | of SWE | to nato | time 2023-07 | by July they say
    2023-02-01 Fjord | fixture | time 2023-07-11 | the summit
    2024-03-08 Fjord | membership | by SWE | to nato | time 2024-03-07 | happened | Sweden is in
""")  # fmt: skip


@pytest.mark.parametrize(
    ("valid", "known", "today", "consented", "others"),
    [
        ("2022-07-09", "2022-07-09", "2022-07-09", [], 0),
        ("2022-07-12", "2022-07-12", "2022-07-12", ["NOR"], 0),
        ("2023-01-31", "2023-01-31", "2023-01-31", ["NOR"], 0),
        ("2023-02-02", "2023-02-02", "2023-02-02", ["DNK", "NOR"], 3),
        ("2022-07-12", "2023-02-02", "2022-07-12", ["DNK", "NOR"], 1),  # it stood against it then, and expected nothing yet
        ("2023-02-02", "2023-01-31", "2023-01-31", ["NOR"], 0),  # of a later day one can know no more
    ],
)
def test_nothing_is_asked_that_was_known_only_later(valid: str, known: str, today: str, consented: list[str], others: int) -> None:
    found = question(STORY, valid, known)
    assert found.today == on(today)
    assert sorted(found.consented) == consented
    assert len(found.troubles) + len(found.expected) + len(found.fixtures) == others
    assert found.completed is None


REEF = world("""
    2023-01-10 Reef | fixture | to bbnj | time 2023-02-20 | the talks go on
    2025-06-01 Reef | ratification | by FRA ESP | to bbnj | time 2025-05-30 | stage instrument_deposited | happened | two more have deposited
    2025-06-01 Reef | ratification | to bbnj | members 31 | happened | there are 31 now
    2025-07-01 Reef | ratification | to bbnj | members 50 | happened | there are 50 now
    2025-07-01 Reef | membership | to bbnj | time 2026-01-17 | expected | in force by January
    2026-01-18 Reef | membership | to bbnj | time 2026-01-17 | happened | it is in force
""")


@pytest.mark.parametrize(
    ("day", "opened", "consented", "counted", "expected", "completed"),
    [
        ("2023-01-15", None, [], 0, 0, None),  # adopted half a year later
        ("2023-06-18", None, [], 0, 0, None),
        ("2023-06-19", "2023-06-19", [], 0, 0, None),
        ("2025-06-02", "2023-06-19", ["ESP", "FRA"], 31, 0, None),
        ("2025-07-02", "2023-06-19", ["ESP", "FRA"], 50, 1, None),
        ("2026-01-19", "2023-06-19", ["ESP", "FRA"], 50, 0, "2026-01-17"),
    ],
)
def test_the_question_of_a_treaty(
    day: str, opened: str | None, consented: list[str], counted: int, expected: int, completed: str | None
) -> None:  # fmt: skip
    found = question(REEF, day, candidate="")
    assert (found.family, found.candidate, found.electorate) == ("treaty", "", ())
    assert found.opened == (on(opened) if opened else None)
    assert (sorted(found.consented), found.told, len(found.expected)) == (consented, counted, expected)
    assert found.completed == (on(completed) if completed else None)


@pytest.mark.parametrize(
    ("totals", "counted"),
    [
        (["20 3"], 3),
        (["20 3", "20 4"], 4),  # of two of one day the larger
        (["20 4", "25 3"], 3),  # the last told
        (["20 5"], 0),  # of four deciders no five can have consented
    ],
)
def test_totals_that_reports_give(totals: list[str], counted: int) -> None:
    rows = (total.split() for total in totals)
    held = told("\n".join(f"2022-07-{day} Fjord | ratification | of FIN SWE | to nato | members {number} | happened | {number} of them" for day, number in rows))
    assert question(held, "2022-08-01").told == counted


def test_a_target_without_an_instrument_has_no_rule() -> None:
    held = world("2022-05-18 Fjord | application | by SWE | to wto | time 2022-05-18 | happened | Sweden applied")
    found = question(held, "2022-07-06")
    assert (found.family, found.decision, found.electorate) == ("wto", None, ())
