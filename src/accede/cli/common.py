"""What all commands share: how they fail, their options, and the record they open."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from accede.errors import AccedeError

if TYPE_CHECKING:
    from types import FrameType

    from accede.record import Record
    from accede.record.holdings import Holdings

F = TypeVar("F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """One line on stderr, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        from accede.publishing.clean import plain

        click.echo(f"accede: {plain(self.message)}", file=file, err=file is None)


class Ended(KeyboardInterrupt):
    """The system asked the program to end, by the signal `number`: it ends as it does by Ctrl-C."""

    number = signal.SIGTERM


def heed_signals() -> None:
    """Let SIGTERM, and the closing of the terminal, end a command as Ctrl-C does: nothing finished is lost, one line."""

    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # once is enough; what is at hand is brought to its end
        stop = Ended()
        stop.number = signal.Signals(number)
        raise stop

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup wants the other to be ignored
            signal.signal(number, end)


class Commands(click.Group):
    """A group whose commands end every expected error in one line, and never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AccedeError as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt as stop:
            click.echo(f"accede: {str(stop) or 'stopped'}", err=True)
            ctx.exit(128 + (stop.number if isinstance(stop, Ended) else signal.SIGINT))
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
        metavar="PATH|URL",
        envvar="ACCEDE_RECORD",
        show_envvar=True,
        default="accede.db",
        show_default=True,
        help="The record to work on: a file, or postgresql://USER@HOST/NAME.",
    )(command)


def published_option(command: F) -> F:
    words = "As anyone could have known it on this day.  [default: the record's newest day]"
    return click.option("--known", metavar="DATE", help=words)(command)


def known_option(command: F) -> F:
    words = "Only with the rulings made by this day, for audit.  [default: all]"
    return published_option(click.option("--ruled", metavar="DATE", help=words)(command))


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
    """What the record at `location` holds now, in one state; closed at the end. Raises RecordError as `Record.open` does."""
    from accede.record.glance import looked_at as looking_at

    with looking_at(location) as held:
        yield held


def page(render: Callable[[bool, int], str]) -> None:
    """Print what `render` makes for a screen: with colour and as wide as the terminal, or plain and 80 columns wide.

    No colour where the variable NO_COLOR is set (no-color.org).
    """
    screen = sys.stdout.isatty()
    colour = screen and not os.environ.get("NO_COLOR")
    click.echo(render(colour, screen_width()))


def screen_width() -> int:
    """The width of the terminal; 80 columns where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
