"""A report that is edited after publication is a version of itself; what rolls on under one headline is none."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.model import Report
from accede.reports.fingerprints import pairs
from accede.reports.formats import Draft
from accede.reports.intake import report
from accede.reports.origins import origins
from accede.reports.versions import Version, chains, is_version

LINES = (
    "Deputies in Lakeland agreed on Monday to the accession of the neighbour to the pact, with 182 votes in favour.",
    "The speaker of parliament, Anna Ek, said that the law would go to the president within the week.",
    "The opposition had asked for another reading, but found no majority, as its leader Jon Holm conceded at night.",
    "The pact needs the consent of all its members, of which Riverland and Hillside have still to vote.",
)
TEXT = "\n\n".join(LINES)
EDITED = "\n\n".join((LINES[0].replace("182", "184"), LINES[1], "Turnout was higher than ever, the clerk of the house said.", *LINES[2:]))
OTHER = (
    "Herring cost more on Monday than at any time since the spring, merchants in Harbour City said.\n\n"
    "Storms had kept the boats in port for nine days, and wholesalers expect relief when the weather lets the fleet leave."
)
TITLE = "Lakeland votes for the neighbour"
URL = "https://www.fjord.example/pact/vote"


def made(text: str = TEXT, day: str = "2022-06-20", outlet: str = "Fjord Wire", **more: object) -> Report:
    return Report(name="x", text=text, published=day, outlet=outlet, **more)  # type: ignore[arg-type]


#: two reports, and whether one is a version of the other
ROWS = {
    "same address, next day": (made(url=URL), made(EDITED, "2022-06-21", url=URL.replace("www.", "") + "/?utm_source=mail"), True),
    "same headline, next day": (made(title=TITLE), made(EDITED, "2022-06-21", title="UPDATE 2 - " + TITLE), True),
    "nearly the same words": (made(title=TITLE), made(EDITED, "2022-06-21", title="184 votes for the neighbour"), True),
    "much later at the same address": (made(url=URL), made(EDITED, "2024-06-21", url=URL), True),
    "much later elsewhere": (made(title=TITLE), made(EDITED, "2024-06-21", title=TITLE), False),
    "another outlet": (made(title=TITLE), made(EDITED, "2022-06-21", "Plain Pages", title=TITLE), False),
    "no outlet named": (made(outlet="", title=TITLE), made(EDITED, "2022-06-21", "", title=TITLE), False),
    "no outlet, one address": (made(outlet="", url=URL), made(EDITED, "2022-06-21", "", url=URL), True),
    "another text at the same address": (made(url=URL), made(OTHER, "2022-06-21", url=URL), False),
    "a column of the next day": (made(title="The morning brief"), made(OTHER, "2022-06-21", title="The morning brief"), False),
    "one day, time of update": (made(), made(EDITED, updated="2022-06-20T14:05"), True),
    "one day, two times": (made(updated="2022-06-20T11:00"), made(EDITED, updated="2022-06-20T14:05"), True),
    "one day, a time and none": (made(updated="2022-06-20"), made(EDITED, updated="2022-06-20T14:05"), False),
    "one day, a note": (made(), made(EDITED, notes=("Correction: the count was 184.",)), True),
    "one day, numbers": (made(notes=("UPDATE 1-",)), made(EDITED, notes=("UPDATE 3-",)), True),
    "one day, and nothing tells which is later": (made(), made(EDITED), False),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), ROWS.values(), ids=ROWS)
def test_what_is_a_version(one: Report, other: Report, expected: bool) -> None:
    assert bool(is_version(one, other)) == bool(is_version(other, one)) == expected
    found = {pair: why for pair, why in pairs([one, other]).items() if why.version}
    assert bool(found) == expected
    if expected:
        assert chains([other, one], found) == {one.id: Version(one.id, 1, ""), other.id: Version(one.id, 2, one.id)}
        assert len(set(origins([one, other]).values())) == 1


def ticker(*entries: tuple[str, str]) -> str:
    return "\n\n".join(f"{time} {words}" for time, words in entries)


def test_a_live_ticker_that_rolls_on_is_no_version() -> None:
    old = [("09:10", LINES[0]), ("10:20", LINES[1]), ("11:30", LINES[2])]
    new = [*old[1:], ("14:00", LINES[3]), ("15:10", OTHER)]
    one, other = made(ticker(*old), url=URL, title="Live"), made(ticker(*new), "2022-06-21", url=URL, title="Live")
    assert not is_version(one, other)


CHAIN = [
    made(day="2022-06-20"), made(EDITED, updated="2022-06-20T14:05"), made(EDITED + "\n\nMore to come.", "2022-06-21"),
    made(OTHER, "2022-06-21"),
]  # fmt: skip


@settings(max_examples=24, deadline=None)
@given(st.permutations(CHAIN))
def test_versions_are_numbered_alike_in_whatever_order_they_come(order: list[Report]) -> None:
    first, second, third, _ = CHAIN
    found = chains(order, [pair for pair, why in pairs(order).items() if why.version])
    assert found == {
        first.id: Version(first.id, 1, ""), second.id: Version(first.id, 2, first.id), third.id: Version(first.id, 3, second.id),
    }  # fmt: skip


def test_a_pair_with_a_report_that_is_not_known_is_passed_over() -> None:
    edges = list(pairs(CHAIN))
    assert chains(CHAIN[:1], edges) == {}
    assert set(chains(CHAIN[:2], edges)) == {one.id for one in CHAIN[:2]}


#: what a text says of its update, and what is taken from it
SAID = [
    ("Published 20 June 2022 | Updated 21 June 2022, 14:05", "2022-06-21T14:05"),
    ("Updated: June 20, 2022 2:30 pm", "2022-06-20T14:30"),
    ("Published: 20 June 2022, 08:00", ""),
    ("20 June 2022 | Updated 14:05", "2022-06-20T14:05"),
]


@pytest.mark.parametrize(("line", "expected"), SAID)
def test_the_time_of_an_update_is_taken_from_the_words(line: str, expected: str) -> None:
    assert report(Draft(name="x", text=f"Talks end\n\n{line}\n\n{TEXT}")).updated == expected


def test_what_the_file_says_of_the_update_goes_first_and_leaves_the_id_alone() -> None:
    text = f"Talks end\n\nUpdated: June 20, 2022 2:30 pm\n\n{TEXT}"
    one, other = (report(Draft(name="x", text=text, updated=said)) for said in ("", "2022-06-22"))
    assert (other.updated, other.id) == ("2022-06-22", one.id)
    assert msgspec.structs.replace(other, updated=one.updated) == one
