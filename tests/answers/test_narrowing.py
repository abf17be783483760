"""Timelines are narrowed to a span of days by what is told, and say what they may be narrowed to."""

from __future__ import annotations

import pytest

from accede.answers.narrowing import Narrowing, names_in
from accede.errors import DateError
from accede.process.model import Entry, Source, Told

TOLD = Source(published="2022-05-18", outlet="Baltic Wire", quote="")


def entry(time: str | None, *rivals: str, **more: object) -> Entry:
    told = tuple(Told(field="time", value=one, sources=(TOLD,), origins=1) for one in rivals)
    return Entry(kind="talks", time=time, bound="2022-05-20", rivals=told, sources=(TOLD,), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "first", "last", "within"),
    [
        (entry("2022-05-18"), "2022-05-18", "2022-05-18", True),
        (entry("2022-05-18"), "2022-05-19", "", False),
        (entry("2022-05-18"), "", "2022-05-17", False),
        (entry("2022-05"), "2022-05-31", "2022-06-30", True),  # one of its days is enough
        (entry("2022-05"), "2022-06-01", "", False),
        (entry("2022-05-18/.."), "2022-06-01", "", False),  # an open side is the day that is told
        (entry("../2022-05-18"), "2022-05-18", "2022-05-18", True),
        (entry("../2022-05-18"), "", "2022-05-17", False),
        (entry(None), "2022-05-20", "2022-05-20", True),  # where it is drawn: by the day of the report
        (entry(None), "", "2022-05-19", False),
        (entry("2022-05-18", "2022-05-18", "2022-07-01"), "2022-07-01", "", True),  # a rival date is told, too
        (entry("2022-05-18"), "2022-06-01", "2022-05-01", False),
    ],
)
def test_a_span_takes_what_has_a_told_day_in_it(held: Entry, first: str, last: str, within: bool) -> None:
    asked = Narrowing(first=first, last=last)
    assert not asked.is_none and asked.of([held]) == ((held,) if within else ())


def test_nothing_asked_is_everything() -> None:
    held = (entry("2022-05-18"), entry(None), Entry(kind="talks"))
    assert Narrowing().is_none and Narrowing().of(held) == held
    assert Narrowing(first="2022-01-01").of(held) == held[:2]  # what has no day at all lies in no span


@pytest.mark.parametrize("day", ["2022-02-30", "2022-05", "tomorrow"])
def test_a_day_that_is_none_is_an_error(day: str) -> None:
    with pytest.raises(DateError):
        Narrowing(first=day).of([])


def test_names_are_of_all_roles_and_of_outlets_not_of_acts() -> None:
    act = Source(published="2022-05-18", outlet="Gazette 7", quote="", act="ef")
    held = [entry("2022-05-18", by=("TUR",), to=("nato",)), Entry(kind="talks", parties=("FIN", "TUR"), sources=(act,))]
    assert names_in(held) == (("FIN", "TUR", "nato"), ("Baltic Wire",))
