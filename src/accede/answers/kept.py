"""Answers that are kept: a status in its head and the chunks of its timeline, each under the state that it rests on.

What always holds: an answer is taken from here only where its dossier is in the very state in which it was given, and
the code and tables that gave it are the same to the letter. Whatever else is kept is of no consequence.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import zstandard

from accede.answers.narrowing import names_in
from accede.errors import RecordError
from accede.process import timeline
from accede.process.model import Change, Entry, Process, Status
from accede.record import traces

if TYPE_CHECKING:
    from accede.record.ledger import Record

#: Entries of a timeline that are kept together.
CHUNK = 100
T = TypeVar("T")


class Head(msgspec.Struct, frozen=True):
    """A status without its timeline; `entries` counts those, `past` gives the places of what happened by then.

    `taken_back` is what outlets took back, `names` the actors and outlets of what happened.
    """

    status: Status
    entries: int
    past: tuple[int, ...]
    taken_back: tuple[Change, ...] = ()
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @classmethod
    def of(cls, status: Status, taken_back: tuple[Change, ...]) -> Head:
        """Of a whole status."""
        happened = timeline(status)
        past = {id(entry) for entry in happened}
        places = tuple(place for place, entry in enumerate(status.timeline) if id(entry) in past)
        return cls(msgspec.structs.replace(status, timeline=()), len(status.timeline), places, taken_back, names_in(happened))


@cache
def code() -> str:
    """Stands for the code and the tables that answers are made by."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".yaml", ".csv")):
        if path.relative_to(root).parts[0] not in ("cli", "publishing", "reading"):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def basis(state: traces.State) -> str:
    """What an answer rests on."""
    return f"{state.traces} {state.newest} {code()}"


def question(*words: object) -> str:
    """The question in as many characters as its column has."""
    text = " ".join(map(str, words))
    return text if len(text) <= 400 else hashlib.sha256(text.encode()).hexdigest()


def packed(value: Any) -> bytes:
    """The value as it is kept."""
    return zstandard.ZstdCompressor(level=1).compress(msgspec.msgpack.encode(value))


def found(record: Record, asked: str, rests_on: str, type: type[T]) -> T | None:
    """What was answered, None where nothing is kept on this basis."""
    with record._reading() as connection:
        content = traces.kept(connection, asked, rests_on)
    return None if content is None else msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(content), type=type)


def keep(record: Record, answers: list[tuple[str, str, bytes]]) -> None:
    """Keep answers for the next time; a record that cannot be written goes without."""
    with contextlib.suppress(RecordError):
        traces.keep(record, answers)


def in_parts(
    asked: tuple[object, ...], rests_on: str, head: Head, entries: tuple[Entry, ...]
) -> Iterator[tuple[str, str, bytes]]:
    """A status as rows to keep."""
    yield question("status", *asked), rests_on, packed(head)
    for number, first in enumerate(range(0, len(entries), CHUNK)):
        yield question("entries", *asked, number), rests_on, packed(entries[first : first + CHUNK])


def chunk(record: Record, asked: tuple[object, ...], rests_on: str, number: int) -> tuple[Entry, ...] | None:
    """Some of the entries."""
    return found(record, question("entries", *asked, number), rests_on, tuple[Entry, ...])


def listed(record: Record, asked: str, rests_on: str) -> tuple[Process, ...] | None:
    """Processes that were found before."""
    return found(record, asked, rests_on, tuple[Process, ...])
