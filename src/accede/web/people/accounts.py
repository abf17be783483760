"""Accounts, their sessions, and tokens for programs, in a file of their own: the record holds none of it.

    with Accounts.made(path) as accounts: accounts.add("anna", "reviewer", password)
    session = Accounts.at(path).sign_in("anna", password)

The file is readable by its owner alone. Of passwords, sessions and tokens it holds hashes only; the key of the forms it holds as it
is, for without the secret of a session, of which there is a hash, nobody makes a form's token of it. A session ends 12 hours after it
began, 2 hours after it was last used, when its user signs out, and when its account changes (OWASP, Session Management Cheat Sheet:
absolute and idle timeout, renewal when privileges change). No token has the name of an account, so that a name in the record's
rulings means one.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

import msgspec

from accede.errors import AccountRefused, NotFound
from accede.web.people import passwords, secret
from accede.web.people.roles import ROLES, Role, User

SESSION = 12 * 3600
IDLE = 2 * 3600
NOTED = 60  # seconds after which the use of a session is written down again
VERSION = 2
_NAME = re.compile(r"\w(?:[\w .@'-]{0,62}\w)?")
_TABLES = """
CREATE TABLE account (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL, made REAL NOT NULL) STRICT;
CREATE TABLE session (hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, made REAL NOT NULL,
                      used REAL NOT NULL) STRICT;
CREATE TABLE token (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, made REAL NOT NULL) STRICT;
"""
# Since version 2. A file of version 1 is brought up to it when it is opened.
_KEY = "CREATE TABLE forms (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL) STRICT;"


class Holder(msgspec.Struct, frozen=True):
    """An account or a token as it is listed: never its hash. made: seconds since 1970."""

    name: str
    role: Role
    made: float


class Accounts:
    """The file of accounts at a path. Every call opens it anew: a change by the command counts at once in a server that runs."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self.clock = clock

    @classmethod
    def made(cls, path: str | Path, clock: Callable[[], float] = time.time) -> Self:
        """The file at `path`, made with mode 0600 where there is none."""
        path = Path(path)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return cls.at(path, clock)
        except OSError as error:
            raise AccountRefused(f"{path}: {error.strerror}", "name a file in a folder that you may write to") from error
        made = cls(path, clock)
        with made._open() as file:
            file.executescript(f"BEGIN; {_TABLES} {_KEY} PRAGMA user_version = {VERSION}; COMMIT;")
        return made

    @classmethod
    def at(cls, path: str | Path, clock: Callable[[], float] = time.time) -> Self:
        """The file at `path`. Raises AccountRefused where there is none, where others may read it, or where it is something else."""
        path = Path(path)
        if not path.is_file():
            raise AccountRefused(f"{path}: no file of accounts", f"make one: accede accounts add NAME --role admin --accounts {path}")
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise AccountRefused(f"{path}: others than its owner may read it", f"chmod 600 {path}")
        found = cls(path, clock)
        with found._open() as file:
            version = found._brought_up(file)
        if version != VERSION:
            raise AccountRefused(f"{path}: no file of accounts of this version", "name another file")
        return found

    # Accounts

    def add(self, name: str, role: str, password: str) -> User:
        """A new account. Raises AccountRefused for a name that is taken or not fit, an unknown role, a weak password."""
        name, role = checked(name), _role(role)
        kept = passwords.hashed(password, name)
        with self._open() as file:
            self._free(file, name)
            file.execute("INSERT INTO account VALUES (?, ?, ?, ?, ?)", (_key(name), name, role, kept, self.clock()))
        return User(name, role)

    def all(self) -> tuple[Holder, ...]:
        """Every account, by name."""
        return self._listed("account")

    def set_role(self, name: str, role: str) -> None:
        """Give the account another role; its sessions end. Raises NotFound."""
        self._change(name, "role", _role(role))

    def set_password(self, name: str, password: str) -> None:
        """Give the account another password; its sessions end. Raises NotFound, and AccountRefused for a weak one."""
        self._change(name, "password", passwords.hashed(password, name))

    def remove(self, name: str) -> None:
        """Remove the account and end its sessions; what it ruled stays on record. Raises NotFound."""
        with self._open() as file:
            if not file.execute("DELETE FROM account WHERE key = ?", (_key(name),)).rowcount:
                raise self._missing(file, "account", name)

    # Sessions

    def sign_in(self, name: str, password: str) -> str | None:
        """A new session for who has the password, as the secret for a cookie; None for all others, after as long a time."""
        key = _key(name)
        with self._open() as file:
            found = file.execute("SELECT password FROM account WHERE key = ?", (key,)).fetchone()
        kept = found[0] if found else None
        if not passwords.fits(kept, password):
            return None
        made, now = secret.new(), self.clock()
        self.forget_ended()
        newer = passwords.again(password) if kept is not None and passwords.is_dated(kept) else kept
        with self._open() as file:
            # Only where the password is still the one that was checked.
            begun = "INSERT INTO session SELECT ?, key, ?, ? FROM account WHERE key = ? AND password = ?"
            done = file.execute(begun, (secret.kept(made), now, now, key, kept)).rowcount
            file.execute("UPDATE account SET password = ? WHERE key = ? AND password = ?", (newer, key, kept))
        return made if done else None

    def session(self, given: str) -> User | None:
        """Whose session it is; None for one that ended or never was."""
        if not secret.is_made(given):
            return None
        kept, now = secret.kept(given), self.clock()
        with self._open() as file:
            found = file.execute(
                "SELECT a.name, a.role, s.made, s.used FROM session s JOIN account a ON a.key = s.account WHERE s.hash = ?", (kept,)
            ).fetchone()
            if found is None:
                return None
            name, role, made, used = found
            if now >= made + SESSION or now >= used + IDLE:
                file.execute("DELETE FROM session WHERE hash = ?", (kept,))
                return None
            if now >= used + NOTED:
                file.execute("UPDATE session SET used = ? WHERE hash = ?", (now, kept))
        return User(name, _role(role))

    def sign_out(self, given: str) -> None:
        """End the session."""
        with self._open() as file:
            file.execute("DELETE FROM session WHERE hash = ?", (secret.kept(given),))

    def forget_ended(self) -> None:
        """Remove the sessions whose time is over; those that were ended are removed when they are."""
        now = self.clock()
        with self._open() as file:
            file.execute("DELETE FROM session WHERE made <= ? OR used <= ?", (now - SESSION, now - IDLE))

    def key(self) -> bytes:
        """The key that the tokens of forms are made by: the same for every server on this file, made when it is first asked for."""
        with self._open() as file:
            file.execute("INSERT OR IGNORE INTO forms VALUES (1, ?)", (secret.key(),))
            return bytes(file.execute("SELECT key FROM forms").fetchone()[0])

    # Tokens

    def add_token(self, name: str, role: str) -> str:
        """A new token for a program, told this once. Raises AccountRefused for a name that is taken, or an unknown role."""
        name, role = checked(name), _role(role)
        made = secret.TOKEN + secret.new()
        with self._open() as file:
            self._free(file, name)
            file.execute("INSERT INTO token VALUES (?, ?, ?, ?, ?)", (_key(name), name, role, secret.kept(made), self.clock()))
        return made

    def tokens(self) -> tuple[Holder, ...]:
        """Every token that holds, by name."""
        return self._listed("token")

    def revoke(self, name: str) -> None:
        """Let the token hold no more. Raises NotFound."""
        with self._open() as file:
            if not file.execute("DELETE FROM token WHERE key = ?", (_key(name),)).rowcount:
                raise self._missing(file, "token", name)

    def bearer(self, given: str) -> User | None:
        """Whose token it is; None for one that was revoked or never was."""
        if not secret.is_made(given.removeprefix(secret.TOKEN)):
            return None
        with self._open() as file:
            found = file.execute("SELECT name, role FROM token WHERE hash = ?", (secret.kept(given),)).fetchone()
        return User(found[0], _role(found[1])) if found else None

    # The file

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file in one transaction."""
        try:
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=10)) as file:
                file.execute("PRAGMA foreign_keys = ON")
                with file:
                    yield file
        except sqlite3.Error as error:
            raise AccountRefused(f"{self.path}: {error}", "is it the file of accounts, and may it be written to?") from error

    @staticmethod
    def _brought_up(file: sqlite3.Connection) -> int:
        """The version of the file, brought up to this one where it is older."""
        own = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('account', 'session', 'token')"
        if _version(file) == 1 and file.execute(own).fetchone()[0] == 3:
            file.execute("BEGIN IMMEDIATE")
            if _version(file) == 1:  # another program may have been first
                file.execute(_KEY)
                file.execute(f"PRAGMA user_version = {VERSION}")
        return _version(file)

    def _listed(self, table: str) -> tuple[Holder, ...]:
        with self._open() as file:
            return tuple(Holder(name, _role(role), made) for name, role, made in file.execute(f"SELECT name, role, made FROM {table} ORDER BY key"))

    def _change(self, name: str, column: str, value: str) -> None:
        with self._open() as file:
            if not file.execute(f"UPDATE account SET {column} = ? WHERE key = ?", (value, _key(name))).rowcount:
                raise self._missing(file, "account", name)
            file.execute("DELETE FROM session WHERE account = ?", (_key(name),))

    @staticmethod
    def _free(file: sqlite3.Connection, name: str) -> None:
        key = _key(name)
        if file.execute("SELECT 1 FROM account WHERE key = ? UNION SELECT 1 FROM token WHERE key = ?", (key, key)).fetchone():
            raise AccountRefused(f"{name}: the name is taken by an account or a token", "take another")

    @staticmethod
    def _missing(file: sqlite3.Connection, table: str, name: str) -> NotFound:
        held = ", ".join(one for (one,) in file.execute(f"SELECT name FROM {table} ORDER BY key LIMIT 10"))
        return NotFound(f"no {table} named {name!r}", f"there are: {held}" if held else f"there is no {table} yet")


def _version(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA user_version").fetchone()[0])


def checked(name: str) -> str:
    """The name as it is kept. Raises AccountRefused for one that could be taken for something else where it is shown."""
    kept = unicodedata.normalize("NFC", name)
    if not _NAME.fullmatch(kept) or kept.startswith("_"):
        raise AccountRefused(f"not fit as a name: {name[:80]!r}", "up to 64 letters and digits; within it also spaces and . @ ' -")
    return kept


def _key(name: str) -> str:
    """Equal for names that differ in case or width alone; a signer in need not remember which."""
    return unicodedata.normalize("NFKC", name).casefold().encode("utf-8", "replace").decode()


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise AccountRefused(f"not a role: {role!r}", f"write one of {', '.join(ROLES)}")
