"""Answers that are kept: a status in its head and the chunks of its timeline, each under the state that it rests on.

What always holds: an answer is taken from here only where its dossier is in the very state in which it was given, and
the code and tables that gave it are the same to the letter. Whatever else is kept is of no consequence.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec
import zstandard

from accede.answers.narrowing import names_in
from accede.answers.stands import parts
from accede.errors import RecordError
from accede.process import timeline
from accede.process.model import Change, Entry, Process, Status
from accede.record import traces

if TYPE_CHECKING:
    from accede.record.ledger import Record

#: Entries of a timeline that are kept together.
CHUNK = 100
#: What of a status is asked for alone, and kept alone, too: the rest of it takes longer to read.
ALONE = ("consents", "objections", "positions", "demands", "fulfilment", "rounds", "outlook")
#: What changes no answer.
AFTER = frozenset({"cli", "outlook", "publishing", "reading", "remote", "scale", "web"})
CODE = frozenset({".py", ".yaml", ".csv", ".html", ".svg"})
T = TypeVar("T")


class Places(msgspec.Struct, frozen=True):
    """Of a head what a page of the timeline needs: all but the status."""

    past: tuple[int, ...]
    taken_back: tuple[Change, ...]
    names: tuple[tuple[str, ...], tuple[str, ...]]


class Head(msgspec.Struct, frozen=True):
    """A status without its timeline; `entries` counts those, `past` gives the places of what happened by then.

    `taken_back` is what outlets took back, `names` the actors and outlets of what happened.
    """

    status: Status
    entries: int
    past: tuple[int, ...]
    taken_back: tuple[Change, ...] = ()
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def places(self) -> Places:
        """All but the status."""
        return Places(self.past, self.taken_back, self.names)

    @classmethod
    def of(cls, status: Status, taken_back: tuple[Change, ...]) -> Head:
        """Of a whole status."""
        happened = timeline(status)
        past = {id(entry) for entry in happened}
        places = tuple(place for place, entry in enumerate(status.timeline) if id(entry) in past)
        return cls(msgspec.structs.replace(status, timeline=()), len(status.timeline), places, taken_back, names_in(happened))


@cache
def code(*rooms: str) -> str:
    """Stands for the code and the tables that answers are made by; with `rooms`, for the code and the templates of these instead."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(path for path in root.rglob("*") if path.suffix in CODE):
        room = path.relative_to(root).parts[0]
        if room in rooms if rooms else room not in AFTER:
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
    return None if content is None else _unpacked(content, type)


def _unpacked(content: bytes, type: type[T]) -> T:
    return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(content), type=type)


def keep(record: Record, answers: list[tuple[str, str, bytes]]) -> None:
    """Keep answers for the next time; a record that cannot be written goes without."""
    with contextlib.suppress(RecordError):
        traces.keep(record, answers)


def in_parts(
    asked: tuple[object, ...], rests_on: str, head: Head, entries: tuple[Entry, ...]
) -> Iterator[tuple[str, str, bytes]]:
    """A status as rows to keep: its head, some fields alone, where its entries stand, what it tells of each actor, its entries."""
    yield question("status", *asked), rests_on, packed(head)
    for name in ALONE:
        yield question("field", *asked, name), rests_on, packed(getattr(head.status, name))
    yield question("places", *asked), rests_on, packed(head.places)
    for actor, part in parts(head.status):
        yield question("part", *asked, actor), rests_on, packed(part)
    for number, first in enumerate(range(0, len(entries), CHUNK)):
        yield question("entries", *asked, number), rests_on, packed(entries[first : first + CHUNK])


def there(record: Record, wanted: Mapping[str, str]) -> set[str]:
    """The questions that are answered. wanted: what is asked, with what each rests on."""
    with record._reading() as connection:
        return {one for one, rests_on in traces.bases(connection, wanted) if rests_on == wanted[one]}


def kept_parts(record: Record, wanted: Mapping[tuple[object, ...], str], actor: str) -> dict[tuple[object, ...], Status | None]:
    """What the statuses that are kept tell of an actor, None for nothing. wanted: what is asked of each, with what it rests on."""
    heads = {question("status", *asked): asked for asked in wanted}
    with record._reading() as connection:
        there = {heads[one] for one, rests_on in traces.bases(connection, heads) if rests_on == wanted[heads[one]]}
        own = {question("part", *asked, actor): asked for asked in there}
        rows = [(own[one], content) for one, rests_on, content in traces.contents(connection, own) if rests_on == wanted[own[one]]]
    told = {asked: _unpacked(content, Status) for asked, content in rows}
    return {asked: told.get(asked) for asked in there}


def chunks(record: Record, asked: tuple[object, ...], rests_on: str, numbers: Iterable[int]) -> dict[int, tuple[Entry, ...]]:
    """Those parts of the entries that are kept, by their numbers."""
    own = {question("entries", *asked, number): number for number in numbers}
    with record._reading() as connection:
        rows = traces.contents(connection, own)
    return {own[one]: _unpacked(content, tuple[Entry, ...]) for one, basis, content in rows if basis == rests_on}


def field(record: Record, asked: tuple[object, ...], rests_on: str, name: str) -> tuple[Any, ...] | None:
    """A field of the status, None where it is not kept alone."""
    return found(record, question("field", *asked, name), rests_on, get_type_hints(Status)[name]) if name in ALONE else None


def listed(record: Record, asked: str, rests_on: str) -> tuple[Process, ...] | None:
    """Processes that were found before."""
    return found(record, asked, rests_on, tuple[Process, ...])
