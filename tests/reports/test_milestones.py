"""The file of milestones, and how a sentence places one against the day of publication."""

from datetime import date

import pytest

from accede.reports.milestones import happened, milestones

ABOUT = "Finland, Sweden and NATO. "


def test_every_row_can_be_read_and_has_two_sources() -> None:
    assert len(milestones()) == len({one.says for one in milestones()})


@pytest.mark.parametrize(
    ("sentence", "first", "after"),
    [
        ("In May, the two submitted their applications.", date(2022, 5, 18), date(2023, 5, 1)),
        ("The two submitted their applications in May last year.", date(2023, 1, 1), date(2024, 1, 1)),
        ("The two submitted their applications this year.", date(2022, 5, 18), date(2023, 1, 1)),
        ("The two submitted their applications in May 2022.", date(2022, 5, 18), None),
        ("The two submitted their applications.", date(2022, 5, 18), None),
    ],
)
def test_a_milestone_told_as_past_bounds_the_report(sentence: str, first: date, after: date | None) -> None:
    [found] = happened(ABOUT + sentence, [sentence])
    assert found.spans == ((first, after),)


@pytest.mark.parametrize(
    "sentence",
    [
        "The two will have submitted their applications by then.",
        "The two have not submitted their applications.",
        "They met.",
    ],
)
def test_what_has_not_happened_bounds_nothing(sentence: str) -> None:
    assert not list(happened(ABOUT + sentence, [sentence]))
