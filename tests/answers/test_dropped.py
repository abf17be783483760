"""What a later version no longer carries is dropped from its day on, and stays on record; before, nothing changes."""

from __future__ import annotations

import tempfile
from datetime import date
from itertools import product
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.answers import Held
from accede.answers.deciding import Request, decide
from accede.answers.dropped import Dropped, dropped
from accede.model import Claim, Passage, Report, make_claim
from accede.record import Record
from accede.reports.versions import Version

APPLIED = "Finland applied to join NATO on Wednesday, 18 May 2022, its envoy to the alliance said in Brussels."
HANDED_IN = "On Wednesday, 18 May 2022, Finland handed in its application to join NATO, as its envoy said in Brussels."
OBJECTS = "Turkey will not let either of the two countries in, a person who knows the matter told this paper at night."
LATER = "The council of the alliance is to meet again in the first week of June, when the summer's summit is prepared."
REST = (
    "The secretary general received the letters in the lobby and shook hands with both ambassadors. "
    "Thirty members must agree before anybody is invited, and each parliament has its say after the signing of the protocols."
)
KINDS = {APPLIED: "application", HANDED_IN: "application", OBJECTS: "objection", LATER: "statement"}
FACTS = {"application": {"by": ("FIN",), "to": ("nato",), "time": "2022-05-18"}, "objection": {"by": ("TUR",), "to": ("nato",)},
         "statement": {"to": ("nato",)}}  # fmt: skip


def version(day: str, *sentences: str, outlet: str = "Fjord Wire") -> Report:
    return Report(name=day, text="\n\n".join((*sentences, REST)), published=day, outlet=outlet, title="Letters", url="https://fjord.example/a")


def read(report: Report, *passed_over: str) -> list[Claim]:
    found = []
    for words, kind in KINDS.items():
        start = report.text.find(words)
        if start >= 0 and words not in passed_over:
            found.append(make_claim(report, kind, (Passage(start, start + len(words)),), **FACTS[kind]))  # type: ignore[arg-type]
    return found


def of_kinds(found: dict[str, Dropped], claims: list[Claim]) -> list[str]:
    return [claim.kind for claim in claims if claim.id in found]


FIRST = version("2022-05-18", APPLIED, OBJECTS)
#: the second version, what its reader passes over, and the kinds of the first one's claims that it drops
ROWS = {
    "words taken back": (version("2022-05-19", APPLIED, LATER), (), ["objection"]),
    "the same fact in other words": (version("2022-05-19", HANDED_IN, OBJECTS), (), []),
    "passed over by the reader": (version("2022-05-19", APPLIED, OBJECTS), (APPLIED, OBJECTS), []),
    "all taken back": (version("2022-05-19", LATER), (), ["application", "objection"]),
}


@pytest.mark.parametrize(("second", "passed_over", "expected"), ROWS.values(), ids=ROWS)
def test_what_a_version_drops(second: Report, passed_over: tuple[str, ...], expected: list[str]) -> None:
    claims = [*read(FIRST), *read(second, *passed_over)]
    versions = {FIRST.id: Version(FIRST.id, 1, ""), second.id: Version(FIRST.id, 2, FIRST.id)}
    found = dropped(claims, {FIRST.id: FIRST, second.id: second}, versions)
    assert of_kinds(found, claims) == expected
    assert set(found.values()) <= {Dropped(second.id, 2, "2022-05-19")}


def test_words_that_are_read_otherwise_after_a_correction_are_no_longer_what_they_were() -> None:
    second = version("2022-05-19", APPLIED, OBJECTS, "A date was corrected.")
    old, new = read(FIRST), read(second)
    new[0] = msgspec.structs.replace(new[0], time="2022-05-19")
    versions = {FIRST.id: Version(FIRST.id, 1, ""), second.id: Version(FIRST.id, 2, FIRST.id)}
    assert of_kinds(dropped([*old, *new], {FIRST.id: FIRST, second.id: second}, versions), old) == ["application"]


def test_the_first_version_that_drops_a_claim_is_named_though_a_later_one_tells_it_again() -> None:
    second, third = version("2022-05-19", APPLIED, LATER), version("2022-05-20", APPLIED, OBJECTS)
    reports = {report.id: report for report in (FIRST, second, third)}
    versions = {id: Version(FIRST.id, number, "") for number, id in enumerate(reports, start=1)}
    claims = [claim for report in reports.values() for claim in read(report)]
    (one,) = [claim for claim in claims if claim.id in dropped(claims, reports, versions) and claim.kind == "objection"]
    assert dropped(claims, reports, versions)[one.id].in_words == "dropped in version 2 of 19 May 2022"


def held(reports: list[Report], known: date | None) -> Held:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "a.db") as record:
        for report in reports:
            record.add_reading(report, read(report), reader="a")
        return Held.of(record, known)


def test_known_tells_the_difference() -> None:
    second = version("2022-05-19", APPLIED, LATER)
    (objection,) = (claim for claim in read(FIRST) if claim.kind == "objection")
    before, after = (held([FIRST, second], date(2022, 5, day)) for day in (18, 19))
    assert objection.id in before.claims and not before.dropped
    assert objection.id not in after.claims and after.read[objection.id] == objection
    assert after.dropped == {objection.id: Dropped(second.id, 2, "2022-05-19")}
    assert not any(event.kind == "objection" for event in after.events.values())
    assert after.origins[FIRST.id] == after.origins[second.id] == "Fjord Wire"


def test_another_outlets_newer_report_drops_nothing() -> None:
    other = version("2022-05-19", APPLIED, LATER, outlet="Plain Pages")
    found = held([FIRST, msgspec.structs.replace(other, url="")], None)
    assert not found.dropped and not found.lineage.versions


EVERY = [
    version(day, *sentences)
    for day, sentences in product(("2022-05-18", "2022-05-19", "2022-05-20"), ((APPLIED, OBJECTS), (HANDED_IN, LATER), (OBJECTS, LATER)))
]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(EVERY), min_size=2, max_size=5, unique_by=lambda report: report.id), st.integers(17, 21))
def test_invariant_3_as_known_before_a_version_nothing_changes_by_it(reports: list[Report], day: int) -> None:
    known = date(2022, 5, day)
    then = [report for report in reports if report.published <= known.isoformat()]
    whole, part = (msgspec.structs.asdict(held(found, known)) for found in (reports, then))
    assert {**whole, "rulings": None} == {**part, "rulings": None}


def test_what_was_dropped_can_be_ruled_on_and_keeps_what_was_read() -> None:
    first, second = FIRST, ROWS["words taken back"][0]
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "a.db") as record:
        for report in (first, second):
            record.add_reading(report, read(report), "table 1")
        gone = next(claim for claim in read(first) if claim.kind == "objection")
        request = Request(action="correct", ids=(gone.id,), by="M. Ek", when="2026-11-26", why="read again", sets=(("time", "2022-05-17"),))
        record.add_ruling(decide(request, Held.of(record, None), []))
        held = Held.of(record, None)
    assert gone.id in held.dropped and gone.id not in held.claims
    assert held.read[gone.id] == gone
