"""The article of an HTML page, as paragraphs, with what the page says of itself. No network, ever.

A page is hostile: before the article is looked for, the page's size, the number of its elements and their
depth are checked, since the search walks the tree many times and in places recursively.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from urllib.parse import urlsplit

import msgspec

from accede.errors import ReportRefused

#: Characters of one page. News pages with all their scripts have 0.1 to 2 million.
MOST_CHARACTERS = 4_000_000

#: Elements of one page, and how deep they nest. News pages have 500 to 5,000, at most 40 deep; the parser
#: itself gives up at 256.
MOST_ELEMENTS = 50_000
MOST_DEEP = 200

_TAG = re.compile(r"<[A-Za-z]")
_NAME = re.compile(r"[^\W\d_]\.?(?:[\w'’.\- ]){1,58}")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article and its page's metadata; `published` a day in EDTF or ""."""

    text: str
    published: str = ""
    outlet: str = ""
    title: str = ""
    url: str = ""
    byline: tuple[str, ...] = ()


def article(markup: str) -> Page:
    """The article of a page. Raises ReportRefused where there is none, and for a page over the limits."""
    if len(markup) > MOST_CHARACTERS:
        raise ReportRefused(f"an HTML page over {MOST_CHARACTERS:,} characters", "save the article alone")
    if len(_TAG.findall(markup)) > MOST_ELEMENTS:
        raise ReportRefused(f"an HTML page with over {MOST_ELEMENTS:,} elements", "save the article alone")
    tree = _tree(markup)
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
                url=_url(found.url), byline=_names(found.author))  # fmt: skip


def _tree(markup: str) -> object:
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
