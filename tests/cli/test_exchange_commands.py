"""A record out and in again on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import Run
from click.testing import CliRunner

from accede.cli import commands


def test_a_record_moves_to_another_and_answers_the_same(asked: Run, tmp_path: Path) -> None:
    said = asked("export", tmp_path / "record.jsonl.zst").output
    head = said.split()[-1]
    taken = asked("import", tmp_path / "record.jsonl.zst", "--record", tmp_path / "other.db").output
    assert f"last hash {head}; record: " in taken
    assert asked("status", "--record", tmp_path / "other.db").output == asked("status").output
    assert json.loads(asked("verify", "--json", "--record", tmp_path / "other.db").output)["head"] == head
    assert "0 rows taken in" in asked("import", tmp_path / "record.jsonl.zst").output


def test_a_record_moves_to_a_server(asked: Run, tmp_path: Path, postgresql_server: str) -> None:
    asked("export", tmp_path / "record.jsonl")
    asked("import", tmp_path / "record.jsonl", "--record", postgresql_server)
    assert asked("status", "--record", postgresql_server).output == asked("status").output
    assert asked("verify", "--record", postgresql_server).output == asked("verify").output


def test_a_record_goes_through_a_pipe(asked: Run, tmp_path: Path) -> None:
    out = CliRunner().invoke(commands, ["export", "-"])
    assert out.exit_code == 0 and b'"accede":"record"' in out.stdout_bytes and "last hash" in out.stderr
    done = CliRunner().invoke(commands, ["import", "-", "--record", str(tmp_path / "other.db")], input=out.stdout_bytes)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("content", "says"), [(b"", "no exported record"), (b'{"text": "Talks were held."}\n', "no exported record")])
def test_what_is_no_exported_record_is_one_line(run: Run, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(content)
    error = run("import", tmp_path / "a.jsonl", status=2).stderr
    assert says in error and len(error.splitlines()) == 1


def test_what_is_imported_shows_in_its_content_whatever_its_name(asked: Run, tmp_path: Path) -> None:
    for name in ("backup.jsonl", "backup.jsonl.zst"):
        asked("export", tmp_path / name)
        (tmp_path / name).rename(tmp_path / "backup")
        assert "0 rows taken in" in asked("import", tmp_path / "backup").output


def test_a_record_that_is_not_there_is_not_given_out(run: Run, tmp_path: Path) -> None:
    assert "there is no record" in run("export", tmp_path / "a.jsonl", status=2).stderr
    assert not (tmp_path / "a.jsonl").exists()


def test_verify_finds_a_noted_head_or_says_that_rows_were_cut_off(asked: Run) -> None:
    head = asked("verify").output.split()[-1]
    assert "the noted hash is that of row" in asked("verify", "--head", head).output
    assert "rows were cut off" in asked("verify", "--head", "0" * 64, status=2).stderr
