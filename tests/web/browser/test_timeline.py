"""The timeline's picture in a browser: it is drawn, zooms, takes keys, and breaks no rule of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from accede.record import Record
from benchmarks.pages import serving
from tests.web.made import APPLIED, NATO, SCRIPT, applied, claim, report

PATH = "/process/swe-nato/timeline"
MEMBERS = "ALB BEL BGR CAN HRV CZE DNK EST FRA DEU GRC HUN ISL ITA LVA LTU LUX MNE NLD MKD".split()


def _fill(path: Path) -> None:
    one, other = report(f"{APPLIED} on Wednesday."), report(f"{APPLIED} a day before.", outlet="Other Post")
    met = f"Talks in {SCRIPT} were held"
    later = report(f"{met}. A summit meets on 29 June. " + " ".join(f"{member} ratified it." for member in MEMBERS), "2022-09-01")
    told = [claim(later, f"{member} ratified it", "ratification", by=(member,), **NATO, time=f"2022-08-{at + 1:02}", modality="happened")
            for at, member in enumerate(MEMBERS)]  # fmt: skip
    told += [claim(later, met, "talks", parties=("SWE", "TUR"), time="2022-07", place=SCRIPT, modality="happened")]
    told += [claim(later, "A summit meets on 29 June", "fixture", parties=("nato",), **NATO, time="2022-12-29", modality="planned")]
    with Record.open(path) as record:
        record.add_readings([(one, (applied(one),)), (other, (applied(other, "2022-05-17"),)), (later, tuple(told))], "hand 1")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("browser") / "a.db"
    _fill(path)
    with serving(str(path)) as address:
        yield address


@pytest.fixture
def page(visit: Callable[..., Any], base: str) -> Any:
    """The page with its picture drawn."""
    opened = visit(base)
    opened.set_viewport_size({"width": 1280, "height": 1000})
    opened.goto(PATH)
    opened.wait_for_selector(".lanes .drawn .dots")
    return opened


def span(page: Any) -> str:
    page.wait_for_timeout(150)  # the picture is drawn when there is time
    return str(page.inner_text(".lanes .span"))


def readout(page: Any) -> str:
    return str(page.inner_text(".lanes .readout"))


def test_the_picture_has_the_marks_of_each_kind_and_no_style_of_its_own(page: Any) -> None:
    assert page.locator(".lanes svg.drawn style, .lanes script").count() == 0
    names = page.locator(".drawn .names text").all_text_contents()
    assert names == ["Steps", "Talks", "Consents", "Expected"]
    assert page.locator(".drawn .joined line").count() == 1  # the two rival dates of the application
    assert page.locator(".drawn .spans rect").count() == 1  # the talks of some day in July
    hollow = page.locator(".drawn .dots path[fill='var(--paper)']").count()
    assert hollow == 3  # two rival dates, one expected


def test_buttons_zoom_and_the_whole_comes_back(page: Any) -> None:
    whole = span(page)
    page.click(".lanes .tools button:has-text('+')")
    closer = span(page)
    assert closer != whole
    page.click(".lanes .tools button:has-text('Whole')")
    assert span(page) == whole


def test_the_wheel_zooms_with_ctrl_alone_and_scrolls_the_page_without(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    whole = span(page)
    page.hover(".lanes .stage", position={"x": 600, "y": 60})
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    assert span(page) == whole and page.evaluate("scrollY") > before
    page.hover(".lanes .stage", position={"x": 600, "y": 60})
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    assert span(page) != whole


def test_a_drag_moves_and_does_not_open(page: Any) -> None:
    page.click(".lanes .tools button:has-text('+')")
    before, box = span(page), page.locator(".lanes .stage").bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 640, box["y"] + 45, steps=4)
    page.mouse.up()
    assert span(page) != before and page.url.endswith(PATH)


def test_keys_go_from_mark_to_mark_zoom_and_leave(page: Any) -> None:
    whole = span(page)
    page.focus(".lanes .stage")
    page.keyboard.press("ArrowRight")
    assert readout(page).startswith("18 May 2022 (others: 17 May 2022): application") and "rival values" in readout(page)
    assert page.locator(".drawn .ring circle").count() == 1
    page.keyboard.press("ArrowRight")
    assert SCRIPT in readout(page)  # words of a report are words
    page.keyboard.press("ArrowDown")
    assert "ratification" in readout(page)
    page.keyboard.press("End")
    assert "expected" in readout(page)
    page.keyboard.press("+")
    assert span(page) != whole
    page.keyboard.press("0")
    assert span(page) == whole
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY" and page.locator(".drawn .ring").count() == 0


def test_enter_and_a_click_open_the_words(page: Any, base: str) -> None:
    page.focus(".lanes .stage")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/**")
    page.goto(base + PATH)
    page.locator(".lanes .drawn .dots a").last.click()
    page.wait_for_url("**/evidence/**")


def test_the_days_in_the_picture_become_the_address_and_the_tables_span(page: Any) -> None:
    page.focus(".lanes .stage")
    page.keyboard.press("End")
    for _ in range(3):
        page.keyboard.press("+")
    shown = span(page)
    page.click(".lanes .tools button:has-text('List these days')")
    page.wait_for_url("**first=*last=*")
    page.wait_for_selector(".lanes .drawn")
    assert span(page) == shown
    assert page.input_value("input[name=first]") and page.locator("table.timeline").count() == 1  # what is expected alone


@pytest.mark.parametrize("width", [390, 1024, 1920])
def test_the_page_is_not_wider_than_the_window(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".lanes svg.drawn").bounding_box()["width"] > 0.8 * min(width, 1200) - 60


def test_without_scripts_the_table_is_there_and_no_empty_frame(visit: Callable[..., Any], base: str) -> None:
    opened = visit(base, scripts=False)
    opened.goto(PATH)
    assert not opened.is_visible("figure.lanes")
    assert opened.locator("table.timeline tbody tr").count() > len(MEMBERS)
