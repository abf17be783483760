"""How an answer is given: JSON with a weak entity tag, remembered until the record gains a row; 304 where the program has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import Request, Response

from accede.publishing.clean import json_text
from accede.publishing.referring import referring
from accede.web.api.asking import Slice
from accede.web.looking import Look, etag, settings_of
from accede.web.memory import Unfinished, made_once

JSON = "application/json"


class Passing(dict[str, Any]):
    """An answer in which something is missing that is worked out: it is given, and made anew the next time."""


def given(request: Request, make: Callable[[], Any]) -> Response:
    """What `make` makes, as JSON; or the same made before."""
    tag = etag(request, settings_of(request).location)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if has(request.headers.get("If-None-Match", ""), tag):
        return Response(status_code=304, headers=headers)

    def told() -> str:
        found = make()
        text = json_text(found, indent=0)
        return Unfinished(text) if isinstance(found, Passing) else text

    text, whole = made_once(request, tag, told)
    if not whole:
        del headers["ETag"]
    return Response(text, headers=headers, media_type=JSON)


def has(held: str, tag: str) -> bool:
    """True where one of the tags of an If-None-Match is `tag`, compared weakly, or all are meant."""
    tags = {one.strip().removeprefix("W/") for one in held.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def paged(items: Sequence[Any], asked: Slice) -> dict[str, Any]:
    """The page of a list that is at hand whole."""
    return counted(items[asked.first : asked.first + asked.limit], len(items), asked)


def counted(items: Sequence[Any], total: int, asked: Slice) -> dict[str, Any]:
    """A page, with how many items and pages there are."""
    return {"items": items, "total": total, "page": asked.page, "pages": asked.pages(total)}


def cited(look: Look, page: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A page of what rests on sources, each of which stands once under `sources`; and the two days that it holds for."""
    told = referring(items=page["items"], **more)
    return {**page, **told, "valid": look.answers.when.valid, "known": look.answers.when.known}
