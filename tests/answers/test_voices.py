"""Statements by speaker."""

from __future__ import annotations

from accede.answers.voices import newest_first, voices
from accede.model import Claim, Passage, Report, Speaker, make_claim


def told(day: str, *speakers: Speaker | None) -> tuple[Report, list[Claim]]:
    report = Report(name=f"{day}.txt", text="It will be so. " * 9, published=day, outlet="Wire")
    return report, [make_claim(report, "statement", (Passage(15 * n, 15 * n + 13),), speaker=one) for n, one in enumerate(speakers)]


EK, EK_AS_LEADER, SPOKESMAN, OTHER = Speaker(name="Anna Ek", office="negotiator", for_="SWE"), Speaker(name="Anna  EK", for_="SWE"), Speaker(office="spokesman", for_="TUR"), Speaker(office="spokesman", for_="HUN")


def test_who_spoke_last_stands_first_each_with_the_newest_first() -> None:
    (first, early), (second, late) = told("2022-05-01", EK, SPOKESMAN, None), told("2022-06-01", OTHER, EK_AS_LEADER)
    reports = {one.id: one for one in (first, second)}
    found = voices([*early, *late], reports)
    assert [voice.speaker for voice in found] == [OTHER, EK_AS_LEADER, SPOKESMAN]
    assert [claim.report for claim in found[1].said] == [second.id, first.id] and newest_first(early, reports) == tuple(early)
    assert [voice.asked for voice in found] == ["spokesman HUN", "Anna  EK", "spokesman TUR"]
