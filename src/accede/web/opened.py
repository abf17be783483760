"""The server's record, opened once for all requests: what a database prepares for a question is prepared once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accede.record import Record


class Opened:
    """The record at a place. Where another file has come to the place, that one is opened; requests that have the old one keep it."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._record: Record | None = None
        self._file: tuple[int, int] | None = None
        self._lock = threading.Lock()

    @contextmanager
    def record(self) -> Iterator[Record]:
        """The open record. Raises RecordError as `Record.open` does."""
        with self._lock:
            file = self._there()
            if self._record is None or file != self._file:
                self.close()
                self._record, self._file = Record.open(self._location, create=False), file
            held = self._record
        yield held

    def close(self) -> None:
        """Let go of it; it is opened again when it is asked for."""
        if self._record is not None:
            self._record.close()
            self._record = None

    def _there(self) -> tuple[int, int] | None:
        try:
            there = Path(self._location).stat()
        except OSError:
            return None
        return there.st_dev, there.st_ino
