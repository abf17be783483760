"""Ruling in the browser: the list as it stands, what a form asks for, and what a ruling did.

What always holds: a ruling that comes by a form is decided and kept as one that comes by `accede rule`. The list is that of
`accede review`, as far as it is weighed (`Desk.weighing`); where it is an earlier one, less what was ruled on since, it says so
(`Desk.since`). No request waits for the weighing longer than PATIENCE.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from threading import Lock
from typing import NamedTuple

from fastapi import FastAPI, Request
from starlette.datastructures import FormData

from accede.answers import Clocks, Held, deciding
from accede.answers.asking import answers
from accede.answers.clocks import clocks
from accede.answers.deciding import ACTIONS, FIELDS
from accede.answers.near import last_row, near
from accede.answers.queue import Queue, merged
from accede.answers.recall import Recall
from accede.answers.review import Effect, Item, Weighed, Weighing
from accede.answers.ruling import Decisions, beside, decisions_of, effects_of, rule_on, user_of_system
from accede.errors import RulingRefused
from accede.model import ActorMerge, Event
from accede.publishing import items
from accede.publishing.items import Row
from accede.publishing.review import effect_in_words
from accede.record import Record
from accede.record.rulings import Decision
from accede.web.looking import state_of
from accede.web.weighing import Weigher
from accede.web.working import Job, Worker

#: So many states of records are kept.
KEPT = 3
#: A request waits so many seconds for what is not weighed yet: a small record is then shown at once. Own choice.
PATIENCE = 0.1
#: Seconds after which it is looked whether more of a large record is weighed.
BETWEEN = 1.0


#: What was on record before the last rulings of this server, by their ids.
_BEFORE: OrderedDict[str, Desk] = OrderedDict()
_LOCK = Lock()


class Found(NamedTuple):
    """What was found, and how much is weighed: claims, of a large record targets. weighing: that of a small record.

    parts: of a large record, what was found by target; ruled: the decisions on record then; claims, acts: all that were ever read.
    """

    items: tuple[Weighed, ...]
    done: int
    of: int
    ruled: frozenset[str]
    weighing: Weighing | None = None
    parts: Mapping[str, tuple[Weighed, ...]] = {}
    rests_on: frozenset[str] = frozenset()


class Desk(NamedTuple):
    """What a reviewer has before them: the record for the days, every decision, and what needs a person, the most urgent first.

    whole: all that a small record holds, None of a large one. since: how many decisions were made since the list was. weighing: how far
    the list is, "" where all of it is there. error: what went wrong in making it.
    """

    location: str
    whole: Held | None
    when: Clocks
    decisions: Decisions
    items: tuple[Weighed, ...] = ()
    since: int = 0
    weighing: str = ""
    error: str = ""

    @property
    def by_id(self) -> dict[str, Decision]:
        """Every decision by its id."""
        return {one.id: one for one in self.decisions.made}

    def held(self, claims: Iterable[str], event: Event | None = None) -> Held:
        """All that is held, of a large record what is held around some claims."""
        if self.whole is not None:
            return self.whole
        with Record.open(self.location, create=False) as record, record.one_state() as shown:
            return near(shown, claims, event, self.when.known_day)


def desk(app: FastAPI, valid: str = "", known: str = "") -> Desk:
    """The server's record for the days, without a list."""
    location: str = app.state.settings.location
    return _desk(location, state_of(location), valid, known, app.state.recall)


def listed(app: FastAPI, valid: str = "", known: str = "", again: bool = False) -> Desk:
    """The server's record for the days, with what needs a person as far as it is weighed.

    What is not weighed is weighed by the weigher, of a large record by the worker; until then the list is the last one, less what was
    ruled on since. again: weighed once more where that failed.
    """
    now = desk(app, valid, known)
    steps = partial(_small, now) if now.whole is not None else partial(_large, now, app.state.worker)
    weigher: Weigher[Found] = app.state.weigher
    told = weigher.ask((now.location, valid, known), _state(now), steps, PATIENCE, again, some=now.whole is None)
    found, last = told.found, told.last
    if last is not None and not _is_comparable(last, now):
        last = None
    shown = found if told.complete or last is None else last
    if shown is None:
        return now._replace(weighing="" if told.error else "the list is begun", error=told.error)
    added = [one for one in now.decisions.made if one.id not in shown.ruled]
    holding = [one for one in added if one.id not in now.decisions.void]
    left = tuple(one for one in shown.items if not any(_settles(each, one.item) for each in holding))
    return now._replace(items=left, since=len(added), weighing="" if told.complete else _how_far(found, now), error=told.error)


def event_of(app: FastAPI, id: str) -> Event | None:
    """The event of a claim, or with an id, as far as a list has it."""
    weigher: Weigher[Found] = app.state.weigher
    found = (one.event for told in weigher.held() for one in told.items if one.event)
    return next((event for event in found if id and (event.id.startswith(id) or id in event.claims)), None)


def _how_far(found: Found | None, now: Desk) -> str:
    if found is None or not found.of:
        return "the list is begun"
    return f"{found.done} of {found.of} {'claims that may decide' if now.whole is not None else 'targets'}"


def _state(now: Desk) -> str:
    """A word for all that a list rests on."""
    if now.whole is not None:
        return " ".join(sorted((*_rests_on(now), *now.by_id)))
    with Record.open(now.location, create=False) as record:
        return f"row {last_row(record)}"


def _rests_on(now: Desk) -> frozenset[str]:
    """Of a small record all claims and acts: the same after a ruling, others after a reading."""
    return frozenset((*now.whole.claims, *now.whole.read, *now.whole.acts)) if now.whole is not None else frozenset()


def _is_comparable(last: Found, now: Desk) -> bool:
    """True where but for rulings nothing has changed since."""
    return last.rests_on == _rests_on(now)


def _small(now: Desk, last: Found | None) -> Iterator[Found]:
    """The list of a record that is held whole, claim by claim."""
    assert now.whole is not None
    weighing = Weighing(now.whole, now.when, earlier=last.weighing if last else None)
    ruled, rests_on = frozenset(now.by_id), _rests_on(now)
    while weighing.step():
        yield Found(weighing.found, weighing.done, weighing.of, ruled, weighing, rests_on=rests_on)


def _large(now: Desk, worker: Worker, last: Found | None) -> Iterator[Found]:
    """The list of a large record, target by target: what is kept, and what the worker has weighed since."""
    with Record.open(now.location, create=False) as record:
        queue, ruled = Queue(record, now.when), frozenset(now.by_id)
        targets = queue.targets()
        parts = {target: found for target in targets if (found := queue.found(target)) is not None}
        jobs = [Job(target, now.when.valid, now.when.known, "review") for target in targets if target not in parts]
        worker.later(jobs)
        yield (told := Found(merged(parts), len(parts), len(targets), ruled, parts=parts))
        for job in jobs:  # they are weighed in this order
            while (weighed := queue.found(job.target)) is None:
                if (failed := worker.failure(job)) is not None:
                    raise failed
                time.sleep(BETWEEN)
                yield told
            parts = {**parts, job.target: weighed}
            yield (told := Found(merged(parts), len(parts), len(targets), ruled, parts=parts))


@lru_cache(maxsize=KEPT)
def _desk(location: str, state: str, valid: str, known: str, recall: Recall) -> Desk:
    with Record.open(location, create=False) as record, record.one_state() as shown:
        told = answers(shown, clocks(shown, valid or None, known or None), recall=recall)
        return Desk(location, None if told.is_large else next(told.parts()), told.when, decisions_of(shown))


def rule(app: FastAPI, request: deciding.Request) -> Decision:
    """Keep what a person decides. Raises RulingRefused and NotFound, and then keeps nothing."""
    now = desk(app)
    around = now.held((*request.ids, *request.apart))
    with Record.open(now.location, create=False) as record:
        made = rule_on(record, request, around).decision
    with _LOCK:
        _BEFORE[made.id] = now
        while len(_BEFORE) > KEPT:
            _BEFORE.popitem(last=False)
    return made


def _settles(one: Decision, item: Item) -> bool:
    """True where the decision leaves nothing of the item to be ruled on."""
    if isinstance(one, ActorMerge):
        return item.sort == "name" and one.name.casefold() == item.what.casefold()
    if one.action == "prefer" and not {one.field}.issuperset(item.rivals):
        return False
    return one.undoes == item.id or {*one.claims, *one.apart}.issuperset(item.claims)


def asked(form: FormData, by: str) -> deciding.Request:
    """What a form asks for. Raises RulingRefused where it does not say what is ruled."""
    action = _one(form, "action")
    if action not in ACTIONS:
        raise RulingRefused("it is not said what is ruled", f"choose one of {', '.join(ACTIONS)}")
    ids = _all(form, "ids")
    if action == "correct":
        ids = _all(form, "claim") or ids
    elif action == "merge":
        ids = [*ids, *_one(form, "with").split()]
    elif action == "name":
        ids = _all(form, "name")
    if not ids:
        raise RulingRefused("it is not said on what is ruled", "tick at least one claim")
    field, _, value = _one(form, "prefer").partition("=")
    return deciding.Request(
        action=action, ids=tuple(dict.fromkeys(ids)), by=by, when=date.today().isoformat(), why=_one(form, "why"), sets=_sets(form),
        apart=tuple(_one(form, "from").split()), field=_one(form, "field") or field, value=_one(form, "value") or value,
        into=_one(form, "into"), of=_one(form, "of").strip(),
    )  # fmt: skip


def _sets(form: FormData) -> tuple[tuple[str, str], ...]:
    """The fields that are filled in, and those that are to say nothing."""
    emptied = _all(form, "empty")
    filled = ((field, "" if field in emptied else _one(form, f"set.{field}").strip()) for field in FIELDS)
    return tuple((field, value) for field, value in filled if value or field in emptied)


def _all(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str) and value.strip()]


def _one(form: FormData, name: str) -> str:
    return next(iter(_all(form, name)), "")


def typed(form: FormData) -> dict[str, list[str]]:
    """All that was typed, by the name of the field, to be shown again; a field without anything is left out."""
    return {name: values for name in form if (values := _all(form, name))}


def who(request: Request) -> str:
    """Who rules: who is signed in, else the user of the system that the server runs for."""
    user = getattr(request.state, "user", None)
    name: str = getattr(user, "name", "") or user_of_system()
    return name


class Done(NamedTuple):
    """A decision that was made, and what it changes. others: what stands on the same matter; against: what says otherwise.

    told: False where what it changes is not worked out, the record being large.
    """

    row: Row
    effects: tuple[str, ...]
    others: tuple[Row, ...]
    against: tuple[Row, ...]
    told: bool


def done(app: FastAPI, id: str) -> Done | None:
    """What a decision on record did; None where there is none of that id."""
    return _done(app, state_of(app.state.settings.location), id) if id else None


@lru_cache(maxsize=KEPT)
def _done(app: FastAPI, state: str, id: str) -> Done | None:
    now = desk(app)
    one = now.by_id.get(id)
    if one is None:
        return None
    held, void = now.held(claims_of(one)), now.decisions.void
    effects = () if now.whole is None or one.id in void else _effects(now, one)
    against = tuple(held.rulings.against(one)) if one.id not in void and getattr(one, "action", "") != "undo" else ()
    others = (other for other in beside(one, held) if other not in against)
    return Done(
        items.row(one, void.get(one.id, ()), held), tuple(map(effect_in_words, effects)),
        tuple(items.row(other, (), held) for other in others), tuple(items.row(other, (), held) for other in against), now.whole is not None,
    )  # fmt: skip


def _effects(now: Desk, one: Decision) -> tuple[Effect, ...]:
    """What a decision changes; against what was before it, where that is still at hand."""
    with _LOCK:
        before = _BEFORE.get(one.id)
    same = before and {*before.by_id, one.id} == set(now.by_id) and _rests_on(before) == _rests_on(now)
    with Record.open(now.location, create=False) as record, record.one_state() as shown:
        return effects_of(shown, one, before.whole if before and same else None, now.whole)


def claims_of(one: Decision) -> tuple[str, ...]:
    """The claims that a decision names."""
    return () if isinstance(one, ActorMerge) else (*one.claims, *one.apart)
