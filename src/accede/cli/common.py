"""What all commands share: how they fail, their options, the record they open and the two dates they hold for."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from accede import dates
from accede.errors import AccedeError, NotFound

if TYPE_CHECKING:
    from accede.record import Record
    from accede.record.holdings import Holdings

F = TypeVar("F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """One line on stderr, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        from accede.publishing.clean import plain

        click.echo(f"accede: {plain(self.message)}", file=file, err=file is None)


class Commands(click.Group):
    """A group whose commands end every expected error in one line, and never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AccedeError as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt as stop:
            click.echo(f"accede: {str(stop) or 'stopped'}", err=True)
            ctx.exit(130)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends a broken pipe in silence
            where = f"{error.filename}: " if error.filename else ""
            raise Failure(f"{where}{error.strerror or error}") from error


def example(*commands: str) -> str:
    """The examples at the end of a command's help, one a line."""
    return "\b\nExample:\n" + "\n".join(f"  {command}" for command in commands)


def record_option(command: F) -> F:
    return click.option(
        "--record",
        "location",
        metavar="PATH",
        envvar="ACCEDE_RECORD",
        show_envvar=True,
        default="accede.db",
        show_default=True,
        help="The record to work on.",
    )(command)


def known_option(command: F) -> F:
    words = "As anyone could have known it on this day.  [default: the record's newest day]"
    return click.option("--known", metavar="DATE", help=words)(command)


def date_options(command: F) -> F:
    words = "As it was on this day.  [default: the record's newest day]"
    return click.option("--valid", metavar="DATE", help=words)(known_option(command))


def process_argument(command: F) -> F:
    return click.argument("process", required=False)(command)


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


@contextmanager
def opened(location: str) -> Iterator[Record]:
    """The record at `location` for writing, made where there is none; closed at the end."""
    from accede.record import Record

    with Record.open(location) as record:
        yield record


@contextmanager
def looked_at(location: str) -> Iterator[Holdings]:
    """What the record at `location` holds; closed at the end. Raises RecordError as `Record.open` does."""
    from accede.record.glance import Glance

    glance = Glance.at(location)
    if glance is None:
        from accede.record import Record

        with Record.open(location, create=False) as record:
            yield record
    else:
        with glance:
            yield glance


def page(render: Callable[[bool, int], str]) -> None:
    """Print what `render` makes for a screen: with colour and as wide as the terminal, or plain and 80 columns wide.

    No colour where the variable NO_COLOR is set (no-color.org).
    """
    screen = sys.stdout.isatty()
    colour = screen and not os.environ.get("NO_COLOR")
    click.echo(render(colour, shutil.get_terminal_size().columns if screen else 80))


class Clocks(msgspec.Struct, frozen=True):
    """The two dates that an answer holds for, each a day in EDTF.

    `newest` is the newest publication of a report, or day on which an act became known, in the record; it is
    the default of both, so that no answer depends on the day on which it is asked.
    """

    valid: str
    known: str
    newest: str

    @property
    def known_day(self) -> date:
        return dates.day(self.known)

    @property
    def known_in_words(self) -> str:
        newest = " (the record's newest day)" if self.known == self.newest else ""
        return f"{dates.in_words(self.known)}{newest}"

    def in_words(self) -> str:
        """The sentence under every title."""
        same = self.valid == self.known
        what = f"As of {dates.in_words(self.valid)}, as known "
        what += "then" if same else f"on {dates.in_words(self.known)}"
        if self.newest in (self.valid, self.known):
            what += " (the record's newest day)" if same else f" (the record's newest day is {dates.in_words(self.newest)})"
        return what + "."


def clocks(record: Holdings, valid: str | None, known: str | None) -> Clocks:
    """The dates asked for, with the record's newest day for what was not.

    Raises DateError for what is not a single day, NotFound where the record is empty.
    """
    for asked in (valid, known):
        if asked is not None:
            dates.day(asked)
    newest = max(
        [*(report.published for report in record.reports()), *(act.entered or act.date for act in record.acts())],
        key=dates.sort_key,
        default=None,
    )
    if newest is None:
        raise NotFound("the record holds no report", "read some first: accede read PATH")
    return Clocks(valid=valid or newest, known=known or newest, newest=newest)
