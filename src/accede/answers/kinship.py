"""What makes two reports kin, as the record is told it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from accede.model import Report
from accede.record.kin import Prints


class Kinship:
    """By the numbers, outlines and judgement of `accede.reports.fingerprints`, under its version."""

    def __init__(self) -> None:
        from accede.reports.fingerprints import VERSION

        self.version = VERSION

    def prints(self, report: Report) -> Prints:
        """What is kept of a report."""
        from accede.reports.fingerprints import fingerprint

        own = fingerprint(report)
        return Prints(own.kept, own.sought, msgspec.msgpack.encode(own.outline))

    def near(self, outline: bytes, others: Sequence[bytes]) -> Sequence[bool]:
        """Of each of the others, False where a report with the first outline cannot be its kin."""
        from accede.reports.outlines import Outline, may_be_one

        opened = msgspec.msgpack.Decoder(Outline).decode
        return may_be_one(opened(outline), [opened(other) for other in others])

    def judge(self, one: Report, other: Report) -> tuple[str, str] | None:
        """Why one is a copy, and why a version, of the other."""
        from accede.reports.fingerprints import judge

        pair = judge(one, other)
        return (pair.copy, pair.version) if pair else None
