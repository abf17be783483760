"""Who demands what, what was agreed and undertaken, and who says how far it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accede.process.clock import established, is_factual
from accede.process.evidence import Evidence, by_time, recast
from accede.process.model import Agreement, Assessment, Commitment, Demand, Entry


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
