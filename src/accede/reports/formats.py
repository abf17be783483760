"""Plain text, HTML, JSON and JSON lines: from a file's bytes to drafts, one a text.

    bytes -> pieces (one a report, cheap to count) -> drafts (the stored text, and what the format says of it)

A piece that cannot become a draft raises when it is asked for its draft, so that one bad line of a collection
costs that line alone. Plain text is stored to the letter. What the format says (an HTML page's own date and
outlet, the fields of JSON) stands beside the text, in the draft.
"""

from __future__ import annotations

import codecs
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
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


#: Endings of JSON lines, plain and compressed.
COMPRESSED = (".gz", ".zst")
LINES = tuple(ending + packed for ending in (".jsonl", ".ndjson") for packed in ("", *COMPRESSED))


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


def pieces(path: Path, data: bytes, where: str = "") -> Iterator[Piece]:
    """What `data`, the bytes of the file at `path`, holds.

    where: what the place is called, where that is not the path.
    The ending says the format; without a telling one the content does. Raises ReportRefused where the whole
    file cannot be read.
    """
    where = where or str(path)
    ending = path.suffix.lower()
    declared = CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else "")
    if not text.strip():
        raise ReportRefused("empty", "give a report with words in it")
    if ending in (".jsonl", ".ndjson"):
        yield from _lines(path.name, where, text)
    elif ending == ".json" or (ending not in (".txt", ".md") and _is_json(text)):
        yield from _json(path.name, where, text)
    elif ending in (".html", ".htm") or (ending not in (".txt", ".md") and _LOOKS_HTML.match(text[:4096])):
        yield Piece(where, partial(page, path.name, text))
    else:
        yield Piece(where, partial(Draft, name=path.name, text=text))


def page(name: str, markup: str) -> Draft:
    """What an HTML page says. Raises ReportRefused as `accede.reports.html.article`."""
    found = article(markup)
    return Draft(name=name, text=found.text, published=found.published, outlet=found.outlet, title=found.title,
                 url=found.url, byline=found.byline, updated=found.updated)  # fmt: skip


def _is_json(text: str) -> bool:
    return text[:4096].lstrip()[:1] in ("{", "[") and re.match(r'\s*(?:\{\s*"|\[\s*\{)', text[:4096]) is not None


def _json(name: str, where: str, text: str) -> Iterator[Piece]:
    if text.lstrip()[:1] == "{" and _is_lines(text):
        yield from _lines(name, where, text)
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
        listed = isinstance(whole, list)
        called = f"{name}:{number}" if listed else name
        yield Piece(f"{where}, report {number}" if listed else where, partial(_from_json, called, bytes(part), ""))


def _is_lines(text: str) -> bool:
    """True where the first line is a JSON value of its own and more follow: JSON lines by another name."""
    first, _, rest = text.lstrip().partition("\n")
    try:
        msgspec.json.decode(first)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return bool(rest.strip())


def lines(name: str, where: str, data: bytes, first: int = 1) -> Iterator[Piece]:
    """One piece a line that is not blank, of lines in UTF-8 of which `first` is the number of the first.

    A line that is not UTF-8 costs itself alone.
    """
    try:
        yield from _lines(name, where, data.removeprefix(codecs.BOM_UTF8 if first == 1 else b"").decode("utf-8"), first)
    except UnicodeDecodeError:
        for number, line in enumerate(data.split(b"\n"), start=first):
            if line.strip():
                yield Piece(f"{where}, line {number}", partial(_from_bytes, f"{name}:{number}", line, f" at line {number}"))


def _lines(name: str, where: str, text: str, first: int = 1) -> Iterator[Piece]:
    """One piece a line that is not blank; lines end at LF alone, as JSON lines do."""
    for number, line in enumerate(text.split("\n"), start=first):
        if line.strip():
            yield Piece(f"{where}, line {number}", partial(_from_json, f"{name}:{number}", line, f" at line {number}"))


def _from_bytes(name: str, data: bytes, place: str) -> Draft:
    return _from_json(name, decode(data), place)


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
