"""The codebook's examples, read: each kind reaches its floor, and no near miss fires.

The floors in `floors.yaml` are what the reader reaches, rounded down to steps of 0.05 and less one step: parses differ
a little between processors, and a floor is to catch a loss and not a hair. Where a kind rises, its floor is raised.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from accede.model import KINDS, Report
from accede.reading import Reader
from benchmarks.claims import Score
from tests.reading.test_codebook_examples import BOOK

FLOORS: dict[str, float] = yaml.load((Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
READER = Reader()


def read(text: str, published: str) -> list[dict[str, Any]]:
    """The claims of a text as plain data."""
    claims = READER.read(Report(name="example", text=text, published=published))
    return [msgspec.to_builtins(claim) for claim in claims]


@cache
def score(kind: str) -> Score:
    """All examples of one kind's file against their claims."""
    found = Score()
    for number, example in enumerate(BOOK[f"{kind}.yaml"]["examples"], 1):
        claims = read(example["text"], example["published"])
        found.add(f"{kind}-{number}", example["text"], example["claims"], claims)
    return found


def test_every_kind_has_a_floor() -> None:
    assert sorted(FLOORS) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_reaches_its_floor_on_its_own_examples(kind: str) -> None:
    found = score(kind)
    assert found.total().fact_f1 >= FLOORS[kind], "\n".join(found.misses)


@pytest.mark.parametrize("kind", KINDS)
def test_near_misses_make_no_claim_of_the_kind(kind: str) -> None:
    fired = [
        near_miss["text"]
        for near_miss in BOOK[f"{kind}.yaml"]["near_misses"]
        if any(claim["kind"] == kind for claim in read(near_miss["text"], near_miss["published"]))
    ]
    assert fired == []
