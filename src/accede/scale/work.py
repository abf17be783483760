"""What becomes of one text, wherever it is read: one function that a process, a crew and a cluster have in common."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from accede import dates
from accede.errors import AccedeError
from accede.model import Claim, PassedOver, Refusal, Report
from accede.reading import gate
from accede.reports.intake import taken_in
from accede.reports.parts import Part, pieces_in, shown

if TYPE_CHECKING:
    from types import FrameType

    from accede.reading.reader import Reader
    from accede.reports.formats import Piece

#: Seconds of one processor that a report may take. The longest that is taken in (80,000 characters) takes about four.
MOST_SECONDS = 60


T = TypeVar("T")


class Read(msgspec.Struct, frozen=True, tag="read"):
    """A report and the claims in it."""

    report: Report
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        """What the report is called."""
        return self.report.name


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """A text that could not be taken in or read, and why."""

    refusal: Refusal

    @property
    def name(self) -> str:
        """Where the text is."""
        return self.refusal.name


class Passed(msgspec.Struct, frozen=True, tag="passed"):
    """A text that is about something else."""

    name: str


class Known(msgspec.Struct, frozen=True, tag="known"):
    """A report that the record holds already."""

    name: str


Outcome = Read | Refused | Passed | Known


#: What a process is given at once: a part of a corpus, or a report that was taken in before and is read anew.
Task = Part | Report


def items(task: Task) -> Iterator[Piece | Refusal | Report]:
    """The texts of a task, in order."""
    return iter((task,)) if isinstance(task, Report) else pieces_in(task)


def place_of(one: Task | Piece) -> str:
    """Where a text or a part of a corpus is, or what it is called."""
    return one.name if isinstance(one, Refusal | Report) else one.where


class Held(Protocol):
    """What a record says of the reports that it holds."""

    def holds(self, report_id: str) -> bool:
        """True where it has the report with this id."""

    def report_ids(self) -> Iterable[str]:
        """The ids of all its reports."""


class TooLong(BaseException):
    """A report has used up its seconds. Not an Exception, so that nobody on the way takes it for a mishap of his own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TooLong in what is done inside after so many seconds of processor time.

    No limit where a system has none, and outside the main thread, which alone can be told of it.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    # Once more each second: the first may fall into a place from which nothing can be raised.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(frozen=True)
class Work:
    """How texts are taken in and read.

    reader: takes claims from a report; a copy goes to each process.
    everything: read also what the gate would pass over. published, outlet: for reports that say neither, as for
    `accede.reports.load`. seconds: of one processor that a report may take.
    """

    reader: Reader
    everything: bool = False
    published: str | None = None
    outlet: str | None = None
    seconds: float = MOST_SECONDS

    def __post_init__(self) -> None:
        if self.published is not None:
            dates.day(self.published)

    def outcomes(self, task: Task, held: Held) -> Iterator[Outcome]:
        """The outcome of each text of a task, in order. Raises what is no matter of one text: AccedeError, OSError."""
        for item in items(task):
            yield self.outcome(item, held)

    def outcome(self, item: Piece | Refusal | Report, held: Held) -> Outcome:
        """What becomes of one text. Raises what is no matter of this text: AccedeError, OSError."""
        if isinstance(item, Refusal):
            return Refused(item)
        if isinstance(item, Report):
            return self._read(item)
        found = self._within(item.where, lambda: taken_in(item, self._wanted, self.published, self.outlet))
        if isinstance(found, Refusal):
            return Refused(found)
        if isinstance(found, PassedOver):
            return Passed(shown(found.name))
        if held.holds(found.id):
            return Known(found.name)
        return self._read(found)

    def _read(self, report: Report) -> Outcome:
        claims = self._within(report.name, lambda: self.reader.read(report))
        return Refused(claims) if isinstance(claims, Refusal) else Read(report, claims)

    def _wanted(self, text: str) -> bool:
        return self.everything or gate.passes(text)

    def _within(self, name: str, step: Callable[[], T]) -> T | Refusal:
        """What a step gives, or why it could not be done with this text."""
        try:
            with limited(self.seconds):
                return step()
        except TooLong:
            reason, remedy = f"not read within {self.seconds:g} seconds", "split it into shorter texts"
        except (AccedeError, OSError):
            raise
        except Exception as error:
            reason, remedy = f"reading it failed: {type(error).__name__}: {str(error)[:200]}", "please report this, with the text"
        return Refusal(name=shown(name), reason=shown(reason), remedy=remedy)


def encode(outcomes: list[Outcome]) -> bytes:
    """Outcomes as bytes, for another process or machine."""
    return msgspec.msgpack.encode(outcomes)


def decode(data: bytes) -> list[Outcome]:
    """What `encode` was given."""
    return _DECODER.decode(data)


_DECODER = msgspec.msgpack.Decoder(list[Outcome])
