import json
from itertools import permutations
from pathlib import Path

import pytest
from cli_samples import Run

ANSWERS = [
    ["status"],
    ["status", "--full"],
    ["timeline"],
    ["statements"],
    ["changes", "--since", "2022-06-01"],
    ["conflicts"],
    ["names"],
    ["reports"],
    ["claims"],
]
MARKS = {"\x1b", "\x9b", "\u202e", "\u202c"}


def test_status_says_who_is_missing_and_who_objects(asked: Run) -> None:
    text = " ".join(asked("status").output.split())
    assert text.startswith("Finland and Sweden to NATO As of 5 July 2022, as known then (the record's newest day).")
    assert "Turkey objects to Finland and Sweden" in text
    assert "Turkey (outstanding)" in text
    assert "Parliament approved, 1: Canada 5 Jul 2022" in text
    assert "5 July 2022: “Turkey has still to ratify”" in text


def test_the_two_clocks_hold(asked: Run) -> None:
    assert "Brussels" not in asked("status", "--valid", "2022-06-01").output
    assert "Brussels" not in asked("status", "--known", "2022-06-01").output
    assert "Brussels" in asked("status").output
    assert "Canada" not in asked("timeline", "--known", "2022-07-04").output


def test_dates_default_to_the_newest_day_of_the_record_and_say_so(asked: Run) -> None:
    assert asked("status").output == asked("status", "--valid", "2022-07-05", "--known", "2022-07-05").output
    assert "(the record's newest day is 5 July 2022)" in " ".join(asked("status", "--known", "2022-06-30").output.split())


@pytest.mark.parametrize("name", ["fin-swe-nato", "nato", "Sweden", "SWE", "finland"])
def test_a_process_is_named_by_id_target_or_candidate(asked: Run, name: str) -> None:
    assert asked("status", name).output == asked("status").output


@pytest.mark.parametrize("command", ["status", "timeline", "statements", "brief"])
def test_a_process_that_is_not_there_is_one_line(asked: Run, command: str) -> None:
    result = asked(command, "narnia", status=2)
    assert result.stderr == "accede: no process matches 'narnia' (on record: fin-swe-nato)\n"


def test_several_processes_are_listed_unless_one_dwarfs_the_others(
    asked: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "9.txt").write_text(
        "BALTIC WIRE, July 8, 2022 - The paper tells of Montenegro, which had sent its request to the European Union "
        "on Friday.\n"
    )
    import cli_samples

    words = "Montenegro, which had sent its request to the European Union"
    row = (words, "application", {"by": ("MNE",), "to": ("eu",), "time": "2022-07-08", "modality": "happened"})
    table = cli_samples.TABLE
    cli_samples.TABLE = (*table, row)
    try:
        asked("read", folder)
    finally:
        cli_samples.TABLE = table
    assert asked("status").output.startswith("Finland and Sweden to NATO\n")
    assert "Also on record:\nmne-eu." in asked("status").output
    assert asked("timeline").output.startswith("Finland and Sweden to NATO: timeline")
    monkeypatch.setattr("accede.process.finding.DOMINANT", 1000)
    listed = asked("status").output
    assert "fin-swe-nato" in listed and "mne-eu" in listed and "accede status ID" in listed
    assert len(json.loads(asked("status", "--json").output)) == 2
    assert "mne-eu" in asked("timeline", status=2).stderr
    assert asked("status", "montenegro").output.startswith("Montenegro to European Union")


def test_changes_are_what_became_known(asked: Run) -> None:
    text = asked("changes", "--since", "2022-06-30").output
    assert "Canada" in text
    assert "Brussels" not in text
    assert "nothing became known" in asked("changes", "--since", "2022-07-05").output


def test_statements_of_one_speaker(asked: Run) -> None:
    assert "small step forward" in asked("statements", "--speaker", "ek").output
    assert "small step forward" not in asked("statements", "--speaker", "Stoltenberg").output


@pytest.mark.parametrize("arguments", ANSWERS)
def test_answers_fit_eighty_columns_in_a_pipe_and_are_harmless(asked: Run, arguments: list[str]) -> None:
    output = asked(*arguments).output
    assert output.strip()
    assert max(len(line) for line in output.splitlines()) <= 80
    assert not MARKS & set(output)


@pytest.mark.parametrize("arguments", [*ANSWERS, ["reports", "--refused"]])
def test_json_is_json_and_harmless(asked: Run, arguments: list[str]) -> None:
    output = asked(*arguments, "--json").output
    assert isinstance(json.loads(output), dict | list)
    assert not MARKS & set(output)


def test_the_order_of_reading_does_not_change_a_byte(run: Run, folder: Path, tmp_path: Path) -> None:
    outputs = set()
    for turn, names in enumerate(permutations(["1.txt", "2.txt", "3.txt"])):
        record = str(tmp_path / f"{turn}.db")
        for name in names:
            run("read", folder / name, "--record", record)
        asked = [*ANSWERS, ["claims", "--format", "jsonl"], ["claims", "--format", "csv"], ["brief"], ["brief", "--format", "md"]]
        answers = [run(*arguments, "--record", record).output for arguments in asked]
        answers += [run(*arguments, "--json", "--record", record).output for arguments in ANSWERS]
        outputs.add("\f".join(answers))
    assert len(outputs) == 1


def test_claims_as_lines_for_programs(asked: Run, folder: Path) -> None:
    for line in asked("claims", "--format", "jsonl").output.splitlines():
        claim = json.loads(line)
        text = next(path.read_text() for path in folder.iterdir() if claim["report"].endswith(path.name))
        assert claim["quote"] == [text[part["start"] : part["end"]] for part in claim["evidence"]]


def test_claims_as_csv_hold_no_formula(asked: Run) -> None:
    output = asked("claims", "--format", "csv").output
    assert ",'=SUM(A1)" in output
    assert not MARKS & set(output)


def test_claims_of_a_kind(asked: Run) -> None:
    assert {json.loads(line)["kind"] for line in asked("claims", "--kind", "talks", "--format", "jsonl").output.splitlines()} == {"talks"}


def test_a_brief_is_written_to_a_file(asked: Run, tmp_path: Path) -> None:
    assert asked("brief", "-o", tmp_path / "brief.html").stdout == ""
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == asked("brief").output
    assert asked("brief", "--format", "md").output.startswith("# Finland and Sweden to NATO\n")


def test_a_brief_that_cannot_be_written_is_one_line(asked: Run, tmp_path: Path) -> None:
    result = asked("brief", "-o", tmp_path / "no" / "brief.html", status=2)
    assert result.stderr.startswith("accede: ") and len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", ANSWERS)
def test_a_record_that_is_not_there_is_one_line(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, status=2)
    assert result.stderr.startswith("accede: ") and len(result.stderr.splitlines()) == 1


def test_an_empty_record_says_what_to_do(run: Run, tmp_path: Path) -> None:
    run("read", tmp_path, status=1)
    assert run("status", status=2).stderr == "accede: the record holds no report (read some first: accede read PATH)\n"
