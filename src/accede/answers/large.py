"""Answers from the dossiers of a large record, kept with the state of the dossier that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from accede.answers import kept
from accede.answers.asking import Answers, Page
from accede.answers.choosing import chosen_of
from accede.answers.clocks import Clocks
from accede.answers.dossiers import Dossier, Single, targets
from accede.answers.held import Held
from accede.answers.kept import CHUNK, Head
from accede.answers.tracing import names_of
from accede.errors import NotFound
from accede.knowledge import fold, load
from accede.process.model import Change, Entry, Process, Status
from accede.record import traces
from accede.record.ledger import Record


class InDossiers(Answers):
    """Answers from dossiers; the record must be traced."""

    def __init__(self, record: Record, when: Clocks) -> None:
        self.when = when
        self._record = record
        self._days = (when.known, when.ruled)
        self._dossiers: dict[str, tuple[Dossier, str]] = {}
        self._read: dict[str, Held] = {}
        self._heads: dict[str, Head] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}

    # Processes

    @cached_property
    def _targets(self) -> dict[str, set[str]]:
        return targets(self._record, self.when.known_day)

    def processes(self) -> tuple[Process, ...]:
        """All processes, the most told first."""
        return self._of_targets(sorted(self._targets))

    def chosen(self, asked: str | None) -> tuple[Process, ...]:
        """As `Held.chosen`; only the dossiers of targets that the words may mean are opened, where they mean any."""
        if asked is not None:
            try:
                return chosen_of(self._of_targets(self._meant(asked)), asked)
            except NotFound:
                pass
        return chosen_of(self.processes(), asked)

    def _meant(self, asked: str) -> list[str]:
        """The targets that the words name, or to which they name a candidate, or whose id ends the words."""
        wanted, text = fold(asked), asked.strip().lower()
        ids = {form.id for form in load().surface_forms() if fold(form.text) == wanted} | {asked.upper(), text}
        return [
            target for target, actors in sorted(self._targets.items())
            if ids & {target, *actors} or text.endswith(target)
        ]  # fmt: skip

    def _of_targets(self, names: Sequence[str]) -> tuple[Process, ...]:
        found = {process.id: process for target in names for process in self._of_target(target)}
        return tuple(sorted(found.values(), key=lambda process: (-len(process.events), process.id)))

    def _of_target(self, target: str) -> tuple[Process, ...]:
        _, rests_on = self._dossier(target)
        asked = kept.question("processes", target, *self._days)
        listed = kept.listed(self._record, asked, rests_on)
        if listed is None:
            listed = tuple(process for process in self._held(target).processes() if process.target == target)
            kept.keep(self._record, [(asked, rests_on, kept.packed(listed))])
        return listed

    def _dossier(self, target: str) -> tuple[Dossier, str]:
        """The dossier of a target, and what an answer from it rests on."""
        if target not in self._dossiers:
            dossier = Dossier.of(self._record, target, self.when.known_day)
            self._dossiers[target] = dossier, kept.basis(dossier.state())
        return self._dossiers[target]

    def _held(self, target: str) -> Held:
        if target not in self._read:
            self._read = {target: Held.of(self._dossier(target)[0], self.when.known_day, self.when.ruled_day)}
        return self._read[target]

    # Statuses

    def held(self, process: Process) -> Held:
        """All that the process's dossier holds."""
        return self._held(process.target)

    def parts(self, report: str = "") -> Iterator[Held]:
        """One for each target, those first that the report is traced under; last the report alone."""
        held = sorted(self._targets)
        if report:
            with self._record._reading() as connection:
                keys = traces.keys(connection, report)
            held.sort(key=lambda target: keys.isdisjoint(names_of(target)))
            held = held[: sum(not keys.isdisjoint(names_of(target)) for target in held)] if keys else held
        for target in held:
            yield self._held(target)
        if report:
            yield Held.of(Single(self._record, report, self.when.known_day), self.when.known_day, self.when.ruled_day)

    def status(self, process: Process) -> Status:
        """The status of a process, whole."""
        head = self._head(process)
        chunks = [self._chunk(process, number) for number in range(-(-head.entries // CHUNK))]
        return msgspec.structs.replace(head.status, timeline=tuple(entry for chunk in chunks for entry in chunk))

    def head(self, process: Process) -> Status:
        """The status without its timeline."""
        return self._head(process).status

    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report."""
        return self._head(process).taken_back

    def page(self, process: Process, first: int = 0, limit: int | None = None) -> Page:
        """Of what happened, in the order of time, `limit` entries from the one numbered `first` on; None is all."""
        past = self._head(process).past
        places = past[first:] if limit is None else past[first : first + limit]
        chunks = {number: self._chunk(process, number) for number in sorted({place // CHUNK for place in places})}
        return Page(tuple(chunks[place // CHUNK][place % CHUNK] for place in places), len(past))

    def names(self, process: Process) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of what happened, the ids of the actors in any role, and the outlets."""
        return self._head(process).names

    def _asked(self, process: Process) -> tuple[str, ...]:
        return (process.id, self.when.valid, *self._days)

    def _head(self, process: Process) -> Head:
        if process.id not in self._heads:
            _, rests_on = self._dossier(process.target)
            head = kept.found(self._record, kept.question("status", *self._asked(process)), rests_on, Head)
            self._heads[process.id] = head or self._answered(process)[0]
        return self._heads[process.id]

    def _chunk(self, process: Process, number: int) -> tuple[Entry, ...]:
        if process.id not in self._entries:
            _, rests_on = self._dossier(process.target)
            found = kept.chunk(self._record, self._asked(process), rests_on, number)
            if found is not None:
                return found
        return self._answered(process)[1][number * CHUNK : (number + 1) * CHUNK]

    def _answered(self, process: Process) -> tuple[Head, tuple[Entry, ...]]:
        """The status computed and kept for the next time, in its head and its entries."""
        if process.id not in self._entries:
            held = self._held(process.target)
            found = held.the_one(process.id)
            status = held.status(found, self.when)
            _, rests_on = self._dossier(process.target)
            head = Head.of(status, held.taken_back(found))
            kept.keep(self._record, list(kept.in_parts(self._asked(process), rests_on, head, status.timeline)))
            self._heads[process.id], self._entries = head, {process.id: status.timeline}
        return self._heads[process.id], self._entries[process.id]
