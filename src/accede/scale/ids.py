"""Which reports a record holds, as bytes that a worker can search: eight for each, sorted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

# An id is 16 hex digits.
_EACH = 8


class Ids:
    """The ids of reports; a million take eight megabytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @classmethod
    def of(cls, ids: Iterable[str]) -> Ids:
        """From ids in any order."""
        return cls(b"".join(sorted(map(bytes.fromhex, ids))))

    def holds(self, report_id: str) -> bool:
        """True where it is among them."""
        sought = bytes.fromhex(report_id)
        at = bisect_left(range(len(self.data) // _EACH), sought, key=self._at)
        return at < len(self.data) // _EACH and self._at(at) == sought

    def report_ids(self) -> Iterator[str]:
        """All of them, sorted."""
        return (self._at(at).hex() for at in range(len(self.data) // _EACH))

    def _at(self, number: int) -> bytes:
        return self.data[number * _EACH : (number + 1) * _EACH]
