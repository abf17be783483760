"""Who said what of a process: the page of all statements, and the first of them for the page of the process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.answers.voices import Voice, voices, words_for
from accede.knowledge import load
from accede.model import Claim, Report
from accede.process.model import Process
from accede.publishing import words
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words
from accede.web.looking import Look, looking
from accede.web.memory import remembered
from accede.web.paging import number_of, part
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)
STATEMENTS = 50
#: So many speakers stand on the page of a process, each with so many statements; and so many are offered to choose from.
SPEAKERS, OF_EACH, OFFERED = 6, 2, 200
SHOWN = 400
#: Among so many statements are those that stand on the page of a process.
LAST = 300


class Statement(NamedTuple):
    """where: outlet and day. actor: whom it was said for, with its page, where that is a state or an organisation."""

    where: str
    who: str
    actor: tuple[str, str] | None
    words: str
    link: str
    kind: str


class Speaking(NamedTuple):
    """A speaker, the newest statements, and whether there may be more, with the page that has all."""

    who: str
    actor: tuple[str, str] | None
    said: tuple[Statement, ...]
    more: bool
    link: str


@router.get("/process/{name}/statements")
def statements(request: Request, name: str, speaker: str = "") -> Response:
    """One page of what was said, the newest first, by everybody or by one `speaker`: a person, office or actor."""
    number = number_of(request)
    return remembered(request, lambda: _statements(request, name, speaker.strip(), number))


def _statements(request: Request, name: str, speaker: str, number: int) -> str:
    with looking(request) as look:
        process, when = look.answers.the_one(name), look.answers.when.in_words()
        of = look.answers.said(process, speaker or None, 0, 0).of
        parts = part(number, STATEMENTS, of, lambda n: look.link(request.url.path, speaker=speaker, page=str(n)))
        last = of - (parts.number - 1) * STATEMENTS  # they are told the first first
        said = look.answers.said(process, speaker or None, max(0, last - STATEMENTS), min(last, STATEMENTS)).items[::-1]
        offered = _offered(look, process) if not look.answers.is_large else {words_for(claim.speaker) for claim, _ in said if claim.speaker}
    return printed(
        request, "statements.html", look, process=process, when=when, speaker=speaker, of=of, part=parts,
        said=[_statement(claim, report, look) for claim, report in said], speakers=sorted(offered), back=look.link(f"/process/{process.id}"),
    )  # fmt: skip


def _offered(look: Look, process: Process) -> set[str]:
    """The speakers to choose from: those who spoke last. Of a large record they are those of the page."""
    held = look.answers.held(process)
    return {voice.asked for voice in voices(held.statements(process), held.reports)[:OFFERED]}


def first_speakers(look: Look, process: Process) -> tuple[Speaking, ...]:
    """Who spoke last of the process, among the last statements."""
    of = look.answers.said(process, None, 0, 0).of
    said = look.answers.said(process, None, max(0, of - LAST), LAST).items
    reports = {report.id: report for _, report in said}
    return tuple(_speaking(voice, reports, of > LAST, process, look) for voice in voices((claim for claim, _ in said), reports)[:SPEAKERS])


def _speaking(voice: Voice, reports: Mapping[str, Report], earlier: bool, process: Process, look: Look) -> Speaking:
    said = tuple(_statement(claim, reports[claim.report], look) for claim in voice.said[:OF_EACH])
    link = look.link(f"/process/{process.id}/statements", speaker=voice.asked)
    return Speaking(said[0].who, said[0].actor, said, earlier or len(voice.said) > len(said), link)


def _statement(claim: Claim, report: Report, look: Look) -> Statement:
    actor = claim.speaker.for_ if claim.speaker else None
    who = speaker_in_words(claim.speaker)
    page = None
    if actor and (actor in load().states or actor in load().organisations):
        name = words.actor(actor)
        who, page = who.removesuffix(name).rstrip(", "), (name, look.link(f"/actor/{quote(actor)}"))
    link = f"{look.link(f'/evidence/{report.id}', claim=claim.id)}#passage"
    where = f"{report.outlet or report.name}, {dates.in_words(report.published)}"
    return Statement(where, who, page, words.quote(" … ".join(claim.quote), SHOWN), link, kind(claim.kind))
