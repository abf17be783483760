"""Kill -9 at any moment: the record verifies, nothing that was announced is lost, nothing is there twice or by half,
and running the command again gives what a run gives that nobody disturbed.

Each kill has a seed, which is printed; `ACCEDE_SEED=17 ACCEDE_KILLS=1` repeats one, `ACCEDE_KILLS=1000` looks harder.
"""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from holding import Row, rows, settled, verified, version, whole

from accede.record.version import HEAD
from tests import older
from tests.faults import material
from tests.faults.conftest import Perform
from tests.places import Place

SEED = int(os.environ.get("ACCEDE_SEED", "1"))

#: How a kill is placed, and how many of each sort a test makes: between two steps, at a call, at any time from outside.
KILLS = {"points": 10, "calls": 6, "moments": 4}

Task = dict[str, Any]


class Work(NamedTuple):
    """What is disturbed: what comes before, and the task itself; `at_once`: it is done as a whole or not at all."""

    before: Callable[[], object]
    task: Task
    at_once: bool = False


WORKS = ["reading", "entering", "ruling", "importing", *(f"migrating {version}".strip() for version in ["", *older.versions()[:-1]])]


@pytest.fixture
def work(request: pytest.FixtureRequest, tmp_path: Path, perform: Perform) -> Callable[[Place], Work]:
    """Work on a record at a place: to read, to enter acts, to rule, to import a record, to bring one up to date."""
    reports, acts = material.folder(tmp_path / "reports"), material.acts(tmp_path / "acts.csv")

    def at(place: Place) -> Work:
        where, (name, *about) = str(place.location), request.param.split()
        to_read = {"argv": ["read", str(reports), "--record", where]}

        def read() -> None:
            assert perform(**to_read)["status"] == 0

        return {
            "reading": Work(lambda: None, to_read),
            "entering": Work(read, {"argv": ["import", str(acts), "--record", where]}),
            "ruling": Work(read, {"do": "rule", "location": where}),
            "importing": Work(lambda: None, {"argv": ["import", str(older.rows_file(HEAD)), "--record", where]}, at_once=True),
            "migrating": Work(lambda: older.make(place, *about or [""]), {"do": "migrate", "location": where}),
        }[name]

    return at


@pytest.mark.parametrize("sort", KILLS)
@pytest.mark.parametrize("work", WORKS, indirect=True)
def test_a_kill_at_any_moment_loses_nothing_that_was_finished(
    places: Callable[[], Place], work: Callable[[Place], Work], sort: str, perform: Perform
) -> None:
    undisturbed, passed, told = run_undisturbed(places(), work, sort, perform)
    for seed in range(SEED, SEED + int(os.environ.get("ACCEDE_KILLS", KILLS[sort]))):
        place = places()
        before, task, at_once = work(place)
        before()
        disturbance = disturb(random.Random(f"{sort} {seed}"), sort, passed, told)
        print(f"seed {seed}: {disturbance}")
        ended = perform(**task, **disturbance)
        assert ended["status"] == -signal.SIGKILL or (sort == "moments" and ended["status"] == 0), ended["err"]
        check_kept(place, undisturbed, ended["announced"])
        assert not at_once or len(rows(place)) in (0, len(undisturbed))
        again = perform(**task)
        assert again["status"] == 0, again["err"]
        assert rows(place) == undisturbed
        assert version(place) == HEAD and verified(place) == len(undisturbed) and settled(place)


def run_undisturbed(
    place: Place, work: Callable[[Place], Work], sort: str, perform: Perform
) -> tuple[list[Row], int, int]:
    """What the record holds after it, how many points or calls it passes, and how much it announces."""
    before, task, _ = work(place)
    before()
    ended = perform(**task, trap={"sort": sort, "at": 0})
    assert ended["status"] == 0, ended["err"]
    *announced, passed = ended["announced"]
    return rows(place), int(passed.split()[1]), len(announced)


def disturb(chance: random.Random, sort: str, passed: int, told: int) -> Task:
    """Where the kill falls."""
    if sort == "moments":
        return {"kill": {"after": chance.randrange(max(told, 1)), "seconds": chance.uniform(0, 0.01)}}
    return {"trap": {"sort": sort, "at": chance.randint(1, passed)}}


def check_kept(place: Place, undisturbed: list[Row], announced: list[str]) -> None:
    """The record is sound, begins as the undisturbed one does, and has all that was announced, each report whole."""
    held = rows(place)
    assert whole(held, undisturbed)
    assert verified(place) in (len(held), 0)
    names = {json.loads(row.content).get("name") for row in held if row.what in ("report", "refusal")}
    kept = {row.id for row in held} | names | {"5.txt", "8.txt"}  # the same text again; what is passed over
    assert {line.removeprefix("done ") for line in announced if line.startswith("done ")} <= kept
