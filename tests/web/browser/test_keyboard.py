"""By keyboard alone: the order of the focus, which is always seen, and the keys of the review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accede.web import folding

FOCUS = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return { what: one.id || one.textContent.trim(), seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
           inside: box.top >= 0 && box.left >= 0 && box.right <= innerWidth };
}"""


def tabbed(page: Any, times: int) -> list[dict[str, Any]]:
    """What has the focus after each Tab, up to the end of the page; a field of several parts once."""
    found: list[dict[str, Any]] = []
    for _ in range(times):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        told = page.evaluate(FOCUS)
        if not found or told["what"] != found[-1]["what"]:
            found.append(told)
    return found


def test_the_first_key_leads_past_the_head(visit: Callable[..., Any], site: str) -> None:
    page = visit(site)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="To the content")
    assert skip.evaluate("(one) => one === document.activeElement") and skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", ["/", "/process/fin-swe-nato/timeline"])
def test_the_focus_goes_through_the_head_in_order_and_is_always_seen(visit: Callable[..., Any], site: str, path: str) -> None:
    page = visit(site)
    page.goto(path)
    told = tabbed(page, 20)
    assert [one["what"] for one in told][:8] == ["To the content", "Accede", "Desk", "Search", "Review", "valid", "known", "show"]
    assert all(one["seen"] and one["inside"] for one in told), told


def test_the_focus_stays_where_the_known_day_was_moved(visit: Callable[..., Any], site: str) -> None:
    page = visit(site)
    page.goto("/process/fin-swe-nato")
    page.get_by_label("Known on").fill("2022-12-01")
    page.keyboard.press("Enter")
    page.get_by_text("known on 1 December 2022").wait_for()
    assert page.evaluate("() => document.activeElement.id") == "known"


def test_a_drawing_that_is_wider_than_the_window_scrolls_by_keys(visit: Callable[..., Any], site: str) -> None:
    page = visit(site, width=390)
    page.goto("/process/fin-swe-nato")
    figure = page.locator("figure.wide[tabindex]").first
    figure.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def focused(page: Any) -> str:
    """The name of the field that has the focus."""
    told: str = page.evaluate("() => document.activeElement.name || document.activeElement.id || ''")
    return told


def chosen(page: Any) -> str:
    """The ruling that is chosen."""
    told: str = page.evaluate("() => document.querySelector('form.ruling input[name=action]:checked')?.value ?? ''")
    return told


def test_the_keys_of_the_review_go_choose_and_rule(visit: Callable[..., Any], own: Callable[..., str]) -> None:
    page = visit(own())
    page.goto("/review")
    while page.get_by_text("Weighing").count():  # the list grows until all is weighed
        page.wait_for_timeout(200)
        page.reload()
    title = page.locator("#item").inner_text()
    for on, back in (("j", "k"), ("n", "b")):
        page.keyboard.press(on)
        page.wait_for_url("**/review?item=*")
        page.wait_for_load_state()
        assert page.locator("#item").inner_text() != title
        page.keyboard.press(back)
        page.get_by_text(title.splitlines()[0]).first.wait_for()
        page.wait_for_load_state()
        assert page.locator("#item").inner_text() == title
    for key, action, field in (("a", "accept", "why"), ("r", "reject", "why"), ("m", "merge", "with"), ("s", "split", "from"), ("c", "correct", "set.kind")):
        page.keyboard.press(key)
        assert (chosen(page), focused(page)) == (action, field), key
        assert page.locator("*:focus").is_visible()
        page.keyboard.press("Escape")
        assert focused(page) == ""
    page.keyboard.press("?")
    assert not page.locator("#keys ul").is_visible()
    page.keyboard.press("?")
    assert page.locator("#keys ul").is_visible()
    page.keyboard.press("r")
    page.keyboard.type("junk, as a ruling")  # the letters are keys elsewhere
    assert page.locator("#why").input_value() == "junk, as a ruling"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kept").wait_for()
    page.wait_for_load_state()
    assert "junk, as a ruling" in page.locator("section.done").inner_text()
    page.keyboard.press("u")
    assert page.evaluate("() => document.activeElement.closest('#last') !== null")
    page.keyboard.type("not junk")
    page.keyboard.press("Enter")
    page.get_by_text("not junk").first.wait_for()


def test_the_key_for_undoing_leads_to_all_rulings_where_nothing_was_ruled(visit: Callable[..., Any], site: str, addresses: dict[str, str]) -> None:
    page = visit(site)
    page.goto(addresses["review claim"])
    page.keyboard.press("u")
    page.wait_for_url("**/review/history")


def test_the_rest_of_a_section_comes_in_its_place_and_the_focus_goes_on_there(
    visit: Callable[..., Any], own: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "SEEN", 8)
    page = visit(own())
    page.goto("/process/fin-swe-nato")
    section = page.locator("section:has(> h2:text-is('Positions'))")
    told = section.locator("tbody tr").count()
    link = section.get_by_role("link", name="more lines")
    more = int(link.inner_text().split()[0])
    link.focus()
    page.keyboard.press("Enter")
    section.locator("table").nth(1).wait_for()
    assert section.locator("tbody tr").count() == told + more
    assert section.get_by_role("link", name="more lines").count() == 0
    assert page.url.endswith("/process/fin-swe-nato")
    assert page.evaluate("() => document.activeElement.closest('section')?.querySelector('h2')?.textContent.trim()") == "Positions"


@pytest.mark.parametrize(("sort", "key", "action"), [("conflict", "p", "prefer"), ("name", "w", "name")])
def test_the_keys_of_rival_values_and_of_names_rule(visit: Callable[..., Any], own: Callable[..., str], sort: str, key: str, action: str) -> None:
    page = visit(own())
    page.goto(f"/review?sort={sort}")
    page.keyboard.press(key)
    assert chosen(page) == action and page.locator(f".for.{action} *:focus").is_visible()
    if sort == "conflict":
        page.keyboard.press("Space")
    page.get_by_label("Why").last.focus()
    page.keyboard.type("the minutes say so")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kept").wait_for()
    assert "the minutes say so" in page.locator("section.done").inner_text()
