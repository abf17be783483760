"""The record: what was read, entered and refused, kept for good; and the claims merged into events."""

from accede.record.ledger import Record, Verified

__all__ = ["Record", "Verified"]
