"""The status of a process: a pure function of what is on record and two days.

`valid` is the day it is to be true of, `known` the day by which it had to be known. The same events, claims,
reports and acts in any order give an equal status, and the same bytes when it is encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from accede.model import Act, Claim, Event, Mark, Report
from accede.process.basis import Basis
from accede.process.clock import is_factual, possible, undated_then
from accede.process.dealings import agreements, demands
from accede.process.decision import rules
from accede.process.evidence import Evidence, by_time
from accede.process.fulfilment import fulfilment
from accede.process.model import Entry, Membership, Process, Status
from accede.process.outlook import outlook
from accede.process.positions import positions
from accede.process.rules import Known
from accede.process.scope import Scope
from accede.process.talks import halts


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
    basis = Basis.of(process, events, claims, reports, acts, knowledge, valid=valid, known=known, origins=origins, marks=marks)
    evidence, instrument, scope, counted, brought = basis.evidence, basis.instrument, basis.scope, basis.counted, basis.brought
    every, doubtful = basis.sifted
    decided = basis.decided
    asked = demands(counted)
    deals, promises, assessments = agreements(counted, evidence)
    stops, restarts = halts(scope, counted, evidence)
    return Status(
        process=_as_of(process, every, doubtful),
        valid=valid.isoformat(),
        known=known.isoformat(),
        standings=decided.standings,
        rules=rules(scope, instrument, counted, evidence, basis.day),
        consents=decided.consents,
        tallies=decided.tallies,
        objections=decided.objections,
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
        possible=tuple(e for e in every if possible(e, valid) and not basis.of_round(e)),
        undated_later=sum(undated_then(e, valid) and not basis.of_round(e) for e in every),
        doubtful=basis.doubtful,
        timeline=counted,
    )


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
