"""The page of a process: a rail of stages, the timeline and positions drawn, the outlook, and the beginning of every section of the status.

What it shows of a process is made beforehand where the record is large (`web.preparing`), and kept in the record with the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from accede.knowledge import load
from accede.outlook.candidates import named
from accede.outlook.model import Forecast
from accede.process.model import Process, Source, Status
from accede.publishing.chart import chart
from accede.publishing.clean import json_text
from accede.publishing.cutting import cited
from accede.publishing.document import FULL, Document, Reference
from accede.publishing.drawing import Drawing, draw
from accede.publishing.status import status_document
from accede.publishing.strip import Strip, strip
from accede.web.folding import folded, is_rest, rest
from accede.web.forecasting import forecasts
from accede.web.looking import Look, looking
from accede.web.memory import remembered
from accede.web.pages.statements import first_speakers
from accede.web.rendering import filled, made_by, printed

router = APIRouter(include_in_schema=False)


@router.get("/process/{name}")
def process(request: Request, name: str) -> Response:
    """One process for the two days of the address; with `section` and `after` the rest of a section."""
    return remembered(request, lambda: _process(request, name))


def _process(request: Request, name: str) -> str:
    with looking(request) as look:
        chosen = look.answers.the_one(name)
        if is_rest(request):
            return rest(request, look, request.app.state.recall.of(_key(look, chosen), lambda: _told(look, chosen)[2], lambda made: len(made.references)))
        return printed(request, "process.html", look, process=chosen, body=Markup(body(look, chosen)))


def body(look: Look, process: Process) -> str:
    """What stands on the page below its head."""
    return look.answers.text(process, f"page {look.valid} {look.known}", made_by(), lambda: _body(look, process))


def _body(look: Look, process: Process) -> str:
    status, told, document = _told(look, process)
    drawn = chart(told)
    parts = folded(look, document.sections, f"/process/{process.id}")
    drawing, moves = draw(status), strip(status)
    numbers = _numbers(document.references)
    shown = {one.number for one in cited(document, [one.section for one in parts])} | set(map(numbers, _drawn(drawing, moves)))
    return filled(
        "process_body.html", look=look, process=process, status=status, document=document, parts=parts, drawing=drawing, strip=moves,
        chart=drawn, curves=json_text(drawn.data, indent=0) if drawn else "", numbers=numbers, speakers=first_speakers(look, process),
        sources={one.number: one.source for one in document.references if one.number in shown},
    )  # fmt: skip


def _told(look: Look, process: Process) -> tuple[Status, list[tuple[str, Forecast]], Document]:
    """The status, the forecasts by the names of the candidates, and both as a document."""
    status = look.answers.status(process)
    told = named(forecasts(look.answers, process), load())
    return status, told, status_document(status, look.answers.when.in_words(), FULL, told)


def _key(look: Look, process: Process) -> tuple[object, ...]:
    when = look.answers.when
    return look.location, "document", process.id, when.valid, when.known, when.ruled, look.answers.basis(process)


def _numbers(references: tuple[Reference, ...]) -> Callable[[Iterable[Source]], int]:
    """The number of the first of some sources that is among the references, for the drawings' links; 0 for none."""
    held = {(one.source.report, one.source.act, one.source.quote): one.number for one in references}
    return lambda sources: next((n for s in sources if (n := held.get((s.report, s.act, s.quote), 0))), 0)


def _drawn(drawing: Drawing | None, moves: Strip | None) -> Iterator[tuple[Source, ...]]:
    """The sources of each mark and bar."""
    yield from (mark.sources for lane in (drawing.lanes if drawing else ()) for mark in lane.marks)
    yield from (span.sources for row in (moves.rows if moves else ()) for span in row.spans)
