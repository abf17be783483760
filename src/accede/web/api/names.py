"""Addresses of what Accede knows beforehand: actors and instruments."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from accede.errors import NotFound
from accede.knowledge import load
from accede.process.instrument import Instrument, load_instruments
from accede.process.model import Process
from accede.process.rules import Parties
from accede.web.api.asking import Name, Paging
from accede.web.api.giving import given, paged
from accede.web.api.schemas import answers, listed
from accede.web.looking import looking

router = APIRouter(tags=["names"])


@router.get("/actors/{name}", responses=answers("ActorAnswer"), summary="An actor: its names and memberships, and the processes it has part in")
def actor(request: Request, name: Name) -> Response:
    """A state is named by its code (FIN), an organisation by its id (nato)."""

    def make() -> object:
        with looking(request) as look:
            found = look.answers.processes()
            parts = [{"process": one.id, "role": role} for one in found for role, held in _roles(one).items() if name in held]
        known = load()
        forms = [form for form in known.surface_forms() if form.id == name]
        if not forms and not parts:
            raise NotFound(f"no actor {name!r}", "give its code or id, as FIN or nato")
        held = [(org, one) for org in known.organisations for one in known.memberships(org) if name in (org, one.state)]
        return {
            "id": name, "name": known.name_of(name), "category": forms[0].category if forms else "",
            "names": list(dict.fromkeys(form.text for form in forms)), "processes": parts,
            "memberships": [{"organisation": org, "state": one.state, "first": one.first, "after": one.after} for org, one in held],
        }  # fmt: skip

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


def _roles(process: Process) -> dict[str, tuple[str, ...]]:
    return {"target": (process.target,), "candidate": process.candidates, "objector": process.objectors}


def _where(request: Request) -> Parties:
    from accede import dates

    valid = request.query_params.get("valid")
    return Parties(load(), dates.day(valid) if valid else date.max)


def _row(instrument: Instrument, where: Parties) -> dict[str, Any]:
    from accede.publishing.instruments import rule_in_words

    rules = [{"decision": one.id, "name": one.name, "rule": rule_in_words(one, where)} for one in instrument.decisions]
    return {"id": instrument.id, "name": instrument.name, "own_entry": instrument.own_entry, "adopted": instrument.adopted, "rules": rules}
