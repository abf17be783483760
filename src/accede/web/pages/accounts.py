"""Who has an account or a token, for an admin. They are changed by `accede accounts`, on the machine that has the file."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from accede.errors import NotFound
from accede.web.pages.login import door_of
from accede.web.people.accounts import Holder
from accede.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/accounts")
def accounts(request: Request) -> Response:
    """Every account and token with its role and the day it was made."""
    held = door_of(request).accounts
    if held is None:
        raise NotFound("this server has no accounts", "serve with --accounts FILE")
    return page(request, "accounts.html", accounts=_rows(held.all()), tokens=_rows(held.tokens()))


def _rows(holders: tuple[Holder, ...]) -> list[tuple[str, str, str]]:
    return [(one.name, one.role, datetime.fromtimestamp(one.made, UTC).date().isoformat()) for one in holders]
