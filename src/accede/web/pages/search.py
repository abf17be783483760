"""Search: where words are, in reports, in the quotes of claims and in the names of speakers; by the known day alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.answers.actors import named
from accede.errors import NotFound
from accede.model import Claim, Report
from accede.publishing import words
from accede.publishing.hits import pieces
from accede.publishing.passage import Piece
from accede.record import Record
from accede.record.search import SORTS, Found, Hit, Sort
from accede.record.words import parse
from accede.web.links import actor_link, speaker_link
from accede.web.looking import Look, looking
from accede.web.memory import remembered
from accede.web.paging import number_of
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)
HITS = 20
# So many speakers stand first, and of so many words each is asked for alone where all together are nowhere.
SPEAKERS, MOST_ALONE = 5, 8
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


class Asked(NamedTuple):
    """What was found: places, speakers that stand before them, whether more of each follow, which words alone have no place."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    speakers: tuple[Hit, ...] = ()
    more_speakers: bool = False
    nowhere: tuple[str, ...] = ()


@router.get("/search")
def search(request: Request, q: str = "", sort: str = "") -> Response:
    """The places of one page, actors and speakers of the name first; the help where nothing is asked."""
    return remembered(request, lambda: _search(request, q, sort))


def _search(request: Request, q: str, sort: str) -> str:
    asked, number = q.strip(), min(number_of(request), MOST_PAGES)
    sort = sort if sort in SORTS else ""
    found, shown, speakers, lacking = Asked(), [], [], ""
    with looking(request) as look:
        when = look.answers.when
    if asked:
        try:
            with request.app.state.opened.record() as opened, opened.one_state() as record:
                found = _found(record, asked, sort, when.known_day, number)
                held = _Held.of(record, (*found.hits, *found.speakers))
                shown = [_shown(hit, held, look, asked) for hit in found.hits]
                speakers = [_shown(hit, held, look, asked) for hit in found.speakers]
        except NotFound as nothing:
            lacking = f"{nothing.what}: {nothing.remedy}"
    kept = {"q": asked, "sort": sort}
    return printed(
        request, "search.html", look, asked=asked, sort=sort, sorts=NAMES, shown=shown, speakers=speakers, nowhere=found.nowhere,
        when=when.known_in_words, lacking=lacking, number=number, first=(number - 1) * HITS + 1,
        previous=look.link("/search", **kept, page=str(number - 1)) if number > 1 else "",
        next=look.link("/search", **kept, page=str(number + 1)) if found.more and number < MOST_PAGES else "",
        more_speakers=look.link("/search", q=asked, sort="speaker") if found.more_speakers else "",
        everywhere=look.link("/search", q=asked) if sort else "", newest=f"/search?{urlencode(kept)}" if when.known != when.newest else "",
        actors=[(words.actor(id), look.link(actor_link(id))) for id in _actors(asked)] if number == 1 else [],
    )  # fmt: skip


def _found(record: Record, asked: str, sort: str, known: date, number: int) -> Asked:
    """Where all sorts are asked for, the speakers stand before the places of the first page, and nowhere else."""
    sorts: tuple[Sort, ...] = tuple(one for one in SORTS if one == sort) or ("report", "claim")
    found = record.search(asked, what=sorts, known=known, limit=number * HITS)
    hits = found.hits[(number - 1) * HITS :]
    speakers = record.search(asked, what=("speaker",), known=known, limit=SPEAKERS) if number == 1 and not sort else Found((), False)
    nowhere: tuple[str, ...] = ()
    terms = parse(asked)
    if number == 1 and not hits and not speakers.hits and 1 < len(terms) <= MOST_ALONE:
        said = [f'"{" ".join(term.words)}"{"*" * term.beginning}' for term in terms]
        nowhere = tuple(one for one in said if not record.search(one, what=sorts if sort else SORTS, known=known, limit=1).hits)
    return Asked(hits, found.more, speakers.hits, speakers.more, nowhere)


def _actors(asked: str) -> tuple[str, ...]:
    """The actors of the name; where the whole is no name, those of any of the words."""
    try:
        return named(asked) or named(*(" ".join(term.words) for term in parse(asked)))
    except NotFound:
        return ()


class _Held(NamedTuple):
    """The reports and claims of what was found, by id."""

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]

    @classmethod
    def of(cls, record: Record, hits: Sequence[Hit]) -> _Held:
        return cls(record.reports_with(hit.report for hit in hits), record.claims_with(hit.id for hit in hits if hit.what != "report"))


def _shown(hit: Hit, held: _Held, look: Look, asked: str) -> Shown:
    report = held.reports[hit.report]
    claim = held.claims[hit.id] if hit.what != "report" else None
    return Shown(NAMES[hit.what], _where(report), pieces(hit), _link(report, claim, look, asked), _actor(claim, look) if hit.what == "speaker" else None, _person(claim, look))


def _where(report: Report) -> str:
    return ", ".join(filter(None, (report.outlet or "outlet not named", dates.in_words(report.published), report.title or report.name)))


def _link(report: Report, claim: Claim | None, look: Look, asked: str) -> str:
    """The report's page with the words marked, at the claim's passage or the first of them."""
    path = f"/evidence/{report.id}"
    return f"{look.link(path, claim=claim.id, find=asked)}#passage" if claim else f"{look.link(path, find=asked)}#found"


def _actor(claim: Claim | None, look: Look) -> tuple[str, str] | None:
    actor = claim.speaker.for_ if claim and claim.speaker else None
    return (words.actor(actor), look.link(actor_link(actor))) if actor else None


def _person(claim: Claim | None, look: Look) -> tuple[str, str] | None:
    speaker = claim.speaker if claim else None
    return (speaker.name, look.link(speaker_link(speaker))) if speaker and speaker.name else None
