"""What "do so" stands for: the deed told before, by whoever now does it."""

from __future__ import annotations

import pytest

from accede.model import Report
from accede.reading.reader import Reader

BEFORE = "The parliament of Hungary ratified Montenegro's accession to NATO in March. "

#: what is told next, and (by, modality, time) of the ratification that it tells
AGAIN = [
    ("Turkey did so in April.", ("TUR",), "happened", "2017-04"),
    ("The Netherlands and Greece are expected to do so soon.", ("GRC", "NLD"), "expected", None),
    ("Spain has yet to do so.", ("ESP",), "pending", None),
]

NOT_AGAIN = [
    "It did so in a hurry.",
    "The mayor did so well that nobody complained.",
    "The sun shone. The harbour was full. The bands played. Turkey did so too.",
]


def ratifications(text: str) -> list[tuple[tuple[str, ...], str | None, str | None, str]]:
    claims = Reader().read(Report(name="r", text=BEFORE + text, published="2017-06-01"))
    return [(c.by, c.modality, c.time, c.quote[0]) for c in claims if c.kind == "ratification" and c.by != ("HUN",)]


@pytest.mark.parametrize(("text", "by", "modality", "time"), AGAIN)
def test_a_deed_pointed_to_is_told_again(text: str, by: tuple[str, ...], modality: str, time: str | None) -> None:
    assert [row[:3] for row in ratifications(text)] == [(by, modality, time)]


def test_the_evidence_names_who_does_it() -> None:
    assert ratifications("Spain has yet to do so.")[0][3] == "Spain has yet to do so"


@pytest.mark.parametrize("text", NOT_AGAIN)
def test_nothing_is_told_again(text: str) -> None:
    assert ratifications(text) == []
