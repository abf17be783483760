"""The interface for programs: the answers of the record as JSON, under /api/v1, described by /api/v1/openapi.json.

    asking (the parameters) -> processes, holdings, names -> giving (JSON, entity tag)      schemas (what is described)

What always holds: an address computes nothing, it asks `answers` and prints; it takes the two days `valid` and `known`; a list
comes in pages; each source stands once, under `sources`, and is named by its id; words of reports are as they are stored, whatever
is in them, with unseen characters escaped; what goes wrong is JSON with `error` and `remedy`.
"""

from __future__ import annotations

from fastapi import APIRouter, Depends

from accede.web.api import holdings, names, processes
from accede.web.api.asking import days
from accede.web.api.schemas import described

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX, dependencies=[Depends(days)])
for _part in (processes, holdings, names):
    router.include_router(_part.router)

__all__ = ["PREFIX", "described", "router"]
