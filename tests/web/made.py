"""Records made of reports and claims by hand, and what must hold of any page that shows words of reports."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from cli_samples import HOSTILE
from fastapi.testclient import TestClient
from httpx2 import Response

from accede.model import Act, Claim, Passage, Report, make_claim
from accede.record import Record
from accede.web.app import create_app
from accede.web.settings import Settings

NATO = {"of": ("SWE",), "to": ("nato",)}
APPLIED = "Sweden applied to join NATO"
#: Markup that a browser would run, in each place of a report that a page may show.
SCRIPT = "<script>alert(1)</script>"


def report(text: str, day: str = "2022-05-18", outlet: str = "Baltic Wire", **more: object) -> Report:
    return Report(name=f"{outlet} {day}.txt", text=text, published=day, outlet=outlet, **more)  # type: ignore[arg-type]


def claim(told: Report, words: str, kind: str, **facts: object) -> Claim:
    start = told.text.index(words)
    return make_claim(told, kind, (Passage(start, start + len(words)),), **facts)  # type: ignore[arg-type]


def applied(told: Report, time: str | None = "2022-05-18") -> Claim:
    return claim(told, APPLIED, "application", by=("SWE",), to=("nato",), time=time, modality="happened")


def client_of(path: Path, readings: Iterable[tuple[Report, Iterable[Claim]]], acts: Iterable[Act] = ()) -> TestClient:
    """A browser on a record of these."""
    with Record.open(path) as record:
        record.add_readings([(told, tuple(claims)) for told, claims in readings], "hand 1")
        for act in acts:
            record.add_act(act)
    return TestClient(create_app(Settings(location=str(path))), base_url="http://127.0.0.1:8421")


def hostile_client(path: Path) -> tuple[TestClient, Report, Claim]:
    """Every field of the report is hostile, and so are the words of the claim."""
    bad = f"{HOSTILE} {SCRIPT}"
    told = report(
        f"{APPLIED}. Talks about {bad} were held.", outlet=f"Post {bad}", title=f"Title {bad}", url=f"javascript:{bad}", byline=(bad,),
        dateline=bad, notes=(bad,), credits=(bad,), contributors=(bad,), copyright=bad,
    )  # fmt: skip
    words = f"Talks about {bad} were held"
    held = claim(told, words, "talks", parties=("SWE", "TUR"), time="2022-05-17", place=bad, modality="happened", reasons=(bad,))
    return client_of(path, [(told, [applied(told), held])]), told, held


def is_harmless(page: str) -> bool:
    """True where nothing of the hostile words works as markup, moves a terminal or turns a line; and they are there, as words."""
    signs = [sign for sign in ("<b>", "alert(1)</script>", "\x1b", "\u202e", "\u202c", 'style="', "javascript:<") if sign in page]
    return not signs and "&lt;b&gt;bold&lt;/b&gt;" in page.replace("<mark>", "").replace("</mark>", "")


#: Seconds: a bound for what hangs; nothing is timed.
PATIENCE = 300


def whole(client: TestClient, path: str) -> Response:
    """The answer as soon as what it rests on is worked out."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        answer = client.get(path)
        if answer.status_code not in (202, 503) and "They come by themselves" not in answer.text:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"{path} is still worked out")
