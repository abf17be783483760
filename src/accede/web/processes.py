"""Processes beside the server that end with it, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess

#: How much a process steps back whose work nobody may wait for: the rest of the machine has the processors first. Own choice.
BACK = 10


def processes(many: int, begin: Callable[[], None] | None = None, *, back: bool = False) -> ProcessPoolExecutor:
    """So many processes that end with this one, however it ends. begin: called at the beginning of each. back: pages come before them."""
    return ProcessPoolExecutor(many, multiprocessing.get_context("spawn"), initializer=_born, initargs=(begin, back))


def end(pool: ProcessPoolExecutor) -> None:
    """End processes at once."""
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _born(begin: Callable[[], None] | None, back: bool) -> None:
    """At the beginning of a process: Ctrl-C is for the server, which ends it; where the server was killed, it ends by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if back and hasattr(os, "nice"):
        os.nice(BACK)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    if begin is not None:
        begin()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)
