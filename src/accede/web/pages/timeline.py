"""The timeline of a process: a picture that zooms, a page of rows in the order of time, both narrowed as asked, and what outlets took back."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from accede.answers.narrowing import CERTAINTIES, Narrowing
from accede.model import KINDS
from accede.publishing import words
from accede.publishing.lines import kind
from accede.publishing.listings import timeline_document
from accede.publishing.marks import coming
from accede.publishing.rows import rows
from accede.web.folding import folded, is_rest, rest
from accede.web.looking import looking
from accede.web.memory import remembered
from accede.web.paging import number_of, part
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)
ENTRIES = 50
CERTAIN = dict(zip(CERTAINTIES, ("official act", "several origins", "one origin", "rival values"), strict=True))


@router.get("/process/{name}/timeline")
def timeline(request: Request, name: str) -> Response:
    """One page of the timeline for the two days of the address."""
    return remembered(request, lambda: _timeline(request, name))


def _timeline(request: Request, name: str) -> str:
    asked = Narrowing(**{key: request.query_params.get(key, "").strip() for key in Narrowing.__struct_fields__})
    kept = {key: value for key in asked.__struct_fields__ if (value := getattr(asked, key))}
    number = number_of(request)
    with looking(request) as look:
        process = look.answers.the_one(name)
        held = None if asked.is_none else asked.of(look.answers.page(process).entries)
        of = look.answers.page(process, 0, 0).of if held is None else len(held)
        parts = part(number, ENTRIES, of, lambda n: look.link(request.url.path, **kept, page=str(n)))
        first = (parts.number - 1) * ENTRIES
        shown = look.answers.page(process, first, ENTRIES).entries if held is None else held[first : first + ENTRIES]
        expected = asked.of(coming(look.answers.field(process, "outlook")))[:ENTRIES]
        dropped = timeline_document(process, (), look.answers.when.in_words(), look.answers.taken_back(process))
        actors, outlets = look.answers.names(process)
    if is_rest(request):
        return rest(request, look, dropped)
    spanless = {key: value for key, value in kept.items() if key not in ("first", "last")}
    return printed(
        request, "timeline.html", look, process=process, dates=dropped.dates, asked=asked, rows=rows(shown), of=of, part=parts,
        kinds=[(name, kind(name)) for name in KINDS], certain=CERTAIN, outlets=outlets, actors=sorted(map(words.actor, actors)),
        expected=rows(expected), marks=f"/api/v1/processes/{process.id}/marks?{urlencode(spanless)}", today=look.answers.when.valid,
        dropped=folded(look, dropped.sections, request.url.path, kept.items()), sources={one.number: one.source for one in dropped.references}, back=look.link(f"/process/{process.id}"),
    )  # fmt: skip
