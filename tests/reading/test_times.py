"""Time expressions: a table of manners, and what holds for any text and any day."""

from __future__ import annotations

import doctest
import re._parser as sre
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede import dates
from accede.reading import time_anaphora, time_mentions, time_patterns, times
from accede.reading.time_words import table
from accede.reading.times import TimeExpression, chosen, find, looks_forward, mentions

THURSDAY = date(2023, 3, 9)

# The text, then past and future of every expression in it, read on Thursday 9 March 2023; one value where both agree.
MANNERS: list[tuple[str, list[str | tuple[str, str]]]] = [
    # weekdays
    ("The envoys met on Thursday.", ["2023-03-09"]),
    ("The envoys meet on Friday.", [("2023-03-03", "2023-03-10")]),
    ("They spoke Wednesday in Vilnius.", [("2023-03-08", "2023-03-15")]),
    ("Monday's vote was close.", [("2023-03-06", "2023-03-13")]),
    ("Tuesday’s vote was close.", [("2023-03-07", "2023-03-14")]),
    ("They left at noon on Friday.", [("2023-03-03", "2023-03-10")]),
    ("Last Tuesday the bill was sent.", ["2023-03-07"]),
    ("The bill was sent last Thursday.", ["2023-03-02"]),
    ("They sit again next Thursday.", ["2023-03-16"]),
    ("They sit again next Monday.", ["2023-03-13"]),
    ("They sit again this Friday.", ["2023-03-10"]),
    ("They sat this Tuesday.", ["2023-03-07"]),
    ("They sit on Thursday next week.", ["2023-03-16"]),
    ("They sat on Tuesday of last week.", ["2023-02-28"]),
    ("They meet on Thursday and Friday.", ["2023-03-09/2023-03-10"]),
    ("They met from Monday to Wednesday.", [("2023-03-06/2023-03-08", "2023-03-13/2023-03-15")]),
    ("They meet today and tomorrow, not tomorrow and on Sunday.", ["2023-03-09/2023-03-10", "2023-03-10", ("2023-03-05", "2023-03-12")]),
    ("They meet tomorrow and on Saturday.", ["2023-03-10/2023-03-11"]),
    ("They meet on Monday and Friday.", [("2023-03-06", "2023-03-13"), ("2023-03-03", "2023-03-10")]),
    ("OSLO, TUESDAY - The bill was sent.", [("2023-03-07", "2023-03-14")]),
    ("The bill was sent (Wed. evening).", [("2023-03-08", "2023-03-15")]),
    ("The ministers meet each Thursday.", []),
    ("The ministers meet every Monday.", []),
    ("Each Monday they sit, EVERY Tuesday they read.", []),
    ("Mondays are for the committee.", []),
    ("They sit every other Friday, every week on Tuesday and on the first Monday of each month.", []),
    ("They fly on Monday nights.", []),
    ("They march on 9 May every year, and every year on June 12.", []),
    ("It orbits the Sun. It is no star.", []),
    # days of a month
    ("It signed on May 14.", [("2022-05-14", "2023-05-14")]),
    ("It signed on 14 May.", [("2022-05-14", "2023-05-14")]),
    ("It signed on March 3rd.", [("2023-03-03", "2024-03-03")]),
    ("It signed on the 3rd of March.", [("2023-03-03", "2024-03-03")]),
    ("It signed on 9 March.", ["2023-03-09"]),
    ("It signed on 5 July 2022.", ["2022-07-05"]),
    ("It signed on July 5, 2022, in Brussels.", ["2022-07-05"]),
    ("It signed on Sept. 5.", [("2022-09-05", "2023-09-05")]),
    ("It signed on 5 Sept 2022.", ["2022-09-05"]),
    ("It signed on Tuesday 5 July.", ["2022-07-05"]),
    ("It signs on Wednesday, July 5.", ["2023-07-05"]),
    ("It signed on Tuesday, July 5, 2022.", ["2022-07-05"]),
    ("MADRID, JUNE 28 - The text is out.", [("2022-06-28", "2023-06-28")]),
    ("It signed on July 5 last year.", ["2022-07-05"]),
    ("It signs on 1 June next year.", ["2024-06-01"]),
    ("It was sent last Oct. 23.", ["2022-10-23"]),
    ("The bill must pass by 1 July 2023.", ["2023-07-01"]),
    ("They met on the 20th local time.", [("2023-02-20", "2023-03-20")]),
    ("On the 28th met with the envoys.", [("2023-02-28", "2023-03-28")]),
    ("It was sent on the 18th of last month.", ["2023-02-18"]),
    ("It was sent on the 2nd of this month.", ["2023-03-02"]),
    ("They sat on the 5th floor and on the 3rd day.", []),
    ("They met on the 31st.", [("2023-01-31", "2023-03-31")]),
    ("It became the 31st member.", []),
    ("It rose in the 20th century.", []),
    ("It was sent on 29 February.", [("2020-02-29", "2024-02-29")]),
    # days as numbers
    ("It was signed on 4.7.2022.", ["2022-07-04"]),
    ("It was signed on 04/07/2022.", ["2022-07-04"]),
    ("It was signed on 12/25/2021.", ["2021-12-25"]),
    ("It was signed on 2022-07-04.", ["2022-07-04"]),
    ("Posted 03/09/2023 at noon.", ["2023-03-09"]),
    ("Posted 09.03.2023 at noon.", ["2023-03-09"]),
    ("It was signed on 5/4/23 and 30.12.99.", ["2023-04-05", "1999-12-30"]),
    ("It scored 1/2/3/4 in test 1.2.10.", []),
    ("It was signed on 2022/07/04.", ["2022-07-04"]),
    ("Version 31/31/2022 of the text.", []),
    # stretches of days
    ("They meet on 27 and 28 November 2024.", ["2024-11-27/2024-11-28"]),
    ("They meet from June 9 to 13.", [("2022-06-09/2022-06-13", "2023-06-09/2023-06-13")]),
    ("They meet on 15-16 June.", [("2022-06-15/2022-06-16", "2023-06-15/2023-06-16")]),
    ("They met on 28–30 June 2022.", ["2022-06-28/2022-06-30"]),
    ("They met from 30 May to 2 June 2022.", ["2022-05-30/2022-06-02"]),
    ("They met from May 30 to June 2, 2022.", ["2022-05-30/2022-06-02"]),
    ("They met from 30 December to 2 January 2022.", ["2021-12-30/2022-01-02"]),
    ("They met on 3 and 17 May 2022.", ["2022-05-03", "2022-05-17"]),
    ("The week of June 5 is free.", [("2022-05-30/2022-06-05", "2023-06-05/2023-06-11")]),
    ("The week beginning 6 March 2023 is free.", ["2023-03-06/2023-03-12"]),
    # months
    ("It applied in June last year.", ["2022-06"]),
    ("It applied in May last year.", ["2022-05"]),
    ("It applied in May.", [("2022-05", "2023-05")]),
    ("In May, it applied.", [("2022-05", "2023-05")]),
    ("It applied in March.", ["2023-03"]),
    ("It applied last February.", ["2023-02"]),
    ("It may apply next June.", ["2023-06"]),
    ("It applied in January 2022.", ["2022-01"]),
    ("It ends at the end of June.", [("2022-06", "2023-06")]),
    ("It ends in mid-July.", [("2022-07", "2023-07")]),
    ("It ends in the first week of July.", [("2022-07", "2023-07")]),
    ("It ran from June to September 2022.", ["2022-06/2022-09"]),
    ("It ran in June and July.", [("2022-06/2022-07", "2023-06/2023-07")]),
    ("It ran from November to January 2023.", ["2022-11/2023-01"]),
    ("The March accession was smooth.", ["2023-03"]),
    ("It meets this month and next month.", ["2023-03", "2023-04"]),
    ("It met last month.", ["2023-02"]),
    ("Mrs May said that it may march on.", []),
    ("Jan Kovar and Jun Ito signed.", []),
    ("They march every June.", []),
    # years and their parts
    ("It joined in 2004.", ["2004"]),
    ("It joined last year.", ["2022"]),
    ("It joins early next year.", ["2024"]),
    ("It joins in late 2024.", ["2024"]),
    ("It joins in the first half of 2025.", ["2025-01/2025-06"]),
    ("It joins in the third quarter of next year.", ["2024-07/2024-09"]),
    ("It joins in Q1 2024.", ["2024-01/2024-03"]),
    ("It joins in 2024's second half.", ["2024-07/2024-12"]),
    ("It fell in the first three months of 2022.", ["2022-01/2022-03"]),
    ("It joins by the end of the year.", ["2023"]),
    ("It joins by year-end.", ["2023"]),
    ("It served between 2014 and 2019.", ["2014/2019"]),
    ("It served in 2014-19.", ["2014/2019"]),
    ("It was split in the 1990s.", ["1990/1999"]),
    ("It was founded in 1848.", ["1848"]),
    ("It joined in the summer of 2022.", ["2022"]),
    ("It was stalled last summer.", ["2022"]),
    ("It was stalled last winter.", []),
    ("It sent 2000 soldiers.", []),
    ("It cost $2000 or €2010.", []),
    ("It is resolution 1973 of the Council.", []),
    ("It has 1,990 members and 2019.5 votes.", []),
    ("It starts at 2030 GMT.", []),
    # before and after
    ("It was sent yesterday, and read today.", ["2023-03-08", "2023-03-09"]),
    ("It comes tomorrow or the day after tomorrow.", ["2023-03-10", "2023-03-11"]),
    ("It came the day before yesterday.", ["2023-03-07"]),
    ("It was sent three days ago.", ["2023-03-06"]),
    ("It was sent two months ago.", ["2023-01"]),
    ("It was sent a year ago.", ["2022"]),
    ("It was sent about three years ago.", ["2020~"]),
    ("It was sent more than 20 years ago.", []),
    ("It was sent two weeks ago.", []),
    ("By Christmas it is done.", [("2022-12-25", "2023-12-25")]),
    ("By New Year's Eve 2024 it is done.", ["2024-12-31"]),
    ("It was found on Thanksgiving Day.", [("2022-11-24", "2023-11-23")]),
    ("It voted before Easter 2022, on Good Friday.", ["2022-04-17", ("2022-04-15", "2023-04-07")]),
    ("By Easter Monday it is done.", [("2022-04-18", "2023-04-10")]),
    ("On 5 juni 2022 it was sent, on 3 Juillet 2022 read, on 4 Temmuz 2022 signed.", ["2022-06-05", "2022-07-03", "2022-07-04"]),
    ("The rover landed on Mars and Mart is open.", []),
    # open intervals
    ("It has been the 31st member since Tuesday.", ["2023-03-07/.."]),
    ("It has waited since July 2022.", ["2022-07/.."]),
    ("It has waited since early 2022.", ["2022/.."]),
    ("It pays from 2024 on.", ["2024/.."]),
    ("It pays from 1 January 2025 onwards.", ["2025-01-01/.."]),
    # no value in the calendar
    ("It comes next week, and went last week.", []),
    ("It comes soon, in the coming days, or recently.", []),
    ("It lasted 24 hours, two days and ten years.", []),
    ("It voted three days after its parliament voted.", []),
    ("Since then it has waited.", []),
    ("It was adopted on 30 February.", [("2023-02", "2024-02")]),
]  # fmt: skip


def values(expression: TimeExpression) -> str | tuple[str, str]:
    return expression.past if expression.exact else (expression.past, expression.future)


@pytest.mark.parametrize(("text", "expected"), MANNERS, ids=[text for text, _ in MANNERS])
def test_each_manner_has_its_value(text: str, expected: list[str | tuple[str, str]]) -> None:
    assert [values(expression) for expression in find(text, THURSDAY)] == expected


ANAPHORS = [
    ("On 28 June 2022 they signed. Two days later the text was out.", ["2022-06-28", "2022-06-30"]),
    ("On 28 June 2022 they signed. The next day they left.", ["2022-06-28", "2022-06-29"]),
    ("On 28 June 2022 they signed. The same day they left.", ["2022-06-28", "2022-06-28"]),
    ("On 28 June 2022 they signed; later that day they left.", ["2022-06-28", "2022-06-28"]),
    ("On 28 June 2022 they signed. They had met the day before.", ["2022-06-28", "2022-06-27"]),
    ("On 28 June 2022 they signed. The following Monday they left.", ["2022-06-28", "2022-07-04"]),
    ("On 28 June 2022 they signed. The previous Tuesday they met.", ["2022-06-28", "2022-06-21"]),
    ("On 28 June 2022 they signed. The next day they met; two days later they left.", ["2022-06-28", "2022-06-29", "2022-07-01"]),
    ("In May 2022 it applied. The following month it met.", ["2022-05", "2022-06"]),
    ("In 2009 it applied, and in July that year it met.", ["2009", "2009-07"]),
    ("In 2009 it applied, and on 14 July of the same year it met.", ["2009", "2009-07-14"]),
    ("In 2009 it applied; two years later it joined.", ["2009", "2011"]),
    ("On 28 June 2022 they signed; later in the evening they left.", ["2022-06-28", "2022-06-28"]),
    ("On 28 June 2022 they signed. In the morning they had met.", ["2022-06-28", "2022-06-28"]),
    ("On 28 June 2022 they signed. Minutes earlier they had met.", ["2022-06-28", "2022-06-28"]),
    ("On 28 June 2022 they signed. Two hours later they left.", ["2022-06-28", "2022-06-28"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANAPHORS, ids=[text for text, _ in ANAPHORS])
def test_a_time_may_stand_on_the_one_before(text: str, expected: list[str]) -> None:
    found = find(text, THURSDAY)
    assert [expression.past for expression in found] == expected
    assert [expression.anaphoric for expression in found] == [False] + [True] * (len(found) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "The same day they left.",
        "Two days later they left.",
        "In 2009 it applied. The next day they left.",  # a year is no day to stand on
        "It voted two days after the signing.",
        "The following Monday they left.",
        "Minutes earlier they had met.",
        "On 28 June 2022 they signed. " + "Nothing was said of it. " * 20 + "In the evening they left.",
    ],
)
def test_without_a_time_before_there_is_no_value_to_stand_on(text: str) -> None:
    assert not [expression for expression in find(text, THURSDAY) if expression.anaphoric]


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Albania applied in April 2009 and was named a candidate in June.", ["2009-04", "2009-06"]),
        ("Talks opened in November 2021, and in January they were broken off.", ["2021-11", "2022-01"]),
        ("Talks opened in November 2021. In January they were broken off.", ["2021-11", "2023-01"]),
        ("It was founded in 1998 and joined on 4 April.", ["1998", "2022-04-04"]),
    ],
)
def test_a_month_stands_in_the_year_that_its_sentence_told(text: str, past: list[str]) -> None:
    assert [expression.past for expression in find(text, THURSDAY)] == past


@pytest.mark.parametrize(
    ("text", "attributive"),
    [
        ("It left the 2015 nuclear deal.", True),
        ("It left the landmark 2015 deal.", True),
        ("It praised Iran's 2015 deal.", True),
        ("In 2015 Iran agreed.", False),
        ("By 2015 all had agreed.", False),
        ("The deal of 2015 holds.", False),
        ("The 2015 and 2018 deals hold.", False),
        ("The June 2015 deal holds.", False),
    ],
)
def test_a_bare_year_before_a_noun_is_part_of_a_name(text: str, attributive: bool) -> None:
    assert find(text, THURSDAY)[0].attributive is attributive


def test_an_attributive_year_is_nothing_to_stand_on() -> None:
    found = find("It joined in 2010. It left the 2015 deal later that year.", THURSDAY)
    assert [expression.past for expression in found] == ["2010", "2015", "2010"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They now have two years.", ["PRESENT_REF", "P2Y"]),
        ("They have had 24 hours, several weeks and a decade.", ["PT24H", "PXW", "P1E"]),
        ("They met last week and sit next week.", ["2023-W09", "2023-W11"]),
        ("They met recently and will sit soon.", ["PAST_REF", "FUTURE_REF"]),
        ("It joined in the first quarter of 2022.", ["2022-Q1"]),
        ("It joined in the first half of 2022.", ["2022-H1"]),
        ("It joined in the summer of 2022.", ["2022-SU"]),
        ("It joined in the 1990s.", ["199"]),
        ("The week of 6 March 2023 is free.", ["2023-W10"]),
        ("They met at noon on Thursday.", ["2023-03-09T12:00"]),
        ("They met at 10:30 p.m. on Thursday.", ["2023-03-09T22:30"]),
        ("They met on Thursday morning.", ["2023-03-09TMO"]),
        ("They sit every Monday.", ["XXXX-WXX-1"]),
        ("They met on 27 and 28 November 2024.", ["2024-11-27", "2024-11-28"]),
        ("They will meet on Friday.", ["2023-03-10"]),
        ("They met on Friday.", ["2023-03-03"]),
        ("A 52-year-old man, 30 years old.", []),
        ("They have waited two hundred years, twenty four hours and a couple of days.", ["P200Y", "PT24H", "P2D"]),
        ("It carries 900 passengers a day, four times a week, for a year.", ["P1Y"]),
        ("The show is called 60 Minutes.", []),
        ("They meet daily and report weekly.", ["P1D", "P1W"]),
        ("It grew for the full year, and in the year ended March 31.", ["2023", "P1Y", "2023-03-31"]),
        ("It grew in the last fiscal year and shrinks in fiscal year 2024.", ["2022", "2024"]),
        ("It grew in the past two quarters.", ["P2Q"]),
        ("It was built in the 11th century, soon after the fire.", ["10"]),
        ("In the fourth quarter it earned two million, from one million a year earlier.", ["2022-Q4", "2021-Q4"]),
        ("In the fourth quarter it earned more than in the year-ago period.", ["2022-Q4", "2021-Q4"]),
        ("Its fourth-quarter profit rose. The quarter was its best.", ["2022-Q4", "2022-Q4"]),
        ("It earned more than a year earlier.", [None]),
        ("The round will be held on May 24 and 26.", ["2023-05-24", "2023-05-26"]),
        ("They will meet on Friday. The next day they will leave.", ["2023-03-10", "2023-03-11"]),
    ],
)
def test_mentions_have_the_value_of_timex3(text: str, expected: list[str | None]) -> None:
    assert [mention.value for mention in mentions(text, THURSDAY)] == expected


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("The ministers will meet on |Friday|.", True),
        ("A vote is scheduled for |Friday|.", True),
        ("The bill must be passed by |Friday|.", True),
        ("They agreed to meet on |Friday|.", True),
        ("They spoke ahead of |Friday|.", True),
        ("The ministers met on |Friday|.", False),
        ("The ministers had agreed on |Friday|.", False),
        ("The text was leaked |Friday|.", False),
        ("On |Friday| the ministers agreed.", False),
        ("On |Friday| the ministers will agree.", True),
        ("They will not yield. They met on |Friday|.", False),
        ("Until |Friday|, they had not agreed.", False),
        ("The vote will be held on |Friday|.", True),
        ("The vote is to be formally held on |Friday|.", True),
        ("The envoy could not be reached on |Friday|.", False),
        ("The offer had been due to lapse on |Friday|.", False),
        ("Nine members had replied by |Friday|.", False),
        ("Two bridges were closed by |Friday|.", False),
        ("The virus spread, and by |Friday| schools were shut.", False),
        ("By |Friday| the bill must be sent.", True),
        ("They demanded a reply by |Friday|.", True),
        ("He died on |Friday|.", False),
        ("The originally planned launch on |Friday| was put off.", False),
        ("The judge had given the company until |Friday|.", False),
        ("It fell, according to figures read on |Friday|, to 40.", False),
        ("Observers predict a close vote on |Friday|.", True),
        ("|Friday|.", None),
    ],
)
def test_the_words_around_tell_whether_a_time_lies_ahead(text: str, ahead: bool | None) -> None:
    before, time, after = text.split("|")
    assert looks_forward(before + time + after, len(before), len(before + time)) is ahead


def test_a_day_without_a_year_is_the_much_nearer_one() -> None:
    (soon,) = find("It was payable on 20 March.", THURSDAY)
    assert chosen(soon, THURSDAY, ahead=False) == "2023-03-20"
    (long,) = find("It was payable on 20 August.", THURSDAY)
    assert chosen(long, THURSDAY, ahead=False) == "2022-08-20"
    assert chosen(long, THURSDAY, ahead=True) == "2023-08-20"
    assert chosen(long, THURSDAY, ahead=None) == "2022-08-20"


def test_a_leap_day_is_the_nearer_one_too() -> None:
    (leap,) = find("It closed on 29 February.", date(2024, 2, 14))
    assert chosen(leap, date(2024, 2, 14), ahead=False) == "2024-02-29"


def test_a_quarter_is_reported_when_it_is_over() -> None:
    for day, quarter in ((date(2023, 1, 20), "2022-Q4"), (date(2023, 8, 20), "2023-Q4")):
        (mention,) = mentions("It expects to report a fourth-quarter loss.", day)
        assert mention.value == quarter


def test_days_and_months_in_a_row_are_the_much_nearer_ones() -> None:
    for text, nearer in (("on 20 and 21 March", "2023-03-20/2023-03-21"), ("from April to May", "2023-04/2023-05")):
        (expression,) = find(text, THURSDAY)
        assert chosen(expression, THURSDAY, ahead=False) == nearer


def test_weekdays_follow_the_tense_however_near() -> None:
    (friday,) = find("on Friday", THURSDAY)
    assert chosen(friday, THURSDAY, ahead=False) == "2023-03-03"
    assert chosen(friday, THURSDAY, ahead=None) == "2023-03-03"
    assert chosen(friday, THURSDAY, ahead=True) == "2023-03-10"


def test_the_examples_of_the_docstring_hold() -> None:
    assert doctest.testmod(times).failed == 0


# ---- what always holds

WORDS = st.sampled_from(
    [*table("months"), *table("weekdays"), *table("numbers"), "May", "June", "Friday", "the", "of", "to", "and", "-", "–", ",", ".",
     "last", "next", "this", "year", "month", "week", "day", "days", "later", "ago", "since", "first", "half", "quarter", "end",
     "same", "that", "following", "1", "9", "13", "29", "30", "31", "31st", "2022", "1999", "0000", "9999", "2000s", "12/31/2022",
     "31.12.2022", "0-0-0", "\n", "\u00a0", "summer", "Christmas", "Q4", "p.m.", "12", "noon", "recently", "from", "on", "each"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(WORDS.map(str.capitalize), max_size=40).map(" ".join),
    st.lists(WORDS, max_size=40).map("".join),
)
DAYS = st.dates()


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS)
def test_any_text_gives_stretches_of_it_in_order_with_values_that_can_be_read(text: str, published: date) -> None:
    at = 0
    for expression in find(text, published):
        assert at <= expression.start < expression.end <= len(text)
        at = expression.end
        assert dates.parse(expression.past)
        assert dates.parse(expression.future)


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS)
def test_mentions_of_any_text_are_stretches_of_it_in_order(text: str, published: date) -> None:
    at = 0
    for mention in mentions(text, published):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


@given(TEXTS, st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_the_same_text_and_day_give_the_same_times(text: str, published: date) -> None:
    assert find(text, published) == find(text, published)


NEAR = st.dates(date(1905, 1, 1), date(2090, 12, 31))


@given(NEAR, NEAR)
def test_a_day_read_backwards_is_never_after_the_publication_and_forwards_never_before(said: date, published: date) -> None:
    for text in (f"on {said.day} {said:%B}", f"on {said:%B} {said.day}"):
        (expression,) = find(text, published)
        past, future = date.fromisoformat(expression.past), date.fromisoformat(expression.future)
        assert past <= published <= future
        assert (past.month, past.day) == (future.month, future.day) == (said.month, said.day)


@given(NEAR, NEAR)
def test_a_weekday_is_the_publication_day_only_when_it_is_that_weekday(said: date, published: date) -> None:
    (expression,) = find(f"on {said:%A}", published)
    past, future = date.fromisoformat(expression.past), date.fromisoformat(expression.future)
    assert past.weekday() == future.weekday() == said.weekday()
    assert (past == published) is (future == published) is (said.weekday() == published.weekday())
    assert published - timedelta(days=7) < past <= published <= future < published + timedelta(days=7)


@given(NEAR, NEAR)
def test_a_full_date_is_itself_whatever_the_publication(said: date, published: date) -> None:
    for text in (f"{said.day} {said:%B} {said.year}", f"{said:%B} {said.day}, {said.year}", said.isoformat(), f"{said:%d.%m.%Y}"):
        (expression,) = find(f"It was signed on {text}.", published)
        assert (expression.past, expression.future) == (said.isoformat(),) * 2


@given(st.integers(1, 12), NEAR)
def test_a_month_read_backwards_has_begun_and_forwards_has_not_ended(month: int, published: date) -> None:
    (expression,) = find(f"in {date(2000, month, 1):%B}", published)
    past, future = dates.parse(expression.past), dates.parse(expression.future)
    assert past.first is not None and past.first <= published
    assert future.after is not None and future.after > published


# ---- speed: the work is linear in the text, whatever the text is

TABLES = [
    *(row.pattern for row in time_patterns.rows()),
    *(row.pattern for row in time_mentions.rows()),
    *(anaphor.pattern for anaphor in (*time_anaphora.anaphors(), *time_anaphora.within_a_day())),
]


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_every_pattern_reads_a_bounded_number_of_characters(number: int) -> None:
    pattern = TABLES[number]
    longest = sre.parse(pattern.pattern, pattern.flags).getwidth()[1]
    assert longest <= 400, pattern.pattern


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_pattern_begins_where_the_opening_word_does_not_let_it(text: str) -> None:
    opened = {match.start() for match in time_patterns.opening().finditer(text)}
    for pattern in TABLES:
        for match in pattern.finditer(text):
            assert match.start() in opened, (pattern.pattern, match[0])


@pytest.mark.parametrize("text", [text for text, _ in MANNERS])
def test_each_manner_begins_with_an_opening_word(text: str) -> None:
    opened = {match.start() for match in time_patterns.opening().finditer(text)}
    assert opened >= {match.start() for pattern in TABLES for match in pattern.finditer(text)}


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), st.integers(2, 40))
def test_places_to_begin_grow_with_the_text_and_no_faster(unit: str, count: int) -> None:
    # At each place each pattern is tried once and reads a bounded stretch, so this is the work.
    once = len(time_patterns.opening().findall(f"{unit} "))
    assert len(time_patterns.opening().findall(f"{unit} " * count)) <= count * (once + 1)


@pytest.mark.parametrize("unit", ["1", " ", "31 May ", "two-the "])
def test_a_line_of_200_000_characters_is_read(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    for expression in find(text, THURSDAY):
        assert expression.end <= len(text)
