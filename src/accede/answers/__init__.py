"""Answers: what the record held on a day, its events, its processes and their status, put together from the other rooms.

    with Record.open("process.db") as record:
        when = clocks(record, valid=None, known="2022-12-31")
        held = Held.of(record, when.known_day)
    status = held.status(held.the_one("nato"), when)

What shows or serves an answer (the command line, pages) takes it from here.
"""

from accede.answers.asking import Answers, Page, answering, answers, traced
from accede.answers.clocks import Clocks, clocks
from accede.answers.dropped import Dropped, dropped
from accede.answers.held import Held
from accede.answers.lineage import Lineage
from accede.answers.taken import Taken

__all__ = [
    "Answers", "Clocks", "Dropped", "Held", "Lineage", "Page", "Taken", "answering", "answers", "clocks", "dropped", "traced",
]  # fmt: skip
