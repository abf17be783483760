"""A server of processes to be killed: everything is imported once, each process is forked and costs milliseconds.

Reads tasks as JSON, a line each, from stdin, and answers with a line each. A process that the task wants killed from
outside ("kill": after so many announcements, and so many seconds later) gets SIGKILL from here. It writes what it
announces into a pipe of its own, so that whatever it said before the end is known.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from tests.faults import driver, material


def warm_up() -> None:
    """Import and load what a task would, so that each of them finds it done."""
    from sqlalchemy import create_engine

    from accede.cli.acts import read_acts
    from accede.reading import gate
    from accede.record import Record

    create_engine("postgresql+psycopg://")
    gate.passes("Finland applied to join NATO.")
    with tempfile.TemporaryDirectory() as place, Record.open(Path(place) / "first.db") as record:
        for report in material.reports():
            record.add_reading(report, material.Prepared().read(report), material.Prepared.name)
        for ruling in material.rulings():
            record.add_ruling(ruling)
        for act in read_acts(material.acts(Path(place) / "acts.csv")):
            record.add_act(act)
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, what the processes share


def perform(task: dict[str, Any]) -> dict[str, Any]:
    """Fork, let it run or kill it, and say what it announced, wrote and how it ended (negative: by that signal)."""
    hear, tell = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.close(hear)
            _child(task, tell, out, err)
        os.close(tell)
        with open(hear, encoding="utf-8") as announcements:
            heard = []
            if kill := task.get("kill"):
                heard = [line for _, line in zip(range(kill["after"]), announcements, strict=False)]
                time.sleep(kill["seconds"])  # not to wait for anything: this is what chooses the place
                os.kill(child, signal.SIGKILL)
            heard += list(announcements)
        _, status = os.waitpid(child, 0)
        return {"announced": [line.rstrip("\n") for line in heard], "status": os.waitstatus_to_exitcode(status),
                "out": _all(out), "err": _all(err)}  # fmt: skip


def give_up_powers() -> None:
    """Let permissions hold for this process, also where it is root's: Linux then treats it as the owner of its files."""
    if os.geteuid() != 0:
        return
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()  # capset(2), version 3, for itself: none
    if ctypes.CDLL(None, use_errno=True).capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "the powers of root cannot be given up")


def _all(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _child(task: dict[str, Any], tell: int, out: IO[bytes], err: IO[bytes]) -> None:
    """Never returns."""
    status = 70
    try:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        os.environ.update(task.get("environment", {}))
        if limit := task.get("largest"):  # bytes of a file: as if the disk were full
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if task.get("plain"):
            give_up_powers()
        status = driver.run(task, lambda line: os.write(tell, f"{line}\n".encode()) and None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Serve until stdin ends."""
    warm_up()
    for line in sys.stdin:
        print(json.dumps(perform(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
