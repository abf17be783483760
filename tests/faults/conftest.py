"""Faults are no room of the source, so these tests mirror nothing: they run whole processes and let things go wrong.

`ACCEDE_KILLS` says how many kills each test of `test_kills.py` makes, `ACCEDE_SEED` with which seed they begin.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.places import FilePlace, Place, ServerPlace

ROOT = Path(__file__).resolve().parents[2]
Perform = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def perform() -> Iterator[Perform]:
    """Runs a task in a process of its own, forked from one that has imported everything; see `warm` and `driver`."""
    with performing([]) as performs:
        yield performs


@contextmanager
def performing(within: list[str]) -> Iterator[Perform]:
    """A server of such processes, started by the command line `within`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
    environment.pop("ACCEDE_RECORD", None)
    server = subprocess.Popen([*within, sys.executable, "-m", "tests.faults.warm"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True, cwd=ROOT, env=environment)  # fmt: skip
    assert server.stdin is not None and server.stdout is not None
    asking, answers = server.stdin, server.stdout

    def performs(**task: Any) -> dict[str, Any]:
        asking.write(json.dumps(task) + "\n")
        asking.flush()
        answer: dict[str, Any] = json.loads(answers.readline())
        return answer

    try:
        yield performs
    finally:
        server.communicate(timeout=60)


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Place]]:
    """Makes places where no record is yet, as many as are asked for, on each database in turn."""
    if request.param == "sqlite":
        numbers = itertools.count()
        yield lambda: FilePlace(tmp_path / f"{next(numbers)}.db")
        return
    server, made = request.getfixturevalue("postgresql_server"), []

    def place() -> Place:
        made.append(ServerPlace(server))
        return made[-1]

    yield place
    for each in made:
        each.close()
