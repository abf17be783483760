"""Times that a claim takes from what the report told elsewhere: (report of Friday 25 November 2022, kind, times)."""

from __future__ import annotations

import pytest

from accede.model import Report
from accede.reading.reader import Reader

LEAD = "Serbia and Albania settled their dispute over the border on Thursday, the mediator said.\n\n"
BEFORE = "Moldova applied to join the European Union in March.\n\n"

TOLD_ELSEWHERE = [
    # the day of the story dates its talks
    (LEAD + "The talks between Serbia and Albania in Ohrid lasted six hours.", "talks", ["2022-11-24"]),
    (LEAD + "The deal followed six hours of talks between Serbia and Albania.", "talks", ["2022-11-24"]),
    # but not talks of another time, however vague
    (LEAD + "Serbia and Albania held talks last week.", "talks", [None]),
    (LEAD + "Previous talks between Serbia and Albania in Ohrid lasted six hours.", "talks", [None]),
    (LEAD + "The talks between Serbia and Albania will last six hours.", "talks", [None]),
    # nor is there a day where the report gives none
    ("Serbia and Albania settled their dispute.\n\nThe talks between Serbia and Albania lasted six hours.", "talks", [None]),
    ("Serbia and Albania will vote on Thursday.\n\nThe talks between Serbia and Albania lasted six hours.", "talks", [None]),
    # the same thing told twice happened once
    ("Albania joins NATO\n\nAlbania became a member of NATO on Thursday.", "membership", ["2022-11-24", "2022-11-24"]),
    ("Montenegro joins NATO\n\nAlbania became a member of NATO in 2009.", "membership", [None, "2009"]),
    # what is done in what the main clause tells is done then
    ("Albania became a member of NATO on Thursday when it signed the accession protocol.", "signature", ["2022-11-24"]),
    # a time before two verbs dates both
    (BEFORE + "On Thursday Italy ratified the accession of Moldova and France ratified it too.", "ratification", ["2022-11-24"] * 2),
    # the making of a deal dates it
    ("The memorandum that Serbia and Albania signed in June still holds.", "agreement", ["2022-06"]),
]  # fmt: skip

TICKER = (
    "Summit day in Ohrid\n\n"
    "18:40: It is done\nSerbia and Albania have signed the memorandum.\n\n"
    "17:05: Waiting\nMinutes earlier Italy had ratified the accession of Albania to NATO.\n\n"
    "09:30: Background\nLast year Greece ratified the accession of Albania to NATO.\n"
)


def told(text: str, kind: str) -> list[str | None]:
    claims = Reader().read(Report(name="row", text=text, published="2022-11-25"))
    return [claim.time for claim in claims if claim.kind == kind]


@pytest.mark.parametrize(("text", "kind", "times"), TOLD_ELSEWHERE)
def test_a_claim_takes_its_time_from_what_was_told_elsewhere(text: str, kind: str, times: list[str | None]) -> None:
    assert told(text, kind) == times


def test_a_ticker_is_told_in_the_hours_of_its_day() -> None:
    assert told(TICKER, "agreement") == ["2022-11-25"]
    assert told(TICKER, "ratification") == ["2022-11-25", "2021"]
    assert told(TICKER.replace("18:40: ", "").replace("17:05: ", ""), "agreement") == [None]


def test_the_reason_is_kept() -> None:
    (talks,) = (c for c in Reader().read(Report(name="row", text=TOLD_ELSEWHERE[0][0], published="2022-11-25")) if c.kind == "talks")
    assert "time: the day of the story" in talks.reasons
