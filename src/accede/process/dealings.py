"""Who objects, who demands what, what was agreed, and who says that it is kept.

An objection stands until the actor itself is told to have lifted it. What a report says later does not end it, and
what a report repeats later does not renew it, unless it tells of a new day or of the present.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from accede.process.clock import established, is_factual
from accede.process.evidence import Evidence, by_time, recast
from accede.process.model import Agreement, Assessment, Commitment, Demand, Entry, Line, Objection
from accede.process.scope import Scope


def objections(scope: Scope, entries: Sequence[Entry], evidence: Evidence) -> tuple[Objection, ...]:
    """One row for each actor and the candidates to whom it objects in the same way, in the order of time."""
    told = [entry for entry in entries if entry.kind in ("objection", "objection_lifted")]
    actors = sorted({actor for entry in told if entry.kind == "objection" for actor in entry.by})
    demanded = demands(entries)
    found: list[Objection] = []
    for actor in actors:
        own = [entry for entry in told if actor in entry.by]
        rows: dict[tuple[Entry, ...], list[str]] = {}
        for candidate in scope.subjects:
            about = tuple(sorted((e for e in own if candidate in scope.concerned(e)), key=by_time))
            rows.setdefault(about, []).append(candidate)
        ids = tuple(sorted({id for demand in demanded if actor in demand.by for id in demand.events}))
        made = (_objection(actor, tuple(candidates), about, ids, evidence) for about, candidates in rows.items())
        found.extend(_overtaken(row, scope) for row in made if row is not None)
    return tuple(sorted(found, key=lambda row: (by_time(row), row.actor, row.candidates)))


def _objection(
    actor: str, candidates: tuple[str, ...], about: tuple[Entry, ...], demanded: tuple[str, ...], evidence: Evidence
) -> Objection | None:
    raised = [entry for entry in about if entry.kind == "objection" and entry.modality != "denied"]
    if not raised:
        return None
    facts = [entry for entry in raised if is_factual(entry)]
    lifts = [entry for entry in about if entry.kind == "objection_lifted" and is_factual(entry)]
    lifts = [lift for lift in lifts if established(lift) >= min(established(entry) for entry in raised)]
    last = max((established(lift) for lift in lifts), default=date.max)
    anew = [entry for entry in facts if entry.time and established(entry) > last]
    present = [one for entry in facts for one in evidence.apart(entry) if _is_present(one) and established(one) > last]
    denied = [entry for entry in about if entry.modality == "denied"]
    shown = anew or facts or raised
    state = "standing" if anew or (facts and not lifts) else "conditional"
    if lifts and not anew:
        doubted = present or any(d.kind == "objection_lifted" and established(d) >= last for d in denied)
        state = "disputed" if doubted else "lifted"
    return evidence.join(
        Objection, shown, actor=actor, candidates=candidates, state=state, demands=demanded,
        **_since(shown), lifted=_lines(lifts), again=_lines(present if not anew else ()), denied=_lines(denied),
    )  # fmt: skip


def _overtaken(row: Objection, scope: Scope) -> Objection:
    return msgspec.structs.replace(row, overtaken=tuple(c for c in row.candidates if c in scope.joined))


def _since(entries: list[Entry]) -> dict[str, str | None]:
    """Since when: the earliest day that is told, whoever tells it."""
    first = min(entries, key=established)
    return {"time": first.time, "place": first.place, "modality": first.modality}


def _is_present(one: Entry) -> bool:
    """True for a claim that tells of the present: undated, and not as something that happened."""
    return one.time is None and one.modality in (None, "ongoing")


def _lines(entries: Iterable[Entry]) -> tuple[Line, ...]:
    return tuple(recast(Line, entry) for entry in sorted(entries, key=by_time))


def demands(entries: Iterable[Entry]) -> tuple[Demand, ...]:
    """All demands, in the order of time."""
    told = (entry for entry in entries if entry.kind == "demand" and entry.modality != "denied")
    return tuple(recast(Demand, e, by=e.by, of=e.of, groups=e.groups) for e in sorted(told, key=by_time))


def agreements(
    entries: Sequence[Entry], evidence: Evidence
) -> tuple[tuple[Agreement, ...], tuple[Commitment, ...], tuple[Assessment, ...]]:
    """The agreements with their commitments and assessments; and those that belong to none on record.

    A commitment or assessment belongs to the agreement that it names, by its id or its place ("the terms of Madrid"),
    else to the last one before it of which its actors are parties.
    """
    held = sorted(entries, key=by_time)
    deals = [entry for entry in held if entry.kind == "agreement" and is_factual(entry)]
    promised: dict[tuple[str, ...], list[Commitment]] = {}
    for entry in held:
        if entry.kind == "commitment" and entry.modality != "denied":
            line = recast(Commitment, entry, by=entry.by, of=entry.of)
            promised.setdefault(_deal_of(entry, entry.by, deals), []).append(line)
    assessed: dict[tuple[str, ...], list[Assessment]] = {}
    for entry in held:
        if entry.kind == "fulfilment":
            assessed.setdefault(_deal_of(entry, entry.of, deals), []).extend(_assessments(entry, evidence))
    found = tuple(
        recast(Agreement, deal, parties=deal.parties or deal.by, commitments=tuple(promised.get(deal.events, ())),
               assessments=tuple(assessed.get(deal.events, ())))
        for deal in deals
    )  # fmt: skip
    return found, tuple(promised.get((), ())), tuple(assessed.get((), ()))


def _assessments(entry: Entry, evidence: Evidence) -> list[Assessment]:
    """By assessor, narrator and rating, so that rival assessments stand side by side."""
    groups: dict[tuple[tuple[str, ...], str, str], list[Entry]] = {}
    for one in evidence.apart(entry):
        source = one.sources[0]
        groups.setdefault((one.by, source.speaker_for or source.speaker, one.rating or ""), []).append(one)
    return [
        evidence.join(Assessment, group, by=by, of=entry.of, rating=group[0].rating, narrator=narrator)
        for (by, narrator, _), group in sorted(groups.items())
    ]


def _deal_of(entry: Entry, actors: tuple[str, ...], deals: list[Entry]) -> tuple[str, ...]:
    """The events of the agreement that the entry belongs to; () for none."""
    quotes = " ".join(source.quote for source in entry.sources)
    named = [d for d in deals if set(entry.to) & {*d.to, *d.of} or (d.place and d.place in quotes)]
    before = [
        deal for deal in deals
        if established(deal) <= established(entry) and set(actors) <= {*deal.parties, *deal.by}
    ]  # fmt: skip
    fitting = [d for d in named if d in before] or named or (before if actors else [])
    return fitting[-1].events if fitting else ()
