"""The desk: every process as a card, with what changed since the reader's last visit (`visits` says what a visit is)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from fastapi import APIRouter, Request, Response

from accede import dates
from accede.answers.asking import Answers
from accede.answers.stands import nameless
from accede.process.model import Change, Outlook, Process, Source, Status, Tally
from accede.publishing import words
from accede.publishing.document import References
from accede.publishing.lines import entry_in_words
from accede.publishing.listings import change_in_words
from accede.publishing.standing import missing
from accede.record.glance import looked_at
from accede.web.looking import looking, settings_of
from accede.web.memory import Unfinished, remembered
from accede.web.rendering import made_by, printed
from accede.web.visits import remember, visit_of
from accede.web.working import Job

router = APIRouter(include_in_schema=False)
#: So many changes are told on a card, the gravest first; the others are counted.
TOLD = 3
# Of so many last events the newest is the last.
LAST = 20


class Told(NamedTuple):
    """A change in words; the source whose words open, None where there is none."""

    lead: str
    text: str
    source: Source | None


class Card(NamedTuple):
    """A process in short: the stage of each candidate, what is missing, the last event, the next date, what is new.

    new: whether anything is. changes: the first of them in words. more: how many there are besides, None where that is not known.
    """

    process: Process
    stages: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    last: tuple[str, str]
    next: tuple[str, str]
    new: bool
    changes: tuple[Told, ...]
    more: int | None


@router.get("/")
def desk(request: Request) -> Response:
    """Every process, the most told first, with what became known since the reader's last visit."""
    visit = visit_of(request, _newest(request))
    request.state.seen = visit.before  # the page is made for this day, and not for the time of the look
    response = remembered(request, lambda: _desk(request, visit.before))
    if "known" not in request.query_params:
        remember(response, visit, settings_of(request).secure or request.url.scheme == "https")
    return response


def _desk(request: Request, seen: str) -> str:
    with looking(request) as look:
        processes, lacking = look.answers.without_waiting()
        cards = tuple(card_of(look.answers, process, seen) for process in processes)
        when = look.answers.when
        for target in lacking:
            request.app.state.worker.ask(Job(target, when.valid, when.known))
        text = printed(request, "desk.html", look, cards=cards, seen=seen, newest=when.newest, when=when.in_words(), lacking=lacking)
        return Unfinished(text) if lacking else text


def _newest(request: Request) -> str:
    """The record's newest day."""
    with looked_at(settings_of(request).location) as record:
        return record.newest() or ""


def card_of(answers: Answers, process: Process, seen: str = "") -> Card:
    """The card; but for what is new since the day `seen` it is kept as long as nothing comes that it rests on."""
    made = answers.text(process, "card", made_by(), lambda: msgspec.json.encode(_standing(answers, process)).decode())
    card = msgspec.json.decode(made, type=Card)
    if not seen:
        return card
    lately = answers.lately(process, seen)
    more = max(0, len(lately.changes) - TOLD) if lately.whole else None
    return card._replace(
        new=lately.newer and (more is None or bool(lately.changes)), changes=tuple(map(_told, lately.changes[:TOLD])), more=more
    )


def _standing(answers: Answers, process: Process) -> Card:
    status = answers.head(process)
    several = len(status.standings) > 1
    stages = tuple((words.actor(one.candidate) if several else "", one.name or "no stage reported yet") for one in status.standings)
    return Card(nameless(process), stages, tuple(_missing(status)), _last(answers, process), _next(status.outlook), False, (), 0)


def _told(change: Change) -> Told:
    return Told(*change_in_words(change), next(iter(change.sources), None))  # the first tells what it is now


def _missing(status: Status) -> Iterator[tuple[str, str]]:
    done = {one.candidate for one in status.standings if one.steps and one.steps[-1].reached}
    tallies: dict[str, list[Tally]] = {}
    for tally in status.tallies:
        if tally.candidate not in done and not tally.met and (said := missing(status, tally)):
            tallies.setdefault(said, []).append(tally)
    several = len(status.standings) > 1
    for said, held in tallies.items():
        yield words.actors(sorted(tally.candidate for tally in held)) if several else "", said


def _last(answers: Answers, process: Process) -> tuple[str, str]:
    """The newest dated event that happened, in words."""
    of = answers.page(process, 0, 0).of
    happened = [entry for entry in answers.page(process, max(0, of - LAST), LAST).entries if entry.time]
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

