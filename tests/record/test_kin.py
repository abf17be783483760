"""Kin that are kept are those that are found among the reports alone, whatever came in which order and batch."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from accede import dates
from accede.answers import Lineage, asking
from accede.answers.asking import traced
from accede.answers.dossiers import Family
from accede.model import Report
from accede.record import Record, kin, traces
from accede.record.tables import ledger
from accede.reports import load
from accede.reports.fingerprints import pairs
from benchmarks.generator import READER, generate
from benchmarks.paraphrasing import EDITS
from tests.places import Place

EXAMPLE = Path(__file__).parents[2] / "examples" / "nordic-accession"
GENERATED = [report for report, _ in generate(160, 2, seed=3)]


def later(report: Report, days: int) -> str:
    return date.fromordinal(dates.day(report.published).toordinal() + days).isoformat()


def edited(report: Report, number: int) -> Report:
    """Told again by another outlet days later, or by its own as a version."""
    edit = list(EDITS.values())[number % len(EDITS)]
    text = "\n\n".join(edit(report.text.split("\n\n"), Random(number)))
    outlet = report.outlet if number % 3 == 0 else f"Paper {number}"
    return msgspec.structs.replace(report, name=f"{number}.txt", text=text, outlet=outlet, published=later(report, number % 5))


COPIES = [edited(report, number) for number, report in enumerate(GENERATED[:12])]
EVERY = [*GENERATED, *COPIES]


@pytest.fixture(autouse=True)
def every_record_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LARGE", -1)


def kept(record: Record, known: date = date.max) -> dict[tuple[str, str], tuple[str, str]]:
    with record._reading() as connection:
        return kin.among(connection, select(ledger.c.sequence).where(ledger.c.what == "report"), known)


def test_some_of_the_reports_are_kin() -> None:
    found = pairs(EVERY).values()
    assert sum(bool(pair.version) for pair in found) > 1 and sum(bool(pair.copy) for pair in found) > 8


@settings(max_examples=8)
@given(order=st.randoms(use_true_random=False), batch=st.integers(1, 40), at=st.integers(1, len(EVERY) - 1), back=st.integers(0, 900))
def test_the_lineage_from_the_index_is_that_of_the_reports_alone(
    tmp_path_factory: pytest.TempPathFactory, order: Random, batch: int, at: int, back: int
) -> None:
    told = order.sample(EVERY, len(EVERY))
    with pytest.MonkeyPatch.context() as patch, Record.open(tmp_path_factory.mktemp("kin") / "a.db") as record:
        patch.setattr(kin, "BATCH", batch)
        for some in (told[:at], told[at:]):
            record.add_readings([(report, []) for report in some], READER)
            traced(record)
        known = date.fromordinal(max(dates.day(report.published) for report in EVERY).toordinal() - back)
        then = [report for report in EVERY if dates.day(report.published) <= known]
        assert Lineage.of(record.reports(known), kept(record, known)) == Lineage.of(then)


def test_the_lineage_of_the_example_is_kept_on_both_databases(place: Place) -> None:
    reports = [report for report in load([EXAMPLE]) if isinstance(report, Report)]
    with Record.open(place.location) as record:
        record.add_readings([(report, []) for report in [*reports, *COPIES]], READER)
        traced(record)
        assert Lineage.of(record.reports(), kept(record)) == Lineage.of(record.reports())
        assert Lineage.of(reports).related


def test_a_family_is_all_that_hangs_together_by_the_day(tmp_path: Path) -> None:
    first = GENERATED[0]
    half = "\n\n".join(first.text.split("\n\n")[: len(first.text.split("\n\n")) // 2 + 1])
    second = msgspec.structs.replace(first, name="2.txt", outlet="Paper 2", published=later(first, 1))
    third = msgspec.structs.replace(first, name="3.txt", text=half, outlet="Paper 3", published=later(first, 40))
    with Record.open(tmp_path / "a.db") as record:
        record.add_readings([(report, []) for report in (third, *GENERATED, second)], READER)
        traced(record)

        def family(report: Report, day: str) -> set[str]:
            return {one.id for one in Family.of(record, report.id, dates.day(day)).reports()}

        assert family(second, third.published) == family(third, third.published) >= {first.id, second.id, third.id}
        assert third.id not in family(first, later(first, 39)) >= {second.id}
        assert family(first, first.published).isdisjoint({second.id, third.id})
        assert family(msgspec.structs.replace(first, text="None."), third.published) == set()


def test_a_large_family_is_told_of_in_part_and_the_walk_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "LARGEST", 2)
    copies = [msgspec.structs.replace(GENERATED[0], name=f"{number}", outlet=f"Paper {number}") for number in range(5)]
    with Record.open(tmp_path / "a.db") as record:
        record.add_readings([(report, []) for report in copies], READER)
        traced(record)
        with record._reading() as connection:
            assert 2 <= len(kin.family(connection, copies[0].id, date.max)) <= 5


def test_other_rules_make_all_anew_and_leave_the_traces(tmp_path: Path) -> None:
    from accede.answers.kinship import Kinship
    from accede.answers.tracing import Tracing

    class Other(Kinship):
        def judge(self, one: Report, other: Report) -> tuple[str, str] | None:
            return None

    with Record.open(tmp_path / "a.db") as record:
        record.add_readings(list(generate(160, 2, seed=3)), READER)
        record.add_readings([(report, []) for report in COPIES], READER)
        traced(record)
        before = kept(record)
        other = Other()
        other.version += 1
        assert traces.behind(record, Tracing(), other) == record.rows()
        assert traces.catch_up(record, Tracing(), other) == 0, "nothing was traced again"
        assert before and not kept(record)
        traced(record)
        assert kept(record) == before


def test_ids_are_found_by_how_they_begin(place: Place) -> None:
    with Record.open(place.location) as record:
        record.add_readings([(report, []) for report in GENERATED], READER)
        every = sorted(report.id for report in GENERATED)
        for beginning in (every[0][:1], every[3][:3], every[-1], "f"):
            assert record.ids("report", beginning) == [id for id in every if id.startswith(beginning)]
        assert record.ids("report", "%") == record.ids("report", "") == record.ids("claim", every[0]) == []
        assert record.ids("report", every[0], dates.day("1999-01-01")) == []
