"""A record as one stream of lines, to keep apart, to move to another database, to hand to somebody who checks it.

The first line says what it is, how many rows follow and the last hash; each further line is one row of the ledger as
JSON, the content as the text that is hashed. A file whose name ends in .zst is compressed (Zstandard).

What always holds: what is taken in has the hashes that were given out, on either database; it is taken in whole, in
one transaction, after the checks of `verify`, or not at all; a file is there whole or not at all. A stream is hostile
input: lines and their number are bounded, and what is wrong is said with the number of the line.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain as chained
from pathlib import Path
from typing import IO, Any

import msgspec
import zstandard
from sqlalchemy import Connection, func, select

from accede.errors import RecordBroken, RecordError, RecordTooNew
from accede.record.chain import What
from accede.record.database import Database
from accede.record.ledger import AT_A_TIME, Record
from accede.record.tables import ledger
from accede.record.verify import COLUMNS, Checker, Row, find
from accede.record.version import HEAD

FORMAT = 1
#: Bytes of a line; the longest report that is taken in (80,000 characters) has less than a tenth.
LONGEST = 8_000_000
#: What a stream may ask the decompressor to hold in memory.
WINDOW = 1 << 27
# How a file of SQLite begins (https://www.sqlite.org/fileformat.html).
SQLITE = b"SQLite format 3\0"
AGAIN = "export the record again"


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line: `accede` says what it is, `format` how, `version` that of the record it was taken from; `rows`
    follow, of which the last has the hash `head`."""

    accede: str = "record"
    format: int = FORMAT
    version: str = ""
    rows: int
    head: str


class _Age(msgspec.Struct, frozen=True):
    """What any version's first line says of itself."""

    accede: str
    format: int
    version: str = ""


class Moved(msgspec.Struct, frozen=True):
    """How many rows were written, how many were there before, and the last hash."""

    rows: int
    before: int
    head: str


def export_record(record: Record, target: Path | IO[bytes], tell: Callable[[int], None] = lambda row: None) -> Moved:
    """Write all rows as they stand at this moment.

    target: a file, which is replaced once all is written, or a stream. tell: told the number of each row.
    """
    with _to(target) as out, record.database.in_one_line(), record.database.engine.connect() as connection:
        last = connection.execute(select(ledger.c.sequence, ledger.c.hash).order_by(ledger.c.sequence.desc()).limit(1)).first()
        head = Head(version=HEAD, rows=last.sequence if last else 0, head=last.hash if last else "")
        encoder = msgspec.json.Encoder()
        out.write(encoder.encode(head) + b"\n")
        with closing(record.database.scan(connection, ledger.name, COLUMNS)) as rows:
            for values in rows:
                row = Row.of(values)
                out.write(encoder.encode(row) + b"\n")
                tell(row.sequence)
    return Moved(rows=head.rows, before=0, head=head.head)


def import_record(source: Path | IO[bytes], record: Record, tell: Callable[[int], None] = lambda row: None) -> Moved:
    """Take in all rows of a stream that the record does not have.

    The record must be empty, or hold the first rows of the stream and nothing else. tell: told the number of each row.
    Raises RecordError for what is no such stream or does not continue the record, RecordBroken naming the first line
    that fails; nothing is taken in then.
    """
    with _from(source) as stream, record.database.in_one_line():
        lines = _lines(stream)
        head = _head(next(lines, b""))
        with record.database.engine.execution_options(writes=True).begin() as connection:
            before = connection.execute(select(func.max(ledger.c.sequence))).scalar() or 0
            rows = _checked(_rows(lines, head), connection, before, record.location)
            for batch in _batches(rows, AT_A_TIME):
                _append(record.database, connection, batch)
                tell(batch[-1].sequence)
    return Moved(rows=head.rows - before, before=before, head=head.head)


def _append(database: Database, connection: Connection, batch: list[Row]) -> None:
    try:
        database.append(connection, ledger.name, COLUMNS, [msgspec.structs.astuple(row) for row in batch])
    except database.driver_errors as error:
        row = _repeated(connection, batch, error)
        if row is None:
            raise
        raise RecordBroken(f"line {row.sequence + 1}: a row before has the id of this {row.what}", AGAIN) from error


def _repeated(connection: Connection, batch: list[Row], error: BaseException) -> Row | None:
    """The row that the database would not take because a row before it has the same id; None where it is not that."""
    if "IntegrityError" not in {kind.__name__ for kind in type(error).__mro__}:
        return None
    seen: set[tuple[str, str]] = set()
    for row in batch:
        if (row.what, row.id) in seen:
            return row
        seen.add((row.what, row.id))
    # PostgreSQL names the id, and answers nothing more in this transaction; SQLite names none, but answers.
    named = [row for row in batch if f"({row.what}, {row.id})" in str(error)]
    if named or type(error).__module__ != "sqlite3":
        return named[0] if named else None
    held = ((row, find(connection, row.what, row.id)) for row in batch)
    return next((row for row, found in held if found and found[0] < batch[0].sequence), None)


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _checked(rows: Iterable[Row], connection: Connection, before: int, location: str) -> Iterator[Row]:
    """The rows that are new, each checked as `verify` does; those that the record has must be the same."""
    pending: dict[tuple[str, str], tuple[int, str]] = {}

    def lookup(what: What, id: str) -> tuple[int, str] | None:
        return pending.get((what, id)) or find(connection, what, id)

    checker = Checker(lookup)
    for row in rows:
        try:
            checker.check(row)
        except RecordBroken as error:
            raise RecordBroken(f"line {checker.rows + 2}, {error.what}", AGAIN) from error
        if row.sequence > before:
            if len(pending) >= AT_A_TIME:  # written by now
                pending.clear()
            pending[row.what, row.id] = (row.sequence, row.content)
            yield row
        elif row.sequence == before and _hash_at(connection, before) != row.hash:
            raise RecordError(f"the record {location} holds other rows than the file", "import it into a new record")
    if checker.rows < before:
        raise RecordError(f"the record {location} has {before:,} rows, the file {checker.rows:,}", "nothing is to be done: the file is older")


def _hash_at(connection: Connection, sequence: int) -> str | None:
    return connection.execute(select(ledger.c.hash).where(ledger.c.sequence == sequence)).scalar()


# Lines


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    number = 0
    try:
        while line := stream.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                raise RecordBroken(f"line {number} is longer than {LONGEST // 1_000_000} MB", AGAIN)
            yield line
    except (zstandard.ZstdError, EOFError) as error:
        raise RecordBroken(f"the file breaks off or is damaged after line {number}", AGAIN) from error


def _head(line: bytes) -> Head:
    try:
        age = msgspec.json.decode(line, type=_Age)
        if age.accede == "record" and (age.format > FORMAT or age.version > HEAD):
            raise RecordTooNew("line 1: a newer Accede has written the file", "install a newer Accede")
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise RecordError("the file is no exported record", "give one that `accede export` has written") from error
    if head.accede != "record":
        raise RecordError("the file is no exported record", "give one that `accede export` has written")
    return head


def _rows(lines: Iterator[bytes], head: Head) -> Iterator[Row]:
    decoder = msgspec.json.Decoder(Row)
    number, last = 1, ""
    for number, line in enumerate(lines, start=2):
        if number - 1 > head.rows:
            raise RecordBroken(f"line {number}: more rows than the first line says", AGAIN)
        try:
            row = decoder.decode(line)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise RecordBroken(f"line {number} is no row: {error}", AGAIN) from error
        last = row.hash
        yield row
    if number - 1 != head.rows or last != head.head:
        raise RecordBroken(f"the file ends after {number - 1:,} of {head.rows:,} rows", AGAIN)


# Files


def is_exported(file: Path) -> bool:
    """True where the file can only be an exported record, by how it begins. Raises OSError where it cannot be read."""
    with file.open("rb") as stream:
        begin = stream.read(64)
    return begin.startswith(zstandard.FRAME_HEADER) or begin.lstrip().startswith(b"{")


@contextmanager
def _to(target: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A stream to the target; a file gets its name once it is whole and on the disk."""
    if not isinstance(target, Path):
        yield target
        return
    try:
        if target.exists() and not target.is_file():  # a pipe, a device: it is not replaced
            with target.open("wb") as device, _packing(target, device) as out:
                yield out
            return
        with _in_place_of(target.resolve()) as file, _packing(target, file) as out:
            yield out
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {error.strerror or error}", "name another place, or free some space") from error


@contextmanager
def _packing(target: Path, file: IO[bytes]) -> Iterator[IO[bytes]]:
    if target.suffix == ".zst":
        with zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False) as packed:
            yield packed
    else:
        yield file


@contextmanager
def _in_place_of(target: Path) -> Iterator[IO[bytes]]:
    """A new file, which takes the place of the target once all is written and on the disk; none where that fails."""
    if target.exists():
        with target.open("rb") as old:
            if old.read(len(SQLITE)) == SQLITE:
                raise RecordError(f"{target} is a record, or another database", "name another file for what is exported")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Put on the disk which files the folder has."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def _from(source: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A buffered stream of the lines of a source, unpacked where it is packed."""
    if isinstance(source, Path):
        with source.open("rb") as file, _from(file) as stream:
            yield stream
        return
    begin = source.read(4)
    whole: Any = io.BufferedReader(_Again(begin, source))
    if begin == zstandard.FRAME_HEADER:
        unpacker = zstandard.ZstdDecompressor(max_window_size=WINDOW)
        whole = io.BufferedReader(unpacker.stream_reader(whole, read_across_frames=True))
    yield whole


class _Again(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, begin: bytes, rest: IO[bytes]) -> None:
        self._parts = chained([begin], iter(lambda: rest.read(1 << 16), b""))
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._held = part
        given = self._held[: len(buffer)]
        buffer[: len(given)] = given
        self._held = self._held[len(given) :]
        return len(given)
