from pathlib import Path

import msgspec
import pytest
from cli_samples import Run, TableReader

import accede.reading.reader
from accede.model import Claim, Report


def test_it_ends_with_what_was_read(run: Run, folder: Path) -> None:
    last = run("read", folder).output.splitlines()[-1]
    assert last.startswith("3 reports read (8 claims), 0 already known, 0 refused; record: ")


def test_reading_twice_adds_nothing(asked: Run, folder: Path) -> None:
    before = asked("claims", "--format", "jsonl").output
    assert "0 reports read (0 claims), 3 already known, 0 refused" in asked("read", folder).output
    assert asked("claims", "--format", "jsonl").output == before


def test_what_is_refused_is_told_with_its_remedy_and_stays_listed(run: Run, folder: Path) -> None:
    (folder / "4.txt").write_bytes(b"\x00\x01\x02binary")
    (folder / "5.txt").write_text("No date stands in this report that somebody wrote about Finland and NATO.\n")
    output = run("read", folder).output
    assert "refused   " in output and "4.txt" in output
    assert "2 refused" in output
    listed = run("reports", "--refused").output
    assert "4.txt" in listed and "--published" in listed


def test_it_fails_when_all_is_refused(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    assert "1 refused" in run("read", bad, status=1).output


def test_a_date_and_an_outlet_are_taken_for_reports_without(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Finland and Sweden applied to join NATO, and everybody in the hall took note of what they said there.\n")
    run("read", note, "--published", "2022-05-18", "--outlet", "Note Desk")
    assert "2022-05-18" in run("reports").output
    assert "Note Desk" in run("reports").output


def test_a_date_that_is_no_day_is_one_line(run: Run, folder: Path) -> None:
    result = run("read", folder, "--published", "soon", status=2)
    assert result.stderr.startswith("accede: not a date: 'soon'")
    assert len(result.stderr.splitlines()) == 1


def test_no_such_file_is_no_traceback(run: Run, tmp_path: Path) -> None:
    assert "nowhere.txt" in run("read", tmp_path / "nowhere.txt", status=1).output


def test_a_stop_keeps_each_finished_report_and_no_half_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(TableReader):
        def read(self, report: Report) -> tuple[Claim, ...]:
            if report.name.endswith("2.txt"):
                raise KeyboardInterrupt
            return super().read(report)

    monkeypatch.setattr(accede.reading.reader, "Reader", Stopped)
    result = run("read", folder, status=130)
    assert result.stderr == "accede: stopped: 1 report read (2 claims), 0 already known, 0 refused; run it again to go on\n"
    assert len(run("reports").output.splitlines()) == 2
    monkeypatch.setattr(accede.reading.reader, "Reader", TableReader)
    assert "2 reports read (6 claims), 1 already known" in run("read", folder).output


def test_the_model_is_a_setting(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Noting(TableReader):
        def __init__(self, model: str = "", *, everything: bool = False) -> None:
            super().__init__(model)
            asked.append(model)

    monkeypatch.setattr(accede.reading.reader, "Reader", Noting)
    run("read", folder, "--model", "my_pipeline")
    assert asked == ["my_pipeline"]


PIGEONS = "HARBOUR TIMES, June 3, 2022 - A pigeon that had been missing for two weeks came home to its loft on Friday, said its owner.\n"


def test_what_is_about_something_else_is_passed_over_named_and_not_kept(run: Run, folder: Path) -> None:
    (folder / "4.txt").write_text(PIGEONS)
    output = run("read", folder).output
    assert "passed    4.txt: about something else" in output
    assert "3 reports read (8 claims), 0 already known, 0 refused, 1 passed over" in output
    assert "4.txt" not in run("reports").output
    assert "1 report read (0 claims), 3 already known, 0 refused" in run("read", folder, "--everything").output


def test_of_many_that_are_passed_over_some_are_named(run: Run, tmp_path: Path) -> None:
    stream = tmp_path / "stream.jsonl"
    stream.write_text("".join(f'{{"text": "Pigeon {number} came home.", "published": "2022-06-03"}}\n' for number in range(25)))
    output = run("read", stream).output
    assert output.count("passed    ") == 20 and "5 more: accede read --everything reads them" in output
    assert output.splitlines()[-1].startswith("0 reports read (0 claims), 0 already known, 0 refused, 25 passed over")


def test_what_is_not_english_is_refused_and_not_passed_over(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text("Eine Taube, die seit zwei Wochen vermisst wurde, ist am Freitag in ihren Schlag zurückgekehrt, sagt der Besitzer.\n")
    assert "in German, not in English" in run("read", letter, status=1).output


def test_a_claim_that_the_record_refuses_costs_its_report_alone(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless(TableReader):
        def read(self, report: Report) -> tuple[Claim, ...]:
            found = super().read(report)
            return tuple(msgspec.structs.replace(claim, time="soon") for claim in found) if report.name == "1.txt" else found

    monkeypatch.setattr(accede.reading.reader, "Reader", Careless)
    assert "2 reports read" in (said := run("read", folder).output) and "1 refused" in said
    assert "1.txt" in run("reports", "--refused").output
