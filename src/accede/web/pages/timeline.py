"""The timeline of a process: a page of rows in the order of time, narrowed as asked, and what outlets took back."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from accede.answers.narrowing import CERTAINTIES, Narrowing
from accede.model import KINDS, ROLES
from accede.publishing import words
from accede.publishing.lines import kind
from accede.publishing.listings import timeline_document
from accede.publishing.rows import rows
from accede.web.looking import looking
from accede.web.paging import number_of, part
from accede.web.rendering import page

router = APIRouter(include_in_schema=False)
ENTRIES = 50
CERTAIN = dict(zip(CERTAINTIES, ("official act", "several origins", "one origin", "rival values"), strict=True))


@router.get("/process/{name}/timeline")
def timeline(request: Request, name: str) -> Response:
    """One page of the timeline for the two days of the address."""
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
        dropped = timeline_document(process, (), look.answers.when.in_words(), look.answers.taken_back(process))
    outlets = sorted({source.outlet for entry in shown for source in entry.sources if source.outlet and not source.act})
    actors = sorted({words.actor(id) for entry in shown for role in ROLES for id in getattr(entry, role)})
    return page(
        request, "timeline.html", look, process=process, dates=dropped.dates, asked=asked, rows=rows(shown), of=of, part=parts,
        kinds=[(name, kind(name)) for name in KINDS], certain=CERTAIN, outlets=outlets, actors=actors,
        dropped=dropped.sections, sources={one.number: one.source for one in dropped.references}, back=look.link(f"/process/{process.id}"),
    )  # fmt: skip
