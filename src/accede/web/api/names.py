"""Addresses of what Accede knows beforehand: actors and instruments."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response

from accede.answers.actors import found, told_of
from accede.errors import NotFound
from accede.knowledge import load
from accede.process.instrument import Instrument, load_instruments
from accede.process.rules import Parties
from accede.publishing.referring import referring
from accede.web.api.asking import Name, Paging, Word
from accede.web.api.giving import Passing, given, paged
from accede.web.api.rows import said_rows
from accede.web.api.schemas import answers, listed
from accede.web.looking import looking

router = APIRouter(tags=["names"])
PARTS = ("positions", "objections", "demands")
OFFICE = ("office", "name", "actor", "since", "until")


@router.get("/actors", responses=answers(listed("ActorRow", sources=False)), summary="Actors and persons that reports name, by name")
def actors(request: Request, asked: Paging, q: Annotated[Word, Query(description="Words of a name, or their beginnings; all must be there.")] = "") -> Response:
    """`claims` counts those that name the actor in a role or speak for it; of a person, those in which it speaks."""

    def make() -> object:
        with looking(request) as look:
            page = paged(found(look.answers, q), asked)
            return {**page, "items": [msgspec.structs.asdict(one) for one in page["items"]], "known": look.answers.when.known}

    return given(request, make)


@router.get("/actors/{name}", responses=answers("ActorAnswer"), summary="An actor or person: names, offices, where it stands in the processes")
def actor(request: Request, name: Name) -> Response:
    """A state is named by its code (FIN), an organisation by its id (nato), a person by person: and its name (person:anna-ek).

    `open` names processes of a large record that are not worked out yet, and of which nothing is told here.
    """

    def make() -> object:
        with looking(request) as look:
            told = told_of(look.answers, name, 0, 0)
            when = look.answers.when
        known = load()
        forms = [form.text for form in known.surface_forms() if form.id == told.id]
        held = [(org, one) for org in known.organisations for one in known.memberships(org) if told.id in (org, one.state)]
        stands = {part: [(process.id, line) for process, status in told.stands.parts for line in getattr(status, part)] for part in PARTS}
        cited = referring(**{part: [line for _, line in lines] for part, lines in stands.items()})
        for part, lines in stands.items():
            cited[part] = [{"process": process, **line} for (process, _), line in zip(lines, cited[part], strict=True)]
        answer = {
            "id": told.id, "name": told.name, "category": told.category,
            "names": list(dict.fromkeys((*forms, *(post.name for post in told.posts)))),
            "processes": [{"process": process.id, "role": role} for process, role in told.stands.roles],
            "memberships": [{"organisation": org, "state": one.state, "first": one.first, "after": one.after} for org, one in held],
            "offices": [{field: getattr(one, field) for field in OFFICE} for one in told.holders],
            "told": [{"name": one.name, "office": one.office, "actor": one.actor, **msgspec.structs.asdict(one.told)} for one in told.posts],
            "statements": told.said.of, "open": told.stands.open, **cited, "valid": when.valid, "known": when.known,
        }  # fmt: skip
        return Passing(answer) if told.stands.open else answer

    return given(request, make)


@router.get("/actors/{name}/statements", responses=answers(listed("ClaimRow", sources=False)), summary="What was said for an actor, or by a person")
def actor_statements(request: Request, name: Name, asked: Paging) -> Response:
    """The newest publication first."""

    def make() -> object:
        with looking(request) as look:
            told = told_of(look.answers, name, asked.first, asked.limit)
            return {**said_rows(told.said, asked), "known": look.answers.when.known}

    return given(request, make)


@router.get("/instruments", responses=answers(listed("InstrumentRow", sources=False)), summary="The treaties and procedures whose rules are on file")
def instruments(request: Request, asked: Paging) -> Response:
    """By id. The rules in words are as of the valid day, where one is given."""

    def make() -> object:
        page = paged(sorted(load_instruments()), asked)
        where = _where(request)
        return {**page, "items": [_row(load_instruments()[id], where) for id in page["items"]]}

    return given(request, make)


@router.get("/instruments/{name}", responses=answers("InstrumentAnswer"), summary="An instrument: its decisions, rules, stages and sources")
def instrument(request: Request, name: Name) -> Response:
    """As its file has it, with each rule in words."""

    def make() -> object:
        held = load_instruments()
        if name not in held:
            raise NotFound(f"no instrument {name!r}", "/api/v1/instruments lists them")
        return {**_row(held[name], _where(request)), "file": held[name]}

    return given(request, make)


def _where(request: Request) -> Parties:
    from accede import dates

    valid = request.query_params.get("valid")
    return Parties(load(), dates.day(valid) if valid else date.max)


def _row(instrument: Instrument, where: Parties) -> dict[str, Any]:
    from accede.publishing.instruments import rule_in_words

    rules = [{"decision": one.id, "name": one.name, "rule": rule_in_words(one, where)} for one in instrument.decisions]
    return {"id": instrument.id, "name": instrument.name, "own_entry": instrument.own_entry, "adopted": instrument.adopted, "rules": rules}
