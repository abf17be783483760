"""Sections of which a page shows the beginning, and of which the same address with `section` and `after` shows the rest, part by part.

A browser with scripts puts the rest in the place of the line that counts it; without them that line leads to a page of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fastapi import Request

from accede.errors import NotFound
from accede.publishing.cutting import cited, fold, lines, part, shortened, slug
from accede.publishing.document import Document, Section
from accede.web.looking import Days
from accede.web.rendering import printed

#: Lines of a section that are seen before the rest is asked for, and lines of the rest that come at once.
SEEN, MORE = 40, 200
#: Parts of a line that are seen where the section is not asked for alone.
PARTS = 4


class Folded(NamedTuple):
    """A part of a section; `more` lines follow it, at the address `link`. `short` parts of its lines are left out; `whole` has all."""

    section: Section
    more: int
    link: str
    short: int
    whole: str


def folded(look: Days, sections: Sequence[Section], path: str, kept: Iterable[tuple[str, str]] = ()) -> list[Folded]:
    """The beginnings of sections, on the page at `path`. kept: what else its address has."""
    return [_part(look, name, *shortened(one, PARTS), 0, fold(one, SEEN), path, kept) for name, one in _named(sections).items()]


def is_rest(request: Request) -> bool:
    """Whether the rest of a section is asked for."""
    return "section" in request.query_params


def kept_of(request: Request) -> list[tuple[str, str]]:
    """What else the address has than the two days and the place in a section."""
    return [(key, value) for key, value in request.query_params.multi_items() if key not in ("section", "after", "valid", "known")]


def rest(request: Request, look: Days, document: Document) -> str:
    """The page of the rest of a section. Raises NotFound where there is none."""
    asked, after = (request.query_params.get(name, "").strip() for name in ("section", "after"))
    section = _named(document.sections).get(asked)
    if section is None or not (after.isascii() and after.isdigit() and int(after[:8]) < lines(section)):
        raise NotFound(f"nothing follows in a section {asked[:40]!r} after {after[:20]!r}", "open the page without 'section' and 'after'")
    first, kept = int(after), kept_of(request)
    shown = _part(look, asked, section, 0, first, first + MORE, request.url.path, kept)
    return printed(
        request, "rest.html", look, document=document, one=shown, first=first, last=min(first + MORE, lines(section)), of=lines(section),
        back=look.link(request.url.path, **dict(kept)), sources={one.number: one.source for one in cited(document, [shown.section])},
    )  # fmt: skip


def _part(look: Days, name: str, section: Section, short: int, first: int, last: int, path: str, kept: Iterable[tuple[str, str]]) -> Folded:
    def link(after: int) -> str:
        return look.link(path, **dict(kept), section=name, after=str(after))

    return Folded(part(section, first, last), max(0, lines(section) - last), link(last), short, link(0))


def _named(sections: Sequence[Section]) -> dict[str, Section]:
    """By their names in an address; of several with one name the second has a number."""
    found: dict[str, Section] = {}
    seen = Counter[str]()
    for one in sections:
        name = slug(one) or "section"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}-{seen[name]}"] = one
    return found
