"""`accede accounts`, and what `accede serve` says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accede.cli import commands
from accede.web.people.accounts import Accounts
from accede.web.people.roles import User

PASSWORD = "seven amber boats at dawn"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACCEDE_ACCOUNTS", "people.db")
    return tmp_path


def call(*arguments: str, given: str = "", status: int = 0) -> Result:
    result = CliRunner().invoke(commands, ["accounts", *arguments], input=given)
    assert result.exit_code == status, result.output
    return result


def test_an_account_is_added_listed_changed_and_removed() -> None:
    assert call("add", "anna", given=f"{PASSWORD}\n").output == "added: anna, reader\n"
    call("role", "anna", "reviewer")
    (line,) = json.loads(call("list", "--json").output)
    assert (line["name"], line["role"]) == ("anna", "reviewer") and len(line["since"]) == 10
    assert call("list").output.splitlines()[0].split() == ["name", "role", "since"]
    call("password", "anna", given="another few words in a row\n")
    accounts = Accounts.at("people.db")
    assert accounts.sign_in("anna", PASSWORD) is None and accounts.sign_in("anna", "another few words in a row")
    call("remove", "anna")
    assert json.loads(call("list", "--json").output) == []


def test_a_password_is_never_an_argument_and_never_shown() -> None:
    assert "password" not in {parameter.name for parameter in commands.commands["accounts"].commands["add"].params}  # type: ignore[attr-defined]
    assert PASSWORD not in call("add", "anna", given=PASSWORD).output
    call("add", "bert", PASSWORD, given=PASSWORD, status=2)


@pytest.mark.parametrize(("arguments", "given", "told"), [
    (("add", "anna"), "", "no password was given"), (("add", "anna"), "short\n", "at least 15"), (("add", "<b>"), PASSWORD, "not fit as a name"),
    (("list",), "", "accede accounts add NAME"), (("token", "revoke", "x"), "", "accede accounts add NAME"),
])  # fmt: skip
def test_what_cannot_be_done_is_told_in_one_line_with_the_remedy(folder: Path, arguments: tuple[str, ...], given: str, told: str) -> None:
    output = call(*arguments, given=given, status=2).output
    assert told in output and output.count("\n") == 1 and "\x1b" not in output


def test_a_token_is_shown_once_and_revoked() -> None:
    made = call("token", "add", "calendar", "--role", "reviewer").output.splitlines()[-1]
    assert Accounts.at("people.db").bearer(made) == User("calendar", "reviewer")
    listed = call("token", "list", "--json").output
    assert json.loads(listed)[0]["name"] == "calendar" and made not in listed
    call("token", "revoke", "calendar")
    assert Accounts.at("people.db").bearer(made) is None


def test_beyond_this_machine_a_server_needs_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.run", lambda *given, **more: pytest.fail("it serves"))
    result = CliRunner().invoke(commands, ["serve", "--host", "0.0.0.0"])
    assert result.exit_code == 2 and "accede accounts add NAME --role admin" in result.output
    result = CliRunner().invoke(commands, ["serve", "--accounts", "none.db"])
    assert result.exit_code == 2 and "no file of accounts" in result.output
