"""Which processes a user means, and what by the beginning of an id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from accede.errors import NotFound

if TYPE_CHECKING:
    from accede.process.model import Process

T = TypeVar("T")
# So many ids are named when a beginning fits several.
NAMED = 5


def chosen_of(processes: Sequence[Process], asked: str | None) -> tuple[Process, ...]:
    """Of these processes, the most told first, those that a user may mean.

    Where nothing is asked for, the one beside which the others are remnants, else all of them.

    Raises NotFound where there is none.
    """
    from accede.knowledge import load
    from accede.process import dominant, matching

    if not processes:
        raise NotFound("no process is told of by then", "read more reports, ask for a later day, or list what was read with `accede claims`")
    if asked is None:
        first = dominant(processes)
        return (first,) if first else tuple(processes)
    meant = set(matching(processes, asked, load()))
    return tuple(process for process in processes if process in meant)


def one_of(found: Sequence[Process]) -> Process:
    """The one process that is meant; NotFound names them where they are several."""
    if len(found) > 1:
        raise NotFound(f"{len(found)} processes: {', '.join(process.id for process in found)}", "name one of them")
    return found[0]


def with_prefix(table: Mapping[str, T], beginning: str, what: str) -> T:
    """The one value of a table whose id begins so; NotFound where there is none, or several."""
    found = [beginning] if beginning in table else sorted(id for id in table if beginning and id.startswith(beginning))
    if not found:
        raise NotFound(f"no {what} with the id {beginning!r} is known by then", "check the id, or ask for a later day")
    if len(found) > 1:
        raise NotFound(f"{len(found)} ids begin with {beginning!r}: {', '.join(found[:NAMED])}", "give more of the id")
    return table[found[0]]
