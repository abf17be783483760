"""Writes docs/commands.md from the commands themselves: python -m accede.cli.docs > docs/commands.md"""

from __future__ import annotations

from collections.abc import Iterator

import click

from accede.cli import commands

WIDTH = 100
HEAD = """# Commands

Generated from the program by `python -m accede.cli.docs > docs/commands.md`; a test compares the two.

Every command that answers takes `--valid` (when it was so) and `--known` (when a report said so). Both default to
the newest day in the record, never to today, so that the same record gives the same answer on any day. `--json`
prints what a program can read. The record is `accede.db` in the current folder, or what `--record` or the variable
`ACCEDE_RECORD` names.

Exit status: 0 when done, 1 when nothing could be read, 2 for an error (one line on stderr says what was wrong and
what to do), 130 when stopped.
"""


def as_markdown() -> str:
    """The help of every command, in the order of their names."""
    parts = [HEAD, _section("accede", commands, None)]
    top = _context(commands, "accede", None)
    for name, command in sorted(commands.commands.items()):
        parts += _sections(f"accede {name}", command, top)
    return "\n".join(parts)


def _sections(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    """The help of a command, and of those of a group after it."""
    yield _section(name, command, parent)
    if isinstance(command, click.Group):
        group = _context(command, name.rsplit(" ", 1)[-1], parent)
        for one in sorted(command.commands):
            yield from _sections(f"{name} {one}", command.commands[one], group)


def _section(name: str, command: click.Command, parent: click.Context | None) -> str:
    context = _context(command, name.rsplit(" ", 1)[-1], parent)
    return f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command, info_name=name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )  # fmt: skip


if __name__ == "__main__":
    click.echo(as_markdown(), nl=False)
