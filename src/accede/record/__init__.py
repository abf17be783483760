"""The record: what was read, entered and refused, kept for good; and the claims merged into events.

    with Record.open("process.db") as record:
        record.add_reading(report, claims, reader="rules 1")
        claims = record.claims(known)
        reports = {report.id: report for report in record.reports(known)}
    events = merge(claims, reports, origins)

`record.ledger` keeps, `record.glance` only looks; `record.events` merges, is pure and imports no SQL. What writes is
imported when it is first asked for, so that an answer does not wait for it.
"""

from typing import TYPE_CHECKING, Any

from accede.record.events import conflicts, merge
from accede.record.glance import Glance
from accede.record.holdings import Holdings

if TYPE_CHECKING:
    from accede.record.ledger import Record as Record
    from accede.record.verify import Verified as Verified

__all__ = ["Glance", "Holdings", "Record", "Verified", "conflicts", "merge"]


def __getattr__(name: str) -> Any:
    """`Record` and `Verified`, on first use."""
    if name not in ("Record", "Verified"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from accede.record import ledger

    return getattr(ledger, name)
