"""Addresses of what the record holds: reports, claims, events, acts; search; the record itself."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from accede.answers import clocks
from accede.answers.asking import Whole
from accede.answers.choosing import with_prefix
from accede.answers.evidence import claim_with, report_with
from accede.answers.lists import Listed, among
from accede.answers.naming import of_actor, of_kind
from accede.errors import AskedTooMuch
from accede.model import Kind
from accede.record.naming import CLAIMS
from accede.web.api.asking import Id, Paging, Word
from accede.web.api.giving import counted, given, paged
from accede.web.api.rows import claim_row, report_row, said_rows, with_id
from accede.web.api.schemas import answers, listed
from accede.web.looking import looking, settings_of

router = APIRouter(tags=["record"])
PAGES_OF_HITS = 50


@router.get("/reports", responses=answers(listed("ReportRow", sources=False)), summary="The reports, by day of publication")
def reports(request: Request, asked: Paging) -> Response:
    """Without their texts."""

    def make() -> object:
        with looking(request) as look:
            found = look.answers.lists().reports(asked.first, asked.limit)
            return {**counted([report_row(*row) for row in found.items], found.of, asked), "known": look.answers.when.known}

    return given(request, make)


@router.get("/reports/{id}", responses=answers("ReportAnswer"), summary="A report with its text")
def report(request: Request, id: Id) -> Response:
    """Offsets of claims refer to `text`, in characters. `origin` is equal for reports that repeat one text."""

    def make() -> object:
        with looking(request) as look:
            held, found = report_with(look.answers, id)
            told = sorted(key for key, claim in held.claims.items() if claim.report == found.id)
            lineage = {"origin": held.origins[found.id], "version": held.lineage.place(found.id)}
            return {**with_id(found), **lineage, "claims": told}

    return given(request, make)


@router.get("/claims", responses=answers(listed("ClaimRow", sources=False)), summary="The claims, by publication and place in the text")
def claims(
    request: Request, asked: Paging,
    report: Annotated[str, Query(pattern="^[0-9a-f]{0,16}$", description="Only of this report: its id, or the beginning of it.")] = "",
    kind: Annotated[Kind | None, Query(description="Only of this kind.")] = None,
    actor: Annotated[Word, Query(description="Only those that name this actor in a role, or speak for it: FIN, nato.")] = "",
) -> Response:  # fmt: skip
    """As they count: as ruled, and less those that a later version of their report dropped."""

    def make() -> object:
        names = [*([of_kind(kind)] if kind and not actor else ()), *([of_actor(actor, kind)] if actor else ())]
        with looking(request) as look:
            lists = look.answers.lists()
            if report:
                every = among(lists.of_report(report), *names)
                found = Listed(every[asked.first : asked.first + asked.limit], len(every))
            else:
                found = lists.claims(names[0] if names else CLAIMS, asked.first, asked.limit)
            return {**said_rows(found, asked), "known": look.answers.when.known}

    return given(request, make)


@router.get("/claims/{id}", responses=answers("ClaimAnswer"), summary="A claim, with its words in their paragraph")
def claim(request: Request, id: Id) -> Response:
    """`context` has the paragraphs in pieces, which join to the stored text; `marked` where the claim rests on it.

    `events` is null where the record is so large that they are not worked out for one claim.
    """
    from accede.publishing.passage import in_context

    def make() -> object:
        with looking(request) as look:
            held, found = claim_with(look.answers, id)
            more = {"events": look.answers.events(found.id), "ruled": held.marks.get(found.id, ())}
            return {**claim_row(found, held), **more, "context": in_context(held.reports[found.report], found.evidence)}

    return given(request, make)


@router.get("/events/{id}", responses=answers("EventRow"), summary="An event: one happening, and every value that is told of it")
def event(
    request: Request, id: Id,
    process: Annotated[Word, Query(description="The process that it is of: an id, as fin-swe-nato. Needed where the record is large.")] = "",
) -> Response:  # fmt: skip
    """`shown` says why one of several values is shown, `joined` why claims were taken for one happening."""

    def make() -> object:
        with looking(request) as look:
            if process:
                held = look.answers.held(look.answers.the_one(process))
            elif isinstance(look.answers, Whole):
                held = next(look.answers.parts())
            else:
                raise AskedTooMuch("the record is too large to look for an event in all of it", "name its process: ?process=fin-swe-nato")
            return with_id(held.decided(with_prefix(held.events, id, "event")))

    return given(request, make)


@router.get("/acts", responses=answers(listed("ActRow", sources=False)), summary="Official acts, by date")
def acts(request: Request, asked: Paging) -> Response:
    """Less those that a later one corrects."""
    from accede.record.glance import looked_at

    def make() -> object:
        with looked_at(settings_of(request).location) as record:
            when = clocks(record, request.query_params.get("valid") or None, request.query_params.get("known") or None)
            page = paged(record.acts(when.known_day), asked)
        return {**page, "items": [with_id(one) for one in page["items"]], "known": when.known}

    return given(request, make)


@router.get("/search", responses=answers("FoundAnswer"), summary="Where words are, the newest first")
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=500, description='Words, "phrases" in quotes and the beginnings* of words.')],
    sort: Annotated[Literal["report", "claim", "speaker"] | None, Query(alias="in", description="Only in these.")] = None,
    page: Annotated[int, Query(ge=1, le=PAGES_OF_HITS, description="The number of the page.")] = 1,
    limit: Annotated[int, Query(ge=1, le=200, description="The most places of a page.")] = 20,
) -> Response:
    """In reports, in the quotes of claims, in the names and offices of speakers. How many there are in all is not counted."""

    def make() -> object:
        with request.app.state.opened.record() as record:
            when = clocks(record, request.query_params.get("valid") or None, request.query_params.get("known") or None)
            sorts = (sort,) if sort else ("report", "claim", "speaker")
            found = record.search(q, what=sorts, known=when.known_day, limit=page * limit)
        return {"items": found.hits[(page - 1) * limit :], "page": page, "more": found.more, "known": when.known}

    return given(request, make)


@router.get("/record", responses=answers("RecordAnswer"), summary="How much the record holds, and its newest day")
def record(request: Request) -> Response:
    """`rows` are of the whole record; `reports` and `acts` are those known by the day."""
    from accede import __version__

    def make() -> object:
        with request.app.state.opened.record() as opened, opened.one_state() as held:
            when = clocks(held, request.query_params.get("valid") or None, request.query_params.get("known") or None)
            counts = {"rows": held.rows(), "reports": held.how_many("report", when.known_day), "acts": len(held.acts(when.known_day))}
        return {**counts, "newest": when.newest, "valid": when.valid, "known": when.known, "version": __version__}

    return given(request, make)
