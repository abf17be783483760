"""The lists of a large record, found in its mentions."""

from __future__ import annotations

from collections.abc import Sequence

from accede.answers.choosing import with_prefix
from accede.answers.clocks import Clocks
from accede.answers.lists import Counts, Listed, Lists, Said, is_under, place
from accede.answers.naming import Names
from accede.model import Report
from accede.record.ledger import Record
from accede.record.naming import REPORT, Name
from accede.record.spans import asking


class OfMentions(Lists):
    """Of a large record, whose mentions must be caught up."""

    def __init__(self, record: Record, when: Clocks) -> None:
        self._record, self._when = record, when

    def reports(self, first: int, limit: int) -> Listed[tuple[Report, int]]:
        """The reports, each with the number of its claims; by publication, name and id."""
        with asking(self._record, Names(), self._when.known_day) as mentions:
            rows = mentions.reports(first, limit)
            held, counts = mentions.read(rows), mentions.claims_of(rows)
            return Listed(tuple((held[row], counts.get(row, 0)) for row in rows), mentions.total(mentions.numbers(REPORT)))

    def claims(self, asked: Name, first: int, limit: int, *, newest: bool = False) -> Listed[Said]:
        """The claims under a name, each with its report; by publication, report and place in the text."""
        with asking(self._record, Names(), self._when.known_day) as mentions:
            numbers = mentions.numbers(asked)
            span = mentions.span(numbers, first, limit, newest=newest)
            held, counting = mentions.read(span.reports), mentions.claims(span.reports)
            found = [said for row in span.reports for said in sorted(((claim, held[row]) for claim in counting[row] if is_under(asked, claim)), key=place)]
            return Listed(tuple(found[span.before : span.before + limit]), span.of)

    def of_report(self, beginning: str) -> tuple[Said, ...]:
        """The claims of the report whose id begins so, in the order of the text."""
        with asking(self._record, Names(), self._when.known_day) as mentions:
            row = with_prefix(mentions.with_id(beginning), beginning, "report")
            report = mentions.read([row])[row]
            return tuple(sorted(((claim, report) for claim in mentions.claims([row])[row]), key=place))

    def with_ids(self, ids: Sequence[str]) -> tuple[Said, ...]:
        """The claims with these ids, in their order, as far as they count."""
        with asking(self._record, Names(), self._when.known_day) as mentions:
            rows = mentions.with_claims(ids)
            held, counting = mentions.read(rows), mentions.claims(rows)
            found = {claim.id: (claim, held[row]) for row in rows for claim in counting[row]}
            return tuple(found[id] for id in ids if id in found)

    def named(self, sort: str, name: str | None = None) -> dict[Name, Counts]:
        """The names of a sort under which claims count; only those that one has that is given."""
        with asking(self._record, Names(), self._when.known_day) as mentions:
            held = mentions.held(sort, name)
            return {held[number]: Counts(*told) for number, told in mentions.days(list(held)).items()}

    def counts(self, sort: str) -> dict[Name, int]:
        """How many claims count under each name of a sort."""
        with asking(self._record, Names(), self._when.known_day) as mentions:
            held = mentions.held(sort)
            return {held[number]: claims for number, claims in mentions.sums(list(held)).items()}
