"""What a status rests on, prepared once, so that it can be asked what would be otherwise without some claims.

    basis = Basis.of(process, events, claims, reports, acts, knowledge, valid=day, known=day)
    decisive(basis.decided, basis.without(gone).decided)

What always holds: what is decided is that of `status` from the same claims and marks. A basis made from another shares with it
whatever the claims in question have no part in: each event is a line of its own, and a line is doubted for the same reasons where all
that it is held against is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from accede.model import Act, Claim, Event, Mark, Report
from accede.process.clock import established
from accede.process.consents import consents, tallies
from accede.process.decision import Shown, standings
from accede.process.doubts import Sieve, Sifted
from accede.process.evidence import Evidence, by_time
from accede.process.instrument import GENERIC, Instrument, load_instruments
from accede.process.model import Consent, Doubt, Entry, Objection, Process, Standing, Tally
from accede.process.objections import objections
from accede.process.rules import Known
from accede.process.scope import Scope
from accede.process.talks import Talks, talks


class Decided(NamedTuple):
    """How far each candidate is, who consented, the totals, and who objects."""

    standings: tuple[Standing, ...]
    consents: tuple[Consent, ...]
    tallies: tuple[Tally, ...]
    objections: tuple[Objection, ...]


class _Shared(NamedTuple):
    """What was found of lines, for all that are made from one basis."""

    sieve: Sieve
    talks: dict[tuple[int, ...], tuple[tuple[Entry, ...], Talks]]
    shown: Shown


class Basis:
    """The lines of a process on two days; made by `of`, and from another by `without` and `marked`."""

    def __init__(
        self, process: Process, evidence: Evidence, own: Mapping[str, Event], lines: Mapping[str, Entry | None], acts: tuple[Entry, ...],
        valid: date, day: date, shared: _Shared,
    ) -> None:  # fmt: skip
        self.process, self.evidence, self.valid, self.day = process, evidence, valid, day
        self._own, self._lines, self._acts, self._shared = own, lines, acts, shared

    @classmethod
    def of(
        cls, process: Process, events: Iterable[Event], claims: Iterable[Claim], reports: Iterable[Report], acts: Iterable[Act], knowledge: Known,
        *, valid: date, known: date, origins: Mapping[str, str] | None = None, marks: Mapping[str, tuple[Mark, ...]] | None = None,
    ) -> Basis:  # fmt: skip
        """The arguments are those of `status`."""
        evidence = Evidence.known_by(known, claims, reports, acts, knowledge, origins, marks)
        wanted = set(process.events)
        own = {event.id: event for event in events if event.id in wanted}
        cited = tuple(evidence.act_entry(act, process.candidates) for act in evidence.acts.values() if _is_of(act, process))
        lines = {id: evidence.entry(event) for id, event in own.items()}
        return cls(process, evidence, own, lines, cited, valid, min(valid, known), _Shared(Sieve(process, _instrument(process)), {}, {}))

    def is_like(self, other: Basis) -> bool:
        """True where the other has the very same lines, so that the same hangs on each."""
        mine, theirs = ((one.process, one._lines, one._acts, one.valid, one.day) for one in (self, other))
        return mine == theirs

    def without(self, claims: Iterable[str]) -> Basis:
        """As it would be if these claims were not there."""
        gone = frozenset(claims)
        left = {id: claim for id, claim in self.evidence.claims.items() if id not in gone}
        return self._from(msgspec.structs.replace(self.evidence, claims=left), gone)

    def marked(self, claims: Iterable[str], mark: Mark) -> Basis:
        """As it would be if each of these claims had one more mark."""
        named = frozenset(claims)
        marks = self.evidence.marks
        more = {id: (*marks.get(id, ()), mark) for id in named}
        return self._from(msgspec.structs.replace(self.evidence, marks={**marks, **more}), named)

    def _from(self, evidence: Evidence, touched: frozenset[str]) -> Basis:
        again = {id for claim in touched for id in self._told_by.get(claim, ())}
        lines = {**self._lines, **{id: evidence.entry(self._own[id]) for id in sorted(again)}}
        return Basis(self.process, evidence, self._own, lines, self._acts, self.valid, self.day, self._shared)

    @cached_property
    def _told_by(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id, event in self._own.items():
            for claim in event.claims:
                found[claim].append(id)
        return found

    @property
    def instrument(self) -> Instrument:
        """That of the process."""
        return _instrument(self.process)

    @cached_property
    def sifted(self) -> Sifted:
        """All events and acts of the process that were known, the sound ones and the doubtful ones, each in the order of time."""
        lines = [entry for entry in self._lines.values() if entry]
        return self._shared.sieve.sift(tuple(sorted([*lines, *self._acts], key=by_time)), self.evidence)

    @cached_property
    def doubtful(self) -> tuple[Doubt, ...]:
        """What is doubtful and would count by the valid day."""
        return tuple(one for one in self.sifted.doubtful if established(one) <= self.valid)

    @cached_property
    def brought(self) -> Talks:
        """The rounds of talks, and what they brought."""
        told = tuple(entry for entry in self.sifted.sound if entry.kind in ("talks", "outcome"))
        asked = tuple(map(id, told))
        if asked not in self._shared.talks:
            self._shared.talks[asked] = told, talks(told, self.evidence, self.valid)
        return self._shared.talks[asked][1]

    @cached_property
    def counted(self) -> tuple[Entry, ...]:
        """What counts by the valid day."""
        return tuple(entry for entry in self.sifted.sound if self._counts_from(entry) <= self.valid)

    def of_round(self, entry: Entry) -> list[date]:
        """The first days of the rounds whose outcome the entry tells."""
        since = self.brought.since
        return [since[source.claim] for source in entry.sources if source.claim in since]

    def _counts_from(self, entry: Entry) -> date:
        """The day from which the entry counts; an outcome counts from its round on."""
        return min(self.of_round(entry), default=established(entry))

    @cached_property
    def scope(self) -> Scope:
        """Whom the lines are about."""
        return Scope.of(self.process, self.counted)

    @cached_property
    def decided(self) -> Decided:
        """What decides."""
        scope, counted = self.scope, self.counted
        rows = consents(scope, self.instrument, counted, self.evidence, self.day)
        totals = tallies(scope, self.instrument, counted, rows, self.evidence, self.day)
        return Decided(standings(scope, self.instrument, counted, totals, self._shared.shown), rows, totals, objections(scope, counted, self.evidence))


def _instrument(process: Process) -> Instrument:
    return load_instruments()[process.instrument or GENERIC]


def _is_of(act: Act, process: Process) -> bool:
    """True where the act's target, if it names one, is that of the process, and so is a candidate, if it names one."""
    if process.target not in (act.to or (process.target,)):
        return False
    if not process.candidates:
        return process.target in act.to
    return bool({*act.of, act.actor} & set(process.candidates))
