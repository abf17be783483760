"""A browser of this machine, and servers on records that were made by reading the example.

Without Chromium these tests are skipped, and with ACCEDE_BROWSER=required they fail.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from benchmarks.pages import pages, serving

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "nordic-accession"
REQUIRED = os.environ.get("ACCEDE_BROWSER") == "required"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They can be run, and left out, by the mark `browser`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One browser for all tests of this process; each test visits in a context of its own."""
    from benchmarks.browsing import MISSING, browsing, chromium

    if chromium() is None:
        pytest.fail(MISSING) if REQUIRED else pytest.skip(MISSING)
    with browsing() as made:
        yield made


@pytest.fixture
def visit(browser: object) -> Iterator[object]:
    """Visits of this test; at its end no page has said an error, asked another host, or opened a dialog."""
    from tests.web.browser.visiting import Visits

    made = Visits(browser)  # type: ignore[arg-type]
    yield made
    made.close()
    assert made.seen == []


@pytest.fixture(scope="session")
def example(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example reports and acts, read once for all processes of the tests; not to be written to."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    made = root / "browser.db"
    with (root / "browser.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            half = made.with_suffix(".half")
            for command, given in (("read", EXAMPLE), ("import", EXAMPLE / "acts.csv")):
                asked = [sys.executable, "-m", "accede.cli", command, str(given), "--record", str(half)]
                subprocess.run(asked, check=True, capture_output=True)
            copied(half, made)
    return made


def copied(record: Path, to: Path) -> Path:
    """A copy of a record, whole though it may be open."""
    with closing(sqlite3.connect(record)) as here, closing(sqlite3.connect(to)) as there:
        here.backup(there)
    return to


@pytest.fixture(scope="session")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on the example that no test writes to: its address."""
    with serving(str(copied(example, tmp_path_factory.mktemp("site") / "site.db"))) as base:
        yield base


@pytest.fixture(scope="session")
def addresses(site: str) -> dict[str, str]:
    """The address of every page by its name."""
    return pages(site)


@pytest.fixture
def own(example: Path, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Gives servers of this test alone, each on a copy of the example, or on the record that is given."""
    with ExitStack() as stack:
        yield lambda record=None, accounts="": stack.enter_context(serving(str(record or copied(example, tmp_path / "own.db")), accounts))
