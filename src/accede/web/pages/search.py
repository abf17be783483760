"""Search: where words are, in reports, in the quotes of claims and in the names of speakers; by the known day alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.answers.actors import named
from accede.errors import NotFound
from accede.model import Claim, Report
from accede.publishing import words
from accede.publishing.hits import pieces
from accede.publishing.passage import Piece
from accede.record import Record
from accede.record.search import SORTS, Hit, Sort
from accede.web.links import actor_link, speaker_link
from accede.web.looking import Look, looking
from accede.web.paging import number_of
from accede.web.rendering import page

router = APIRouter(include_in_schema=False)
HITS = 20
# No further page: whoever needs more asks for more words. Each page reads what stands before it, too.
MOST_PAGES = 100
NAMES: Mapping[Sort, str] = {"report": "report", "claim": "claim", "speaker": "speaker"}


class Shown(NamedTuple):
    """A place: what it is, where it stands, the words in pieces, its page; of a speaker the actor spoken for, with its page; the person, with its page."""

    what: str
    where: str
    pieces: tuple[Piece, ...]
    link: str
    actor: tuple[str, str] | None
    person: tuple[str, str] | None


@router.get("/search")
def search(request: Request, q: str = "", sort: str = "") -> Response:
    """The places of one page; the help where nothing is asked."""
    asked, number = q.strip(), min(number_of(request), MOST_PAGES)
    sorts: tuple[Sort, ...] = tuple(one for one in SORTS if sort == one) or SORTS
    with looking(request) as look:
        known = look.answers.when.known_day
        when = look.answers.when.known_in_words
    shown: list[Shown] = []
    more, lacking = False, ""
    if asked:
        try:
            with Record.open(look.location, create=False) as record:
                found = record.search(asked, what=sorts, known=known, limit=number * HITS)
                shown = [_shown(hit, record, look) for hit in found.hits[(number - 1) * HITS :]]
                more = found.more and number < MOST_PAGES
        except NotFound as nothing:
            lacking = f"{nothing.what}: {nothing.remedy}"
    kept = {"q": asked, "sort": sort if sort in SORTS else ""}
    return page(
        request, "search.html", look, asked=asked, sort=sort, sorts=NAMES, shown=shown, when=when, lacking=lacking, number=number,
        first=(number - 1) * HITS + 1, previous=look.link("/search", **kept, page=str(number - 1)) if number > 1 else "",
        next=look.link("/search", **kept, page=str(number + 1)) if more else "",
        actors=[(words.actor(id), look.link(actor_link(id))) for id in named(asked)],
    )  # fmt: skip


def _shown(hit: Hit, record: Record, look: Look) -> Shown:
    report = record.report(hit.report)
    claim = record.claim(hit.id) if hit.what != "report" else None
    return Shown(NAMES[hit.what], _where(report), pieces(hit), _link(report, claim, look), _actor(claim, look) if hit.what == "speaker" else None, _person(claim, look))


def _where(report: Report) -> str:
    return ", ".join(filter(None, (report.outlet or "outlet not named", dates.in_words(report.published), report.title or report.name)))


def _link(report: Report, claim: Claim | None, look: Look) -> str:
    path = f"/evidence/{report.id}"
    return f"{look.link(path, claim=claim.id)}#passage" if claim else look.link(path)


def _actor(claim: Claim | None, look: Look) -> tuple[str, str] | None:
    actor = claim.speaker.for_ if claim and claim.speaker else None
    return (words.actor(actor), look.link(actor_link(actor))) if actor else None


def _person(claim: Claim | None, look: Look) -> tuple[str, str] | None:
    speaker = claim.speaker if claim else None
    return (speaker.name, look.link(speaker_link(speaker))) if speaker and speaker.name else None
