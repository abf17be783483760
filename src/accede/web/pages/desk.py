"""The desk: every process as a card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from accede import dates
from accede.errors import DateError
from accede.process.model import Line, Outlook, Process, Source, Status, Tally
from accede.publishing import words
from accede.publishing.document import References
from accede.publishing.lines import entry_in_words
from accede.publishing.standing import missing
from accede.web.looking import looking, settings_of
from accede.web.memory import Unfinished, remembered
from accede.web.rendering import printed

router = APIRouter(include_in_schema=False)
SEEN = "accede_seen"
YEAR = 365 * 86_400


class Card(NamedTuple):
    """A process in short: the stage of each candidate, what is missing, the last event, the next date, what is new."""

    process: Process
    stages: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    last: tuple[str, str]
    next: tuple[str, str]
    new: int


@router.get("/")
def desk(request: Request) -> Response:
    """Every process, the most told first; what became known since the reader's last visit is counted."""
    response = remembered(request, lambda: _desk(request))
    if "known" not in request.query_params:
        response.set_cookie(SEEN, _newest(request), max_age=YEAR, httponly=True, samesite="lax")
    return response


def _desk(request: Request) -> str:
    with looking(request) as look:
        seen = request.cookies.get(SEEN, "")
        processes, lacking = look.answers.without_waiting()
        cards = tuple(_card(look.answers.status(process), seen) for process in processes)
        text = printed(request, "desk.html", look, cards=cards, seen=_day(seen), when=look.answers.when.in_words(), lacking=lacking)
        return Unfinished(text) if lacking else text


def _newest(request: Request) -> str:
    """The record's newest day, as the next visit will ask what is newer."""
    from accede.record import Record

    with Record.open(settings_of(request).location, create=False) as record:
        return record.newest() or ""


def _day(seen: str) -> str:
    try:
        return dates.in_words(dates.day(seen).isoformat()) if seen else ""
    except DateError:
        return ""


def _card(status: Status, seen: str) -> Card:
    several = len(status.standings) > 1
    stages = tuple((words.actor(one.candidate) if several else "", one.name or "no stage reported yet") for one in status.standings)
    return Card(status.process, stages, tuple(_missing(status)), _last(status), _next(status.outlook), _new(status, seen))


def _missing(status: Status) -> Iterator[tuple[str, str]]:
    done = {one.candidate for one in status.standings if one.steps and one.steps[-1].reached}
    tallies: dict[str, list[Tally]] = {}
    for tally in status.tallies:
        if tally.candidate not in done and not tally.met and (said := missing(status, tally)):
            tallies.setdefault(said, []).append(tally)
    several = len(status.standings) > 1
    for said, held in tallies.items():
        yield words.actors(sorted(tally.candidate for tally in held)) if several else "", said


def _last(status: Status) -> tuple[str, str]:
    """The newest dated event that happened, in words."""
    happened = [entry for entry in status.timeline if entry.time and entry.modality in ("happened", None)]
    if not happened:
        return "", ""
    entry = max(happened, key=lambda entry: dates.sort_key(entry.time or ""))
    return words.when(entry), entry_in_words(entry, References())


def _next(outlook: tuple[Outlook, ...]) -> tuple[str, str]:
    coming = next((line for line in outlook if line.standing == "coming" and line.time), None)
    if coming is None:
        return "", ""
    what = "scheduled" if coming.kind == "fixture" else coming.kind.replace("_", " ")
    return dates.in_words(coming.time or ""), ", ".join(filter(None, (what, coming.place, words.actors(coming.by or coming.parties))))


def _new(status: Status, seen: str) -> int:
    """How many lines rest on something published after the last visit."""
    return sum(any(source.published > seen for source in _sources(entry)) for entry in status.timeline) if seen else 0


def _sources(line: Line) -> Iterator[Source]:
    yield from line.sources
