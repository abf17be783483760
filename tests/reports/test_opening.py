"""A day of publication that stands loose among the first lines, and days of events that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.reports.opening import opening_day

PUBLISHED = [
    ("Talks on the strait end (Fjord Wire) Updated: 2005-08-07 13:53\nEnvoys left on Sunday.", "2005-08-07"),
    ("Envoys ask for time 2009-02-18 07:57:01   Print\n\n BRUSSELS, Feb. 17 -- Envoys asked.", "2009-02-18"),
    ("The president signs\n\nMarch 05. 2024. – 05:23 PM\n\nupdated\n", "2024-03-05"),
    ("Published on 4 May 2020\nThe treaty was signed on 3 May 2019.", "2020-05-04"),
    ("Akkoord bereikt (en)\n\nOvergenomen van het ministerie, gepubliceerd op woensdag 16 juni 2004, 9:54.", "2004-06-16"),
    ("Gipfel (en)\nVeröffentlicht am 3. März 2011", "2011-03-03"),
    ("Signed on 4 April 1949.\nPosted: 3 May 2021", "2021-05-03"),
]  # fmt: skip

OF_EVENTS = [
    "The treaty of 4 April 1949 at work",
    "The report, published on 12 May 2021, says that the talks failed.",
    "The prisoners were released on 4 March 2020.",
    "The session is set for 4 May 2023 at 14:00.",
    "They meet on 4 May 2023, 14:00",
    "Ratified 12.03.2004 by all",
    "Published on 4 May",
    "Updated: 31 June 2021",
    "x\n" * 12 + "Updated: 2005-08-07",
]


@pytest.mark.parametrize(("text", "expected"), PUBLISHED)
def test_a_day_set_off_as_that_of_publication(text: str, expected: str) -> None:
    found = opening_day(text)
    assert found is not None
    assert str(found.full()) == expected


@pytest.mark.parametrize("text", OF_EVENTS)
def test_the_day_of_an_event_is_none(text: str) -> None:
    assert opening_day(text) is None


@given(st.text())
def test_any_text_gives_a_whole_day_or_none(text: str) -> None:
    found = opening_day(text)
    assert found is None or found.full() is not None
