"""Every page of a record's server, for pictures of them and for tests that look at each.

Which pages there are is asked of the application itself, so that a new page is among them; what a path needs (a process, a report, a
claim, an act, an actor) is found on the pages, as a reader finds it.
"""

from __future__ import annotations

import re
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape

import uvicorn
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from accede.web.app import create_app
from accede.web.settings import Settings

#: What a path's parameter is found by: the pages on which a link to one of its kind stands, and the link.
LINKS: Mapping[str, tuple[str, str]] = {
    "process": ("/", r"/process/([^/?#\"]+)"), "evidence": ("/process/{process}/timeline", r"/evidence/([^/?#\"]+)"),
    "claim": ("/process/{process}/timeline", r"/evidence/{evidence}\?(?:[^\"]*&amp;)?claim=([^&#\"]+)"),
    "act": ("/process/{process}", r"/act/([^/?#\"]+)"), "actor": ("/search?q=Turkey", r"/actor/([^/?#\"]+)"),
}  # fmt: skip
#: Pages that are more than a path: what is asked of it.
ASKED: Mapping[str, Mapping[str, str]] = {
    "process timeline": {"narrowed": "?kind=ratification", "page 2": "?page=2", "none": "?kind=ceasefire&actor=nobody"},
    "process": {"earlier": "?known=2022-07-01&valid=2022-07-01"},
    "search": {"hits": "?q=ratif*", "none": "?q=zqzqzq"},
}


@contextmanager
def serving(location: str, accounts: str = "") -> Iterator[str]:
    """A server of its own on the record, as long as the block lasts; gives its address."""
    app = create_app(Settings(location=location, accounts=accounts))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        running.join(30)


def paths(app: FastAPI) -> list[str]:
    """The path of every page, its parameters as `{name}`."""
    found = (route.path or "" for route in iter_route_contexts(app.routes) if "GET" in (route.methods or ()))
    return [path for path in found if not path.startswith("/api/")]


def pages(base: str, location: str) -> dict[str, str]:
    """The address of every page of an open server by a name; what nothing leads to (no act is on record) is left out."""
    ids = _ids(base)
    found: dict[str, str] = {}
    for path in paths(create_app(Settings(location=location))):
        parts = path.strip("/").split("/")
        kind = next((part for part in reversed(parts) if part in LINKS), "")
        if "{" in path and not ids.get(kind):
            continue
        address = re.sub(r"\{[^}]*\}", ids.get(kind, ""), path)
        name = " ".join(part for part in parts if "{" not in part) or "desk"
        found[name] = address
        found |= {f"{name}, {more}": address + asked for more, asked in ASKED.get(name, {}).items()}
    if ids["evidence"] and ids["claim"]:
        found["evidence of a claim"] = f"/evidence/{ids['evidence']}?claim={ids['claim']}"
    return found | {"nothing there": "/process/nothing-there"}


def _ids(base: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, (path, link) in LINKS.items():
        if "{process}" in path and not found["process"]:
            found[kind] = ""
            continue
        text = got(base + path.replace("{process}", found.get("process", "")))
        told = re.search(f'href="{link.replace("{evidence}", re.escape(found.get("evidence", "")))}', text)
        found[kind] = unescape(told[1]) if told else ""
    return found


def got(address: str) -> str:
    """The page of an address."""
    with urllib.request.urlopen(address, timeout=600) as answer:
        text: str = answer.read().decode()
        return text
