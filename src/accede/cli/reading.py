"""`accede read`: reports into the record, one transaction a report, so that a stop at any moment loses none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accede.cli.common import example, opened, record_option
from accede.cli.crew import Crew, processors
from accede.model import Claim, PassedOver, Refusal, Report
from accede.publishing.clean import plain
from accede.publishing.english import count

if TYPE_CHECKING:
    from accede.record import Record

# Of each sort what is named at the end, before the rest is only counted.
SHOWN = 20


class Intake:
    """Takes reports into a record and counts what became of them.

    crew: reads the reports; done: told the name of each that is done.
    """

    def __init__(self, record: Record, crew: Crew, done: Callable[[str], None]) -> None:
        self.record = record
        self.crew = crew
        self.done = done
        self.read = 0
        self.claims = 0
        self.known = 0
        self.refused: list[Refusal] = []
        self.passed_over: list[str] = []
        self.inferred: list[Report] = []

    def take(self, found: Iterable[Report | Refusal | PassedOver]) -> None:
        """Keeps each report with its claims, or the reason why there are none, in the order of `found`."""
        for item, outcome in self.crew.each(self._new(found)):
            refusal = item if isinstance(item, Refusal) else outcome
            if isinstance(refusal, Refusal):
                self.record.refuse(refusal)
                self.refused.append(refusal)
            elif isinstance(item, Report) and refusal is not None:
                self._keep(item, refusal)
            self.done(item.name)

    def _new(self, found: Iterable[Report | Refusal | PassedOver]) -> Iterator[Report | Refusal]:
        """What is neither passed over nor held already."""
        for item in found:
            if isinstance(item, PassedOver):
                self.passed_over.append(item.name)
            elif isinstance(item, Report) and self.record.holds(item.id):
                self.known += 1
            else:
                yield item
                continue
            self.done(item.name)

    def _keep(self, report: Report, claims: Sequence[Claim]) -> None:
        if not self.record.add_reading(report, claims, self.crew.reader.name):
            self.known += 1  # the same text twice among the files
            return
        self.read += 1
        self.claims += len(claims)
        self.inferred += [report] if report.published_inferred_from else []

    def in_words(self) -> str:
        passed_over = f", {len(self.passed_over):,} passed over" if self.passed_over else ""
        return (
            f"{count(self.read, 'report')} read ({count(self.claims, 'claim')}), "
            f"{self.known} already known, {len(self.refused)} refused{passed_over}"
        )


@click.command(epilog=example("accede read reports/", "accede read note.txt --published 2022-06-21 --outlet 'Baltic Wire'"))
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--published", metavar="DATE", help="Publication day of the reports that give none, or no year.")
@click.option("--outlet", metavar="NAME", help="Outlet of the reports that name none.")
@click.option(
    "--model", metavar="NAME", envvar="ACCEDE_MODEL", show_envvar=True, default="", help="Installed spaCy pipeline to read with."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with, where there is much to read.  [default: all cores]"
)
@click.option("--everything", is_flag=True, help="Read also reports that are about something else.")
@record_option
def read(
    paths: tuple[str, ...], published: str | None, outlet: str | None, model: str, jobs: int | None, everything: bool, location: str
) -> None:
    """Read reports into the record.

    PATHS are files and folders of them: plain text, HTML, JSON or JSON lines. Each finished report is kept at
    once; stop at any time and run the same command again to go on. What is refused stays listed with its
    reason: accede reports --refused. What tells of no accession, treaty or talks is passed over and not kept.
    Exit status: 0 when anything was read, already known or passed over, else 1.
    """
    from accede import reports
    from accede.reading import gate
    from accede.reading.reader import Reader

    files = [Path(path) for path in paths]
    wanted = (lambda text: True) if everything else gate.passes
    found = reports.sift(files, wanted, published=published, outlet=outlet)
    reader = Reader(model, everything=everything) if model else Reader(everything=everything)
    with opened(location) as record, telling(lambda: reports.count(files)) as tell:
        intake = Intake(record, Crew(reader, jobs or processors()), tell)
        try:
            intake.take(found)
        except KeyboardInterrupt as stop:
            stop.args = (f"stopped: {intake.in_words()}; run it again to go on",)
            raise
    _summary(intake)
    if not (intake.read or intake.known or intake.passed_over):
        raise click.exceptions.Exit(1)


@contextmanager
def telling(total: Callable[[], int]) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal's stderr, told the name of each report that is done; nothing in a pipe.

    total: counts the reports; called only where there is a bar.
    """
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[name]}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total(), name="")
        yield lambda name: progress.update(task, advance=1, name=plain(name)[-40:])


def _summary(intake: Intake) -> None:
    for report in intake.inferred[:SHOWN]:
        click.echo(f"inferred  {plain(report.name)}: published {report.published}, from {plain(report.published_inferred_from)}")
    for refusal in intake.refused[:SHOWN]:
        click.echo(f"refused   {plain(refusal.name)}: {plain(refusal.reason)} ({plain(refusal.remedy)})")
    _more(intake.refused, "accede reports --refused")
    for name in intake.passed_over[:SHOWN]:
        click.echo(f"passed    {plain(name)}: about something else")
    _more(intake.passed_over, "accede read --everything reads them")
    click.echo(f"{intake.in_words()}; record: {plain(intake.record.location)}")


def _more(told: Sequence[object], remedy: str) -> None:
    if len(told) > SHOWN:
        click.echo(f"          {len(told) - SHOWN:,} more: {remedy}")


COMMANDS = (read,)
