"""`accede search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import Run

from accede.model import Report
from accede.record import Record


def test_words_are_found_where_the_report_has_them(asked: Run, tmp_path: Path) -> None:
    found = json.loads(asked("search", "talks", "--json").output)
    assert found["hits"] and found["more"] is False
    with Record.open(tmp_path / "test.db", create=False) as record:
        for hit in found["hits"]:
            report = record.report(hit["report"])
            whole = {"title": report.title, "speaker": hit["text"]}.get(hit["field"], report.text)
            assert whole[hit["start"] : hit["start"] + len(hit["text"])] == hit["text"]
            for mark in hit["marks"]:
                assert whole[mark["start"] : mark["end"]].casefold() == "talks"


def test_what_is_printed_has_ids_and_marks(asked: Run) -> None:
    lines = asked("search", "talks").output.splitlines()
    assert ">>talks<<" in "".join(lines[1:4]).lower() and lines[-1].split()[1] in ("place", "places")
    assert asked("show", lines[0].split()[0]).output
    assert "--limit shows more" in asked("search", "the", "--limit", "1").output
    assert asked("search", "nowhere-to-be-found").output.strip() == "0 places"


@pytest.mark.parametrize("words", [["--", "-"], ["*"], [""], ['"']])
def test_a_search_for_no_word_is_one_line(asked: Run, words: list[str]) -> None:
    error = asked("search", *words, status=2).stderr
    assert "no word to search for" in error and len(error.splitlines()) == 1


def test_a_search_as_known_on_a_day(asked: Run) -> None:
    assert json.loads(asked("search", "talks", "--known", "1990-01-01", "--json").output) == {"hits": [], "more": False}
    assert "not a" in asked("search", "talks", "--known", "soon", status=2).stderr


def test_hostile_words_of_a_report_steer_no_terminal(run: Run, tmp_path: Path) -> None:
    text = "Finland held talks\x1b[31m on NATO with \u202eTurkey\u202c in [bold]Madrid[/bold]."
    with Record.open(tmp_path / "test.db") as record:
        record.add_reading(Report(name="a.txt", text=text, published="2022-06-21", title="A \x1b]0;title\x07"), [], "test")
    said = run("search", "talks").output
    assert "\x1b" not in said and "\u202e" not in said and ">>talks<<" in said and "[bold]" in said
