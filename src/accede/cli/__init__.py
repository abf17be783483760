"""The command line: thin commands over the rooms; `accede COMMAND --help` shows each with an example.

Nothing heavy is imported before a command needs it, so that help and status start at once.
"""

from __future__ import annotations

import sys

import click

from accede import __version__
from accede.cli import (
    accounts,
    acts,
    answers,
    exchange,
    instruments,
    lists,
    outlook,
    preparing,
    reading,
    rereading,
    review,
    searching,
    serving,
    showing,
    speaking,
)
from accede.cli.common import Commands, heed_signals


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="accede %(version)s")
def commands() -> None:
    """Accede reads the reports on an accession or treaty process and keeps its record.

    Read a folder of reports once, then ask for any day, and as it was known on any day.

    \b
    Example:
      accede read reports/
      accede status --known 2022-12-31
      accede brief --format html -o brief.html
    """


for _room in (reading, rereading, answers, lists, showing, searching, review, acts, exchange, instruments, outlook, preparing, serving, speaking, accounts):
    for _command in _room.COMMANDS:
        commands.add_command(_command)


def main() -> None:
    """The entry point of the `accede` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    heed_signals()
    commands(prog_name="accede")
