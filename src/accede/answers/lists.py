"""Long lists of what a record holds, page by page: reports, claims under a name, and who is named.

    lists = answers.lists()
    lists.claims(Name("kind", "talks"), first=50, limit=50)

What always holds: a list of a large record, which is found in its mentions, is the one that all of its claims would give, for any known
day; as everywhere, claims count as persons ruled on them and as their report was last read.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from accede.answers.choosing import with_prefix
from accede.answers.naming import names
from accede.model import Claim, Report
from accede.record.naming import CLAIMS, Name

if TYPE_CHECKING:
    from accede.answers.held import Held

T = TypeVar("T")
Said = tuple[Claim, Report]


class Listed(msgspec.Struct, Generic[T], frozen=True):
    """Some items of a list, and how many it has in all."""

    items: tuple[T, ...]
    of: int


class Counts(msgspec.Struct, frozen=True):
    """How many claims count under a name, and the first and last day on which one was published (EDTF)."""

    first: str
    last: str
    claims: int


class Lists(ABC):
    """The lists of a record for a known day."""

    @abstractmethod
    def reports(self, first: int, limit: int) -> Listed[tuple[Report, int]]:
        """The reports, each with the number of its claims; by publication, name and id."""

    @abstractmethod
    def claims(self, asked: Name, first: int, limit: int, *, newest: bool = False) -> Listed[Said]:
        """The claims under a name, each with its report; by publication, report and place in the text.

        newest: the newest publication first; reports of a day and claims of a report stand as otherwise.
        """

    @abstractmethod
    def of_report(self, beginning: str) -> tuple[Said, ...]:
        """The claims of the report whose id begins so, in the order of the text. NotFound where that is none, or several."""

    @abstractmethod
    def with_ids(self, ids: Sequence[str]) -> tuple[Said, ...]:
        """The claims with these ids, in their order, as far as they count."""

    @abstractmethod
    def named(self, sort: str, name: str | None = None) -> dict[Name, Counts]:
        """The names of a sort under which claims count; only those that one has that is given."""

    @abstractmethod
    def counts(self, sort: str) -> dict[Name, int]:
        """How many claims count under each name of a sort."""


class OfHeld(Lists):
    """Of a record that is at hand whole."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def reports(self, first: int, limit: int) -> Listed[tuple[Report, int]]:
        """The reports, each with the number of its claims; by publication, name and id."""
        counts = Counter(claim.report for claim in self._held.claims.values())
        ordered = sorted(self._held.reports.values(), key=lambda one: (one.published, one.name, one.id))
        return Listed(tuple((one, counts[one.id]) for one in ordered[first : first + limit]), len(ordered))

    def claims(self, asked: Name, first: int, limit: int, *, newest: bool = False) -> Listed[Said]:
        """The claims under a name, each with its report; by publication, report and place in the text."""
        found = [self._with_report(claim) for claim in self._held.claims.values() if asked == CLAIMS or is_under(asked, claim)]
        found.sort(key=place)
        if newest:
            found.sort(key=lambda said: said[1].published, reverse=True)
        return Listed(tuple(found[first : first + limit]), len(found))

    def of_report(self, beginning: str) -> tuple[Said, ...]:
        """The claims of the report whose id begins so, in the order of the text."""
        chosen = with_prefix(self._held.reports, beginning, "report").id
        return tuple(sorted((self._with_report(claim) for claim in self._held.claims.values() if claim.report == chosen), key=place))

    def with_ids(self, ids: Sequence[str]) -> tuple[Said, ...]:
        """The claims with these ids, in their order, as far as they count."""
        return tuple(self._with_report(self._held.claims[id]) for id in ids if id in self._held.claims)

    def named(self, sort: str, name: str | None = None) -> dict[Name, Counts]:
        """The names of a sort under which claims count; only those that one has that is given."""
        found: dict[Name, Counts] = {}
        for claim in self._held.claims.values():
            day = self._held.reports[claim.report].published
            for one in self._names[claim.id]:
                if one.sort == sort and name in (None, one.name):
                    old = found.get(one, Counts(day, day, 0))
                    found[one] = Counts(min(old.first, day), max(old.last, day), old.claims + 1)
        return found

    def counts(self, sort: str) -> dict[Name, int]:
        """How many claims count under each name of a sort."""
        return {name: told.claims for name, told in self.named(sort).items()}

    @cached_property
    def _names(self) -> dict[str, tuple[Name, ...]]:
        return {id: tuple(names(claim)) for id, claim in self._held.claims.items()}

    def _with_report(self, claim: Claim) -> Said:
        return claim, self._held.reports[claim.report]


def is_under(asked: Name, claim: Claim) -> bool:
    """True where the claim counts under the name."""
    return any(one.sort == asked.sort and one.name == asked.name and asked.more in (None, one.more) for one in names(claim))


def place(said: Said) -> tuple[object, ...]:
    """Sorts claims by publication, report and place in the text."""
    claim, report = said
    return report.published, claim.report, claim.evidence, claim.kind, claim.id


def in_order(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Said, ...]:
    """The claims with their reports, by publication, report and place in the text."""
    return tuple(sorted(((claim, reports[claim.report]) for claim in claims), key=place))


def among(said: Iterable[Said], *asked: Name) -> tuple[Said, ...]:
    """Those that count under every one of the names."""
    return tuple(one for one in said if all(is_under(name, one[0]) for name in asked))
