"""The page of an actor: offices, positions, objections and demands in every process, and what was said for it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.answers.actors import told_of
from accede.model import Claim, Report
from accede.publishing import words
from accede.publishing.actor import actor_document
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words
from accede.web.looking import Look, looking
from accede.web.paging import number_of, part
from accede.web.rendering import page

router = APIRouter(include_in_schema=False)
STATEMENTS = 20
# Characters of the words of a statement.
SHOWN = 400


@router.get("/actor/{id}")
def actor(request: Request, id: str) -> Response:
    """An actor, for the two days of the address; its statements page by page."""
    number = number_of(request)
    with looking(request) as look:
        told = told_of(look.answers, id)
        when = look.answers.when.in_words()
    parts = part(number, STATEMENTS, len(told.said), lambda n: f"{look.link(request.url.path, page=str(n))}#statements")
    first = (parts.number - 1) * STATEMENTS
    document = actor_document(told.name, told.holders, ((one.process.title, one.status) for one in told.parts), when)
    return page(
        request, "actor.html", look, actor=told, document=document, part=parts, of=len(told.said),
        links={one.process.title: look.link(f"/process/{one.process.id}") for one in told.parts},
        said=[_row(claim, report, look) for claim, report in told.said[first : first + STATEMENTS]],
        sources={one.number: one.source for one in document.references},
    )  # fmt: skip


def _row(claim: Claim, report: Report, look: Look) -> tuple[str, str, str, str, str]:
    """The day, who spoke, the words, where they stand, the kind of claim."""
    link = f"{look.link(f'/evidence/{report.id}', claim=claim.id)}#passage"
    where = f"{report.outlet or report.name}, {dates.in_words(report.published)}"
    return where, speaker_in_words(claim.speaker), words.quote(" … ".join(claim.quote), SHOWN), link, kind(claim.kind)
