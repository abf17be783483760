"""`accede mcp`: its tools, asked by a client of the protocol in this process and over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_samples import HOSTILE, Run

from accede.cli.speaking import NAMES, server

mcp: Any = pytest.importorskip("mcp", reason="the extra `mcp` brings it")


@pytest.fixture
def location(asked: Run, tmp_path: Path) -> str:
    """A record of the three reports."""
    return str(tmp_path / "test.db")


def call(place: Any, tool: str, **arguments: object) -> Any:
    async def talk() -> Any:
        async with mcp.Client(place) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(talk())


def told(location: str, tool: str, **arguments: object) -> Any:
    answer = call(server(location), tool, **arguments)
    assert not answer.is_error, answer.content
    (text,) = answer.content
    return json.loads(text.text)


def test_the_tools_only_read_and_are_explained(location: str) -> None:
    async def talk() -> Any:
        async with mcp.Client(server(location)) as client:
            return await client.list_tools()

    tools = asyncio.run(talk()).tools
    assert tuple(tool.name for tool in tools) == NAMES
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)


@pytest.mark.parametrize(("tool", "arguments", "words"), [
    ("processes", {}, "Canada ratified the accession of both"),
    ("status", {"process": "nato"}, "Canada ratified the accession of both"),
    ("timeline", {"process": "fin-swe-nato"}, "The three countries met in Brussels"),
    ("consents", {}, "Turkey has still to ratify"),
    ("objections", {"process": "sweden"}, "Turkey will not say yes"),
    ("statements", {"speaker": "Ek"}, "We came a small step forward"),
    ("search", {"words": "small step"}, "We came a small step forward"),
])  # fmt: skip
def test_every_answer_has_its_words_with_outlet_and_day(location: str, tool: str, arguments: dict[str, object], words: str) -> None:
    answer = told(location, tool, **arguments)
    quoted = [*answer.get("sources", {}).values(), *answer.get("statements", []), *answer.get("found", [])]
    assert any(words in one["quote"] for one in quoted)
    assert all(one["outlet"] and one["published"].startswith("2022-") for one in quoted)
    assert answer["known"] == "2022-07-05"


def test_a_forecast_is_named_as_computed(location: str) -> None:
    answer = told(location, "outlook", process="nato")
    assert set(answer["computed_forecast"]) == {"Finland", "Sweden"} and "expected" in answer


def test_the_words_of_a_claim_stand_in_their_paragraph(location: str) -> None:
    found = told(location, "search", words="ratified", known="2022-12-31")["found"]
    claim = next(one["id"] for one in found if one["what"] == "claim")
    answer = told(location, "evidence", claim=claim[:8])
    assert "[[Canada ratified the accession of both]] countries on Tuesday" in answer["paragraphs"][0]
    assert answer["outlet"] and answer["published"] == "2022-07-05"


def test_two_days_limit_what_is_told(location: str) -> None:
    early, now = (told(location, "timeline", valid=day, known=day)["total"] for day in ("2022-06-01", ""))
    assert 0 < early < now
    assert told(location, "timeline", limit=1, page=2)["timeline"] == told(location, "timeline")["timeline"][1:2]
    assert told(location, "consents", member="TUR", known="2022-06-01", valid="2022-06-01")["consents"][0]["state"] == "not_reported"


def test_hostile_words_stay_words(location: str) -> None:
    answer = call(server(location), "statements")
    assert "\x1b" not in answer.content[0].text and "\u202e" not in answer.content[0].text
    assert any(HOSTILE in one["quote"] for one in json.loads(answer.content[0].text)["statements"])


@pytest.mark.parametrize(("tool", "arguments", "said"), [
    ("status", {"process": "mars"}, "mars"), ("timeline", {"known": "soon"}, "not a date"), ("evidence", {"claim": "fffffff"}, "no claim"),
    ("search", {"words": "*"}, "no word"), ("search", {}, "words"),
])  # fmt: skip
def test_what_goes_wrong_is_told_in_words(location: str, tool: str, arguments: dict[str, object], said: str) -> None:
    answer = call(server(location), tool, **arguments)
    assert answer.is_error and said in answer.content[0].text and "Traceback" not in answer.content[0].text


def test_a_program_can_start_it(location: str) -> None:
    place = mcp.StdioServerParameters(command=sys.executable, args=["-m", "accede.cli", "mcp", "--record", location])
    answer = call(place, "processes")
    assert json.loads(answer.content[0].text)["processes"][0]["process"]["id"] == "fin-swe-nato"


def test_without_the_library_the_remedy_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mcp", "mcp.server", "mcp.types"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "pip install 'accede[mcp]'" in run("mcp", status=2).output


def test_a_record_that_is_not_there_is_one_line(run: Run) -> None:
    assert len(run("mcp", "--record", "nowhere.db", status=2).output.splitlines()) == 1
