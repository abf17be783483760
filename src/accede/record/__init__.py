"""The record: what was read, entered and refused, kept for good; and the claims merged into events.

    with Record.open("process.db") as record:
        record.add_reading(report, claims, reader="rules 1")
        claims = record.claims(known)
        reports = {report.id: report for report in record.reports(known)}
    events = merge(claims, reports, origins)

`record.ledger` keeps; `record.events` merges, is pure and imports no SQL.
"""

from accede.record.events import conflicts, merge, outcomes_of
from accede.record.ledger import Record, Verified

__all__ = ["Record", "Verified", "conflicts", "merge", "outcomes_of"]
