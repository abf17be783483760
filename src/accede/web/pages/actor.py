"""The page of an actor or person: offices, positions, objections and demands in every process, and what was said for it, or by it.

/actor/FIN, /actor/nato; of a person /actor/person:anna-ek, a slug of the folded name (`accede.answers.naming`).
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.answers.actors import Post, Told, told_of
from accede.model import Claim, Report
from accede.publishing import words
from accede.publishing.actor import actor_document
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words
from accede.web.folding import folded, is_rest, rest
from accede.web.links import actor_link, speaker_link
from accede.web.looking import Look, looking
from accede.web.memory import Unfinished, remembered
from accede.web.paging import number_of, part
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)
STATEMENTS = 20
# Characters of the words of a statement.
SHOWN = 400


@router.get("/actor/{id}")
def actor(request: Request, id: str) -> Response:
    """An actor or person, for the two days of the address; its statements page by page."""
    return remembered(request, lambda: _actor(request, id))


def _actor(request: Request, id: str) -> str:
    number = number_of(request)
    with looking(request) as look:
        told = told_of(look.answers, id, (number - 1) * STATEMENTS, STATEMENTS)
        parts = part(number, STATEMENTS, told.said.of, lambda n: f"{look.link(actor_link(told.id), page=str(n))}#statements")
        if parts.number != number:
            told = told_of(look.answers, id, (parts.number - 1) * STATEMENTS, STATEMENTS)
        when = look.answers.when.in_words()
    processes = told.stands.parts
    document = actor_document(told.name, told.holders, ((process.title, status) for process, status in processes), when)
    if is_rest(request):
        return rest(request, look, document)
    text = printed(
        request, "actor.html", look, actor=told, document=document, parts=folded(look, document.sections, actor_link(told.id)), part=parts, person=told.category == "person",
        links={process.title: look.link(f"/process/{process.id}") for process, _ in processes},
        open=[(name, look.link(f"/process/{name}")) for name in told.stands.open],
        posts=[_post(post, look) for post in told.posts], said=[_row(claim, report, told, look) for claim, report in told.said.items],
        sources={one.number: one.source for one in document.references},
    )  # fmt: skip
    return Unfinished(text) if told.stands.open else text


def _post(post: Post, look: Look) -> tuple[str, str, tuple[str, str], str, int]:
    """The name, the office, the actor with its page, from when until when, how often."""
    days = list(dict.fromkeys(map(dates.in_words, (post.told.first, post.told.last))))
    actor = (words.actor(post.actor), look.link(actor_link(post.actor))) if post.actor else ("", "")
    return post.name, post.office, actor, " to ".join(days), post.told.claims


def _row(claim: Claim, report: Report, told: Told, look: Look) -> tuple[str, str, str, str, str, str]:
    """The day, who spoke and that person's page, the words, where they stand, the kind of claim."""
    link = f"{look.link(f'/evidence/{report.id}', claim=claim.id)}#passage"
    where = f"{report.outlet or report.name}, {dates.in_words(report.published)}"
    page = speaker_link(claim.speaker)
    return where, speaker_in_words(claim.speaker), look.link(page) if page and page != actor_link(told.id) else "", words.quote(" … ".join(claim.quote), SHOWN), link, kind(claim.kind)
