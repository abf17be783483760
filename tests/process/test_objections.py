"""Objections: standing, lifted, renewed, disputed, overtaken."""

from __future__ import annotations

import pytest

from .worlds import world

RAISED = """
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied
    2022-05-18 Fjord | objection | by TUR | of FIN SWE | time 2022-05-18 | happened | Turkey is against it
"""
LIFTED = "2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | time 2022-06-28 | happened | It gave way"


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ("", "standing"),
        ("2022-06-29 Harbour | statement | by TUR | Turkey is content", "standing"),  # a newer report ends nothing
        (LIFTED, "lifted"),
        # another actor's word lifts nothing, neither does a condition, a hope or a lifting that came before
        ("2022-06-29 Harbour | objection_lifted | by HUN | of FIN SWE | happened | Hungary gave way", "standing"),
        ("2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | conditional | if they act", "standing"),
        ("2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | expected | it will", "standing"),
        ("2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | time 2022-04 | happened | x", "standing"),
        # told again after the lifting: dated it stands anew, undated it is disputed
        (LIFTED + "\n2023-01-24 Fjord | objection | by TUR | of FIN SWE | time 2023-01-23 | happened | no", "standing"),
        (LIFTED + "\n2023-01-24 Fjord | objection | by TUR | of FIN SWE | happened | is against it", "disputed"),
        # but not where the report tells of the lifting too
        (
            LIFTED + """
            2022-07-05 Fjord | objection | by TUR | of FIN SWE | happened | which had been against it
            2022-07-05 Fjord | objection_lifted | by TUR | of FIN SWE | time 2022-06-28 | happened | gave way""",
            "lifted",
        ),
        # nor where it has consented by then
        (
            LIFTED + """
            2022-07-05 Fjord | ratification | by TUR | of FIN SWE | to nato | happened | Turkey ratified
            2023-01-24 Fjord | objection | by TUR | of FIN SWE | happened | was long against it""",
            "lifted",
        ),
        (LIFTED + "\n2022-07-13 Fjord | objection_lifted | by TUR | of FIN SWE | denied | not at all", "disputed"),
    ],
)  # fmt: skip
def test_the_state_of_an_objection(more: str, state: str) -> None:
    (row,) = world(RAISED + more).status("2023-02-01").objections
    assert (row.actor, row.candidates, row.state) == ("TUR", ("FIN", "SWE"), state)


def test_it_stands_since_the_first_day_told_and_anew_since_the_new_one() -> None:
    (row,) = (
        world(RAISED + "2022-06-01 A | objection | by TUR | of FIN SWE | time 2022-05-30 | happened | no again")
        .status("2023-02-01")
        .objections
    )
    assert (row.time, row.rivals) == ("2022-05-18", ())  # two objections, not two dates of one
    anew = world(RAISED + LIFTED + "\n2023-01-24 Fjord | objection | by TUR | of SWE | time 2023-01-23 | happened | no")
    rows = {row.candidates: row for row in anew.status("2023-02-01").objections}
    assert (rows["SWE",].state, rows["SWE",].time) == ("standing", "2023-01-23")
    assert (rows["FIN",].state, rows["FIN",].time) == ("lifted", "2022-05-18")


def test_a_threat_is_conditional_and_a_denial_is_none() -> None:
    told = world("""
        2022-05-18 Fjord | application | by FIN | to nato | happened | Finland applied
        2022-05-18 Fjord | objection | by TUR | of FIN | to nato | conditional | no talks, no yes
        2022-05-18 Fjord | objection | by HUN | of FIN | to nato | denied | Hungary has no objection
    """)
    assert [(row.actor, row.state) for row in told.status("2022-06-01").objections] == [("TUR", "conditional")]


def test_an_objector_that_has_consented_is_overtaken_and_not_lifted() -> None:
    told = world(RAISED + "2023-03-31 Fjord | ratification | by TUR | of FIN | time 2023-03-30 | happened | yes")
    rows = {row.candidates: row for row in told.status("2023-04-01").objections}
    assert (rows["FIN",].state, rows["FIN",].overtaken) == ("standing", ("FIN",))
    assert rows["SWE",].overtaken == ()


def test_a_consent_before_a_renewed_objection_does_not_overtake_it() -> None:
    told = world(
        RAISED
        + """
        2022-07-05 Fjord | ratification | by TUR | of FIN SWE | stage submitted | happened | the bill is there
        2022-07-05 Fjord | ratification | by TUR | of FIN SWE | happened | Turkey has ratified
        2023-01-24 Fjord | objection | by TUR | of FIN SWE | time 2023-01-23 | happened | not now
        2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | time 2022-06-28 | happened | It gave way
    """
    )
    (row,) = told.status("2023-02-01").objections
    assert (row.state, row.time, row.overtaken) == ("standing", "2023-01-23", ())


def test_the_demands_of_the_objector_are_named() -> None:
    told = world(RAISED + "2022-05-18 Fjord | demand | by TUR | of SWE | groups pkk | end it")
    held = told.status("2022-06-01")
    assert held.objections[0].demands == held.demands[0].events
    assert (held.demands[0].of, held.demands[0].groups) == (("SWE",), ("pkk",))


def test_a_later_word_on_nobody_in_particular_does_not_concern_a_member() -> None:
    told = world(
        RAISED
        + """
        2023-04-04 Fjord | membership | by FIN | to nato | time 2023-04-04 | happened | Finland is in
        2023-12-27 Fjord | objection | by HUN | to nato | happened | Budapest blocks it
    """
    )
    rows = {row.actor: row.candidates for row in told.status("2024-01-01").objections if row.actor == "HUN"}
    assert rows == {"HUN": ("SWE",)}
