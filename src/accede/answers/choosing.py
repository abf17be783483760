"""Which processes a user means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accede.errors import NotFound

if TYPE_CHECKING:
    from accede.process.model import Process


def chosen_of(processes: Sequence[Process], asked: str | None) -> tuple[Process, ...]:
    """Of these processes, the most told first, those that a user may mean.

    Where nothing is asked for, the one beside which the others are remnants, else all of them.

    Raises NotFound where there is none.
    """
    from accede.knowledge import load
    from accede.process import dominant, matching

    if not processes:
        raise NotFound("no process is told of by then", "read more reports, or ask for a later day")
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
