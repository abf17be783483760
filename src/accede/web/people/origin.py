"""Whether a request comes from a page of this server.

Sources of the rules: OWASP, Cross-Site Request Forgery Prevention Cheat Sheet (standard headers); Fetch Metadata Request Headers
(W3C); RFC 6454 (Origin). A page that another site points at this machine's address by DNS has that site's name as its Host, so a
server without accounts answers under the names of this machine alone.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

from accede.web.settings import is_loopback

_PORTS = {"http": 80, "https": 443}


def is_named_locally(headers: Headers) -> bool:
    """True where the request was made to a name or address that means this machine."""
    hosts = headers.getlist("host")
    place = _place(f"http://{hosts[0]}") if len(hosts) == 1 else None
    return place is not None and is_loopback(place[0])


def is_of_this_server(headers: Headers) -> bool:
    """False where the browser says that the request was made by a page of another server, or does not want to say.

    A program that is no browser sends neither header: for it the token decides alone.
    """
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    scheme = origin.partition("://")[0]
    asked, host = _place(origin), _place(f"{scheme}://{headers.get('host', '')}")
    return asked is not None and asked == host


def _place(url: str) -> tuple[str, int] | None:
    """Name and port of an address; None for what is none."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    whole = not (parts.path or parts.query or parts.fragment or parts.username is not None)
    return (name, port) if name and port and whole else None
