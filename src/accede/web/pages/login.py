"""Signing in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from accede.web.people.guarding import LONGEST_NEXT, SESSION_COOKIE, Door, cookie
from accede.web.people.limits import in_words
from accede.web.rendering import page

router = APIRouter(include_in_schema=False)
NOT_KEPT = {"Cache-Control": "no-store"}


@router.get("/login")
def login(request: Request, next: str = "") -> Response:
    """The page for signing in; who need not sign in, or did, goes on."""
    if door_of(request).accounts is None or request.state.user is not None:
        return _to(own_path(next))
    return _form(request, own_path(next))


@router.post("/login")
def sign_in(request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "") -> Response:
    """Begin a session. A wrong name and a wrong password are told alike, and take alike long."""
    door, onward = door_of(request), own_path(next)
    if door.accounts is None:
        return _to(onward)
    address = request.client.host if request.client else ""
    if wait := door.limits.wait(name, address):
        return _form(request, onward, name, f"Too many attempts: try again in {in_words(wait)}.", 429, {"Retry-After": str(wait)})
    session = door.accounts.sign_in(name, password)
    if session is None:
        return _form(request, onward, name, "No account has this name and password.", 401)
    door.limits.succeeded(name, address)
    _end(request, door)
    response = _to(onward)
    response.headers.append("Set-Cookie", cookie(SESSION_COOKIE, session, door.is_secure(request)))
    return response


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the session, here and in the file."""
    door = door_of(request)
    _end(request, door)
    response = _to("/" if door.accounts is None else "/login")
    response.headers.append("Set-Cookie", cookie(SESSION_COOKIE, "", door.is_secure(request)))
    return response


def own_path(next: str) -> str:
    """`next` where it is a path of this server, else the desk (OWASP, Unvalidated Redirects and Forwards Cheat Sheet).

    Browsers take a backslash for a slash and leave out tabs and newlines: neither may be in it.
    """
    try:
        parts = urlsplit(next)
    except ValueError:
        return "/"
    own = next.startswith("/") and not next.startswith("//") and not parts.scheme and not parts.netloc
    printable = next.isascii() and next.isprintable() and "\\" not in next and " " not in next
    return next if own and printable and len(next) <= LONGEST_NEXT else "/"


def door_of(request: Request) -> Door:
    """What the guard of this server knows."""
    found: Door = request.app.state.door
    return found


def _end(request: Request, door: Door) -> None:
    held = request.cookies.get(SESSION_COOKIE, "")
    if door.accounts is not None and held:
        door.accounts.sign_out(held)


def _form(request: Request, onward: str, name: str = "", told: str = "", code: int = 200, headers: dict[str, str] | None = None) -> Response:
    response = page(request, "login.html", code=code, next=onward, name=name[:100], told=told)
    response.headers.update(NOT_KEPT | (headers or {}))
    return response


def _to(path: str) -> Response:
    return RedirectResponse(path, 303, NOT_KEPT)
