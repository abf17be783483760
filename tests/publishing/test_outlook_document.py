"""The outlook in words: what is likely by when, on which grounds, how such forecasts did; and what is said where there is none."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlook_samples import BASE, DONE, NEVER, NONE, make_forecast, scored
from status_samples import HOSTILE, make_status

from accede.outlook.model import Forecast, Ground
from accede.process.model import Status
from accede.publishing.brief import as_html
from accede.publishing.document import BRIEF, Document, Point, Section, Table
from accede.publishing.markdown import as_markdown
from accede.publishing.outlook import blocks, outlook_document, outlook_section, percent
from accede.publishing.outlook import scores as scores_in_words
from accede.publishing.screen import on_screen
from accede.publishing.status import status_document

MODEL = make_forecast()
BOTH = (("Finland", MODEL), ("Sweden", MODEL))
DIFFERENT = (("Finland", DONE), ("Sweden", MODEL))


def lines(held: Any) -> list[str]:
    """Each point as one line, indented by its depth."""
    return [f"{'  ' * one.depth}{' '.join(filter(None, (one.lead, one.text)))}" for one in held if isinstance(one, Point)]


def table(held: Any) -> Table:
    (found,) = [one for one in held if isinstance(one, Table)]
    return found


def test_a_forecast_in_words() -> None:
    assert lines(blocks(MODEL, full=False)) == [
        "Completion: as likely before as after 20 June 2023",
        "  half of the probability lies from 10 May 2023 to 12 August 2023",
        "  one in ten before 20 April 2023, one in ten after 29 September 2023",
        "  not by 9 March 2033: 4 %",
        "  By 11 July 2023, Vilnius: 62 %",
        "Grounds: what it rests on, with its weight",
        "  survival: the rate of 179 past consents (nato), 2 outstanding: 28 % of the draws",
        "  how long 7 past processes took, half of them 13 months or less: 42 % of the draws",
        "  Anna Ek expected it by 2023-07-11 (said by 2023-03-01): 30 % of the draws",
        "  objection of Turkey for 295 days: rate of consent times 0.15",
        "  2 members of which an earlier stage is told: 45 days from there to deposit, on average",
    ]


def test_what_never_comes_is_later_than_the_horizon() -> None:
    assert lines(blocks(NEVER, full=False)) == [
        "Supposing that Hungary never consents",
        "Completion: more likely than not later than 9 March 2033",
        "  not by 9 March 2033: 100 %",
        "  By 11 July 2023, Vilnius: 0 %",
        "Grounds: what it rests on, with its weight",
        "  survival: the rate of 179 past consents (nato), 2 outstanding",
    ]


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        (0, ["Completion: more likely than not later than 9 March 2033"]),
        (1, ["Completion: more likely than not later than 9 March 2033",
             "  one in ten before 20 April 2023, one in ten later than 9 March 2033"]),
        (2, ["Completion: more likely than not later than 9 March 2033",
             "  half of the probability lies from 10 May 2023 to later than 9 March 2033",
             "  one in ten before 20 April 2023, one in ten later than 9 March 2033"]),
        (3, ["Completion: as likely before as after 20 June 2023",
             "  half of the probability lies from 10 May 2023 to later than 9 March 2033",
             "  one in ten before 20 April 2023, one in ten later than 9 March 2033"]),
        (4, ["Completion: as likely before as after 20 June 2023",
             "  half of the probability lies from 10 May 2023 to 12 August 2023",
             "  one in ten before 20 April 2023, one in ten later than 9 March 2033"]),
    ],
)  # fmt: skip
def test_quantiles_beyond_the_horizon(reached: int, expected: list[str]) -> None:
    held = make_forecast(quantiles=tuple((share, day if at < reached else None) for at, (share, day) in enumerate(MODEL.quantiles)))
    found = lines(blocks(held, full=False))
    assert found[: found.index("  not by 9 March 2033: 4 %")] == expected


@pytest.mark.parametrize(
    ("held", "first", "number"),
    [
        (DONE, "Completed: on 4 April 2023, on record; nothing is left to forecast", 1),
        (NONE, "No forecast: nothing is signed yet", 1),
        (BASE, "This is the base rate, not the model: since no decision rule is known for it", 8),
        (msgspec.structs.replace(DONE, supposing=("TUR consents on 2023-06-30", "HUN never consents")),
         "Supposing that Turkey consents on 2023-06-30; Hungary never consents", 2),
    ],
)  # fmt: skip
def test_what_stands_in_is_said_first(held: Forecast, first: str, number: int) -> None:
    found = lines(blocks(held, full=False))
    assert (found[0], len(found)) == (first, number)


def test_many_grounds_are_counted_unless_all_are_asked_for() -> None:
    many = make_forecast(grounds=tuple(Ground(what=f"halt of S{at} for 3 days", weight=0.5, kind="factor") for at in range(11)))
    assert sum(" for 3 days" in line for line in lines(blocks(many, full=False))) == 8
    assert lines(blocks(many, full=False))[-1] == "  3 more (accede outlook --full)"
    assert sum(" for 3 days" in line for line in lines(blocks(many, full=True))) == 11


def test_the_table_has_each_quarter_of_two_years_and_then_each_years_end() -> None:
    found = table(blocks(MODEL, full=True))
    rows = [tuple(cell.text for cell in row) for row in found.rows]
    assert rows[:4] == [("9 March 2023", "0 %"), ("31 May 2023", "40 %"), ("31 August 2023", "80 %"), ("30 November 2023", "96 %")]
    assert [day for day, _ in rows[9:]] == [f"31 December {year}" for year in range(2025, 2033)]
    assert not [one for one in blocks(MODEL, full=False) if isinstance(one, Table)]


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.01, "1 %"), (0.374, "37 %"), (0.5, "50 %"), (0.99, "99 %"), (0.995, "over 99 %"), (1, "100 %")],
)
def test_a_share_in_words(share: float, shown: str) -> None:
    assert percent(share) == shown


@given(st.floats(0, 1))
def test_only_what_is_certain_is_shown_as_nothing_or_all(share: float) -> None:
    assert (percent(share) == "0 %") is (share == 0)
    assert (percent(share) == "100 %") is (share == 1)


@pytest.mark.parametrize(
    ("briers", "bases", "expected"),
    [
        ({}, {"model"}, [
            "Mean Brier score, 0 is perfect: model 0.080, as officials expect 0.090, base rate 0.100, never changes 0.500",
            "  on 11 past accessions, each left out of the fitting, 1,805 questions (docs/outlook.md)",
        ]),
        ({"model": 0.12, "base_rate": 0.1}, {"model"}, [
            "Mean Brier score, 0 is perfect: base rate 0.100, model 0.120",
            "  on 11 past accessions, each left out of the fitting, 1,805 questions (docs/outlook.md)",
            "  base rate did better than this model",
        ]),
        ({"model": 0.12, "base_rate": 0.1}, {"base rate"}, [
            "Mean Brier score, 0 is perfect: base rate 0.100, model 0.120",
            "  on 11 past accessions, each left out of the fitting, 1,805 questions (docs/outlook.md)",
        ]),
    ],
)  # fmt: skip
def test_the_score_stands_beside_the_simpler_ways(briers: dict[str, float], bases: set[str], expected: list[str]) -> None:
    assert lines(scores_in_words(scored(**briers), bases)) == expected


def test_scores_where_only_some_questions_count_are_not_shown() -> None:
    assert lines(scores_in_words([msgspec.structs.replace(one, on="told") for one in scored()], {"model"})) == []
    assert "on 11 past treaties" in lines(scores_in_words(scored("treaty"), {"model"}))[1]


# Documents


def document(plain: Any, supposed: Any = (), full: bool = False) -> Document:
    return outlook_document(make_status(), "As of 9 March 2023.", plain, supposed, full)


def titles(held: Document) -> list[str]:
    return [section.title for section in held.sections]


def test_candidates_of_whom_the_same_is_forecast_stand_together() -> None:
    assert titles(document(BOTH)) == ["Outlook for Finland and Sweden", "How such forecasts did"]
    assert titles(document(DIFFERENT)) == ["Outlook for Finland", "Outlook for Sweden", "How such forecasts did"]
    section = outlook_section(BOTH)
    assert lines(section.blocks)[:2] == ["Finland and Sweden:", "Completion: as likely before as after 20 June 2023"]
    assert [line for line in lines(outlook_section(DIFFERENT).blocks) if not line.startswith(" ")][:3] == [
        "Finland:", "Completed: on 4 April 2023, on record; nothing is left to forecast", "Sweden:",
    ]  # fmt: skip


def test_the_document_says_how_it_is_decided_then_the_forecast() -> None:
    held = document(BOTH)
    assert (held.title, held.dates) == ("Finland and Sweden to NATO: outlook", "As of 9 March 2023.")
    first = lines(held.sections[0].blocks)
    assert first[0] == "Rule, acceptance of the protocol: all 30 parties must consent"
    assert first.index("Completion: as likely before as after 20 June 2023") > 0
    assert not [line for line in lines(document(DIFFERENT).sections[0].blocks) if line.startswith("Rule")]


def test_a_supposition_has_a_section_of_its_own() -> None:
    held = document(BOTH, (("Finland", NEVER), ("Sweden", NEVER)))
    assert titles(held) == ["Outlook for Finland and Sweden", "Supposed for Finland and Sweden", "How such forecasts did"]
    assert lines(held.sections[1].blocks)[0] == "Supposing that Hungary never consents"


def test_the_entry_into_force_of_an_instrument_has_no_name() -> None:
    status = make_status()
    treaty = msgspec.structs.replace(status, process=msgspec.structs.replace(status.process, candidates=()))
    held = outlook_document(treaty, "", [("", BASE)], [("", NEVER)])
    assert titles(held) == ["Outlook", "Supposed", "How such forecasts did"]
    assert lines(outlook_section([("", BASE)]).blocks)[0].startswith("This is the base rate")


def test_without_scores_there_is_no_section_of_them() -> None:
    assert titles(document([("Finland", NONE), ("Sweden", NONE)])) == ["Outlook for Finland and Sweden"]


# Whatever the words are


SIGNS = {"\x1b", "\x9b", "\u202e", "\u202c"}
VILE = make_forecast(HOSTILE, supposing=(f"{HOSTILE} never consents",))


def brief(status: Status, told: Any) -> str:
    return as_html(status_document(status, "As of 9 March 2023.", BRIEF, told), status, {}, {}, told)


@pytest.mark.parametrize("words", [HOSTILE, "</text></svg><script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", "]]></title><img src=x>"])
def test_hostile_words_are_no_markup_in_the_brief_and_its_chart(words: str) -> None:
    told = [("Finland", make_forecast(words)), (f"Sweden {words}", make_forecast(words, never=0.05))]
    page = brief(make_status(), told)
    chart = page[page.index('<svg class="chart"') :]
    chart = chart[: chart.index("</svg>")]
    assert "<script" not in page and "<img" not in page
    assert not SIGNS & set(page)
    assert "Vilnius" in chart and "Sweden" in chart
    if "<" in words:
        assert "&lt;" in chart


def test_hostile_words_steer_neither_terminal_nor_markdown() -> None:
    held = document([("Finland", VILE), ("Sweden", VILE)], [("Finland", VILE), ("Sweden", VILE)], full=True)
    screen, text = on_screen(held), as_markdown(held)
    assert not SIGNS & set(screen) and not SIGNS & set(text)
    assert max(map(len, screen.splitlines())) <= 80
    assert "<script" not in text and "Anna Ek" in text and "Anna Ek" in screen


def test_the_brief_has_the_outlook_and_its_chart_only_where_there_is_one() -> None:
    status = make_status()
    assert '<svg class="chart"' in brief(status, BOTH)
    assert '<svg class="chart"' not in brief(status, [("Finland", DONE), ("Sweden", NONE)])
    assert "No forecast" in brief(status, [("Finland", DONE), ("Sweden", NONE)])
    assert 'id="outlook"' not in brief(status, [])
    assert isinstance(outlook_section(BOTH), Section)
