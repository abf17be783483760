"""Official acts: what each shows, and which of them tell of the same step as an event, whose date and votes they decide.

An act decides what an event shows unless a ruling prefers another value (`accede.rivals` has the order); what reports say
stays beside it. It is of the same step where it shows the same kind, and stage, of the same actor for the same candidates
and target, at about the same time. Plans and denials are other things than what came of them, and no act decides on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec
import yaml

from accede.dates import parse
from accede.errors import KnowledgeError
from accede.model import Act, Event, Kind, Shown, Stage, Value
from accede.process.clock import is_fact
from accede.process.instrument import own_id
from accede.process.model import Entry
from accede.rivals import Offer, choose, normal, outranks

ACTIONS = Path(__file__).parent / "actions.yaml"
# Rival dates of one step lie within a month of each other; what is told undated had happened when it was told.
RIVAL = timedelta(days=31)


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an act shows."""

    kind: Kind
    stage: Stage | None = None
    by_candidate: Kind | None = None


@cache
def load_actions() -> dict[str, Action]:
    """The actions by name. Raises KnowledgeError naming the file and the key."""
    try:
        return msgspec.convert(yaml.safe_load(ACTIONS.read_text(encoding="utf-8")), dict[str, Action])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{ACTIONS.name}: {' '.join(str(error).split())}", "correct the file") from error


ByActor = Mapping[str, Sequence[Act]]


def by_actor(acts: Iterable[Act]) -> ByActor:
    """The acts of each actor, sorted by id."""
    found: dict[str, list[Act]] = {}
    for act in sorted(acts, key=lambda act: act.id):
        found.setdefault(act.actor, []).append(act)
    return found


def bearing(told: Event | Entry, acts: ByActor) -> tuple[Act, ...]:
    """The acts on the step that is told of, sorted by id."""
    if len(told.by) != 1 or told.by[0] not in acts or not is_fact(told.kind, told.modality):
        return ()
    return tuple(act for act in acts[told.by[0]] if _is_on(act, told))


def decisions(told: Event | Entry, shown: Iterable[Shown], acts: Iterable[Act]) -> Mapping[str, Shown]:
    """The fields of what is told that acts on the same step decide, each with the value.

    shown: how the values of reports were chosen; what a ruling prefers, no act decides.
    """
    ruled = {one.field for one in shown if outranks(one.ground, "act")}
    found = {}
    for field in ("time", "votes"):
        given = [value for act in acts if (value := value_of(act, field))]
        offers = [Offer(value, given.count(value), act=True) for value in sorted(set(given))]
        if offers and field not in ruled:
            found[field] = choose(field, offers)
    return found


def decided(event: Event, acts: ByActor) -> Event:
    """The event with the values that acts give, and with those that they decide shown; itself where none is on its step."""
    on_step = bearing(event, acts)
    if not on_step:
        return event
    made = decisions(event, event.shown, on_step)
    values = {(value.field, value.value): value for value in event.values}
    for field in ("time", "votes"):
        for act in on_step:
            if text := value_of(act, field):
                held = values.get((field, text), Value(field, text, (), 0))
                values[field, text] = msgspec.structs.replace(held, acts=(*held.acts, act.id), origins=held.origins + 1)
    fields = list(dict.fromkeys([*(value.field for value in event.values), "time", "votes"]))
    several = {field for field in fields if sum(value.field == field for value in values.values()) > 1}
    shown = {one.field: one for one in event.shown} | {field: one for field, one in made.items() if field in several}
    return msgspec.structs.replace(
        event,
        values=tuple(sorted(values.values(), key=lambda value: (fields.index(value.field), value.value))),
        shown=tuple(shown[field] for field in fields if field in shown),
        **{field: one.value for field, one in made.items()},
    )


def value_of(act: Act, field: str) -> str | None:
    """What the act gives for a field of the step that it shows; None for nothing."""
    if field == "votes":
        return normal("votes", act.votes) if act.votes else None
    return act.date if field == "time" else None


def _is_on(act: Act, told: Event | Entry) -> bool:
    action = load_actions().get(act.action.lower())
    if action is None or not _is_of_the_same(act, told):
        return False
    if action.by_candidate == told.kind and not act.of:
        return _is_about_then(act, told)
    return action.kind == told.kind and action.stage == told.stage and _is_about_then(act, told)


def _is_of_the_same(act: Act, told: Event | Entry) -> bool:
    """True where candidates and target are the same as far as both name them."""
    target, other = set(map(own_id, act.to)), set(map(own_id, told.to))
    return set(told.of) <= set(act.of or told.of) and (not target or not other or bool(target & other))


def _is_about_then(act: Act, told: Event | Entry) -> bool:
    when, day = parse(told.time or told.bound), parse(act.date)
    if when.overlaps(day):
        return True
    early, late = (when, day) if when.after and day.first and when.after <= day.first else (day, when)
    if early.after is None or late.first is None:
        return False
    return late.first - early.after < RIVAL if told.time else early is day
