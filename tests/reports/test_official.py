"""Official outlets, by name and by address."""

from __future__ import annotations

import pytest

from accede.model import Report
from accede.reports.official import is_official, official


@pytest.mark.parametrize(
    ("name", "url", "is_so"),
    [
        ("Ministry of Foreign Affairs of Norway", "", True),
        ("Parliament", "", True),
        ("NATO", "", True),
        ("Fjord Observer", "https://www.nato.int/news/1", True),
        ("", "https://www.tbmm.gov.tr/haber", True),
        ("", "https://press.gov.uk/1", True),
        ("Fjord Observer", "https://fjord.example/nato.int", False),
        ("Fjord Observer", "https://gov.example/1", False),
        ("Albanian Telegraphic Agency", "https://ata.gov.al/1", False),  # a news agency, whoever keeps it
        ("", "", False),
        ("The Parliament Gazette", "", False),
        ("", "https://[broken", False),
    ],
)
def test_official_by_name_or_address(name: str, url: str, is_so: bool) -> None:
    assert is_official(name, url) == is_so


def test_reports_are_told_by_their_ids() -> None:
    own, other = (Report(name=name, text="a", published="2022-06-20", outlet=name) for name in ("NATO", "Fjord"))
    assert official([own, other]) == {own.id}
