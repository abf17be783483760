"""Between whom talks are said to be: (text, the sets of sides that are told)."""

from __future__ import annotations

import pytest

from accede.reading import sides
from tests.reading.conftest import Reading


@pytest.mark.parametrize(("text", "wanted"), [
    ("Negotiations between the Yemeni government and the Houthis began on Monday.", {("YEM", "houthis")}),
    ("The Iran-US talks went on in Muscat.", {("IRN", "USA")}),
    ("Kenya's dialogue with Somalia over the sea border is stuck.", {("KEN", "SOM")}),
    ("The truce between Chad and Libya held.", {("LBY", "TCD")}),
    # one side alone, and what is no talks
    ("The talks with Somalia began on Monday.", set()),
    ("The road between Chad and Libya is closed.", set()),
])  # fmt: skip
def test_told(reading: Reading, text: str, wanted: set[tuple[str, ...]]) -> None:
    assert set(sides.told(reading(text).context)) == wanted
