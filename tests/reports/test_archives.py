"""Web archives, made here: the pages in them, and what of a hostile or broken one is refused."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accede.model import PassedOver, Refusal, Report
from accede.reports import archives, load
from accede.reports.archives import MOST_BYTES
from accede.reports.intake import pieces_of
from accede.reports.parts import Pages, cut

warc: Any = pytest.importorskip("fastwarc.warc")
fastwarc: Any = pytest.importorskip("fastwarc")

ARTICLE = (
    "<html><head><meta charset='utf-8'><title>Talks</title><meta property='article:published_time' content='2022-06-20T08:00:00Z'>"
    "<link rel='canonical' href='http://evil.example/other'></head><body><article><h1>Talks</h1>"
    "<p>The ministers of Finland and Sweden met in Brussels on Monday, and spoke for an hour of the treaty and its price.</p>"
    "<p>They agreed to meet again within a week, said one of the diplomats — who was in the room with them.</p></article></body></html>"
)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
TEXT = "BALTIC WIRE, May 18, 2022 - Finland and Sweden applied to join NATO on Wednesday, and said so at once.\n"


def record(content: bytes, kind: str = "response", url: str = "https://paper.example/talks") -> bytes:
    made = warc.WarcRecord()
    made.init_headers(record_type=getattr(warc.WarcRecordType, kind))
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = "2022-06-21T10:00:00Z"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(content)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def page(body: str = ARTICLE, **given: str) -> bytes:
    return record(OK + body.encode(), **given)


def archive(at: Path, *records: bytes, packed: bool = True) -> Path:
    at.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    return at


def found(path: Path) -> list[Report | Refusal]:
    return list(load([path]))


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_a_report_with_the_address_of_its_capture(tmp_path: Path, packed: bool) -> None:
    path = archive(tmp_path / ("a.warc.gz" if packed else "a.warc"), page(), packed=packed)
    (report,) = found(path)
    assert isinstance(report, Report)
    assert (report.name, report.url, report.published) == (f"{path.name}:1", "https://paper.example/talks", "2022-06-20")
    assert report.text.startswith("The ministers of Finland") or "The ministers of Finland" in report.text
    assert "—" in report.text


def test_the_whole_archive_in_one_gzip_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(page() + page(url="https://paper.example/second")))
    assert [report.url for report in found(path) if isinstance(report, Report)] == ["https://paper.example/talks", "https://paper.example/second"]


def test_only_pages_that_were_answered_are_taken(tmp_path: Path) -> None:
    others = [
        record(b"GET /talks HTTP/1.1\r\n\r\n", kind="request"), record(b"software: none", kind="warcinfo"),
        record(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + ARTICLE.encode()),
        record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"), record(b"HTTP/1.1 200 OK\r\n\r\nno type"),
    ]  # fmt: skip
    plain = record(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT.encode())
    reports = found(archive(tmp_path / "a.warc.gz", *others, page(), *others, plain))
    assert [(one.published, one.name) for one in reports if isinstance(one, Report)] == [("2022-06-20", "a.warc.gz:4"), ("2022-05-18", "a.warc.gz:8")]
    assert len(reports) == 2


def test_what_was_sent_compressed_is_unpacked(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    (report,) = found(archive(tmp_path / "a.warc", record(head + gzip.compress(ARTICLE.encode())), packed=False))
    assert isinstance(report, Report)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut_off", [1, 30, 200])
def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path, packed: bool, cut_off: int) -> None:
    path = archive(tmp_path / ("a.warc.gz" if packed else "a.warc"), page(), page(url="https://paper.example/second"), packed=packed)
    path.write_bytes(path.read_bytes()[:-cut_off])
    first, *rest = found(path)
    assert isinstance(first, Report) and first.url == "https://paper.example/talks"
    # Without the blank lines after it, or the check of its compression, a record is still whole.
    assert all(isinstance(one, Refusal) and one.name == f"{path}, record 2" for one in rest) or cut_off < 10
    assert len(rest) <= 1


def test_a_page_over_the_limit_costs_itself_alone(tmp_path: Path) -> None:
    bomb = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b" " * (MOST_BYTES + 5))
    path = archive(tmp_path / "a.warc.gz", record(bomb), record(OK + b" " * (MOST_BYTES + 5)), page())
    assert [one.reason if isinstance(one, Refusal) else "read" for one in found(path)] == ["a page over 8 MB"] * 2 + ["read"]


@pytest.mark.parametrize("data", [b"", b"\0\1\2binary" * 100, b"<html>no archive</html>", gzip.compress(b"no archive", mtime=0), b"WARC/1.0\r\n"], ids=range(5))
def test_what_is_no_archive_is_refused_or_empty_and_no_traceback(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    (tmp_path / "a.warc.gz").write_bytes(data)
    for path in (tmp_path / "a.warc", tmp_path / "a.warc.gz"):
        assert all(isinstance(one, Refusal) for one in found(path))


@pytest.mark.parametrize(
    "content", [b"", b"\r\n", b"HTTP/1.1 200", OK, OK + b"\0\1\2binary" * 50, b"\xff" * 500, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\0\r\n\r\n<p>"],
    ids=range(7),
)
def test_a_hostile_record_costs_itself_alone(tmp_path: Path, content: bytes) -> None:
    *hostile, last = found(archive(tmp_path / "a.warc.gz", record(content), page()))
    assert isinstance(last, Report)
    assert all(isinstance(one, Refusal) and "\n" not in one.reason for one in hostile)


def test_a_record_within_a_page_is_no_record(tmp_path: Path) -> None:
    inner = page(url="https://forged.example/")
    path = archive(tmp_path / "a.warc", record(OK + b"<html><body>\r\n\r\n" + inner + b"</body></html>"), page(), packed=False)
    for most in (1, 100, 10**6):
        pages = [page.url for part in cut(path, most) if isinstance(part, Pages) for page in part.pages]
        assert pages == ["https://paper.example/talks"] * 2


def test_an_archive_is_cut_between_pages(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", *(page(url=f"https://paper.example/{number}") for number in range(20)))
    parts = list(cut(path, 3 * len(ARTICLE)))
    assert 6 <= len(parts) <= 10
    assert [piece.where for piece in pieces_of([path]) if not isinstance(piece, Refusal | PassedOver)] == [f"{path}, record {at}" for at in range(1, 21)]


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.warc.gz", page())
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (refusal,) = found(path)
    assert refusal == Refusal(name=str(path), reason="a web archive, which needs fastwarc", remedy="pip install 'accede[cluster]'")


def test_a_stream_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc", *[page()] * 2_000, packed=False)
    with path.open("rb") as stream:
        pages: Iterator[Any] = archives.pages(stream, str(path))
        next(pages)
        assert stream.tell() < path.stat().st_size / 4
