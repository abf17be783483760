"""The article of an HTML page, as paragraphs, with what the page says of itself. No network, ever.

A page is hostile: before the article is looked for, the page's size, the number of its elements and their
depth are checked, since the search walks the tree many times and in places recursively.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec

from accede.errors import ReportRefused
from accede.reports.updates import moment

#: Characters of one page. News pages with all their scripts have 0.1 to 2 million.
MOST_CHARACTERS = 4_000_000

#: Elements of one page, and how deep they nest. News pages have 500 to 5,000, at most 40 deep; the parser
#: itself gives up at 256.
MOST_ELEMENTS = 50_000
MOST_DEEP = 200

_TAG = re.compile(r"<[A-Za-z]")
_NAME = re.compile(r"[^\W\d_]\.?(?:[\w'’.\- ]){1,58}")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article and its page's metadata; `published` a day in EDTF or "", `updated` as in `Report`."""

    text: str
    published: str = ""
    outlet: str = ""
    title: str = ""
    url: str = ""
    byline: tuple[str, ...] = ()
    updated: str = ""


def article(markup: str) -> Page:
    """The article of a page. Raises ReportRefused where there is none, and for a page over the limits."""
    if len(markup) > MOST_CHARACTERS:
        raise ReportRefused(f"an HTML page over {MOST_CHARACTERS:,} characters", "save the article alone")
    if len(_TAG.findall(markup)) > MOST_ELEMENTS:
        raise ReportRefused(f"an HTML page with over {MOST_ELEMENTS:,} elements", "save the article alone")
    tree = _tree(markup)
    updated = _updated(tree)
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # their warnings are no message to our user
    try:
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, include_tables=False, include_images=False,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError, AssertionError) as error:
        raise ReportRefused("an HTML page that cannot be taken apart", "save the article as text") from error
    text = "\n\n".join(line.strip() for line in (getattr(found, "text", None) or "").split("\n") if line.strip())
    if found is None or isinstance(found, dict) or not text:
        raise ReportRefused("an HTML page without an article", "save the article as text")
    return Page(text=text, published=_day(found.date), outlet=_one_line(found.sitename), title=_one_line(found.title),
                url=_url(found.url), byline=_names(found.author), updated=updated)  # fmt: skip


def _tree(markup: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        tree = html.fromstring(
            markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError, RecursionError) as error:
        raise ReportRefused("an HTML page without an article", "save the article as text") from error
    deep = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        deep += 1 if event == "start" else -1
        if deep > MOST_DEEP:
            raise ReportRefused(f"an HTML page nested over {MOST_DEEP} deep", "save the article as text")
    return tree


def _updated(tree: Any) -> str:
    """When the page says that it was changed after it was published; "" where it does not say so."""
    said = {what: [moment(words) for words in _stated(tree, what)] for what in ("published", "modified")}
    published, modified = (max(said[what], default="") for what in ("published", "modified"))
    return modified if published and modified > published else ""


def _stated(tree: Any, what: str) -> list[str]:
    """The moments that a page gives for `what` in its metadata, as written."""
    names = {f"article:{what}_time", f"date{what.capitalize()}", *(("og:updated_time",) if what == "modified" else ())}
    fields = [
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if names & {meta.get("property"), meta.get("itemprop"), meta.get("name")}
    ]
    linked = re.compile(rf'"date{what.capitalize()}"\s*:\s*"([^"]{{10,40}})"')
    scripts = (script.text or "" for script in tree.iter("script") if script.get("type") == "application/ld+json")
    return [*fields, *(found for script in scripts for found in linked.findall(script))]


def _day(found: str | None) -> str:
    try:
        return date.fromisoformat((found or "")[:10]).isoformat()
    except ValueError:
        return ""


def _one_line(found: str | None) -> str:
    return " ".join((found or "").split())[:300]


def _url(found: str | None) -> str:
    try:
        return found if found and urlsplit(found).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _names(found: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (found or "").split(";") if _NAME.fullmatch(name.strip()))
