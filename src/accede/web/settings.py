"""What one server is told when it starts."""

from __future__ import annotations

from ipaddress import ip_address

import msgspec

LOOPBACK_NAMES = frozenset({"localhost"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """location: of the record. host, port: where it listens. accounts: the file of accounts, "" for none. secure: it stands
    behind a proxy that speaks https. proxies: addresses or networks of the proxies that are believed when they say (X-Forwarded-For)
    from where a request came; nobody else is. makers: how many processes make the pages of a large record, 0 for the server's own.

    On loopback without accounts nobody signs in. Beyond it, and with accounts, everybody must: `must_sign_in` is then true.
    """

    location: str
    host: str = "127.0.0.1"
    port: int = 8421
    accounts: str = ""
    secure: bool = False
    proxies: tuple[str, ...] = ()
    makers: int = 0

    @property
    def must_sign_in(self) -> bool:
        """True where the server has accounts, or needs them because other machines can reach it."""
        return bool(self.accounts) or not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """True for a name or address that only this machine reaches."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
