"""How often somebody may try to sign in: the time between attempts doubles, for a name and for an address.

An attempt is counted before it is checked, so that many at once are counted too. What is remembered is bounded, and forgotten when
the server ends. Source of the rule: OWASP, Authentication Cheat Sheet (exponential lockout, by account); the longest wait is short
enough that nobody can lock somebody else out for a day.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import NamedTuple

FREE = {"name": 5, "address": 20}
LONGEST = 15 * 60
REMEMBERED = 10_000


class _Tries(NamedTuple):
    number: int
    last: float
    until: float


class Limits:
    """What was tried. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, remembered: int = REMEMBERED) -> None:
        self._clock = clock
        self._most = remembered
        self._tries: OrderedDict[tuple[str, str], _Tries] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, address: str) -> int:
        """Count an attempt; 0 where it may be made, else the seconds until the next may, and it is not counted."""
        keys = _keys(name, address)
        with self._lock:
            now = self._clock()
            until = max((self._tries[key].until for key in keys if key in self._tries), default=0.0)
            if until > now:
                return math.ceil(until - now)
            for key in keys:
                self._count(key, now)
            return 0

    def succeeded(self, name: str, address: str) -> None:
        """The attempt was good: the name begins anew, and the attempt does not count against the address."""
        by_name, by_address = _keys(name, address)
        with self._lock:
            self._tries.pop(by_name, None)
            held = self._tries.get(by_address)
            if held is not None:
                self._tries[by_address] = _Tries(max(0, held.number - 1), held.last, 0.0)

    def __len__(self) -> int:
        return len(self._tries)

    def _count(self, key: tuple[str, str], now: float) -> None:
        held = self._tries.pop(key, None)
        number = 1 + (held.number if held and now < max(held.last, held.until) + LONGEST else 0)  # after a quarter of an hour, anew
        over = number - FREE[key[0]]
        self._tries[key] = _Tries(number, now, now + min(2 ** min(over, 30), LONGEST) if over >= 0 else 0.0)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", name.casefold()[:100]), ("address", _network(address))


def _network(address: str) -> str:
    """The address; of IPv6 the /64 that one subscriber has to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:100]
    return str(IPv6Address(int(found) >> 64 << 64)) if isinstance(found, IPv6Address) and not found.ipv4_mapped else str(found)


def in_words(seconds: int) -> str:
    """`32 seconds`, `2 minutes`."""
    if seconds < 90:
        return f"{seconds} second{'s' if seconds != 1 else ''}"
    return f"{math.ceil(seconds / 60)} minutes"
