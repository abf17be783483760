"""Versions, copies and dropped claims where they are shown: reports, claims, show, timeline, changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import Run

HEAD = "BRUSSELS, May {day}, 2022 - Finland and Sweden applied to join NATO on Wednesday, and the alliance began to look at the two requests."
TURKEY = "Turkey will not say yes to either of them, its president said in the capital late at night to nobody's surprise."
REST = (
    "The letters were handed over in the lobby of the headquarters, where thirty flags stand in the order of the alphabet.\n\n"
    "Ambassadors of all members met behind closed doors for the rest of the morning and parted without a word to the press."
)
FILES = {
    "1.txt": f"{HEAD.format(day=18)}\n\n{TURKEY}\n\n{REST}\n\n© 2022 Harbour Post\n",
    "2.txt": f"{HEAD.format(day=19)}\n\n{REST}\n\n© 2022 Harbour Post\n",
    "3.txt": f"{HEAD.format(day=18)}\n\n{TURKEY}\n\n{REST}\n\n© 2022 Mountain Daily\n",
}


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Run:
    folder = tmp_path / "edited"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    run("read", folder)
    return run


def shown(run: Run, *arguments: str) -> str:
    """What a command prints, on one line."""
    return " ".join(run(*arguments).output.split())


def ids(run: Run) -> dict[str, str]:
    return {row["name"]: row["id"] for row in json.loads(run("reports", "--json").output)}


def test_reports_say_which_version_they_are(told: Run) -> None:
    rows = {row["name"]: row for row in json.loads(told("reports", "--json").output)}
    assert [rows[name]["version"] for name in FILES] == [1, 2, 1]
    assert (rows["2.txt"]["previous"], rows["1.txt"]["previous"]) == (rows["1.txt"]["id"], "")
    assert len({row["origin"] for row in rows.values()}) == 1
    printed = told("reports").output
    assert "1 of 2" in printed and "2 of 2" in printed
    assert "2 of 2" not in told("reports", "--known", "2022-05-18").output


def test_claims_say_that_they_were_dropped_from_the_day_on_which_they_were(told: Run) -> None:
    gone = [row for row in json.loads(told("claims", "--json").output) if row.get("dropped")]
    assert [(row["report"], row["kind"], row["dropped"]) for row in gone] == [("1.txt", "objection", "dropped in version 2 of 19 May 2022")]
    assert "(dropped) Turkey" in told("claims").output
    assert "dropped" not in told("claims", "--known", "2022-05-18").output
    assert "dropped in version 2 of 19 May 2022" in told("claims", "--format", "csv").output


def test_show_tells_of_versions_copies_and_what_was_dropped(told: Run) -> None:
    of = ids(told)
    first, second = shown(told, "show", of["1.txt"]), shown(told, "show", of["2.txt"])
    assert "1 of 2; 2: Harbour Post" in first and "dropped in version 2 of 19 May 2022" in first
    assert "2 of 2; 1: Harbour Post" in second and "dropped here" in second
    assert "Mountain Daily, 18 May 2022" in first and "the same words" in first
    gone = next(row for row in json.loads(told("claims", "--json").output) if row.get("dropped"))
    assert "no more: dropped in version 2 of 19 May 2022" in shown(told, "show", gone["id"])
    assert "no more" not in shown(told, "show", gone["id"], "--known", "2022-05-18")


def test_the_timeline_and_the_changes_end_with_what_was_taken_back(told: Run) -> None:
    timeline = json.loads(told("timeline", "nato", "--json").output)
    (gone,) = timeline["dropped"]
    assert (gone["what"], gone["kind"], gone["after"]) == ("dropped", "objection", "dropped in version 2 of 19 May 2022")
    assert gone["sources"][0] in timeline["sources"]
    assert "TAKEN BACK BY A LATER VERSION" in shown(told, "timeline", "nato")
    assert not json.loads(told("timeline", "nato", "--json", "--known", "2022-05-18").output)["dropped"]
    changed = shown(told, "changes", "nato", "--since", "2022-05-18")
    assert "TAKEN BACK BY A LATER VERSION" in changed and "dropped in version 2 of 19 May 2022" in changed
    assert "TAKEN BACK" not in shown(told, "changes", "nato", "--since", "2022-05-19")


def test_the_copy_still_carries_the_objection_that_its_outlet_kept(told: Run) -> None:
    assert "Turkey" in shown(told, "status", "nato", "--full")
