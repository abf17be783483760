"""Answers on processes, from the whole of a small record and from the dossiers of a large one.

    with answering(location, valid=None, known="2022-12-31") as answers:
        process = answers.the_one("nato")
        answers.status(process)
        answers.page(process, first=0, limit=50)

A record of at most LARGE claims by the day is a single dossier. Of a larger one each process is found, and its status
computed, from the dossier of its target alone, and what was answered is kept with the state of the dossier that it rests on.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec

from accede.answers.choosing import chosen_of, one_of
from accede.answers.clocks import Clocks, clocks
from accede.answers.held import Held
from accede.answers.narrowing import names_in

if TYPE_CHECKING:
    from accede.process.model import Change, Entry, Process, Status
    from accede.record.holdings import Holdings
    from accede.record.ledger import Record

#: Claims known by a day up to which a record is one dossier: computing an answer from all of them then takes about a second.
LARGE = 5_000


class Page(NamedTuple):
    """Some entries of a timeline, and how many it has in all."""

    entries: tuple[Entry, ...]
    of: int


class Answers(ABC):
    """What a record answers on processes for two dates; made by `answers`."""

    when: Clocks

    @abstractmethod
    def processes(self) -> tuple[Process, ...]:
        """All processes, the most told first."""

    def chosen(self, asked: str | None) -> tuple[Process, ...]:
        """The processes that a user may mean, as `Held.chosen`."""
        return chosen_of(self.processes(), asked)

    def the_one(self, asked: str | None) -> Process:
        """The one process that is meant; NotFound names them where they are several."""
        return one_of(self.chosen(asked))

    def others(self, chosen: Process) -> tuple[str, ...]:
        """The ids of all processes but the chosen one, the most told first."""
        return tuple(process.id for process in self.processes() if process.id != chosen.id)

    @abstractmethod
    def held(self, process: Process) -> Held:
        """All that the process rests on."""

    @abstractmethod
    def parts(self, report: str = "") -> Iterator[Held]:
        """All that is held, in as many parts as the record is asked in; one report may be in several.

        report: the id of one, of which those parts are enough that have it.
        """

    @abstractmethod
    def status(self, process: Process) -> Status:
        """The status of a process, whole."""

    def head(self, process: Process) -> Status:
        """The status without its timeline."""
        return msgspec.structs.replace(self.status(process), timeline=())

    @abstractmethod
    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report."""

    def page(self, process: Process, first: int = 0, limit: int | None = None) -> Page:
        """Of what happened, in the order of time, `limit` entries from the one numbered `first` on; None is all."""
        from accede.process import timeline

        past = timeline(self.status(process))
        return Page(past[first:] if limit is None else past[first : first + limit], len(past))

    def names(self, process: Process) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of what happened, the ids of the actors in any role, and the outlets."""
        return names_in(self.page(process).entries)


class Whole(Answers):
    """Answers from all that the record holds."""

    def __init__(self, record: Holdings, when: Clocks) -> None:
        self.when = when
        self._record = record
        self._statuses: dict[str, Status] = {}

    @cached_property
    def _held(self) -> Held:
        """Put together when it is first asked for: what asks for the two dates alone pays for nothing."""
        return Held.of(self._record, self.when.known_day, self.when.ruled_day)

    def processes(self) -> tuple[Process, ...]:
        """All processes, the most told first."""
        return self._held.processes()

    def held(self, process: Process) -> Held:
        """All that the record holds."""
        return self._held

    def parts(self, report: str = "") -> Iterator[Held]:
        """All, in one part."""
        yield self._held

    def status(self, process: Process) -> Status:
        """The status of a process, whole."""
        if process.id not in self._statuses:
            self._statuses[process.id] = self._held.status(process, self.when)
        return self._statuses[process.id]

    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report."""
        return self._held.taken_back(process)


def answers(record: Holdings, when: Clocks) -> Answers:
    """What the record answers for two dates. A large record must be traced (`prepared`) to be answered from dossiers."""
    if not is_large(record, when):
        return Whole(record, when)
    from accede.answers.large import InDossiers

    return InDossiers(cast("Record", record), when)


def is_large(record: Holdings, when: Clocks) -> bool:
    """True where more than LARGE claims were known by the day."""
    return record.more_claims_than(LARGE, when.known_day)


@contextmanager
def answering(location: str, valid: str | None, known: str | None, ruled: str | None = None) -> Iterator[Answers]:
    """What the record at `location` answers for two dates, all from one state; a large one is traced before."""
    from accede.record.glance import Glance

    glance = Glance.at(location)
    if glance is not None:
        with glance:
            when = clocks(glance, valid, known, ruled)
            if not is_large(glance, when):
                yield Whole(glance, when)
                return
    from accede.record.ledger import Record

    with Record.open(location, create=False) as record:
        traced(record)
        with record.one_state() as state:
            yield answers(state, clocks(state, valid, known, ruled))


def traced(record: Record) -> None:
    """Trace what the record took in since it was last traced, where it is large."""
    from accede.answers.tracing import Tracing
    from accede.record.traces import catch_up

    if record.more_claims_than(LARGE, None):
        catch_up(record, Tracing())
