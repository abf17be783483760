"""Work that takes longer than a request may: done in one thread of the server, step by step, and told how far it is.

    told = weigher.ask(key, state, steps, patience=0.1)
    told.found          what the steps have come to, None where they have not begun
    told.last           what they came to on an earlier state, None where there was none

What always holds: of each key the newest state alone is worked on, once, however many ask. Who asks waits for `patience` seconds at
most. An error ends the work on its state, is written to the log and told to all who ask. The thread ends when nothing is left to do, or
the server stops.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from accede.errors import AccedeError

#: So many keys are held; the one that nobody asked for the longest goes first.
KEPT = 4
#: After each step the thread rests for this share of the step, so that requests come in between. No lower priority of
#: the system is asked for: whoever is kept waiting while it holds the interpreter would make every request wait. Own choice.
REST = 0.2
F = TypeVar("F")


class Told(NamedTuple, Generic[F]):
    """found: on the state that is asked for; complete: True where nothing is left to do. last: of an earlier state, finished."""

    found: F | None
    complete: bool
    error: str
    last: F | None


@dataclass
class _Work(Generic[F]):
    state: str = ""
    steps: Callable[[F | None], Iterator[F]] | None = None
    found: F | None = None
    complete: bool = False
    error: str = ""
    last: F | None = None
    begun: bool = field(default=False)

    def told(self) -> Told[F]:
        return Told(self.found, self.complete, self.error, self.last)


class Weigher(Generic[F]):
    """One thread, begun when it is needed."""

    def __init__(self) -> None:
        self._work: OrderedDict[Hashable, _Work[F]] = OrderedDict()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def ask(
        self, key: Hashable, state: str, steps: Callable[[F | None], Iterator[F]], patience: float = 0, again: bool = False,
        some: bool = False,
    ) -> Told[F]:  # fmt: skip
        """What has been found. steps: given what was found last on an earlier state, it yields all that is found up to each step.

        again: work that ended in an error is begun anew. some: nobody waits for more than the first step.
        """
        with self._changed:
            work = self._work.setdefault(key, _Work())
            self._work.move_to_end(key)
            if work.state != state or (again and work.error):
                last = work.found if work.complete and not work.error else work.last
                work = self._work[key] = _Work(state, steps, last=last)
                self._begin()
            while len(self._work) > KEPT:
                self._work.popitem(last=False)
            self._changed.wait_for(lambda: work.complete or (some and work.found is not None), timeout=patience)
            return work.told()

    def held(self) -> list[F]:
        """All that was found for any key, on whatever state."""
        with self._changed:
            return [found for work in self._work.values() for found in (work.found, work.last) if found is not None]

    def stop(self) -> None:
        """End after the step that is being made."""
        with self._changed:
            self._stopped = True
            thread = self._thread
        if thread is not None:
            thread.join(timeout=5)

    def _begin(self) -> None:
        if self._thread is None and not self._stopped:
            self._thread = threading.Thread(target=self._run, name="weigher", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while work := self._next():
            try:
                self._do(work)
            except Exception as error:  # told to who asks; the thread goes on with the next
                logging.getLogger(__name__).exception("weighing failed")
                told = f"{error.what}; {error.remedy}" if isinstance(error, AccedeError) else type(error).__name__
                with self._changed:
                    work.error, work.complete = told, True
                    self._changed.notify_all()

    def _next(self) -> _Work[F] | None:
        with self._changed:
            found = next((work for work in reversed(self._work.values()) if not work.begun and work.steps), None)
            if found is None or self._stopped:
                self._thread = None
                return None
            found.begun = True
            return found

    def _do(self, work: _Work[F]) -> None:
        assert work.steps is not None
        began = time.monotonic()
        for found in work.steps(work.last):
            with self._changed:
                work.found = found
                self._changed.notify_all()
                if self._stopped or all(work is not one for one in self._work.values()):
                    return
            time.sleep(REST * (time.monotonic() - began))
            began = time.monotonic()
        with self._changed:
            work.complete, work.steps = True, None
            self._changed.notify_all()
