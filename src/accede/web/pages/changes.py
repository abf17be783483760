"""What became known of a process after a day: a table of changes, each with what was before and the words that tell of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.publishing.document import Document
from accede.publishing.news import news_document
from accede.web.folding import folded, is_rest, kept_of, rest
from accede.web.looking import looking
from accede.web.memory import remembered
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)


@router.get("/process/{name}/changes")
def changes(request: Request, name: str) -> Response:
    """What became known after the day `since`, as of the valid day; without it the field for the day alone."""
    return remembered(request, lambda: _changes(request, name))


def _changes(request: Request, name: str) -> str:
    since = request.query_params.get("since", "").strip()
    with looking(request) as look:
        process, when = look.answers.the_one(name), look.answers.when
        document = Document(f"{process.title}: what changed", when.in_words(), ())
        if since:
            day = dates.day(since)
            said = f"What became known after {dates.in_words(day.isoformat())} and by {when.known_in_words}, as of {dates.in_words(when.valid)}."
            document = news_document(process, look.answers.changes(process, day.isoformat()), said)
    if is_rest(request):
        return rest(request, look, document)
    parts = folded(look, document.sections, request.url.path, kept_of(request))
    return printed(
        request, "changes.html", look, process=process, document=document, parts=parts, since=since,
        sources={one.number: one.source for one in document.references}, back=look.link(f"/process/{process.id}"),
    )  # fmt: skip
