"""Consents of members: what counts as outstanding, and what says nothing."""

from __future__ import annotations

import pytest

from .worlds import world

START = "2022-07-05 Fjord | application | by SWE | to nato | time 2022-05-18 | happened | Sweden applied\n"


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([], "not_reported"),
        (["pending"], "outstanding"),
        (["denied"], "outstanding"),
        (["demanded"], "outstanding"),
        (["ongoing"], "outstanding"),
        (["ongoing | stage submitted"], "submitted"),
        (["planned"], "outstanding"),  # what is promised has not been done
        ([""], "not_reported"),  # "the matter of the ratification" says neither yes nor no
        (["happened"], "reported"),
        (["happened | stage submitted"], "submitted"),
        (["happened | stage submitted", "pending"], "submitted"),
        (["happened", "pending"], "reported"),  # both are kept
        (["happened | time 2022-07-04 | stage instrument_deposited", "happened | stage submitted"], "instrument_deposited"),
        (["happened | stage instrument_deposited", "happened | stage submitted"], "submitted"),  # one origin, undated
    ],
)
def test_the_state_of_a_consent(rows: list[str], state: str) -> None:
    told = world(START + "\n".join(
        " | ".join(filter(None, ("2022-07-05 Fjord", "ratification", "by TUR", "of SWE", row, f"word {number}")))
        for number, row in enumerate(rows)
    ))  # fmt: skip
    held = told.status("2022-07-06")
    (row,) = [row for row in held.consents if row.member == "TUR"]
    assert row.state == state
    assert bool(row.outstanding) is any(word in ("pending", "denied", "demanded", "ongoing") for word in rows)
    assert sum(number for _, number in held.tallies[0].counts) == held.tallies[0].deciders == 4


def test_one_that_is_not_asked_is_shown_and_not_counted() -> None:
    told = world(
        START
        + """
        2022-07-05 Fjord | ratification | by SWE | of SWE | time 2022-07-05 | stage parliament_approved | happened | Stockholm voted
        2022-07-05 Fjord | ratification | by UKR | of SWE | happened | Kyiv is glad
    """
    )
    held = told.status("2022-07-06")
    assert {row.member for row in held.consents if not row.decider} == {"SWE", "UKR"}
    assert dict(held.tallies[0].counts) == {"not_reported": 4}


def test_an_open_instrument_lists_those_that_are_told() -> None:
    told = world("""
        2025-06-01 Reef | ratification | by FRA ESP | to bbnj | happened | two more have ratified
        2025-06-01 Reef | ratification | to bbnj | members 31 | happened | there are 31 now
    """)
    held = told.status("2025-06-02")
    assert [(row.member, row.state) for row in held.consents] == [("ESP", "reported"), ("FRA", "reported")]
    (tally,) = held.tallies
    assert (tally.deciders, tally.met, [one.value for one in tally.reported]) == (None, None, ["31"])


def test_later_totals_stand_last() -> None:
    told = world(
        START
        + """
        2022-07-20 Fjord | ratification | of SWE | to nato | members 3 | happened | three so far
        2022-07-10 Fjord | ratification | of SWE | to nato | members 11 | happened | eleven, it says
    """
    )
    assert [one.value for one in told.status("2022-08-01").tallies[0].reported] == ["11", "3"]
