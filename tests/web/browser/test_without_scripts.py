"""Every page without scripts: what is read is all there, and forms send what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.pages import templates


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_page_says_the_same_without_scripts(visit: Callable[..., Any], site: str, addresses: dict[str, str], name: str) -> None:
    with_scripts, without = visit(site), visit(site, scripts=False)
    told = []
    for page in (with_scripts, without):
        page.goto(addresses[name], wait_until="networkidle")
        told.append([page.locator("h1").inner_text(), page.locator("main h2").all_inner_texts(), page.locator("main table").count(), page.locator("main a:not(.lanes a):not(.chance a)").count()])
    assert told[0] == told[1] and told[1][0]


def test_the_known_day_is_moved_without_scripts(visit: Callable[..., Any], site: str) -> None:
    page = visit(site, scripts=False)
    page.goto("/")
    page.get_by_label("Known on").fill("2022-12-01")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("known on 1 December 2022").wait_for()
    assert page.url == f"{site}/?known=2022-12-01"
    page.get_by_role("link", name="Finland and Sweden to NATO").click()
    assert page.url == f"{site}/process/fin-swe-nato?known=2022-12-01"


def test_words_are_searched_without_scripts(visit: Callable[..., Any], site: str) -> None:
    page = visit(site, scripts=False)
    page.goto("/search")
    page.get_by_label("Words").fill("ratif*")
    page.get_by_role("button", name="Search").click()
    page.locator(".hits a").first.click()
    assert "/evidence/" in page.url and page.locator(".text").inner_text()


def test_a_claim_is_rejected_and_the_ruling_undone_without_scripts(visit: Callable[..., Any], own: Callable[..., str]) -> None:
    page = visit(own(), scripts=False)
    page.goto("/process/fin-swe-nato/timeline?kind=halt")
    entries = page.get_by_role("table").get_by_role("row").count()
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Rule on this claim").click()
    page.get_by_label("Reject").check()
    page.get_by_label("Why").last.fill("no halt")
    page.get_by_role("button", name="Rule", exact=True).click()
    page.get_by_role("heading", name="Kept").wait_for()
    page.goto("/process/fin-swe-nato/timeline?kind=halt")
    assert page.get_by_role("table").get_by_role("row").count() < entries
    page.goto("/review/history")
    page.get_by_label("Why").first.fill("a halt after all")
    page.get_by_role("button", name="Undo").first.click()
    page.goto("/process/fin-swe-nato/timeline?kind=halt")
    assert page.get_by_role("table").get_by_role("row").count() == entries
