"""What a process does that is to be killed: the commands of Accede, told to announce what is finished, and a trap.

An announcement is written when a command has the word of the record that a report, a ruling or an act is kept; whatever
was announced must be there afterwards. The trap ends the process by SIGKILL, from within: at the n-th of the points
between the steps (before and after each statement, each bulk of rows, each commit), or at the n-th call or return of any
function. Both are the same in every run, so that a seed repeats a kill.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

import accede.reading.reader
from accede.cli import commands, reading
from accede.cli.common import heed_signals
from accede.record import Record, glance, version
from accede.record.database import Database
from tests.faults import material


class Trap:
    """Counts what is passed of one sort ("points", "calls"), and at the count `at` does a deed; 0: only counts.

    deed: "kill", which sends a signal (SIGKILL) to the `victims` (process ids; "backend" is the server's process for
    this one's connection; nothing is this process itself); or "remove", which removes the folder or file `path`.
    """

    def __init__(
        self, sort: str, at: int, deed: str = "kill", victims: Sequence[int | str] = (), signal: int = signal.SIGKILL, path: str = ""
    ) -> None:
        self.sort, self.at, self.passed = sort, at, 0
        self.deed, self.victims, self.signal, self.path = deed, victims, signal, Path(path)
        self.backend = 0

    def step(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            getattr(self, f"_{self.deed}")()

    def _kill(self) -> None:
        for victim in self.victims or [os.getpid()]:
            process = victim if isinstance(victim, int) else self.backend
            assert process > 1
            with suppress(ProcessLookupError):
                os.kill(process, self.signal)

    def _remove(self) -> None:
        if self.path.is_dir():
            shutil.rmtree(self.path)
        else:
            self.path.unlink()

    def set(self) -> None:
        if self.sort == "points":
            self._between_steps()
        if self.sort == "calls":
            sys.setprofile(lambda frame, what, about: self.step())

    def _between_steps(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "after_cursor_execute", lambda *about: self.step())
        self._around(DefaultDialect, "do_commit")
        for database in Database.__subclasses__():
            self._around(database, "append")
            self._around(database, "settle")

    def _statement(self, connection: Connection, *about: object) -> None:
        if connection.dialect.name == "postgresql":
            self.backend = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
        self.step()

    def _around(self, owner: Any, name: str) -> None:
        done = getattr(owner, name)

        def stepping(*arguments: Any, **named: Any) -> Any:
            self.step()
            result = done(*arguments, **named)
            self.step()
            return result

        setattr(owner, name, stepping)


def run(task: dict[str, Any], announce: Callable[[str], None]) -> int:
    """Do what `task` says (its "argv" a command line, else its "do" one of the below); the exit status."""
    _announcing(announce)
    heed_signals()
    version.BUSY_SECONDS = glance.BUSY_SECONDS = task.get("busy", version.BUSY_SECONDS)
    trap = Trap(**task.get("trap", {"sort": "none", "at": 0}))
    trap.set()
    try:
        status = _command(task["argv"]) if "argv" in task else DEEDS[task["do"]](task["location"])
    finally:
        sys.setprofile(None)
    announce(f"passed {trap.passed}")
    return status


def _command(argv: list[str]) -> int:
    accede.reading.reader.Reader = material.Prepared  # type: ignore[assignment,misc]
    try:
        commands.main(argv, prog_name="accede")
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _announcing(announce: Callable[[str], None]) -> None:
    """Each report when `accede read` counts it as done; each act and ruling when the record has said that it is kept."""

    @contextmanager
    def progress(*files: object, **about: object) -> Iterator[Callable[[str], None]]:
        yield lambda name: announce(f"done {name}")

    reading._progress = progress  # type: ignore[assignment]
    for name in ("add_act", "add_ruling"):
        setattr(Record, name, _telling(getattr(Record, name), announce))


def _telling(add: Callable[..., bool], announce: Callable[[str], None]) -> Callable[..., bool]:
    def telling(record: Record, value: Any) -> bool:
        added = add(record, value)
        announce(f"done {value.id}")
        return added

    return telling


def _rule(location: str) -> int:
    with Record.open(location) as record:
        for ruling in material.rulings():
            record.add_ruling(ruling)
    return 0


def _migrate(location: str) -> int:
    Record.open(location).close()
    return 0


def _shell(line: str) -> int:
    """For what must happen in the same place, as on a disk that only these processes see."""
    return subprocess.run(line, shell=True, check=False).returncode


DEEDS: dict[str, Callable[[str], int]] = {"rule": _rule, "migrate": _migrate, "shell": _shell}


def main() -> None:
    """As a program of its own, with the reader that users have: TASK as JSON, announcements on stdout."""
    task = json.loads(sys.argv[1])
    material.Prepared = accede.reading.reader.Reader  # type: ignore[assignment,misc]
    sys.exit(run(task, lambda line: print(f"\0{line}", flush=True)))


if __name__ == "__main__":
    main()
