"""Review: what needs a person, the form to rule on it, and who ruled what."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from accede.answers.deciding import CHOICES, FIELDS
from accede.answers.review import MOST_WEIGHED, Item, without
from accede.answers.ruling import rule_on
from accede.errors import AccedeError, NotFound, RulingRefused
from accede.publishing import items, words
from accede.publishing.items import Sheet
from accede.publishing.review import LEADS, effect_in_words, item_in_words
from accede.record import Record
from accede.web import reviewing
from accede.web.looking import looking, settings_of
from accede.web.rendering import page
from accede.web.reviewing import Desk

router = APIRouter(include_in_schema=False)
#: So many of one sort are listed, and so many rulings on one page of the history.
LISTED = 100
#: A form names every claim of its event.
MOST_FIELDS = 10_000


class Listed(NamedTuple):
    """An item in the list: what it is about, and the first thing that hangs on it."""

    key: str
    lead: str
    title: str
    effect: str


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=MOST_FIELDS)


Form = Annotated[FormData, Depends(_form)]


@router.get("/review")
def review(request: Request, item: str = "", done: str = "") -> Response:
    """The list, and one item of it open: the one that is asked for, else the most urgent."""
    return _queue(request, item, done)


def _queue(
    request: Request, key: str, done: str = "", code: int = 200, refused: AccedeError | None = None, typed: dict[str, list[str]] | None = None,
    instead: str = "",
) -> Response:  # fmt: skip
    """The list with one item open. instead: a claim whose form is shown where the item is listed no more."""
    location = settings_of(request).location
    with looking(request) as look:
        desk = reviewing.desk(location, look.valid, look.known, anew=not key)
        if instead and key not in map(items.key, desk.items):
            return _claim(request, instead, code=code, refused=refused, typed=typed)
        at = next((place for place, one in enumerate(desk.items) if items.key(one) == key), 0)
        listed, more = _listed(desk, at)
        open_one = items.sheet(desk.items[at], desk.held, desk.by_id) if desk.items else None
        return page(
            request, "review.html", look, code, sheet=open_one, listed=listed, more=more, at=at, of=len(desk.items), since=desk.since, claim="",
            back=items.key(desk.items[at - 1]) if at else "", next=items.key(desk.items[at + 1]) if at + 1 < len(desk.items) else "",
            done=reviewing.done(location, done), **_choices(refused, typed), when=look.answers.when.in_words(),
        )  # fmt: skip


def _choices(refused: AccedeError | None, typed: dict[str, list[str]] | None) -> dict[str, object]:
    """What every form has: the fields of a correction, what was refused, what had been typed."""
    return {"refused": refused, "typed": typed or {}, "fields": FIELDS, "choices": CHOICES, "weighed": MOST_WEIGHED, "field_name": words.field}


def _listed(desk: Desk, at: int) -> tuple[list[Listed], list[tuple[str, int]]]:
    """The items that are listed, and of each sort how many are not; the open one always is."""
    seen: Counter[str] = Counter()
    told = []
    for place, one in enumerate(desk.items):
        seen[one.sort] += 1
        if seen[one.sort] <= LISTED or place == at:
            told.append(_in_list(one, desk))
    return told, [(LEADS[sort], count - LISTED) for sort, count in seen.items() if count > LISTED]


def _in_list(one: Item, desk: Desk) -> Listed:
    effect = effect_in_words(one.effects[0]) if one.effects else ""
    return Listed(items.key(one), LEADS[one.sort], item_in_words(one, desk.held), effect)


@router.get("/review/claim/{id}")
def claim(request: Request, id: str, done: str = "") -> Response:
    """The form for any claim or event, by the beginning of its id."""
    return _claim(request, id, done)


def _claim(
    request: Request, id: str, done: str = "", code: int = 200, refused: AccedeError | None = None, typed: dict[str, list[str]] | None = None
) -> Response:
    location = settings_of(request).location
    with looking(request) as look:
        desk = reviewing.desk(location, look.valid, look.known, listed=False)
        whole = items.resolved(id, desk.held)
        meant = desk.held.events[whole].claims if whole in desk.held.events else (whole,)
        sheet: Sheet = items.sheet_of(whole, desk.held, desk.by_id, without(desk.held, meant, desk.when))
        return page(
            request, "review.html", look, code, sheet=sheet, listed=(), more=(), at=0, of=0, since=0, claim=whole, back="", next="",
            done=reviewing.done(location, done), **_choices(refused, typed), when=look.answers.when.in_words(),
        )  # fmt: skip


@router.post("/review/rule")
def rule(request: Request, form: Form) -> Response:
    """Rule as the form says, then on to the next item; what is refused comes back as it was typed, with the reason."""
    typed = reviewing.typed(form)
    place = {name: next(iter(typed.get(f"at.{name}", ())), "") for name in ("item", "next", "claim", "page")}
    with looking(request) as look:
        link = look.link
    try:
        decision = reviewing.asked(form, reviewing.who(request))
        with Record.open(settings_of(request).location, create=False) as record:
            made = rule_on(record, decision).decision
    except (RulingRefused, NotFound) as error:
        if place["page"] == "history":
            return _history(request, 0, code=422, refused=error, typed=typed)
        if place["claim"]:
            return _claim(request, place["claim"], code=422, refused=error, typed=typed)
        return _queue(request, place["item"], code=422, refused=error, typed=typed, instead=next(iter(typed.get("claim", ())), ""))
    path = "/review/history" if place["page"] == "history" else f"/review/claim/{_id(place['claim'])}" if place["claim"] else "/review"
    return RedirectResponse(link(path, item=place["next"], done=made.id), 303)


def _id(given: str) -> str:
    """A claim's or event's id as an address may hold it."""
    return "".join(sign for sign in given if sign.isascii() and sign.isalnum())


@router.get("/review/history")
def history(request: Request, first: int = 0, done: str = "") -> Response:
    """Who ruled what, the last first, from the one numbered `first` on."""
    return _history(request, max(first, 0), done)


def _history(
    request: Request, first: int, done: str = "", code: int = 200, refused: AccedeError | None = None, typed: dict[str, list[str]] | None = None
) -> Response:
    location = settings_of(request).location
    desk = reviewing.desk(location, listed=False)
    made = desk.decisions.made[::-1]
    rows = [items.row(one, desk.decisions.void.get(one.id, ()), desk.held) for one in made[first : first + LISTED]]
    with looking(request) as look:
        return page(
            request, "rulings.html", look, code, rows=rows, first=first, of=len(made), size=LISTED, typed=typed or {}, refused=refused,
            done=reviewing.done(location, done),
        )  # fmt: skip
