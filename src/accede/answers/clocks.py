"""The two dates that an answer holds for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from accede import dates
from accede.errors import NotFound

if TYPE_CHECKING:
    from accede.record.holdings import Holdings


class Clocks(msgspec.Struct, frozen=True):
    """The two dates that an answer holds for, each a day in EDTF.

    `newest` is the newest publication of a report, or day on which an act became known, in the record; it is
    the default of both, so that no answer depends on the day on which it is asked. `ruled` is the last day whose
    rulings count; empty where all count.
    """

    valid: str
    known: str
    newest: str
    ruled: str = ""

    @property
    def known_day(self) -> date:
        return dates.day(self.known)

    @property
    def ruled_day(self) -> date | None:
        return dates.day(self.ruled) if self.ruled else None

    @property
    def _ruled_in_words(self) -> str:
        return f", with the rulings made by {dates.in_words(self.ruled)}" if self.ruled else ""

    @property
    def known_in_words(self) -> str:
        newest = " (the record's newest day)" if self.known == self.newest else ""
        return f"{dates.in_words(self.known)}{newest}{self._ruled_in_words}"

    def in_words(self) -> str:
        """The sentence under every title."""
        same = self.valid == self.known
        what = f"As of {dates.in_words(self.valid)}, as known "
        what += "then" if same else f"on {dates.in_words(self.known)}"
        if self.newest in (self.valid, self.known):
            what += " (the record's newest day)" if same else f" (the record's newest day is {dates.in_words(self.newest)})"
        return f"{what}{self._ruled_in_words}."


def clocks(record: Holdings, valid: str | None, known: str | None, ruled: str | None = None, newest: str | None = None) -> Clocks:
    """The dates asked for, with the record's newest day for what was not; `ruled`, where given, limits the rulings.

    newest: that day, for who has found it out.

    Raises DateError for what is not a single day, NotFound where the record is empty.
    """
    for asked in (valid, known, ruled):
        if asked is not None:
            dates.day(asked)
    newest = newest or record.newest()
    if newest is None:
        raise NotFound("the record holds no report", "read some first: accede read PATH")
    return Clocks(valid=valid or newest, known=known or newest, newest=newest, ruled=ruled or "")
