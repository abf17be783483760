"""What every answer rests on: all that the record held on a day, its events, and the process that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from accede import dates
from accede.answers.choosing import chosen_of, one_of
from accede.answers.clocks import Clocks
from accede.answers.dropped import Dropped, dropped
from accede.answers.lineage import NO_LINEAGE, Lineage
from accede.answers.taken import Taken
from accede.model import ROLES, Act, Claim, Event, Mark, Report, Value
from accede.record.rulings import NONE, Rulings

if TYPE_CHECKING:
    from accede.process.basis import Basis
    from accede.process.model import Change, Entry, Process, Status
    from accede.record.holdings import Holdings


class Held(msgspec.Struct, frozen=True):
    """All that was known on a day, by id; events are merged from those claims alone, so that no later report
    shapes what an earlier day looked like. `origins` maps a report to the text that it repeats.

    `claims`, `read`, `rulings`, `marks` and `lost` are as in `Taken`. `dropped` says of claims that a later version of
    their report no longer carries where that was: they are among `read`, and count no more.
    """

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    acts: Mapping[str, Act]
    events: Mapping[str, Event]
    origins: Mapping[str, str]
    rulings: Rulings = NONE
    read: Mapping[str, Claim] = {}
    marks: Mapping[str, tuple[Mark, ...]] = {}
    lost: tuple[str, ...] = ()
    lineage: Lineage = NO_LINEAGE
    dropped: Mapping[str, Dropped] = {}

    @classmethod
    def of(cls, record: Holdings, known: date | None, ruled: date | None = None, *, with_events: bool = True) -> Held:
        """What the record holds of reports, claims and acts known by that day, as ruled until `ruled`; None is everything.

        with_events: false for who asks for none: they are not merged then.
        """
        from accede.record.events import merge
        from accede.reports.official import official

        reports = {report.id: report for report in record.reports(known)}
        taken = Taken.of(record, known, ruled)
        acts = {act.id: act for act in record.acts(known)}
        lineage = Lineage.of(reports.values(), record.kin(known))
        gone = dropped(taken.claims.values(), reports, lineage.versions)
        claims = {id: claim for id, claim in taken.claims.items() if id not in gone}
        events = merge(claims.values(), reports, lineage.origins, taken.rulings, official(reports.values())) if with_events else ()
        return cls(
            reports, claims, acts, {event.id: event for event in events}, lineage.origins, taken.rulings,
            {**{id: taken.claims[id] for id in gone}, **taken.read}, taken.marks, taken.lost,
            lineage=lineage, dropped=gone,
        )  # fmt: skip

    def of_process(self, process: Process) -> Held:
        """As much as the status of the process rests on: the same `status` comes of it."""
        events = {id: self.events[id] for id in process.events}
        claims = {id: self.claims[id] for event in events.values() for id in event.claims}
        reports = {id: self.reports[id] for id in dict.fromkeys(claim.report for claim in claims.values())}
        return msgspec.structs.replace(
            self, reports=reports, claims=claims, events=events, origins={id: self.origins[id] for id in reports}, read={},
            marks={id: self.marks[id] for id in claims if id in self.marks}, lineage=NO_LINEAGE, dropped={},
        )  # fmt: skip

    def decided(self, event: Event) -> Event:
        """The event with the values that official acts give beside those of reports, and with those that they decide."""
        from accede.process.acts import by_actor, decided

        return decided(event, by_actor(self.acts.values()))

    def conflicts(self) -> list[tuple[Event, dict[str, tuple[Value, ...]]]]:
        """The events on which reports and acts contradict each other, each with its rival values by field."""
        from accede.process.acts import by_actor, decided
        from accede.record.events import conflicts

        acts = by_actor(self.acts.values())
        return conflicts(decided(event, acts) for event in self.events.values())

    def processes(self) -> tuple[Process, ...]:
        """The processes on record, the most told first."""
        from accede.knowledge import load
        from accede.process import find_processes

        found = find_processes(self.events.values(), load(), self.claims.values())
        return tuple(sorted(found, key=lambda process: (-len(process.events), process.id)))

    def chosen(self, asked: str | None) -> tuple[Process, ...]:
        """The processes that a user may mean, the most told first.

        Where nothing is asked for, the one beside which the others are remnants, else all of them.

        Raises NotFound where there is none.
        """
        return chosen_of(self.processes(), asked)

    def others(self, chosen: Process) -> tuple[str, ...]:
        """The ids of all processes but the chosen one, the most told first."""
        return tuple(process.id for process in self.processes() if process.id != chosen.id)

    def the_one(self, asked: str | None) -> Process:
        """The one process that is meant; NotFound names them where they are several."""
        return one_of(self.chosen(asked))

    def timeline(self, process: Process, when: Clocks) -> tuple[Entry, ...]:
        """What happened, in the order of time."""
        from accede.process import timeline

        return timeline(self.status(process, when))

    def statements(self, process: Process, speaker: str | None = None) -> tuple[Claim, ...]:
        """Who said what of the process; `speaker` limits it to a person, office or actor."""
        from accede.process import statements

        placed = {id for event in process.events for id in self.events[event].claims}
        return statements((claim for id, claim in self.claims.items() if id in placed), speaker)

    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report; by day, report and passage."""
        about = {process.target, *process.candidates}
        found = [self.read[id] for id in self.dropped]
        told = [claim for claim in found if any(about.intersection(getattr(claim, role)) for role in ROLES)]
        told.sort(key=lambda each: (self.reports[each.report].published, each.report, each.evidence, each.id))
        return tuple(map(self._taken_back, told))

    def _taken_back(self, claim: Claim) -> Change:
        from accede.process.model import Change, Source

        report = self.reports[claim.report]
        source = Source(
            published=report.published, outlet=report.outlet or report.name, quote=" … ".join(claim.quote),
            report=report.id, claim=claim.id, origin=self.origins[report.id],
        )  # fmt: skip
        return Change(
            what="dropped", subject=", ".join(dict.fromkeys((*claim.by, *claim.parties, *claim.of, *claim.to))),
            kind=claim.kind, time=claim.time, before="", after=self.dropped[claim.id].in_words, sources=(source,),
        )  # fmt: skip

    def status(self, process: Process, when: Clocks) -> Status:
        """The status of a process for the dates asked for; what is held is what was known on `when.known`."""
        from accede.knowledge import load
        from accede.process import status

        return status(
            process, self.events.values(), self.claims.values(), self.reports.values(), self.acts.values(), load(),
            valid=dates.day(when.valid), known=dates.day(when.known), origins=self.origins, marks=self.marks,
        )  # fmt: skip

    def basis(self, process: Process, when: Clocks) -> Basis:
        """What the status of a process rests on."""
        from accede.knowledge import load
        from accede.process import Basis

        return Basis.of(
            process, self.events.values(), self.claims.values(), self.reports.values(), self.acts.values(), load(),
            valid=dates.day(when.valid), known=dates.day(when.known), origins=self.origins, marks=self.marks,
        )  # fmt: skip
