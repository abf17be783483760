"""`accede prepare` works out a large record, and has nothing to do for a small one."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from accede.answers.asking import LARGE, answering
from accede.cli import commands
from accede.record import Record
from benchmarks.generator import generate


def test_a_large_record_is_worked_out_and_a_command_then_waits_for_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "large.db")
    with Record.open(path) as record:
        record.add_readings(list(generate(LARGE + 500, 2, 1)), "generator")
    done = CliRunner().invoke(commands, ["prepare", "--record", path])
    assert (done.exit_code, done.output.split()[:2]) == (0, ["worked", "out:"])
    with answering(path, None, None, waits=False) as answers:
        assert answers.is_large
        for process in answers.processes():
            assert answers.status(process).process.id == process.id


def test_a_small_record_needs_none_of_it(tmp_path: Path) -> None:
    path = str(tmp_path / "small.db")
    with Record.open(path) as record:
        record.add_readings(list(generate(50, 1, 1)), "generator")
    done = CliRunner().invoke(commands, ["prepare", "--record", path])
    assert (done.exit_code, done.output) == (0, "nothing to do: the record is small\n")
