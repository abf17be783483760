"""A large record: an answer from traces and kept answers is the answer from scratch, whatever came in which order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.answers import asking, clocks
from accede.answers.asking import answers, traced
from accede.answers.dossiers import Dossier
from accede.answers.held import Held
from accede.model import Act, ActorMerge, Claim, Report, Ruling
from accede.record import Record
from benchmarks.generator import READER, generate
from tests.places import Place

STORY = list(generate(240, 3, seed=5))
DAYS = sorted({report.published for report, _ in STORY})
Step = tuple[str, int]


@pytest.fixture(autouse=True)
def every_record_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LARGE", 0)


def _told(record: Record, valid: str, known: str) -> list[object]:
    """All that is answered for two dates."""
    found = answers(record, clocks(record, valid, known))
    return [
        (process, found.head(process), found.page(process, 3, 5), found.names(process), found.status(process)) for process in found.processes()
    ]


def _take(record: Record, what: str, number: int) -> None:
    """One thing that may come into a record; reports come in any order of their days."""
    report, claims = STORY[number % len(STORY)]
    if what == "report":
        record.add_reading(report, claims, READER)
    elif what == "act":
        record.add_act(Act(action="ratification", actor="USA", of=("AUT",), to=("nato",), date=report.published, source=f"Gazette {number}"))
    elif record.holds(report.id):
        _rule(record, what, report, claims)


def _rule(record: Record, what: str, report: Report, claims: list[Claim]) -> None:
    words = {"by": "Ada", "when": "2024-01-01", "why": "looked at"}
    if what == "reread":
        record.add_rereading(report, claims[1:], "rules 2")
    elif what == "reject":
        record.add_ruling(Ruling(action="reject", claims=(claims[0].id,), **words))
    elif what == "merge" and len(claims) > 1:
        record.add_ruling(Ruling(action="merge", claims=tuple(sorted((claims[0].id, claims[1].id))), **words))
    elif what == "rename":
        record.add_ruling(ActorMerge(name="Ada Adler", into=f"Eve {claims[0].id}", **words))
    elif what == "undo" and (made := record.rulings()):
        record.add_ruling(Ruling(action="undo", undoes=made[-1].id, **words))


SORTS = ("report", "report", "report", "report", "act", "reject", "merge", "reread", "rename", "undo")
steps = st.lists(st.tuples(st.sampled_from(SORTS), st.integers(0, 10_000)), min_size=1, max_size=12)


@settings(max_examples=12)
@given(steps=steps, asked=st.lists(st.sampled_from(DAYS), min_size=1, max_size=2), seed=st.integers(0, 99))
def test_an_answer_is_never_stale(tmp_path_factory: pytest.TempPathFactory, steps: list[Step], asked: list[str], seed: int) -> None:
    folder = tmp_path_factory.mktemp("records")
    chance = random.Random(seed)
    with Record.open(folder / "grown.db") as grown:
        for number in range(len(STORY) // 2):
            _take(grown, "report", number)
        traced(grown)
        for day in asked:
            _told(grown, day, day)
        for what, number in steps:
            _take(grown, what, number)
            if chance.random() < 0.5:
                traced(grown)
                _told(grown, asked[0], asked[0])
        traced(grown)
        for day in (*asked, DAYS[-1]):
            assert _told(grown, day, day) == list(_scratch(folder, grown, day)), day


def _scratch(folder: Path, grown: Record, day: str) -> Iterator[object]:
    """What a record with the same rows answers that was never asked anything."""
    from accede.record import kin, traces

    with grown._writing() as connection:
        for table in (*traces.TABLES, *kin.TABLES):
            connection.execute(table.delete())
    traced(grown)
    yield from _told(grown, day, day)


def test_a_dossier_holds_what_names_its_target_and_what_its_actors_do_together(tmp_path: Path) -> None:
    with Record.open(tmp_path / "accede.db") as record:
        record.add_readings(STORY, READER)
        traced(record)
        when = clocks(record, None, None)
        dossier = Dossier.of(record, "nato", when.known_day)
        held = {report.id for report in dossier.reports()}
    own = {claim.report for _, claims in STORY for claim in claims if "nato" in (*claim.to, *claim.by)}
    assert own <= held < {report.id for report, _ in STORY}


def test_both_databases_give_the_answers_of_the_whole_record(place: Place) -> None:
    """Of a record on one process the dossier holds all that its status rests on."""
    story = list(generate(120, 1, seed=7))
    with Record.open(place.location) as record:
        record.add_readings(story, READER)
        traced(record)
        when = clocks(record, None, None)
        found = answers(record, when)
        whole = Held.of(record, when.known_day)
        for process in whole.processes():
            assert found.status(found.the_one(process.id)) == whole.status(process, when)
        assert [process.id for process in found.processes()] == [process.id for process in whole.processes()]


def test_a_field_alone_is_that_of_the_status(tmp_path: Path) -> None:
    with Record.open(tmp_path / "accede.db") as record:
        record.add_readings(STORY, READER)
        traced(record)
        when = clocks(record, None, None)
        for process in answers(record, when).processes():
            status = answers(record, when).status(process)
            again = answers(record, when, waits=False)
            for name in ("objections", "demands", "rounds", "outlook", "tallies"):
                assert again.field(process, name) == getattr(status, name)


def test_a_text_is_kept_until_its_dossier_or_what_makes_it_changes(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return f"text {len(made)}"

    with Record.open(tmp_path / "accede.db") as record:
        record.add_readings(STORY[:-1], READER)
        traced(record)
        when = clocks(record, None, None)

        def text(by: str, waits: bool = True) -> str:
            found = answers(record, when, waits=waits)
            return found.text(found.processes()[0], "page", by, make)

        assert [text("one"), text("one"), text("one", waits=False)] == ["text 1"] * 3
        assert [text("two", waits=False), text("two")] == ["text 2", "text 3"], "who does not wait writes nothing"
        assert text("two") == "text 3"
        assert text("one") == "text 4"
        target = answers(record, when).processes()[0].target
        told = next(report for report, claims in STORY if any(target in claim.to for claim in claims))
        claims = next(claims for report, claims in STORY if report == told)
        record.add_rereading(told, claims[1:], "rules 2")
        traced(record)
        assert text("one") == "text 5"


def test_the_words_behind_a_line_of_a_large_record_are_those_of_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from accede.answers.evidence import evidence_of
    from accede.model import Report

    lone = Report(name="lone.txt", text="Nobody acceded to anything.", published=DAYS[0], outlet="Lone Post")
    with Record.open(tmp_path / "a.db") as record:
        record.add_readings([*STORY[:60], (lone, [])], READER)
        traced(record)
        large = answers(record, clocks(record, None, None))
        monkeypatch.setattr(asking, "LARGE", 10**9)
        small = answers(record, clocks(record, None, None))
        for report, claims in [*STORY[:60:7], (lone, [])]:
            one, other = (evidence_of(asked, report.id, claims[0].id if claims else "") for asked in (large, small))
            assert one.processes is None or one.processes == other.processes
            assert msgspec.structs.replace(one, processes=other.processes) == other


def test_all_of_the_example_is_answered_from_its_parts_as_from_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a record on one process the dossier holds all that its status rests on."""
    from answer_samples import acts, rulings, told

    from accede.answers.evidence import act_of, claim_with, evidence_of, report_with

    with Record.open(tmp_path / "a.db") as record:
        record.add_readings(told(), READER)
        for act in acts():
            record.add_act(act)
        for ruling in rulings():
            record.add_ruling(ruling)
        traced(record)
        for known in (None, "2022-06-29"):
            when = clocks(record, known, known)
            monkeypatch.setattr(asking, "LARGE", 0)
            large = answers(record, when)
            early = evidence_of(large, told()[0].report.id)
            large.processes()
            monkeypatch.setattr(asking, "LARGE", 10**9)
            small = answers(record, when)
            assert early.processes is None and evidence_of(small, told()[0].report.id).processes
            for report, claims in told():
                if report.published > when.known:
                    continue
                for claim in ("", *(one.id for one in claims[::5])):
                    assert evidence_of(large, report.id[:12], claim) == evidence_of(small, report.id[:12], claim)
                (held, one), (all_held, other) = report_with(large, report.id), report_with(small, report.id)
                assert (one, held.origins[one.id], held.lineage.place(one.id)) == (other, all_held.origins[one.id], all_held.lineage.place(one.id))
                for claim in claims[::5]:
                    (held, first), (all_held, second) = claim_with(large, claim.id), claim_with(small, claim.id)
                    assert (first, held.marks.get(claim.id), held.dropped.get(claim.id)) == (second, all_held.marks.get(claim.id), all_held.dropped.get(claim.id))
            for act in record.acts(when.known_day):
                assert act_of(large, act.id) == act_of(small, act.id)
