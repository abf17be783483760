"""How the few reports are found that a report may be a copy or a version of, among very many.

    fingerprint(report)     numbers, from the report alone; the same in every process and on every machine
    candidates(...)         the pairs to be judged
    pairs(reports)          those that carry one text, with the reason

Of two reports, one seeks a number under which the other is kept exactly where the other seeks one of its. Numbers may be
stored: a new report is compared with those that are kept under what it seeks, however many others there are. Equal texts,
addresses and headlines always meet; texts that are alike meet by MinHash over their near pairs, with the chance that
`VALUES` and `TWOS` are chosen for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from accede import dates
from accede.model import Report
from accede.reports.copies import SAME_TEXT, is_copy
from accede.reports.likeness import likeness
from accede.reports.versions import SAME_REPORT, address, headline, is_version

#: Of the rules and the hashing; what was stored under another is to be computed anew.
VERSION = 2

#: So many values of the MinHash are kept, each for the days around the report, and so many of them in twos for any day.
#: Texts that share a tenth of all their near pairs (translated back and cut to a third) meet within days in 98 of 100
#: cases; texts that share half of them (reprinted a year later, shortened) meet in 99.7 of 100.
VALUES = 40
TWOS = 20
_SEED = 1949

#: Days of a period; reports as far apart as a row of the tables allows are in one period or in neighbouring ones.
PERIOD = 1 + max(row.within or 0 for row in SAME_TEXT)
_TITLE_PERIOD = 1 + max(row.within or 0 for row in SAME_REPORT)


class Fingerprint(msgspec.Struct, frozen=True):
    """What is kept of a report: signed numbers of 64 bits under which it is found, and under which to look for others."""

    kept: tuple[int, ...]
    sought: tuple[int, ...]


def fingerprint(report: Report) -> Fingerprint:
    """The numbers of a report."""
    own, day = likeness(report), dates.day(report.published).toordinal()
    always = [_number("whole", *own.words)]
    if place := address(report):
        always.append(_number("address", place))
    values = _minhash(own.near) if own.near else ()
    always += [_number("two", str(at), *map(str, values[at : at + 2])) for at in range(0, 2 * TWOS, 2) if values]

    def of(period: int) -> list[int]:
        return [_number("near", str(period), str(at), str(value)) for at, value in enumerate(values)]

    def titled(period: int) -> list[int]:
        title = headline(report)
        return [_number("headline", str(period), report.outlet, title)] if title and report.outlet else []

    kept = [*always, *of(day // PERIOD), *titled(day // _TITLE_PERIOD)]
    sought = [number for change in (-1, 0, 1) for number in (*of(day // PERIOD + change), *titled(day // _TITLE_PERIOD + change))]
    return Fingerprint(tuple(kept), (*always, *sought))


def _minhash(near: frozenset[tuple[str, str]]) -> tuple[int, ...]:
    from rensa import RMinHash

    hashes = sorted(_number(*pair) & 0xFFFF_FFFF_FFFF_FFFF for pair in near)
    return tuple(RMinHash.digest_matrix_from_token_hash_sets([hashes], VALUES, _SEED).to_rows()[0])


def _number(*parts: str) -> int:
    """A signed number of 64 bits; not the interpreter's hash, which differs from process to process."""
    return int.from_bytes(blake2b("\0".join(parts).encode("utf-8"), digest_size=8).digest(), "big", signed=True)


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
