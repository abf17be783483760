"""What processes tell of an actor: its positions, objections and demands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from accede.process.model import Process, Status

#: The lists of a status that an actor's page has use for.
SHOWN = ("positions", "objections", "demands")


class Stands(msgspec.Struct, frozen=True):
    """parts: processes that tell of the actor, each with a status that has nothing in it but that, the most told first. open: those in
    which it has a part, and whose status is not worked out yet, each the name of a process or, where that is not known yet, of a target.
    roles: the processes that are known of in which it is target, candidate or objector."""

    parts: tuple[tuple[Process, Status], ...]
    open: tuple[str, ...] = ()
    roles: tuple[tuple[Process, str], ...] = ()


def roles(processes: Iterable[Process], actor: str) -> Iterator[tuple[Process, str]]:
    """The processes in which an actor is target, candidate or objector, each with that word."""
    for process in processes:
        held = {"target": (process.target,), "candidate": process.candidates, "objector": process.objectors}
        yield from ((process, role) for role, actors in held.items() if actor in actors)


def part_of(status: Status, actor: str) -> Status | None:
    """The status with nothing in it but what it tells of the actor; None where that is nothing."""
    part = msgspec.structs.replace(
        status, positions=tuple(line for line in status.positions if line.actor == actor),
        objections=tuple(line for line in status.objections if line.actor == actor),
        demands=tuple(line for line in status.demands if actor in line.by),
    )  # fmt: skip
    return part if part.positions or part.objections or part.demands else None


def parts(status: Status) -> Iterator[tuple[str, Status]]:
    """Of every actor of whom a status tells the part, without all that an actor's page has no use for."""
    emptied = {name: () for name in Status.__struct_fields__ if isinstance(getattr(status, name), tuple) and name not in SHOWN}
    bare = msgspec.structs.replace(status, process=nameless(status.process), **emptied)
    actors = {line.actor for line in status.positions} | {line.actor for line in status.objections} | {actor for line in status.demands for actor in line.by}
    for actor in sorted(actors):
        if (part := part_of(bare, actor)) is not None:
            yield actor, part


def nameless(process: Process) -> Process:
    """The process without the ids of its events, which are many."""
    return msgspec.structs.replace(process, events=())
