"""The two real reports as the reader reads them, asked for different days. Skipped where `../shared` is missing.

The sharper test on what people read in the same reports is tests/process/test_seeds.py; here must hold what does not
depend on how well the reader does.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds")

FIRST, SECOND = "2022-12-31", "2023-03-31"


def record(folder: str) -> str:
    from click.testing import CliRunner

    from accede.cli import commands

    location = str(Path(folder) / "seeds.db")
    result = CliRunner().invoke(commands, ["read", str(SEEDS), "--record", location])
    assert result.exit_code == 0, result.output
    return location


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return record(str(tmp_path_factory.mktemp("seeds")))


def asked(location: str, *arguments: str) -> Any:
    from click.testing import CliRunner

    from accede.cli import commands

    result = CliRunner().invoke(commands, [*arguments, "--json", "--record", location])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_difference_between_two_days_is_what_became_known(location: str) -> None:
    before = asked(location, "status", "--known", FIRST, "--valid", FIRST)
    after = asked(location, "status", "--known", SECOND, "--valid", SECOND)
    assert {source["published"] for source in before["sources"].values()} == {"2022-06-21"}
    assert {source["published"] for source in after["sources"].values()} == {"2022-06-21", "2023-03-09"}
    changes = asked(location, "changes", "--since", FIRST, "--known", SECOND)
    assert changes["changes"]
    assert {source["published"] for source in changes["sources"].values()} == {"2023-03-09"}
    told = {id for line in (*before["timeline"], *before["doubtful"]) for id in line["sources"]}
    still = {id for line in (*after["timeline"], *after["doubtful"]) for id in line["sources"]}
    assert told <= still  # nothing that was known is lost


def test_the_june_talks_are_not_there_on_the_first_of_june(location: str) -> None:
    early = asked(location, "status", "--valid", "2022-06-01")
    assert all((line["time"] or "") < "2022-06-02" for line in early["rounds"])
    assert all((line["time"] or "") < "2022-06-02" for line in early["timeline"])
    later = asked(location, "status", "--valid", "2022-06-20")
    assert "2022-06-20" in [line["time"] for line in later["rounds"]]
    assert not early["outcomes"]


def test_nobody_is_a_member_and_thirty_decide(location: str) -> None:
    now = asked(location, "status")
    assert not now["memberships"]
    assert {tally["deciders"] for tally in now["tallies"]} == {30}
    assert {line["actor"] for line in now["objections"]} == {"TUR"}
    assert date.fromisoformat(now["known"]) == date(2023, 3, 9)
