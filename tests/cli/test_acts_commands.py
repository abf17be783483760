import json
from pathlib import Path

import pytest
from cli_samples import Run

GOOD = "action,actor,of,to,date,source,note,votes\nparliament_approved,TUR,FIN SWE,nato,2022-07-04,Gazette 1,in one sitting,276-0\n"


def test_an_act_outranks_reports_and_erases_none(asked: Run) -> None:
    asked("act", "instrument_deposited", "TUR", "2022-07-05", "--of", "FIN", "--of", "SWE", "--to", "nato", "--source", "Gazette 9")
    text = " ".join(asked("status", "--full").output.split())
    assert "Gazette 9" in text
    assert "Turkey (outstanding)" not in text
    assert "Turkey has still to ratify" in asked("claims").output or len(json.loads(asked("claims", "--json").output)) == 8


def test_entering_twice_is_entering_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_text(GOOD)
    assert run("import", file).output.startswith("1 act entered, 0 already known")
    assert run("import", file).output.startswith("0 acts entered, 1 already known")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("parliament_approved,TURKEY,FIN,nato,2022-07-04,Gazette,,", "not the id of an actor: 'TURKEY'"),
        ("parliament_approved,ZZZ,FIN,nato,2022-07-04,Gazette,,", "not the id of an actor: 'ZZZ'"),
        ("parliament_approved,TUR,FIN,nato,2022-07,Gazette,,", "not a single day"),
        ("parliament_approved,TUR,FIN,nato,soon,Gazette,,", "not a date"),
        ("parliament_approved,TUR,FIN,nato,2022-07-04,,,", "an act without source"),
        ("blessed,TUR,FIN,nato,2022-07-04,Gazette,,", "not an action: 'blessed'"),
        ("parliament_approved,TUR", "not as many cells as columns"),
        ("parliament_approved,TUR,FIN,nato,2022-07-04,Gazette,,,,", "not as many cells as columns"),
    ],
)
def test_a_faulty_line_is_named_and_nothing_is_entered(run: Run, tmp_path: Path, row: str, words: str) -> None:
    file = tmp_path / "acts.csv"
    file.write_text(GOOD + row + "\n")
    error = run("import", file, status=2).stderr
    assert error.startswith("accede: acts.csv, line 3: ") and words in error
    assert len(error.splitlines()) == 1
    assert "holds" in run("status", status=2).stderr or "no " in run("status", status=2).stderr


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", GOOD.replace("votes", "mood").encode()])
def test_a_file_that_is_no_table_of_acts_is_one_line(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "acts.csv"
    file.write_bytes(content)
    error = run("import", file, status=2).stderr
    assert error.startswith("accede: acts.csv: ") and len(error.splitlines()) == 1


def test_an_act_is_checked_before_it_is_entered(run: Run) -> None:
    assert "not an action" in run("act", "blessed", "TUR", "2022-07-05", "--source", "x", status=2).stderr


def test_verify_says_that_the_chain_holds(asked: Run) -> None:
    assert "the chain holds; last hash " in asked("verify").output
    assert json.loads(asked("verify", "--json").output)["rows"] == 11


def test_verify_finds_a_change(asked: Run, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "test.db") as database:
        triggers = database.execute("select name from sqlite_master where type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f'drop trigger "{name}"')
        (table,) = database.execute("select name from sqlite_master where sql like '%content%' and type = 'table'").fetchone()
        database.execute(f'update "{table}" set content = replace(content, \'Turkey\', \'Norway\')')
    database.close()
    error = asked("verify", status=2).stderr
    assert ", row " in error and len(error.splitlines()) == 1
