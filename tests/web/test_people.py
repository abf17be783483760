"""Accounts, sessions, tokens, passwords and the limits of signing in."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from accede.errors import AccountRefused, NotFound
from accede.web.people.accounts import IDLE, SESSION, Accounts
from accede.web.people.limits import FREE, LONGEST, Limits, in_words
from accede.web.people.roles import ROLES, User
from tests.web.people_samples import PASSWORD, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    made = Accounts.made(tmp_path / "people.db", clock)
    made.add("Anna", "reviewer", PASSWORD)
    return made


def test_a_role_may_do_what_those_before_it_may() -> None:
    assert [[User("a", one).may(other) for other in ROLES] for one in ROLES] == [[True, False, False], [True, True, False], [True, True, True]]


def test_the_file_is_its_owners_alone(accounts: Accounts) -> None:
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600


def test_a_file_that_others_may_read_is_refused(accounts: Accounts) -> None:
    accounts.path.chmod(0o640)
    with pytest.raises(AccountRefused, match="chmod 600"):
        Accounts.at(accounts.path)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_what_is_no_file_of_accounts_is_refused_and_stays(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    other.chmod(0o600)
    with pytest.raises(AccountRefused):
        Accounts.made(other)
    assert other.read_bytes() == content


def test_no_secret_is_in_the_file(accounts: Accounts) -> None:
    session = accounts.sign_in("anna", PASSWORD)
    token = accounts.add_token("calendar", "reader")
    held = accounts.path.read_bytes()
    assert session and not any(one.encode() in held for one in (PASSWORD, session, token, token.removeprefix("accede_")))
    assert b"$argon2id$" in held


def test_the_key_of_the_forms_stays_the_same(accounts: Accounts, tmp_path: Path) -> None:
    assert len(accounts.key()) == 32 and Accounts.at(accounts.path).key() == accounts.key()
    assert Accounts.made(tmp_path / "other.db").key() != accounts.key()


def test_an_older_file_is_brought_up_and_keeps_what_it_holds(accounts: Accounts) -> None:
    session = accounts.sign_in("anna", PASSWORD)
    with sqlite3.connect(accounts.path) as file:
        file.executescript("DROP TABLE forms; PRAGMA user_version = 1;")
    later = Accounts.at(accounts.path, accounts.clock)
    assert later.session(session or "") == User("Anna", "reviewer") and later.key() == later.key()


def test_another_programs_file_is_refused_and_stays(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as file:
        file.executescript("CREATE TABLE account (a); PRAGMA user_version = 1;")
    other.chmod(0o600)
    before = other.read_bytes()
    with pytest.raises(AccountRefused):
        Accounts.at(other)
    assert other.read_bytes() == before


def sessions(accounts: Accounts) -> int:
    with sqlite3.connect(accounts.path) as file:
        return int(file.execute("SELECT count(*) FROM session").fetchone()[0])


def test_sessions_that_ended_are_in_the_file_no_more(accounts: Accounts, clock: Clock) -> None:
    accounts.sign_in("anna", PASSWORD)
    clock.now += IDLE
    assert sessions(accounts) == 1
    accounts.sign_in("anna", PASSWORD)
    assert sessions(accounts) == 1
    clock.now += SESSION
    accounts.forget_ended()
    assert sessions(accounts) == 0
    accounts.sign_in("anna", PASSWORD)
    accounts.remove("anna")
    assert sessions(accounts) == 0


def test_who_has_the_password_gets_a_session_whatever_the_case_of_the_name(accounts: Accounts) -> None:
    session = accounts.sign_in("ANNA", PASSWORD)
    assert session and accounts.session(session) == User("Anna", "reviewer")
    assert accounts.sign_in("anna", PASSWORD) != session


@pytest.mark.parametrize(("name", "password"), [("anna", "seven amber boats at dusk"), ("bert", PASSWORD), ("", ""), ("anna", "x" * 5000), ("anna'--", PASSWORD), ("\ud800", "\ud800")])
def test_nobody_else_does(accounts: Accounts, name: str, password: str) -> None:
    assert accounts.sign_in(name, password) is None


@pytest.mark.parametrize("given", ["", "x", "a" * 43, "' OR 1=1 --", "\ud800" * 43])
def test_what_was_never_handed_out_is_nobodys(accounts: Accounts, given: str) -> None:
    assert accounts.session(given) is None and accounts.bearer(given) is None


def test_a_session_ends_unused(accounts: Accounts, clock: Clock) -> None:
    session = accounts.sign_in("anna", PASSWORD) or ""
    clock.now += IDLE - 1
    assert accounts.session(session)
    clock.now += IDLE - 1
    assert accounts.session(session)
    clock.now += IDLE
    assert accounts.session(session) is None


def test_a_session_ends_though_it_is_used(accounts: Accounts, clock: Clock) -> None:
    session = accounts.sign_in("anna", PASSWORD) or ""
    for _ in range(SESSION // 3600 - 1):
        clock.now += 3600
        assert accounts.session(session)
    clock.now += 3600
    assert accounts.session(session) is None


@pytest.mark.parametrize("change", ["role", "password", "remove", "sign out"])
def test_a_session_ends_with_what_it_rests_on(accounts: Accounts, change: str) -> None:
    session = accounts.sign_in("anna", PASSWORD) or ""
    match change:
        case "role":
            accounts.set_role("anna", "reader")
        case "password":
            accounts.set_password("anna", "another few words in a row")
        case "remove":
            accounts.remove("anna")
        case _:
            accounts.sign_out(session)
    assert accounts.session(session) is None


def test_a_hash_with_older_parameters_is_renewed(accounts: Accounts) -> None:
    from argon2 import PasswordHasher

    with sqlite3.connect(accounts.path) as file:
        file.execute("UPDATE account SET password = ?", (PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD),))
    assert accounts.session(accounts.sign_in("anna", PASSWORD) or "")
    with sqlite3.connect(accounts.path) as file:
        assert "m=65536" in file.execute("SELECT password FROM account").fetchone()[0]
    assert accounts.sign_in("anna", PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * 14, "x" * 15, "annaannaannaanna", "y" * 1025])
def test_a_weak_password_is_refused_with_the_remedy(accounts: Accounts, password: str) -> None:
    with pytest.raises(AccountRefused) as refused:
        accounts.set_password("anna", password)
    assert refused.value.remedy and (not password or password not in str(refused.value))


@pytest.mark.parametrize("name", ["", " anna", "a" * 65, "<b>", "a\nb", "a\x00b", "\u202eanna", 'a"b', "a/b", "a;b", "anna\u200b", "_x"])
def test_a_name_that_could_mislead_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountRefused):
        accounts.add(name, "reader", PASSWORD)
    with pytest.raises(AccountRefused):
        accounts.add_token(name, "reader")


@pytest.mark.parametrize("name", ["anna", "ANNA", "\uff21nna"])
def test_a_name_means_one(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountRefused, match="taken"):
        accounts.add(name, "reader", PASSWORD)
    with pytest.raises(AccountRefused, match="taken"):
        accounts.add_token(name, "reader")


def test_an_unknown_role_is_refused(accounts: Accounts) -> None:
    with pytest.raises(AccountRefused, match="reader, reviewer, admin"):
        accounts.add_token("calendar", "owner")


def test_an_unknown_name_is_told_with_those_that_are(accounts: Accounts) -> None:
    with pytest.raises(NotFound, match="Anna"):
        accounts.remove("bert")
    with pytest.raises(NotFound):
        accounts.revoke("calendar")


def test_a_token_holds_until_it_is_revoked(accounts: Accounts) -> None:
    token = accounts.add_token("calendar", "reader")
    assert accounts.bearer(token) == User("calendar", "reader")
    assert accounts.session(token.removeprefix("accede_")) is None
    accounts.revoke("Calendar")
    assert accounts.bearer(token) is None and not accounts.tokens()


def test_the_time_between_attempts_doubles_for_a_name() -> None:
    clock = Clock()
    limits = Limits(clock)
    assert [limits.wait("anna", f"192.0.2.{n}") for n in range(FREE["name"])] == [0] * FREE["name"]
    waits = []
    for n in range(12):
        waits.append(wait := limits.wait("Anna", f"198.51.100.{n}"))
        clock.now += wait
        assert limits.wait("anna", f"203.0.113.{n}") == 0
    assert waits[:5] == [1, 2, 4, 8, 16] and waits[-1] == LONGEST


def test_an_address_has_a_limit_of_its_own_and_a_subscriber_one() -> None:
    limits = Limits(Clock())
    assert not any(limits.wait(f"name {n}", f"2001:db8::{n:x}") for n in range(FREE["address"]))
    assert limits.wait("another", "2001:db8::ffff") and not limits.wait("another", "2001:db8:1::1")


def test_success_lets_the_name_begin_anew() -> None:
    limits = Limits(Clock())
    for _ in range(3 * FREE["name"]):
        assert limits.wait("anna", "192.0.2.1") == 0
        limits.succeeded("anna", "192.0.2.1")


def test_a_quarter_of_an_hour_without_attempts_begins_anew() -> None:
    clock = Clock()
    limits = Limits(clock)
    for _ in range(FREE["name"] - 1):
        limits.wait("anna", "192.0.2.1")
    clock.now += LONGEST
    assert [limits.wait("anna", "192.0.2.1") for _ in range(FREE["name"])] == [0] * FREE["name"]


def test_what_is_remembered_is_bounded() -> None:
    limits = Limits(Clock(), remembered=50)
    for n in range(500):
        limits.wait(f"name {n}", f"192.0.2.{n % 250}")
    assert len(limits) <= 50


def test_a_wait_is_told_in_words() -> None:
    assert [in_words(n) for n in (1, 32, 900)] == ["1 second", "32 seconds", "15 minutes"]
