"""Time travel: as known on a day is what a record of what was published by that day answers, byte for byte."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from answer_samples import Shelf, Told, acts, answers, known_by, rulings, told
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.cli import commands
from accede.model import Act, Ruling
from accede.record import Record

DAYS = sorted({one.report.published for one in told()})
SINCE = "2022-07-05"

SETS = st.sets(st.sampled_from(range(len(told()))), min_size=1, max_size=12).map(lambda found: [told()[at] for at in sorted(found)])
ACTS = st.sets(st.sampled_from(range(len(acts()))), max_size=25).map(lambda found: [acts()[at] for at in sorted(found)])
RULINGS = st.lists(st.sampled_from(range(len(rulings()))), unique=True, max_size=8).map(lambda found: [rulings()[at] for at in found])
DAY = st.dates(date(2022, 5, 1), date(2024, 4, 1)).map(str)


@settings(max_examples=25, deadline=None)
@given(SETS, ACTS, RULINGS, DAY, DAY, DAY)
def test_invariant_3_every_answer_as_known_on_a_day_is_that_of_what_was_published_by_then(
    reports: list[Told], entered: list[Act], ruled: list[Ruling], known: str, valid: str, since: str
) -> None:
    whole = answers(Shelf(reports, entered, ruled), known, valid, since)
    then = Shelf(*known_by(known, reports, entered, ruled))
    assert whole == answers(then, known, valid, since, all_of_it=True)


@pytest.mark.parametrize("number", range(len(DAYS)))
def test_invariant_3_the_whole_example_over_its_days(number: int) -> None:
    known, valid = DAYS[number], DAYS[number * 7 % len(DAYS)]  # before, on and after it
    ruled = rulings()[number % 3 :: 3]
    whole = answers(Shelf(told(), acts(), ruled), known, valid)
    assert whole == answers(Shelf(*known_by(known, told(), acts(), ruled)), known, valid, all_of_it=True)


VALID = ("--valid", "2023-01-01")
COMMANDS = (
    ("status", "fin-swe-nato", "--full", "--json", *VALID), ("timeline", "fin-swe-nato", "--json", *VALID),
    ("changes", "fin-swe-nato", "--since", SINCE, "--json", *VALID), ("brief", "fin-swe-nato", "--format", "md", *VALID),
    ("statements", "fin-swe-nato", "--json"), ("conflicts", "--json"), ("names", "--json"), ("reports", "--json"), ("claims", "--json"),
)  # fmt: skip
NEWEST = re.compile(r"known on (?P<day>[^(.]*) \(the record's newest day[^)]*\)")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of(tmp_path_factory.mktemp("whole") / "a.db", list(told()), list(acts()))


def record_of(path: Path, reports: list[Told], entered: list[Act]) -> Path:
    with Record.open(path) as record:
        for report, claims in reports:
            record.add_reading(report, claims, reader="keys")
        for act in entered:
            record.add_act(act)
    return path


def printed(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(commands, [*arguments, "--record", str(path)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("known", ["2022-08-27", "2023-03-31"])
def test_invariant_3_every_command_answers_as_the_record_of_that_day_would(whole: Path, known: str, tmp_path: Path) -> None:
    """The newest day of the smaller record is the day asked for, so that it needs no --known; its title says which it is."""
    then = record_of(tmp_path / "b.db", *known_by(known, told(), acts())[:2])
    for command in COMMANDS:
        asked = printed(whole, *command, "--known", known)
        assert asked == NEWEST.sub(r"known on \g<day>", printed(then, *command)), command


def test_every_command_that_answers_takes_the_known_day() -> None:
    """What does not: entering and reading, which write, and what is about the program or the chain of rows."""
    for name in ("status", "timeline", "statements", "changes", "conflicts", "names", "brief", "reports", "claims", "show"):
        assert "known" in {option.name for option in commands.commands[name].params}, name
    for name in ("status", "timeline", "changes", "brief"):
        assert "valid" in {option.name for option in commands.commands[name].params}, name
