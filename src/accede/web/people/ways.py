"""Who may go where: one table of routes and roles. A route that is not in it is closed to everybody.

Reading is a reader's, every write a reviewer's, what concerns accounts an admin's. A route is written as its path, each parameter
as `{}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount, compile_path
from starlette.types import Scope

from accede.web.people.roles import Role

Needs = Role | Literal["nothing"]
READ: Mapping[str, Needs] = {"GET": "reader"}
REVIEW: Mapping[str, Needs] = {"GET": "reviewer", "POST": "reviewer"}
OPEN: Mapping[str, Needs] = {"GET": "nothing", "POST": "nothing"}

_ANSWERS = (
    "record", "reports", "reports/{}", "claims", "claims/{}", "events/{}", "acts", "search", "actors", "actors/{}", "actors/{}/statements", "instruments", "instruments/{}",
    "processes", "processes/{}", "processes/{}/timeline", "processes/{}/marks", "processes/{}/consents", "processes/{}/objections", "processes/{}/demands",
    "processes/{}/positions", "processes/{}/talks", "processes/{}/outlook", "processes/{}/changes", "processes/{}/statements",
)  # fmt: skip
_PAGES: dict[str, Mapping[str, Needs]] = {
    "/static": {"GET": "nothing", "HEAD": "nothing"},
    "/login": OPEN,
    "/logout": {"POST": "nothing"},
    "/accounts": {"GET": "admin"},
    "/": READ,
    "/process/{}": READ,
    "/process/{}/timeline": READ,
    "/process/{}/changes": READ,
    "/process/{}/statements": READ,
    "/evidence/{}": READ,
    "/act/{}": READ,
    "/actor/{}": READ,
    "/search": READ,
    "/claim/{}": READ,
    "/speaker/{}": READ,
    "/review": REVIEW,
    "/review/list": REVIEW,
    "/review/claim/{}": REVIEW,
    "/review/rule": REVIEW,
    "/review/history": REVIEW,
    "/api/v1/openapi.json": {"GET": "reader", "HEAD": "reader"},
}
WAYS: Mapping[str, Mapping[str, Needs]] = _PAGES | {f"/api/v1/{path}": READ for path in _ANSWERS}


class Way(NamedTuple):
    """A route as it is matched. path: each parameter as `{}`. methods: None for all, of a folder of files."""

    path: str
    methods: frozenset[str] | None
    matches: re.Pattern[str]

    @property
    def needs(self) -> Mapping[str, Needs]:
        """What each method needs; empty for a route that is not in the table."""
        return WAYS.get(self.path, {})


def ways_of(app: FastAPI) -> tuple[Way, ...]:
    """Every route of the application, in the order in which it matches them."""
    found = []
    for route in iter_route_contexts(app.routes):
        path = route.path
        if path is None:
            raise TypeError(f"a route without a path: {route.original_route!r}")
        mounted = isinstance(route.original_route, Mount)
        pattern = compile_path(f"{path}/{{path:path}}" if mounted else path)[0]
        methods = None if mounted else frozenset(route.methods or ())
        found.append(Way(re.sub(r"\{[^}]*\}", "{}", path), methods, pattern))
    return tuple(found)


def way_of(ways: tuple[Way, ...], scope: Scope) -> Way | None:
    """The route that the application will take; where none takes the method, one of the path, with the methods of all; None for no such
    path."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    on_path = [way for way in ways if way.matches.match(path)]
    for way in on_path:
        if way.methods is None or scope["method"] in way.methods:
            return way
    return on_path[0]._replace(methods=frozenset().union(*(way.methods or () for way in on_path))) if on_path else None
