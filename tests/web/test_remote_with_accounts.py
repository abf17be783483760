"""The client of a remote record against a server with accounts: a token made by the command, and what is told without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from accede.answers import answering
from accede.cli import commands
from accede.errors import RemoteError
from accede.remote import Remote
from accede.web.app import create_app
from accede.web.people.accounts import Accounts
from accede.web.settings import Settings
from tests.test_client import served
from tests.web.people_samples import PASSWORD


def accounts(file: Path, *words: str) -> str:
    """What a command on the accounts prints on its standard output."""
    done = CliRunner().invoke(commands, ["accounts", *words, "--accounts", str(file)], input=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    accounts(tmp_path / "people.db", "add", "ada", "--role", "admin")
    return tmp_path / "people.db"


@pytest.fixture
def url(location: str, file: Path) -> Iterator[str]:
    with served(create_app(Settings(location=location, accounts=str(file)))) as address:
        yield address


def test_a_token_made_by_the_command_reads_what_the_record_says(url: str, file: Path, location: str) -> None:
    remote = Remote(url, token=accounts(file, "token", "add", "calendar"))
    with answering(location, None, None) as answers:
        process = answers.the_one("nato")
        status, page = answers.status(process), answers.page(process)
        assert remote.processes() == answers.processes()
    assert remote.status("nato") == status and remote.timeline("nato") == page.entries
    (talks,) = remote.claims(kind="talks")
    told = remote.claim(talks.id)
    text = remote.report(talks.report).text
    assert [text[one["start"] : one["end"]] for one in told["evidence"]] == told["quote"] == list(talks.quote)
    assert remote.changes("nato", since="2022-06-01") and remote.statements("nato") and remote.search("Brussels")
    assert remote.record()["reports"] == 3


ASKED: list[Callable[[Remote], Any]] = [Remote.processes, lambda one: one.status("nato"), lambda one: one.report("abc"), lambda one: one.search("talks")]


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize(("token", "said"), [("", "not signed in"), ("accede_" + "A" * 43, "the token does not hold"), ("nonsense", "the token does not hold")])
def test_without_a_token_that_holds_nothing_is_told_but_how_to_get_one(url: str, ask: Callable[[Remote], Any], token: str, said: str) -> None:
    with pytest.raises(RemoteError) as refused:
        ask(Remote(url, token=token))
    assert str(refused.value).startswith(said) and "give the token of an account" in str(refused.value) and "\n" not in str(refused.value)


def test_a_revoked_token_is_refused_at_once_and_others_hold(url: str, file: Path) -> None:
    kept, gone = (Remote(url, token=accounts(file, "token", "add", name)) for name in ("calendar", "mailer"))
    assert kept.processes() == gone.processes()
    accounts(file, "token", "revoke", "mailer")
    with pytest.raises(RemoteError, match="the token does not hold"):
        gone.processes()
    assert kept.processes()


def test_the_password_of_an_account_is_no_token(url: str) -> None:
    with pytest.raises(RemoteError):
        Remote(url, token=PASSWORD.replace(" ", "-")).processes()


@pytest.mark.parametrize("role", ["reader", "reviewer", "admin"])
def test_the_interface_only_reads_whatever_the_role(location: str, file: Path, role: str) -> None:
    """A ruling is made in the browser or by the command: no address of the interface takes one."""
    token = Accounts.at(file).add_token("program", role)
    app = create_app(Settings(location=location, accounts=str(file)))
    assert {method for path, ways in app.openapi()["paths"].items() if path.startswith("/api/") for method in ways} == {"get"}
    with served(app) as address:
        assert Remote(address, token=token).processes()
