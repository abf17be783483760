"""Instruments, decision rules, processes found from claims, and the status: pure functions of plain values.

processes = find_processes(events, knowledge, claims)
(process,) = matching(processes, "nato", knowledge)
now = status(process, events, claims, reports, acts, knowledge, valid=day, known=day)
"""

from accede.process.basis import Basis
from accede.process.changes import changes, decisive, statements, timeline
from accede.process.finding import dominant, find_processes, matching, unplaced
from accede.process.instrument import load_instruments
from accede.process.status import status

__all__ = [
    "Basis", "changes", "decisive", "dominant", "find_processes", "load_instruments", "matching", "statements", "status", "timeline", "unplaced",
]  # fmt: skip
