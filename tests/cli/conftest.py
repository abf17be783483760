from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import REPORTS, Run, TableReader
from click.testing import CliRunner, Result

import accede.reading.reader
from accede.cli import commands


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the three reports."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    return reports


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a record in a folder of its own, with the reader by table."""
    monkeypatch.setattr(accede.reading.reader, "Reader", TableReader)
    monkeypatch.setenv("ACCEDE_RECORD", str(tmp_path / "test.db"))
    monkeypatch.chdir(tmp_path)

    def runs(*arguments: str, status: int = 0) -> Result:
        result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
        assert result.exit_code == status, result.output
        return result

    return runs


@pytest.fixture
def asked(run: Run, folder: Path) -> Run:
    """As `run`, with the three reports read."""
    run("read", folder)
    return run
