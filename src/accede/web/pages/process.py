"""The page of a process: a rail of stages, the timeline and positions drawn, the outlook, and every section of the status."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from accede.knowledge import load
from accede.publishing.chart import chart
from accede.publishing.clean import json_text
from accede.publishing.document import FULL, Reference
from accede.publishing.drawing import draw
from accede.publishing.status import status_document
from accede.publishing.strip import strip
from accede.web.looking import looking
from accede.web.memory import remembered
from accede.web.pages.statements import first_speakers
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)


@router.get("/process/{name}")
def process(request: Request, name: str) -> Response:
    """One process for the two days of the address."""
    return remembered(request, lambda: _process(request, name))


def _process(request: Request, name: str) -> str:
    from accede.outlook.candidates import forecasts, named

    with looking(request) as look:
        chosen = look.answers.the_one(name)
        status = look.answers.status(chosen)
        when = look.answers.when
        told = named(forecasts(status, load()), load())
        drawn = chart(told)
        document = status_document(status, when.in_words(), FULL, told)
        return printed(
            request, "process.html", look, process=chosen, status=status, document=document, drawing=draw(status), strip=strip(status),
            chart=drawn, curves=json_text(drawn.data, indent=0) if drawn else "", sources={one.number: one.source for one in document.references},
            numbers=_numbers(document.references), when=when, speakers=first_speakers(look, chosen),
        )  # fmt: skip


def _numbers(references: tuple[Reference, ...]) -> object:
    """The number of the first of some sources that is among the references, for the drawings' links; 0 for none."""
    held = {(one.source.report, one.source.act, one.source.quote): one.number for one in references}
    return lambda sources: next((n for s in sources if (n := held.get((s.report, s.act, s.quote), 0))), 0)
