"""axe finds nothing to shut anybody out of a page, at three widths, in light and dark; and no page is wider than its window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.pages import templates

axe_playwright_python = pytest.importorskip("axe_playwright_python.sync_playwright")

# A theme changes colours alone and a width places alone (tests/web/test_static.py), so that each is seen once.
SEEN = ((390, "dark"), (1024, "light"), (1920, "dark"))
# WCAG 2.2, levels A and AA.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}


def found(page: Any) -> set[str]:
    """What axe finds: the rule, and where."""
    told = axe_playwright_python.Axe().run(page, options=RULES).response["violations"]
    return {f"{one['id']}: {node['target']} {node['html'][:200]}" for one in told for node in one["nodes"]}


def looked_at(page: Any) -> dict[str, set[str]]:
    """What is wrong with the page, by width and theme."""
    wrong: dict[str, set[str]] = {}
    for width, theme in SEEN:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        wrong[f"{width} {theme}"] = found(page) | ({f"{wide} wide"} if wide > width else set())
    return {where: what for where, what in wrong.items() if what}


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_page_shuts_nobody_out(visit: Callable[..., Any], site: str, addresses: dict[str, str], name: str) -> None:
    page = visit(site)
    page.goto(addresses[name], wait_until="networkidle")
    assert looked_at(page) == {}


def test_a_form_that_was_refused_shuts_nobody_out(visit: Callable[..., Any], site: str, addresses: dict[str, str]) -> None:
    page = visit(site)
    page.goto(addresses["review claim"])
    page.get_by_label("Merge: one event").check()
    page.get_by_label("Ids of claims or events").fill("nothing")
    page.get_by_label("Why").last.fill("they are one")
    page.get_by_role("button", name="Rule").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Ids of claims or events").input_value() == "nothing"
    assert looked_at(page) == {}


def test_what_shuts_somebody_out_is_found(visit: Callable[..., Any], site: str) -> None:
    page = visit(site)
    page.goto("/")
    page.evaluate("() => { document.querySelector('main').innerHTML = '<input><p class=\"faint\">x</p><div id=wide>x</div>'; document.querySelector('#wide').style.width = '9000px'; }")
    told = looked_at(page)
    assert any(one.startswith("label:") for one in told["390 dark"]) and any(one.endswith(" wide") for one in told["1920 dark"])
