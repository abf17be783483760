"""Merging: which claims become one event, what is kept of each, and what is shown."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import claim, report

from accede.model import KINDS, Claim, Event, Report, Shown, Speaker
from accede.record import sameness
from accede.record.events import conflicts, merge
from accede.record.facets import Facet
from accede.record.pairs import compatible
from accede.record.sameness import RULES

ROLES = ("by", "of", "to", "parties", "convener", "groups")


class Desk:
    """Reports of one claim each (or of several, by the same number), built from short rows."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.claims: list[Claim] = []
        self.origins: dict[str, str] = {}

    def add(
        self, kind: str, published: str, words: str = "", *, origin: str = "", said_by: str = "", **facts: Any
    ) -> Claim:
        words = words or f"the {kind} of which this tells"
        made = report(
            len(self.reports), f"{len(self.reports)}. Today: {words}.", published, f"Outlet {len(self.reports)}"
        )
        return self.also(made, kind, words, origin=origin, said_by=said_by, **facts)

    def also(
        self, made: Report, kind: str, words: str, /, *, origin: str = "", said_by: str = "", **facts: Any
    ) -> Claim:
        self.reports[made.id] = made
        self.origins[made.id] = origin or made.id
        filled = {name: tuple(sorted(value.split())) if name in ROLES else value for name, value in facts.items()}
        if said_by:
            filled["speaker"] = Speaker(for_=said_by)
        self.claims.append(claim(made, words, kind, **filled))
        return self.claims[-1]

    def merge(self) -> tuple[Event, ...]:
        return merge(self.claims, self.reports, self.origins)


def value(event: Event, field: str) -> dict[str, int]:
    """The values of a field, each with its count of origins."""
    return {each.value: each.origins for each in event.values if each.field == field}


# Rows of (kind, first claim, second claim): day of publication, then what the claim says.
Row = tuple[str, tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]

ONE: dict[str, Row] = {
    "talks of one day, one report names fewer parties": (
        "talks",
        ("2022-06-21", {"parties": "FIN SWE TUR", "time": "2022-06-20", "place": "Brussels"}),
        ("2022-06-22", {"parties": "SWE TUR", "time": "2022-06-20"}),
    ),
    "an undated report of talks in the week after them": (
        "talks",
        ("2018-05-26", {"parties": "GRC MKD", "time": "2018-05-25", "modality": "happened"}),
        ("2018-05-27", {"parties": "GRC MKD", "modality": "happened"}),
    ),
    "talks planned for a day, and held on it": (
        "talks",
        ("2025-08-20", {"parties": "DEU FRA GBR IRN", "time": "2025-08-26", "modality": "planned"}),
        ("2025-08-27", {"parties": "DEU FRA GBR IRN", "time": "2025-08-26", "modality": "happened"}),
    ),
    "talks that are said to have been held, and denied": (
        "talks",
        ("2025-08-20", {"parties": "IRN USA", "time": "2025-08-19", "modality": "happened"}),
        ("2025-08-21", {"parties": "IRN USA", "time": "2025-08-19", "modality": "denied"}),
    ),
    "an agreement dated the 28th and the 29th": (
        "agreement",
        ("2022-06-29", {"parties": "FIN SWE TUR", "time": "2022-06-28"}),
        ("2022-07-01", {"parties": "FIN SWE TUR", "time": "2022-06-29"}),
    ),
    "an application dated to the day and to the month": (
        "application",
        ("2022-05-18", {"by": "FIN SWE", "to": "nato", "time": "2022-05-18"}),
        ("2023-04-04", {"by": "FIN SWE", "to": "nato", "time": "2022-05"}),
    ),
    "an application whose organisation one report leaves open": (
        "application",
        ("2021-09-23", {"by": "TWN", "to": "cptpp", "time": "2021-09-22"}),
        ("2021-09-24", {"by": "TWN", "time": "2021-09-22"}),
    ),
    "membership expected, and come": (
        "membership",
        ("2023-03-15", {"by": "FIN", "to": "nato", "modality": "expected"}),
        ("2023-04-05", {"by": "FIN", "to": "nato", "time": "2023-04-04", "modality": "happened"}),
    ),
    "a vote reported with a rival count": (
        "ratification",
        (
            "2023-03-27",
            {"by": "HUN", "of": "FIN", "time": "2023-03-27", "stage": "parliament_approved", "votes": "182-6"},
        ),
        (
            "2023-03-28",
            {"by": "HUN", "of": "FIN", "time": "2023-03-27", "stage": "parliament_approved", "votes": "182-8"},
        ),
    ),
    "a ratification on the same day, one report without its stage": (
        "ratification",
        ("2023-03-30", {"by": "TUR", "of": "FIN", "time": "2023-03-30", "stage": "parliament_approved"}),
        ("2023-03-31", {"by": "TUR", "of": "FIN", "time": "2023-03-30"}),
    ),
    "rival tallies of one day": (
        "ratification",
        ("2022-09-28", {"of": "FIN SWE", "to": "nato", "members": 28}),
        ("2022-09-28", {"of": "FIN SWE", "to": "nato", "members": 27}),
    ),
    "an objection, a year apart": (
        "objection",
        ("2008-04-03", {"by": "GRC", "of": "MKD", "to": "nato"}),
        ("2009-03-01", {"by": "GRC", "of": "MKD", "time": "2008-04"}),
    ),
    "a demand in similar words": (
        "demand",
        ("2022-06-21", {"by": "TUR", "of": "FIN SWE", "words": "must stop supporting the armed group"}),
        ("2022-08-21", {"by": "TUR", "of": "SWE", "words": "demands to stop all support for the armed groups"}),
    ),
    "an assessment by one assessor within a month": (
        "fulfilment",
        ("2023-03-09", {"by": "TUR", "of": "SWE", "rating": "partial"}),
        ("2023-03-20", {"by": "TUR", "of": "SWE", "rating": "none"}),
    ),
    "a rule, whoever tells what of it": (
        "rule",
        ("2022-06-21", {"to": "nato", "members": 30}),
        ("2023-06-21", {"to": "nato", "members": 31, "threshold": "unanimity"}),
    ),
    "a summit, by month and by days": (
        "fixture",
        ("2023-03-09", {"place": "Vilnius", "time": "2023-07", "modality": "planned"}),
        ("2023-06-14", {"place": "vilnius", "time": "2023-07-11/2023-07-12"}),
    ),
    "a statement copied with a word changed": (
        "statement",
        ("2023-03-09", {"said_by": "nato", "words": "both countries have done what they had to do"}),
        ("2023-03-10", {"said_by": "nato", "words": "both countries have now done what they had to do"}),
    ),
}

APART: dict[str, Row] = {
    "talks of two days": (
        "talks",
        ("2022-06-21", {"parties": "FIN SWE TUR", "time": "2022-06-20"}),
        ("2022-06-28", {"parties": "FIN SWE TUR", "time": "2022-06-27"}),
    ),
    "talks of one party with different others on one day": (
        "talks",
        ("2025-08-20", {"parties": "IRN USA", "time": "2025-08-19"}),
        ("2025-08-20", {"parties": "IRN iaea", "time": "2025-08-19"}),
    ),
    "talks on a day, and negotiations since years": (
        "talks",
        ("2024-06-26", {"parties": "MNE eu", "time": "2024-06-26"}),
        ("2024-06-26", {"parties": "MNE eu", "time": "2012/.."}),
    ),
    "a month's talks in another place": (
        "talks",
        ("2022-11-08", {"parties": "SWE TUR", "time": "2022-11-08", "place": "Ankara"}),
        ("2022-11-08", {"parties": "FIN SWE TUR", "time": "2022-11", "place": "Stockholm", "modality": "planned"}),
    ),
    "old talks, and undated ones of today": (
        "talks",
        ("2022-06-21", {"parties": "FIN SWE TUR", "time": "2022-06-20"}),
        ("2022-12-01", {"parties": "FIN SWE TUR"}),
    ),
    "talks held, and the next ones planned": (
        "talks",
        ("2022-06-21", {"parties": "FIN SWE TUR", "time": "2022-06-20", "modality": "happened"}),
        ("2022-06-21", {"parties": "FIN SWE TUR", "modality": "planned"}),
    ),
    "consents of two members": (
        "ratification",
        ("2023-03-30", {"by": "HUN", "of": "FIN", "time": "2023-03-30"}),
        ("2023-03-30", {"by": "TUR", "of": "FIN", "time": "2023-03-30"}),
    ),
    "consents for two candidates": (
        "ratification",
        ("2023-03-30", {"by": "TUR", "of": "FIN", "time": "2023-03-30"}),
        ("2024-01-24", {"by": "TUR", "of": "SWE", "time": "2024-01-23"}),
    ),
    "what is pending, and what then happened": (
        "ratification",
        ("2023-03-09", {"by": "TUR", "of": "FIN", "modality": "pending"}),
        ("2023-03-31", {"by": "TUR", "of": "FIN", "time": "2023-03-30", "modality": "happened"}),
    ),
    "tallies of two weeks": (
        "ratification",
        ("2022-07-15", {"of": "FIN SWE", "to": "nato", "members": 15}),
        ("2022-07-30", {"of": "FIN SWE", "to": "nato", "members": 19}),
    ),
    "joint membership expected, one come": (
        "membership",
        ("2022-07-05", {"by": "FIN SWE", "to": "nato", "modality": "expected"}),
        ("2023-04-05", {"by": "FIN", "to": "nato", "time": "2023-04-04", "modality": "happened"}),
    ),
    "an objection, and a conditional one": (
        "objection",
        ("2021-09-23", {"by": "CHN", "of": "TWN", "to": "cptpp"}),
        ("2021-09-23", {"by": "CHN", "of": "TWN", "to": "cptpp", "modality": "conditional"}),
    ),
    "objections of two": (
        "objection",
        ("2022-06-21", {"by": "HUN", "of": "SWE"}),
        ("2022-06-21", {"by": "TUR", "of": "SWE"}),
    ),
    "demands for two things": (
        "demand",
        ("2022-06-21", {"by": "TUR", "of": "FIN SWE", "words": "must stop supporting the armed group"}),
        ("2022-06-21", {"by": "TUR", "of": "FIN SWE", "words": "lift the limits on exports of weapons"}),
    ),
    "assessments of two months": (
        "fulfilment",
        ("2023-01-09", {"by": "TUR", "of": "SWE", "rating": "none"}),
        ("2023-03-09", {"by": "TUR", "of": "SWE", "rating": "partial"}),
    ),
    "two conventions' rules": (
        "rule",
        ("2025-06-09", {"to": "bbnj", "threshold": 60}),
        ("2025-06-09", {"threshold": "unanimity"}),
    ),
    "what two speakers say": (
        "statement",
        ("2023-03-09", {"said_by": "nato", "words": "it is time to bring this to an end"}),
        ("2023-03-09", {"said_by": "FIN", "words": "it is time to bring this to an end"}),
    ),
    "withdrawals of two years": (
        "withdrawal",
        ("2017-06-02", {"by": "USA", "to": "paris-agreement", "time": "2017-06-01"}),
        ("2025-01-21", {"by": "USA", "to": "paris-agreement", "time": "2025-01-20"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [(ONE, 1), (APART, 2)], ids=["one", "apart"])
def test_rows_of_one_and_of_two_happenings(rows: dict[str, Row], expected: int) -> None:
    for name, (kind, *two) in rows.items():
        desk = Desk()
        for published, facts in two:
            desk.add(kind, published, **facts)
        events = desk.merge()
        assert len(events) == expected, name
        assert all(event.reasons for event in events) == (expected == 1), name


# What merges claims, and may hold no number but what the table gives it: 0, 1 and 2 count and compare nothing else.
MERGING = ("events", "facets", "pairs", "values", "rounds", "circles", "rulings", "readings")


@pytest.mark.parametrize("module", MERGING)
def test_thresholds_are_in_one_table(module: str) -> None:
    source = Path(sameness.__file__).with_name(f"{module}.py").read_text("utf-8")
    tree = ast.parse(source)
    named = {id(node) for assign in tree.body if isinstance(assign, ast.Assign) and is_calendar(assign) for node in ast.walk(assign)}
    numbers = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) in (int, float)]
    bare = [f"line {node.lineno}: {node.value}" for node in numbers if node.value not in (0, 1, 2) and id(node) not in named]
    assert not bare, f"{module}.py: a threshold belongs into sameness.py, with its reason: {bare}"


def is_calendar(assign: ast.Assign) -> bool:
    """True for a constant of the calendar, which is no matter of judgement."""
    return [name.id for name in assign.targets if isinstance(name, ast.Name)] == ["_PAST_A_MONTH"]


@pytest.mark.parametrize("path", sorted(Path(sameness.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_nothing_in_the_record_is_compared_with_a_bare_number(path: Path) -> None:
    """Sizes and waits of the store are named constants with their reasons; so no number stands in a comparison."""
    compared = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Compare))
    bare = [
        f"line {side.lineno}: {side.value}"
        for node in compared
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant) and type(side.value) in (int, float) and side.value not in (0, 1, 2)
    ]
    assert not bare, f"{path.name}: give the number a name and a reason: {bare}"


def test_every_number_of_the_table_has_its_reason() -> None:
    source = Path(sameness.__file__).read_text("utf-8")
    lines = source.splitlines()
    constants = [number for number, line in enumerate(lines) if re.match(r"[A-Z_]+ = \d+$", line)]
    assert len(constants) >= 4 and all(lines[number - 1].startswith("#") for number in constants)


def test_every_kind_has_its_row_with_a_reason() -> None:
    assert set(RULES) == {*KINDS, "tally"}
    assert all(rule.why and rule.link for rule in RULES.values())
    assert all(rule.words is not None for rule in RULES.values() if any("words" in link for link in rule.link))


# Invariants of the design


def test_invariant_3_what_is_undated_stays_undated_with_the_first_publication_as_its_bound() -> None:
    desk = Desk()
    desk.add("talks", "2022-06-22", parties="FIN TUR")
    desk.add("talks", "2022-06-21", parties="FIN TUR")
    (event,) = desk.merge()
    assert event.time is None and event.bound == "2022-06-21"
    assert value(event, "time") == {}


def test_invariant_4_disagreement_is_kept_with_its_claims_and_independent_origins() -> None:
    desk = Desk()
    facts = {"parties": "FIN SWE TUR", "place": "Madrid"}
    right = [desk.add("agreement", "2022-06-29", time="2022-06-28", origin=origin, **facts) for origin in "abb"]
    wrong = desk.add("agreement", "2022-07-02", time="2022-06-29", origin="c", **facts)
    desk.add("agreement", "2023-01-24", time="2022-06", origin="d", **facts)
    (event,) = desk.merge()
    assert event.time == "2022-06-28" and event.origins == 4
    assert value(event, "time") == {"2022-06": 1, "2022-06-28": 2, "2022-06-29": 1}
    kept = {each.value: each.claims for each in event.values if each.field == "time"}
    assert kept["2022-06-28"] == tuple(sorted(each.id for each in right)) and kept["2022-06-29"] == (wrong.id,)
    ((found, fields),) = conflicts([event])
    assert found == event and [each.value for each in fields["time"]] == ["2022-06-28", "2022-06-29"]


def test_invariant_6_stages_never_merge() -> None:
    desk = Desk()
    for stage in ("submitted", "parliament_approved", "head_of_state_signed", "instrument_deposited"):
        desk.add("ratification", "2023-04-01", by="TUR", of="FIN", to="nato", time="2023-03-31", stage=stage)
    desk.add("ratification", "2023-04-01", by="TUR", of="FIN", to="nato", time="2023-03-31")
    events = desk.merge()
    assert len(events) == 4
    assert all(len(value(event, "stage")) == 1 for event in events)


# No chains


def test_a_and_c_that_contradict_stay_apart_though_b_agrees_with_both() -> None:
    desk = Desk()
    desk.add("talks", "2022-06-30", parties="FIN SWE TUR", time="2022-06-20", place="Brussels")
    desk.add("talks", "2022-06-30", parties="FIN SWE TUR", time="2022-06")
    desk.add("talks", "2022-06-30", parties="FIN SWE TUR", time="2022-06-28", place="Madrid")
    assert sorted(len(event.claims) for event in desk.merge()) == [1, 2]


def test_rival_dates_do_not_creep() -> None:
    desk = Desk()
    for day in ("28", "29", "30"):
        desk.add("agreement", "2022-07-01", parties="FIN SWE TUR", time=f"2022-06-{day}")
    desk.add("agreement", "2022-07-01", parties="FIN SWE TUR", time="2022-07-01")
    assert sorted(len(event.claims) for event in desk.merge()) == [1, 3]


def test_two_days_told_by_one_report_are_two_happenings() -> None:
    desk = Desk()
    made = report(1, "They signed on Tuesday. They signed another on Wednesday.", "2022-06-30")
    desk.also(made, "agreement", "signed on Tuesday", parties="FIN TUR", time="2022-06-28")
    desk.also(made, "agreement", "signed another on Wednesday", parties="FIN TUR", time="2022-06-29")
    assert len(desk.merge()) == 2


# What is shown


def test_of_modalities_the_latest_told_is_shown_and_what_came_of_it_before_any_plan() -> None:
    desk = Desk()
    facts = {"parties": "IRN GBR", "time": "2025-08-26"}
    desk.add("talks", "2025-08-20", modality="expected", **facts)
    desk.add("talks", "2025-08-21", modality="expected", **facts)
    desk.add("talks", "2025-08-24", modality="planned", **facts)
    assert [event.modality for event in desk.merge()] == ["planned"]
    desk.add("talks", "2025-08-26", modality="happened", **facts)
    (event,) = desk.merge()
    assert event.modality == "happened"
    assert value(event, "modality") == {"expected": 2, "happened": 1, "planned": 1}


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ([("2022-06-22", "Oslo", "a"), ("2022-06-23", "Brussels", "b"), ("2022-06-24", "Brussels", "c")], "Brussels"),
        ([("2022-06-22", "Oslo", "a"), ("2022-06-23", "Brussels", "b"), ("2022-06-24", "Brussels", "b")], "Oslo"),
        ([("2022-06-23", "Oslo", "a"), ("2022-06-22", "Brussels", "b")], "Brussels"),
        ([("2022-06-22", "Oslo", "a"), ("2022-06-22", "Brussels", "b")], "Brussels"),
    ],
    ids=["more origins", "copies count once", "nearer publication", "smaller text"],
)
def test_the_shown_value_follows_the_stated_order(given_: list[tuple[str, str, str]], shown: str) -> None:
    desk = Desk()
    for published, place, origin in given_:
        desk.add("talks", published, origin=origin, parties="FIN TUR", time="2022-06-20", place=place)
    (event,) = desk.merge()
    assert event.place == shown


def test_more_actors_are_more_precise() -> None:
    desk = Desk()
    desk.add("talks", "2022-06-21", parties="SWE TUR", time="2022-06-20")
    desk.add("talks", "2022-06-21", parties="FIN SWE TUR", time="2022-06-20")
    (event,) = desk.merge()
    assert event.parties == ("FIN", "SWE", "TUR")
    assert value(event, "parties") == {"SWE TUR": 1, "FIN SWE TUR": 1}


def test_each_claim_says_beside_which_other_it_joined_and_why() -> None:
    desk = Desk()
    first = desk.add("talks", "2022-06-21", parties="FIN SWE TUR", time="2022-06-20")
    second = desk.add("talks", "2022-06-22", parties="FIN TUR", time="2022-06-20")
    third = desk.add("talks", "2022-06-23", parties="FIN SWE TUR", place="Brussels", time="2022-06-20")
    (event,) = desk.merge()
    assert {joined.claim: (joined.beside, joined.reasons) for joined in event.joined} == {
        second.id: (first.id, ("parties share FIN TUR", "same day 2022-06-20")),
        third.id: (first.id, ("parties FIN SWE TUR in both", "same day 2022-06-20")),
    }


def test_a_choice_between_rivals_is_explained() -> None:
    desk = Desk()
    for day, origin in (("2022-06-28", "a"), ("2022-06-29", "b"), ("2022-06-29", "c"), ("2022-06-29", "d")):
        desk.add("agreement", "2022-07-01", origin=origin, parties="FIN SWE TUR", time=day)
    (event,) = desk.merge()
    assert event.shown == (Shown("time", "2022-06-29", "origins", "3 origins against 1"),)


def test_an_official_outlet_decides_where_nothing_else_does() -> None:
    desk = Desk()
    desk.add("talks", "2022-06-21", parties="FIN TUR", time="2022-06-20", place="Ankara")
    own = desk.add("talks", "2022-06-21", parties="FIN TUR", time="2022-06-20", place="Brussels")
    (event,) = desk.merge()
    assert event.place == "Ankara"
    (event,) = merge(desk.claims, desk.reports, desk.origins, official={own.report})
    assert event.place == "Brussels" and event.shown[0].why == "an official outlet says so"


def test_votes_are_one_however_they_are_written() -> None:
    desk = Desk()
    facts = {"by": "HUN", "of": "FIN", "time": "2023-03-27", "stage": "parliament_approved"}
    for votes in ("182-6", "182 to 6", "182-6-11", "117-40-18"):
        desk.add("ratification", "2023-03-28", votes=votes, **facts)
    (event,) = desk.merge()
    assert value(event, "votes") == {"182-6": 2, "182-6-11": 1, "117-40-18": 1}
    ((_, fields),) = conflicts([event])
    assert [one.value for one in fields["votes"]] == ["117-40-18", "182-6", "182-6-11"]


def test_reasons_are_words_that_a_reader_can_check() -> None:
    desk = Desk()
    desk.add("talks", "2022-06-21", parties="FIN SWE TUR", time="2022-06-20")
    desk.add("talks", "2022-06-22", parties="FIN SWE TUR", time="2022-06-20")
    (event,) = desk.merge()
    assert event.reasons == ("parties FIN SWE TUR in both; same day 2022-06-20",)


# Outcomes


def two_rounds() -> Desk:
    desk = Desk()
    text = (
        "Envoys met in Brussels on Monday and failed to agree. One side spoke of headway. "
        + "Much is said about fish here. " * 40
        + "A first round on May 25 brought nothing new. They will meet again soon."
    )
    made = report(1, text, "2022-06-21", "Northern Wire")
    desk.also(made, "talks", "met in Brussels on Monday", parties="FIN SWE TUR", time="2022-06-20", modality="happened")
    desk.also(made, "outcome", "failed to agree", rating="none")
    desk.also(made, "outcome", "spoke of headway", rating="progress", said_by="FIN")
    desk.also(made, "talks", "A first round on May 25", parties="FIN SWE TUR", time="2022-05-25", modality="happened")
    desk.also(made, "outcome", "brought nothing new", rating="none")
    desk.also(made, "talks", "will meet again soon", parties="FIN SWE TUR", modality="planned")
    return desk


def brought(events: Sequence[Event], desk: Desk) -> list[frozenset[str]]:
    """The words of each outcome event."""
    quotes = {claim.id: claim.quote[0] for claim in desk.claims}
    return [frozenset(quotes[claim] for claim in event.claims) for event in events if event.kind == "outcome"]


def test_outcomes_belong_to_the_round_told_nearest_one_event_for_each_narrator() -> None:
    desk = two_rounds()
    desk.add("talks", "2022-06-21", "they met on Monday", parties="FIN SWE TUR", time="2022-06-20", modality="happened")
    desk.also(list(desk.reports.values())[-1], "outcome", "Today", rating="limited")
    events = desk.merge()
    assert set(brought(events, desk)) == {
        frozenset({"brought nothing new"}), frozenset({"failed to agree", "Today"}), frozenset({"spoke of headway"}),
    }  # fmt: skip
    ((_, fields),) = conflicts(events)
    assert [each.value for each in fields["rating"]] == ["limited", "none"]


def test_an_outcome_without_a_round_in_its_report_goes_by_its_time() -> None:
    desk = two_rounds()
    later = desk.add("outcome", "2022-07-01", time="2022-06-20", rating="limited")
    lone = desk.add("outcome", "2022-07-01", rating="constructive")
    events = desk.merge()
    assert {"failed to agree", later.quote[0]} in brought(events, desk)
    assert [event.claims for event in events if lone.id in event.claims] == [(lone.id,)]
    assert len([event for event in events if event.kind == "outcome"]) == 4


# For all inputs

ACTORS = st.lists(st.sampled_from(["FIN", "SWE", "TUR", "HUN"]), max_size=3, unique=True).map(
    lambda each: " ".join(sorted(each))
)
TIMES = st.sampled_from(
    [None, "2022-06-20", "2022-06-21", "2022-06", "2022-06-27", "2022-06-28/2022-06-30", "2022-05/.."]
)
FACTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["talks", "application", "ratification", "demand", "outcome", "agreement", "fixture"]),
        "published": st.sampled_from(["2022-06-21", "2022-06-28", "2022-08-01"]),
        "words": st.sampled_from(["stop the support", "lift the limits on arms", "stop all support"]),
        "report": st.integers(0, 3),
        "by": ACTORS, "of": ACTORS, "parties": ACTORS, "time": TIMES,
        "place": st.sampled_from([None, "Brussels", "Madrid"]),
        "modality": st.sampled_from([None, "happened", "planned", "pending", "denied"]),
        "stage": st.sampled_from([None, "submitted", "parliament_approved"]),
        "members": st.sampled_from([None, 27, 28]),
        "said_by": st.sampled_from(["", "FIN", "TUR"]),
    }
)  # fmt: skip


def desk_of(rows: list[dict[str, Any]]) -> Desk:
    desk = Desk()
    for row in rows:
        facts = dict(row)
        kind, published, words, number = (facts.pop(key) for key in ("kind", "published", "words", "report"))
        text = f"{number}: stop the support, lift the limits on arms, stop all support, meet in the city."
        desk.also(report(number, text, published), kind, words, **facts)
    return desk


# Crowded: every two of these could be one happening, and many could be either of two.
CROWDED = st.fixed_dictionaries(
    {
        "kind": st.just("agreement"),
        "published": st.sampled_from(["2022-06-29", "2022-07-04"]),
        "words": st.sampled_from(["stop the support", "stop all support"]),
        "report": st.integers(0, 5),
        "parties": st.sampled_from(["FIN SWE TUR", "FIN TUR", "SWE TUR", ""]),
        "time": st.sampled_from(
            [None, "2022-06", "2022-06-26", "2022-06-28", "2022-06-29", "2022-07-01", "2022-07-02"]
        ),
    }
)


@settings(max_examples=120, deadline=None)
@given(st.lists(FACTS, max_size=10) | st.lists(CROWDED, min_size=3, max_size=10), st.integers(0, 2**32))
def test_the_order_of_claims_does_not_change_the_bytes(rows: list[dict[str, Any]], seed: int) -> None:
    desk = desk_of(rows)
    expected = msgspec.json.encode(desk.merge())
    mixed = [*desk.claims, *desk.claims[:2]]
    random.Random(seed).shuffle(mixed)
    reports = dict(reversed(desk.reports.items()))
    assert msgspec.json.encode(merge(mixed, reports, desk.origins)) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=14))
def test_each_claim_is_in_one_event_with_all_it_says_and_beside_none_that_contradicts(
    rows: list[dict[str, Any]],
) -> None:
    desk = desk_of(rows)
    events = desk.merge()
    claims = {each.id: each for each in desk.claims}
    assert sorted(key for event in events for key in event.claims) == sorted(claims)
    for event in events:
        for key in event.claims:
            for field in ("time", "place", "modality", "stage", "members"):
                said = getattr(claims[key], field)
                told = any(
                    each.field == field and each.value == str(said) and key in each.claims for each in event.values
                )
                assert told == (said is not None)
        facets = [Facet(claims[key], desk.reports[claims[key].report], "") for key in event.claims]
        assert all(compatible(one, other) for one in facets for other in facets)
