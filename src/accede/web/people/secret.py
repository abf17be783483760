"""Secrets that the server hands out: 32 random bytes, of which only the SHA-256 is kept.

A hash without salt and stretching is enough for what nobody chose (OWASP, Password Storage Cheat Sheet, speaks of passwords alone).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

BYTES = 32
TOKEN = "accede_"  # by which a token that leaked is recognised by whoever scans for such
_MADE = re.compile(r"[A-Za-z0-9_-]{43}")


def new() -> str:
    """A new secret, fit for a cookie and a header."""
    return secrets.token_urlsafe(BYTES)


def key() -> bytes:
    """A new key for `bound`."""
    return secrets.token_bytes(BYTES)


def is_made(text: str) -> bool:
    """True for text of the form of `new`."""
    return _MADE.fullmatch(text) is not None


def kept(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def bound(key: bytes, secret: str) -> str:
    """A token that only who knows `key` can make, bound to `secret`."""
    return hmac.new(key, secret.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def equal(one: str, other: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
