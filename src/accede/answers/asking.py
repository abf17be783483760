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
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, cast

import msgspec

from accede.answers.choosing import chosen_of, one_of
from accede.answers.clocks import Clocks, clocks
from accede.answers.held import Held
from accede.answers.recall import Recall
from accede.errors import NotWorkedOut
from accede.model import ActorMerge

if TYPE_CHECKING:
    from accede.answers.lists import Listed, Lists, Said
    from accede.answers.stands import Stands
    from accede.model import Act
    from accede.process.model import Change, Entry, Process, Status
    from accede.record.holdings import Holdings
    from accede.record.ledger import Record
    from accede.record.rulings import Rulings

#: Claims known by a day up to which a record is one dossier: computing an answer from all of them then takes about a second.
LARGE = 5_000

#: Rows that are traced in about a second.
FAR_BEHIND = 2_000
#: What has an address of its own.
Thing = Literal["report", "claim", "act"]


class Page(NamedTuple):
    """Some entries of a timeline, and how many it has in all."""

    entries: tuple[Entry, ...]
    of: int


class Lately(NamedTuple):
    """What became known of a process lately, as far as it is known without much computing.

    newer: something was published of it, or became an act. changes: what that changed, the stages first. whole: false where
    those are left out that are costly to tell.
    """

    newer: bool
    changes: tuple[Change, ...] = ()
    whole: bool = True


class Answers(ABC):
    """What a record answers on processes for two dates; made by `answers`."""

    #: True where it is answered from the dossiers of a large record: what is asked of single claims costs much there.
    is_large: ClassVar[bool] = False

    def __init__(self, record: Holdings, when: Clocks, *, waits: bool = True, recall: Recall | None = None) -> None:
        self.when = when
        self._source, self._waits, self._recall = record, waits, recall or Recall()
        self._state: tuple[object, ...] = (record.location, record.rows())
        self._at: dict[tuple[str, str], Answers] = {}

    def at(self, valid: str, known: str) -> Answers:
        """What the same state of the record answers for two other dates."""
        if (valid, known) not in self._at:
            when = msgspec.structs.replace(self.when, valid=valid, known=known)
            self._at[valid, known] = answers(self._source, when, waits=self._waits, recall=self._recall)
        return self._at[valid, known]

    @abstractmethod
    def processes(self) -> tuple[Process, ...]:
        """All processes, the most told first."""

    def without_waiting(self) -> tuple[tuple[Process, ...], tuple[str, ...]]:
        """The processes that are told at once, the most told first, and the targets whose processes are not worked out yet."""
        return self.processes(), ()

    def basis(self, process: Process) -> str:
        """A word for all that an answer on the process rests on, but for the days."""
        return " ".join(map(str, self._state))

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
    def parts(self) -> Iterator[Held]:
        """All that is held, in as many parts as the record is asked in; one report may be in several."""

    # What stands behind one address

    @abstractmethod
    def ids(self, what: Thing, beginning: str) -> list[str]:
        """The ids that begin so, of what was known by the day; of an act, where no other replaces it."""

    @abstractmethod
    def around(self, what: Literal["report", "claim"], id: str) -> Held:
        """Part of what is held: all that tells of the report, or the claim's, with its copies and versions and their claims.

        Its events are not asked of it: of a large record it has none.
        """

    @abstractmethod
    def act(self, id: str) -> Act:
        """The official act."""

    @abstractmethod
    def events(self, claim: str) -> tuple[str, ...] | None:
        """The ids of the events of which the claim tells, sorted; None where that is not worked out."""

    @abstractmethod
    def telling(self, report: str) -> tuple[Process, ...] | None:
        """The processes of which a report tells, the most told first; None where that is not worked out yet."""

    @abstractmethod
    def towards(self, targets: Collection[str]) -> tuple[Process, ...] | None:
        """The processes with one of these targets, the most told first; None where they are not worked out yet."""

    @abstractmethod
    def status(self, process: Process) -> Status:
        """The status of a process, whole."""

    def head(self, process: Process) -> Status:
        """The status without its timeline."""
        return msgspec.structs.replace(self.status(process), timeline=())

    def field(self, process: Process, name: str) -> tuple[Any, ...]:
        """One field of the head of the status, such as `objections`."""
        found: tuple[Any, ...] = getattr(self.head(process), name)
        return found

    @abstractmethod
    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report."""

    def text(self, process: Process, what: str, by: str, make: Callable[[], str]) -> str:
        """A text that `make` makes of the process, or the same made before; of a large record it is kept like an answer by who waits.

        what: a word for the text. by: one for the code that makes it: what other code made is not given.
        """
        return make()

    @abstractmethod
    def lists(self) -> Lists:
        """The long lists of what was known."""

    @abstractmethod
    def said(self, process: Process, speaker: str | None, first: int, limit: int) -> Listed[Said]:
        """Who said what of the process, as `Held.statements`, by publication, report and place in the text."""

    @abstractmethod
    def before(self, process: Process) -> tuple[Status, tuple[Change, ...]]:
        """The status of a process of a later known day as it was, and what was taken back; one of which nothing was told yet has none."""

    def changes(self, process: Process, since: str) -> tuple[Change, ...]:
        """What became known of the process after the day `since`, as of one valid day.

        Each day's status is of what could be known on it alone; a process of which nothing was told yet had none. Last
        comes what outlets took back since.
        """
        from accede.process import changes

        then, gone = self.at(self.when.valid, min(since, self.when.known)).before(process)
        known = {source.claim for change in gone for source in change.sources}
        return (*changes(then, self.status(process)), *(change for change in self.taken_back(process) if change.sources[0].claim not in known))

    @abstractmethod
    def merges(self) -> tuple[ActorMerge, ...]:
        """The renamings of speakers that hold, in order: the later holds."""

    @abstractmethod
    def stands(self, actor: str) -> Stands:
        """What the processes tell of an actor, as far as it is worked out."""

    @abstractmethod
    def lately(self, process: Process, since: str) -> Lately:
        """What became known after the day `since`; little is computed where nothing did, and of a large record nothing is."""

    def page(self, process: Process, first: int = 0, limit: int | None = None) -> Page:
        """Of what happened, in the order of time, `limit` entries from the one numbered `first` on; None is all."""
        from accede.process import timeline

        past = timeline(self.status(process))
        return Page(past[first:] if limit is None else past[first : first + limit], len(past))

    def names(self, process: Process) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of what happened, the ids of the actors in any role, and the outlets."""
        from accede.answers.narrowing import names_in

        return names_in(self.page(process).entries)


def merges_of(rulings: Rulings) -> tuple[ActorMerge, ...]:
    """The renamings of speakers among the rulings that hold."""
    return tuple(one for one in rulings.standing if isinstance(one, ActorMerge))


def nothing_yet(process: Process) -> Process:
    """The process while nothing was told of it."""
    return msgspec.structs.replace(process, objectors=(), events=())


class Whole(Answers):
    """Answers from all that the record holds."""

    def __init__(self, record: Holdings, when: Clocks, *, waits: bool = True, recall: Recall | None = None) -> None:
        super().__init__(record, when, waits=waits, recall=recall)
        self._record = record
        self._state = (*self._state, when.known, when.ruled)

    @cached_property
    def _held(self) -> Held:
        """Put together when it is first asked for: what asks for the two dates alone pays for nothing."""
        return self._recall.of(("held", *self._state), lambda: Held.of(self._record, self.when.known_day, self.when.ruled_day), _weight)

    def processes(self) -> tuple[Process, ...]:
        """All processes, the most told first."""
        return self._recall.of(("processes", *self._state), lambda: self._held.processes(), len)

    def held(self, process: Process) -> Held:
        """All that the record holds."""
        return self._held

    def parts(self) -> Iterator[Held]:
        """All, in one part."""
        yield self._held

    def ids(self, what: Thing, beginning: str) -> list[str]:
        """The ids that begin so."""
        held = self._held
        every: dict[Thing, list[Mapping[str, object]]] = {"report": [held.reports], "claim": [held.claims, held.read], "act": [held.acts]}
        return sorted({id for table in every[what] for id in table if id.startswith(beginning)})

    def around(self, what: Literal["report", "claim"], id: str) -> Held:
        """All that the record holds."""
        return self._held

    def act(self, id: str) -> Act:
        """The official act."""
        return self._held.acts[id]

    def events(self, claim: str) -> tuple[str, ...]:
        """The ids of the events of which the claim tells."""
        return tuple(sorted(id for id, event in self._held.events.items() if claim in event.claims))

    def telling(self, report: str) -> tuple[Process, ...]:
        """The processes of which a report tells."""
        processes = self.processes()
        ids = tells(self._held, processes).get(report, ())
        return tuple(process for process in processes if process.id in ids)

    def towards(self, targets: Collection[str]) -> tuple[Process, ...]:
        """The processes with one of these targets."""
        return tuple(process for process in self.processes() if process.target in targets)

    def status(self, process: Process) -> Status:
        """The status of a process, whole."""
        key = ("status", *self._state, self.when.valid, process.id)
        return self._recall.of(key, lambda: self._held.status(process, self.when), lambda status: 10 + len(status.timeline))

    def lately(self, process: Process, since: str) -> Lately:
        """What became known after the day `since`; nothing is compared where the process has no later source."""
        status = self.status(process)
        told = (line.sources for line in (*status.timeline, *status.doubtful))
        dropped = (change.sources for change in self.taken_back(process))
        is_newer = any(source.published > since for sources in chain(told, dropped) for source in sources)
        return Lately(True, self.changes(process, since)) if is_newer else Lately(False)

    def taken_back(self, process: Process) -> tuple[Change, ...]:
        """What was told of the process, and dropped by a later version of the report."""
        return self._held.taken_back(process)

    def lists(self) -> Lists:
        """Of all that the record holds."""
        from accede.answers.lists import OfHeld

        return OfHeld(self._held)

    def said(self, process: Process, speaker: str | None, first: int, limit: int) -> Listed[Said]:
        """Who said what of the process."""
        from accede.answers.lists import Listed, in_order

        said = in_order(self._held.statements(process, speaker), self._held.reports)
        return Listed(said[first : first + limit], len(said))

    def before(self, process: Process) -> tuple[Status, tuple[Change, ...]]:
        """The status of a process of a later known day as it was, and what was taken back."""
        then = next((one for one in self.processes() if one.id == process.id), None)
        return self.status(then or nothing_yet(process)), self.taken_back(process)

    def merges(self) -> tuple[ActorMerge, ...]:
        """The renamings of speakers that hold."""
        return merges_of(self._held.rulings)

    def stands(self, actor: str) -> Stands:
        """What the processes tell of an actor."""
        from accede.answers.stands import Stands, part_of, roles

        processes = self.processes()
        told = ((process, part_of(self.head(process), actor)) for process in processes)
        return Stands(tuple((process, part) for process, part in told if part is not None), roles=tuple(roles(processes, actor)))


def _weight(held: Held) -> int:
    return 10 + 3 * len(held.claims)


def tells(held: Held, processes: Iterable[Process]) -> dict[str, tuple[str, ...]]:
    """By the id of each report the ids of those of the processes of which it tells."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for process in processes:
        for event in process.events:
            for claim in held.events[event].claims:
                found[held.claims[claim].report][process.id] = None
    return {report: tuple(ids) for report, ids in found.items()}


def answers(record: Holdings, when: Clocks, *, waits: bool = True, recall: Recall | None = None) -> Answers:
    """What the record answers for two dates. A large record must be traced (`traced`) to be answered from dossiers.

    waits: work out what is not kept of a large record, which takes seconds to minutes; else NotWorkedOut is raised for it.
    recall: what was found out before, for who answers many questions.
    """
    if not is_large(record, when, recall):
        return Whole(record, when, waits=waits, recall=recall)
    from accede.answers.large import InDossiers

    return InDossiers(cast("Record", record), when, waits=waits, recall=recall)


def is_large(record: Holdings, when: Clocks, recall: Recall | None = None) -> bool:
    """True where more than LARGE claims were known by the day."""
    key = (record.location, record.rows(), "large", when.known)
    return (recall or Recall()).of(key, lambda: record.more_claims_than(LARGE, when.known_day))


@contextmanager
def answering(
    location: str, valid: str | None, known: str | None, ruled: str | None = None, *, waits: bool = True, recall: Recall | None = None
) -> Iterator[Answers]:
    """What the record at `location` answers for two dates, all from one state; a large one is traced before. As `answers`."""
    from accede.record.glance import Glance

    glance = Glance.at(location)
    if glance is not None:
        with glance:
            when = clocks(glance, valid, known, ruled)
            if not is_large(glance, when):
                yield Whole(glance, when, waits=waits, recall=recall)
                return
    from accede.record.ledger import Record

    with Record.open(location, create=False) as record, answering_from(record, valid, known, ruled, waits=waits, recall=recall) as answers:
        yield answers


@contextmanager
def answering_from(
    record: Record, valid: str | None, known: str | None, ruled: str | None = None, *, waits: bool = True, recall: Recall | None = None
) -> Iterator[Answers]:
    """As `answering`, from a record that is open."""
    recall = recall or Recall()
    state = (record.location, record.rows())
    recall.of((*state, "traced"), lambda: _traced(record, waits, known or ""))
    with record.one_state() as shown:
        state = (shown.location, shown.rows())
        newest = recall.of((*state, "newest"), shown.newest)
        when = clocks(shown, valid, known, ruled, newest)
        yield answers(shown, when, waits=waits, recall=recall)


def _traced(record: Record, waits: bool, known: str) -> bool:
    if not waits and far_behind(record):
        raise NotWorkedOut("", "", known)
    traced(record)
    return True


def far_behind(record: Record) -> bool:
    """True for a large record of which so much is not traced that it takes more than a moment."""
    from accede.answers.kinship import Kinship
    from accede.answers.naming import Names
    from accede.answers.tracing import Tracing
    from accede.record import mentions, traces

    if not record.more_claims_than(LARGE, None):
        return False
    return max(traces.behind(record, Tracing(), Kinship()), mentions.behind(record, Names()), record.unindexed()) > FAR_BEHIND


def traced(record: Record) -> None:
    """Trace what the record took in since it was last traced, compare its reports, and count who is mentioned, where it is large."""
    from accede.answers.kinship import Kinship
    from accede.answers.naming import Names
    from accede.answers.tracing import Tracing
    from accede.record import mentions, traces

    if record.more_claims_than(LARGE, None):
        traces.catch_up(record, Tracing(), Kinship())
        mentions.catch_up(record, Names())
