"""What of a long section is seen at once, and that the rest comes whole and in order."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from accede.publishing.document import Point, Section
from accede.web import folding
from accede.web.looking import Days
from accede.web.memory import Memory
from accede.web.rendering import environment

MORE = re.compile(r'<p class="more"><a href="([^"]+)"')
LINE = re.compile(r'<div class="point .*?</div>|<tr><th scope="row">.*?</tr>', re.DOTALL)
NUMBER = re.compile(r"\s+")


def lines(page: str) -> list[str]:
    """The points and rows of a page's sections."""
    return [NUMBER.sub(" ", one) for one in LINE.findall(page)]


def process_of(client: TestClient) -> str:
    """The process with the most lines."""
    return str(client.get("/api/v1/processes").json()["items"][0]["id"])


def test_the_rest_of_a_section_is_asked_for_and_is_whole(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/process/{process_of(client)}?valid=2022-12-31"
    monkeypatch.setattr(folding, "PARTS", 1000)
    monkeypatch.setattr(folding, "SEEN", 1000)
    whole = client.get(address).text
    assert "more line" not in whole
    monkeypatch.setattr(folding, "SEEN", 1)
    monkeypatch.setattr(folding, "MORE", 2)
    client.app.state.memory = Memory()  # type: ignore[attr-defined]
    short = client.get(address).text
    links = MORE.findall(short)
    assert links
    found = lines(short)
    while links:
        rest = client.get(unescape(links.pop(0)))
        assert rest.status_code == 200
        found += lines(rest.text)
        links += MORE.findall(rest.text)
    assert sorted(found) == sorted(lines(whole))


def test_what_does_not_follow_is_not_found(client: TestClient) -> None:
    path = f"/process/{process_of(client)}"
    assert client.get(path, params={"section": "demands-of-the-moon", "after": "2"}).status_code == 404
    assert client.get(path, params={"section": "where-it-stands", "after": "-1"}).status_code == 404
    assert client.get(path, params={"section": "where-it-stands", "after": "90000000"}).status_code == 404


def test_a_line_with_many_values_is_shortened_and_leads_to_the_whole() -> None:
    long = Section("Talks", (Point("", "differ:", parts=tuple(Point(f"{number}") for number in range(folding.PARTS + 7))),))
    (held,) = folding.folded(Days("2022-05-18", ""), [long], "/process/nato")
    assert (held.short, held.more, held.whole) == (7, 0, "/process/nato?valid=2022-05-18&section=talks&after=0")
    told = " ".join(str(environment().get_template("parts.html").module.more(held)).split())  # type: ignore[attr-defined]
    assert 'the first are shown, 7 are left out: <a href="/process/nato?valid=2022-05-18&amp;section=talks&amp;after=0">Talks, whole</a>' in told
