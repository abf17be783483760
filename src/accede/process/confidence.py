"""How sure an entry of a status is: who tells it, and what the reader had to supply. Pure.

An entry is of low confidence where one independent origin alone tells it, or where the reader took an actor, a day or
a speaker not from the words themselves but from what stands around them. What a person accepted or corrected, and what
an act shows, is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from accede.model import Claim
from accede.process.model import Entry, Source

#: Reasons of the reader by which a field was filled from elsewhere: "of: the other side of the talks", "speaker: “he” is
#: Anna Ek, named before", "“do so” is “ratify”, told before". A speaker who is named, or an office as it stands, is not.
SUPPLIED = re.compile(r"(?:by|of|to|parties|place|time): |speaker: “.*” is |“do so” is ")


def grounds(entry: Entry, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """Why the entry is of low confidence, in words; empty where it is not.

    claims: by id, those of the entry's sources; a source that is not among them is passed over.
    """
    if entry.official or any(source.accepted for source in entry.sources):
        return ()
    found = []
    if entry.origins < 2:
        outlets = sorted({source.outlet for source in entry.sources})
        found.append(f"told by one origin alone ({', '.join(outlets)})")
    supplied = [_supplied(source, claims) for source in entry.sources]
    if supplied and all(supplied):
        found += [f"the reader supplied what the words leave open ({reason})" for reason in sorted(set().union(*supplied))]
    return tuple(found)


def _supplied(source: Source, claims: Mapping[str, Claim]) -> Iterable[str]:
    claim = claims.get(source.claim)
    return {reason for reason in claim.reasons if SUPPLIED.match(reason)} if claim else set()
