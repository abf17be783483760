"""`accede read`: reports into the record, one transaction a report, so that a stop at any moment loses none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

import click

from accede.answers import traced
from accede.cli.common import example, opened, record_option
from accede.errors import ClaimRefused, ClusterError, DateError
from accede.model import Claim, Refusal, Report
from accede.publishing.clean import plain
from accede.publishing.english import count

if TYPE_CHECKING:
    from accede.record import Record
    from accede.scale import Outcome

T = TypeVar("T")

# Of each sort what is named at the end, before the rest is only counted.
SHOWN = 20


class Some(Generic[T]):
    """How many there were of a sort, and the first of them."""

    def __init__(self) -> None:
        self.number = 0
        self.first: list[T] = []

    def add(self, one: T) -> None:
        """Count one more."""
        self.number += 1
        if len(self.first) < SHOWN:
            self.first.append(one)


class Intake:
    """Takes reports into a record and counts what became of them.

    reader: the name of what reads them; done: told the name of each that is done.
    """

    def __init__(self, record: Record, reader: str, done: Callable[[str], None]) -> None:
        self.record = record
        self.reader = reader
        self.done = done
        self.read = 0
        self.claims = 0
        self.known = 0
        self.refused: Some[Refusal] = Some()
        self.passed_over: Some[str] = Some()
        self.inferred: Some[Report] = Some()

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Keeps each report with its claims, or the reason why there are none, in the order of `outcomes`."""
        from accede.scale import Known, Read, Refused

        for outcome in outcomes:
            if isinstance(outcome, Read):
                self._keep(outcome.report, outcome.claims)
            elif isinstance(outcome, Refused):
                self.record.refuse(outcome.refusal)
                self.refused.add(outcome.refusal)
            elif isinstance(outcome, Known):
                self.known += 1
            else:
                self.passed_over.add(outcome.name)
            self.done(outcome.name)

    def _keep(self, report: Report, claims: Sequence[Claim]) -> None:
        try:
            added = self.record.add_reading(report, claims, self.reader)
        except (ClaimRefused, DateError) as error:  # a fault of the reader costs this report alone
            refusal = Refusal(name=report.name, reason=error.what, remedy=error.remedy or "please report this, with the text")
            self.record.refuse(refusal)
            self.refused.add(refusal)
            return
        if not added:
            self.known += 1  # the same text twice among the files
            return
        self.read += 1
        self.claims += len(claims)
        if report.published_inferred_from:
            self.inferred.add(report)

    def in_words(self) -> str:
        passed_over = f", {self.passed_over.number:,} passed over" if self.passed_over.number else ""
        return (
            f"{count(self.read, 'report')} read ({count(self.claims, 'claim')}), "
            f"{self.known:,} already known, {self.refused.number:,} refused{passed_over}"
        )


@click.command(
    epilog=example(
        "accede read reports/",
        "accede read note.txt --published 2022-06-21 --outlet 'Baltic Wire'",
        "accede read s3://news/2022-06-21/ --cluster tcp://10.0.0.1:8786",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--published", metavar="DATE", help="Publication day of the reports that give none, or no year.")
@click.option("--outlet", metavar="NAME", help="Outlet of the reports that name none.")
@click.option(
    "--model", metavar="NAME", envvar="ACCEDE_MODEL", show_envvar=True, default="", help="Installed spaCy pipeline to read with."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with, where there is much to read.  [default: all cores]"
)
@click.option("--cluster", metavar="ADDRESS|N", help="Read on this Dask cluster (tcp://HOST:8786), or by N workers started here.")
@click.option("--everything", is_flag=True, help="Read also reports that are about something else.")
@record_option
def read(
    paths: tuple[str, ...], published: str | None, outlet: str | None, model: str, jobs: int | None, cluster: str | None,
    everything: bool, location: str,
) -> None:  # fmt: skip
    """Read reports into the record.

    PATHS are files and folders of them, local or by URL (s3://, https://): plain text, HTML, JSON, JSON lines
    (plain, .gz or .zst) or web archives (.warc, .warc.gz). Each finished report is kept at
    once; stop at any time and run the same command again to go on. What is refused stays listed with its
    reason: accede reports --refused. What tells of no accession, treaty or talks is passed over and not kept.
    Exit status: 0 when anything was read, already known or passed over, else 1.
    """
    from accede.reading.reader import Reader
    from accede.scale import Work, readers

    reader = Reader(model, everything=everything) if model else Reader(everything=everything)
    work = Work(reader, everything=everything, published=published, outlet=outlet)
    with opened(location) as record, readers(work, jobs, cluster) as each, telling(lambda: _number(paths, cluster)) as tell:
        intake = Intake(record, reader.name, tell)
        try:
            intake.take(each(paths, record))
        except KeyboardInterrupt as stop:
            stop.args = (f"stopped: {intake.in_words()}; run it again to go on",)
            raise
        except ClusterError as error:
            raise ClusterError(f"{error.what}: {intake.in_words()}", error.remedy) from error
        traced(record)
    _summary(intake)
    if not (intake.read or intake.known or intake.passed_over.number):
        raise click.exceptions.Exit(1)


@contextmanager
def telling(total: Callable[[], int | None]) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal's stderr, told the name of each report that is done; nothing in a pipe.

    total: counts the reports, None where that would take too long; called only where there is a bar.
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


def _number(paths: Sequence[str], cluster: str | None) -> int | None:
    """How many reports there are, which reads all files once more: not of what is at a URL, nor for a cluster."""
    from accede import reports
    from accede.reports.remote import is_url

    return None if cluster or any(map(is_url, paths)) else reports.count(paths)


def _summary(intake: Intake) -> None:
    for report in intake.inferred.first:
        click.echo(f"inferred  {plain(report.name)}: published {report.published}, from {plain(report.published_inferred_from)}")
    for refusal in intake.refused.first:
        click.echo(f"refused   {plain(refusal.name)}: {plain(refusal.reason)} ({plain(refusal.remedy)})")
    _more(intake.refused, "accede reports --refused")
    for name in intake.passed_over.first:
        click.echo(f"passed    {plain(name)}: about something else")
    _more(intake.passed_over, "accede read --everything reads them")
    click.echo(f"{intake.in_words()}; record: {plain(intake.record.location)}")


def _more(told: Some[T], remedy: str) -> None:
    if told.number > SHOWN:
        click.echo(f"          {told.number - SHOWN:,} more: {remedy}")


COMMANDS = (read,)
