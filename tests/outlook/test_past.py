"""The tables of past processes: all of them read, every cell with its source, and a wrong one named by file and line."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from accede.errors import KnowledgeError
from accede.knowledge import load
from accede.outlook.past import OWN_FOLDER, TREATY, rounds, scores, treaties

from .samples import on

TABLES = ("consents", "counts", "expectations", "fixtures", "rounds", "troubles")
ROUNDS = "round,target,candidates,opened,completed,until,not_before,source"
HEADS = {
    "rounds": ROUNDS,
    "consents": "round,member,stage,day,not_before,not_after,source",
    "troubles": "round,kind,actor,first,after,source",
    "expectations": "round,said,speaker,speaker_for,expects,firm,source",
    "fixtures": "round,known,name,day,source",
    "counts": "round,day,number,source",
}
ROUND = "one,nato,SWE,2022-07-05,2024-03-07,,,ours"


def table(name: str) -> list[dict[str, str]]:
    lines = (OWN_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def folder(path: Path, **rows: str) -> Path:
    """The six tables, with those rows, below a line that says what they are."""
    for name, head in HEADS.items():
        text = rows.get(name, ROUND if name == "rounds" else "")
        (path / f"{name}.csv").write_text(f"# Ours.\n{head}\n{text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source_and_a_round(name: str) -> None:
    held = table(name)
    assert held and not [row for row in held if not row["source"].strip()]
    assert {row["round"] for row in held} <= {row["round"] for row in table("rounds")}


def test_the_rounds_read_whole_and_in_order() -> None:
    held = rounds()
    assert {one.id for one in held} == {row["round"] for row in table("rounds")}
    assert [(one.opened, one.id) for one in held] == sorted((one.opened, one.id) for one in held)
    for one in held:
        assert one.opened < one.until
        assert one.completed is None or one.completed == one.until
        assert all(day <= one.until for day in one.consents.values()), one.id
        assert set(one.bounded) <= set(one.consents) <= set(one.deciders) or one.family == TREATY
        assert list(one.expected) == sorted(one.expected)
    for name, rows in (("troubles", "troubles"), ("fixtures", "fixtures"), ("counts", "counts"), ("expectations", "expected")):
        assert sum(len(getattr(one, rows)) for one in held) == len(table(name)), name


def test_the_treaties_are_in_order_and_their_consents_give_the_recorded_day() -> None:
    held = treaties(load())
    assert len(held) >= 50
    assert [(one.opened, one.id) for one in held] == sorted((one.opened, one.id) for one in held)
    for one in held:
        assert one.family == one.kind == TREATY and one.consents
        assert one.completed is None or any(day <= one.completed for day in one.consents.values()), one.id


@pytest.mark.parametrize(
    ("cells", "day", "known_from"),
    [
        ("2023-03-30,,", "2023-03-30", "2023-03-30"),
        ("2023-03,,", "2023-03-31", "2023-03-31"),  # a month: by its last day
        (",2023-01-01,2023-01-31", "2023-01-16", "2023-01-31"),  # the middle of the bounds, known when the last of them is over
        (",,2023-01-31", "2023-01-31", "2023-01-31"),
        (",2023-01-01,", None, None),  # later, nobody knows when
        (",,", None, None),
    ],
)
def test_a_consent_counts_only_once_it_is_known(tmp_path: Path, cells: str, day: str | None, known_from: str | None) -> None:
    (one,) = rounds(folder(tmp_path, consents=f"one,TUR,instrument_deposited,{cells},ours"))
    assert one.deciders == ("TUR",)
    assert one.consents == ({"TUR": on(day)} if day else {})
    assert one.consented(date.max) == one.consents
    if known_from:
        first = on(known_from)
        assert one.consented(first) == one.consents
        assert one.consented(first.replace(day=first.day - 1)) == {}


def test_the_last_consent_is_exact_unless_it_is_the_middle_of_bounds(tmp_path: Path) -> None:
    exact = "one,NOR,instrument_deposited,2022-12-01,,,ours"
    bounds = "one,TUR,instrument_deposited,,{},ours"
    for between, last in (("2022-08-01,2022-09-01", on("2022-12-01")), ("2023-08-01,2023-09-01", None)):
        (one,) = rounds(folder(tmp_path, consents=f"{exact}\n{bounds.format(between)}"))
        rounds.cache_clear()
        assert one.last_exact == last


def test_the_troubles_expectations_fixtures_and_counts_of_a_round(tmp_path: Path) -> None:
    (one,) = rounds(folder(
        tmp_path,
        troubles="one,objection,TUR,2022-05,2022-06-28,ours\none,halt,HUN,2022-11-30,,ours",
        expectations="one,2023-03,Anna Ek,SWE,2023-07-11,,ours\none,2022-07-05,treaty text,,2023,yes,ours",
        fixtures="one,2022-06-30,summit,2023-07-11/2023-07-12,ours",
        counts="one,2022-07-05,1,ours",
    ))  # fmt: skip
    assert [(trouble.actor, trouble.kind, trouble.since, last) for trouble, last in one.troubles] == [
        ("TUR", "objection", on("2022-05-01"), on("2022-06-28")), ("HUN", "halt", on("2022-11-30"), None),
    ]  # fmt: skip
    assert [(told.said, told.until, told.firm) for told in one.expected] == [
        (on("2022-07-05"), on("2023-12-31"), True), (on("2023-03-31"), on("2023-07-11"), False),
    ]  # fmt: skip
    assert [(known, fixture.day, fixture.name) for known, fixture in one.fixtures] == [(on("2022-06-30"), on("2023-07-12"), "summit")]
    assert one.counts == ((on("2022-07-05"), 1),)


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("rounds", "one,nato,SWE,2022-02-30,,2024-01-01,,ours", "day is out of range"),
        ("rounds", "one,nato,SWE,2022-07-05,,,,ours", "Invalid isoformat"),  # neither completed nor looked at until a day
        ("rounds", "one,nato,SWE", "not as many cells as columns"),
        ("consents", "one,TUR,instrument_deposited,31.3.2023,,,ours", "not a date: '31.3.2023'"),
        ("consents", "one,TUR,instrument_deposited,,2023-13-01,2023-12-31,ours", "month must be in 1..12"),
        ("consents", "one,TUR,instrument_deposited,2023-03-31", "not as many cells as columns"),
        ("troubles", "one,halt,TUR,../2022-06-28,,ours", "has no beginning"),
        ("troubles", "one,halt,TUR,2022-06,2022-07-32,ours", "no such day"),
        ("expectations", "one,soon,Anna Ek,SWE,2023,,ours", "not a date: 'soon'"),
        ("expectations", "one,2023-03-01,Anna Ek,SWE,2023/..,,ours", "has no end"),
        ("fixtures", "one,2022-06-30,summit,,ours", "not a date"),
        ("fixtures", "one,2022-06-30,a summit, in July,2023-07-11,ours", "not as many cells as columns"),
        ("counts", "one,2022-07-05,several,ours", "invalid literal"),
    ],
)
def test_a_wrong_cell_is_named_with_its_file_and_line(tmp_path: Path, name: str, row: str, told: str) -> None:
    good = {"rounds": ROUND}.get(name, "")
    text = f"{good}\n# a word between\n{row}" if good else f"# a word between\n{row}"
    with pytest.raises(KnowledgeError) as raised:
        rounds(folder(tmp_path, **{name: text}))
    assert str(raised.value).startswith(f"{name}.csv, line {4 + bool(good)}: ")
    assert told in str(raised.value) and raised.value.remedy


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    (folder(tmp_path) / "troubles.csv").unlink()
    with pytest.raises(KnowledgeError, match=r"troubles\.csv: cannot be read"):
        rounds(tmp_path)


def test_scores_are_read_as_they_were_written(tmp_path: Path) -> None:
    shutil.copy(OWN_FOLDER / "scores.csv", tmp_path)
    held = scores(tmp_path)
    assert [{key: str(getattr(one, key)) for key in row} for one, row in zip(held, table("scores"), strict=True)] == table("scores")
