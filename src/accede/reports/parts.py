"""A corpus in parts: stretches of files, each small enough to be handed to another process and read there.

What always holds: the texts of all parts, in order, are those of the corpus, with the same names and places, wherever it
was cut; no part of a collection is much larger than asked for, a single text aside; what cannot be read is a Refusal in
its place. Files, lines and records are read as streams, so that a collection of any size needs the memory of a part.

    paths, URLs -> parts (bytes) -> pieces (places of texts) -> drafts
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from accede.errors import DateError, ReportRefused
from accede.model import Refusal
from accede.reports import archives, formats, remote
from accede.reports.archives import Page
from accede.reports.decoding import decode
from accede.reports.files import MOST_BYTES, find, opened, read_bytes
from accede.reports.formats import Piece

if TYPE_CHECKING:
    from zstandard import ZstdDecompressor

#: Bytes of a part of a collection: about ten reports, half a second's work where all are read.
CUT = 50_000

# What is read at once of a stream, whatever is asked for: where a broken file breaks must not depend on it.
_BLOCK = 65_536

# So few bytes of a zstd stream unpack to some megabytes at the most, whoever made it.
_PACKED = 512

_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)


class File(msgspec.Struct, frozen=True):
    """A whole file."""

    where: str
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def pieces(self) -> Iterator[Piece]:
        """Raises ReportRefused where the whole file cannot be read."""
        return formats.pieces(Path(remote.name_of(self.where)), self.data, self.where)


class Lines(msgspec.Struct, frozen=True):
    """Some lines of a file of JSON lines; `first` is the number of the first."""

    where: str
    first: int
    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def pieces(self) -> Iterator[Piece]:
        """One a line that is not blank."""
        return formats.lines(remote.name_of(self.where), self.where, self.data, self.first)


class Pages(msgspec.Struct, frozen=True):
    """Some pages of a web archive."""

    where: str
    pages: tuple[Page, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(len(page.body) for page in self.pages)

    def pieces(self) -> Iterator[Piece]:
        """One a page."""
        for page in self.pages:
            yield Piece(f"{self.where}, record {page.number}", partial(archives.draft, remote.name_of(self.where), page))


class Elsewhere(msgspec.Struct, frozen=True):
    """A whole file at a URL, to be fetched by whom it is given to."""

    where: str

    @property
    def size(self) -> int:
        """Not known before it is fetched."""
        return 0

    def pieces(self) -> Iterator[Piece | Refusal]:
        """Those of all its parts."""
        for part in cut(self.where):
            yield from pieces_in(part)


Part = File | Lines | Pages | Elsewhere | Refusal


def parts_of(paths: Iterable[Path | str], most: int = CUT) -> Iterator[Part]:
    """The parts of files and folders, in one order on every machine.

    paths: as for `accede.reports.load`. most: bytes of a part of a collection.
    """
    for found in find(paths):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from cut(found, most)


def pieces_in(part: Part) -> Iterator[Piece | Refusal]:
    """The places of texts in a part, in order; what cannot be read as a Refusal in its place."""
    if isinstance(part, Refusal):
        yield part
        return
    try:
        yield from part.pieces()
    except ReportRefused as error:
        yield refusal(part.where, error)


def cut(place: Path | str, most: int = CUT) -> Iterator[Part]:
    """The parts of one file."""
    where = str(place)
    name = remote.name_of(where).lower()
    try:
        if archives.is_archive(name):
            with opened(place) as stream:
                yield from _pages(where, archives.pages(stream, where), most)
        elif name.endswith(formats.LINES):
            with opened(place) as stream:
                yield from _lines(where, name, stream, most)
        else:
            yield File(where, read_bytes(place))
    except ReportRefused as error:
        yield refusal(where, error)
    except OSError as error:
        yield refusal(where, ReportRefused(f"cannot be read to its end: {error.strerror or error}", "fetch it again"))


def refusal(where: str, error: ReportRefused | DateError) -> Refusal:
    """That what is at a place is refused, and why."""
    return Refusal(name=shown(where), reason=shown(error.what), remedy=shown(error.remedy))


def shown(text: str) -> str:
    """`text` on one line and without signs that a terminal would obey; paths may hold any."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _pages(where: str, found: Iterable[Page | Refusal], most: int) -> Iterator[Part]:
    together: list[Page] = []
    size = 0
    for page in found:
        if isinstance(page, Refusal) or size + len(page.body) > most:
            if together:
                yield Pages(where, tuple(together))
            together, size = [], 0
        if isinstance(page, Refusal):
            yield page
        else:
            together.append(page)
            size += len(page.body)
    if together:
        yield Pages(where, tuple(together))


def _lines(where: str, name: str, stream: IO[bytes], most: int) -> Iterator[Part]:
    if name.endswith(formats.COMPRESSED):
        yield from _stretches(where, _unpacked(name, stream), most)
        return
    start = stream.read(MOST_BYTES + 1)
    if len(start) <= MOST_BYTES:
        if not start.strip():
            raise ReportRefused("empty", "give a report with words in it")
        decode(start)  # what is no text is refused as a whole
        if not _is_utf_8(start):
            yield File(where, start)
            return
    yield from _stretches(where, _chained(start, stream), most)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _chained(start: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield start
    while block := stream.read(_BLOCK):
        yield block


def _unpacked(name: str, stream: IO[bytes]) -> Iterator[bytes]:
    """The blocks of a compressed stream. Raises ReportRefused where it breaks off."""
    import zstandard

    try:
        if name.endswith(".gz"):
            unpacking = gzip.GzipFile(fileobj=stream)
            while block := unpacking.read1(_BLOCK):
                yield block
        else:
            yield from _frames(stream, zstandard.ZstdDecompressor())
    except (*_BROKEN, zstandard.ZstdError) as error:
        raise ReportRefused("its compression is broken from here on", "compress it again, or fetch it again") from error


def _frames(stream: IO[bytes], zstandard: ZstdDecompressor) -> Iterator[bytes]:
    """The blocks of zstd frames, one behind another. Raises EOFError where the last is cut off."""
    frame = None
    while packed := stream.read(_PACKED):
        while packed:
            frame = frame or zstandard.decompressobj()
            yield frame.decompress(packed)
            packed, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    if frame is not None:
        raise EOFError("a frame that is cut off")


def _stretches(where: str, blocks: Iterator[bytes], most: int) -> Iterator[Part]:
    """Whole lines, as many as `most` bytes hold, or one; a line that is too long as a refusal."""
    held, number, skipping = bytearray(), 1, False
    try:
        for block in blocks:
            held += block
            while (end := held.find(b"\n") + 1 if skipping else _end_of_stretch(held, most)) > 0:
                yield _too_long(where, number) if skipping or end > MOST_BYTES else Lines(where, number, bytes(held[:end]))
                number += 1 if skipping else held.count(b"\n", 0, end)
                del held[:end]
                skipping = False
            if skipping or len(held) > MOST_BYTES:
                held.clear()
                skipping = True
    except ReportRefused as error:
        end = 0 if skipping else held.rfind(b"\n") + 1
        if end:
            yield Lines(where, number, bytes(held[:end]))
            number += held.count(b"\n")
        yield refusal(f"{where}, line {number}", error)
        return
    if skipping or len(held) > MOST_BYTES:
        yield _too_long(where, number)
    elif held:
        yield Lines(where, number, bytes(held))


def _end_of_stretch(held: bytearray, most: int) -> int:
    """Where the lines end that fit into `most` bytes, or the first line where it is longer; 0 where more is to come."""
    if len(held) < most:
        return 0
    return held.rfind(b"\n", 0, most) + 1 or held.find(b"\n", most) + 1


def _too_long(where: str, number: int) -> Refusal:
    return refusal(f"{where}, line {number}", ReportRefused(f"a line over {MOST_BYTES // 1_000_000} MB", "split it into its reports"))
