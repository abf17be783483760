"""Signing in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from accede.web.pages.login import own_path
from accede.web.people.accounts import Accounts
from accede.web.people.limits import FREE
from tests.web.people_samples import NAMES, PASSWORD, csrf, people, served, signed_in


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return people(tmp_path)[0]


def test_who_signs_in_goes_on_and_is_named_on_every_page(location: str, accounts: Accounts) -> None:
    client = served(location, accounts)
    done = signed_in(client, next="/process/fin-swe-nato?known=2022-06-01")
    assert done.status_code == 303 and done.headers["Location"] == "/process/fin-swe-nato?known=2022-06-01"
    assert done.headers["Cache-Control"] == "no-store"
    assert NAMES["admin"] in client.get("/").text
    assert client.get("/login").headers["Location"] == "/"


def test_who_signs_out_is_out_for_good(location: str, accounts: Accounts) -> None:
    client = served(location, accounts)
    signed_in(client)
    kept = client.cookies["accede_session"]
    done = client.post("/logout", data={"csrf": csrf(client)})
    assert done.headers["Location"] == "/login" and "accede_session" not in client.cookies
    client.cookies.set("accede_session", kept)
    assert client.get("/").status_code == 303 and accounts.session(kept) is None


def test_signing_in_begins_a_new_session_and_ends_the_old(location: str, accounts: Accounts) -> None:
    client = served(location, accounts)
    signed_in(client)
    first = client.cookies["accede_session"]
    token = csrf(client)
    client.post("/login", data={"name": NAMES["admin"], "password": PASSWORD, "csrf": token})
    assert client.cookies["accede_session"] != first and accounts.session(first) is None
    assert client.post("/logout", data={"csrf": token}).status_code == 403


def test_a_session_that_somebody_else_chose_is_not_taken(location: str, accounts: Accounts) -> None:
    client = served(location, accounts)
    client.cookies.set("accede_session", "a" * 43)
    signed_in(client)
    assert client.cookies.get("accede_session", domain="127.0.0.1", path="/") != "a" * 43 or accounts.session("a" * 43) is None


def test_a_wrong_name_and_a_wrong_password_are_told_alike(location: str, accounts: Accounts) -> None:
    told = []
    for name, password in ((NAMES["admin"], "not the password at all"), ("nobody", PASSWORD)):
        answer = signed_in(served(location, accounts), name, password)
        assert answer.status_code == 401 and "Set-Cookie" not in answer.headers and password not in answer.text
        told.append(answer.text.split('role="alert">')[1].split("<")[0])
    assert told[0] == told[1] == "No account has this name and password."


def test_signing_in_needs_the_token_of_the_form(location: str, accounts: Accounts) -> None:
    assert served(location, accounts).post("/login", data={"name": NAMES["admin"], "password": PASSWORD}).status_code == 403


def test_many_attempts_must_wait_and_are_told_how_long(location: str, accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accede.web.people.passwords.fits", lambda kept, password: False)
    client = served(location, accounts)
    codes = [signed_in(client, "nobody", "wrong").status_code for _ in range(FREE["name"])]
    last = signed_in(client, "nobody", "wrong")
    assert codes == [401] * FREE["name"] and last.status_code == 429
    assert int(last.headers["Retry-After"]) >= 1 and "try again in 1 second." in last.text


@pytest.mark.parametrize("next", [
    "//evil.example", "https://evil.example", "http:evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "///evil.example",
    "javascript:alert(1)", "data:text/html,x", "evil.example", "", " /", "/\n/evil.example", "/\x00", "/ x", "/" + "a" * 3000, "//[", "/\u202e", "/%0d%0aSet-Cookie:a=b\r\n",
])  # fmt: skip
def test_nobody_is_sent_elsewhere(next: str) -> None:
    assert own_path(next) == "/"


@pytest.mark.parametrize("next", ["/", "/search?q=a&known=2022-06-01", "/process/fin-swe-nato#s1", "/%2F%2Fevil.example", "/a//b", "/search?q=http://a.example"])
def test_a_path_of_this_server_is_kept(next: str) -> None:
    assert own_path(next) == next


def test_without_accounts_there_is_nothing_to_sign_in_to(location: str) -> None:
    client = served(location)
    assert client.get("/login?next=//evil.example").headers["Location"] == "/"
    assert client.post("/login", data={"csrf": csrf(client), "next": "https://evil.example"}).headers["Location"] == "/"
