"""Days as furniture writes them: what is said is read, what is in doubt is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.reports.days import NamedDay, read

MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4

ROWS = [
    # text, what it names
    ("2023-03-09", NamedDay(3, 9, 2023)),
    ("2024.05.14 09:07 GMT+8", NamedDay(5, 14, 2024)),
    ("2021/09/22 20:45", NamedDay(9, 22, 2021)),
    ("June 28", NamedDay(6, 28)),
    ("Feb. 26", NamedDay(2, 26)),
    ("SEPT 1", NamedDay(9, 1)),
    ("28th of June, 2022", NamedDay(6, 28, 2022)),
    ("15 March", NamedDay(3, 15)),
    ("14-Jun-2024", NamedDay(6, 14, 2024)),
    ("September 23, 2021", NamedDay(9, 23, 2021)),
    ("Friday, 14 June 2024, 22:11", NamedDay(6, 14, 2024, FRIDAY)),
    ("Wed 4 May", NamedDay(5, 4, None, WEDNESDAY)),
    ("14/06/2024", NamedDay(6, 14, 2024)),
    ("09.03.2012 - 15:45", NamedDay(3, 9, 2012)),
    ("02/29/2024", NamedDay(2, 29, 2024)),
    ("May 07. 2025. – 09:12 AM", NamedDay(5, 7, 2025)),
    ("7. May 2025", NamedDay(5, 7, 2025)),
    ("2025. 05. 07.", NamedDay(5, 7, 2025)),
    ("7. 5. 2025.", NamedDay(5, 7, 2025)),
    # in doubt, or no day
    ("03/04/2024", None),
    ("01-06-2022", None),
    ("June 31", None),
    ("2023-02-29", None),
    ("2022-06", None),
    ("in May", None),
    ("30 members", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_read(text: str, expected: NamedDay | None) -> None:
    assert read(text) == expected


def test_a_weekday_decides_the_year_only_where_the_year_is_not_said() -> None:
    assert NamedDay(3, 9, None, MONDAY).in_year(2023) is None
    assert NamedDay(3, 9, 2023, MONDAY).full() == date(2023, 3, 9)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_each_written_form(day: date) -> None:
    for form in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%A}, {day:%d %B %Y}",
        day.isoformat(),
    ):
        named = read(form)
        assert named is not None and named.full() == day


@given(st.text())
def test_any_text_is_read_or_passed_over(text: str) -> None:
    named = read(text)
    assert named is None or named.in_year(named.year or 2000) is not None or named.weekday is not None
