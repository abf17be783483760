"""What was found out before on a state of a record, kept in memory by a program that answers many questions.

Rows are only added, so that all that is found out from a record with a number of rows is so whenever it has that number. What is
kept names it, therefore, and nothing kept is ever wrong; the least lately asked for is forgotten first. Safe for several threads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
#: What all that is kept may weigh together; a line of a status weighs one, and has about a thousand bytes.
MOST = 150_000


class Recall:
    """Values by a key of which the record and its rows are a part, which together weigh at most `most`."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def of(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] = lambda _: 1) -> T:
        """What is kept under the key, made now where nothing is; where `make` raises or finds None, nothing is kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast(T, self._held[key][0])
        made = make()
        with self._lock:
            if made is not None and key not in self._held:
                self._held[key] = made, weigh(made)
                self._weight += self._held[key][1]
            while self._weight > self._most and len(self._held) > 1:
                _, (_, weight) = self._held.popitem(last=False)
                self._weight -= weight
        return made
