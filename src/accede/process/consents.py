"""Who has consented, at which stage, who is outstanding, and of whom nothing is reported; and the tallies.

A consent has stages and they never merge: the state of a member is the highest stage that a source tells. A member
that no source mentions is not reported. Deciders are the parties as of the day, or as of the eve of the
candidate's membership once that is on record.
"""

from __future__ import annotations

from datetime import date
from typing import get_args

from accede.model import Stage
from accede.process.clock import AHEAD, is_factual, is_under_way
from accede.process.evidence import Evidence, by_time, recast
from accede.process.instrument import Decision, Instrument
from accede.process.judging import Blocking, Pivots, blocking, deciders, judge, pivots, size
from accede.process.model import CONSENT_STATES, Consent, ConsentStage, ConsentState, Entry, Line, Tally, Told
from accede.process.rules import Parties
from accede.process.scope import Scope

STAGES: tuple[str, ...] = get_args(Stage)
_NEEDED = ("pending", "denied", "demanded", "conditional")


def consents(
    scope: Scope, instrument: Instrument, entries: tuple[Entry, ...], evidence: Evidence, day: date
) -> tuple[Consent, ...]:
    """One row for each decider and each other member that a source names, for each candidate, sorted."""
    told = [entry for entry in entries if entry.kind == "ratification" and entry.by]
    rows = []
    for candidate in scope.subjects:
        decision = instrument.counted(candidate)
        asked = _asked(decision, scope.parties(candidate, day, evidence.who))
        about = [entry for entry in told if candidate in scope.concerned(entry)]
        named = (member for entry in about for member in entry.by if _is_on(entry, member, candidate, scope))
        members = {*(asked or ()), *named}
        for member in sorted(members):
            of_member = [entry for entry in about if member in entry.by and _is_on(entry, member, candidate, scope)]
            rows.append(_consent(member, candidate, of_member, evidence, asked is None or member in asked))
    return tuple(rows)


def _is_on(entry: Entry, member: str, candidate: str, scope: Scope) -> bool:
    """False for another candidate's own consent: "both have handed in their papers" is each on itself."""
    return bool(set(entry.of) & set(scope.subjects)) or member not in scope.subjects or member == candidate


def _asked(decision: Decision | None, where: Parties) -> tuple[str, ...] | None:
    return deciders(decision.rule, where) if decision else None


def _consent(member: str, candidate: str, told: list[Entry], evidence: Evidence, decider: bool) -> Consent:
    stages = []
    for stage in (None, *STAGES):
        same = [e for e in told if is_factual(e) and e.stage == stage and not is_under_way(e)]
        if same:
            best = next((entry for entry in sorted(same, key=by_time) if entry.official), None)
            votes = [
                entry.votes for entry in ([best] if best and best.votes else sorted(same, key=by_time)) if entry.votes
            ]
            stages.append(evidence.join(
                ConsentStage, same, stage=stage, official=best is not None, votes=votes[0] if votes else None,
            ))  # fmt: skip
    outstanding = [entry for entry in told if entry.modality in _NEEDED or is_under_way(entry)]
    planned = [entry for entry in told if entry.modality in AHEAD]
    state: str = "outstanding" if outstanding or planned else "not_reported"
    if stages:
        state = stages[-1].stage or "reported"
    return Consent(
        member=member, candidate=candidate, state=_state(state), stages=tuple(stages), decider=decider,
        outstanding=_lines(outstanding), planned=_lines(planned),
    )  # fmt: skip


def _state(text: str) -> ConsentState:
    assert text in CONSENT_STATES
    return text  # type: ignore[return-value]


def is_consent(entry: Entry) -> bool:
    """True for a consent that is told as given: a bill sent to parliament is none yet."""
    return entry.kind == "ratification" and is_factual(entry) and entry.stage in (None, *STAGES[1:])


def _lines(entries: list[Entry]) -> tuple[Line, ...]:
    return tuple(recast(Line, entry) for entry in sorted(entries, key=by_time))


def reached(row: Consent, stage: Stage) -> bool:
    """True when a source tells this stage of the consent, or a later one."""
    return row.state in STAGES and STAGES.index(row.state) >= STAGES.index(stage)


def refuses(row: Consent) -> bool:
    """True when a source says that the consent is still needed, and none that it has been given."""
    return row.state == "outstanding" or (row.state == "submitted" and bool(row.outstanding))


def tallies(
    scope: Scope, instrument: Instrument, entries: tuple[Entry, ...], rows: tuple[Consent, ...],
    evidence: Evidence, day: date,
) -> tuple[Tally, ...]:  # fmt: skip
    """The own count of consents to each candidate beside the totals that reports give."""
    told = [e for e in entries if e.kind == "ratification" and not e.by and e.members is not None and is_factual(e)]
    found = []
    for candidate in scope.subjects:
        where = scope.parties(candidate, day, evidence.who)
        held = [row for row in rows if row.candidate == candidate and row.decider]
        counts = [(_state(state), sum(row.state == state for row in held)) for state in CONSENT_STATES]
        decision = instrument.counted(candidate)
        verdict = _verdict(decision, where, held)
        overtaken = candidate in scope.joined
        who = _weighing(decision, where, held) if verdict[0] is not True and not overtaken else NOBODY
        sources = {s for entry in told if candidate in scope.concerned(entry) for s in entry.sources}
        found.append(Tally(
            candidate=candidate,
            deciders=size(decision.rule, where) if decision else None,
            counts=tuple((state, number) for state, number in counts if number),
            met=None if overtaken and verdict[0] is False else verdict[0],
            missing=() if overtaken else verdict[1],
            reported=tuple(sorted(evidence.told("members", sources), key=_latest)),
            pivotal=who[0].actors, anyone=who[0].anyone, blocking=who[1].sets,
        ))  # fmt: skip
    return tuple(found)


def _latest(told: Told) -> tuple[str, str]:
    return max(source.published for source in told.sources), told.value


NOBODY = (Pivots(()), Blocking(0))


def _weighing(decision: Decision | None, where: Parties, rows: list[Consent]) -> tuple[Pivots, Blocking]:
    """Whose consent alone would do, and who can block, by the consents at the stage that counts."""
    if decision is None or decision.counts_from is None:
        return NOBODY
    consenting = [row.member for row in rows if reached(row, decision.counts_from)]
    return pivots(decision.rule, where, consenting), blocking(decision.rule, where, consenting)


def _verdict(decision: Decision | None, where: Parties, rows: list[Consent]) -> tuple[bool | None, tuple[str, ...]]:
    if decision is None or decision.counts_from is None:
        return None, ()
    consenting = [row.member for row in rows if reached(row, decision.counts_from)]
    return judge(decision.rule, where, consenting, [row.member for row in rows if refuses(row)])
