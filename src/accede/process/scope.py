"""Scope: which candidates an entry is about, when they became members, and who decides on them.

Where an entry names none of the candidates it is about all of them that were still waiting at the time: "Hungary's
parliament puts off its vote" of 2024 does not concern a candidate that joined in 2023.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from accede.errors import NotFound
from accede.process.clock import established, is_factual
from accede.process.finding import CANDIDATES_IN
from accede.process.model import Entry, Process
from accede.process.rules import Known, Parties


class Scope(msgspec.Struct, frozen=True, eq=False):
    """A process, and the day from which each candidate is told to be a member (an instrument: to be in force)."""

    process: Process
    joined: Mapping[str, date]

    @classmethod
    def of(cls, process: Process, entries: Iterable[Entry]) -> Scope:
        """From the memberships that the entries tell as facts."""
        blank = cls(process, {})
        joined: dict[str, date] = {}
        for entry in entries:
            if entry.kind == "membership" and is_factual(entry):
                for candidate in blank.concerned(entry):
                    joined[candidate] = min(established(entry), joined.get(candidate, date.max))
        return cls(process, joined)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The candidates; the target itself for an instrument's own entry into force."""
        return self.process.candidates or (self.process.target,)

    def concerned(self, entry: Entry) -> tuple[str, ...]:
        """The candidates that the entry is about: those it names as concerned, else those that act, else all waiting.

        None where it names others in their place: that some other state became a member shows nothing of these.
        """
        if not self.process.candidates:
            return self.subjects
        for roles in (entry.of, entry.by, entry.parties):
            named = tuple(candidate for candidate in self.subjects if candidate in roles)
            if named:
                return named
        if getattr(entry, CANDIDATES_IN.get(entry.kind, ""), ()):
            return ()
        return tuple(c for c in self.subjects if established(entry) <= self.joined.get(c, date.max))

    def parties(self, candidate: str, day: date, known: Known) -> Parties:
        """Where rules on this candidate are judged: on `day`, or on the eve of its membership when that came before.

        Where no report tells of the membership, the list of members that is known beforehand has the day: it makes
        the candidate no member here, but who joined after it did never decided on it.
        """
        if not self.process.candidates:
            return Parties(known, day)
        told = self.joined.get(candidate)
        eve = told - _DAY if told else _listed_eve(candidate, self.process.target, day, known)
        return Parties(known, min(day, eve), candidate)


_DAY = timedelta(days=1)


def _listed_eve(candidate: str, target: str, day: date, known: Known) -> date:
    """The last day before `day` on which the candidate was no member by the list; `day` where it is none on it."""

    def is_member(on: date) -> bool:
        try:
            return candidate in known.members_on(target, on)
        except NotFound:
            return False

    if not is_member(day):
        return day
    free = bisect_left(range(day.toordinal()), True, lo=1, key=lambda number: is_member(date.fromordinal(number)))
    return date.fromordinal(max(1, free - 1))
