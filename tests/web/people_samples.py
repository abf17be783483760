"""A file of accounts with one of each role, and a browser that signs in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from accede.web.app import create_app
from accede.web.people import secret
from accede.web.people.accounts import Accounts
from accede.web.settings import Settings

PASSWORD = "seven amber boats at dawn"
NAMES = {"reader": "rita", "reviewer": "rolf", "admin": "ada"}


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def people(folder: Path) -> tuple[Accounts, dict[str, str]]:
    """A file of accounts with an account of an admin, and a token of each role."""
    made = Accounts.made(folder / "people.db")
    made.add(NAMES["admin"], "admin", PASSWORD)
    return made, {role: made.add_token(f"{name}'s program", role) for role, name in NAMES.items()}


def served(location: str, accounts: Accounts | None = None, host: str = "127.0.0.1", base: str = "http://127.0.0.1:8421", **more: bool) -> TestClient:
    """A browser of a server; it follows no redirects."""
    settings = Settings(location=location, host=host, accounts=str(accounts.path) if accounts else "", **more)
    return TestClient(create_app(settings), base_url=base, follow_redirects=False)


def csrf(client: TestClient, path: str = "/") -> str:
    """The token of the forms of a page; where the page has no form, the one that a form of it would have."""
    found = re.search(r'name="csrf" value="([^"]*)"', client.get(path).text)
    return found[1] if found else secret.bound(client.app.state.door.key, client.cookies["accede_visit"])  # type: ignore[attr-defined]


def signed_in(client: TestClient, name: str = NAMES["admin"], password: str = PASSWORD, next: str = "") -> Any:
    """Sign in by the form."""
    return client.post("/login", data={"name": name, "password": password, "next": next, "csrf": csrf(client, "/login")})
