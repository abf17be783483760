"""Ruling in the browser: the list as it stands, what a form asks for, and what a ruling did.

What always holds: a ruling that comes by a form is decided and kept as one that comes by `accede rule`. The list is that of
`accede review`; where it is an earlier one, less what was ruled on since, it says so (`Desk.since`).
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import FormData

from accede.answers import Clocks, Held, clocks, deciding
from accede.answers.deciding import ACTIONS, FIELDS
from accede.answers.review import Item, review
from accede.answers.ruling import Decisions, beside, decisions_of, effects_of, user_of_system
from accede.errors import RulingRefused
from accede.model import ActorMerge
from accede.publishing import items
from accede.publishing.items import Row
from accede.publishing.review import effect_in_words
from accede.record import Record
from accede.record.rulings import Decision
from accede.web.looking import state_of

#: So many states of records, and so many lists, are kept; each claim on a list costs a status.
KEPT = 3


class Desk(NamedTuple):
    """What a reviewer has before them: the record for the days, every decision, and what needs a person, the most urgent first.

    since: how many decisions were made since the list was.
    """

    held: Held
    when: Clocks
    decisions: Decisions
    items: tuple[Item, ...]

    since: int = 0

    @property
    def by_id(self) -> dict[str, Decision]:
        """Every decision by its id."""
        return {one.id: one for one in self.decisions.made}

    @property
    def claims(self) -> frozenset[str]:
        """All claims that were ever read: the same after a ruling, others after a reading."""
        return frozenset((*self.held.claims, *self.held.read))


_LISTS: OrderedDict[tuple[str, str, str], Desk] = OrderedDict()
_LOCK = Lock()


def desk(location: str, valid: str = "", known: str = "", listed: bool = True, anew: bool = True) -> Desk:
    """The record at `location` for the days. listed: with what needs a person.

    anew: false where the list may be the last one that was made, less what was ruled on since: who goes from item to item
    does not wait until each has been weighed again. After a reading, or an act, it is made anew all the same.
    """
    now = _desk(location, state_of(location), valid, known)
    if not listed:
        return now
    with _LOCK:
        last = _LISTS.get((location, valid, known))
    if last and last.claims == now.claims and last.held.acts.keys() == now.held.acts.keys():
        added = [one for id, one in now.by_id.items() if id not in last.by_id]
        if not added or not anew:
            holding = [one for one in added if one.id not in now.decisions.void]
            left = tuple(item for item in last.items if not any(_settles(one, item) for one in holding))
            return now._replace(items=left, since=len(added))
    made = now._replace(items=tuple(review(now.held, now.when)))
    with _LOCK:
        _LISTS[location, valid, known] = made
        while len(_LISTS) > KEPT:
            _LISTS.popitem(last=False)
    return made


@lru_cache(maxsize=KEPT)
def _desk(location: str, state: str, valid: str, known: str) -> Desk:
    with Record.open(location, create=False) as record, record.one_state() as shown:
        when = clocks(shown, valid or None, known or None)
        return Desk(Held.of(shown, when.known_day), when, decisions_of(shown), ())


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
    """A decision that was made, and what it changes. others: what stands on the same matter; against: what says otherwise."""

    row: Row
    effects: tuple[str, ...]
    others: tuple[Row, ...]
    against: tuple[Row, ...]


def done(location: str, id: str) -> Done | None:
    """What a decision on record did; None where there is none of that id."""
    return _done(location, state_of(location), id) if id else None


@lru_cache(maxsize=KEPT)
def _done(location: str, state: str, id: str) -> Done | None:
    with Record.open(location, create=False) as record, record.one_state() as shown:
        decisions = decisions_of(shown)
        one = next((made for made in decisions.made if made.id == id), None)
        if one is None:
            return None
        held = Held.of(shown, None)
        effects = () if one.id in decisions.void else effects_of(shown, one, after=held)
    against = tuple(held.rulings.against(one)) if one.id not in decisions.void and getattr(one, "action", "") != "undo" else ()
    others = (other for other in beside(one, held) if other not in against)
    return Done(
        items.row(one, decisions.void.get(one.id, ()), held), tuple(map(effect_in_words, effects)),
        tuple(items.row(other, (), held) for other in others), tuple(items.row(other, (), held) for other in against),
    )  # fmt: skip
