"""Who objects to whom since when and why, and whether the objector itself has lifted it.

An objection stands until the actor is told to have lifted it; a newer report alone ends nothing. After that it
stands again where a source dates a new one. What is told later without a date may be the old one told again: it
makes the state disputed, unless its report tells of the lifting too, or the objector has consented by then, or the
candidate is a member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from accede.process.clock import established, is_factual
from accede.process.consents import is_consent
from accede.process.dealings import demands
from accede.process.evidence import Evidence, by_time, own_rivals, recast
from accede.process.model import Entry, Line, Objection
from accede.process.scope import Scope


def objections(scope: Scope, entries: Sequence[Entry], evidence: Evidence) -> tuple[Objection, ...]:
    """One row for each actor and the candidates to whom it objects in the same way, in the order of time."""
    told = [entry for entry in entries if entry.kind in ("objection", "objection_lifted")]
    demanded = demands(entries)
    found: list[Objection] = []
    for actor in sorted({actor for entry in told if entry.kind == "objection" for actor in entry.by}):
        rows: dict[tuple[tuple[Entry, ...], date], list[str]] = {}
        for candidate in scope.subjects:
            about = tuple(sorted((e for e in told if actor in e.by and candidate in scope.concerned(e)), key=by_time))
            rows.setdefault((about, _settled(actor, candidate, entries, scope)), []).append(candidate)
        ids = tuple(sorted({id for demand in demanded if actor in demand.by for id in demand.events}))
        for (about, settled), candidates in rows.items():
            found.extend(_objection(actor, tuple(candidates), about, settled, ids, evidence))
    return tuple(sorted(found, key=lambda row: (by_time(row), row.actor, row.candidates)))


def _settled(actor: str, candidate: str, entries: Sequence[Entry], scope: Scope) -> date:
    """The day on which the actor is told to have consented, or the candidate to be a member; else the last of all."""
    consented = (
        established(entry) for entry in entries
        if is_consent(entry) and actor in entry.by and candidate in scope.concerned(entry)
    )  # fmt: skip
    return min([*consented, scope.joined.get(candidate, date.max)])


def _objection(
    actor: str, candidates: tuple[str, ...], about: tuple[Entry, ...], settled: date, demanded: tuple[str, ...],
    evidence: Evidence,
) -> Iterator[Objection]:  # fmt: skip
    raised = [entry for entry in about if entry.kind == "objection" and entry.modality != "denied"]
    if not raised:
        return
    facts = [entry for entry in raised if is_factual(entry)]
    first = min(established(entry) for entry in raised)
    lifts = [e for e in about if e.kind == "objection_lifted" and is_factual(e) and established(e) >= first]
    denied = [entry for entry in about if entry.modality == "denied"]
    anew = [entry for entry in facts if lifts and entry.time and established(entry) > _last(lifts)]
    again = _again(facts, lifts, settled, evidence) if lifts and not anew else []
    state: Literal["standing", "conditional", "lifted", "disputed"] = "standing" if facts else "conditional"
    if lifts and not anew:
        withdrawn = [one for one in denied if one.kind == "objection_lifted" and established(one) >= _last(lifts)]
        state = "disputed" if again or withdrawn else "lifted"
    shown = anew or facts or raised
    since = min(shown, key=established)
    yield evidence.join(
        Objection, shown, actor=actor, candidates=candidates, state=state, demands=demanded,
        time=since.time, place=since.place, modality=since.modality, lifted=_lines(lifts), again=_lines(again),
        rivals=own_rivals(shown), denied=_lines(denied), overtaken=candidates if _is_overtaken(since, settled) else (),
    )  # fmt: skip


def _is_overtaken(since: Entry, settled: date) -> bool:
    """True where it was settled after the objection; what is told of it later without a date was before that."""
    return settled < date.max and (since.time is None or established(since) <= settled)


def _last(lifts: list[Entry]) -> date:
    return max(established(lift) for lift in lifts)


def _again(facts: list[Entry], lifts: list[Entry], settled: date, evidence: Evidence) -> list[Entry]:
    """What tells of the objection, undated, after the lifting, in reports that do not tell of the lifting."""
    reports = {source.report for lift in lifts for source in lift.sources}
    return [
        one for entry in facts for one in evidence.apart(entry)
        if one.time is None and _last(lifts) < established(one) < settled and one.sources[0].report not in reports
    ]  # fmt: skip


def _lines(entries: Iterable[Entry]) -> tuple[Line, ...]:
    return tuple(recast(Line, entry) for entry in sorted(entries, key=by_time))
