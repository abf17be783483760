"""What is expected and scheduled next: fixtures, plans, expectations, as told by the valid day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from accede.dates import parse
from accede.process.clock import earliest, established, is_ahead, is_factual, published
from accede.process.evidence import by_time, recast
from accede.process.model import Entry, Outlook
from accede.process.scope import Scope

_ROLES = ("by", "of", "parties")
_DATED_BY_NATURE = ("fixture", "expectation")
_ONCE = ("application", "invitation", "signature", "ratification", "membership", "withdrawal")

# What has no date ("in the coming days") counts as an outlook for a quarter after it was last told; our choice.
CURRENT = timedelta(days=92)


def outlook(scope: Scope, entries: Sequence[Entry], valid: date) -> tuple[Outlook, ...]:
    """What lies ahead on `valid`: first what has a day, in the order of time, then what has none, latest told first.

    entries: those that count on `valid`. A plan is left out once something of its kind is on record for its time
    or after it was told; what is expected of a candidate is left out once that is a member.
    """
    facts: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if is_factual(entry) and not is_ahead(entry):
            facts[entry.kind].append(entry)
    found = []
    for entry in entries:
        standing = _standing(entry, valid)
        if not is_ahead(entry) or standing is None or not set(scope.concerned(entry)) - set(scope.joined):
            continue
        if not any(_fulfils(fact, entry) for fact in facts[entry.kind]):
            found.append(_line(entry, standing))
    return tuple(sorted(found, key=_order))


def _standing(entry: Entry, valid: date) -> Literal["coming", "undated", "passed"] | None:
    if entry.time is None:
        return "undated" if valid - _last_told(entry) <= CURRENT else None
    after = parse(entry.time).after
    if after is None or after > valid:
        return "coming"
    return None if entry.kind in _DATED_BY_NATURE else "passed"


def _fulfils(fact: Entry, plan: Entry) -> bool:
    """True where the fact, of the plan's kind, touches its actors, and lies in its time or came after it was told.

    What happens once (an application) fulfils a plan also when it came late.
    """
    if not _share_actors(fact, plan) or _other_stage(fact, plan):
        return False
    if plan.time and fact.time and plan.kind not in _ONCE:
        return parse(plan.time).overlaps(parse(fact.time))
    return established(fact) > min(published(plan), earliest(plan) if plan.time else date.max)


def _other_stage(fact: Entry, plan: Entry) -> bool:
    return None not in (fact.stage, plan.stage) and fact.stage != plan.stage


def _last_told(entry: Entry) -> date:
    return max(parse(source.published).first or date.min for source in entry.sources)


def _share_actors(one: Entry, other: Entry) -> bool:
    """True where every role that both name has an actor in common; of parties two, where both name as many."""
    pairs = [(role, set(getattr(one, role)), set(getattr(other, role))) for role in _ROLES]
    return all(len(a & b) >= min(len(a), len(b), 2 if role == "parties" else 1) for role, a, b in pairs)


def _line(entry: Entry, standing: Literal["coming", "undated", "passed"]) -> Outlook:
    speakers = sorted({source.speaker for source in entry.sources if source.speaker})
    return recast(
        Outlook, entry, speaker="; ".join(speakers), standing=standing,
        by=entry.by, of=entry.of, to=entry.to, parties=entry.parties,
    )  # fmt: skip


def _order(line: Outlook) -> tuple[bool, timedelta, tuple[object, ...]]:
    newest = date.max - (parse(line.bound).first or date.min)
    return (line.time is None, newest if line.time is None else timedelta(0), by_time(line))
