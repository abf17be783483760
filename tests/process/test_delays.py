"""Delays: from meeting a rule to entry into force."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.process.delays import NONE, Delay, delay_of


@pytest.mark.parametrize(
    ("delay", "met", "in_force"),
    [
        (NONE, "2022-07-05", "2022-07-05"),
        (Delay(days=30), "2016-10-05", "2016-11-04"),  # Paris Agreement
        (Delay(days=90), "2004-11-18", "2005-02-16"),  # Kyoto Protocol
        (Delay(days=90), "2019-01-01", "2019-04-01"),  # the ninetieth day after 1 January
        (Delay(days=60), "2020-01-01", "2020-03-01"),  # through a 29 February
        (Delay(months=6), "2001-08-30", "2002-02-28"),  # there is no 30 February
        (Delay(months=1), "2024-01-31", "2024-02-29"),
        (Delay(months=1), "2024-02-29", "2024-03-29"),  # the day stays; the end of the month does not
        (Delay(months=12), "2024-02-29", "2025-02-28"),
        (Delay(years=1), "1982-10-02", "1983-10-02"),  # MARPOL
        (Delay(years=4), "2024-02-29", "2028-02-29"),
        (Delay(years=1, months=1, days=1), "2020-01-31", "2021-03-01"),  # months first, then days
        (Delay(months=6, next_day=True), "2001-01-15", "2001-07-16"),
        (Delay(next_day=True), "2021-12-31", "2022-01-01"),
        (Delay(first_of_month=1), "2021-12-31", "2022-01-01"),
        (Delay(first_of_month=1), "2021-12-01", "2022-01-01"),  # the first itself does not count
        (Delay(days=60, first_of_month=1), "2002-04-11", "2002-07-01"),  # Rome Statute
        (Delay(first_of_month=6), "1998-09-16", "1999-03-01"),  # Ottawa Convention
        (Delay(months=3, first_of_month=1), "2021-01-31", "2021-05-01"),
    ],
)
def test_the_day_after_a_delay(delay: Delay, met: str, in_force: str) -> None:
    assert delay.after(date.fromisoformat(met)) == date.fromisoformat(in_force)


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (NONE, ""),
        (Delay(days=90), "90 days"),
        (Delay(days=1), "1 day"),
        (Delay(months=1), "1 month"),
        (Delay(years=1, months=6), "1 year and 6 months"),
        (Delay(months=6, next_day=True), "6 months, from the day after"),
        (Delay(first_of_month=1), "first day of the next month following"),
        (Delay(first_of_month=6), "first day of the sixth month following"),
        (Delay(first_of_month=12), "first day of the twelfth month following"),
        (Delay(days=60, first_of_month=1), "first day of the next month following 60 days"),
    ],
)
def test_a_delay_reads_as_words(delay: Delay, words: str) -> None:
    assert delay.in_words() == words


def test_a_number_is_days() -> None:
    assert delay_of(90) == Delay(days=90)
    assert delay_of(Delay(months=3)) == Delay(months=3)


@pytest.mark.parametrize("keys", [{"days": -1}, {"months": 12_001}, {"first_of_month": 13}, {"weeks": 2}, {"days": 1.5}])
def test_what_is_no_delay_is_refused(keys: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(keys, Delay)


parts = st.integers(0, 400)
delays = st.builds(Delay, years=parts, months=parts, days=parts, next_day=st.booleans(), first_of_month=st.integers(0, 12))


@given(delays, st.dates())
def test_a_delay_never_ends_before_it_begins(delay: Delay, day: date) -> None:
    assert delay.after(day) >= day


@given(delays, st.dates(max_value=date(2200, 1, 1)))
def test_who_meets_the_rule_later_does_not_enter_into_force_earlier(delay: Delay, day: date) -> None:
    assert delay.after(day) <= delay.after(day + timedelta(days=1))


@pytest.mark.parametrize("delay", [Delay(years=12_000), Delay(months=12_000), Delay(days=12_000), Delay(first_of_month=1)])
def test_beyond_the_calendar_is_its_last_day(delay: Delay) -> None:
    assert delay.after(date(9999, 12, 30)) == date.max
