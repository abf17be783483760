"""How fast the review is: the list first and again, a ruling with the next item, a claim and the history.

    python benchmarks/review.py demo/accede.db
    python benchmarks/review.py large.db --wait 600       tells of the list, and then waits so long for it to be weighed

It works on a copy, for it rules. Each request is timed as one reader meets it, while the server weighs in the background. Told is also
how far the weighing is, and how long it took where it came to its end.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
import time
from pathlib import Path

from fastapi.testclient import TestClient

from accede.web.app import create_app
from accede.web.settings import Settings

WEIGHING = re.compile(r"Weighing: ([^<.]*)")


def asked(client: TestClient, what: str, address: str) -> str:
    """The page, with its time told."""
    began = time.perf_counter()
    answer = client.get(address)
    seconds = time.perf_counter() - began
    far = WEIGHING.search(answer.text)
    print(f"{what:<24} {1000 * seconds:7.0f} ms  {answer.status_code}  {far.group(1) if far else 'all of it'}", flush=True)
    return str(answer.text)


def listed(text: str) -> list[str]:
    """The items on a page."""
    return re.findall(r'<li><a href="/review\?item=([^"&]+)', text)


def rule(client: TestClient, text: str) -> None:
    """Accept what is open, as its form would, and follow to the next item."""
    token = re.findall(r'name="csrf" value="([^"]+)"', text)[0]
    sent = {
        "action": "accept", "why": "to be timed", "csrf": token, "ids": re.findall(r'name="ids" value="(\w+)" form="rule" checked', text),
        "at.next": (re.findall(r'name="at.next" value="([^"]+)"', text) or [""])[0],
    }  # fmt: skip
    began = time.perf_counter()
    answer = client.post("/review/rule", data=sent, follow_redirects=False)
    print(f"{'a ruling':<24} {1000 * (time.perf_counter() - began):7.0f} ms  {answer.status_code}")
    asked(client, "the next item", answer.headers["Location"])


def measure(record: str, wait: float) -> None:
    """All of it, on one record that is written to."""
    began = time.monotonic()
    with TestClient(create_app(Settings(location=record)), base_url="http://127.0.0.1:8421") as client:
        text = asked(client, "the list, first", "/review")
        asked(client, "the list, again", "/review")
        while WEIGHING.search(text) and time.monotonic() - began < wait:
            time.sleep(0.5)
            text = str(client.get("/review").text)
        print(f"{'waited':<24} {time.monotonic() - began:7.1f} s")
        text = asked(client, "the list, then", "/review")
        items = listed(text)
        print(f"{len(items)} items are listed")
        if items:
            rule(client, asked(client, "an item", f"/review?item={items[0]}"))
            claims = re.findall(r'href="/review/claim/(\w+)"', text)
            asked(client, "a claim", f"/review/claim/{claims[0]}")
        asked(client, "the history", "/review/history")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--wait", type=float, default=60, help="seconds to wait for the whole list")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        with sqlite3.connect(options.record) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        measure(str(copy), options.wait)


if __name__ == "__main__":
    main()
