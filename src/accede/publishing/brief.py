"""The brief of a process as one HTML file that needs nothing else: no network, no script, no other file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from accede import dates
from accede.model import Claim, Report
from accede.outlook.model import Forecast
from accede.process.model import Source, Status
from accede.publishing import words
from accede.publishing.chart import chart
from accede.publishing.clean import lines, plain
from accede.publishing.document import Document, Reference, Table
from accede.publishing.drawing import draw
from accede.publishing.passage import Piece, in_context
from accede.publishing.strip import strip


class Cited(msgspec.Struct, frozen=True):
    """A reference as the file shows it: its words open to their paragraphs; `same_as` is the first of its origin."""

    number: int
    where: str
    quote: str
    official: bool
    report: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    same_as: int


def as_html(
    document: Document, status: Status, claims: Mapping[str, Claim], reports: Mapping[str, Report],
    outlook: Sequence[tuple[str, Forecast]] = (),
) -> str:  # fmt: skip
    """The brief as one HTML document.

    outlook: the forecasts that are drawn beside the section that tells them, each with its candidate's name.

    claims, reports: by id, at least those that the document cites; a quote opens to its paragraph in the report.
    Whatever comes from reports is cleaned and escaped; the file forbids itself all scripts and all loading.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("accede.publishing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(plain=plain, plain_inline=lines)
    environment.tests.update(table=lambda block: isinstance(block, Table))
    return environment.get_template("brief.html").render(
        document=document,
        drawing=draw(status),
        chart=chart(outlook),
        strip=strip(status),
        references=_cited(document.references, claims, reports),
        numbers=_Numbers(document.references),
        count=words.count,
        slug=_slug,
    )


def _cited(references: tuple[Reference, ...], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> list[Cited]:
    first: dict[str, int] = {}
    shown = []
    for reference in references:
        source = reference.source
        claim = claims.get(source.claim)
        paragraphs = in_context(reports[claim.report], claim.evidence) if claim else ()
        told = first.setdefault(source.origin, reference.number) if source.origin else reference.number
        same = told if _other_report(references, told, source) else 0
        shown.append(Cited(
            number=reference.number, where=_where(source), quote=source.quote, official=bool(source.act),
            report=source.report[:8], paragraphs=paragraphs, same_as=same,
        ))  # fmt: skip
    return shown


def _other_report(references: tuple[Reference, ...], number: int, source: Source) -> bool:
    """True where the reference of that number is another report with the same origin."""
    return not source.act and references[number - 1].source.report != source.report


def _where(source: Source) -> str:
    speaker = f", {source.speaker}" if source.speaker else ""
    ruled = f" ({words.marks(source.ruled)})" if source.ruled else ""
    return f"{words.outlet(source)}, {dates.in_words(source.published)}{speaker}{ruled}"


class _Numbers:
    """The number of the first of some sources that is in the list, for the drawing's links; 0 for none."""

    def __init__(self, references: tuple[Reference, ...]) -> None:
        self._numbers = {(r.source.report, r.source.act, r.source.quote): r.number for r in references}

    def __call__(self, sources: tuple[Source, ...]) -> int:
        return next((n for s in sources if (n := self._numbers.get((s.report, s.act, s.quote), 0))), 0)


def _slug(title: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in title.lower()).split())
