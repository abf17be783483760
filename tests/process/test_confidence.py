"""Which entries are of low confidence, and on what grounds."""

from __future__ import annotations

import pytest

from accede.model import Claim, Mark, Passage
from accede.process.confidence import SUPPLIED, grounds
from accede.process.model import Entry, Source

JUDGED = (Mark(when="2026-11-26", by="M. Ek", action="accept", ruling="1"),)
MERGED = (Mark(when="2026-11-26", by="M. Ek", action="merge", ruling="1"),)


def entry(*outlets: str, official: bool = False, ruled: tuple[Mark, ...] = ()) -> Entry:
    """An entry that each of these outlets tells, by a claim called after it; the first claim is ruled on."""
    sources = tuple(
        Source(published="2022-07-05", outlet=outlet, quote="signed", claim=outlet, origin=outlet, ruled=() if at else ruled)
        for at, outlet in enumerate(outlets)
    )
    return Entry(kind="signature", sources=sources, origins=len(set(outlets)), official=official)


def claims(**reasons: str) -> dict[str, Claim]:
    """Claims by outlet, each with one reason of the reader."""
    return {
        outlet: Claim(report="1", kind="signature", evidence=(Passage(0, 6),), quote=("signed",), reasons=(reason,))
        for outlet, reason in reasons.items()
    }


ALONE = "told by one origin alone (Wire)"
FILLED = "the reader supplied what the words leave open (of: the other side of the talks)"
ROWS: dict[str, tuple[Entry, dict[str, Claim], tuple[str, ...]]] = {
    "one origin": (entry("Wire"), {}, (ALONE,)),
    "two origins": (entry("Wire", "Post"), {}, ()),
    "an act": (entry("Wire", official=True), {}, ()),
    "accepted by a person": (entry("Wire", "Wire", ruled=JUDGED), {}, ()),
    "put together by a person, which says nothing of the words": (entry("Wire", ruled=MERGED), {}, (ALONE,)),
    "both completed by the reader": (
        entry("Wire", "Post"), claims(Wire="of: the other side of the talks", Post="of: the other side of the talks"), (FILLED,),
    ),
    "one completed, the other not": (entry("Wire", "Post"), claims(Wire="of: the other side of the talks", Post="speaker: named"), ()),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_grounds_of_low_confidence(row: str) -> None:
    told, read, expected = ROWS[row]
    assert grounds(told, read) == expected


@pytest.mark.parametrize(
    ("reason", "supplied"),
    [
        ("by: the only one that objects", True),
        ("time: of the same thing, told elsewhere", True),
        ("speaker: “he” is Anna Ek, named before", True),
        ("“do so” is “ratify”, told before", True),
        ("speaker: named", False),
        ("speaker: office named without a person", False),
        ("frame “sign”, happened", False),
        ("“Wednesday” is 2022-07-05", False),
    ],
)
def test_what_the_reader_supplied(reason: str, supplied: bool) -> None:
    assert bool(SUPPLIED.match(reason)) is supplied
