"""How `accede serve` listens: what a proxy says is believed of the proxies alone that it is told of."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

import pytest
from click.testing import CliRunner

from accede.cli import commands
from accede.cli.serving import options
from accede.record import Record
from accede.web.app import create_app
from accede.web.people.accounts import Accounts
from accede.web.people.limits import FREE
from accede.web.settings import Settings
from tests.test_client import served


def attempts(url: str, client: str, times: int, first: int = 0) -> list[int]:
    """The answers to attempts to sign in as different people, said to be made from one address."""
    answers = []
    opener = build_opener()
    for number in range(first, first + times):
        with opener.open(f"{url}/login") as page:
            cookie, text = page.headers["Set-Cookie"].split(";")[0], page.read().decode()
        token = text.split('name="csrf" value="')[1].split('"')[0]
        body = urlencode({"name": f"nobody {number}", "password": "wrong", "csrf": token}).encode()
        try:
            opener.open(Request(f"{url}/login", body, {"Cookie": cookie, "X-Forwarded-For": client.format(number % 250)}))
        except HTTPError as error:
            answers.append(error.code)
    return answers


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("accede.web.people.passwords.fits", lambda kept, password: False)
    with Record.open(tmp_path / "a.db"):
        pass
    accounts = Accounts.made(tmp_path / "people.db")
    accounts.add("ada", "admin", "seven amber boats at dawn")
    return Settings(location=str(tmp_path / "a.db"), accounts=str(accounts.path))


def test_who_says_to_ask_for_others_is_counted_as_one(settings: Settings) -> None:
    with served(create_app(settings), **options(settings)) as url:
        assert attempts(url, "203.0.113.{}", FREE["address"] + 1) == [401] * FREE["address"] + [429]


def test_a_proxy_that_the_server_was_told_of_is_believed(settings: Settings) -> None:
    told = Settings(location=settings.location, accounts=settings.accounts, proxies=("127.0.0.0/8",))
    with served(create_app(told), **options(told)) as url:
        assert attempts(url, "203.0.113.{}", FREE["address"] + 1) == [401] * (FREE["address"] + 1)
        assert attempts(url, "198.51.100.7", FREE["address"] + 1, first=100) == [401] * FREE["address"] + [429]


def test_what_is_sent_before_the_proxys_own_word_is_not_believed(settings: Settings) -> None:
    """A proxy adds whom it saw at the end; what stands before is what that one sent."""
    told = Settings(location=settings.location, accounts=settings.accounts, proxies=("127.0.0.1",))
    with served(create_app(told), **options(told)) as url:
        assert attempts(url, "203.0.113.{}, 198.51.100.7", FREE["address"] + 1)[-1] == 429


def test_what_is_no_address_of_a_proxy_is_refused(tmp_path: Path) -> None:
    answer = CliRunner().invoke(commands, ["serve", "--proxy", "*", "--record", str(tmp_path / "a.db")])
    assert answer.exit_code == 2 and "not the address of a proxy: '*'" in answer.output
