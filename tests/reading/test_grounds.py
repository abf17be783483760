"""What a report may keep: what only processes have, told with its sides, and what stands near it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from accede.model import KINDS, Report
from accede.reading import Reader
from accede.reading.drafts import Draft
from accede.reading.grounds import SHORTEST, SOFT, firm

# Two paragraphs of our own: one of a process, one of a town; a report is made of so many of each.
TALKS = (
    "Norland and Sudland held talks in Oslo on Monday on their border treaty. Norway and Iceland signed a memorandum on fisheries. "
    "The envoy expects a decision in May.\n"
)
TOWN = (
    "The mayor said on Tuesday that the bridge would be closed for a week. The shops on the quay hope for a quiet summer. The "
    "council demanded more money for the school. The builders promised to be done by Friday. A vote on the budget is expected soon. "
    "The harbour master told the paper that the ferries run late. The town must pay for the new roof, he added. The church will "
    "hold a fair on Sunday.\n"
)


@pytest.mark.parametrize(
    ("kind", "facts", "sure"),
    [
        ("talks", {"parties": ("ISL", "NOR")}, True),
        ("talks", {"parties": ("NOR",), "convener": ("un",)}, True),
        ("talks", {"parties": ("NOR",)}, False),
        ("agreement", {}, False),
        ("ratification", {"by": ("NOR",), "to": ("paris-agreement",)}, True),
        ("ratification", {"by": ("NOR",)}, False),
        ("objection", {"by": ("NOR",), "of": ("NOR",)}, False),
        ("membership", {"by": ("NOR",), "to": ("eu",)}, True),
        # a lender is no side, but may be joined
        ("talks", {"parties": ("ZMB", "imf")}, False),
        ("objection", {"by": ("ZMB",), "to": ("imf",)}, False),
        ("membership", {"by": ("ZMB",), "to": ("imf",)}, True),
        ("demand", {"by": ("NOR",), "of": ("ISL",)}, False),
        ("statement", {}, False),
    ],
)
def test_firm_is_what_only_processes_have_told_with_its_sides(kind: str, facts: dict[str, Any], sure: bool) -> None:
    assert firm(Draft(kind, 0, 1, 0, 0, 0, facts)) is sure


def test_what_any_news_holds_is_never_firm() -> None:
    assert set(KINDS) > SOFT
    assert not any(firm(Draft(kind, 0, 1, 0, 0, 0, {"of": ("NOR",), "parties": ("ISL", "NOR")})) for kind in SOFT)


def kinds(text: str) -> Counter[str]:
    return Counter(claim.kind for claim in Reader(everything=True).read(Report(name="r", text=text, published="2023-03-07")))


def test_a_report_about_something_else_keeps_nothing_soft() -> None:
    assert len((TOWN * 2).split()) > SHORTEST
    assert kinds(TOWN * 2) == {}


def test_a_report_on_a_process_keeps_what_stands_near_it_and_not_what_is_far() -> None:
    found = kinds(TALKS * 2 + TOWN * 3)
    assert found["talks"] and found["agreement"] and found["expectation"]
    assert found["demand"] == found["commitment"] == 0


def test_loose_things_that_many_signs_bear_out_make_a_report_on_a_process() -> None:
    peace = (
        "Peace talks on the war in the hills will begin in Lima on Friday, the mediator said. The negotiations had been due to open on Monday. "
        "A dispute over the envoys of the rebels had pushed the date back, the mediator told reporters. The negotiators of both sides are in the city. "
        "The talks are to last a month, the mediator said, and he expects a truce in May. The round in May had ended without an accord. "
        "The second round of the negotiations is planned for June. Both sides must show good will, said the mediator, who met the negotiators on Sunday. "
        "A first round of talks was held in Quito. The mediator said that the talks would be long and that the two sides stood far apart on the ceasefire.\n"
    )
    assert kinds(peace)["halt"] and len(peace.split()) > SHORTEST
    assert not kinds(peace[: peace.index("The negotiators of")] + TOWN)["halt"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zambia and Norway signed an accord on the rescheduling of old loans in Oslo on Monday.", False),
        ("Zambia and the IMF held talks in Lusaka on Monday.", False),
        ("Sudan and South Sudan signed a treaty on their border and their debts in Juba on Monday.", True),
        ("Zambia and Norway signed an accord on fisheries in Oslo on Monday.", True),
    ],
)
def test_what_debtors_and_creditors_settle_is_no_process_without_a_word_of_one(text: str, kept: bool) -> None:
    assert bool(kinds(text)) is kept


@pytest.mark.parametrize(("view", "kept"), [("the price of gas and the cost of the pipeline keep investors away", 0), ("the price of peace is high", 1)])
def test_a_report_about_nothing_else_leaves_out_views_of_costs_and_markets(view: str, kept: int) -> None:
    said = "The foreign minister of Norway said that the fish in the bay are many.\n"
    dense = "Norway and Iceland signed a memorandum in Oslo on Monday.\nNorway and Iceland held talks in Oslo on Tuesday.\n" * 4
    assert kinds(dense + said.replace("the fish in the bay are many", view))["statement"] == kept


def test_one_firm_thing_in_a_long_report_stays_alone() -> None:
    assert set(kinds(TOWN * 6 + "Norway and Iceland held talks in Oslo on Monday.\n" + TOWN * 6)) == {"talks"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Moscow accused Chisinau of giving up the country's neutrality.", True),
        ("Both sides spoke of progress after the night in Vienna.", True),
        ("Norway's largest bank said that its profit would rise.", False),
        ("The Danish striker hopes for a goal, the coach said.", False),
    ],
)
def test_a_short_text_is_taken_at_its_word_unless_it_speaks_of_other_matters(text: str, kept: bool) -> None:
    assert bool(kinds(text)) is kept
