"""What a record answers, however its rows are read: the same for the ledger that writes and for the quick look at a file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from accede import dates
from accede.errors import RecordBroken
from accede.model import Act, ActorMerge, Claim, Reading, Refusal, Report, Ruling
from accede.record import chain
from accede.record.chain import Kept, What


class Row(NamedTuple):
    """As much of a row of the ledger as an answer needs; `known` None for what belongs to no day."""

    sequence: int
    what: str
    id: str
    known: date | None
    content: str


class Holdings(ABC):
    """What a record holds. Every answer takes `known`, the last day that counts; None is everything."""

    location: str

    @abstractmethod
    def _rows(self, what: What, known: date | None) -> Sequence[Row | Any]:
        """The rows of one sort, in any order, with the fields of `Row`."""

    def _last_published(self) -> date | None:
        """The newest publication of a report."""
        return max((row.known for row in self._rows("report", None) if row.known is not None), default=None)

    def more_claims_than(self, limit: int, known: date | None) -> bool:
        """True where more claims than `limit` were known by the day, counted no further than that."""
        return len(self._rows("claim", known)) > limit

    def newest(self) -> str | None:
        """The newest publication of a report, or day on which an act became known, in EDTF; None for an empty record."""
        published = self._last_published()
        days = [*([published.isoformat()] if published else ()), *(act.entered or act.date for act in self.acts())]
        return max(days, key=dates.sort_key, default=None)

    def kin(self, known: date | None) -> Mapping[tuple[str, str], tuple[str, str]] | None:
        """The pairs of its reports that carry one text, by a day, with the two reasons; None where that is not kept."""
        return None

    def reports(self, known: date | None = None) -> list[Report]:
        """The reports published on or before `known`, sorted by publication and id."""
        rows = self._rows("report", known)
        return [cast(Report, self._value(row)) for row in sorted(rows, key=lambda row: (row.known, row.id))]

    def claims(self, known: date | None = None) -> list[Claim]:
        """The claims of those reports, sorted by publication, report, first passage, kind and id."""
        rows = ((row, cast(Claim, self._value(row))) for row in self._rows("claim", known))
        return [claim for _, claim in sorted(rows, key=_claim_order)]

    def acts(self, known: date | None = None) -> list[Act]:
        """The acts known on or before `known`, less those that another of them replaces; by date and id."""
        acts = {row.id: cast(Act, self._value(row)) for row in self._rows("act", known)}
        replaced = {act.replaces for act in acts.values()}
        standing = [(act.date, key, act) for key, act in acts.items() if key not in replaced]
        return [act for _, _, act in sorted(standing, key=lambda each: each[:2])]

    def rulings(self, ruled: date | None = None) -> list[Ruling]:
        """The rulings made on or before `ruled` (None is all), those undone by then and those that undo included; by day and id."""
        held = [cast(Ruling, self._value(row)) for row in self._rows("ruling", ruled)]
        return sorted(held, key=lambda ruling: (dates.sort_key(ruling.when), ruling.id))

    def actor_merges(self, ruled: date | None = None) -> list[ActorMerge]:
        """The merges of actors made on or before `ruled`, those undone since included; by day and id."""
        held = [cast(ActorMerge, self._value(row)) for row in self._rows("actor_merge", ruled)]
        return sorted(held, key=lambda merge: (dates.sort_key(merge.when), merge.id))

    def readings(self) -> list[Reading]:
        """The readings of reports that were read again, in the order in which they were made."""
        rows = sorted(self._rows("reading", None), key=lambda row: row.sequence)
        return [cast(Reading, self._value(row)) for row in rows]

    def refusals(self) -> list[Refusal]:
        """Every refusal, sorted by name, reason and remedy."""
        found = [cast(Refusal, self._value(row)) for row in self._rows("refusal", None)]
        return sorted(found, key=lambda refusal: (refusal.name, refusal.reason, refusal.remedy))

    def _value(self, row: Row | Any) -> Kept:
        try:
            return chain.read(row.what, row.content)
        except RecordBroken as error:
            place = f"row {row.sequence} of the record {self.location}"
            raise RecordBroken(f"{place}: {error.what}", "restore the record from a copy") from error


def _claim_order(pair: tuple[Row | Any, Claim]) -> tuple[Any, ...]:
    row, claim = pair
    return row.known, claim.report, claim.evidence[0], claim.kind, row.id


class Without(Holdings):
    """What another record holds, without the row of one id: as if that had never been added."""

    def __init__(self, record: Holdings, id: str) -> None:
        self._record, self._id = record, id
        self.location = record.location

    def _rows(self, what: What, known: date | None) -> Sequence[Row | Any]:
        return [row for row in self._record._rows(what, known) if row.id != self._id]
