"""What a report may keep that is not about a process."""

from __future__ import annotations

import pytest

from accede.model import KINDS, Report
from accede.reading import read
from accede.reading.drafts import Draft
from accede.reading.gate import SHORTEST, SOFT, passed
from accede.reading.scene import Scene

NATO, NOTHING = Scene(target="nato"), Scene()
# A long report about a football club, with words of talks, demands and expectations in it.
FOOTBALL = (
    "Harbour City expect to sign their new striker before the match against Rovers on Saturday. The coach, Peter Lund, said "
    "on Thursday that the club must sell a player first. “We demand more from everybody,” Lund said. The supporters "
    "expect a win. The club promised to build a new stand by 2024, but the builders say that it has not kept its "
    "promise. The captain, Ola Berg, hopes that the team will play better in the spring. The next match is on "
    "Sunday. Rovers said that their goalkeeper would not play because of an injury to his hand. Every ticket has been sold, "
    "the treasurer said, and the gates will open at noon. Berg told the paper that the mood in the squad was good. "
    "He said that he had slept well. The weather is expected to be cold, and the supporters were asked to come early "
    "because the trains will be full. The match will be shown on a screen in the park. The mayor expects a quiet day. "
    "The coach wants his players to rest until then and said that nobody would train on Friday.\n"
)


def drafts(*kinds: str) -> list[Draft]:
    return [Draft(kind, i, i + 1, i, i, 0) for i, kind in enumerate(kinds)]


def kinds(kept: list[Draft]) -> list[str]:
    return [made.kind for made in kept]


def test_what_any_news_holds_are_kinds() -> None:
    assert set(KINDS) > SOFT


@pytest.mark.parametrize("words", [SHORTEST, 500])
def test_a_long_report_about_something_else_keeps_nothing_soft(words: int) -> None:
    assert passed(drafts(*sorted(SOFT)), NATO, words) == []
    assert kinds(passed(drafts("talks", *sorted(SOFT)), NOTHING, words)) == ["talks"]


@pytest.mark.parametrize(("held", "scene"), [
    (("talks", "application", "statement"), NOTHING),
    (("ratification", "statement", "expectation"), NATO),
])  # fmt: skip
def test_two_things_of_a_process_or_one_and_what_is_acceded_to_are_enough(held: tuple[str, ...], scene: Scene) -> None:
    assert kinds(passed(drafts(*held), scene, 500)) == list(held)


def test_a_short_text_keeps_all() -> None:
    assert kinds(passed(drafts("statement", "demand"), NOTHING, SHORTEST - 1)) == ["statement", "demand"]


def test_sport_makes_no_soft_claims() -> None:
    assert len(FOOTBALL.split()) > SHORTEST + 20
    claims = read(Report(name="sport", text=FOOTBALL, published="2022-11-24"))
    assert [claim.quote for claim in claims if claim.kind in SOFT] == []
