"""The guard before every route: who asks, whether they may, and whether a write was meant by them.

    request.state.user   who asks (`roles.User`), None for who did not sign in
    request.state.csrf   the token that a form of this page sends back in its field `csrf`, a script in X-CSRF-Token

Without accounts, which is on loopback only, everybody is a reviewer by the name that the system knows. With accounts everybody signs
in: a browser has the cookie `accede_session`, a program `Authorization: Bearer` (RFC 6750). Whatever is not in the table of `ways` is
refused. A write needs the token, which is bound to the cookie, and a page of this server as its origin; a bearer token needs neither,
for no browser sends one by itself (OWASP, Cross-Site Request Forgery Prevention Cheat Sheet). No body is larger than 64 KB.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accede.errors import AccedeError, AccountRefused
from accede.publishing.clean import plain
from accede.web.people import secret
from accede.web.people.accounts import Accounts
from accede.web.people.limits import Limits
from accede.web.people.origin import is_named_locally, is_of_this_server
from accede.web.people.roles import User
from accede.web.people.ways import Needs, Way, way_of, ways_of
from accede.web.settings import Settings

SESSION_COOKIE = "accede_session"
VISIT_COOKIE = "accede_visit"  # of a browser that has no session; its token is bound to it
FIELD, HEADER = "csrf", "X-CSRF-Token"
LARGEST = 64 * 1024
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LONGEST_NEXT = 2000


class Door:
    """What the guard and the page for signing in share. accounts: None for a server that is open on loopback."""

    def __init__(self, settings: Settings) -> None:
        """Raises AccountRefused for a server beyond loopback without accounts, and for a file of accounts that is none."""
        self.accounts = Accounts.at(settings.accounts) if settings.accounts else None
        if settings.must_sign_in and self.accounts is None:
            remedy = "make one with `accede accounts add NAME --role admin` and give it with --accounts FILE, or leave --host away"
            raise AccountRefused(f"{settings.host} can be reached from other machines, and there are no accounts", remedy)
        if self.accounts is not None and not self.accounts.all():
            remedy = f"accede accounts add NAME --role admin --accounts {settings.accounts}"
            raise AccountRefused(f"{settings.accounts}: no account is in it yet", remedy)
        self.limits = Limits()
        # With accounts, whoever was signed in before a restart still is, and a form that was left open can still be sent.
        self.key = self.accounts.key() if self.accounts else secret.key()
        if self.accounts is not None:
            self.accounts.forget_ended()
        self._secure = settings.secure

    def is_secure(self, request: Request) -> bool:
        """True where the browser came by https."""
        return self._secure or request.url.scheme == "https"


class Refused(Exception):
    """A request that goes no further: what is answered."""

    def __init__(self, status: int, what: str, remedy: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(what)
        self.status, self.what, self.remedy, self.headers = status, what, remedy, headers or {}


class Asker(NamedTuple):
    """bound: the secret of the browser that its token is bound to, "" for none. fresh: it is new, and to be kept in a cookie."""

    user: User | None
    bound: str = ""
    bearer: bool = False
    fresh: bool = False


class Guard:
    """The middleware. tell: makes a page or JSON of what went wrong. api: the path below which programs ask."""

    def __init__(self, app: ASGIApp, server: FastAPI, door: Door, tell: Callable[[Request, int, str, str], Response], api: str) -> None:
        self.app, self.server, self.door, self.tell, self.api = app, server, door, tell, api
        self._ways: tuple[Way, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        request.state.user, request.state.csrf = None, ""
        try:
            asker = await self._admitted(request)
            body = await self._meant(request, asker) if request.method in WRITES else None
        except (Refused, AccedeError) as error:
            refused = error if isinstance(error, Refused) else Refused(503, error.what, error.remedy)
            response = self.tell(request, refused.status, refused.what, refused.remedy)
            response.headers.update(refused.headers)
            await response(scope, receive, send)
            return
        if asker.fresh:
            send = _with_cookie(send, cookie(VISIT_COOKIE, asker.bound, self.door.is_secure(request)))
        await self.app(scope, receive if body is None else _again(body, receive), send)

    async def _admitted(self, request: Request) -> Asker:
        """Who asks, where they may go where they want to. Raises Refused."""
        if self.door.accounts is None and not is_named_locally(request.headers):
            raise Refused(421, "this server answers under the names of its own machine alone", "ask for 127.0.0.1")
        needs = self._needs(request)
        asker = await self._who(request)
        request.state.user = asker.user
        if asker.bound:
            request.state.csrf = secret.bound(self.door.key, asker.bound)
        if needs == "nothing":
            return asker
        if asker.user is None:
            raise self._unknown(request)
        if not asker.user.may(needs):
            raise Refused(403, f"{plain(asker.user.name)} is a {asker.user.role}, and this needs a {needs}", "ask who keeps the accounts")
        return asker

    def _needs(self, request: Request) -> Needs:
        """What the route needs. Raises Refused where there is none, where it does not take the method, or has no entry in the table."""
        self._ways = self._ways or ways_of(self.server)
        way = way_of(self._ways, request.scope)
        if way is None:
            raise Refused(404, "Not Found")
        if way.methods is not None and request.method not in way.methods:
            raise Refused(405, "Method Not Allowed", headers={"Allow": ", ".join(sorted(way.methods))})
        needs = way.needs.get(request.method)
        if needs is None:
            raise Refused(403, f"{request.method} {way.path} is open to nobody", "it has no entry in the table of routes and roles")
        return needs

    async def _who(self, request: Request) -> Asker:
        """Who asks. Raises Refused for a token that does not hold."""
        accounts = self.door.accounts
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            user = await run_in_threadpool(accounts.bearer, given.strip()) if accounts else None
            if user is None:
                what = "the token does not hold" if accounts else "this server has no accounts and no tokens"
                remedy = "make one: accede accounts token add NAME" if accounts else "leave the header Authorization away"
                raise Refused(401, what, remedy, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
            return Asker(user, bearer=True)
        session = request.cookies.get(SESSION_COOKIE, "")
        user = await run_in_threadpool(accounts.session, session) if accounts and session else None
        if user is not None:
            return Asker(user, session)
        if accounts is None:
            user = User(system_user(), "reviewer")
        visit = request.cookies.get(VISIT_COOKIE, "")
        if secret.is_made(visit):
            return Asker(user, visit)
        shown = request.method == "GET" and not request.url.path.startswith(("/static/", self.api))
        return Asker(user, secret.new() if shown else "", fresh=shown)

    def _unknown(self, request: Request) -> Refused:
        """To the page for signing in, and from there back; a program is told how to sign in."""
        if request.url.path.startswith(self.api):
            remedy = "send the header Authorization: Bearer TOKEN"
            return Refused(401, "not signed in", remedy, {"WWW-Authenticate": 'Bearer realm="Accede"'})
        back = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        login = "/login"
        if request.method == "GET" and back != "/" and len(back) <= LONGEST_NEXT:
            login += f"?next={quote(back, safe='/')}"
        if request.headers.get("HX-Request") == "true":
            return Refused(401, "not signed in", "sign in", {"HX-Redirect": "/login"})
        return Refused(303, "not signed in", "sign in", {"Location": login})

    async def _meant(self, request: Request, asker: Asker) -> bytes:
        """The body of a write that who asks meant to send. Raises Refused."""
        if not asker.bearer and not is_of_this_server(request.headers):
            raise Refused(403, "the request was not made by a page of this server", "open the page here and send it from there")
        body = await _body(request)
        if not asker.bearer:
            given = request.headers.get(HEADER) or await _field(request, body)
            if not (asker.bound and secret.equal(given, request.state.csrf)):
                raise Refused(403, "the page that was sent is no longer valid, or not of this visit", "load it again and send it once more")
        return body


def system_user() -> str:
    """The name by which the system knows who started the server."""
    try:
        return plain(getpass.getuser())[:100] or "reviewer"
    except (OSError, KeyError):
        return "reviewer"


def cookie(name: str, value: str, secure: bool) -> str:
    """A cookie that no script reads, that no other site's form sends, and that ends with the browser. "" takes it away."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}{'' if value else '; Max-Age=0'}"


async def _body(request: Request) -> bytes:
    """All of the body. Raises Refused as soon as it is larger than may be."""
    refused = Refused(413, f"more than {LARGEST // 1024} KB were sent", "send less at once", {"Connection": "close"})
    try:
        if int(request.headers.get("content-length", "0")) > LARGEST:
            raise refused
    except ValueError:
        raise Refused(400, "the header Content-Length is no number") from None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise refused
    return bytes(body)


async def _field(request: Request, body: bytes) -> str:
    """The token in a form; "" for a body that is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return ""
    try:
        async with Request({**request.scope, "state": {}}, _again(body, request.receive)).form(max_files=0, max_fields=200) as form:
            given = form.get(FIELD, "")
    except HTTPException as error:
        raise Refused(400, f"the form cannot be read: {error.detail}") from error
    return given if isinstance(given, str) else ""


def _again(body: bytes, receive: Receive) -> Receive:
    """Receives a body that was read before, and then what else comes."""
    left = [body]

    async def received() -> Message:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return received


def _with_cookie(send: Send, made: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("Set-Cookie", made)
        await send(message)

    return sent
