"""Addresses of processes: the list, the status of one, and its parts as lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response

from accede.answers.narrowing import Narrowing
from accede.web.api.asking import Day, Name, Paging, Since, Slice, Word
from accede.web.api.giving import cited, counted, given, paged
from accede.web.api.schemas import answers, listed
from accede.web.looking import looking

router = APIRouter(prefix="/processes", tags=["processes"])
Part = Callable[..., Sequence[Any]]


@router.get("", responses=answers(listed("Process", sources=False)), summary="Every process, the most told first")
def processes(request: Request, asked: Paging) -> Response:
    """The ids are those that the other addresses take."""

    def make() -> object:
        with looking(request) as look:
            when = look.answers.when
            return {**paged(look.answers.processes(), asked), "valid": when.valid, "known": when.known}

    return given(request, make)


@router.get("/{name}", responses=answers("StatusAnswer"), summary="How far a process is")
def status(request: Request, name: Name) -> Response:
    """The status, whole; as `accede status --json`."""
    from accede.publishing.referring import referring

    def make() -> object:
        with looking(request) as look:
            return referring(**msgspec.structs.asdict(look.answers.status(look.answers.the_one(name))))

    return given(request, make)


@router.get("/{name}/timeline", responses=answers(listed("Entry", dropped="Change")), summary="What happened, in the order of time")
def timeline(request: Request, name: Name, asked: Paging) -> Response:
    """`dropped` is what outlets took back: it is the same on every page."""

    def make() -> object:
        with looking(request) as look:
            chosen = look.answers.the_one(name)
            page = look.answers.page(chosen, asked.first, asked.limit)
            return cited(look, counted(page.entries, page.of, asked), dropped=look.answers.taken_back(chosen))

    return given(request, make)


@router.get("/{name}/marks", responses=answers("MarksAnswer"), summary="The timeline as marks for a picture")
def timed(
    request: Request, name: Name,
    kind: Annotated[Word, Query(description="Only of this kind: talks.")] = "",
    actor: Annotated[Word, Query(description="Only what names this actor: FIN, Finland.")] = "",
    outlet: Annotated[Word, Query(description="Only what an outlet tells whose name has these words.")] = "",
    certainty: Annotated[Literal["", "act", "several", "one", "rivals"], Query(description="Only what is so sure.")] = "",
    first: Day = "", last: Day = "",
) -> Response:  # fmt: skip
    """What happened and what is expected, in the order of time, without words and sources; the best told where they are thousands."""
    from accede.publishing.marks import coming, marks

    def make() -> object:
        asked = Narrowing(kind=kind, actor=actor, outlet=outlet, certainty=certainty, first=first, last=last)
        with looking(request) as look:
            chosen, when = look.answers.the_one(name), look.answers.when
            happened, expected = look.answers.page(chosen).entries, coming(look.answers.field(chosen, "outlook"))
            told = marks(asked.of(happened), asked.of(expected))
            return {**msgspec.structs.asdict(told), "valid": when.valid, "known": when.known}

    return given(request, make)


def _part(request: Request, name: str, asked: Slice, part: str, beside: str = "") -> Response:
    """A page of one part of a status; `beside` names another that has a row for each of its rows."""

    def make() -> object:
        with looking(request) as look:
            chosen = look.answers.the_one(name)
            more = {beside: paged(look.answers.field(chosen, beside), asked)["items"]} if beside else {}
            return cited(look, paged(look.answers.field(chosen, part), asked), **more)

    return given(request, make)


@router.get("/{name}/consents", responses=answers(listed("Consent")), summary="Who has consented, at which stage, and who has not")
def consents(request: Request, name: Name, asked: Paging) -> Response:
    """One row for each member and candidate; `stages` with the time, whether it is official, and the votes."""
    return _part(request, name, asked, "consents")


@router.get("/{name}/objections", responses=answers(listed("Objection")), summary="Who objects, and since when")
def objections(request: Request, name: Name, asked: Paging) -> Response:
    """One row for each actor, with what lifted the objection."""
    return _part(request, name, asked, "objections")


@router.get("/{name}/demands", responses=answers(listed("Demand", fulfilment="Answered")), summary="Who demands what, and what answers it")
def demands(request: Request, name: Name, asked: Paging) -> Response:
    """`fulfilment` has a row for each demand of the page, in its order."""
    return _part(request, name, asked, "demands", "fulfilment")


@router.get("/{name}/positions", responses=answers(listed("Position")), summary="Who held which stance, from when until when")
def positions(request: Request, name: Name, asked: Paging) -> Response:
    """In the order of actors and time."""
    return _part(request, name, asked, "positions")


@router.get("/{name}/talks", responses=answers(listed("Round")), summary="Rounds of talks, with their outcomes")
def talks(request: Request, name: Name, asked: Paging) -> Response:
    """In the order of time."""
    return _part(request, name, asked, "rounds")


@router.get("/{name}/outlook", responses=answers(listed("Outlook", forecasts="Forecasting")), summary="What is expected, and a forecast")
def outlook(request: Request, name: Name, asked: Paging) -> Response:
    """`items` are what is told as expected or scheduled; `forecasts`, one for each candidate, are computed and told by nobody."""
    from accede.knowledge import load
    from accede.web.forecasting import forecasts

    def make() -> object:
        with looking(request) as look:
            chosen = look.answers.the_one(name)
            told = [
                {"candidate": one, "name": load().name_of(one) if one else "", "forecast": forecast}
                for one, forecast in forecasts(look.answers, chosen).items()
            ]
            return {**cited(look, paged(look.answers.field(chosen, "outlook"), asked)), "forecasts": told}

    return given(request, make)


@router.get("/{name}/changes", responses=answers(listed("Change")), summary="What became known after a day")
def changes(request: Request, name: Name, since: Since, asked: Paging) -> Response:
    """Both days are compared as of the same valid day, so that only new knowledge shows."""
    from accede import dates

    def make() -> object:
        day = dates.day(since)
        with looking(request) as look:
            found = look.answers.changes(look.answers.the_one(name), day.isoformat())
            return cited(look, paged(found, asked), since=since)

    return given(request, make)


@router.get("/{name}/statements", responses=answers(listed("ClaimRow", sources=False)), summary="Who said what, in the words of the reports")
def statements(
    request: Request, name: Name, asked: Paging, speaker: Annotated[Word, Query(description="A person, office or actor.")] = ""
) -> Response:
    """In the order of publication and place in the text."""
    from accede.web.api.rows import said_rows

    def make() -> object:
        with looking(request) as look:
            chosen, when = look.answers.the_one(name), look.answers.when
            said = look.answers.said(chosen, speaker or None, asked.first, asked.limit)
            return {**said_rows(said, asked), "valid": when.valid, "known": when.known}

    return given(request, make)
