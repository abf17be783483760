"""The way of a desk officer through the record, by mouse: from the desk to the words, a correction and its undoing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

EARLIER = "2022-12-01"
IN_WORDS = "1 December 2022"
PROCESS = "Finland and Sweden to NATO"


def moved(page: Any, known: str = EARLIER) -> None:
    """Move the known day by its field."""
    page.get_by_label("Known on").fill(known)
    page.get_by_role("button", name="Show").click()


def opened(page: Any) -> None:
    """The page of the process, from the desk."""
    page.goto("/")
    page.get_by_role("link", name=PROCESS).click()
    page.get_by_role("heading", name=PROCESS, level=1).wait_for()


def is_in_window(page: Any, selector: str) -> bool:
    """True where the whole first line of it is in sight, below the head."""
    told: bool = page.evaluate(
        """(selector) => {
          const box = document.querySelector(selector).getClientRects()[0];
          const head = document.querySelector('#top');
          const low = getComputedStyle(head).position === 'sticky' ? head.getBoundingClientRect().bottom : 0;
          return box.top >= low && box.bottom <= innerHeight;
        }""",
        selector,
    )
    return told


def test_the_known_day_changes_the_page_and_its_address_without_loading_it_anew(visit: Callable[..., Any], site: str) -> None:
    page = visit(site)
    opened(page)
    newest = page.locator("main").inner_text()
    page.evaluate("() => { window.sameVisit = true; }")
    moved(page)
    page.wait_for_url(f"**/process/*?known={EARLIER}")
    page.get_by_text(f"known on {IN_WORDS}").wait_for()
    assert page.locator("main").inner_text() != newest
    assert page.evaluate("() => window.sameVisit") is True
    assert page.get_by_label("Known on").input_value() == EARLIER


def test_back_and_forward_of_the_browser_follow_the_known_day(visit: Callable[..., Any], site: str) -> None:
    page = visit(site)
    opened(page)
    newest = page.locator("p.dates").inner_text()
    moved(page)
    page.get_by_text(f"known on {IN_WORDS}").wait_for()
    page.go_back()
    page.get_by_text(newest[:30]).wait_for()
    assert "known=" not in page.url and page.get_by_label("Known on").input_value() == ""
    page.go_forward()
    page.get_by_text(f"known on {IN_WORDS}").wait_for()
    assert page.url.endswith(f"?known={EARLIER}") and page.get_by_label("Known on").input_value() == EARLIER


def test_a_colleague_who_is_sent_the_address_sees_the_same(visit: Callable[..., Any], site: str) -> None:
    page, colleague = visit(site), visit(site)
    opened(page)
    moved(page)
    page.get_by_text(f"known on {IN_WORDS}").wait_for()
    page.locator(".map .keys").wait_for()
    colleague.goto(page.url)
    colleague.locator(".map .keys").wait_for()
    assert colleague.locator("main").inner_text() == page.locator("main").inner_text()


def test_a_day_that_is_not_given_is_not_in_the_address(visit: Callable[..., Any], site: str) -> None:
    page = visit(site)
    page.goto("/process/fin-swe-nato/timeline")
    page.get_by_label("Kind").select_option("ratification")
    page.get_by_role("button", name="Narrow").click()
    page.wait_for_url("**/timeline?kind=ratification")
    moved(page)
    page.wait_for_url(f"**/timeline?kind=ratification&known={EARLIER}")


def test_a_line_leads_to_its_passage_marked_and_in_sight(visit: Callable[..., Any], site: str) -> None:
    page = visit(site, width=1024)
    opened(page)
    page.get_by_role("link", name="Timeline", exact=True).first.click()
    page.get_by_role("table").get_by_role("link").first.click()
    page.wait_for_url("**/evidence/*#passage")
    assert page.locator("mark").first.inner_text()
    assert is_in_window(page, "#passage")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_source_of_the_process_page_opens_at_its_words(visit: Callable[..., Any], site: str, width: int) -> None:
    page = visit(site, width=width)
    page.goto("/process/fin-swe-nato")
    page.locator('.cites a[href*="claim="]').first.click()
    page.wait_for_url("**/evidence/**")
    assert page.locator("mark").first.inner_text()
    assert is_in_window(page, "#passage")


def test_a_correction_changes_the_status_and_its_undoing_changes_it_back(visit: Callable[..., Any], own: Callable[..., str]) -> None:
    page = visit(own())
    page.goto("/process/fin-swe-nato/timeline?kind=halt&certainty=one")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Rule on this claim").click()
    page.get_by_label("Correct", exact=True).check()
    page.get_by_label(re.compile("^(time|date|when)", re.I)).first.fill("2021-01-15")
    page.get_by_label("Why").last.fill("the report means another year")
    page.get_by_role("button", name="Rule", exact=True).click()
    page.get_by_role("heading", name="Kept").wait_for()
    ruled = page.url
    page.goto("/process/fin-swe-nato")
    assert page.get_by_text("15 January 2021").count()
    page.goto(ruled)
    page.locator("#last").get_by_label("Why").fill("it does not")
    page.get_by_role("button", name="Undo this").click()
    page.get_by_role("heading", name="Kept").wait_for()
    page.goto("/process/fin-swe-nato")
    assert not page.get_by_text("15 January 2021").count()
