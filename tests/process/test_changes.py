"""What became known between two statuses, the timeline, and statements."""

from __future__ import annotations

from accede.process import changes, statements, timeline
from accede.process.model import Change

from .worlds import world

STORY = world("""
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | event a | Both applied
    2022-05-18 Fjord | objection | by TUR | of FIN SWE | to nato | happened | Turkey is against it
    2022-05-18 Fjord | statement | speaker Emine Kaya, envoy, TUR | we have our reasons
    2022-05-20 Strait | application | by FIN SWE | to nato | time 2022-05-18 | happened | event a | two letters
    2022-07-05 Harbour | ratification | by NOR | of SWE | to nato | stage parliament_approved | happened | Oslo voted
    2022-07-05 Harbour | talks | parties FIN TUR | planned | they will meet again
    2022-07-05 Harbour | statement | speaker Åsa Lind, minister, SWE | we are glad
""")


def brief(found: tuple[Change, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.what, one.subject, one.before, one.after) for one in found]


def test_changes_are_just_what_became_known() -> None:
    found = changes(STORY.status("2022-07-06", "2022-05-19"), STORY.status("2022-07-06", "2022-07-06"))
    assert brief(found) == [
        ("stage", "SWE", "application", "ratification"),
        ("consent", "NOR for SWE", "not_reported", "parliament_approved"),
        ("event", "", "", ""),
        ("event", "FIN, TUR", "", ""),
        ("event", "NOR, SWE, nato", "", ""),
        ("corroborated", "FIN, SWE, nato", "1", "2"),
    ]
    assert {source.outlet for one in found for source in one.sources} == {"Harbour", "Strait"}


def test_a_consent_is_told_first_by_what_tells_its_stage() -> None:
    story = world("""
        2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | event a | Both applied
        2022-07-01 Harbour | ratification | by NOR | of SWE | to nato | stage submitted | happened | a bill was laid
        2022-07-05 Strait | ratification | by NOR | of SWE | to nato | stage parliament_approved | happened | Oslo voted
    """)
    found = changes(story.status("2022-07-06", "2022-05-19"), story.status("2022-07-06", "2022-07-06"))
    (consent,) = (one for one in found if one.what == "consent")
    assert [source.quote for source in consent.sources] == ["Oslo voted", "a bill was laid"]


def test_nothing_changes_between_a_status_and_itself() -> None:
    held = STORY.status("2022-07-06")
    assert changes(held, held) == ()


def test_the_timeline_is_what_happened() -> None:
    kinds = [entry.kind for entry in timeline(STORY.status("2022-07-06"))]
    assert sorted(kinds) == ["application", "objection", "ratification"]


def test_statements_by_speaker() -> None:
    def said(speaker: str | None) -> list[str]:
        return sorted(claim.quote[0] for claim in statements(STORY.claims, speaker))

    assert said(None) == ["we are glad", "we have our reasons"]
    assert said("Asa Lind") == said("ÅSA") == said("minister") == ["we are glad"]
    assert said("TUR") == ["we have our reasons"]
    assert said("Lindh") == []
