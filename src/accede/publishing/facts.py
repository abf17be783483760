"""What a claim, a report or an act says of itself, as named fields: the words are as stored, whoever prints cleans them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accede import dates
from accede.model import FACTS, ROLES, Act, Claim, Report, Speaker
from accede.publishing import words
from accede.publishing.lines import kind
from accede.publishing.listings import speaker_in_words

Fields = tuple[tuple[str, str], ...]


def of_claim(claim: Claim) -> Fields:
    """The claim's facts, then how the reader came to it."""
    return _told((*((field, getattr(claim, field)) for field in FACTS), ("how it was read", "; ".join(claim.reasons))))


def of_report(report: Report) -> Fields:
    """Where and when it was published, and by whom; the title stands elsewhere."""
    inferred = f" (year from: {report.published_inferred_from})" if report.published_inferred_from else ""
    return _told(
        (
            ("outlet", report.outlet or "not named"), ("published", f"{dates.in_words(report.published)}{inferred}"),
            ("byline", ", ".join(report.byline)), ("contributors", ", ".join(report.contributors)), ("dateline", report.dateline),
            ("credits", ", ".join(report.credits)), ("notes", "; ".join(report.notes)), ("updated", report.updated.replace("T", " ")),
            ("copyright", report.copyright), ("address", report.url), ("file", report.name), ("report", report.id),
        )
    )  # fmt: skip


def of_act(act: Act) -> Fields:
    """The act, field by field."""
    known = dates.in_words(act.entered) if act.entered else ""
    return _told(
        (
            ("by", (act.actor,)), ("of", act.of), ("to", act.to), ("date", dates.in_words(act.date)), ("votes", act.votes),
            ("source", act.source), ("known from", known), ("note", act.note), ("in place of", act.replaces), ("act", act.id),
        )
    )  # fmt: skip


def claim_in_words(claim: Claim) -> str:
    """In a line: the kind and who; the words of it stand beside."""
    who = words.actors(claim.by or claim.parties)
    aims = claim.of or claim.to
    about = f", {'of' if claim.of else 'to'} {words.actors(aims)}" if aims else ""
    said = f", said by {speaker_in_words(claim.speaker)}" if claim.speaker else ""
    return f"{kind(claim.kind)}{f' by {who}' if claim.by else f' of {who}' if who else ''}{about}{said}"


def action(act: Act) -> str:
    """The act's action as it is read."""
    return kind(act.action)


def _told(fields: Iterable[tuple[str, object]]) -> Fields:
    return tuple(_said(fields))


def _said(fields: Iterable[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    for name, value in fields:
        if value in (None, "", ()):
            continue
        if isinstance(value, Speaker):
            yield "said by", speaker_in_words(value)
        elif name in ROLES and isinstance(value, tuple):
            yield name, words.actors(value)
        else:
            yield words.field(name), words.value(name, str(value))
