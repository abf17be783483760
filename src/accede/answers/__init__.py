"""Answers: what the record held on a day, its events, its processes and their status, put together from the other rooms.

    with Record.open("process.db") as record:
        when = clocks(record, valid=None, known="2022-12-31")
        with open_desk(record, when) as desk:
            status = desk.status(desk.the_one("nato"))

What shows or serves an answer (the command line, pages) takes it from here. The desk is imported when it is first asked
for, so that help does not wait for what computes a status.
"""

from typing import TYPE_CHECKING, Any

from accede.answers.clocks import Clocks, clocks
from accede.answers.held import Held

if TYPE_CHECKING:
    from accede.answers.desk import Desk as Desk
    from accede.answers.desk import open_desk as open_desk

__all__ = ["Clocks", "Desk", "Held", "clocks", "open_desk"]


def __getattr__(name: str) -> Any:
    """`Desk` and `open_desk`, on first use."""
    if name not in ("Desk", "open_desk"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from accede.answers import desk

    return getattr(desk, name)
