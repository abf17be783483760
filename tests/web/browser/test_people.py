"""With accounts, in a browser: signing in and out, and what each role sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accede.web.people.accounts import Accounts
from tests.web.people_samples import NAMES, PASSWORD

FORMS = "form[method=post]:not([action='/logout'])"


@pytest.fixture
def guarded(own: Callable[..., str], tmp_path: Path) -> str:
    """A server with an account of each role."""
    made = Accounts.made(tmp_path / "people.db")
    for role, name in NAMES.items():
        made.add(name, role, PASSWORD)
    return own(accounts=str(made.path))


def signed_in(page: Any, role: str) -> None:
    from benchmarks.browsing import sign_in

    sign_in(page, "", NAMES[role], PASSWORD)
    page.get_by_role("button", name="Sign out").wait_for()


def test_who_is_not_signed_in_is_led_to_the_door_and_from_there_back(visit: Callable[..., Any], guarded: str) -> None:
    page = visit(guarded)
    page.goto("/process/fin-swe-nato?known=2022-12-01")
    assert "/login?next=" in page.url and page.get_by_role("navigation").count() == 0
    page.get_by_label("Name").fill(NAMES["reader"])
    page.get_by_label("Password").fill("wrong, and long enough")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/process/fin-swe-nato?known=2022-12-01")


def test_a_reader_sees_no_forms_and_may_not_review(visit: Callable[..., Any], guarded: str) -> None:
    from benchmarks.pages import LINKS

    page = visit(guarded)
    signed_in(page, "reader")
    page.goto("/process/fin-swe-nato/timeline")
    page.get_by_role("table").get_by_role("link").first.click()
    assert LINKS and page.locator("mark").count() and not page.locator(FORMS).count()
    assert not page.get_by_role("link", name="Review").count()
    assert page.goto("/review").status == 403
    assert page.goto("/accounts").status == 403


def test_a_reviewer_rules_by_name(visit: Callable[..., Any], guarded: str) -> None:
    page = visit(guarded)
    signed_in(page, "reviewer")
    page.goto("/process/fin-swe-nato/timeline")
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Rule on this claim").click()
    page.get_by_label("Accept").check()
    page.get_by_label("Why").last.fill("read")
    page.get_by_role("button", name="Rule", exact=True).click()
    page.get_by_role("heading", name="Kept").wait_for()
    assert NAMES["reviewer"] in page.locator("section.done").inner_text()
    assert page.goto("/accounts").status == 403


def test_who_signed_out_sees_nothing_more(visit: Callable[..., Any], guarded: str) -> None:
    page = visit(guarded)
    signed_in(page, "admin")
    page.get_by_role("link", name="Accounts").click()
    assert all(page.get_by_role("rowheader", name=name).count() for name in NAMES.values())
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login")
    page.goto("/accounts")
    assert "/login" in page.url
    page.go_back()
    assert not page.get_by_role("rowheader").count()
