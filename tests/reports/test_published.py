"""A day without its year is completed by what the report mentions, or refused with the reason; never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import ReportRefused
from accede.reports.bounds import Evidence
from accede.reports.days import NamedDay
from accede.reports.evidence import gather
from accede.reports.formats import Draft
from accede.reports.furniture import find
from accede.reports.published import REMEDY, Published, complete, published

MORE = " The envoys are to speak again, and nobody at the table wished to say more than that about it."

#: text of a wire report after "BRUSSELS, <day> (Fjord Wire) - ", and the day it must have been published on
COMPLETED = [
    # members and a milestone: the two bounds leave one June
    ("June 21", "In May, Finland and Sweden formally submitted their applications to NATO, which has 30 member states.", "2022-06-21"),
    # one year later the same milestone is told with "last year"
    ("March 15", "Finland and Sweden submitted their applications to NATO in May last year; all 30 members must agree.", "2023-03-15"),
    # office-holders alone
    ("June 28", "Swedish Prime Minister Magdalena Andersson and Foreign Minister Ann Linde met NATO's 30 allies.", "2022-06-28"),
    # a weekday said with its day
    ("March 10", "The ministers met on Thursday, March 9, and NATO has 30 member states. Russia launched its full-scale invasion of Ukraine.", "2023-03-10"),
    # what is past and what is still to come
    ("July 4", "The protocol was adopted in June 2023. The treaty will enter into force in 2023.", "2023-07-04"),
    # one member more is one span further
    ("May 2", "The 31 members of NATO sent ships.", "2023-05-02"),
    ("February 29", "The 31 members of NATO sent ships.", "2024-02-29"),
    ("May 2", "The other 30 members of NATO sent ships.", "2023-05-02"),
]  # fmt: skip

OPEN = [
    ("June 21", "The envoys met for five hours.", "leaves open"),
    ("June 21", "NATO has 30 member states.", "leaves 2020 or 2021 or 2022"),
    ("June 21", "The memorandum was signed in June 2018.", "leaves 2018 to"),
    # what looks back or ahead is no evidence
    ("June 21", "NATO then had 16 members. Former Prime Minister Magdalena Andersson spoke.", "leaves open"),
    ("June 21", "Finland and Sweden will submit their applications to NATO in May.", "leaves open"),
    # evidence that contradicts itself
    ("June 21", "All 30 members of NATO agreed after Finland joined NATO.", "contradicts itself: 30 members of NATO .*; accession of Finland"),
    ("March 10", "They met on Friday, March 9. NATO has 30 member states.", "contradicts itself: 30 members of NATO .*; Friday, March 9"),
]  # fmt: skip


def dated(day: str, news: str, given: str | None = None) -> Published:
    text = f"BRUSSELS, {day} (Fjord Wire) - {news}{MORE}"
    return published(Draft(name="a.txt", text=text), find(text), given)


@pytest.mark.parametrize(("day", "news", "expected"), COMPLETED)
def test_completed(day: str, news: str, expected: str) -> None:
    found = dated(day, news)
    assert found.day == expected
    assert found.inferred_from


@pytest.mark.parametrize(("day", "news", "reason"), OPEN)
def test_refused_with_the_reason_and_the_remedy(day: str, news: str, reason: str) -> None:
    with pytest.raises(ReportRefused, match=reason) as refused:
        dated(day, news)
    assert refused.value.remedy == REMEDY


def test_the_words_say_what_it_was_completed_from() -> None:
    words = dated(*COMPLETED[0][:2]).inferred_from
    assert words == (
        "30 members of NATO (2020-03-27 to 2023-04-03); applications of Finland and Sweden to NATO (2022-05-18), in May"
    )


def test_the_user_wins_over_an_inference_but_not_over_a_full_date() -> None:
    assert dated("June 21", COMPLETED[0][1], given="2022-06-22") == Published("2022-06-22")
    assert dated("June 21, 2022", "They met.", given="2022-06-23") == Published("2022-06-21")


def test_a_copyright_line_of_the_outlet_gives_the_year_and_of_another_its_latest() -> None:
    own = "OSLO, June 21 (Fjord Wire) - They met." + MORE + "\n© 2022 Fjord Wire"
    other = "CGTN\nOSLO, June 21 - They met." + MORE + "\n© 2022 Plain Pages"
    assert published(Draft(name="a", text=own), find(own), None).day == "2022-06-21"
    with pytest.raises(ReportRefused, match="leaves 1945 to 2022"):
        published(Draft(name="a", text=other), find(other), None)


def test_a_month_in_the_header_gives_the_year_of_a_dateline() -> None:
    text = "date 2022-06 OSLO, June 21 (Fjord Wire) - They met." + MORE
    assert published(Draft(name="a", text=text), find(text), None) == Published("2022-06-21", "header of 2022-06")


@given(st.integers(1, 12), st.integers(1, 28), st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 900))
def test_what_is_completed_satisfies_all_evidence_and_is_the_only_day_that_does(
    month: int, day: int, first: date, span: int
) -> None:
    after = date.fromordinal(first.toordinal() + span)
    bound = Evidence("a span", ((first, after),))
    fitting = [one for year in range(1945, 2151) if bound.allows(one := date(year, month, day))]
    if len(fitting) == 1:
        assert complete(NamedDay(month, day), (bound,)).day == fitting[0].isoformat()
    else:
        with pytest.raises(ReportRefused):
            complete(NamedDay(month, day), (bound,))


@given(st.text())
def test_evidence_is_gathered_from_any_text(text: str) -> None:
    assert all(one.spans for one in gather(text))
