"""An address without what it leaves open: a day that is not given is not in it.

Where scripts run, app.js takes the empty fields out before a form is sent; for the others the server sends the browser on.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

DAYS = ("valid", "known")


class Tidy:
    """Sends a browser that asks for `?valid=&known=` on to the same page without them."""

    def __init__(self, app: ASGIApp, api: str) -> None:
        self.app, self.api = app, api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        onward = tidied(Request(scope)) if scope["type"] == "http" and scope["method"] == "GET" else None
        if onward is None or onward.startswith(self.api):
            await self.app(scope, receive, send)
        else:
            await RedirectResponse(onward, 303)(scope, receive, send)


def tidied(request: Request) -> str | None:
    """The address without its empty days; None where it has none. It is a path of this server in any case: none begins with `//`."""
    asked = parse_qsl(request.url.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if value.strip() or name not in DAYS]
    if len(kept) == len(asked):
        return None
    path = "/" + quote(request.scope["path"].lstrip("/\\"), safe="/")
    return f"{path}?{urlencode(kept)}" if kept else path
