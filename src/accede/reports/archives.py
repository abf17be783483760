"""Web archives (WARC): the pages in them, one after another, whatever the size of the archive.

A page is a response with status 200 that is HTML or plain text; other records are passed over in silence, as other files
of a folder are. Its address and the day on which it was captured are those of the archive, not the page's own word.
fastwarc reads the records; it is in the extra `accede[cluster]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import msgspec

from accede.errors import ReportRefused
from accede.model import Refusal
from accede.reports import formats, remote
from accede.reports.decoding import decode
from accede.reports.formats import Draft

ENDINGS = (".warc", ".warc.gz")

#: Bytes of one page, unpacked; some ten times the largest news pages.
MOST_BYTES = 8_000_000

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = "text/plain"


class Page(msgspec.Struct, frozen=True):
    """A page as it was captured. `number` counts the responses of its archive from 1; `declared` is its encoding."""

    number: int
    url: str
    captured: str
    declared: str
    is_html: bool
    body: bytes


def is_archive(name: str) -> bool:
    """True for the name of a web archive."""
    return name.lower().endswith(ENDINGS)


def pages(stream: IO[bytes], where: str) -> Iterator[Page | Refusal]:
    """The pages of an archive, in order; one that cannot be read, or where the archive breaks off, as a Refusal.

    Raises ReportRefused where there is no library for it, and for what is no archive.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise ReportRefused("a web archive, which needs fastwarc", remote.REMEDY) from error
    records = iter(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False))
    number = 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            break
        except Exception as error:
            if not number:
                raise ReportRefused("not a web archive", "give a file of WARC records, plain or gzip") from error
            yield _refusal(where, number + 1, f"the archive is broken from here on: {error}", "fetch it again")
            return
        number += 1
        try:
            page = _page(record, number)
        except ReportRefused as error:
            yield _refusal(where, number, error.what, error.remedy)
        except Exception as error:
            yield _refusal(where, number, f"a broken record: {error}", "fetch it again")
        else:
            if page is not None:
                yield page


def draft(name: str, page: Page) -> Draft:
    """What a page says. Raises ReportRefused where there is no article in it, or no text."""
    text = decode(page.body, page.declared)
    called = f"{name}:{page.number}"
    if not page.is_html:
        return Draft(name=called, text=text, url=page.url)
    return msgspec.structs.replace(formats.page(called, text), url=page.url)


def _page(record: Any, number: int) -> Page | None:
    """The page of a record; None for what is none. Raises ReportRefused for one that is cut off or too large."""
    url, length = record.headers.get("WARC-Target-URI"), record.content_length
    if not url:
        raise ReportRefused("a record cut off in its head", "fetch the archive again")
    record.parse_http(auto_decode="all")
    kind = (record.http_content_type or "").lower()
    if record.http_headers is None or record.http_headers.status_code != 200 or kind not in (*_HTML, _TEXT):
        return None
    packed = any(record.http_headers.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))
    length = record.content_length
    body = record.reader.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ReportRefused(f"a page over {MOST_BYTES // 1_000_000} MB", "save the article alone")
    if not packed and len(body) < length:
        raise ReportRefused("a record cut off", "fetch the archive again")
    return Page(number=number, url=url.strip("<> "), captured=(record.headers.get("WARC-Date") or "")[:10],
                declared=_declared(record, body), is_html=kind != _TEXT, body=body)  # fmt: skip


def _declared(record: Any, body: bytes) -> str:
    found = formats.CHARSET.search(body[:4096])
    return record.http_charset or (found[1].decode("ascii") if found else "")


def _refusal(where: str, number: int, reason: str, remedy: str) -> Refusal:
    return Refusal(name=f"{where}, record {number}", reason=reason[:300], remedy=remedy)
