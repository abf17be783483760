"""Review: what needs a person, the form to rule on it, and who ruled what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from accede.answers.choosing import chosen_of, one_of
from accede.answers.deciding import CHOICES, FIELDS
from accede.answers.review import MOST_WEIGHED, Weighed, without
from accede.errors import AccedeError, NotFound, RulingRefused
from accede.process.model import Process
from accede.publishing import items, words
from accede.publishing.items import Sheet
from accede.publishing.review import LEADS, effect_in_words, item_in_words
from accede.web import reviewing
from accede.web.looking import Look, looking
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
def review(request: Request, item: str = "", done: str = "", process: str = "", sort: str = "", again: str = "") -> Response:
    """The list, and one item of it open: the one that is asked for, else the most urgent.

    process, sort: only items on which something in that process hangs, or of that sort. again: weighed once more where that failed.
    """
    return _queue(request, item, done, narrowed=Narrowed(process, sort if sort in LEADS else ""), again=bool(again))


@router.get("/review/list")
def listing(request: Request, item: str = "", process: str = "", sort: str = "") -> Response:
    """The list alone, for a page that waits for more of it."""
    narrowed = Narrowed(process, sort if sort in LEADS else "")
    with looking(request) as look:
        desk = reviewing.listed(request.app, look.valid, look.known)
        return page(request, "review_list.html", look, sheet=None, **_list(desk, item, narrowed, look))


class Narrowed(NamedTuple):
    """What of the list is asked for; "" is all."""

    process: str = ""
    sort: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """As an address has it."""
        return {name: value for name, value in self._asdict().items() if value}

    def of(self, found: Iterable[Weighed], processes: Iterable[Process]) -> tuple[Weighed, ...]:
        """The items that are meant; NotFound for a process that is none."""
        if not self.process:
            return tuple(one for one in found if self.sort in ("", one.item.sort))
        process = one_of(chosen_of(tuple(processes), self.process))
        return tuple(one for one in found if self.sort in ("", one.item.sort) and one.is_of(process))


ALL = Narrowed()


def _queue(
    request: Request, key: str, done: str = "", code: int = 200, refused: AccedeError | None = None, typed: dict[str, list[str]] | None = None,
    instead: str = "", narrowed: Narrowed = ALL, again: bool = False,
) -> Response:  # fmt: skip
    """The list with one item open. instead: a claim whose form is shown where the item is listed no more."""
    with looking(request) as look:
        desk = reviewing.listed(request.app, look.valid, look.known, again)
        found = narrowed.of(desk.items, look.answers.processes() if narrowed.process else ())
        at = next((place for place, one in enumerate(found) if items.key(one.item) == key), -1)
        if instead and at < 0:
            return _claim(request, instead, code=code, refused=refused, typed=typed)
        at = max(at, 0)
        sheet = _sheet(desk, found[at]) if found else None
        beside = {name: items.key(found[place].item) if 0 <= place < len(found) else "" for name, place in (("back", at - 1), ("next", at + 1))}
        return page(
            request, "review.html", look, code, sheet=sheet, at=at, claim="", **beside, **_list(desk, sheet.key if sheet else key, narrowed, look),
            done=reviewing.done(request.app, done), **_choices(refused, typed), when=look.answers.when.in_words(),
        )  # fmt: skip


def _sheet(desk: Desk, one: Weighed) -> Sheet:
    return items.sheet(one.item, desk.held(one.item.claims, one.event), desk.by_id)


def _list(desk: Desk, key: str, narrowed: Narrowed, look: Look) -> dict[str, Any]:
    """What the list's part of a page has: what is listed, how many more there are, and how far it is weighed."""
    found = narrowed.of(desk.items, look.answers.processes() if narrowed.process else ())
    listed, more = _listed(found, key)
    return {
        "listed": listed, "more": more, "of": len(found), "since": desk.since, "weighing": desk.weighing, "error": desk.error, "open": key,
        "narrowed": narrowed, "leads": LEADS, "weighed": MOST_WEIGHED,
    }  # fmt: skip


def _listed(found: Sequence[Weighed], key: str) -> tuple[list[Listed], list[tuple[str, int]]]:
    """The items that are listed, and of each sort how many are not; the open one always is."""
    seen: Counter[str] = Counter()
    told = []
    for one in found:
        seen[one.item.sort] += 1
        if seen[one.item.sort] <= LISTED or items.key(one.item) == key:
            told.append(_in_list(one))
    return told, [(LEADS[sort], count - LISTED) for sort, count in seen.items() if count > LISTED]


def _in_list(one: Weighed) -> Listed:
    effect = effect_in_words(one.item.effects[0]) if one.item.effects else ""
    return Listed(items.key(one.item), LEADS[one.item.sort], item_in_words(one.item, one.event), effect)


def _choices(refused: AccedeError | None, typed: dict[str, list[str]] | None) -> dict[str, object]:
    """What every form has: the fields of a correction, what was refused, what had been typed."""
    return {"refused": refused, "typed": typed or {}, "fields": FIELDS, "choices": CHOICES, "field_name": words.field}


@router.get("/review/claim/{id}")
def claim(request: Request, id: str, done: str = "") -> Response:
    """The form for any claim or event, by the beginning of its id."""
    return _claim(request, id, done)


def _claim(
    request: Request, id: str, done: str = "", code: int = 200, refused: AccedeError | None = None, typed: dict[str, list[str]] | None = None
) -> Response:
    with looking(request) as look:
        desk = reviewing.desk(request.app, look.valid, look.known)
        event = reviewing.event_of(request.app, id)
        held = desk.held((id,), event)
        whole = items.resolved(id, held)
        meant = held.events[whole].claims if whole in held.events else (whole,)
        effects = without(held, meant, desk.when) if desk.whole is not None else ()
        sheet: Sheet = items.sheet_of(whole, held, desk.by_id, effects)
        return page(
            request, "review.html", look, code, sheet=sheet, at=0, claim=whole, back="", next="", **_list(desk, "", ALL, look),
            alone=desk.whole is None and event is None, done=reviewing.done(request.app, done), **_choices(refused, typed),
            when=look.answers.when.in_words(),
        )  # fmt: skip


@router.post("/review/rule")
def rule(request: Request, form: Form) -> Response:
    """Rule as the form says, then on to the next item; what is refused comes back as it was typed, with the reason."""
    typed = reviewing.typed(form)
    place = {name: next(iter(typed.get(f"at.{name}", ())), "") for name in ("item", "next", "claim", "page", "process", "sort")}
    narrowed = Narrowed(place["process"], place["sort"] if place["sort"] in LEADS else "")
    with looking(request) as look:
        link = look.link
    try:
        decision = reviewing.asked(form, reviewing.who(request))
        made = reviewing.rule(request.app, decision)
    except (RulingRefused, NotFound) as error:
        if place["page"] == "history":
            return _history(request, 0, code=422, refused=error, typed=typed)
        if place["claim"]:
            return _claim(request, place["claim"], code=422, refused=error, typed=typed)
        return _queue(request, place["item"], code=422, refused=error, typed=typed, instead=next(iter(typed.get("claim", ())), ""), narrowed=narrowed)
    path = "/review/history" if place["page"] == "history" else f"/review/claim/{_id(place['claim'])}" if place["claim"] else "/review"
    return RedirectResponse(link(path, item=place["next"], done=made.id, **(narrowed.asked if path == "/review" else {})), 303)


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
    desk = reviewing.desk(request.app)
    made = desk.decisions.made[::-1]
    shown = made[first : first + LISTED]
    held = desk.held([id for one in shown if getattr(one, "action", "") == "correct" for id in reviewing.claims_of(one)])
    rows = [items.row(one, desk.decisions.void.get(one.id, ()), held) for one in shown]
    with looking(request) as look:
        return page(
            request, "rulings.html", look, code, rows=rows, first=first, of=len(made), size=LISTED, typed=typed or {}, refused=refused,
            done=reviewing.done(request.app, done),
        )  # fmt: skip
