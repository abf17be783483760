"""What is told and must not decide: each reason with an example, and what is believed in spite of it."""

from __future__ import annotations

import pytest

from accede.model import Act

from .worlds import World, world

# Two candidates, and an ally; in the small knowledge Finland joins on 4 April 2023, Sweden on 7 March 2024.
START = """
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | Both applied
    2022-07-05 Fjord | signature | to nato | of FIN SWE | time 2022-07-05 | happened | event s | Signed
    2022-07-05 Reef | signature | to nato | of FIN SWE | time 2022-07-05 | happened | event s | They have signed
"""


def told(rows: str) -> World:
    """The world of START and the rows, each of them about NATO."""
    cells = [[cell.strip() for cell in line.split("|")] for line in rows.splitlines() if line.strip()]
    lines = (" | ".join(row if "to nato" in row else [*row[:2], "to nato", *row[2:]]) for row in cells)
    return world(START + "\n".join(lines))


def doubts(rows: str, valid: str = "2024-12-31", acts: tuple[Act, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    held = told(rows).status(valid, acts=acts)
    return [(one.reason, one.of or one.by) for one in held.doubtful]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2022-11-25 A | membership | to nato | time 2022-11-20 | happened | It has taken effect", [("names_nobody", ("FIN", "SWE"))]),
        ("2022-07-05 A | membership | by FIN SWE | happened | They become members", [("too_early", ("FIN", "SWE"))]),
        ("2023-03-30 A | membership | by FIN | happened | It becomes a member", [("alone_undated", ("FIN",))]),
        # two days before the listed one is a wrong date, not a wrong membership; and what is listed bears out the undated
        ("2023-04-04 A | membership | by FIN | time 2023-04-02 | happened | Finland joined", []),
        ("2023-05-04 A | membership | by FIN | happened | Finland has joined", []),
        ("2022-07-05 A | ratification | by FIN SWE | happened | They have handed in their papers", [("alone_undated", ("FIN", "SWE"))]),
        ("2022-07-05 A | ratification | by TUR | of FIN | stage instrument_deposited | happened | x", [("alone_undated", ("FIN",))]),
        ("2022-07-06 A | ratification | by TUR | of FIN | stage parliament_approved | happened | x", []),
        ("2022-07-06 A | ratification | by nato | of FIN | happened | Its members have ratified", [("no_decider", ("FIN",))]),
        ("2022-07-06 A | ratification | by FIN | of SWE | happened | x", [("no_decider", ("SWE",))]),
        ("2023-04-05 A | ratification | by FIN | of SWE | time 2023-04-04 | happened | x", []),
        ("2022-06-08 A | ratification | by DNK | of FIN | time 2022-06-07 | happened | x", [("before_signature", ("FIN",))]),
        ("2022-07-07 A | ratification | by DNK | of FIN | time 2022-07-06 | happened | x", []),
        ("2023-03-28 A | objection | by SWE | of FIN | to nato | Some deputies have reservations", [("fellow", ("FIN",))]),
        ("2023-03-28 A | objection | by SWE | of FIN | to nato | speaker Anna Ek, minister, SWE | We object", []),
        ("2023-03-28 A | objection | by TUR | of FIN | to nato | x", []),
        ("2023-03-28 A | demand | of HUN | to sign the law", [("nobody_demands", ())]),
        ("2023-03-28 A | demand | of HUN | speaker Anna Ek, minister, SWE | sign the law", []),
    ],
)  # fmt: skip
def test_what_one_report_alone_cannot_decide(row: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(reason, tuple(of) if reason != "nobody_demands" else ()) for reason, of in doubts(row)] == found


EARLY = "2023-04-04 A | ratification | by HUN | of FIN SWE | stage instrument_deposited | time 2023-03-31 | happened | x\n"
PENDING = "2023-10-01 {} | ratification | by HUN | of SWE | pending | Hungary has not ratified\n"


@pytest.mark.parametrize(
    ("others", "doubtful"),
    [
        ("", False),
        (PENDING.format("B"), False),  # one against one, and no date
        (PENDING.format("B") + PENDING.format("C"), True),
        (PENDING.format("A") + PENDING.format("C"), True),  # its own outlet, later
        ("2024-02-27 B | ratification | by HUN | of SWE | stage parliament_approved | time 2024-02-26 | happened | voted", True),
        ("2024-02-27 B | ratification | by HUN | of SWE | stage instrument_deposited | time 2024-03-06 | happened | y", False),
        ("2024-02-27 B | ratification | by HUN | of FIN | pending | y\n2024-02-27 C | ratification | by HUN | of FIN | pending | y", None),
    ],
)  # fmt: skip
def test_a_consent_that_others_tell_was_still_to_come(others: str, doubtful: bool | None) -> None:
    """The doubt is on the candidate alone of whom the others tell; None: on the other one."""
    of = {True: [("contradicted", ("SWE",))], False: [], None: [("contradicted", ("FIN",))]}[doubtful]
    assert doubts(EARLY + others) == of


def test_an_act_outranks_a_report_and_is_never_doubted() -> None:
    act = Act(action="parliament_approved", actor="HUN", of=("SWE",), to=("nato",), date="2024-02-26", source="Gazette")
    early = Act(action="parliament_approved", actor="DNK", of=("FIN",), to=("nato",), date="2022-06-07", source="Gazette")
    assert doubts(EARLY, acts=(act,)) == [("contradicted", ("SWE",))]
    report = "2022-06-08 A | ratification | by DNK | of FIN | time 2022-06-07 | stage parliament_approved | happened | x"
    assert doubts(report, acts=(early,)) == []  # the report says what the act says


def test_invariant_7_a_false_membership_changes_no_deciders() -> None:
    """Sweden's protocol needs one consent more, for Finland joined in between, whatever one report says."""
    rows = """
        2023-04-04 Fjord | membership | by FIN | time 2023-04-04 | happened | Finland is in
        2022-11-25 A | membership | to nato | time 2022-11-25 | happened | It takes effect
        2022-07-05 A | membership | by FIN SWE | happened | They become members
    """
    held = told(rows).status("2024-03-08")
    assert {tally.candidate: tally.deciders for tally in held.tallies} == {"FIN": 4, "SWE": 5}
    assert {one.candidate: one.stage for one in held.standings} == {"FIN": "membership", "SWE": "signature"}


def test_what_is_doubtful_counts_for_nothing_and_is_not_lost() -> None:
    row = "2022-11-25 A | membership | by SWE | happened | before it joins"
    held = told(row).status("2022-12-31")
    (one,) = held.doubtful
    assert [source.quote for source in one.sources] == ["before it joins"]
    assert one.events[0] in held.process.events
    assert not held.memberships
    assert not any("before it joins" in source.quote for entry in held.timeline for source in entry.sources)
    assert not told(row).status("2022-11-24").doubtful


def test_invariant_7_who_joined_after_a_candidate_never_decided_on_it() -> None:
    """Though no report tells that either has joined: by the list of members, Finland did before Sweden."""
    held = told("").status("2024-12-31")
    assert {tally.candidate: tally.deciders for tally in held.tallies} == {"FIN": 4, "SWE": 5}
    days = {step: [rule.as_of for rule in held.rules if rule.step == step] for step in (rule.step for rule in held.rules)}
    assert days["acceptance of the accession protocol"] == ["2023-04-03", "2024-03-06"]
    # the invitation was a decision of those who were parties when it, or at the latest the signature, came
    assert days["unanimous invitation"] == ["2022-07-05"]
