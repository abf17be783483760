"""Claims as lines of a table: JSON lines, CSV, or columns to look at.

A line has the fields of a claim under the names that answer keys use, empty ones left out, and after them what
a reader wants beside it: the claim's id, the report's day and outlet, the quoted words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from accede.model import FACTS, ROLES, Claim, Passage, Report, Speaker
from accede.publishing.clean import cell, json_text
from accede.publishing.columns import columns
from accede.reading.codebook import load as codebook

COLUMNS = ("report", "outlet", "published", "id", "kind", "plover", *FACTS, "evidence", "quote", "dropped")


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim of one report. `report` is the report's name; offsets refer to its text as stored.

    `dropped` says in words which later version of the report no longer carries it; empty where none took it back.
    """

    report: str
    kind: str
    evidence: tuple[Passage, ...]
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    convener: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    speaker: Speaker | None = None
    time: str | None = None
    place: str | None = None
    modality: str | None = None
    rating: str | None = None
    round: int | None = None
    min_hours: int | None = None
    members: int | None = None
    threshold: int | str | None = None
    stage: str | None = None
    votes: str | None = None
    id: str = ""
    published: str = ""
    outlet: str = ""
    quote: tuple[str, ...] = ()
    plover: str = ""
    dropped: str = ""


def claim_line(claim: Claim, report: Report, dropped: str = "") -> ClaimLine:
    """The line of a claim; `report` is the one that it was taken from.

    `plover` is the root code that the codebook gives the kind for event data; empty where no code fits.
    """
    code = codebook()[claim.kind].plover
    facts = {field: getattr(claim, field) for field in FACTS}
    return ClaimLine(
        report=report.name, kind=claim.kind, evidence=claim.evidence, id=claim.id,
        published=report.published, outlet=report.outlet, quote=claim.quote,
        plover="" if code == "none" else code, dropped=dropped, **facts,
    )  # fmt: skip


def in_order(
    claims: Iterable[Claim], reports: Mapping[str, Report], dropped: Mapping[str, str] | None = None
) -> list[ClaimLine]:
    """The lines of claims by publication, report, place in the text, kind and id, in whatever order they came.

    reports: every report of the claims, by id. dropped: of claims that were, where, in words.
    """
    gone = dropped or {}
    lines = [(claim.report, claim_line(claim, reports[claim.report], gone.get(claim.id, ""))) for claim in claims]
    lines.sort(key=lambda pair: (pair[1].published, pair[1].report, pair[0], pair[1].evidence, pair[1].kind, pair[1].id))
    return [line for _, line in lines]


def as_jsonl(lines: Iterable[ClaimLine]) -> Iterator[str]:
    """One claim a line."""
    for line in lines:
        yield json_text(line, indent=0)


def as_csv(lines: Iterable[ClaimLine]) -> Iterator[str]:
    """A header and one claim a line; lists are joined by spaces, passages written start-end, quotes joined by " … "."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([cell(_flat(line, column)) for column in COLUMNS])
        yield buffer.getvalue().rstrip("\n")
        buffer.seek(0)
        buffer.truncate()
    if left := buffer.getvalue().rstrip("\n"):
        yield left


def _flat(line: ClaimLine, column: str) -> str:
    value = getattr(line, column)
    if value is None:
        return ""
    if column == "evidence":
        return " ".join(f"{passage.start}-{passage.end}" for passage in value)
    if column == "speaker":
        return ", ".join(part for part in (value.name, value.office, value.for_) if part)
    if column == "quote":
        return " … ".join(value)
    return " ".join(value) if column in ROLES else str(value)


def as_table(lines: Iterable[ClaimLine]) -> Iterator[str]:
    """Columns to look at: id, day of the report, kind, who, and the first words."""
    rows = [
        (line.id[:8], line.published, line.kind, _who(line), "(dropped) " * bool(line.dropped) + " … ".join(line.quote))
        for line in lines
    ]
    yield from columns(("id", "published", "kind", "who", "words"), rows)


def _who(line: ClaimLine) -> str:
    actors = line.by or line.parties or line.of
    if actors:
        return " ".join(actors)
    return (line.speaker.for_ or line.speaker.name or "") if line.speaker else ""
