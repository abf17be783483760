"""The status of a process: a pure function of what is on record and two days.

`valid` is the day it is to be true of, `known` the day by which it had to be known. The same events, claims,
reports and acts in any order give an equal status, and the same bytes when it is encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from accede.model import Act, Claim, Event, Mark, Report
from accede.process.clock import established, is_factual, possible, undated_then
from accede.process.consents import consents, tallies
from accede.process.dealings import agreements, demands
from accede.process.decision import rules, standings
from accede.process.doubts import sift
from accede.process.evidence import Evidence, by_time
from accede.process.fulfilment import fulfilment
from accede.process.instrument import GENERIC, load_instruments
from accede.process.model import Entry, Membership, Process, Status
from accede.process.objections import objections
from accede.process.outlook import outlook
from accede.process.positions import positions
from accede.process.rules import Known
from accede.process.scope import Scope
from accede.process.talks import Talks, halts, talks


def status(
    process: Process,
    events: Iterable[Event],
    claims: Iterable[Claim],
    reports: Iterable[Report],
    acts: Iterable[Act],
    knowledge: Known,
    *,
    valid: date,
    known: date,
    origins: Mapping[str, str] | None = None,
    marks: Mapping[str, tuple[Mark, ...]] | None = None,
) -> Status:
    """The state of `process` on `valid`, as anyone could have known it on `known`.

    events: those of the process count, the others are passed over; what rests on no report published by `known`
        is not there, even when it is handed in.
    origins: report id to the id of the text that it repeats; a report that is not in it is its own origin.
    marks: claim id to what a person ruled on it; who accepted or corrected a claim has judged it, and it is not doubted.
    """
    evidence = Evidence.known_by(known, claims, reports, acts, knowledge, origins, marks)
    instrument = load_instruments()[process.instrument or GENERIC]
    every, doubtful = sift(process, instrument, _entries(process, events, evidence), evidence)
    brought = talks(every, evidence, valid)
    counted = tuple(entry for entry in every if _counts_from(entry, brought) <= valid)
    scope = Scope.of(process, counted)
    day = min(valid, known)
    rows = consents(scope, instrument, counted, evidence, day)
    totals = tallies(scope, instrument, counted, rows, evidence, day)
    asked = demands(counted)
    deals, promises, assessments = agreements(counted, evidence)
    stops, restarts = halts(scope, counted, evidence)
    return Status(
        process=_as_of(process, every, doubtful),
        valid=valid.isoformat(),
        known=known.isoformat(),
        standings=standings(scope, instrument, counted, totals),
        rules=rules(scope, instrument, counted, evidence, day),
        consents=rows,
        tallies=totals,
        objections=objections(scope, counted, evidence),
        positions=positions(scope, counted, evidence),
        demands=asked,
        agreements=deals,
        commitments=promises,
        assessments=assessments,
        fulfilment=fulfilment(counted, asked, deals, promises, assessments, evidence),
        rounds=brought.rounds,
        outcomes=brought.outcomes,
        halts=stops,
        resumptions=restarts,
        outlook=outlook(scope, counted, valid),
        memberships=_memberships(scope, counted, evidence),
        withdrawals=tuple(e for e in counted if e.kind == "withdrawal" and is_factual(e)),
        possible=tuple(e for e in every if possible(e, valid) and not _of_round(e, brought)),
        undated_later=sum(undated_then(e, valid) and not _of_round(e, brought) for e in every),
        doubtful=tuple(one for one in doubtful if established(one) <= valid),
        timeline=counted,
    )


def _entries(process: Process, events: Iterable[Event], evidence: Evidence) -> tuple[Entry, ...]:
    """All events and acts of the process that were known, in the order of time."""
    own = set(process.events)
    told = [evidence.entry(event) for event in {event.id: event for event in events}.values() if event.id in own]
    acts = [evidence.act_entry(act, process.candidates) for act in evidence.acts.values() if _is_of(act, process)]
    return tuple(sorted([entry for entry in told if entry] + acts, key=by_time))


def _is_of(act: Act, process: Process) -> bool:
    """True where the act's target, if it names one, is that of the process, and so is a candidate, if it names one."""
    if process.target not in (act.to or (process.target,)):
        return False
    if not process.candidates:
        return process.target in act.to
    return bool({*act.of, act.actor} & set(process.candidates))


def _of_round(entry: Entry, brought: Talks) -> list[date]:
    """The first days of the rounds whose outcome the entry tells."""
    return [brought.since[source.claim] for source in entry.sources if source.claim in brought.since]


def _counts_from(entry: Entry, brought: Talks) -> date:
    """The day from which the entry counts; an outcome counts from its round on."""
    return min(_of_round(entry, brought), default=established(entry))


def _as_of(process: Process, entries: tuple[Entry, ...], doubtful: tuple[Entry, ...]) -> Process:
    """The process with the events and objectors that were known."""
    raised = [entry for entry in entries if entry.kind == "objection" and entry.modality != "denied"]
    return msgspec.structs.replace(
        process,
        events=tuple(sorted({id for entry in (*entries, *doubtful) for id in entry.events})),
        objectors=tuple(sorted({actor for entry in raised for actor in entry.by})),
    )


def _memberships(scope: Scope, entries: tuple[Entry, ...], evidence: Evidence) -> tuple[Membership, ...]:
    """Who became a member, or that the instrument is in force: one line for the same members."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.kind == "membership" and is_factual(entry):
            groups.setdefault(scope.concerned(entry), []).append(entry)
    lines = (
        evidence.join(Membership, group, members=members, official=any(entry.official for entry in group))
        for members, group in groups.items()
    )
    return tuple(sorted(lines, key=by_time))
