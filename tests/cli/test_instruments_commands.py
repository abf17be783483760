"""`accede instruments`: list, show, check and history, as a user sees them."""

import json
from pathlib import Path

import pytest
from cli_samples import Run

PACT = """\
id: pact
name: A pact on herring
own_entry: true
adopted: 2000-01-01
recorded: {treaty: T1, in_force: 2003-03-31}
decisions:
  - id: entry
    name: entry into force
    rule: {rule: count, n: 3}
    counts_from: instrument_deposited
    article: Article 9
    depositary: the herring office
    delay: 90
    note: Fishers may observe.
    references: [ours]
"""
TABLE = """\
treaty_id,adopted,in_force,state,consent,withdrawn
T1,2000-01-01,2003-03-31,DNK,2001-01-01,
T1,2000-01-01,2003-03-31,HUN,1999-01-01,
T1,2000-01-01,2003-03-31,NOR,2002-01-01,2004-01-01
T1,2000-01-01,2003-03-31,TUR,2002-12-31,
T2,1990-01-01,1991-01-01,TUR,1990-12-31,
"""


@pytest.fixture
def pact(tmp_path: Path) -> Path:
    """A folder with a pact and a table of consents to it."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pact.yaml").write_text(PACT, encoding="utf-8")
    (tmp_path / "consents.csv").write_text(TABLE, encoding="utf-8")
    return folder


def flat(text: str) -> str:
    """The text with its lines joined."""
    return " ".join(text.split())


def shown(run: Run, pact: Path, *options: str) -> str:
    return flat(run("instruments", "show", f"{pact}/pact.yaml", "--consents", "consents.csv", *options).output)


# list


def test_instruments_are_listed_with_their_rules(run: Run) -> None:
    lines = run("instruments").output.splitlines()
    assert lines == run("instruments", "list").output.splitlines()
    (ottawa,) = (line for line in lines if line.startswith("ottawa-convention "))
    assert "40 consents" in ottawa
    assert not [line for line in lines if line.startswith("generic ")]  # it states no rule
    assert max(map(len, lines)) <= 80


def test_a_folder_of_ones_own_is_listed(run: Run, pact: Path) -> None:
    assert flat(run("instruments", "list", "--folder", pact).output).endswith("pact 3 consents A pact on herring")
    (one,) = json.loads(run("instruments", "list", "--folder", pact, "--json").output)
    assert (one["id"], one["decisions"][0]["rule"]["n"]) == ("pact", 3)


# show


@pytest.mark.parametrize(
    ("instrument", "day", "said"),
    [
        ("paris-agreement", "2016-10-04", [
            "In force: no", "63 consents", "19,375,908 of 20,442,589.2: 55 %", "Whose consent alone would do: Japan and Russia",
        ]),
        ("paris-agreement", "2016-10-05", ["not yet: from 4 November 2016 on (rule met on 5 October 2016)"]),
        ("paris-agreement", "2016-11-04", ["yes, since 4 November 2016"]),
        ("rome-statute", "2002-07-01", ["60 consents, in force on the first day of the next month following 60 days", "yes, since 1 July 2002"]),
        ("montreal-protocol", "1988-12-31", ["on 1989-01-01 if by then", "not yet: from 1 January 1989 on"]),
    ],
)  # fmt: skip
def test_where_an_instrument_stood_on_a_day(run: Run, instrument: str, day: str, said: list[str]) -> None:
    text = flat(run("instruments", "show", instrument, "--on", day).output)
    assert [words for words in said if words not in text] == []


def test_an_instrument_without_consents_is_shown_by_its_rule(run: Run) -> None:
    text = flat(run("instruments", "show", "nato", "--on", "2022-07-05").output)
    assert "all 30 parties to NATO" in text
    assert "In force: " not in text
    assert "As of 5 July 2022." in text
    text = flat(run("instruments", "show", "nato").output)
    assert "all 32 parties to NATO" in text
    assert "As of" not in text


def test_a_pact_of_ones_own_is_shown_by_ones_own_consents(run: Run, pact: Path) -> None:
    text = shown(run, pact, "--on", "2002-06-01")
    for words in (
        "Rule: 3 consents, in force 90 days after", "By: Article 9; depositary: the herring office", "Note: Fishers may observe.",
        "Source: ours", "ON 1 JUNE 2002", "In force: no", "Consents: 2 consents", "Missing: 2 of 3: 3 consents",
        "Whose consent alone would do: that of any state", "Who can block: nobody",
        "Not believed: HUN is told to have consented on 1999-01-01, before the adoption on 2000-01-01",
    ):  # fmt: skip
        assert words in text
    assert "not yet: from 31 March 2003 on (rule met on 31 December 2002)" in shown(run, pact)  # on the last day of the table
    late = shown(run, pact, "--on", "2005-01-01")
    assert "yes, since 31 March 2003" in late
    assert "Consents: 2 consents" in late


def test_a_table_without_the_treaty_says_nothing_of_it(run: Run, pact: Path, tmp_path: Path) -> None:
    (tmp_path / "consents.csv").write_text("treaty_id,state,consent\nT9,NOR,2001-01-01\n", encoding="utf-8")
    assert "Consents" not in shown(run, pact)


def test_the_standing_as_json(run: Run, pact: Path) -> None:
    told = json.loads(
        run("instruments", "show", f"{pact}/pact.yaml", "--consents", "consents.csv", "--on", "2002-06-01", "--power", "--json").output
    )
    assert told["on"] == "2002-06-01"
    assert told["standing"]["consenting"] == ["DNK", "NOR"]
    assert told["standing"]["force"] == {"met": None, "since": None}
    assert set(told["standing"]["pivots"]) == {"actors", "anyone"} and set(told["standing"]["blocking"]) == {"size", "sets", "more"}
    assert told["power"] == {"why": "whoever may join counts: no set of deciders to compare"}


def test_power_is_shown_where_it_is_asked_for(run: Run, pact: Path) -> None:
    text = flat(run("instruments", "show", "nato", "--on", "2022-07-05", "--power").output)
    assert "POWER" in text
    assert "No indices" not in text
    assert "No indices: whoever may join counts" in shown(run, pact, "--power")
    assert "POWER" not in shown(run, pact)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{rule: all, among: [DNK, TUR, FRA]}", "Who can block: France and Turkey, each alone"),
        ("{rule: count, n: 2, among: [FRA, GBR, DEU]}", "Who can block: 2 together, such as"),
        ("{rule: count, n: 9, among: [FRA, GBR, DEU, ITA, ESP, PRT, AUT, BEL, CHE, SWE, FIN, EST, LVA, LTU, POL, CZE]}", "no fewer than 8 together"),
        ("{rule: named, actors: [FRA, GBR]}", "Whose consent alone would do: nobody's: more than one is missing"),
        ("{rule: named, actors: [DNK, GBR]}", "Whose consent alone would do: United Kingdom"),
        ("{rule: all, among: [FRA, GBR, DEU, ITA, ESP, PRT, AUT, BEL, CHE, SWE, FIN, EST, LVA, LTU]}", "and 2 more"),
    ],
)  # fmt: skip
def test_who_is_missing_and_who_can_block(run: Run, pact: Path, rule: str, said: str) -> None:
    file = pact / "pact.yaml"
    file.write_text(PACT.replace("{rule: count, n: 3}", rule), encoding="utf-8")
    assert said in shown(run, pact, "--on", "2001-06-01")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "hanse"), "no instrument 'hanse'"),
        (("show", "nato", "--on", "soon"), "not a date: 'soon'"),
        (("show", "nato", "--on", "2022"), "not a single day: '2022'"),
        (("show", "none.yaml"), "none.yaml: No such file"),
        (("show", "nato", "--consents", "faulty.csv"), "faulty.csv, line 2: consent: 'soon' is no day"),
        (("history", "--consents", "faulty.csv"), "faulty.csv, line 2: consent: 'soon' is no day"),
        (("list", "--folder", "faulty"), "bad.yaml, line 1: "),
        (("history", "--folder", "faulty"), "bad.yaml, line 1: "),
    ],
)
def test_what_cannot_be_shown_is_one_line(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "faulty.csv").write_text("state,consent\nNOR,soon\n")
    (tmp_path / "faulty").mkdir()
    (tmp_path / "faulty" / "bad.yaml").write_text("mood: bad\n")
    error = run("instruments", *arguments, status=2).stderr
    assert error.startswith("accede: ")
    assert said in error
    assert len(error.splitlines()) == 1


# check


def test_a_right_file_is_told_in_words(run: Run, pact: Path) -> None:
    assert run("instruments", "check", pact / "pact.yaml").output.splitlines() == [
        "pact.yaml: A pact on herring",
        "  entry into force: 3 consents, in force 90 days after",
    ]


def test_all_faults_of_all_files_are_told_by_line(run: Run, pact: Path) -> None:
    (pact / "herring.yaml").write_text(PACT.replace("delay:", "dealy:").replace("adopted: 2000-01-01", "adopted: soon"), encoding="utf-8")
    lines = run("instruments", "check", pact / "herring.yaml", pact / "pact.yaml", pact / "none.yaml", status=1).output.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["herring.yaml, line 4", "herring.yaml, line 13", "pact.yaml", "  entry into force", "none.yaml"]
    assert "did you mean 'delay'?" in lines[1]
    assert lines[4] == "none.yaml: No such file or directory (name an existing file)"


def test_a_hostile_file_reaches_no_screen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pact.yaml").write_text(PACT.replace("A pact on herring", r'"\e[31mred\u202e"'), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text('"\\e[31mkey": 1\n', encoding="utf-8")
    text = run("instruments", "check", "pact.yaml", "bad.yaml", status=1).output
    text += run("instruments", "show", "pact.yaml", "--on", "2020-01-01").output
    assert "red" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


# history


def test_rules_are_compared_with_history(run: Run, pact: Path) -> None:
    lines = run("instruments", "history", "--folder", pact, "--consents", "consents.csv").output.splitlines()
    assert lines[0].split() == ["instrument", "computed", "recorded", "apart", "why"]
    assert [line.split()[:4] for line in lines if line.startswith("pact ")] == [["pact", "2003-03-31", "2003-03-31", "0"]]
    assert lines[-1] == "1 of 1 to the day (100.0 %) by the consents as the table gives them"


def test_a_difference_is_told_first_and_whether_it_is_explained(run: Run, pact: Path) -> None:
    (pact / "pact.yaml").write_text(PACT.replace("n: 3", "n: 2"), encoding="utf-8")
    lines = run("instruments", "history", "--folder", pact, "--consents", "consents.csv").output.splitlines()
    assert lines[1].split()[:4] == ["pact", "2002-04-01", "2003-03-31", "-364"]
    assert lines[-1] == "not explained: pact"


def test_an_error_that_is_named_is_mended(run: Run, pact: Path) -> None:
    told = "{treaty: T1, in_force: 2001-09-01, difference: Two rows are wrong., corrections: [{state: NOR, consent: 2001-06-02, why: ours}, {state: HUN, consent: 2001-06-03, why: ours}]}"
    (pact / "pact.yaml").write_text(PACT.replace("{treaty: T1, in_force: 2003-03-31}", told), encoding="utf-8")
    options = ("--folder", pact, "--consents", "consents.csv")
    lines = run("instruments", "history", *options).output.splitlines()
    assert lines[-2:] == [
        "0 of 1 to the day (0.0 %) by the consents as the table gives them",
        "1 of 1 (100.0 %) with the errors of the table mended that the files name",
    ]
    table = run("instruments", "history", *options, "--markdown").output.splitlines()
    assert "| pact | Article 9 | 2002-12-31 | 2003-03-31 | 2001-09-01 | +576 |" in table
    assert "- **pact**: Two rows are wrong. With that mended: 2001-09-01." in table


def test_the_comparison_as_json(run: Run, pact: Path) -> None:
    (one,) = json.loads(run("instruments", "history", "--folder", pact, "--consents", "consents.csv", "--json").output)
    assert (one["instrument"], one["met"], one["computed"], one["recorded"]) == ("pact", "2002-12-31", "2003-03-31", "2003-03-31")
    assert one["consents"] == 4


def test_what_ships_is_compared_without_a_word(run: Run) -> None:
    lines = run("instruments", "history").output.splitlines()
    assert "instruments" not in lines[-1]
    assert lines[-1].endswith("with the errors of the table mended that the files name")


def test_a_folder_without_tables_has_nothing_to_compare(run: Run, pact: Path) -> None:
    assert run("instruments", "history", "--folder", pact).output.splitlines()[-1] == "no instrument's treaty is in the table"
