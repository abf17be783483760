"""The program as a process: what it imports, how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def accede(*arguments: str, code: str = "", **more: object) -> subprocess.CompletedProcess[str]:
    """Runs the program; `code` runs before it."""
    program = f"import sys; sys.path.insert(0, {str(HERE)!r})\n{code}\nfrom accede.cli import main; main()"
    command = [sys.executable, "-c", program, *arguments]
    environment = {**os.environ, "PYTHONWARNINGS": "error", **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, **more)  # type: ignore[call-overload,no-any-return]


TABLE = "import accede.reading.reader, cli_samples; accede.reading.reader.Reader = cli_samples.TableReader"
LOADED = "import atexit, sys; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))"


@pytest.fixture
def record(folder: Path, tmp_path: Path) -> str:
    location = str(tmp_path / "program.db")
    assert accede("read", str(folder), "--record", location, code=TABLE).returncode == 0
    return location


def test_help_imports_nothing_heavy() -> None:
    loaded = set(accede("--help", code=LOADED).stderr.split())
    assert "accede.cli" in loaded
    assert not loaded & {"spacy", "trafilatura", "alembic", "rich", "jinja2", "babel", "sqlalchemy", "yaml", "numpy"}


def test_status_imports_neither_reader_nor_templates(record: str) -> None:
    loaded = set(accede("status", "--record", record, code=LOADED).stderr.split())
    assert "rich" in loaded
    assert not loaded & {"spacy", "trafilatura", "alembic", "jinja2", "numpy", "lxml"}


def test_version() -> None:
    assert accede("--version").stdout.startswith("accede 0")


def test_a_broken_pipe_is_silent(record: str) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    program = "from accede.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "status", "--record", record],
        stdout=write_end, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(write_end)
    assert done.stderr == ""


def test_a_narrow_encoding_is_no_traceback(record: str) -> None:
    done = accede("status", "--record", record, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_kill_loses_no_finished_report(folder: Path, tmp_path: Path) -> None:
    location = str(tmp_path / "killed.db")
    kill = f"""{TABLE}
import os, signal
class Killed(cli_samples.TableReader):
    def read(self, report):
        if report.name.endswith("2.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(report)
accede.reading.reader.Reader = Killed"""
    assert accede("read", str(folder), "--record", location, code=kill).returncode == -9
    assert "the chain holds" in accede("verify", "--record", location).stdout
    again = accede("read", str(folder), "--record", location, code=TABLE)
    assert "2 reports read (6 claims), 1 already known" in again.stdout


def test_progress_is_quiet_in_a_pipe(folder: Path, tmp_path: Path) -> None:
    done = accede("read", str(folder), "--record", str(tmp_path / "quiet.db"), code=TABLE)
    assert done.stderr == ""


def test_an_error_is_one_line_and_two() -> None:
    done = accede("status", "--record", "/nowhere/at/all.db")
    assert done.returncode == 2
    assert done.stderr.startswith("accede: ") and len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
