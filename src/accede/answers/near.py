"""What a large record holds around some claims: their reports, with all that is read in those and ruled anywhere.

What always holds: what is ruled on a claim is told as from the whole record. Events are merged from these reports alone, so whoever
knows the event from its dossier hands it in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import msgspec

from accede.answers.dossiers import Family
from accede.answers.held import Held
from accede.model import Claim, Event
from accede.record import chain, kin, traces
from accede.record.chain import What

if TYPE_CHECKING:
    from accede.record.ledger import Record


#: Of the claims whose ids begin alike so many are looked at.
MOST = 5


class Near(Family):
    """What the record holds of some reports, and every ruling and act; the record must be traced."""

    @classmethod
    def to(cls, record: Record, reports: Collection[str], known: date | None) -> Near:
        """Of the reports with these ids, as far as they are known by a day."""
        with record._reading() as connection:
            rows = {row for report in reports for row in kin.row(connection, report)}
        return cls(record, rows, known or date.max)

    def _rows(self, what: What, known: date | None) -> Sequence[Any]:
        return self._record._rows(what, known) if what == "act" else super()._rows(what, known)


def near(record: Record, claims: Iterable[str], event: Event | None = None, known: date | None = None) -> Held:
    """What is held of the reports of these claims, and of those of the event; an id that is no claim's is passed over."""
    told = {*claims, *(event.claims if event else ())}
    held = Held.of(Near.to(record, _reports(record, told), known), known)
    return msgspec.structs.replace(held, events={**_others(held, event), event.id: event}) if event else held


def _others(held: Held, event: Event) -> dict[str, Event]:
    """The events that tell none of the claims of this one."""
    return {id: one for id, one in held.events.items() if set(event.claims).isdisjoint(one.claims)}


def _reports(record: Record, claims: Iterable[str]) -> set[str]:
    return {cast(Claim, chain.read("claim", row.content)).report for id in sorted(claims) for row in _beginning(record, id)}


def _beginning(record: Record, prefix: str) -> Sequence[Any]:
    """The rows of claims whose ids, in hexadecimal digits, begin so: what sorts before the sign after them."""
    if not set(prefix) <= set("0123456789abcdef") or not prefix:
        return []
    with record._reading() as connection:
        return traces.beginning(connection, "claim", prefix, MOST)


def last_row(record: Record) -> int:
    """The number of the newest row."""
    with record._reading() as connection:
        return traces.newest(connection)
