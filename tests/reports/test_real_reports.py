"""Days and outlets of the reports in ../shared, where that folder is; and of the project's own examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accede.model import Report
from accede.reports import load

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
EXAMPLES = PROJECT / "examples" / "nordic-accession"

#: Reports whose outlet stands nowhere in their text.
NAMELESS = {"dv03.txt", "dv07.txt", "tn01.txt", "tn02.txt", "tn05.txt"}


@pytest.fixture(scope="module")
def keys() -> dict[str, dict[str, Any]]:
    if not (SHARED / "keys").is_dir():
        pytest.skip("../shared is not here")
    rows = [
        row for file in ("seeds.json", "dev.json") for row in json.loads((SHARED / "keys" / file).read_text("utf-8"))
    ]
    return {row["report"]: row for row in rows}


@pytest.fixture(scope="module")
def real(keys: dict[str, dict[str, Any]]) -> dict[str, Report]:
    return {one.name: one for one in load([SHARED / "seeds", SHARED / "reports"]) if isinstance(one, Report)}


def test_every_day_is_that_of_the_key(keys: dict[str, dict[str, Any]], real: dict[str, Report]) -> None:
    assert {name: one.published for name, one in real.items()} == {name: row["published"] for name, row in keys.items()}


def test_every_outlet_that_the_text_names_is_that_of_the_key(
    keys: dict[str, dict[str, Any]], real: dict[str, Report]
) -> None:
    named = {name: one.outlet for name, one in real.items()}
    assert {name for name, outlet in named.items() if not outlet} == NAMELESS
    for name, outlet in named.items():
        words = set(outlet.lower().replace("-", " ").split()) - {"of", "and", "the", "for", "republic"}
        assert words <= set(keys[name]["outlet"].lower().translate(str.maketrans("-(),", "    ")).split()), outlet


def test_a_year_is_inferred_where_none_is_said(real: dict[str, Report]) -> None:
    inferred = {name for name, one in real.items() if one.published_inferred_from}
    assert inferred == {"003_218a984fe9466834.txt", "dv02.txt", "dv04.txt"}


def test_no_evidence_of_a_key_lies_in_furniture(keys: dict[str, dict[str, Any]], real: dict[str, Report]) -> None:
    for name, one in real.items():
        hidden = [item for item in one.furniture if item.what != "title"]
        for claim in keys[name]["claims"]:
            at = one.text.find(claim["evidence"])
            end = at + len(claim["evidence"])
            assert not any(item.start < end and at < item.end for item in hidden if at >= 0), (name, claim["evidence"])


def test_every_example_is_taken_in_with_the_day_of_its_name() -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("the examples are not here")
    for one in load([EXAMPLES]):
        assert isinstance(one, Report), one
        assert one.outlet, one.name
        assert one.published in (one.name[3:13], one.name[-10:]), one.name
