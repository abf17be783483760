"""Pages of a long list: which part is shown, and the addresses of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from fastapi import Request

from accede.errors import NotFound

MOST = 100_000


class Part(NamedTuple):
    """number: of this page, from 1. of: how many there are. first, last: the numbers of the rows. previous, next: addresses or ""."""

    number: int
    of: int
    first: int
    last: int
    previous: str
    next: str


def number_of(request: Request) -> int:
    """The page that the address asks for, 1 where it names none. Raises NotFound for what is no number of a page."""
    asked = request.query_params.get("page", "").strip() or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= MOST):
        raise NotFound(f"no page {asked[:20]!r}", "pages are numbered from 1")
    return int(asked)


def part(number: int, size: int, rows: int, link: Callable[[int], str]) -> Part:
    """The part of so many rows. A number after the last page is the last: a narrower question has fewer."""
    of = max(1, -(-rows // size))
    number = min(number, of)
    first = (number - 1) * size + 1
    return Part(
        number, of, min(first, rows), min(number * size, rows), link(number - 1) if number > 1 else "", link(number + 1) if number < of else ""
    )
