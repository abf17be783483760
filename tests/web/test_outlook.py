"""The outlook on the page of a process: the server's drawing, and the same as numbers for the drawing with a pointer."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.made import APPLIED, NATO, applied, claim, client_of, report


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A process under way: the protocol is signed, one has ratified it."""
    told = report(f"{APPLIED}. NATO invited Sweden. The protocol was signed. Canada ratified it.", "2022-07-10")
    claims = [
        applied(told),
        claim(told, "NATO invited Sweden", "invitation", by=("nato",), **NATO, time="2022-06-29", modality="happened"),
        claim(told, "The protocol was signed", "signature", **NATO, time="2022-07-05", modality="happened"),
        claim(told, "Canada ratified it", "ratification", by=("CAN",), **NATO, time="2022-07-06", modality="happened"),
    ]
    path: Path = tmp_path_factory.mktemp("outlook") / "a.db"
    with client_of(path, [(told, claims)]) as client:
        return client.get("/process/swe-nato").text


def test_the_curves_stand_on_the_page_as_the_numbers_of_the_drawing(page: str) -> None:
    figure = page.split('class="wide chance"')[1].split("</figure>")[0]
    told = json.loads(html.unescape(re.findall(r'data-curves="([^"]+)"', figure)[0]))
    [(name, style, points)] = told["curves"]
    drawn = re.findall(r'class="curve (\w+)" d="M([^"]+ L[^"]+)"', figure)
    assert (name, style) == ("Sweden", "solid") and [one for one, _ in drawn] == ["solid"]
    assert len(points) == len(drawn[0][1].split(" L")) and points[0][0] == "2022-07-10"
    assert '<svg class="chart"' in figure  # what paper and a browser without scripts have


def test_probabilities_stand_to_the_right(page: str) -> None:
    table = page.split("Probability of completion by a day</caption>")[1].split("</table>")[0]
    assert '<th scope="col" class="number">Probability' in table and '<th scope="col">By' in table
    assert table.count('<td class="number">') == table.count("<td") > 1


def test_where_nothing_is_forecast_nothing_is_drawn(client: TestClient) -> None:
    assert "data-curves" not in client.get("/process/fin-swe-nato?valid=2022-05-20&known=2022-05-20").text
