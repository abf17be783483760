"""Who demands what, what was agreed and undertaken, and who says how far it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from accede.dates import parse
from accede.process.clock import established, is_factual
from accede.process.evidence import Evidence, by_time, recast
from accede.process.model import Agreement, Assessment, Commitment, Demand, Entry, Line

# So long after an agreement a report that tells of it tells of it as news; our choice.
NEWS = timedelta(days=31)
NEAR = timedelta(days=2)  # so far from its day a late-night deal may be dated


def demands(entries: Iterable[Entry]) -> tuple[Demand, ...]:
    """All demands, in the order of time."""
    told = (entry for entry in entries if entry.kind == "demand" and entry.modality != "denied")
    return tuple(recast(Demand, e, by=e.by, of=e.of, groups=e.groups) for e in sorted(told, key=by_time))


def agreements(
    entries: Sequence[Entry], evidence: Evidence
) -> tuple[tuple[Agreement, ...], tuple[Commitment, ...], tuple[Assessment, ...]]:
    """The agreements with their commitments and assessments; and those that belong to none on record.

    What belongs to an agreement is of its parties alone. A commitment belongs to the one that it names, by its id or
    its place ("the terms of Madrid"), that is of its day, or that its report tells of as news; an assessment, where it
    names none, to the last one before it.
    """
    held = sorted(entries, key=by_time)
    deals = _joined([entry for entry in held if entry.kind == "agreement" and is_factual(entry)], evidence)
    promised: dict[tuple[str, ...], list[Commitment]] = {}
    for entry in held:
        if entry.kind == "commitment" and entry.modality != "denied":
            line = recast(Commitment, entry, by=entry.by, of=entry.of)
            promised.setdefault(_deal_of(entry, entry.by, [d for d in deals if _is_under(entry, d)]), []).append(line)
    assessed: dict[tuple[str, ...], list[Assessment]] = {}
    for entry in held:
        if entry.kind == "fulfilment":
            assessed.setdefault(_deal_of(entry, entry.of or entry.by, deals), []).extend(_assessments(entry, evidence))
    found = tuple(
        recast(Agreement, deal, parties=deal.parties or deal.by, commitments=tuple(promised.get(deal.events, ())),
               assessments=tuple(assessed.get(deal.events, ())))
        for deal in deals
    )  # fmt: skip
    return found, tuple(promised.get((), ())), tuple(assessed.get((), ()))


def _joined(deals: list[Entry], evidence: Evidence) -> list[Entry]:
    """The agreements, an undated one joined to the last dated one of its parties that it may be, told as news or later.

    A report of the evening of a deal is not merged with one that dates it a day late; within a process it is plain.
    """
    groups = [[deal] for deal in deals if deal.time]
    loose: list[Entry] = []
    for deal in (deal for deal in deals if not deal.time):
        fitting = [group for group in groups if _may_be_one(deal, group[0])]
        (fitting[-1] if fitting else loose).append(deal)
    joined = [
        evidence.join(Entry, group, parties=group[0].parties, by=group[0].by, of=group[0].of, to=group[0].to)
        if len(group) > 1 else group[0]
        for group in groups
    ]  # fmt: skip
    return sorted([*joined, *loose], key=by_time)


def _may_be_one(undated: Entry, dated: Entry) -> bool:
    if not undated.parties or not set(undated.parties) <= set(dated.parties) or undated.place not in (None, dated.place):
        return False
    return established(dated) - NEAR <= established(undated) <= established(dated) + NEWS


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
    """The events of the agreement of these actors to which the entry belongs; () for none."""
    theirs = [deal for deal in deals if set(actors) <= set(deal.parties or deal.by or actors)]
    named = [deal for deal in theirs if _names(entry, deal)]
    before = [deal for deal in theirs if actors and established(deal) <= established(entry)]
    fitting = [deal for deal in named if deal in before] or named or before
    return fitting[-1].events if fitting else ()


def _names(entry: Entry, deal: Entry) -> bool:
    return bool(set(entry.to) & {*deal.to, *deal.of}) or names_place(entry, deal)


def names_place(line: Line, deal: Line) -> bool:
    """True where the line's words name the place of the agreement ("the terms of Madrid")."""
    return bool(deal.place and any(deal.place in source.quote for source in line.sources))


def _is_under(entry: Entry, deal: Entry) -> bool:
    """True where the commitment names the agreement, is of its day, or stands in a report that tells of it as news."""
    if _names(entry, deal) or (entry.time and deal.time and parse(entry.time).overlaps(parse(deal.time))):
        return True
    reports = {source.report for source in deal.sources}
    news = established(deal) + NEWS
    return any(source.report in reports and (parse(source.published).first or news) < news for source in entry.sources)
