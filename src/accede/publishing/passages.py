"""Prints the words that a claim, an event, a report or an act rests on, in their paragraph and marked.

In a pipe a marked passage stands between >> and <<, on a terminal it is lit; what is not news is named in braces:
"{dateline: ...}". Rich is imported only when something is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from accede import dates
from accede.model import FACTS, ROLES, Act, Claim, Event, Report, Speaker
from accede.publishing import words
from accede.publishing.clean import lines, plain
from accede.publishing.passage import Piece, in_context, whole

if TYPE_CHECKING:
    from rich.text import Text


def show_claim(claim: Claim, report: Report, dropped: str = "", ruled: Iterable[str] = ()) -> Iterator[Text]:
    """The claim's facts, its reasons, and its passages in their paragraphs.

    dropped: where a later version of the report no longer carries it, in words. ruled: what persons ruled on it, in words.
    """
    yield _title(f"{claim.kind.replace('_', ' ')}  {claim.id}")
    yield from _report_line(report)
    yield from _facts((field, getattr(claim, field)) for field in FACTS)
    yield from _fields((("reasons", "; ".join(claim.reasons)), ("counts", f"no more: {dropped}" if dropped else "")))
    yield from _fields(("ruled", said) for said in ruled)
    for pieces in in_context(report, claim.evidence):
        yield _line("")
        yield _passage(pieces)


def show_event(
    event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report],
    ruled: Callable[[str], Iterable[str]] = lambda claim: (),
) -> Iterator[Text]:  # fmt: skip
    """The event's facts, the values on which its claims disagree, and each claim with its passages.

    ruled: what persons ruled on a claim, in words, by the claim's id.
    """
    yield _title(f"event: {event.kind.replace('_', ' ')}  {event.id}")
    yield from _facts((field, getattr(event, field, None)) for field in FACTS)
    told = f"{words.count(len(event.claims), 'claim')}, {words.count(event.origins, 'independent origin')}"
    yield from _fields((("told by", told),))
    yield from _differing(event)
    why = {joined.claim: joined for joined in event.joined}
    for id in event.claims:
        yield _line("")
        if id in why:
            yield _field("joined", f"beside {why[id].beside[:8]}: {'; '.join(why[id].reasons)}")
        yield from show_claim(claims[id], reports[claims[id].report], ruled=ruled(id))


def _differing(event: Event) -> Iterator[Text]:
    """Every value of the fields of which several are told, and of each field why the shown one is shown."""
    shown = {one.field: one for one in event.shown}
    for field, values in groupby(event.values, key=lambda value: value.field):
        told = list(values)
        for value in told if len(told) > 1 else ():
            yield _field("reports differ", f"{words.field(field)} {words.value(field, value.value)} ({words.givers(value)})")
        if field in shown:
            yield _field("shown", f"{words.value(field, shown[field].value)}: {shown[field].why}")


def show_report(report: Report, claims: Iterable[Claim], kin: Iterable[tuple[str, str]] = ()) -> Iterator[Text]:
    """What the report says of itself, and its text with every passage marked that a claim rests on.

    kin: further fields, of its versions and copies and what it dropped.
    """
    held = list(claims)
    yield _title(f"report  {report.id}")
    yield from _report_line(report)
    yield from _fields(
        (
            ("title", report.title), ("url", report.url), ("dateline", report.dateline), ("byline", ", ".join(report.byline)),
            ("contributors", ", ".join(report.contributors)), ("notes", "; ".join(report.notes)),
            ("copyright", report.copyright), ("credits", ", ".join(report.credits)), ("updated", report.updated.replace("T", " ")),
            ("claims", str(len(held))), *kin,
        )
    )  # fmt: skip
    yield _line("")
    yield _passage(whole(report, [passage for claim in held for passage in claim.evidence]))


def show_act(act: Act) -> Iterator[Text]:
    """An act, field by field."""
    yield _title(f"act: {act.action.replace('_', ' ')}  {act.id}")
    yield from _facts((("by", (act.actor,)), ("of", act.of), ("to", act.to), ("time", act.date), ("votes", act.votes)))
    known = dates.in_words(act.entered) if act.entered else ""
    yield from _fields((("source", act.source), ("known from", known), ("note", act.note), ("replaces", act.replaces or "")))


def _report_line(report: Report) -> Iterator[Text]:
    inferred = f" (year from: {report.published_inferred_from})" if report.published_inferred_from else ""
    published = f"{dates.in_words(report.published)}{inferred}"
    yield from _fields(
        (("outlet", report.outlet or "not named"), ("published", published), ("report", f"{report.name}  {report.id}"))
    )


def _facts(facts: Iterable[tuple[str, object]]) -> Iterator[Text]:
    for field, value in facts:
        if isinstance(value, Speaker):
            said = (value.name, value.office, words.actor(value.for_) if value.for_ else None)
            yield _field("said by", ", ".join(part for part in said if part))
        elif field in ROLES and isinstance(value, tuple):
            yield from _fields(((field, words.actors(value)),))
        elif value is not None and value != ():
            yield _field(words.FIELDS.get(field, field), words.value(field, str(value)))


def _fields(fields: Iterable[tuple[str, str]]) -> Iterator[Text]:
    for name, value in fields:
        if value:
            yield _field(name, value)


def _field(name: str, value: str) -> Text:
    from rich.text import Text

    return Text.assemble((f"{name:<14} ", "dim"), plain(value))


def _title(title: str) -> Text:
    return _line(title, "bold")


def _line(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(plain(text), style=style)


def _passage(pieces: Iterable[Piece]) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces:
        said = lines(piece.text)
        if piece.furniture and said.strip():
            said = f"{{{piece.furniture}: {said}}}"
        text.append(f">>{said}<<" if piece.marked else said, style="reverse" if piece.marked else "")
    return text
