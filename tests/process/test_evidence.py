"""Evidence: what the sources of a line are, and where they contradict each other."""

from __future__ import annotations

from datetime import date

import pytest

from accede.model import Act
from accede.process.acts import load_actions
from accede.process.evidence import Evidence

from .worlds import KNOWLEDGE, world

TOLD = world("""
    2022-06-21 Fjord  | talks | parties FIN TUR | time 2022-06-20 | place Brussels | happened | event t | on Monday
    2022-06-22 Strait | talks | parties FIN TUR | time 2022-06 | place Brussels | happened | event t | this month
    2022-06-15 Harbour | talks | parties FIN TUR | time 2022-06-19 | place Madrid | planned | event t | They will meet
""")


def evidence(known: str) -> Evidence:
    return Evidence.known_by(date.fromisoformat(known), TOLD.claims, TOLD.reports, (), KNOWLEDGE)


def test_an_announcement_is_no_source_of_the_fact_but_its_values_are_kept() -> None:
    entry = evidence("2022-07-01").entry(TOLD.events[0])
    assert entry is not None
    assert [source.outlet for source in entry.sources] == ["Fjord", "Strait"]
    assert (entry.place, entry.bound, entry.origins) == ("Brussels", "2022-06-21", 2)
    assert [(told.field, told.value) for told in entry.rivals] == [
        ("time", "2022-06"), ("time", "2022-06-19"), ("time", "2022-06-20"), ("place", "Brussels"), ("place", "Madrid"),
    ]  # fmt: skip


def test_times_that_share_a_day_do_not_contradict() -> None:
    entry = evidence("2022-07-01")
    facts = [claim for claim in TOLD.claims if claim.modality == "happened"]
    assert entry.rivals(entry.source(claim) for claim in facts) == ()


def test_what_was_not_known_is_not_there() -> None:
    entry = evidence("2022-06-14").entry(TOLD.events[0])
    assert entry is None
    early = evidence("2022-06-15").entry(TOLD.events[0])
    assert early is not None
    assert (early.place, early.time, early.modality) == ("Madrid", "2022-06-19", "planned")


@pytest.mark.parametrize(
    ("action", "candidate", "kind", "stage"),
    [
        ("ratification", "SWE", "ratification", "instrument_deposited"),
        ("Acceptance", "SWE", "ratification", "instrument_deposited"),
        ("parliament_approved", "SWE", "ratification", "parliament_approved"),
        ("accession", "SWE", "ratification", "instrument_deposited"),
        ("accession", "NOR", "membership", None),  # the candidate's own accession makes it a party
        ("signature", "SWE", "signature", None),
        ("reservation", "SWE", "reservation", None),
    ],
)
def test_what_an_act_shows(action: str, candidate: str, kind: str, stage: str | None) -> None:
    act = Act(action=action, actor="NOR", date="2022-07-05", source="Gazette 1/2022", of=("SWE",))
    entry = evidence("2022-07-05").act_entry(act, (candidate,))
    assert (entry.kind, entry.stage, entry.time, entry.official) == (kind, stage, "2022-07-05", True)
    assert entry.sources[0].outlet == "Gazette 1/2022"


def test_the_stages_of_ratification_are_actions() -> None:
    assert {"submitted", "parliament_approved", "head_of_state_signed", "instrument_deposited"} <= set(load_actions())
