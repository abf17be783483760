"""Acts: of which step they tell, and what they decide beside reports and rulings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accede.model import Act, Event, Shown, Value
from accede.process.acts import bearing, by_actor, decided
from accede.process.evidence import Evidence

from .worlds import KNOWLEDGE, world

VOTE = Event(
    kind="ratification", claims=("a", "b"), bound="2023-03-27", by=("HUN",), of=("FIN",), to=("nato",), time="2023-03-28",
    modality="happened", stage="parliament_approved", votes="182-6",
    values=(Value("time", "2023-03-27", ("a",), 1), Value("time", "2023-03-28", ("b",), 2), Value("votes", "182-6", ("a",), 1)),
    shown=(Shown("time", "2023-03-28", "origins", "2 origins against 1"),),
)  # fmt: skip


def act(action: str = "parliament_approved", actor: str = "HUN", day: str = "2023-03-27", **facts: Any) -> Act:
    return Act(action=action, actor=actor, date=day, source="Gazette 1", **({"of": ("FIN",), "to": ("nato",)} | facts))


@pytest.mark.parametrize(
    ("made", "is_on"),
    [
        (act(), True),
        (act(day="2023-04-20"), True),  # rival dates of one step
        (act(day="2023-06-20"), False),
        (act(of=()), True),
        (act(of=("FIN", "SWE")), True),
        (act(of=("SWE",)), False),
        (act(to=("eu",)), False),
        (act(to=("north-atlantic-treaty",)), True),  # another id of the target
        (act(actor="TUR"), False),
        (act("instrument_deposited"), False),
        (act("signature"), False),
        (act("no such action"), False),
    ],
)
def test_an_act_is_on_the_same_step(made: Act, is_on: bool) -> None:
    assert bool(bearing(VOTE, by_actor([made]))) == is_on


def test_invariant_4_an_act_decides_and_the_reports_stay_beside_it() -> None:
    made = act(votes="182 to 6")
    event = decided(VOTE, by_actor([made]))
    assert event.time == "2023-03-27" and event.id == VOTE.id
    assert event.shown == (Shown("time", "2023-03-27", "act", "an official act says so"),)
    assert [(value.value, value.origins, value.acts) for value in event.values] == [
        ("2023-03-27", 2, (made.id,)), ("2023-03-28", 2, ()), ("182-6", 2, (made.id,)),
    ]  # fmt: skip


def test_an_act_does_not_decide_where_a_ruling_has() -> None:
    ruling = (Shown("time", "2023-03-28", "ruling", "preferred by a ruling"),)
    event = decided(Event(**{name: getattr(VOTE, name) for name in Event.__struct_fields__} | {"shown": ruling}), by_actor([act()]))
    assert (event.time, event.shown) == ("2023-03-28", ruling)
    assert ("2023-03-27", (act().id,)) in [(value.value, value.acts) for value in event.values]


TOLD = world("""
    2023-03-29 Strait | ratification | by HUN | of FIN | to nato | time 2023-03-28 | happened | stage parliament_approved | votes 182 to 6 | event v | approved on Tuesday
    2023-03-20 Fjord | ratification | by HUN | of FIN | to nato | time 2023-03-31 | planned | stage parliament_approved | the vote is planned
    2023-03-30 Fjord | ratification | by HUN | of FIN | to nato | happened | stage parliament_approved | has approved
""")


def test_a_line_has_the_act_among_its_sources_and_the_rival_values() -> None:
    made = act(votes="182-6")
    evidence = Evidence.known_by(date(2024, 1, 1), TOLD.claims, TOLD.reports, [made], KNOWLEDGE)
    told, planned, undated = (evidence.entry(event) for event in TOLD.events)
    assert told and planned and undated
    assert (told.time, told.votes, told.origins) == ("2023-03-27", "182-6", 2)
    assert [(one.field, one.value, [source.act for source in one.sources]) for one in told.rivals] == [
        ("time", "2023-03-27", [made.id]), ("time", "2023-03-28", [""]),
    ]  # fmt: skip
    assert planned.time == "2023-03-31" and planned.origins == 1  # a plan is another thing than what came of it
    assert (undated.time, undated.rivals) == ("2023-03-27", ())


def test_an_act_that_was_not_known_decides_nothing() -> None:
    evidence = Evidence.known_by(date(2024, 1, 1), TOLD.claims, TOLD.reports, [act(entered="2024-02-01")], KNOWLEDGE)
    entry = evidence.entry(TOLD.events[0])
    assert entry and entry.time == "2023-03-28"
