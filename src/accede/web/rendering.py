"""Templates: how a page is printed. Whatever comes from reports is cleaned and escaped; markup of it is never rendered."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from accede import dates
from accede.answers.kept import code
from accede.publishing import words
from accede.publishing.clean import lines, plain
from accede.publishing.document import Table
from accede.web.looking import Days, settings_of
from accede.web.memory import TOKEN

if TYPE_CHECKING:
    from jinja2 import Environment

    from accede.process.model import Source


# Signs that nobody sees and that turn or hide what stands beside them; no template has any, so that none reaches a browser whatever
# a value was passed through (Unicode Technical Report 36; Boucher and Anderson, Trojan Source, 2021).
UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]")


@cache
def environment() -> Environment:
    """The templates of this room, and those of the drawings that the brief has, too."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader([PackageLoader("accede.web"), PackageLoader("accede.publishing")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters.update(plain=plain, plain_inline=lines, actor=words.actor, day=_day)
    made.tests.update(table=lambda block: isinstance(block, Table))
    made.globals.update(count=words.count, evidence=evidence)
    return made


def page(request: Request, template: str, look: Days | None = None, code: int = 200, **context: Any) -> HTMLResponse:
    """A page: the template filled in. look: what it looks at; the two date fields of the page's head are its own."""
    text = printed(request, template, look, code=code, **context)
    return HTMLResponse(text.replace(TOKEN, getattr(request.state, "csrf", "")), code)


def printed(request: Request, template: str, look: Days | None = None, **context: Any) -> str:
    """The page as text, with `memory.TOKEN` in the place of the token of its forms; for pages that are remembered."""
    text = environment().get_template(template).render(
        request=request, look=look, user=getattr(request.state, "user", None), csrf=TOKEN,
        must_sign_in=settings_of(request).must_sign_in, partial=request.headers.get("HX-Request") == "true", **{"code": 200} | context,
    )  # fmt: skip
    return UNSEEN.sub("", text)


def made_by() -> str:
    """A word for the code and templates that parts of pages are made by; what was made by others is made anew."""
    return code("outlook", "publishing", "web")


def filled(template: str, **context: Any) -> str:
    """A part of a page, which is the same whoever asks."""
    return UNSEEN.sub("", environment().get_template(template).render(**context))


def evidence(source: Source, look: Days | None = None) -> str:
    """The address of the words of a source: its report with the passage marked, or the act."""
    if source.act:
        path, more = f"/act/{source.act}", {}
    else:
        path, more = f"/evidence/{source.report}", {"claim": source.claim} if source.claim else {}
    if look is not None:
        return look.link(path, **more)
    return f"{path}?claim={source.claim}" if more else path


def _day(text: str | None) -> str:
    """A day in words; "" for none."""
    return dates.in_words(text) if text else ""
