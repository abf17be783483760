"""The pages, one module each; a module has a `router`."""

from __future__ import annotations

from fastapi import APIRouter

from accede.web.pages import (
    accounts,
    actor,
    changes,
    desk,
    evidence,
    login,
    process,
    review,
    search,
    statements,
    timeline,
)

ROUTERS: tuple[APIRouter, ...] = (
    desk.router, process.router, timeline.router, changes.router, statements.router, evidence.router, search.router, actor.router, review.router, login.router, accounts.router,
)  # fmt: skip
