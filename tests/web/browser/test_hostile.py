"""Words of reports that are markup run nothing in a real browser, on any page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.browser.visiting import Visits
from tests.web.test_injections import GROUPS, record_of


@pytest.mark.parametrize("group", GROUPS, ids=range(len(GROUPS)))
def test_nothing_in_a_report_comes_to_run(visit: Callable[..., Any], own: Callable[..., str], tmp_path: Path, group: Sequence[str]) -> None:
    held = record_of(tmp_path / "hostile.db", group)
    page = visit(own(held.location))
    evidence, act, claim = (held.ids[kind] for kind in ("evidence", "act", "claim"))
    paths = ["/", "/process/fin-swe-nato", "/process/fin-swe-nato/timeline", "/actor/TUR", "/review/history", f"/act/{act[0]}", f"/review/claim/{claim[0]}"]
    paths += [f"/evidence/{id}" for id in evidence[:3]] + [f"/search?q={quote(group[0][:300], safe='')}"]
    for path in paths:
        page.goto(path)
        assert page.evaluate("() => window.injected") is None, path


@pytest.mark.parametrize("html", ["<img src=x onerror=zqzq()>", "<img src='//evil.example/x.png'>", "<script>zqzq()</script>"])
def test_what_would_come_to_run_is_seen(browser: object, site: str, html: str) -> None:
    visits = Visits(browser)  # type: ignore[arg-type]
    page = visits(site)
    page.route("**/search", lambda route: route.fulfill(body=f"<!doctype html>{html}", content_type="text/html"))
    page.goto("/search", wait_until="networkidle")
    assert page.evaluate("() => window.injected") or visits.seen
    visits.close()
