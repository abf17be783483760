"""Reports from files: each text becomes one report or one refusal, or is passed over; never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from accede import dates
from accede.errors import DateError, ReportRefused
from accede.model import PassedOver, Refusal, Report
from accede.reports.formats import Draft, Piece
from accede.reports.furniture import find as find_furniture
from accede.reports.language import foreign_language
from accede.reports.manners import outlet as known_outlet
from accede.reports.manners import outlet_at
from accede.reports.parts import parts_of, pieces_in, refusal
from accede.reports.published import published as day_of
from accede.reports.updates import updated

#: Characters of one report. The longest live blogs have 60,000; what is longer is a book or a collection, and
#: would be read as one report with one date.
MOST_CHARACTERS = 80_000


def load(
    paths: Iterable[Path | str], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Report | Refusal]:
    """The reports in files and folders, in one order on every machine; what cannot be read as a Refusal in its place.

    paths: files (always tried, by ending or content), folders (recursively; hidden files, symbolic links and
        other endings left out) and, as text, URLs of both. A file that is reached twice is read once.
    published: a day in EDTF for reports that give no full date of their own.
    outlet: for reports that name none.
    Raises DateError for a `published` that is not a single day.
    """
    for found in sift(paths, lambda text: True, published=published, outlet=outlet):
        if not isinstance(found, PassedOver):
            yield found


def sift(
    paths: Iterable[Path | str], wanted: Callable[[str], bool], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Report | Refusal | PassedOver]:
    """As `load`, but an English text that is not `wanted` is passed over before its date and furniture are sought.

    For streams of news most of which is about something else: cleaning costs a hundred times what such a test does.
    """
    if published is not None:
        dates.day(published)
    for found in pieces_of(paths):
        yield found if isinstance(found, Refusal) else taken_in(found, wanted, published, outlet)


def count(paths: Iterable[Path | str]) -> int:
    """How many reports and refusals `load` will yield for the same files; for a progress bar. Reads each file."""
    return sum(1 for _ in pieces_of(paths))


def report(draft: Draft, published: str | None = None, outlet: str | None = None) -> Report:
    """The report that a draft is, with its furniture. Raises ReportRefused with the remedy."""
    check_text(draft.text)
    findings = find_furniture(draft.text)
    day = day_of(draft, findings, published)
    name = _outlet(draft, findings.outlet) or outlet or ""
    return Report(
        name=draft.name,
        text=draft.text,
        published=day.day,
        published_inferred_from=day.inferred_from,
        outlet=name,
        title=draft.title or findings.title,
        url=draft.url,
        dateline=findings.dateline,
        byline=tuple(dict.fromkeys(findings.byline)) or draft.byline,
        contributors=tuple(dict.fromkeys(findings.contributors)),
        notes=tuple(findings.notes),
        copyright=findings.copyright,
        credits=tuple(
            dict.fromkeys(one for one in (*findings.credits, *_printed(findings.outlets, name)) if one != name)
        ),
        furniture=tuple(findings.furniture),
        updated=updated(draft.updated, findings, day.day),
    )


def pieces_of(paths: Iterable[Path | str]) -> Iterator[Piece | Refusal]:
    """The places of texts in files and folders, in order, before any text is looked at."""
    for part in parts_of(paths):
        yield from pieces_in(part)


def taken_in(
    piece: Piece, wanted: Callable[[str], bool], published: str | None, outlet: str | None
) -> Report | Refusal | PassedOver:
    """What becomes of one text; see `sift`."""
    try:
        draft = piece.draft()
        if not wanted(draft.text):
            check_text(draft.text)
            return PassedOver(draft.name)
        return report(draft, published, outlet)
    except (ReportRefused, DateError) as error:
        return refusal(piece.where, error)


def check_text(text: str) -> None:
    """Raises ReportRefused for what is no text in English within the limits."""
    if not any(sign.isalpha() for sign in text):
        raise ReportRefused("no words in it", "give a report with words in it")
    if len(text) > MOST_CHARACTERS:
        raise ReportRefused(f"a text of over {MOST_CHARACTERS:,} characters", "split it into its reports")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReportRefused("holds half of a character (a lone surrogate)", "export it again") from error
    language = foreign_language(text)
    if language:
        raise ReportRefused(f"in {language}, not in English", "give an English translation")


def _outlet(draft: Draft, named: str) -> str:
    """The file's own statement first, then the text's, then that of the page's address."""
    if draft.outlet:
        known = known_outlet(draft.outlet)
        return known.name if known else draft.outlet
    if named or not draft.url:
        return named
    known = outlet_at(urlsplit(draft.url).hostname or "")
    return known.name if known else ""


def _printed(outlets: list[tuple[str, str]], name: str) -> Iterator[str]:
    """Agencies that stand in the dateline or copyright line of another outlet's report: it prints their text."""
    for _, one in outlets:
        known = known_outlet(one)
        if known and known.agency and known.name != name:
            yield known.name
