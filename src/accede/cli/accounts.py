"""`accede accounts`: who may use a server, and the tokens of programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accede.cli.common import Failure, example, json_option
from accede.publishing.clean import json_text, plain
from accede.publishing.columns import columns

if TYPE_CHECKING:
    from accede.web.people.accounts import Accounts, Holder

F = TypeVar("F", bound=Callable[..., Any])
ROLES = click.Choice(("reader", "reviewer", "admin"))
LONGEST_LINE = 4096


def _file_option(command: F) -> F:
    return click.option(
        "--accounts", "file", default="accede-accounts.db", show_default=True, envvar="ACCEDE_ACCOUNTS", show_envvar=True,
        type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The file of accounts, readable by you alone.",
    )(command)  # fmt: skip


def _role_option(command: F) -> F:
    words = "reader reads, reviewer also rules and enters acts, admin also sees who has an account."
    return click.option("--role", type=ROLES, default="reader", show_default=True, help=words)(command)


def _at(file: Path) -> Accounts:
    from accede.web.people.accounts import Accounts

    return Accounts.at(file)


@click.group(
    epilog=example(
        "accede accounts add anna --role reviewer", "accede accounts list", "accede accounts role anna admin",
        "accede accounts password anna", "accede accounts remove anna", "accede accounts token add calendar",
    )
)  # fmt: skip
def accounts() -> None:
    """Say who may use a server that others can reach.

    A password is asked for, or read from the first line of the input; it is never an argument, which other users of the machine
    could see. Files of accounts hold hashes alone. What is changed here counts at once in a server that runs.
    """


@accounts.command(epilog=example("accede accounts add anna --role reviewer", "accede accounts add anna < password.txt"))
@click.argument("name")
@_role_option
@_file_option
def add(name: str, role: str, file: Path) -> None:
    """Make an account called NAME, and the file where there is none."""
    from accede.web.people.accounts import Accounts, checked

    checked(name)
    password = _password()
    user = Accounts.made(file).add(name, role, password)
    click.echo(f"added: {user.name}, {user.role}")


@accounts.command("list", epilog=example("accede accounts list"))
@json_option
@_file_option
def list_(as_json: bool, file: Path) -> None:
    """List the accounts with their roles."""
    _show(_at(file).all(), as_json)


@accounts.command(epilog=example("accede accounts role anna admin"))
@click.argument("name")
@click.argument("role", type=ROLES)
@_file_option
def role(name: str, role: str, file: Path) -> None:
    """Give the account NAME another ROLE; it must sign in anew."""
    _at(file).set_role(name, role)
    click.echo(f"changed: {plain(name)}, {role}")


@accounts.command(epilog=example("accede accounts password anna"))
@click.argument("name")
@_file_option
def password(name: str, file: Path) -> None:
    """Give the account NAME another password; it must sign in anew."""
    held = _at(file)
    held.set_password(name, _password())
    click.echo(f"changed: {plain(name)}")


@accounts.command(epilog=example("accede accounts remove anna"))
@click.argument("name")
@_file_option
def remove(name: str, file: Path) -> None:
    """Remove the account NAME; what it ruled stays on record."""
    _at(file).remove(name)
    click.echo(f"removed: {plain(name)}")


@accounts.group(
    epilog=example("accede accounts token add calendar", "accede accounts token list", "accede accounts token revoke calendar")
)
def token() -> None:
    """Say which programs may use a server, each with a token of its own."""


@token.command("add", epilog=example("accede accounts token add calendar --role reader"))
@click.argument("name")
@_role_option
@_file_option
def add_token(name: str, role: str, file: Path) -> None:
    """Make a token for the program NAME. It is told this once; only its hash is kept."""
    from accede.web.people.accounts import Accounts

    made = Accounts.made(file).add_token(name, role)
    click.echo("to be sent as `Authorization: Bearer TOKEN`; it is not shown again:", err=True)
    click.echo(made)


@token.command("list", epilog=example("accede accounts token list"))
@json_option
@_file_option
def list_tokens(as_json: bool, file: Path) -> None:
    """List the programs that have a token, with their roles."""
    _show(_at(file).tokens(), as_json)


@token.command(epilog=example("accede accounts token revoke calendar"))
@click.argument("name")
@_file_option
def revoke(name: str, file: Path) -> None:
    """Let the token of the program NAME hold no more."""
    _at(file).revoke(name)
    click.echo(f"revoked: {plain(name)}")


def _show(holders: tuple[Holder, ...], as_json: bool) -> None:
    rows = [(one.name, one.role, datetime.fromtimestamp(one.made, UTC).date().isoformat()) for one in holders]
    if as_json:
        click.echo(json_text([{"name": name, "role": role, "since": since} for name, role, since in rows]))
        return
    for line in columns(("name", "role", "since"), rows):
        click.echo(line)


def _password() -> str:
    """Asked for twice at a terminal; elsewhere the first line of the input."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline(LONGEST_LINE)
    if not line.rstrip("\r\n"):
        raise Failure("no password was given (type it when asked, or send it as the first line of the input)")
    return line.rstrip("\r\n")


COMMANDS = (accounts,)
