"""`accede outlook` on the three reports: no protocol is signed in them; with a fourth, one is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cli_samples
import pytest
from cli_samples import NATO, Run

SIGNED = "The protocols of both countries were signed at the headquarters"
SUMMIT = "The leaders of the alliance meet in Vilnius"
MORE: tuple[tuple[str, str, dict[str, object]], ...] = (
    (SIGNED, "signature", {**NATO, "time": "2022-07-05", "modality": "happened"}),
    (SUMMIT, "fixture", {"time": "2023-07-11", "place": "Vilnius"}),
)


@pytest.fixture
def signed(asked: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `asked`, with a fourth report, of the signature and of a summit."""
    text = f"BALTIC WIRE, July 6, 2022 - {SIGNED} on Tuesday, it was said there.\n\n{SUMMIT} on July 11 of next year.\n"
    (folder / "4.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(cli_samples, "TABLE", (*cli_samples.TABLE, *MORE))
    asked("read", folder)
    return asked


def flat(text: str) -> str:
    return " ".join(text.split())


def told(run: Run, *arguments: str) -> Any:
    return json.loads(run("outlook", *arguments, "--json").output)


def test_before_a_signature_there_is_none_and_it_says_why(asked: Run) -> None:
    text = flat(asked("outlook").output)
    assert text.startswith("Finland and Sweden to NATO: outlook As of 5 July 2022, as known then")
    assert "No forecast: no protocol or treaty that could be ratified is on record as signed or adopted yet" in text
    assert "Completion" not in text


def test_the_outlook_of_both_candidates(signed: Run) -> None:
    text = flat(signed("outlook").output)
    assert "OUTLOOK FOR FINLAND AND SWEDEN - Rule, unanimous invitation: all 30 parties to NATO" in text
    assert "Missing: Turkey (outstanding); Canada (begun, last stage not reported); 28 members (not reported)" in text
    assert "Completion: as likely before as after" in text
    assert "By 11 July 2023, Vilnius:" in text
    assert "objection of Turkey" in text and "member of which an earlier stage is told" in text
    assert "HOW SUCH FORECASTS DID - Mean Brier score, 0 is perfect: model" in text
    assert "By Probability" not in text
    assert "By Probability 6 July 2022 0 %" in flat(signed("outlook", "--full").output)


def test_a_supposition_stands_below_what_is_likely_without_it(signed: Run) -> None:
    text = flat(signed("outlook", "--if", "HUN never", "--if", "Turkey lifts its objection").output)
    plain, supposed = text.split("SUPPOSED FOR FINLAND AND SWEDEN")
    assert plain.strip() in flat(signed("outlook").output)
    assert "Supposing that Hungary never consents; Turkey lifts what it has raised" in supposed
    assert "not by 6 July 2032: 100 %" in supposed and "By 11 July 2023, Vilnius: 0 %" in supposed


def test_lifting_makes_it_likelier_and_objecting_less(signed: Run) -> None:
    def chance(*arguments: str) -> float:
        held = told(signed, *arguments)
        return float((held["supposing"] or held["outlook"])["Sweden"]["by_fixture"][0][1])

    lifted, plain, objects = chance("--if", "TUR lifts its objection"), chance(), chance("--if", "HUN objects")
    assert lifted > plain > objects > 0


def test_as_json(signed: Run) -> None:
    held = told(signed)
    assert set(held) == {"outlook", "supposing"} and held["supposing"] is None
    assert set(held["outlook"]) == {"Finland", "Sweden"}
    one = held["outlook"]["Sweden"]
    assert (one["basis"], one["today"], one["because"]) == ("model", "2022-07-06", "")
    assert [share for share, _ in one["quantiles"]] == [0.1, 0.25, 0.5, 0.75, 0.9]
    assert one["by_fixture"][0][0] == {"day": "2023-07-11", "name": "Vilnius"}
    supposed = told(signed, "--if", "TUR deposits 2024-06-30")["supposing"]["Sweden"]
    assert supposed["supposing"] == ["TUR consents on 2024-06-30"]
    assert supposed["quantiles"][0][1] >= "2024-06-30"


def test_the_known_date_holds(signed: Run) -> None:
    assert told(signed, "--known", "2022-07-05")["outlook"]["Sweden"]["basis"] == "none"
    assert signed("outlook", "--known", "2022-07-05").output != signed("outlook").output


def test_asked_twice_the_bytes_are_the_same(signed: Run) -> None:
    assert signed("outlook", "--full").output == signed("outlook", "--full").output
    assert signed("outlook", "--json").output == signed("outlook", "--json").output


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Narnia never", "accede: no actor is called 'Narnia' (give its code, as TUR)\n"),
        ("TUR deposits 2023-02-30", "accede: no such day: '2023-02-30' (check the day and month)\n"),
        ("TUR sings", "accede: not understood as a supposition: 'TUR sings' (write "),
        ("JPN never", "accede: 'JPN' is not among those who decide (they are ALB, BEL, "),
    ],
)
def test_a_supposition_that_cannot_be_is_one_line(signed: Run, text: str, error: str) -> None:
    found = signed("outlook", "--if", text, status=2).stderr
    assert found.startswith(error) and len(found.splitlines()) == 1


def test_a_process_that_is_not_there_is_one_line(asked: Run) -> None:
    result = asked("outlook", "narnia", status=2)
    assert result.stderr == "accede: no process matches 'narnia' (on record: fin-swe-nato)\n"


def test_a_record_without_a_process_says_so(run: Run, tmp_path: Path) -> None:
    assert len(run("outlook", status=2).stderr.splitlines()) == 1
    run("read", tmp_path, status=1)
    assert run("outlook", status=2).stderr == "accede: the record holds no report (read some first: accede read PATH)\n"


@pytest.mark.parametrize("arguments", [[], ["--full"], ["--if", "HUN never"]])
def test_it_fits_eighty_columns_in_a_pipe(signed: Run, arguments: list[str]) -> None:
    output = signed("outlook", *arguments).output
    assert max(map(len, output.splitlines())) <= 80
    assert not {"\x1b", "\x9b", "\u202e"} & set(output)


def test_the_brief_tells_the_outlook_and_draws_it(signed: Run) -> None:
    page = signed("brief").output
    assert '<h2 id="outlook">' in page and '<svg class="chart"' in page
    assert "## Outlook" in signed("brief", "--format", "md").output
