"""A desk: where questions on a record are put, for two dates, and answered at about the same pace however large it is.

Of a small record everything is read and merged for each question. Of a large one only the *dossier* of the process: the
reports that name its target, and those that name one of its candidates together with one of its objectors. What was
worked out from a dossier is kept ready in the record's index, and given again until something comes that it may depend
on.

What always holds: an answer depends on nothing but what was known by its day, so that a record of only that gives the
same; an answer that was kept equals the one that would be worked out now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from accede.answers.clocks import Clocks
from accede.answers.held import Held
from accede.errors import NotFound, RecordError
from accede.process import dominant, load_instruments, matching, timeline
from accede.process.model import Entry, Process, Status

if TYPE_CHECKING:
    from accede.record import Record
    from accede.record.holdings import Holdings

#: Reports known by the day of the question from which on a process is answered from its dossier alone; fewer are read
#: whole in a second or two.
LARGE = 1_500
#: Lines of a timeline that are given at once.
PAGE = 50

T = TypeVar("T")


class Page(NamedTuple):
    """Lines of a timeline, which page of it they are, from 1, and how many there are."""

    entries: tuple[Entry, ...]
    number: int
    pages: int


class Desk:
    """Answers questions on one record for the two dates of `when`. Made by `open_desk`."""

    def __init__(self, record: Holdings, when: Clocks, large: Record | None = None) -> None:
        self._record = record
        self._large = large
        self._whole: Held | None = None
        self.when = when

    def processes(self) -> tuple[Process, ...]:
        """The processes on record, the most told first."""
        if self._large is None:
            return self.whole.processes()
        return _most_told_first(process for target in self._targets(self._large) for process in self._of_target(self._large, target))

    def chosen(self, asked: str | None) -> tuple[Process, ...]:
        """The processes that a user may mean, as `Held.chosen`. Raises NotFound where there is none."""
        if self._large is None:
            return self.whole.chosen(asked)
        if asked is None:
            every = self.processes()
            if not every:
                raise NotFound("no process is told of by then", "read more reports, or ask for a later day")
            first = dominant(every)
            return (first,) if first else every
        return self._meant(self._large, asked)

    def the_one(self, asked: str | None) -> Process:
        """The one process that is meant; NotFound names them where they are several."""
        found = self.chosen(asked)
        if len(found) > 1:
            raise NotFound(f"{len(found)} processes: {', '.join(process.id for process in found)}", "name one of them")
        return found[0]

    def others(self, chosen: Process) -> tuple[str, ...]:
        """The ids of all processes but the chosen one, the most told first."""
        return tuple(process.id for process in self.processes() if process.id != chosen.id)

    def held(self, process: Process) -> Held:
        """All that an answer on the process rests on."""
        if self._large is None:
            return self.whole
        index = self._large.index
        known = self.when.known_day
        reports = set[str]().union(*(index.reports_naming(name, known) for name in _names(process.target)))
        if process.candidates and process.objectors:
            reports |= index.reports_naming_both(process.candidates, process.objectors, known)
        return Held.of(index.part(reports), known, self.when.ruled_day)

    def status(self, process: Process) -> Status:
        """The status of the process."""
        if self._large is None:
            return self.whole.status(process, self.when)
        head = self._page(process, 0)
        if head is not None:
            answer = _decoded(head, _Head)
            pages = [self._page(process, number) for number in range(1, answer.pages + 1)]
            lines = [entry for page in pages if page is not None for entry in _decoded(page, tuple[Entry, ...])]
            return msgspec.structs.replace(answer.status, timeline=tuple(lines))
        return self._worked_out(self._large, process)

    def timeline(self, process: Process, number: int = 1) -> Page:
        """A page of what happened, in the order of time; pages count from 1. NotFound where there is none of that number."""
        if self._large is not None and (found := self._page(process, -number)) is not None:
            return Page(*_decoded(found, tuple[tuple[Entry, ...], int, int]))
        pages = _pages(timeline(self.status(process)))
        if not 1 <= number <= len(pages):
            raise NotFound(f"the timeline has {len(pages)} pages, not {number}", "ask for one of them")
        return Page(pages[number - 1], number, len(pages))

    @property
    def whole(self) -> Held:
        """All that was known of everything; of a large record that takes long."""
        if self._whole is None:
            self._whole = Held.of(self._record, self.when.known_day, self.when.ruled_day)
        return self._whole

    # A large record

    def _targets(self, record: Record) -> list[str]:
        from accede.knowledge import load

        found = record.index.targets(self.when.known_day)
        also = {other for instrument in load_instruments().values() for other in instrument.also}
        return [target for target in found if not load().is_state(target) and target not in also]

    def _of_target(self, record: Record, target: str) -> tuple[Process, ...]:
        """The processes of one target, found from the reports that name it."""
        key = self._key("target", target)
        kept = record.index.kept(key, 0, _names(target), self.when.known_day)
        if kept is not None:
            return _decoded(kept, tuple[Process, ...])
        sequence = record.index.catch_up()
        known = self.when.known_day
        reports = set[str]().union(*(record.index.reports_naming(name, known) for name in _names(target)))
        held = Held.of(record.index.part(reports), known, self.when.ruled_day)
        found = tuple(process for process in held.processes() if process.target == target)
        self._keep(record, key, sequence, {0: msgspec.msgpack.encode(found)})
        return found

    def _meant(self, record: Record, asked: str) -> tuple[Process, ...]:
        from accede.knowledge import fold, load

        targets, text = self._targets(record), asked.strip().lower()
        exact = [target for target in targets if text == target or text.endswith(f"-{target}")]
        for process in (process for target in exact for process in self._of_target(record, target)):
            if process.id == text:
                return (process,)
        wanted = fold(asked)
        actors = {form.id for form in load().surface_forms() if fold(form.text) == wanted} | {asked.upper(), text}
        near = [target for target in targets if target in actors or target in exact]
        near += [target for target in record.index.named_with(actors, self.when.known_day) if target in targets and target not in near]
        return matching(_most_told_first(process for target in near for process in self._of_target(record, target)), asked, load())

    def _page(self, process: Process, number: int) -> bytes | None:
        """A page that was kept: 0 the head, 1 ... the lines of the status, -1 ... the pages of the timeline."""
        assert self._large is not None
        actors = {*_names(process.target), *process.candidates, *process.objectors}
        return self._large.index.kept(self._key("status", process.id), number, actors, self.when.known_day)

    def _worked_out(self, record: Record, process: Process) -> Status:
        sequence = record.index.catch_up()
        held = self.held(process)
        found = next((one for one in held.processes() if one.id == process.id), process)
        answer = held.status(found, self.when)
        lines, shown = _pages(answer.timeline, 500), _pages(timeline(answer))
        head = _Head(msgspec.structs.replace(answer, timeline=()), len(lines))
        pages = {0: msgspec.msgpack.encode(head)}
        pages |= {number: msgspec.msgpack.encode(page) for number, page in enumerate(lines, start=1)}
        pages |= {-number: msgspec.msgpack.encode((page, number, len(shown))) for number, page in enumerate(shown, start=1)}
        self._keep(record, self._key("status", process.id), sequence, pages)
        return answer

    def _key(self, sort: str, about: str) -> str:
        when = self.when
        parts = (sort, about, when.known, when.ruled, when.valid if sort == "status" else "", _program())
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()

    def _keep(self, record: Record, key: str, sequence: int, pages: dict[int, bytes]) -> None:
        """Who may only read does without."""
        with suppress(RecordError):
            record.index.keep(key, sequence, pages)


class _Head(msgspec.Struct, frozen=True):
    """A status without its lines, and in how many pages they are kept."""

    status: Status
    pages: int


@contextmanager
def open_desk(record: Holdings, when: Clocks) -> Iterator[Desk]:
    """The desk for a record that is open, which is opened a second time where it is large and needs its index."""
    if record.count(when.known_day) < LARGE:
        yield Desk(record, when)
        return
    from accede.record import Record

    with Record.open(record.place, create=False) as large:
        try:
            large.index.catch_up()
        except RecordError:  # may not be written, and is behind
            yield Desk(record, when)
            return
        yield Desk(large, when, large)


def _names(target: str) -> tuple[str, ...]:
    """The ids under which a target is named."""
    instrument = load_instruments().get(target)
    return (target, *(instrument.also if instrument else ()))


def _most_told_first(processes: Iterable[Process]) -> tuple[Process, ...]:
    return tuple(sorted(processes, key=lambda process: (-len(process.events), process.id)))


def _pages(entries: Sequence[Entry], size: int = PAGE) -> list[tuple[Entry, ...]]:
    """The entries in pages; one empty page where there is none."""
    return [tuple(entries[at : at + size]) for at in range(0, len(entries), size)] or [()]


def _decoded(content: bytes, kind: type[T]) -> T:
    return msgspec.msgpack.decode(content, type=kind)


@cache
def _program() -> str:
    """What stands for the program that works answers out: the hash of its files, so that no other's answer is given."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".yaml", ".csv") and "reading" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
