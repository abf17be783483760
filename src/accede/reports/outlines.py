"""Outlines of reports: small enough to be stored, and enough to see that two reports cannot carry one text. Pure.

What always holds: where two reports are copies or versions (`fingerprints.judge`), `may_be_one` is true of their outlines.
Of nearly all others it is false; those of which it is true must be judged on their texts.

What two outlines have in common is never less than what the texts have: the numbers of runs and near pairs are cut to
16 bits, and where two fall together, one is counted too many rather than too few.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import msgspec

from accede import dates
from accede.model import Report
from accede.reports.copies import SAME_TEXT
from accede.reports.versions import SAME_REPORT

_SIZE = 1 << 16


class Outline(msgspec.Struct, frozen=True, array_like=True):
    """The day (ordinal), numbers of which one is equal where texts, addresses or headlines are, and the ends of the numbers of
    runs of words and of near pairs, two bytes each."""

    day: int
    same: tuple[int, ...]
    runs: bytes
    near: bytes

    @classmethod
    def of(cls, report: Report, same: tuple[int, ...], runs: Collection[int], near: Collection[int]) -> Outline:
        """Of a report, by the numbers of its runs and near pairs."""
        return cls(dates.day(report.published).toordinal(), same, _ends(runs), _ends(near))


def _ends(numbers: Collection[int]) -> bytes:
    return array("H", sorted(number & (_SIZE - 1) for number in numbers)).tobytes()


def may_be_one(own: Outline, others: Sequence[Outline]) -> list[bool]:
    """Of each of the others, False where it and the first are neither copies nor versions of each other."""
    apart = [abs(own.day - other.day) for other in others]
    runs = _reached(own.runs, [other.runs for other in others], [_least_runs(days) for days in apart])
    near = _reached(own.near, [other.near for other in others], [_least_near(days) for days in apart])
    numbers = frozenset(own.same)
    same = (not numbers.isdisjoint(other.same) for other in others)
    return [any(each) for each in zip(same, runs, near, strict=True)]


def _reached(own: bytes, others: Sequence[bytes], least: Sequence[float]) -> list[bool]:
    """Of each of the others, whether it may have such a share of the smaller in common with the first."""
    import numpy as np

    marked = np.zeros(_SIZE, dtype=np.int64)
    marked[np.frombuffer(own, dtype=np.uint16)] = 1
    counts = np.array([len(other) // 2 for other in others])
    ends = np.cumsum(counts)
    common: Any = np.concatenate(([0], np.cumsum(marked[np.frombuffer(b"".join(others), dtype=np.uint16)])))
    shared = common[ends] - common[ends - counts]
    reached: list[bool] = (shared >= np.array(least) * np.minimum(counts, len(own) // 2)).tolist()
    return reached


@cache
def _least_runs(apart: int) -> float:
    """The smallest share of the smaller text's runs that a row asks for; a share of both is never more than that."""
    rows = (*SAME_TEXT, *SAME_REPORT)
    shares = ((row.within, min(row.jaccard, getattr(row, "containment", row.jaccard))) for row in rows)
    return min(share for within, share in shares if within is None or apart <= within)


@cache
def _least_near(apart: int) -> float:
    return min((row.near for row in SAME_TEXT if row.within is None or apart <= row.within), default=2.0)
