"""The guard: who may go where, and which writes are meant."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from accede.errors import AccountRefused
from accede.web.app import create_app
from accede.web.people.accounts import Accounts
from accede.web.people.guarding import LARGEST, WRITES, cookie
from accede.web.people.roles import ROLES
from accede.web.people.ways import WAYS, Way, ways_of
from accede.web.settings import Settings
from tests.web.people_samples import NAMES, PASSWORD, csrf, people, served, signed_in

HOME = "local" + "host"


@pytest.fixture
def held(tmp_path: Path) -> tuple[Accounts, dict[str, str]]:
    return people(tmp_path)


@pytest.fixture
def accounts(held: tuple[Accounts, dict[str, str]]) -> Accounts:
    return held[0]


def all_ways(location: str) -> tuple[Way, ...]:
    return ways_of(create_app(Settings(location=location)))


# The table


def test_every_route_has_an_entry_for_every_method(location: str) -> None:
    missing = [(way.path, method) for way in all_ways(location) for method in way.methods or {"GET"} if method not in way.needs]
    assert missing == [], "add them to accede.web.people.ways"


def test_every_write_needs_a_reviewer_and_every_page_a_reader() -> None:
    free = {path for path, needs in WAYS.items() if "nothing" in needs.values()}
    assert free == {"/static", "/login", "/logout"}
    writes = [(path, needs[method]) for path, needs in WAYS.items() if path not in free for method in WRITES & set(needs)]
    assert all(role in ("reviewer", "admin") for _, role in writes)


@pytest.mark.parametrize("accounts_too", [False, True])
def test_a_route_without_an_entry_is_refused(location: str, held: tuple[Accounts, dict[str, str]], accounts_too: bool) -> None:
    client = served(location, held[0] if accounts_too else None)
    client.app.add_api_route("/new", lambda: "secret", methods=["GET", "POST"])  # type: ignore[attr-defined]
    bearer = {"Authorization": f"Bearer {held[1]['admin']}"} if accounts_too else {}
    for method in ("GET", "POST"):
        told = client.request(method, "/new", headers=bearer)
        assert told.status_code == 403 and "open to nobody" in told.text and "secret" not in told.text


def test_no_socket_is_opened(location: str) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), served(location).websocket_connect("/"):
        pass


def test_an_unknown_path_and_method_are_told_as_such(location: str) -> None:
    client = served(location)
    assert client.get("/nothing").status_code == 404
    wrong = client.delete("/login")
    assert wrong.status_code == 405 and wrong.headers["Allow"] == "GET, POST"


def test_every_route_is_shut_to_who_did_not_sign_in_and_to_a_lower_role(location: str, held: tuple[Accounts, dict[str, str]]) -> None:
    accounts, tokens = held
    client = served(location, accounts)
    for way in all_ways(location):
        path = way.path.replace("{}", "x")
        for method, needs in way.needs.items():
            if needs == "nothing" or method not in (way.methods or ()):
                continue
            anonymous = client.request(method, path)
            if path.startswith("/api/"):
                assert anonymous.status_code == 401 and "WWW-Authenticate" in anonymous.headers, (method, path)
            else:
                assert anonymous.status_code == 303 and anonymous.headers["Location"].startswith("/login"), (method, path)
            for role in ROLES:
                answer = client.request(method, path, headers={"Authorization": f"Bearer {tokens[role]}"})
                refused = ROLES.index(role) < ROLES.index(needs)
                assert (answer.status_code == 403) is refused and answer.status_code not in (303, 401), (method, path, role)


# Who asks


def test_on_loopback_without_accounts_everybody_reviews_by_the_name_of_the_system(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "osk\u202e<b>ar")
    client = served(location)
    assert "osk&lt;b&gt;ar" in client.get("/").text
    assert client.get("/accounts").status_code == 403
    assert client.get("/login?next=/search").headers["Location"] == "/search"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8421", "127.0.0.1.evil.example", "192.0.2.1", "", f"{HOME}.evil.example", "127.0.0.1@evil.example", f"evil.example#{HOME}"])
def test_a_name_that_was_pointed_at_this_machine_is_not_answered(location: str, host: str) -> None:
    for path in ("/", "/static/app.css", "/login"):
        assert served(location).get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", [HOME, f"{HOME}:9000", "127.0.0.1", "127.0.0.2:80", "[::1]:8421"])
def test_the_names_of_this_machine_are_answered(location: str, host: str) -> None:
    assert served(location).get("/", headers={"Host": host}).status_code == 200


def test_with_accounts_any_name_is_answered(location: str, accounts: Accounts) -> None:
    assert served(location, accounts, "0.0.0.0", "http://accede.example").get("/").headers["Location"] == "/login"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "accede.example"])
def test_beyond_loopback_there_must_be_accounts(location: str, host: str) -> None:
    with pytest.raises(AccountRefused, match="accede accounts add"):
        served(location, None, host)


def test_a_file_without_an_account_is_refused(location: str, tmp_path: Path) -> None:
    with pytest.raises(AccountRefused, match="accede accounts add"):
        served(location, Accounts.made(tmp_path / "empty.db"))


def test_who_did_not_sign_in_comes_back_to_the_page_they_wanted(location: str, accounts: Accounts) -> None:
    client = served(location, accounts)
    to = client.get("/process/fin-swe-nato?known=2022-06-01").headers["Location"]
    assert to == "/login?next=/process/fin-swe-nato%3Fknown%3D2022-06-01"
    assert 'value="/process/fin-swe-nato?known=2022-06-01"' in client.get(to).text


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(location: str, accounts: Accounts) -> None:
    told = served(location, accounts).get("/", headers={"HX-Request": "true"})
    assert told.status_code == 401 and told.headers["HX-Redirect"] == "/login"


@pytest.mark.parametrize("given", ["Bearer nothing", "Bearer ", "bearer accede_" + "a" * 43])
def test_a_token_that_does_not_hold_is_told_so(location: str, accounts: Accounts, given: str) -> None:
    for client in (served(location, accounts), served(location)):
        told = client.get("/", headers={"Authorization": given})
        assert told.status_code == 401 and "invalid_token" in told.headers["WWW-Authenticate"]


# Writes


def test_a_write_needs_the_token_of_the_visit(location: str) -> None:
    client = served(location)
    token = csrf(client)
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"csrf": "0" * 64}).status_code == 403
    assert client.post("/logout", data={"csrf": token}).status_code == 303
    assert client.post("/logout", headers={"X-CSRF-Token": token}, json={}).status_code == 303
    assert client.post("/logout", files={"csrf": (None, token)}).status_code == 303
    other = served(location)
    other.get("/")
    assert other.post("/logout", data={"csrf": token}).status_code == 403
    client.cookies.clear()
    assert client.post("/logout", data={"csrf": token}).status_code == 403


def test_a_token_of_one_server_is_none_of_another(location: str) -> None:
    client, other = served(location), served(location)
    token = csrf(client)
    other.cookies.update(client.cookies)
    assert other.post("/logout", data={"csrf": token}).status_code == 403


def test_with_accounts_a_restart_ends_neither_sessions_nor_forms(location: str, accounts: Accounts) -> None:
    before, after = served(location, accounts), served(location, accounts)
    assert signed_in(before).status_code == 303
    token = csrf(before)
    after.cookies.update(before.cookies)
    assert NAMES["admin"] in after.get("/").text
    assert after.post("/logout", data={"csrf": token}).headers["Location"] == "/login"
    left_open = served(location, accounts)
    data = {"name": NAMES["admin"], "password": PASSWORD, "csrf": csrf(left_open, "/login")}
    restarted = served(location, accounts)
    restarted.cookies.update(left_open.cookies)
    assert restarted.post("/login", data=data).status_code == 303


def test_a_server_forgets_at_its_start_the_sessions_that_ended(location: str, accounts: Accounts) -> None:
    signed_in(served(location, accounts))
    with sqlite3.connect(accounts.path) as file:
        file.execute("UPDATE session SET used = 0")
    served(location, accounts)
    with sqlite3.connect(accounts.path) as file:
        assert file.execute("SELECT count(*) FROM session").fetchone() == (0,)


@pytest.mark.parametrize(("headers", "status"), [
    ({"Origin": "http://127.0.0.1:8421"}, 303), ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8421"}, 303), ({}, 303),
    ({"Origin": "http://127.0.0.1:9000"}, 403), ({"Origin": "http://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Origin": ""}, 403),
    ({"Origin": "http://127.0.0.1:8421.evil.example"}, 403), ({"Origin": "http://127.0.0.1:8421@evil.example"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403), ({"Sec-Fetch-Site": "none"}, 403),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8421"}, 403), ({"Origin": "http://[::1"}, 403),
])  # fmt: skip
def test_a_write_comes_from_a_page_of_this_server(location: str, headers: dict[str, str], status: int) -> None:
    client = served(location)
    assert client.post("/logout", data={"csrf": csrf(client)}, headers=headers).status_code == status


def test_pages_tell_their_origin_to_this_server_alone(location: str) -> None:
    """With `no-referrer` a browser sends `Origin: null` with the form of a page (Fetch, 3.2), and no write would be taken."""
    assert served(location).get("/").headers["Referrer-Policy"] == "same-origin"


def test_a_bearer_needs_no_token_of_a_page_but_the_role(location: str, held: tuple[Accounts, dict[str, str]]) -> None:
    client = served(location, held[0])
    assert client.post("/logout", headers={"Authorization": f"Bearer {held[1]['reader']}"}).status_code == 303


def test_a_large_body_is_refused_whatever_it_says_of_its_size(location: str) -> None:
    client = served(location)
    headers = {"X-CSRF-Token": csrf(client)}
    assert client.post("/logout", content=b"x" * LARGEST, headers=headers).status_code == 303
    assert client.post("/logout", content=b"x" * (LARGEST + 1), headers=headers).status_code == 413
    assert client.post("/logout", content=(b"x" * 1000 for _ in range(100)), headers=headers).status_code == 413


@pytest.mark.parametrize(("kind", "body"), [
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"), ("multipart/form-data", b"x"), ("application/x-www-form-urlencoded", b"\xff\x00%%%"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="csrf"; filename="a"\r\n\r\nx\r\n--x--\r\n'),
    ("application/json", b"{"), ("", b""),
    ("application/x-www-form-urlencoded", b"&".join(b"a=%d" % n for n in range(5000))),
])  # fmt: skip
def test_a_form_that_is_none_is_refused(location: str, kind: str, body: bytes) -> None:
    client = served(location)
    client.get("/")
    assert client.post("/logout", content=body, headers={"Content-Type": kind}).status_code in (400, 403)


# Cookies and headers


@pytest.mark.parametrize(("base", "secure", "expected"), [("http://127.0.0.1:8421", False, False), ("https://127.0.0.1:8421", False, True), ("http://127.0.0.1:8421", True, True)])
def test_cookies_and_transport_are_strict_by_https(location: str, accounts: Accounts, base: str, secure: bool, expected: bool) -> None:
    client = served(location, accounts, base=base, secure=secure)
    page = client.get("/login")
    for given in (page.headers["Set-Cookie"], cookie("accede_session", "x", expected)):
        assert "HttpOnly; SameSite=Lax" in given and ("; Secure" in given) is expected
    if base.startswith("https") or not secure:
        assert ("; Secure" in signed_in(client).headers["Set-Cookie"]) is expected
    assert ("Strict-Transport-Security" in page.headers) is expected


def test_the_accounts_are_listed_for_an_admin(location: str, accounts: Accounts) -> None:
    client = served(location, accounts)
    signed_in(client)
    text = client.get("/accounts").text
    assert NAMES["admin"] in text and "rita&#39;s program" in text and "argon2" not in text


