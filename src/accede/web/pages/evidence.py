"""The words behind a line: a report with a claim's passage marked, its versions and copies, how to cite it; or an act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from accede import dates
from accede.answers.evidence import Evidence, act_of, claim_with, evidence_of
from accede.errors import NotFound
from accede.model import Claim, Report
from accede.process.model import Process
from accede.publishing import citation, facts, words
from accede.publishing.differences import Part, differences, is_changed
from accede.publishing.hits import found_in, within
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words
from accede.publishing.passage import Piece, whole
from accede.web.links import speaker_link
from accede.web.looking import Look, looking
from accede.web.memory import Unfinished, remembered
from accede.web.rendering import page, printed

router = APIRouter(include_in_schema=False)
# Characters of a claim's words in the list.
SHOWN = 160


class Other(NamedTuple):
    """A claim of the list: what it is, its words, where it leads, what became of it ("" where it counts as read)."""

    what: str
    words: str
    link: str
    state: str
    current: bool


class Step(NamedTuple):
    """A version beside the one before: only the paragraphs that changed; `changed` None for the first."""

    name: str
    link: str
    current: bool
    changed: tuple[tuple[Part, ...], ...] | None


@router.get("/evidence/{report}")
def evidence(request: Request, report: str, claim: str = "", find: str = "") -> Response:
    """A report, whole, with the passage of a claim marked, and the words of a search (`find`)."""
    return remembered(request, lambda: _evidence(request, report, claim, find))


def _evidence(request: Request, report: str, claim: str, find: str) -> str:
    with looking(request) as look:
        found = evidence_of(look.answers, report, claim.strip())
        when = look.answers.when.in_words()
    asked = found.claim
    title = found.report.title or f"{found.report.outlet or 'Report'}, {dates.in_words(found.report.published)}"
    shown, words_found = whole(found.report, asked.evidence if asked else ()), found_in(found.report.text, find)
    text = printed(
        request, "evidence.html", look, when=when, report=found.report, claim=asked, fields=facts.of_report(found.report),
        title=title, heading=within(Piece(0, title), found_in(title, find)), find=find.strip(), words_found=len(words_found),
        told=facts.of_claim(asked) if asked else (), what=kind(asked.kind) if asked else "", state=_state(found, asked) if asked else "",
        speaker=(speaker_in_words(asked.speaker), look.link(speaker_link(asked.speaker))) if asked and speaker_link(asked.speaker) else None,
        pieces=[(one, within(one, words_found)) for one in shown], others=[_other(found, one, look) for one in found.claims],
        versions=list(_versions(found, look)), copies=[(_named(one), look.link(f"/evidence/{one.id}"), why) for one, why in found.copies],
        processes=_linked(found.processes, look), review=look.link(f"/review/claim/{asked.id}") if asked else "",
        chicago=citation.chicago(found.report), bibtex=citation.bibtex(found.report),
    )  # fmt: skip
    return Unfinished(text) if found.processes is None else text


@router.get("/act/{id}")
def act(request: Request, id: str) -> Response:
    """An official act."""
    with looking(request) as look:
        found, processes = act_of(look.answers, id)
        when = look.answers.when.in_words()
    return page(
        request, "act.html", look, when=when, act=found, what=facts.action(found), fields=facts.of_act(found),
        processes=_linked(processes, look),
        actor=(words.actor(found.actor), look.link(f"/actor/{quote(found.actor)}")),
        chicago=citation.chicago_act(found), bibtex=citation.bibtex_act(found),
    )  # fmt: skip


@router.get("/claim/{id}")
def claim(request: Request, id: str) -> Response:
    """The page of the claim's report, at its words."""
    with looking(request) as look:
        _, found = claim_with(look.answers, id)
    return RedirectResponse(f"{look.link(f'/evidence/{found.report}', claim=found.id)}#passage", 307)


def _linked(processes: tuple[Process, ...] | None, look: Look) -> list[tuple[str, str]] | None:
    """Titles with their addresses; None where the processes are not worked out yet."""
    return None if processes is None else [(one.title, look.link(f"/process/{one.id}")) for one in processes]


@router.get("/speaker/{claim}")
def speaker(request: Request, claim: str) -> Response:
    """The page of the person who speaks in the claim, or of the actor spoken for."""
    with looking(request) as look:
        _, found = claim_with(look.answers, claim)
    page_of = speaker_link(found.speaker)
    if not page_of:
        raise NotFound("nobody speaks in that claim: it is the outlet's own", "open the claim itself")
    return RedirectResponse(look.link(page_of), 307)


def _named(report: Report) -> str:
    return f"{report.outlet or report.name}, {dates.in_words(report.published)}"


def _other(found: Evidence, one: Claim, look: Look) -> Other:
    link = f"{look.link(f'/evidence/{found.report.id}', claim=one.id)}#passage"
    current = found.claim is not None and one.id == found.claim.id
    return Other(facts.claim_in_words(one), words.quote(" … ".join(one.quote), SHOWN), link, _state(found, one), current)


def _state(found: Evidence, claim: Claim) -> str:
    """What became of the claim, in words; "" where it counts as it was read."""
    said = [found.dropped[claim.id].in_words] if claim.id in found.dropped else []
    said += ["counts no more"] if claim.id in found.gone else []
    return "; ".join(filter(None, [*said, words.marks(found.marks.get(claim.id, ()))]))


def _versions(found: Evidence, look: Look) -> Iterator[Step]:
    before: Report | None = None
    for number, one in enumerate(found.versions, start=1):
        changed = tuple(filter(is_changed, differences(before.text, one.text))) if before else None
        yield Step(f"Version {number}: {_named(one)}", look.link(f"/evidence/{one.id}"), one.id == found.report.id, changed)
        before = one
