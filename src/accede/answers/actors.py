"""What is known and told of an actor: its offices and who held them, and in every process what it stands for and said. Pure
but for the answers that it asks.

What always holds: nothing is told of an actor that the processes do not tell of it; of a state that no report names, no more
than its offices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from accede.answers.asking import Answers
from accede.answers.held import Held
from accede.errors import NotFound
from accede.knowledge import Knowledge, fold, load
from accede.knowledge.values import Holder
from accede.model import ROLES, Claim, Report
from accede.process.model import Process, Status

_ACTORS = frozenset({"state", "organisation", "instrument", "group"})


class Part(msgspec.Struct, frozen=True):
    """An actor in a process: the status with nothing in it but the actor's positions, objections and demands."""

    process: Process
    status: Status

    @property
    def is_empty(self) -> bool:
        """True where the process tells nothing of it."""
        return not (self.status.positions or self.status.objections or self.status.demands)


class Told(msgspec.Struct, frozen=True):
    """An actor. holders: of its offices, by office and time. parts: by process, the most told first. said: what was said for
    it, the newest first, each with its report."""

    id: str
    name: str
    holders: tuple[Holder, ...]
    parts: tuple[Part, ...]
    said: tuple[tuple[Claim, Report], ...]


def told_of(answers: Answers, id: str) -> Told:
    """All of an actor; `id` is as reports and tables have it, a state's in any case. Raises NotFound for nobody."""
    known = load()
    own = id.upper() if known.is_state(id.upper()) else id
    parts = tuple(part for process in answers.processes() if not (part := _part(answers, process, own)).is_empty)
    said = tuple(_said(answers.parts(), own))
    holders = tuple(sorted((one for one in known.all_holders if one.actor == own), key=lambda one: (one.office, one.since, one.name)))
    if not (parts or said or holders or is_actor(known, own) or any(_is_named(held, own) for held in answers.parts())):
        raise NotFound(f"no actor with the id {id[:40]!r}", "search for its name, and take the link from there")
    return Told(own, known.name_of(own), holders, parts, said)


def is_actor(known: Knowledge, id: str) -> bool:
    """True for an id of the tables of states, organisations, instruments and groups."""
    return any(id in table for table in (known.states, known.organisations, known.instruments, known.groups))


def named(*asked: str) -> tuple[str, ...]:
    """The ids of the actors that any of the words is a name of; sorted."""
    wanted = {fold(words) for words in asked} - {""}
    return tuple(sorted({form.id for form in load().surface_forms() if form.category in _ACTORS and fold(form.text) in wanted})) if wanted else ()


def _part(answers: Answers, process: Process, id: str) -> Part:
    head = answers.head(process)
    return Part(
        process,
        msgspec.structs.replace(
            head, positions=tuple(line for line in head.positions if line.actor == id),
            objections=tuple(line for line in head.objections if line.actor == id),
            demands=tuple(line for line in head.demands if id in line.by),
        ),
    )  # fmt: skip


def _said(parts: Iterable[Held], id: str) -> Iterator[tuple[Claim, Report]]:
    found: dict[str, tuple[Claim, Report]] = {}
    for held in parts:
        for claim in held.claims.values():
            if claim.speaker and claim.speaker.for_ == id:
                found[claim.id] = claim, held.reports[claim.report]
    newest = sorted(found.values(), key=lambda pair: (pair[0].report, pair[0].evidence, pair[0].id))
    yield from sorted(newest, key=lambda pair: pair[1].published, reverse=True)


def _is_named(held: Held, id: str) -> bool:
    return any(id in getattr(claim, role) for claim in held.claims.values() for role in ROLES)
