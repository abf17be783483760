"""Passwords: what one must be, and how it is kept, which is as argon2id with the parameters of argon2-cffi (RFC 9106).

Sources of the rules: NIST SP 800-63B-4, 3.1.1 (at least 15 characters where the password is the only factor, no rules of
composition); OWASP, Authentication and Password Storage Cheat Sheets (a longest length, the same time for a name that is unknown).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from accede.errors import AccountRefused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 15
LONGEST = 1024
# Each verification takes 64 MiB; so many at a time, whoever asks.
_AT_ONCE = BoundedSemaphore(4)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")


def hashed(password: str, name: str) -> str:
    """The hash to keep. Raises AccountRefused for a password that is too short, too long, or the account's name."""
    given = _same(password)
    if len(given) < SHORTEST:
        raise AccountRefused(f"a password of {len(given)} characters", f"take at least {SHORTEST}: a few words in a row will do")
    if len(given) > LONGEST:
        raise AccountRefused(f"a password of {len(given)} characters", f"take at most {LONGEST}")
    if given.casefold().replace(name.casefold(), "").strip() == "" or len(set(given)) < 4:
        raise AccountRefused("a password that is easily guessed", "take a few words that do not belong together")
    return again(given)


def again(password: str) -> str:
    """The hash of a password that was taken before, with today's parameters."""
    with _AT_ONCE:
        return _hasher().hash(_same(password))


def fits(kept: str | None, password: str) -> bool:
    """True where `password` is the one whose hash is `kept`; None, for a name that has no account, takes as long and is False."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            return _hasher().verify(kept or _nobodys(), _same(password)) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


def is_dated(kept: str) -> bool:
    """True for a hash made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def _same(password: str) -> str:
    """One spelling of what looks the same, whatever keyboard it was typed on (NIST SP 800-63B-4: normalise)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode()
