"""What a report has to do with others: its versions, its copies, and what was dropped; as named fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accede import dates
from accede.model import Report
from accede.publishing import words

if TYPE_CHECKING:
    from accede.answers import Held

# Characters of a dropped claim's words.
SHOWN = 160


def fields(report: Report, held: Held) -> Iterator[tuple[str, str]]:
    """The versions of the report by number, its copies by day, then what it dropped and what was dropped of it."""
    own = held.lineage.versions.get(report.id)
    if own is not None:
        line = sorted((version.number, id) for id, version in held.lineage.versions.items() if version.first == own.first)
        others = ", ".join(f"{number}: {_named(held.reports[id])}" for number, id in line if id != report.id)
        yield "version", f"{held.lineage.place(report.id)}; {others}"
    for other, why in sorted(_copies(report.id, held), key=lambda pair: (held.reports[pair[0]].published, pair[0])):
        yield "copy", f"{_named(held.reports[other])}: {why}"
    yield "origin", held.origins[report.id]
    for id, dropped in held.dropped.items():
        claim = held.read[id]
        said = f"{claim.kind.replace('_', ' ')}: {words.quote(' … '.join(claim.quote), SHOWN)} {id[:8]}"
        if dropped.report == report.id:
            yield "dropped here", f"{said}, of {_named(held.reports[claim.report])}"
        elif claim.report == report.id:
            yield "dropped", f"{said}, {dropped.in_words}"


def _copies(report: str, held: Held) -> Iterator[tuple[str, str]]:
    """The reports of other versions that carry the same text, each with the reason."""
    for pair, why in held.lineage.related.items():
        if report in pair and not why.version:
            yield pair[0] if pair[1] == report else pair[1], why.copy


def _named(report: Report) -> str:
    return f"{report.outlet or report.name}, {dates.in_words(report.published)}, {report.id[:8]}"
