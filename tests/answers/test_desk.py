"""A large record is answered from dossiers and from what was kept, and says what working it out anew says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.answers import Desk, clocks, open_desk
from accede.answers import desk as desk_module
from accede.errors import NotFound
from accede.model import Act, Claim, Report, Ruling
from accede.process.model import Status
from accede.reading.reader import Reader
from accede.record import Record
from accede.reports import load
from benchmarks.generator import generate
from tests.places import Place

EXAMPLE = Path(__file__).parents[2] / "examples" / "nordic-accession"
READINGS = list(generate(500, 4, 1))
DAYS = sorted({report.published for report, _ in READINGS})


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every record is a large one."""
    monkeypatch.setattr(desk_module, "LARGE", 0)
    yield


def filled(location: str | Path, readings: list[tuple[Report, list[Claim]]]) -> Record:
    record = Record.open(location)
    record.add_readings(readings, "rules 1")
    return record


def answers(record: Record, known: str | None = None, valid: str | None = None) -> dict[str, Status]:
    with open_desk(record, clocks(record, valid, known)) as desk:
        return {process.id: desk.status(process) for process in desk.processes()}


def test_an_answer_that_was_kept_is_the_one_that_was_worked_out(place: Place) -> None:
    with filled(place.location, READINGS) as record:
        first, second = answers(record), answers(record)
        assert first == second and len(first) >= 4
        with open_desk(record, clocks(record, None, None)) as desk:
            process = desk.processes()[0]
            assert desk._page(process, 0) is not None  # it was kept
            one = desk.timeline(process)
            assert one.entries and desk.timeline(process, one.pages).number == one.pages
            with pytest.raises(NotFound, match="pages"):
                desk.timeline(process, one.pages + 1)


@settings(max_examples=6)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(["report", "old report", "act", "ruling"]), min_size=1, max_size=3))
def test_nothing_that_is_kept_is_out_of_date(tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[str]) -> None:
    chance = Random(seed)
    known = chance.choice(DAYS)
    held = sorted(READINGS, key=lambda reading: reading[0].published)
    chance.shuffle(held)
    kept, rest = held[: len(held) // 2], held[len(held) // 2 :]
    folder = tmp_path_factory.mktemp("desk")
    with filled(folder / "kept.db", kept) as record:
        answers(record, known), answers(record)
        for number, step in enumerate(steps):
            if step == "act":
                record.add_act(Act(action="instrument_deposited", actor="HUN", date=known, source=f"gazette {number}", to=("nato",)))
            elif step == "ruling":
                claim = chance.choice(record.claims()).id
                record.add_ruling(Ruling(action="reject", claims=(claim,), by="A", when="2025-01-01", why=f"misread {number}"))
            else:
                record.add_readings([rest.pop(chance.randrange(len(rest)) if step == "old report" else -1)], "rules 1")
        now = {day: answers(record, day) for day in (known, None)}
        with Record.open(folder / "anew.db") as anew:
            reports = {report.id: report for report in record.reports()}
            claims = {id: [claim for claim in record.claims() if claim.report == id] for id in reports}
            anew.add_readings([(report, claims[id]) for id, report in reports.items()], "rules 1")
            for act in record.acts():
                anew.add_act(act)
            for ruling in record.rulings():
                anew.add_ruling(ruling)
            assert {day: answers(anew, day) for day in (known, None)} == now


@pytest.mark.parametrize("known", DAYS[20 :: len(DAYS) // 4])
def test_invariant_3_an_answer_as_known_on_a_day_is_that_of_a_record_of_only_what_was_published_by_then(tmp_path: Path, known: str) -> None:
    with filled(tmp_path / "all.db", READINGS) as record:
        then = answers(record, known, known)
    with filled(tmp_path / "then.db", [one for one in READINGS if one[0].published <= known]) as record:
        assert answers(record, known, known) == then


def asked(desk: Desk, words: str) -> list[str]:
    return [process.id for process in desk.chosen(words)]


def test_a_process_is_found_by_id_target_and_candidate(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db", READINGS) as record, open_desk(record, clocks(record, None, None)) as desk:
        every = desk.processes()
        for process in every:
            assert asked(desk, process.id) == [process.id]
            assert process.id in asked(desk, process.target)
            assert process.id in asked(desk, process.candidates[0])
        assert set(desk.others(every[0])) == {process.id for process in every[1:]}
        with pytest.raises(NotFound):
            desk.chosen("atlantis")


def test_the_example_is_answered_the_same_from_its_dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader()
    reports = [found for found in load(sorted(EXAMPLE.glob("0[1-9]-*.txt"))) if isinstance(found, Report)]
    with filled(tmp_path / "a.db", [(report, list(reader.read(report))) for report in reports]) as record:
        from_dossier = answers(record)
        monkeypatch.setattr(desk_module, "LARGE", 10**9)
        assert answers(record) == from_dossier and "fin-swe-nato" in from_dossier


def test_who_may_not_write_is_answered_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from accede.errors import RecordError
    from accede.record.index import Index

    def refuse(*_: object) -> None:
        raise RecordError("the record may not be written")

    with filled(tmp_path / "a.db", READINGS[:20]) as record:
        before = answers(record)
        record.add_readings(READINGS[20:], "rules 1")
        monkeypatch.setattr(Index, "keep", refuse)
        monkeypatch.setattr(Index, "catch_up", refuse)
        assert answers(record) != before
