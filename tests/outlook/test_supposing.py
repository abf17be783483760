"""Suppositions: what is understood, what is refused and with what remedy, and what they do to a question."""

from __future__ import annotations

import msgspec
import pytest

from accede.cli.outlook import actor_of
from accede.errors import DateError, NotFound
from accede.knowledge import load
from accede.outlook.model import Question, Trouble
from accede.outlook.supposing import HELP, scenario

from .samples import TODAY, asked, asked_of_treaty, halt, objection, on

BEFORE = asked("DNK", troubles=(objection("TUR"), halt("HUN"), halt("eu")))


def suppose(question: Question, *texts: str) -> Question:
    for text in texts:
        question = scenario(question, text, lambda name: actor_of(name, load()))
    return question


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("TUR deposits 2023-06-30", {"TUR": "2023-06-30"}),
        ("TUR deposits on 2023-06-30", {"TUR": "2023-06-30"}),
        ("  Turkey   ratifies by 2023-06-30 ", {"TUR": "2023-06-30"}),
        ("tur Consents 2023-06-30", {"TUR": "2023-06-30"}),
        ("HUN approves 2023-06-30", {"HUN": "2023-06-30"}),
        ("Hungary accepts 2023-06-30", {"HUN": "2023-06-30"}),
        ("NOR joins 2024-02-29", {"NOR": "2024-02-29"}),
    ],
)
def test_a_day_of_consent(text: str, supposed: dict[str, str]) -> None:
    found = suppose(BEFORE, text)
    assert found == msgspec.structs.replace(BEFORE, supposed={actor: on(day) for actor, day in supposed.items()})


@pytest.mark.parametrize("text", ["HUN never", "Hungary never consents", "hun NEVER ratifies"])
def test_never(text: str) -> None:
    assert suppose(BEFORE, text) == msgspec.structs.replace(BEFORE, never=("HUN",))


@pytest.mark.parametrize("text", ["TUR lifts its objection", "Turkey drops the objection", "TUR lifts", "tur drops its veto"])
def test_lifting_takes_away_what_that_actor_has_raised(text: str) -> None:
    assert suppose(BEFORE, text).troubles == (halt("HUN"), halt("eu"))


def test_whoever_has_halted_it_may_lift_that_without_a_vote() -> None:
    assert suppose(BEFORE, "eu lifts its halt").troubles == (objection("TUR"), halt("HUN"))


@pytest.mark.parametrize("actor", ["NOR", "HUN", "TUR"])
def test_an_objection_is_added_to_what_stands(actor: str) -> None:
    found = suppose(BEFORE, f"{actor} objects")
    assert found.troubles == (*BEFORE.troubles, Trouble(actor=actor, kind="objection", since=TODAY))


def test_the_last_word_on_an_actor_holds() -> None:
    assert suppose(BEFORE, "HUN never", "HUN deposits 2023-06-30") == suppose(BEFORE, "HUN deposits 2023-06-30")
    assert suppose(BEFORE, "HUN deposits 2023-06-30", "HUN never") == suppose(BEFORE, "HUN never")
    assert suppose(BEFORE, "HUN deposits 2023-05-01", "HUN deposits 2023-06-30") == suppose(BEFORE, "HUN deposits 2023-06-30")


def test_several_stand_together_in_any_order() -> None:
    texts = ("TUR never", "HUN never", "NOR deposits 2023-06-30")
    found = suppose(BEFORE, *texts)
    assert (found.never, found.supposed) == (("HUN", "TUR"), {"NOR": on("2023-06-30")})
    assert suppose(BEFORE, *reversed(texts)) == found


@pytest.mark.parametrize(
    "text",
    ["", "TUR", "never", "deposits 2023-06-30", "TUR deposits", "TUR deposits soon", "TUR deposits 30.6.2023", "TUR deposits 2023-06",
     "TUR sings 2023-06-30", "TUR deposits 2023-06-30 or later", "what if TUR objects to it"],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(NotFound) as raised:
        suppose(BEFORE, text)
    assert raised.value.what == f"not understood as a supposition: {text!r}"
    assert raised.value.remedy == HELP


@pytest.mark.parametrize("text", ["GRC deposits 2023-06-30", "Greece never", "GRC objects", "GRC lifts its objection", "eu never"])
def test_a_stranger_is_refused_with_the_deciders(text: str) -> None:
    with pytest.raises(NotFound, match="is not among those who decide") as raised:
        suppose(BEFORE, text)
    assert raised.value.remedy == "they are DNK, HUN, NOR, TUR"


def test_whoever_may_join_is_no_stranger_to_an_open_treaty() -> None:
    assert suppose(asked_of_treaty(10), "GRC deposits 2023-06-30").supposed == {"GRC": on("2023-06-30")}


@pytest.mark.parametrize("text", ["XYZ never", "Narnia deposits 2023-06-30"])
def test_nobody_by_that_name(text: str) -> None:
    with pytest.raises(NotFound, match="no actor is called") as raised:
        suppose(BEFORE, text)
    assert raised.value.remedy == "give its code, as TUR"


@pytest.mark.parametrize("day", ["2023-02-29", "2023-13-01", "2023-06-31", "0000-01-01"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(DateError, match=day):
        suppose(BEFORE, f"TUR deposits {day}")
