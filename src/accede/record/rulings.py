"""Rulings: what holds of the decisions that people made, and what it does to claims and events. Pure.

What always holds: a ruling removes nothing from the record, and an undone one leaves no trace in any answer; the same
rulings in whatever order they came give the same answers. Of two that contradict, the later by `order` holds: by day,
then by id. (Who rules is refused what contradicts a standing ruling, so that this only decides between two records
that are joined.)

    held = Rulings.of(record.rulings(), record.actor_merges())
    events = merge(held.ruled(claims), reports, origins, held)

A claim that is corrected, or whose speaker counts under another name, stands in the place of the one that was read and
keeps its id, so that sources, events and commands go on naming the same claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

import msgspec

from accede import dates
from accede.errors import DateError, RulingRefused
from accede.model import ActorMerge, Claim, Mark, Ruling
from accede.record.circles import Circles
from accede.record.facets import text_of
from accede.rivals import normal

Decision = Ruling | ActorMerge
_NOTHING: Mapping[str, str] = MappingProxyType({})
#: What is said of a single claim; of several such rulings on one claim the last holds.
VERDICTS = ("accept", "reject", "correct")


def order(decision: Decision) -> tuple[Any, ...]:
    """Sorts decisions: by the day on which they were made, then by id. The later holds."""
    return (*dates.sort_key(decision.when), decision.id)


def undone(decisions: Iterable[Decision]) -> dict[str, tuple[Ruling, ...]]:
    """The decisions that hold no more, by id, each with the undoings that hold; an undoing may itself be undone."""
    undoers: dict[str, list[Ruling]] = defaultdict(list)
    for one in decisions:
        if isinstance(one, Ruling) and one.undoes:
            undoers[one.undoes].append(one)
    void: dict[str, bool] = {}
    for start in undoers:
        waiting = [start]
        while waiting:
            id = waiting[-1]
            open_ones = [one.id for one in undoers.get(id, ()) if one.id not in void]
            if open_ones:
                waiting += open_ones
            else:
                void[waiting.pop()] = any(not void[one.id] for one in undoers.get(id, ()))
    return {id: tuple(sorted((one for one in undoers[id] if not void[one.id]), key=order)) for id in undoers if void[id]}


class Rulings:
    """What holds of a list of rulings and actor merges.

    standing: those that are not undone, in any order. moved: the claims that a newer reading took in the place of
    those that were ruled on, old id to new.
    """

    def __init__(self, standing: Iterable[Decision] = (), moved: Mapping[str, str] = _NOTHING) -> None:
        self.standing: Sequence[Decision] = sorted(standing, key=order)
        self.moved = moved
        self._verdicts: dict[str, Ruling] = {}
        self._preferred: dict[str, dict[str, tuple[int, Ruling]]] = defaultdict(dict)
        self._names: dict[str, dict[str, ActorMerge]] = defaultdict(dict)
        self._others: dict[str, list[Ruling]] = defaultdict(list)
        self._circles = Circles()
        for place, one in enumerate(self.standing):
            self._take(place, one)
        for one in reversed(self.standing):
            if isinstance(one, Ruling) and one.action in ("merge", "split"):
                self._circles.take(self._now(one.claims), self._now(one.apart))

    @classmethod
    def of(
        cls, rulings: Iterable[Ruling], actor_merges: Iterable[ActorMerge] = (), moved: Mapping[str, str] = _NOTHING
    ) -> Self:
        """What holds of all these decisions: those that undo, and those that are undone, are dropped."""
        every: list[Decision] = [*rulings, *actor_merges]
        void = undone(every)
        return cls((one for one in every if one.id not in void and getattr(one, "action", "") != "undo"), moved)

    def _now(self, ids: Iterable[str]) -> list[str]:
        """The claims that are ruled on, as the newest reading knows them; each once, sorted."""
        return sorted({self.moved.get(id, id) for id in ids})

    def _take(self, place: int, one: Decision) -> None:
        if isinstance(one, ActorMerge):
            self._names[one.name.casefold()][one.of] = one
            return
        for claim in self._now(one.claims):
            if one.action in VERDICTS:
                self._verdicts[claim] = one
            elif one.action == "prefer":
                self._preferred[one.field][claim] = (place, one)
            else:
                self._others[claim].append(one)

    # What it does to claims

    def ruled(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims as they count: rejected ones are not among them, corrected ones stand in the place of those read.

        A claim that stands for another has the other's id, report and passages.
        """
        return [now for claim in claims if (now := self.now(claim)) is not None]

    def now(self, claim: Claim) -> Claim | None:
        """The claim as it counts; None where it is rejected."""
        verdict = self._verdicts.get(claim.id)
        if verdict is not None and verdict.action == "reject":
            return None
        if verdict is not None and verdict.corrected is not None:
            claim = in_place_of(claim, verdict.corrected)
        renamed = self._renaming(claim)
        if not renamed or claim.speaker is None:
            return claim
        speaker = msgspec.structs.replace(claim.speaker, name=renamed[-1].into)
        return msgspec.structs.replace(claim, speaker=speaker, corrects=claim.id)

    def _renaming(self, claim: Claim) -> list[ActorMerge]:
        """The merges by which the claim's speaker counts as another, one after the other; never in a circle."""
        speaker = claim.speaker
        found: list[ActorMerge] = []
        if speaker is None or not self._names:
            return found
        name, seen = speaker.name, set[str]()
        while name and name.casefold() not in seen:
            seen.add(name.casefold())
            called = self._names.get(name.casefold(), {})
            one = called.get(speaker.for_ or "") or called.get("")
            if one is None or one.into.casefold() in seen:
                break
            found.append(one)
            name = one.into
        return found

    def verdict(self, claim: str) -> Ruling | None:
        """The ruling by which the claim is accepted, rejected or corrected; None where there is none."""
        return self._verdicts.get(claim)

    def accepted(self, claim: str) -> bool:
        """True where a person looked at the claim and took it, as it was read or corrected."""
        verdict = self._verdicts.get(claim)
        return verdict is not None and verdict.action != "reject"

    def marks(self, claim: Claim) -> tuple[Mark, ...]:
        """What was ruled on a claim, as it was read; in order. Empty for nearly all claims."""
        if not self.standing:
            return ()
        verdict = self._verdicts.get(claim.id)
        found: list[Decision] = [*self._others.get(claim.id, ()), *self._renaming(claim)]
        found += [verdict] if verdict else []
        preferred = (given[claim.id][1] for given in self._preferred.values() if claim.id in given)
        found += [one for one in preferred if _gives(self.now(claim) or claim, one)]
        return tuple(sorted(mark_of(one) for one in found))

    # What it does to events

    def together(self, claim: str) -> frozenset[str]:
        """All other claims that tell of the same event, by rulings; empty for nearly all claims."""
        return self._circles.together(claim)

    def apart(self, claim: str) -> frozenset[str]:
        """All claims that tell of another event, by rulings, with those that are together with them."""
        return self._circles.apart(claim)

    def preference(self, claims: Collection[str], field: str) -> Ruling | None:
        """The ruling that prefers a value of the field in the event that these claims tell, the last there is."""
        given = self._preferred.get(field)
        if not given:
            return None
        found = [given[claim] for claim in claims if claim in given]
        return max(found, key=lambda each: each[0])[1] if found else None

    def preferred(self, claims: Collection[str], field: str) -> str | None:
        """The value that a ruling prefers, as `Value.value` writes it; of no effect where no claim gives it."""
        ruling = self.preference(claims, field)
        return ruling.value if ruling else None

    # What it does to further rulings

    def against(self, new: Decision) -> Iterator[Decision]:
        """The standing decisions that a new one contradicts, in order; each once."""
        found: dict[str, Decision] = {}
        if isinstance(new, ActorMerge):
            other = self._names.get(new.name.casefold(), {}).get(new.of)
            found |= {other.id: other} if other and other.into != new.into else {}
        elif new.action in VERDICTS:
            given = (self._verdicts.get(claim) for claim in self._now(new.claims))
            found |= {one.id: one for one in given if one and (one.action, one.corrected) != (new.action, new.corrected)}
        elif new.action == "prefer":
            chosen = self.preference(self._now(new.claims), new.field)
            found |= {chosen.id: chosen} if chosen and chosen.value != new.value else {}
        else:
            found |= {one.id: one for one in self._of_events(new)}
        yield from sorted((one for one in found.values() if one.id != new.id), key=order)

    def _of_events(self, new: Ruling) -> Iterator[Ruling]:
        """The merges, or splits, that say otherwise of two claims than the new ruling."""
        ours, theirs = set(self._now(new.claims)), set(self._now(new.apart))
        for one in self.standing:
            if not isinstance(one, Ruling) or one.action not in ("merge", "split"):
                continue
            here, there = set(self._now(one.claims)), set(self._now(one.apart))
            if new.action == "merge" and ours & here and ours & there:
                yield one
            if new.action == "split" and ours & here and theirs & here:
                yield one


#: What each action rules on, and how many claims it takes at least.
_NEEDS = {"accept": 1, "reject": 1, "correct": 1, "merge": 2, "split": 1, "prefer": 1, "undo": 0}


def check_ruling(ruling: Ruling, corrected: Claim | None) -> None:
    """Raise RulingRefused where a ruling is incomplete, or says what its action cannot say.

    corrected: the claim that it corrects, as it was read; None where it corrects none that is on record.
    """
    least = _NEEDS[ruling.action]
    if len(ruling.claims) < least:
        raise RulingRefused(f"to {ruling.action} takes at least {least} claim{'s' if least > 1 else ''}", "name them by their ids")
    if (ruling.action == "undo") != (ruling.undoes is not None):
        raise RulingRefused("an undoing names the ruling that it undoes, and nothing else does", "name it")
    if (ruling.action == "split") != bool(ruling.apart) or set(ruling.claims) & set(ruling.apart):
        raise RulingRefused("a split names the claims from which others are parted", "name claims of the same event")
    if (ruling.action == "prefer") != bool(ruling.field and ruling.value):
        raise RulingRefused("to prefer takes a field and a value", "give both")
    if (ruling.action == "correct") != (ruling.corrected is not None):
        raise RulingRefused("a correction gives the claim as it should read", "say what is to be set")
    if ruling.corrected is not None:
        _check_correction(ruling, ruling.corrected, corrected)


def _check_correction(ruling: Ruling, new: Claim, old: Claim | None) -> None:
    if len(ruling.claims) != 1:
        raise RulingRefused("a correction is of one claim", "correct them one by one")
    if old is not None and (new.report, new.evidence, new.quote) != (old.report, old.evidence, old.quote):
        raise RulingRefused(f"a correction of {old.id} that rests on other words", "leave report and passages as they are")
    if new.corrects != ruling.claims[0]:
        raise RulingRefused("a corrected claim names the one in whose place it stands", f"name {ruling.claims[0]}")
    try:
        dates.sort_key(new.time)
    except DateError as error:
        raise RulingRefused(f"a corrected time is {error.what}", error.remedy) from error


def _gives(claim: Claim, preference: Ruling) -> bool:
    """True where the claim gives the value that is preferred."""
    field = preference.field
    return normal(field, text_of(getattr(claim, field))) == normal(field, preference.value)


def mark_of(decision: Decision) -> Mark:
    """The mark that a decision leaves on what it is about."""
    action = decision.action if isinstance(decision, Ruling) else "rename"
    return Mark(when=decision.when, by=decision.by, action=action, ruling=decision.id)


def in_place_of(claim: Claim, corrected: Claim) -> Claim:
    """The corrected claim in the place of one that was read: known by its id, resting on its words."""
    return msgspec.structs.replace(
        corrected, report=claim.report, evidence=claim.evidence, quote=claim.quote, reasons=claim.reasons,
        corrects=claim.id,
    )  # fmt: skip


#: No ruling at all.
NONE = Rulings()
