"""What most needs a person: rulings that lost their ground, claims that decide and are not sure, conflicts, garbled names.

What always holds: what a person ruled on is no longer listed, unless the ruling was undone or lost its ground; the list
is the same for the same record and dates, the most urgent first. A claim is listed as deciding only where the status
computed without it (or, of a doubtful one, with it) differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from accede import dates
from accede.answers.clocks import Clocks
from accede.answers.held import Held
from accede.model import FACTS, Claim, Event, Mark

if TYPE_CHECKING:
    from accede.process.basis import Basis, Decided
    from accede.process.changes import Deciding
    from accede.process.model import Entry, Line, Process

Sort = Literal["ruling", "doubtful", "decisive", "conflict", "name"]
#: The kinds of events that can move what a status says of stages, consents and objections.
_DECISIVE = (
    "application", "invitation", "signature", "membership", "withdrawal", "ratification", "objection", "objection_lifted",
)  # fmt: skip
#: What is looked at first. Own choice: where a decision hangs on one unsure claim; then what two reports tell otherwise of
#: one fact, and who it was that spoke, of which there are few; then single consents and stances; last, assessments, on
#: which narrators differ by nature.
_URGENCY = ("ruling", "stage", "fact", "name", "consent", "objection", "tally", "assessment")
#: Of the claims that may decide, so many of a process are weighed, the newest first: each costs a status of its own.
MOST_WEIGHED = 100
#: So many claims are named one by one in a command, more by their event.
MOST_NAMED = 4
_ACCEPTED = Mark(when="", by="", action="accept", ruling="")


class Effect(msgspec.Struct, frozen=True, order=True):
    """What would be otherwise in the status of a process: "consent", "TUR for SWE", and its value before and after."""

    process: str
    what: str
    subject: str
    before: str
    after: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at.

    `id` is that of the event, claim or ruling that it is about; `kind` the event's. `why` says in words why it is
    listed; `effects` what hangs on it. `claims` are ids, the first to be read first; `rivals` the values to choose
    from, by field; `commands` the ways to rule on it, without the grounds.
    """

    sort: Sort
    id: str
    kind: str
    what: str
    why: tuple[str, ...]
    claims: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]
    effects: tuple[Effect, ...] = ()
    rivals: Mapping[str, tuple[str, ...]] = {}


class Weighed(msgspec.Struct, frozen=True):
    """An item with the event that it is about, None for a name or where there is none; published: the newest of its reports."""

    item: Item
    event: Event | None
    published: str

    def is_of(self, process: Process) -> bool:
        """True where anything in the process hangs on it, or its event is of the process."""
        return any(effect.process == process.id for effect in self.item.effects) or self.item.id in process.events

    @property
    def urgency(self) -> tuple[object, ...]:
        """By which the list is in order."""
        item = self.item
        if item.sort == "conflict":
            tiers = ["assessment" if set(item.rivals) == {"rating"} else "fact"]
        else:
            tiers = [effect.what for effect in item.effects] or [item.sort]
        return min(map(_URGENCY.index, tiers)), -dates.day(self.published).toordinal(), item.id, item.claims


def in_order(found: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """The most urgent first; of several on the same claims that one alone."""
    kept: dict[tuple[str, ...], Weighed] = {}
    for one in sorted(found, key=lambda one: one.urgency):
        kept.setdefault(one.item.claims, one)
    return tuple(kept.values())


def review(held: Held, when: Clocks, most_weighed: int = MOST_WEIGHED) -> list[Item]:
    """What needs a person, the most urgent first.

    most_weighed: of the claims of a process that may decide, so many are weighed, the newest first.
    """
    weighing = Weighing(held, when, most_weighed)
    while weighing.step():
        pass
    return [one.item for one in weighing.found]


class Weighing:
    """What needs a person, found in steps that each cost no more than one status.

    done, of: how many of the claims that may decide are weighed; `of` grows until the processes are known. target: of the processes to
    it alone, "" for all. earlier: a weighing that was finished; a process of which every line is as it was then is not weighed again.
    """

    def __init__(
        self, held: Held, when: Clocks, most_weighed: int = MOST_WEIGHED, target: str = "", earlier: Weighing | None = None
    ) -> None:  # fmt: skip
        self.done = self.of = 0
        self._held = held
        self._found: list[Item] = []
        self._trials: list[tuple[_Trial, list[Item]]] = []
        self._steps = self._run(when, most_weighed, target, earlier._trials if earlier else ())

    def step(self) -> bool:
        """Go on; False where nothing is left to be done."""
        return next(self._steps, False)

    @property
    def found(self) -> tuple[Weighed, ...]:
        """What was found so far, the most urgent first."""
        return in_order(map(self._weighed, [*(item for _, items in self._trials for item in items), *self._found]))

    def _weighed(self, item: Item) -> Weighed:
        held = self._held
        return Weighed(item, held.events.get(item.id), max(held.reports[_claim(held, id).report].published for id in item.claims))

    def _run(self, when: Clocks, most: int, target: str, earlier: Sequence[tuple[_Trial, list[Item]]]) -> Iterator[bool]:
        held = self._held
        self._found += [*_lost(held), *_changed_under(held), *_conflicts(held), *_names(held)]
        yield True
        waiting = []
        for process in held.processes():
            if target in ("", process.target):
                trial = _Trial(held, process, when)
                same = next((items for other, items in earlier if trial.basis.is_like(other.basis)), None)
                cases = [] if same is not None else list(trial.cases(held, most))
                self._trials.append((trial, list(same or ())))
                waiting.append(cases)
                self.of += len(cases)
                yield True
        for (_, items), cases in zip(self._trials, waiting, strict=True):
            for weigh in cases:
                items += weigh()
                self.done += 1
                yield True


def _claim(held: Held, id: str) -> Claim:
    return held.claims.get(id) or held.read[id]


# Rulings on words that a newer reading reads otherwise


def _lost(held: Held) -> Iterator[Item]:
    """Rulings on claims of an earlier reading that no claim of the newest succeeds."""
    for ruling in held.rulings.standing:
        gone = tuple(id for id in getattr(ruling, "claims", ()) if id in held.lost)
        if gone:
            yield Item(
                sort="ruling", id=ruling.id, kind=_claim(held, gone[0]).kind, claims=gone,
                what=f"{ruling.by} ruled on {ruling.when}: {getattr(ruling, 'action', '')}, “{ruling.why}”",
                why=("the newest reading of the report takes no such claim from these words, so the ruling has lost its ground",),
                commands=(("undo", ruling.id[:8]),),
            )  # fmt: skip


def _changed_under(held: Held) -> Iterator[Item]:
    """Rejections that went over to a claim that says something else than the one that was rejected."""
    for old, new in sorted(held.rulings.moved.items()):
        verdict = held.rulings.verdict(new)
        if verdict is None or verdict.action != "reject" or not (old in held.read and new in held.read):
            continue
        fields = [field for field in FACTS if getattr(held.read[old], field) != getattr(held.read[new], field)]
        if fields:
            yield Item(
                sort="ruling", id=verdict.id, kind=held.read[new].kind, claims=(new,),
                what=f"{verdict.by} rejected on {verdict.when} what the newest reading reads otherwise: “{verdict.why}”",
                why=(f"the same words now give another {', '.join(fields)}; the claim stays rejected",),
                commands=(("undo", verdict.id[:8]),),
            )  # fmt: skip


# Claims that decide and are not sure


def _ids(entry: Entry) -> tuple[str, ...]:
    return tuple(source.claim for source in entry.sources if source.claim)


def _item(sort: Sort, entry: Entry, why: tuple[str, ...], effects: tuple[Effect, ...]) -> Item:
    claims = _ids(entry)
    named = _named(claims, entry.events[0])
    return Item(
        sort=sort, id=entry.events[0], kind=entry.kind, what="", why=why, claims=claims, effects=effects,
        commands=(("accept", *named), ("reject", *named), ("correct", claims[0][:8], "--set", "FIELD=VALUE")),
    )  # fmt: skip


def _named(claims: tuple[str, ...], event: str) -> tuple[str, ...]:
    """How a command names the claims: each by the beginning of its id, many by their event."""
    return tuple(id[:8] for id in claims) if len(claims) <= MOST_NAMED else (event[:8],)


class _Trial:
    """What decides in a process as it is, and as it would be if claims were accepted or were not there."""

    def __init__(self, held: Held, process: Process, when: Clocks) -> None:
        self.basis = held.basis(process, when)

    def cases(self, held: Held, most: int) -> Iterator[Callable[[], list[Item]]]:
        """What is to be weighed, each when it is called: of what may decide the newest `most`."""
        from accede.process.confidence import grounds

        for doubt in self.basis.doubtful[-most:]:
            yield partial(self._weigh, "doubtful", doubt, (doubt.reason,), self.accepted)
        cited = _cited(self.basis.decided)
        decisive = [entry for entry in self.basis.counted if entry.kind in _DECISIVE and not cited.isdisjoint(_ids(entry))]
        unsure = [(entry, low) for entry in decisive if (low := grounds(entry, held.claims))]
        for entry, low in unsure[-most:]:
            yield partial(self._weigh, "decisive", entry, low, self.without)

    def _weigh(self, sort: Sort, entry: Entry, why: tuple[str, ...], otherwise: Callable[[Iterable[str]], tuple[Effect, ...]]) -> list[Item]:
        """The item, where anything hangs on it."""
        effects = otherwise(_ids(entry))
        return [_item(sort, entry, why, effects)] if effects else []

    def accepted(self, claims: Iterable[str]) -> tuple[Effect, ...]:
        """What would be otherwise if a person accepted these claims."""
        return self._compared(self.basis.marked(claims, _ACCEPTED))

    def without(self, claims: Iterable[str]) -> tuple[Effect, ...]:
        """What would be otherwise if these claims were not there."""
        return self._compared(self.basis.without(claims))

    def _compared(self, other: Basis) -> tuple[Effect, ...]:
        return _compared(self.basis.process.id, self.basis.decided, other.decided)


def _compared(process: str, before: Deciding, after: Deciding) -> tuple[Effect, ...]:
    from accede.process import decisive

    told = {Effect(process, one.what, one.subject, one.before, one.after) for one in decisive(before, after)}
    return tuple(sorted(told, key=lambda one: (_URGENCY.index(one.what), one)))


def without(held: Held, claims: Iterable[str], when: Clocks) -> tuple[Effect, ...]:
    """What would be otherwise in the status of the processes that some claims tell of, if they were not there."""
    gone = frozenset(claims)
    events = {event.id for event in held.events.values() if not gone.isdisjoint(event.claims)}
    trials = (_Trial(held, process, when) for process in held.processes() if not events.isdisjoint(process.events))
    return tuple(effect for now in trials for effect in now.without(gone))


def differences(before: Held, after: Held, when: Clocks) -> tuple[Effect, ...]:
    """What is otherwise in the status of any process, from one state of the rulings to another."""
    now = {process.id: process for process in after.processes()}
    pairs = [(process, now[process.id]) for process in before.processes() if process.id in now]
    found = (_compared(one.id, before.basis(one, when).decided, after.basis(other, when).decided) for one, other in pairs)
    return tuple(effect for effects in found for effect in effects)


def _cited(status: Decided) -> frozenset[str]:
    """The claims on which stages, consents, objections and tallies rest."""
    lines: list[Line] = [line for one in status.standings for step in one.steps for line in step.lines]
    lines += [one.line for one in status.standings if one.line]
    lines += [line for row in status.consents for line in (*row.stages, *row.outstanding, *row.planned)]
    lines += [line for row in status.objections for line in (row, *row.lifted, *row.again, *row.denied)]
    told = [source for line in lines for source in line.sources]
    told += [source for tally in status.tallies for value in tally.reported for source in value.sources]
    return frozenset(source.claim for source in told if source.claim)


# Rival values and names


def _conflicts(held: Held) -> Iterator[Item]:
    """Events with rival values of reports that neither an act nor a ruling decides, and that nobody took as they are."""
    for event, fields in held.conflicts():
        decided = {one.field for one in event.shown if one.ground in ("ruling", "act")}
        open_ones = {field: [one for one in values if one.claims] for field, values in fields.items() if field not in decided}
        rivals = {
            field: tuple(value.value for value in values)
            for field, values in open_ones.items()
            if not all(held.rulings.accepted(id) for value in values for id in value.claims)
        }
        if rivals:
            claims = tuple(sorted({id for field in rivals for value in open_ones[field] for id in value.claims}))
            yield _conflict(event, rivals, claims)


def _conflict(event: Event, rivals: Mapping[str, tuple[str, ...]], claims: tuple[str, ...]) -> Item:
    choices = [(field, value) for field, values in rivals.items() for value in values]
    commands = [("prefer", event.id[:8], "--field", field, "--value", value) for field, value in choices]
    return Item(
        sort="conflict", id=event.id, kind=event.kind, what="", claims=claims, rivals=rivals,
        why=(),
        commands=(*commands, ("accept", *_named(claims, event.id))),
    )  # fmt: skip


def _names(held: Held) -> Iterator[Item]:
    from accede.knowledge import load
    from accede.process.names import offers

    for offer in offers(held.claims.values(), held.reports, load()):
        if not all(held.rulings.accepted(id) for id in offer.claims):
            yield Item(
                sort="name", id=offer.claims[0], kind="", what=offer.name, why=(f"perhaps {offer.person}: {offer.why}",),
                claims=offer.claims,
                commands=(
                    ("name", offer.name, "--into", offer.person, "--of", offer.actor),
                    ("accept", *(id[:8] for id in offer.claims)),
                ),
            )  # fmt: skip
