"""What is expected and scheduled, and when it no longer is."""

from __future__ import annotations

import pytest

from .worlds import world

START = """
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied
    2022-05-18 Fjord | objection | by TUR | of FIN SWE | to nato | happened | Turkey is against it
    2022-05-27 Fjord | objection | by TUR | of FIN SWE | to nato | happened | Turkey still is against it
"""


@pytest.mark.parametrize(
    ("row", "valid", "standing"),
    [
        ("fixture | time 2022-06-28", "2022-06-28", "coming"),
        ("fixture | time 2022-06-28", "2022-06-29", None),
        ("fixture | time 2022-06", "2022-06-30", "coming"),
        ("fixture | time 2022-06", "2022-07-01", None),
        ("expectation", "2022-05-18", "undated"),
        ("expectation", "2022-08-18", "undated"),  # 92 days after it was told
        ("expectation", "2022-08-19", None),
        ("talks | parties FIN TUR | time 2022-06-20 | planned", "2022-06-20", "coming"),
        ("talks | parties FIN TUR | time 2022-06-20 | planned", "2022-06-21", "passed"),
        ("membership | by FIN | to nato | time 2023 | expected", "2022-06-21", "coming"),
        ("ratification | by TUR | of FIN | conditional", "2022-06-21", None),
        ("statement | expected", "2022-06-21", None),
    ],
)
def test_what_lies_ahead(row: str, valid: str, standing: str | None) -> None:
    found = world(START + f"2022-05-18 Fjord | {row} | x").status(valid).outlook
    assert [line.standing for line in found] == ([standing] if standing else [])


SOON = "talks | parties FIN TUR | planned"
MET = "talks | parties FIN TUR | happened"
INVITE = "invitation | by nato | of FIN SWE | "
RATIFY = "ratification | by TUR | of FIN | "


@pytest.mark.parametrize(
    ("plan", "fact", "left"),
    [
        (SOON, MET + " | time 2022-05-25", 0),
        (SOON, MET + " | time 2022-05-10", 1),
        (SOON, "talks | parties FIN USA | time 2022-05-25 | happened", 1),
        (SOON, "talks | parties SWE USA | time 2022-05-25 | happened", 1),
        (SOON + " | time 2022-05-25", MET + " | time 2022-05-25", 0),
        (SOON + " | time 2022-05-25", MET + " | time 2022-05-26", 1),
        (INVITE + "planned | time 2022-05-25", INVITE + "happened | time 2022-05-26", 0),
        (RATIFY + "planned | stage parliament_approved", RATIFY + "happened | stage submitted", 1),
        (RATIFY + "planned", "ratification | by HUN | of FIN | happened", 1),
        ("withdrawal | by FIN | to nato | planned", "withdrawal | by FIN | to nato | time 2022-05-26 | happened", 0),
        ("withdrawal | by SWE | to nato | planned", "withdrawal | by FIN | to nato | time 2022-05-26 | happened", 1),
    ],
)  # fmt: skip
def test_what_has_happened_is_no_longer_ahead(plan: str, fact: str, left: int) -> None:
    told = world(START + f"2022-05-18 Fjord | {plan} | x\n2022-05-27 Fjord | {fact} | y")
    assert len(told.status("2022-05-28").outlook) == left


def test_dated_first_and_then_what_was_told_last() -> None:
    told = world(
        START
        + """
        2022-05-18 Fjord | expectation | an older hope
        2022-05-25 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | both applied
        2022-05-25 Fjord | expectation | a newer hope
        2022-05-25 Fjord | fixture | time 2022-09 | the vote
        2022-05-25 Fjord | fixture | time 2022-06-28 | the summit
    """
    )
    words = [line.sources[0].quote for line in told.status("2022-05-28").outlook]
    assert words == ["the summit", "the vote", "a newer hope", "an older hope"]
