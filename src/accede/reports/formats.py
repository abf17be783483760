"""Plain text, HTML, JSON and JSON lines: from a file's bytes to drafts, one a text.

    bytes -> pieces (one a report, cheap to count) -> drafts (the stored text, and what the format says of it)

A piece that cannot become a draft raises when it is asked for its draft, so that one bad line of a collection
costs that line alone. Plain text is stored to the letter. What the format says (an HTML page's own date and
outlet, the fields of JSON) stands beside the text, in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from accede.errors import ReportRefused
from accede.reports import days
from accede.reports.decoding import decode
from accede.reports.html import article
from accede.reports.updates import moment

_LOOKS_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One text as its file gives it. `published` is a day or "", `certain` where that day is the file's own
    statement on this report (a field of JSON) and not read from a page around it; `updated` as in `Report`."""

    name: str
    text: str
    published: str = ""
    certain: bool = False
    outlet: str = ""
    title: str = ""
    url: str = ""
    byline: tuple[str, ...] = ()
    updated: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A place in a file where a report is, and how to get its draft (raises ReportRefused)."""

    where: str
    draft: Callable[[], Draft]


class _Fields(msgspec.Struct):
    """A report as JSON; further fields are passed over."""

    text: str
    id: str | int | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    updated: str | None = None
    modified: str | None = None


def pieces(path: Path, data: bytes) -> Iterator[Piece]:
    """What `data`, the bytes of the file at `path`, holds.

    The ending says the format; without a telling one the content does. Raises ReportRefused where the whole
    file cannot be read.
    """
    ending = path.suffix.lower()
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else "")
    if not text.strip():
        raise ReportRefused("empty", "give a report with words in it")
    if ending in (".jsonl", ".ndjson"):
        yield from _lines(path, text)
    elif ending == ".json" or (ending not in (".txt", ".md") and _is_json(text)):
        yield from _json(path, text)
    elif ending in (".html", ".htm") or (ending not in (".txt", ".md") and _LOOKS_HTML.match(text[:4096])):
        yield Piece(str(path), partial(_page, path.name, text))
    else:
        yield Piece(str(path), partial(Draft, name=path.name, text=text))


def _page(name: str, markup: str) -> Draft:
    page = article(markup)
    return Draft(name=name, text=page.text, published=page.published, outlet=page.outlet, title=page.title,
                 url=page.url, byline=page.byline, updated=page.updated)  # fmt: skip


def _is_json(text: str) -> bool:
    return text[:4096].lstrip()[:1] in ("{", "[") and re.match(r'\s*(?:\{\s*"|\[\s*\{)', text[:4096]) is not None


def _json(path: Path, text: str) -> Iterator[Piece]:
    if text.lstrip()[:1] == "{" and _is_lines(text):
        yield from _lines(path, text)
        return
    try:
        whole = msgspec.json.decode(
            text, type=msgspec.Raw | list[msgspec.Raw] if text.lstrip()[:1] == "[" else msgspec.Raw
        )
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise ReportRefused(f"broken JSON at line {_line_of(text, error)}", "mend or export it again") from error
    parts = whole if isinstance(whole, list) else [whole]
    if not parts:
        raise ReportRefused("a list without any report", "export it again")
    for number, part in enumerate(parts, start=1):
        where = f"{path}, report {number}" if isinstance(whole, list) else str(path)
        name = f"{path.name}:{number}" if isinstance(whole, list) else path.name
        yield Piece(where, partial(_from_json, name, bytes(part), ""))


def _is_lines(text: str) -> bool:
    """True where the first line is a JSON value of its own and more follow: JSON lines by another name."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        msgspec.json.decode(first)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return bool(rest.strip())


def _lines(path: Path, text: str) -> Iterator[Piece]:
    """One piece a line that is not blank; lines end at LF alone, as JSON lines do."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Piece(
                f"{path}, line {number}", partial(_from_json, f"{path.name}:{number}", line, f" at line {number}")
            )


def _from_json(name: str, data: str | bytes, place: str) -> Draft:
    try:
        fields = msgspec.json.decode(data, type=_Fields)
    except msgspec.ValidationError as error:
        raise ReportRefused(
            f"not a report in JSON{place}: {_plain(error)}", 'give at least "text", as a string'
        ) from error
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise ReportRefused(f"broken JSON{place}", "mend or export it again") from error
    published = _day(fields.published)
    return Draft(
        name=str(fields.id) if fields.id not in (None, "") else name,
        text=fields.text,
        published=published,
        certain=bool(published),
        outlet=(fields.outlet or "").strip(),
        title=(fields.title or "").strip(),
        url=(fields.url or "").strip(),
        updated=moment(fields.updated or fields.modified or ""),
    )


def _day(written: str | None) -> str:
    """The day of a JSON field as EDTF, "" where the field is empty or missing."""
    if not written or not written.strip():
        return ""
    named = days.read(written[:100])
    full = named.full() if named else None
    if full is None:
        raise ReportRefused(f'"published" is not a day: {written[:40]!r}', "write it as 2022-06-20")
    return full.isoformat()


def _plain(error: Exception) -> str:
    return str(error).replace("`", "").split(" - at")[0]


def _line_of(text: str, error: Exception) -> int:
    """The line at which JSON broke: where the message names a byte there, else the last line with something on it."""
    byte = re.search(r"\(byte (\d+)\)", str(error))
    held = text.encode("utf-8", "replace")[: int(byte[1])].decode("utf-8", "replace") if byte else text.rstrip()
    return held.count("\n") + 1
