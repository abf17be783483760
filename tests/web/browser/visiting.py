"""What a browser of the tests sees, and what no page may do in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

# What the injections of the tests call where one of them comes to run.
TRAP = "window.zqzq = () => { window.injected = true; }"


class Visits:
    """Contexts of one browser, watched: each message of an error, request to another host and dialog is kept in `seen`."""

    def __init__(self, browser: Browser) -> None:
        self.seen: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._refused: set[str] = set()

    def __call__(self, base: str, scripts: bool = True, width: int = 1280, **more: Any) -> Page:
        """A page of a new visitor."""
        context = self._browser.new_context(base_url=base, java_script_enabled=scripts, viewport={"width": width, "height": 800}, **more)
        self._contexts.append(context)
        context.set_default_timeout(60_000)
        context.add_init_script(TRAP)
        host = urlsplit(base).netloc
        context.on("console", self._said)
        context.on("weberror", lambda error: self.seen.append(f"error {error.error}"))
        context.on("request", lambda request: self._asked(request, host))
        context.on("response", self._answered)
        page = context.new_page()
        page.on("dialog", self._asked_user)
        return page

    def close(self) -> None:
        """End every visit."""
        for context in self._contexts:
            context.close()

    def _answered(self, response: Response) -> None:
        # A page that says "nothing there" is what was asked for, and the browser writes it down as an error all the same.
        if response.status >= 400 and response.request.is_navigation_request():
            self._refused.add(response.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in self._refused:
            self.seen.append(f"{message.type} {message.text} at {message.location['url']}")

    def _asked(self, request: Request, host: str) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != host:
            self.seen.append(f"request {request.url}")

    def _asked_user(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()
