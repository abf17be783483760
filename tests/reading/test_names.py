"""Which capitalised words are persons, by what stands around them."""

from __future__ import annotations

import pytest

from accede.model import Report
from accede.reading import actors, attribution, names
from accede.reading.parse import DEFAULT_MODEL, parse

# text, and the names in it
ROWS = [
    ("Mr Halvorsen arrived late.", ["Halvorsen"]),
    ("The court asked Justice Mira Tallis.", ["Mira Tallis"]),
    ("The foreign minister Ruta Kazlas left.", ["Ruta Kazlas"]),
    ("Ruta Kazlas, the foreign minister, left the hall.", ["Ruta Kazlas"]),
    ("“We are ready,” said Ann-Marie van der Berg.", ["Ann-Marie van der Berg"]),
    ("Tomas Brandl opened the meeting. Later the guests greeted Brandl.", ["Tomas Brandl", "Brandl"]),
    ("Harbour Workers Union rejected the offer.", []),
    ("The ferry goes to Port Anson.", []),
    ("The Emergency Situations Ministry said that nobody was hurt.", []),
    ("Norway and Sweden met in Oslo.", []),
    ("On Monday Brandl said no. Brandl left.", ["Brandl", "Brandl"]),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_names(text: str, wanted: list[str]) -> None:
    doc = parse(Report(name="row", text=text, published="2022-11-25"))
    named = actors.by_token(actors.find(doc, DEFAULT_MODEL))
    sources = {i for said in attribution.attributions(doc) for i in said.source}
    assert [doc[start:end].text for start, end in names.find(doc, named, sources)] == wanted
