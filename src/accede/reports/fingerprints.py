"""How the few reports are found that a report may be a copy or a version of, among very many.

    fingerprint(report)     numbers, from the report alone; the same in every process and on every machine
    candidates(...)         the pairs to be judged; the outline of a fingerprint says of most that they need not be (`outlines`)
    pairs(reports)          those that carry one text, with the reason

Of two reports, one seeks a number under which the other is kept exactly where the other seeks one of its. Numbers may be
stored: a new report is compared with those that are kept under what it seeks, however many others there are. Equal texts,
addresses and headlines always meet; texts that are alike meet by MinHash over their near pairs within days, and over their runs
of words on any day, with the chance that `VALUES` and `TWOS` are chosen for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from hashlib import blake2b

import msgspec

from accede import dates
from accede.model import Report
from accede.reports.copies import SAME_TEXT, is_copy
from accede.reports.likeness import likeness
from accede.reports.outlines import Outline
from accede.reports.versions import SAME_REPORT, address, headline, is_version

#: Of the rules and the hashing; what was stored under another is to be computed anew.
VERSION = 3

#: So many values of the near pairs' MinHash are kept, each for the days around the report, and so many twos of the runs' for
#: any day. Texts that share a tenth of all their near pairs (translated back and cut to a third) meet within days in 98 of 100
#: cases; texts that share a third of their runs (reprinted a year later, cut to a third) meet in 97 of 100, of half in all.
VALUES = 40
TWOS = 30
_SEED = 1949

#: Days of a period; reports as far apart as a row of the tables allows are in one period or in neighbouring ones.
PERIOD = 1 + max(row.within or 0 for row in SAME_TEXT)
_TITLE_PERIOD = 1 + max(row.within or 0 for row in SAME_REPORT)

#: A number has 48 bits with its sign, which an index keeps in six bytes. Those for the days around a report are positive and
#: begin with its period, so that the numbers of reports that come together are kept together.
_BITS = 47
_PERIODS = 10


class Fingerprint(msgspec.Struct, frozen=True):
    """What is kept of a report: signed numbers of 48 bits under which it is found, those under which to look for others, and
    what is compared with theirs."""

    kept: tuple[int, ...]
    sought: tuple[int, ...]
    outline: Outline


def fingerprint(report: Report) -> Fingerprint:
    """The numbers of a report."""
    own, day = likeness(report), dates.day(report.published).toordinal()
    near, runs = [_hash(*pair) for pair in own.near], [_hash(run) for run in own.runs]
    always, title = [_always("whole", *own.words)], _title(report)
    if place := address(report):
        always.append(_always("address", place))
    same = (*always, _always("headline", *title)) if title else tuple(always)
    around, values = _minhash(near, runs)
    always += [_always("two", str(at), *map(str, values[at : at + 2])) for at in range(0, 2 * TWOS if values else 0, 2)]
    alike = [_hash(str(at), str(value)) for at, value in enumerate(around[:VALUES])]

    def of(change: int) -> list[int]:
        period = day // _TITLE_PERIOD + change
        titled = [_always("headline", str(period), *title)] if title else []
        return [*(_within(day // PERIOD + change, number) for number in alike), *titled]

    sought = [number for change in (-1, 0, 1) for number in of(change)]
    return Fingerprint((*always, *of(0)), (*always, *sought), Outline.of(report, same, runs, near))


def _title(report: Report) -> tuple[str, ...]:
    title = headline(report)
    return (report.outlet, title) if title and report.outlet else ()


def _minhash(*sets: Collection[int]) -> list[tuple[int, ...]]:
    """Of each set the smallest values under as many permutations as are needed; none of an empty one."""
    from rensa import RMinHash

    given = [sorted(one) or [0] for one in sets]
    found = RMinHash.digest_matrix_from_token_hash_sets(given, max(VALUES, 2 * TWOS), _SEED).to_rows()
    return [tuple(values) if one else () for one, values in zip(sets, found, strict=True)]


def _hash(*parts: str) -> int:
    """A number of 64 bits; not the interpreter's hash, which differs from process to process."""
    return int.from_bytes(blake2b("\0".join(parts).encode("utf-8"), digest_size=8).digest(), "big")


def _always(*parts: str) -> int:
    return -1 - (_hash(*parts) >> (64 - _BITS))


def _within(period: int, number: int) -> int:
    rest = _BITS - _PERIODS
    return (period % (1 << _PERIODS)) << rest | number >> (64 - rest)


def candidates(fingerprints: Iterable[tuple[str, Fingerprint]]) -> set[tuple[str, str]]:
    """The pairs of ids, each sorted, of which one is kept where the other seeks."""
    held = dict(fingerprints)
    kept: dict[int, list[str]] = defaultdict(list)
    for id, own in held.items():
        for number in own.kept:
            kept[number].append(id)
    found: set[tuple[str, str]] = set()
    for id, own in held.items():
        for number in own.sought:
            found.update((other, id) for other in kept.get(number, ()) if other < id)
    return found


class Pair(msgspec.Struct, frozen=True):
    """Why two reports carry one text: `copy`, and `version` where one is a later version of the other; each may be ""."""

    copy: str
    version: str


def judge(one: Report, other: Report) -> Pair | None:
    """Whether two reports carry one text; None where they do not. The same whichever is named first."""
    pair = Pair(is_copy(one, other), is_version(one, other))
    return pair if pair.copy or pair.version else None


def pairs(reports: Iterable[Report]) -> dict[tuple[str, str], Pair]:
    """Every pair of reports that carry one text, as sorted ids, with the reasons; in the order of the ids."""
    by_id = {report.id: report for report in reports}
    near = sorted(candidates((id, fingerprint(report)) for id, report in by_id.items()))
    return {(one, other): pair for one, other in near if (pair := judge(by_id[one], by_id[other]))}
