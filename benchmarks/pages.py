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
from fastapi.routing import iter_route_contexts

from accede.web.app import create_app
from accede.web.settings import Settings

#: What a path's parameter is found by: the pages on which a link to one of its kind stands, and the link.
LINKS: Mapping[str, tuple[str, str]] = {
    "process": ("/", r"/process/([^/?#\"]+)"), "evidence": ("/process/{process}/timeline", r"/evidence/([^/?#\"]+)"),
    "claim": ("/process/{process}/timeline", r"/evidence/{evidence}\?(?:[^\"]*&amp;)?claim=([^&#\"]+)"),
    "act": ("/process/{process}", r"/act/([^/?#\"]+)"), "actor": ("/search?q=Turkey", r"/actor/([^/?#\"]+)"), "speaker": ("/process/{process}", r"/speaker/([^/?#\"]+)"),
}  # fmt: skip
#: Pages that are more than a path: what is asked of it.
ASKED: Mapping[str, Mapping[str, str]] = {
    "process timeline": {"narrowed": "?kind=ratification", "page 2": "?page=2", "none": "?kind=ceasefire&actor=nobody"},
    "process": {"earlier": "?known=2022-07-01&valid=2022-07-01", "one section": "?section=consents&after=0"},
    "evidence": {"of a claim": "?claim={claim}"},
    "desk": {"no such page": "nothing-there", "no such day": "?known=yesterday"},
    "search": {"hits": "?q=ratif*", "none": "?q=zqzqzq"},
}

#: What a page asks for a part of itself.
FRAGMENTS = ("/review/list",)


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


def templates() -> dict[str, str]:
    """The path of every page by its name, each parameter as `{kind}`; with it what is asked of it."""
    app = create_app(Settings(location=""))
    found: dict[str, str] = {}
    for path in (route.path or "" for route in iter_route_contexts(app.routes) if "GET" in (route.methods or ())):
        parts = path.strip("/").split("/")
        if parts[0] == "api" or path in FRAGMENTS:
            continue
        kind = next((part for part in reversed(parts) if part in LINKS), "")
        name = " ".join(part for part in parts if "{" not in part) or "desk"
        found[name] = re.sub(r"\{[^}]*\}", f"{{{kind}}}", path)
        found |= {f"{name}, {more}": found[name] + asked for more, asked in ASKED.get(name, {}).items()}
    return found


def pages(base: str) -> dict[str, str]:
    """The address of every page of an open server by its name; what nothing leads to (no act is on record) is left out."""
    ids = _ids(base)
    filled = {name: re.sub(r"\{(\w*)\}", lambda part: ids.get(part[1], "") or "{}", path) for name, path in templates().items()}
    return {name: path for name, path in filled.items() if "{}" not in path}


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
