"""The rows of the ledger as plain values, and the hash that chains each to the one before.

A row cannot be altered, removed, added in between or moved without breaking the chain after it. The last hash,
the *head*, stands for the whole record: who notes it down can tell later that nothing before it was changed, and
that nothing was cut off.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Literal, Protocol

import msgspec

from accede import dates
from accede.errors import ClaimRefused, DateError, RecordBroken
from accede.model import Act, ActorMerge, Claim, Reading, Refusal, Report, Ruling, check_quotes

What = Literal["report", "claim", "reading", "act", "ruling", "actor_merge", "refusal"]
Kept = Report | Claim | Reading | Act | Ruling | ActorMerge | Refusal
TYPES: dict[str, type[Kept]] = {
    "report": Report,
    "claim": Claim,
    "reading": Reading,
    "act": Act,
    "ruling": Ruling,
    "actor_merge": ActorMerge,
    "refusal": Refusal,
}
START = "0" * 64

# Made once: a record of a million rows is encoded and decoded three million times.
_CANONICAL = msgspec.json.Encoder(order="deterministic")
_LINK = msgspec.json.Encoder()
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {what: msgspec.json.Decoder(kind) for what, kind in TYPES.items()}


class Chained(Protocol):
    """What of a row is hashed besides its place in the chain; a day is hashed as its ISO 8601 text."""

    @property
    def what(self) -> What: ...
    @property
    def id(self) -> str: ...
    @property
    def known(self) -> date | str | None: ...
    @property
    def reader(self) -> str: ...
    @property
    def content(self) -> str: ...


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says, before it has its place in the chain.

    `known` is the day from which it counts as known, None for what belongs to no day (a reading, a refusal); `content` the
    value as canonical JSON; `reader` the name and version of the reader that took a report or claim, else empty.
    """

    what: What
    id: str
    known: date | None
    content: str
    reader: str = ""


def canonical(value: Kept) -> str:
    """The same text for equal values, on any machine: fields in their order, defaults left out, no spaces."""
    return _CANONICAL.encode(value).decode()


def link(previous: str, sequence: int, written: str, entry: Chained) -> str:
    """The row's hash: SHA-256, in hex, over the previous hash and all that the row holds, as a JSON list.

    A list of JSON strings keeps its parts apart, so that no two different rows are hashed as the same text.
    """
    parts = (previous, sequence, written, entry.what, entry.id, entry.known, entry.reader, entry.content)
    return hashlib.sha256(_LINK.encode(parts)).hexdigest()


def known_from(act: Act) -> date:
    """The day from which an act counts as known: the day it was entered, else its own. DateError for no day."""
    return dates.day(act.entered or act.date)


def ruled_on(ruling: Ruling | ActorMerge) -> date:
    """The day of a decision. Raises DateError for no day."""
    return dates.day(ruling.when)


def check_claim(report: Report, claim: Claim) -> None:
    """Raise ClaimRefused unless the quotes are the report's words, the time, if any, can be read, and it is as read."""
    check_quotes(report, claim)
    if claim.corrects is not None:
        raise ClaimRefused(f"{report.name}: a claim that stands for {claim.corrects} was not read", "enter it by a ruling")
    try:
        dates.sort_key(claim.time)
    except DateError as error:
        raise ClaimRefused(f"{report.name}: a claim's time is {error.what}", error.remedy) from error


def read(what: str, content: str) -> Kept:
    """The value that a row holds; raises RecordBroken where the content is none."""
    try:
        value: Kept = _DECODERS[what].decode(content)
    except (msgspec.MsgspecError, KeyError, UnicodeEncodeError, RecursionError) as error:
        raise RecordBroken(f"the content is not a {what}") from error
    return value
