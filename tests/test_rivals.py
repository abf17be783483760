"""Rival values: what contradicts, and which is shown by the stated order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.rivals import ORDER, Offer, choose, contradict, normal, outranks, says_less


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("182 to 6", "182-6"),
        ("182-6", "182-6"),
        ("182 \u2013 6", "182-6"),
        ("117 for, 40 against, 18 abstaining", "117-40-18"),
        ("117-040-18", "117-40-18"),
        ("unanimous", "unanimous"),
        ("182", "182"),
        ("95 of 100", "95 of 100"),  # no count of both sides
        ("1-2-3-4", "1-2-3-4"),
    ],
)
def test_votes_are_written_alike(written: str, normalised: str) -> None:
    assert normal("votes", written) == normalised == normal("votes", normalised)
    assert normal("place", written) == written


@pytest.mark.parametrize(
    ("field", "one", "other", "do"),
    [
        ("time", "2022-06-28", "2022-06-29", True),
        ("time", "2022-06", "2022-06-29", False),
        ("time", "2022-06-20/2022-06-29", "2022-06-29", False),
        ("votes", "182-6", "182 to 6", False),
        ("votes", "182-6", "182-6-11", False),
        ("votes", "182-6", "182-61", True),
        ("votes", "182-6", "117-40-18", True),
        ("members", "28", "27", True),
        ("rating", "progress", "none", True),
        ("stage", "submitted", "parliament_approved", True),
    ],
)
def test_values_contradict_unless_they_agree_or_only_say_less(field: str, one: str, other: str, do: bool) -> None:
    assert contradict(field, one, other) == contradict(field, other, one) == do
    assert not contradict(field, one, one)


# Each row: the field, two offers of which the first is shown, and the words for it.
WHY = {
    "ruling": ("place", Offer("Oslo", 1, ruled=True), Offer("Bergen", 3, act=True, official=True), "preferred by a ruling"),
    "act": ("time", Offer("2022-06-29", 1, act=True), Offer("2022-06-28", 4, official=True), "an official act says so"),
    "origins": ("votes", Offer("182-6", 3, 9), Offer("117-40-18", 1, 0, True), "3 origins against 1"),
    "nearness": ("place", Offer("Oslo", 2, 1), Offer("Bergen", 2, 3, True), "published 1 day from it, against 3"),
    "outlet": ("place", Offer("Oslo", 2, 1, True), Offer("Bergen", 2, 1), "an official outlet says so"),
    "precision": ("time", Offer("2022-06-28"), Offer("2022-06-25/2022-06-27"), "it says more"),
    "text": ("place", Offer("Bergen", 2, 1), Offer("Oslo", 2, 1), "nothing tells them apart; the first by its text"),
}


@pytest.mark.parametrize("ground", ORDER)
def test_each_ground_decides_over_all_after_it_and_says_so(ground: str) -> None:
    field, shown, other, why = WHY[ground]
    for offers in ([shown, other], [other, shown]):
        made = choose(field, offers)
        assert (made.field, made.value, made.ground, made.why) == (field, shown.value, ground, why)


def test_what_only_says_less_stands_back_unless_a_ruling_or_an_act_gives_it() -> None:
    wide, day = Offer("2022-06", 5), Offer("2022-06-28", 1)
    made = choose("time", [wide, day])
    assert (made.value, made.ground, made.why) == ("2022-06-28", "precision", "the others agree and say less")
    assert choose("time", [wide._replace(ruled=True), day]).value == "2022-06"
    assert choose("votes", [Offer("182-6", 2), Offer("182-6-11", 1)]).value == "182-6-11"
    assert says_less("votes", "182-6", "182-6-11") and not says_less("votes", "182-6", "182-61")


def test_of_actors_more_are_shown_unless_more_origins_name_fewer() -> None:
    assert choose("parties", [Offer("FIN TUR", 2, 0), Offer("FIN SWE TUR", 2, 5)]).value == "FIN SWE TUR"
    assert choose("parties", [Offer("FIN TUR", 3), Offer("FIN SWE TUR", 2)]).value == "FIN TUR"


def test_the_order_is_the_stated_one() -> None:
    assert ORDER == ("ruling", "act", "origins", "nearness", "outlet", "precision", "text")
    assert outranks("ruling", "act") and not outranks("act", "act") and not outranks("text", "ruling")


OFFERS = st.lists(
    st.builds(
        Offer, st.sampled_from(["2022-06", "2022-06-28", "2022-06-29", "2022", "2022-07/.."]), st.integers(1, 3),
        st.integers(0, 2), st.booleans(), st.booleans(), st.booleans(),
    ),
    min_size=1, unique_by=lambda offer: offer.value,
)  # fmt: skip


@given(OFFERS, st.randoms(use_true_random=False))
def test_the_choice_depends_on_no_order_and_is_one_of_the_offers(offers: list[Offer], chance: object) -> None:
    made = choose("time", offers)
    chance.shuffle(offers)  # type: ignore[attr-defined]
    assert choose("time", offers) == made
    assert made.value in {offer.value for offer in offers} and made.why
