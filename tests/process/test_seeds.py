"""The status from two real reports, read by people. Skipped where the folder `../shared` is missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accede.knowledge import load
from accede.model import Claim, Event, Passage, Report, Speaker, make_claim
from accede.process import changes, find_processes, status
from accede.process.model import Status

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "keys" / "seeds.json").exists(), reason="needs ../shared/keys")

FIELDS = ("time", "place", "modality", "rating", "round", "min_hours", "members", "threshold")
ROLES = ("by", "of", "to", "parties", "convener", "groups")
PLAIN: dict[int, str] = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x0A: " "}


def read() -> tuple[list[Report], list[Claim]]:
    reports, claims = [], []
    for key in json.loads((SHARED / "keys" / "seeds.json").read_text(encoding="utf-8")):
        text = (SHARED / "seeds" / key["report"]).read_text(encoding="utf-8")
        report = Report(name=key["report"], text=text, published=key["published"], outlet=key["outlet"])
        reports.append(report)
        claims += [claim_of(report, row) for row in key["claims"]]
    return reports, claims


def claim_of(report: Report, row: dict[str, Any]) -> Claim:
    start = report.text.translate(PLAIN).index(row["evidence"].translate(PLAIN))
    facts: dict[str, Any] = {role: tuple(sorted(row[role])) for role in ROLES if role in row}
    facts |= {field: one(row[field]) for field in FIELDS if row.get(field) is not None}
    if row.get("speaker"):
        said = row["speaker"]
        facts["speaker"] = Speaker(name=said.get("name"), office=said.get("office"), for_=said.get("for"))
    return make_claim(report, one(row["kind"]), (Passage(start, start + len(row["evidence"])),), **facts)


def one(value: Any) -> Any:
    """The first of several right values."""
    return value[0] if isinstance(value, list) else value


def event_of(claim: Claim, published: dict[str, str]) -> Event:
    facts = {field: getattr(claim, field) for field in (*ROLES, *FIELDS)}
    return Event(kind=claim.kind, claims=(claim.id,), bound=published[claim.report], **facts)


def at(valid: str, known: str) -> Status:
    reports, claims = read()
    published = {report.id: report.published for report in reports}
    events = [event_of(claim, published) for claim in claims]
    (process,) = find_processes(events, load(), claims)
    days = date.fromisoformat(valid), date.fromisoformat(known)
    return status(process, events, claims, reports, (), load(), valid=days[0], known=days[1])


def test_the_june_talks_are_not_there_on_the_first_of_june() -> None:
    assert [one.time for one in at("2022-06-01", "2023-03-31").rounds] == ["2022-05-25"]
    assert "2022-06-20" in [one.time for one in at("2022-06-20", "2023-03-31").rounds]


def test_later_knowledge_differs_in_just_what_became_known() -> None:
    before, after = at("2022-12-31", "2022-12-31"), at("2023-03-31", "2023-03-31")
    assert {one.sources[0].outlet for one in changes(before, after) if one.sources} == {"Bloomberg"}
    assert (len(before.halts), len(after.halts)) == (0, 1)
    assert {row.state for row in before.consents} == {"not_reported"}
    assert {row.member for row in after.consents if row.state == "outstanding"} == {"TUR"}
    assert [deal.time for deal in after.agreements] == ["2022-06"]


def test_thirty_decide_and_turkey_objects() -> None:
    held = at("2023-03-31", "2023-03-31")
    assert {tally.deciders for tally in held.tallies} == {30}
    assert {(row.actor, row.candidates, row.state) for row in held.objections} == {("TUR", ("FIN", "SWE"), "standing")}
    assert not any(rule.differs for rule in held.rules)
    assert {line.time for line in held.outlook if line.kind == "fixture"} == {"2023-05", "2023-07"}
