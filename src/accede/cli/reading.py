"""`accede read`: reports into the record, one transaction a report, so that a stop at any moment loses none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accede.cli.common import example, opened, record_option
from accede.model import PassedOver, Refusal, Report
from accede.publishing.clean import plain
from accede.publishing.english import count

if TYPE_CHECKING:
    from accede.reading.reader import Reader
    from accede.record import Record

# Of each sort what is named at the end, before the rest is only counted.
SHOWN = 20


class Intake:
    """Takes reports into a record and counts what became of them.

    model: the name of the spaCy pipeline to read with; empty for the reader's own choice.
    everything: read also what is about something else.
    """

    def __init__(self, record: Record, model: str = "", *, everything: bool = False) -> None:
        self.record = record
        self.model = model
        self.everything = everything
        self.read = 0
        self.claims = 0
        self.known = 0
        self.refused: list[Refusal] = []
        self.passed_over: list[str] = []
        self.inferred: list[Report] = []

    @cached_property
    def reader(self) -> Reader:
        """Made at the first report that needs it: its language model takes a second to load."""
        from accede.reading.reader import Reader

        chosen = {"model": self.model} if self.model else {}
        return Reader(**chosen, everything=self.everything)

    def take(self, item: Report | Refusal | PassedOver) -> None:
        """Reads the report and keeps it with its claims, or keeps the refusal; nothing for what is held already."""
        if isinstance(item, PassedOver):
            self.passed_over.append(item.name)
        elif isinstance(item, Refusal):
            self.record.refuse(item)
            self.refused.append(item)
        elif self.record.holds(item.id):
            self.known += 1
        else:
            claims = self.reader.read(item)
            self.record.add_reading(item, claims, self.reader.name)
            self.read += 1
            self.claims += len(claims)
            self.inferred += [item] if item.published_inferred_from else []

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
@click.option("--everything", is_flag=True, help="Read also reports that are about something else.")
@record_option
def read(paths: tuple[str, ...], published: str | None, outlet: str | None, model: str, everything: bool, location: str) -> None:
    """Read reports into the record.

    PATHS are files and folders of them: plain text, HTML, JSON or JSON lines. Each finished report is kept at
    once; stop at any time and run the same command again to go on. What is refused stays listed with its
    reason: accede reports --refused. What tells of no accession, treaty or talks is passed over and not kept.
    Exit status: 0 when anything was read, already known or passed over, else 1.
    """
    from accede import reports
    from accede.reading import gate

    files = [Path(path) for path in paths]
    wanted = (lambda text: True) if everything else gate.passes
    found = reports.sift(files, wanted, published=published, outlet=outlet)
    with opened(location) as record, _progress(files) as tell:
        intake = Intake(record, model, everything=everything)
        try:
            for item in found:
                intake.take(item)
                tell(item.name)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(f"stopped: {intake.in_words()}; run it again to go on") from None
    _summary(intake, location)
    if not (intake.read or intake.known or intake.passed_over):
        raise click.exceptions.Exit(1)


@contextmanager
def _progress(files: list[Path]) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal's stderr, told the name of each report that is done; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from accede import reports

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[name]}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=reports.count(files), name="")
        yield lambda name: progress.update(task, advance=1, name=plain(name)[-40:])


def _summary(intake: Intake, location: str) -> None:
    for report in intake.inferred[:SHOWN]:
        click.echo(f"inferred  {plain(report.name)}: published {report.published}, from {plain(report.published_inferred_from)}")
    for refusal in intake.refused[:SHOWN]:
        click.echo(f"refused   {plain(refusal.name)}: {plain(refusal.reason)} ({plain(refusal.remedy)})")
    _more(intake.refused, "accede reports --refused")
    for name in intake.passed_over[:SHOWN]:
        click.echo(f"passed    {plain(name)}: about something else")
    _more(intake.passed_over, "accede read --everything reads them")
    click.echo(f"{intake.in_words()}; record: {plain(location)}")


def _more(told: Sequence[object], remedy: str) -> None:
    if len(told) > SHOWN:
        click.echo(f"          {len(told) - SHOWN:,} more: {remedy}")


COMMANDS = (read,)
