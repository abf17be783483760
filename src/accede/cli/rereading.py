"""`accede reread`: the reports on record read anew by the present reader, one transaction a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from accede.answers import Taken
from accede.cli.common import example, json_option, opened, record_option
from accede.model import Claim, Refusal, Report
from accede.publishing.clean import json_text, plain
from accede.publishing.english import count

if TYPE_CHECKING:
    from accede.record import Record
    from accede.scale import Outcome


class Rereading:
    """Reads reports of a record anew and counts what became of their claims.

    reader: the name of what reads them; done: told the name of each that is done.
    """

    def __init__(self, record: Record, reader: str, done: Callable[[str], None]) -> None:
        self.record, self.reader, self.done = record, reader, done
        self.changed = 0
        self.unchanged = 0
        self.new = 0
        self.gone = 0
        self.refused: list[Refusal] = []
        self._last = {reading.report: reading for reading in record.readings()}
        self._before = Taken.of(record, None)
        self._held: dict[str, set[str]] = defaultdict(set)
        for claim in record.claims():
            if claim.report not in self._last:
                self._held[claim.report].add(claim.id)
        for reading in self._last.values():
            self._held[reading.report] = set(reading.claims)

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Keeps what is read of each report, where it is not what counts already; a report that cannot be read stays as it is."""
        from accede.scale import Read, Refused

        for outcome in outcomes:
            if isinstance(outcome, Read):
                self._keep(outcome.report, outcome.claims)
            elif isinstance(outcome, Refused):
                self.refused.append(outcome.refusal)
            self.done(outcome.name)

    def _keep(self, report: Report, claims: tuple[Claim, ...]) -> None:
        read, held = {claim.id for claim in claims}, self._held[report.id]
        if read == held:
            self.unchanged += 1
        elif self.record.add_rereading(report, claims, self.reader, self._last.get(report.id)):
            self.changed += 1
            self.new += len(read - held)
            self.gone += len(held - read)

    def rulings(self) -> tuple[int, int]:
        """On how many claims rulings went over to a new claim, and on how many they lost their ground."""
        now = Taken.of(self.record, None)
        moved = now.rulings.moved.keys() - self._before.rulings.moved.keys()
        return len(moved), len(set(now.lost) - set(self._before.lost))


@click.command(epilog=example("accede reread", "accede reread --jobs 4"))
@click.option(
    "--model", metavar="NAME", envvar="ACCEDE_MODEL", show_envvar=True, default="", help="Installed spaCy pipeline to read with."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with, where there is much to read.  [default: all cores]"
)
@click.option("--everything", is_flag=True, help="Read also what is about something else, as read --everything does.")
@json_option
@record_option
def reread(model: str, jobs: int | None, everything: bool, as_json: bool, location: str) -> None:
    """Read the reports on record anew, with the reader of this version.

    What it reads is added; what earlier readers read stays on record and counts no more. Rulings go over to the claim of
    the same kind on the same words; those that find none are listed by accede review. Each finished report is kept at
    once; stop at any time and run the same command again to go on. Where nothing changes, nothing is written.
    """
    from accede.cli.reading import telling
    from accede.reading.reader import Reader
    from accede.record import Record
    from accede.scale import Crew, Work, processors

    reader = Reader(model, everything=everything) if model else Reader(everything=everything)
    with Record.open(location, create=False):
        pass  # a record is not made in passing
    with opened(location) as record:
        reports = record.reports()
        with telling(lambda: len(reports)) as tell:
            again = Rereading(record, reader.name, tell)
            try:
                again.take(Crew(Work(reader, everything=everything), jobs or processors()).each(reports, record))
            except KeyboardInterrupt:
                raise KeyboardInterrupt("stopped; run it again to go on") from None
        carried, lost = again.rulings()
    if as_json:
        click.echo(json_text({"changed": again.changed, "unchanged": again.unchanged, "new": again.new, "gone": again.gone,
                              "refused": again.refused, "carried": carried, "lost": lost}))  # fmt: skip
        return
    for refusal in again.refused:
        click.echo(f"stays     {plain(refusal.name)}: {plain(refusal.reason)} ({plain(refusal.remedy)})")
    click.echo(
        f"{count(again.changed, 'report')} changed ({count(again.new, 'claim')} new, {again.gone} no longer), "
        f"{again.unchanged} unchanged; record: {plain(location)}"
    )
    if carried or lost:
        click.echo(f"rulings on {count(carried, 'claim')} went over, on {lost} lost their ground{': accede review' if lost else ''}")


COMMANDS = (reread,)
