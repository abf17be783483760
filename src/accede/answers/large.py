"""Answers from the dossiers of a large record, kept with the state of the dossier that they rest on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

from accede.answers import kept
from accede.answers.asking import Answers, Lately, Page, Thing, merges_of, nothing_yet, tells
from accede.answers.choosing import chosen_of, one_of
from accede.answers.clocks import Clocks
from accede.answers.dossiers import Dossier, Family, dossiers_with, objectors, targets
from accede.answers.held import Held
from accede.answers.kept import CHUNK, Head, Places
from accede.answers.listing import OfMentions
from accede.answers.lists import Listed, Lists, Said, in_order
from accede.answers.recall import Recall
from accede.answers.stands import Stands, roles
from accede.answers.tracing import names_of
from accede.errors import NotFound, NotWorkedOut
from accede.knowledge import fold, load
from accede.model import Act, ActorMerge
from accede.process import changes
from accede.process.changes import words_of
from accede.process.model import Change, Entry, Process, Status
from accede.record.ledger import Record
from accede.record.rulings import Rulings


class InDossiers(Answers):
    """Answers from dossiers; the record must be traced.

    What is not kept is worked out, or NotWorkedOut raised for who does not wait; that nothing was found is kept, too.
    """

    is_large = True

    def __init__(self, record: Record, when: Clocks, *, waits: bool = True, recall: Recall | None = None) -> None:
        super().__init__(record, when, waits=waits, recall=recall)
        self._record = record
        self._days = (when.known, when.ruled)
        self._read: dict[str, Held] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}

    # Processes

    @cached_property
    def _targets(self) -> dict[str, set[str]]:
        return self._recall.of((*self._state, "targets", self.when.known), lambda: targets(self._record, self.when.known_day))

    @cached_property
    def _objectors(self) -> dict[str, set[str]]:
        return self._recall.of((*self._state, "objectors", self.when.known), lambda: objectors(self._record, self.when.known_day))

    @property
    def record(self) -> Record:
        """What it answers from."""
        return self._record

    def targets(self) -> tuple[str, ...]:
        """All targets by the day, sorted."""
        return tuple(sorted(self._targets))

    def processes(self) -> tuple[Process, ...]:
        """All processes, the most told first."""
        return self._of_targets(self.targets())

    def chosen(self, asked: str | None) -> tuple[Process, ...]:
        """As `Held.chosen`; only the dossiers of targets that the words may mean are opened, where they mean any."""
        if asked is not None:
            try:
                named = self._of_targets([target for target in self._targets if asked.strip().lower().endswith(target)])
                exact = tuple(process for process in named if process.id == asked.strip().lower())
                return exact or chosen_of(self._of_targets(self._meant(asked)), asked)
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

    def _of_targets(self, names: Iterable[str]) -> tuple[Process, ...]:
        found = {process.id: process for target in names for process in self.of_target(target)}
        return _in_order(found.values())

    def of_target(self, target: str) -> tuple[Process, ...]:
        """The processes of one target."""

        def found() -> tuple[Process, ...]:
            listed = self._kept_list(target)
            return self._found(target) if listed is None else listed

        return self._recall.of(self._key_of(target), found, len)

    def _listed(self, target: str) -> tuple[Process, ...] | None:
        """The processes of a target where they were found before."""
        return self._recall.of(self._key_of(target), lambda: self._kept_list(target), lambda listed: len(listed or ()))

    def _key_of(self, target: str) -> tuple[object, ...]:
        return (*self._state, "processes", target, *self._days)

    def _kept_list(self, target: str) -> tuple[Process, ...] | None:
        return kept.listed(self._record, kept.question("processes", target, *self._days), self._dossier(target)[1])

    def _found(self, target: str) -> tuple[Process, ...]:
        self._wait(target)
        _, rests_on = self._dossier(target)
        held = self._held(target)
        listed = tuple(process for process in held.processes() if process.target == target)
        told = tells(held, listed)
        found: dict[tuple[str, ...], object] = {("processes", target, *self._days): listed}
        for first in "0123456789abcdef":
            found["tells", target, *self._days, first] = {report: ids for report, ids in told.items() if report[:1] == first}
        kept.keep(self._record, [(kept.question(*asked), rests_on, kept.packed(one)) for asked, one in found.items()])
        return listed

    def _wait(self, target: str) -> None:
        if not self._waits:
            raise NotWorkedOut(target, self.when.valid, self.when.known)

    def _dossier(self, target: str) -> tuple[Dossier, str]:
        """The dossier of a target, and what an answer from it rests on."""
        keys, acting, rests_on = self._recall.of((*self._state, "dossier", target, self.when.known), lambda: self._opened(target))
        return Dossier(self._record, target, self.when.known_day, keys, acting), rests_on

    def _opened(self, target: str) -> tuple[Sequence[str], Sequence[str], str]:
        dossier = Dossier.of(self._record, target, self.when.known_day)
        return dossier.keys, dossier.acting, kept.basis(dossier.state())

    def _held(self, target: str) -> Held:
        if target not in self._read:
            self._read = {target: Held.of(self._dossier(target)[0], self.when.known_day, self.when.ruled_day)}
        return self._read[target]

    # Statuses

    def without_waiting(self) -> tuple[tuple[Process, ...], tuple[str, ...]]:
        """The processes of the targets that are worked out, with their statuses, the most told first; the targets that are not."""
        listed = {target: found for target in self.targets() if (found := self._listed(target)) is not None}
        asked = {kept.question("status", *self._asked(one)): target for target, found in listed.items() for one in found}
        there = kept.there(self._record, {one: self._dossier(target)[1] for one, target in asked.items()})
        lacking = {*self.targets()} - listed.keys() | {asked[one] for one in asked.keys() - there}
        return _in_order(one for target, found in listed.items() if target not in lacking for one in found), tuple(sorted(lacking))

    def basis(self, process: Process) -> str:
        """A word for all that an answer on the process rests on, but for the days."""
        return self._dossier(process.target)[1]

    def held(self, process: Process) -> Held:
        """All that the process's dossier holds."""
        return self._held(process.target)

    def parts(self) -> Iterator[Held]:
        """One for each target."""
        for target in sorted(self._targets):
            yield self._held(target)

    # What stands behind one address

    def ids(self, what: Thing, beginning: str) -> list[str]:
        """The ids that begin so."""
        if what == "act":
            return sorted(id for id in self._acts if id.startswith(beginning))
        return self._record.ids(what, beginning, self.when.known_day)

    def around(self, what: Literal["report", "claim"], id: str) -> Held:
        """The report, or the claim's, with its copies and versions and their claims."""
        report = id if what == "report" else self._record.claim(id).report
        return Held.of(Family.of(self._record, report, self.when.known_day), self.when.known_day, self.when.ruled_day, with_events=False)

    @cached_property
    def _acts(self) -> dict[str, Act]:
        return {act.id: act for act in self._record.acts(self.when.known_day)}

    def act(self, id: str) -> Act:
        """The official act."""
        return self._acts[id]

    def events(self, claim: str) -> None:
        """Not worked out: it would take all that is told of the claim's processes."""

    def telling(self, report: str) -> tuple[Process, ...] | None:
        """The processes of which a report tells, where those of all dossiers that it is in are kept."""
        found: list[Process] = []
        for target in dossiers_with(self._record, report, self.when.known_day, self._targets, self._objectors):
            listed, told = self._listed(target), self._tellings(target, report)
            if listed is None or told is None:
                return None
            found += [process for process in listed if process.id in told.get(report, ())]
        return _in_order(found)

    def _tellings(self, target: str, report: str) -> dict[str, tuple[str, ...]] | None:
        """Of which of the target's processes the report, and those beside which it is kept, tell; None where that is not kept."""
        asked = kept.question("tells", target, *self._days, report[:1])

        def found() -> dict[str, tuple[str, ...]] | None:
            return kept.found(self._record, asked, self._dossier(target)[1], dict[str, tuple[str, ...]])

        return self._recall.of((*self._state, asked), found, lambda told: 1 + len(told or ()) // 4)

    def towards(self, targets: Collection[str]) -> tuple[Process, ...] | None:
        """The processes with one of these targets, where they are kept."""
        found = [self._listed(target) for target in sorted(self._targets.keys() & set(targets))]
        return None if None in found else _in_order(process for listed in found for process in listed or ())

    def status(self, process: Process) -> Status:
        """The status of a process, whole."""
        head = self._head(process)
        chunks = self._chunks(process, range(-(-head.entries // CHUNK)))
        return msgspec.structs.replace(head.status, timeline=tuple(entry for number in sorted(chunks) for entry in chunks[number]))

    def head(self, process: Process) -> Status:
        """The status without its timeline."""
        return self._head(process).status

    def field(self, process: Process, name: str) -> tuple[Any, ...]:
        """One field of the head of the status."""
        _, rests_on = self._dossier(process.target)
        found = kept.field(self._record, self._asked(process), rests_on, name)
        return super().field(process, name) if found is None else found

    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report."""
        return self._places(process).taken_back

    def lately(self, process: Process, since: str) -> Lately:
        """What became known after the day `since`: of stages, consents, objections and tallies, and only where the status of then is kept.

        Kept is most likely what was answered when that day was the newest, as of it.
        """
        known = min(since, self.when.known)
        earlier = self.at(self.when.valid, known)
        if not isinstance(earlier, InDossiers):
            return Lately(True, whole=False)
        if earlier._dossier(process.target)[1] == self._dossier(process.target)[1]:
            return Lately(False)
        before = earlier._kept_head(process, self.when.valid) or earlier._kept_head(process, known)
        return Lately(True, changes(_lines(before.status), _lines(self.head(process))) if before else (), whole=False)

    def _kept_head(self, process: Process, valid: str) -> Head | None:
        """The head of the status as of a day as it was answered before, None where it never was."""
        _, rests_on = self._dossier(process.target)
        return kept.found(self._record, kept.question("status", process.id, valid, *self._days), rests_on, Head)

    def page(self, process: Process, first: int = 0, limit: int | None = None) -> Page:
        """Of what happened, in the order of time, `limit` entries from the one numbered `first` on; None is all."""
        past = self._places(process).past
        places = past[first:] if limit is None else past[first : first + limit]
        chunks = self._chunks(process, sorted({place // CHUNK for place in places}))
        return Page(tuple(chunks[place // CHUNK][place % CHUNK] for place in places), len(past))

    def text(self, process: Process, what: str, by: str, make: Callable[[], str]) -> str:
        """The text that was kept on the same dossier and made by the same code, or the one that is made now, in its place."""
        asked = kept.question("text", *self._asked(process), what)
        rests_on = f"{self._dossier(process.target)[1]} {by}"
        found = kept.found(self._record, asked, rests_on, str)
        if found is None:
            found = make()
            if self._waits:
                kept.keep(self._record, [(asked, rests_on, kept.packed(found))])
        return found

    def lists(self) -> Lists:
        """Of the mentions of the record."""
        return OfMentions(self._record, self.when)

    def said(self, process: Process, speaker: str | None, first: int, limit: int) -> Listed[Said]:
        """Who said what of the process; those claims are kept by their ids, each with the words that its speaker is known by."""
        asked = kept.question("said", process.id, *self._days)
        lines = self._recall.of((*self._state, asked), lambda: self._lines(process, asked), lambda lines: 10 + len(lines) // 4)
        wanted = fold(speaker or "").split()
        ids = [id for id, words in lines if not wanted or all(word in words.split() for word in wanted)]
        return Listed(self.lists().with_ids(ids[first : first + limit]), len(ids))

    def _lines(self, process: Process, asked: str) -> tuple[tuple[str, str], ...]:
        """Of all that was said of the process the ids of the claims and the words of their speakers, in order."""
        _, rests_on = self._dossier(process.target)
        lines = kept.found(self._record, asked, rests_on, tuple[tuple[str, str], ...])
        if lines is None:
            self._wait(process.target)
            held = self._held(process.target)
            said = in_order(held.statements(self._as_found(process)), held.reports)
            lines = tuple((claim.id, words_of(claim)) for claim, _ in said)
            kept.keep(self._record, [(asked, rests_on, kept.packed(lines))])
        return lines

    def before(self, process: Process) -> tuple[Status, tuple[Change, ...]]:
        """The status of a process of a later known day as it was, and what was taken back; those of its target alone are looked at."""
        listed = self.of_target(process.target) if process.target in self._targets else ()
        if any(one.id == process.id for one in listed):
            return self.status(process), self.taken_back(process)
        acts = {act.id: act for act in self._dossier(process.target)[0].acts(self.when.known_day)}
        return Held({}, {}, acts, {}, {}).status(nothing_yet(process), self.when), ()

    def merges(self) -> tuple[ActorMerge, ...]:
        """The renamings of speakers that hold."""
        ruled = self.when.ruled_day
        return merges_of(Rulings.of(self._record.rulings(ruled), self._record.actor_merges(ruled)))

    def stands(self, actor: str) -> Stands:
        """What the statuses that are kept tell of an actor; of the rest, those in which reports give it a part are told as open."""
        listed = {target: found for target in self.targets() if (found := self._listed(target)) is not None}
        found = _in_order(process for processes in listed.values() for process in processes)
        told = kept.kept_parts(self._record, {self._asked(process): self._dossier(process.target)[1] for process in found}, actor)
        parts = [(process, part) for process in found if (part := told.get(self._asked(process))) is not None]
        own = tuple(roles(found, actor))
        open_ = [process.id for process, _ in own if self._asked(process) not in told]
        unlisted = [target for target in self._targets if target not in listed]
        objects = {other for other, actors in self._objectors.items() if actor in actors} if unlisted else set()
        open_ += [target for target in unlisted if actor == target or actor in self._targets[target] or objects & {*names_of(target), *self._targets[target]}]
        return Stands(tuple(parts), tuple(sorted({*open_})), own)

    def names(self, process: Process) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of what happened, the ids of the actors in any role, and the outlets."""
        return self._places(process).names

    def _asked(self, process: Process) -> tuple[str, ...]:
        return (process.id, self.when.valid, *self._days)

    def _places(self, process: Process) -> Places:
        def found() -> Places:
            _, rests_on = self._dossier(process.target)
            places = kept.found(self._record, kept.question("places", *self._asked(process)), rests_on, Places)
            return places or self._head(process).places

        return self._recall.of((*self._state, "places", *self._asked(process)), found, lambda places: 10 + len(places.past) // 20)

    def _head(self, process: Process) -> Head:
        def found() -> Head:
            return self._kept_head(process, self.when.valid) or self._answered(process)[0]

        return self._recall.of((*self._state, "head", *self._asked(process)), found, lambda head: 10 + head.entries)

    def _chunks(self, process: Process, numbers: Sequence[int]) -> dict[int, tuple[Entry, ...]]:
        """Parts of the timeline by their numbers."""
        if process.id not in self._entries:
            _, rests_on = self._dossier(process.target)
            found = kept.chunks(self._record, self._asked(process), rests_on, numbers)
            if len(found) == len(numbers):
                return found
        entries = self._answered(process)[1]
        return {number: entries[number * CHUNK : (number + 1) * CHUNK] for number in numbers}

    def _answered(self, process: Process) -> tuple[Head, tuple[Entry, ...]]:
        """The status computed and kept for the next time, in its head and its entries."""
        self._wait(process.target)
        key = (*self._state, "own", process.id, *self._days)
        own, taken_back = self._recall.of(key, lambda: self._own(process), lambda made: 10 + 3 * len(made[0].claims))
        status = own.status(process, self.when)
        _, rests_on = self._dossier(process.target)
        head = Head.of(status, taken_back)
        kept.keep(self._record, list(kept.in_parts(self._asked(process), rests_on, head, status.timeline)))
        self._entries = {process.id: status.timeline}
        return head, status.timeline

    def _own(self, process: Process) -> tuple[Held, tuple[Change, ...]]:
        """What the status of a process rests on for any valid day, and what was taken back."""
        held = self._held(process.target)
        return held.of_process(self._as_found(process)), held.taken_back(process)

    def _as_found(self, process: Process) -> Process:
        """The process with its events as of the known day. Raises NotFound where there is none by then."""
        return one_of([one for one in self.of_target(process.target) if one.id == process.id] or list(self.chosen(process.id)))


def _in_order(processes: Iterable[Process]) -> tuple[Process, ...]:
    """The most told first."""
    return tuple(sorted(processes, key=lambda process: (-len(process.events), process.id)))


def _lines(head: Status) -> Status:
    """A head with nothing in it whose earlier sources may stand in the timeline."""
    return msgspec.structs.replace(head, doubtful=())
