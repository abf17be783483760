"""The forecast: the same for the same question, moved the right way by each fact, exact where the rest is arithmetic."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.outlook import forecasting
from accede.outlook.fitted import Fitted
from accede.outlook.forecasting import (
    QUANTILES,
    Learned,
    Parts,
    base_rate,
    expectation,
    factor,
    forecast,
    learn,
    parts,
    probability,
    shares,
)  # fmt: skip
from accede.outlook.model import Expected, Fixture, Forecast, Ground, Question, Score, Trouble
from accede.process.delays import Delay
from accede.process.rules import AllOf, AnyOf, Count, Named
from tests.process.worlds import KNOWLEDGE, NATO

from .samples import (
    FITTED,
    FOLLOWS,
    LEARNED,
    OF_TREATIES,
    OPENED,
    ROUNDS,
    SIXTY,
    TODAY,
    UNANIMOUS,
    asked,
    asked_of_treaty,
    expects,
    halt,
    objection,
    on,
    round_of,
)  # fmt: skip

SUMMIT = Fixture(day=on("2023-07-11"), name="the summit")


def told(question: Question, learned: Learned = LEARNED, fitted: Fitted = FITTED) -> Forecast:
    return forecast(question, KNOWLEDGE, OF_TREATIES if question.family == "treaty" else learned, fitted)


def survival(question: Question) -> np.ndarray:
    held, _ = parts(question, KNOWLEDGE, OF_TREATIES if question.family == "treaty" else LEARNED, FITTED)
    return held.survival


def day_by(held: Forecast, share: float) -> date | None:
    return dict(held.quantiles)[share]


def numbered(day: date | None) -> float:
    return day.toordinal() if day else np.inf


# The same question, the same answer

WHOLE = asked(
    "NOR", begun={"DNK": on("2023-03-01")}, troubles=(objection("TUR"), halt("HUN"), objection("GRC", "2023-02-01")),
    expected=(expects("2023-07-11"), expects("2023-12-31", "2023-02-01"), expects("2023-07-11", speaker="Bo Berg")), fixtures=(SUMMIT,),
)  # fmt: skip


@pytest.mark.parametrize("question", [WHOLE, asked("NOR"), asked_of_treaty(30, told=40), asked(decision=None)])
def test_asked_twice_the_answer_is_the_same(question: Question) -> None:
    assert told(question) == told(question)


def test_another_program_gives_the_same_bytes() -> None:
    """Neither the order of a set nor what was drawn before is in the answer."""
    code = (
        "import msgspec; from tests.outlook.test_forecasting import WHOLE, told;"
        "print(msgspec.json.encode(told(WHOLE)).decode())"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert json.loads(printed.stdout) == json.loads(msgspec.json.encode(told(WHOLE)))


@given(st.permutations(WHOLE.troubles), st.permutations(WHOLE.expected))
def test_the_order_of_troubles_and_expectations_is_nothing(troubles: list[Trouble], expected: list[Expected]) -> None:
    assert told(msgspec.structs.replace(WHOLE, troubles=tuple(troubles), expected=tuple(expected))) == told(WHOLE)


@given(st.permutations(list(asked("DNK", "HUN", "NOR").consented.items())))
def test_the_order_of_consents_is_nothing(consents: list[tuple[str, date]]) -> None:
    assert told(asked(consented=dict(consents))) == told(asked("DNK", "HUN", "NOR"))


# Moved the right way


@pytest.mark.parametrize("trouble", [objection("TUR"), halt("TUR"), halt(""), objection("GRC")])  # Greece is no decider: it holds up all
@pytest.mark.parametrize("consenting", [("DNK", "HUN", "NOR"), ("DNK", "NOR"), ()])
def test_an_objection_makes_completion_later_and_its_lifting_earlier(trouble: Trouble, consenting: tuple[str, ...]) -> None:
    free, held = told(asked(*consenting)), told(asked(*consenting, troubles=(trouble,)))
    for share in QUANTILES:
        assert numbered(day_by(free, share)) <= numbered(day_by(held, share))
    assert numbered(day_by(free, 0.5)) < numbered(day_by(held, 0.5))
    assert dict(free.curve)[on("2023-12-31")] > dict(held.curve)[on("2023-12-31")]


def test_an_objection_to_what_has_been_given_holds_up_nothing() -> None:
    consenting = ("DNK", "NOR", "TUR")
    assert (survival(asked(*consenting, troubles=(objection("DNK"),))) <= survival(asked(*consenting))).all()


@pytest.mark.parametrize(
    ("trouble", "fading", "years", "expected"),
    [
        (objection("TUR", "2023-03-31"), 0.0, 0, 0.5),
        (objection("TUR", "2013-03-31"), 0.0, 10, 0.5),
        (halt("TUR", "2023-03-31"), 0.0, 0, 0.25),
        (objection("TUR", "2022-03-31"), 1.0, 1, 1 - 0.5 * np.exp(-1)),  # after a year 0.18 of it is left
        (objection("TUR", "2033-03-31"), 1.0, 0, 0.5),  # what begins later is new
    ],
)
def test_what_an_objection_leaves_of_the_rate(trouble: Trouble, fading: float, years: int, expected: float) -> None:
    assert factor(trouble, TODAY, Fitted(objection=0.5, halt=0.25, fading=fading)) == pytest.approx(expected)


@given(st.sets(st.sampled_from(NATO)), st.sampled_from(NATO), st.integers(0, 269))
def test_one_more_consent_makes_no_draw_later(consenting: set[str], more: str, age: int) -> None:
    before = {member: OPENED + timedelta(days=60) for member in consenting}
    after = {**before, more: before.get(more, OPENED + timedelta(days=age))}
    assert (survival(asked(consented=after)) <= survival(asked(consented=before))).all()


TURKEY = msgspec.structs.replace(UNANIMOUS, rule=Named(actors=("TUR",)))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (asked_of_treaty(50), asked_of_treaty(40)),
        (asked_of_treaty(40, told=50), asked_of_treaty(40)),  # ten more are counted than are named
        (asked("DNK", "NOR", begun={"HUN": TODAY}), asked("DNK", "NOR")),
        (asked("DNK", "HUN", "TUR"), asked("DNK", "HUN", "NOR")),  # Turkey has been slower than Norway
        (asked(decision=TURKEY, consented=dict.fromkeys(("DNK", "HUN", "NOR"), TODAY)), asked(decision=TURKEY)),  # a fast process
        (asked_of_treaty(0, told=50, opened=on("2020-03-31")), asked_of_treaty(0, told=50, opened=on("2013-03-31"))),
        (asked("DNK", "HUN", "NOR", supposed={"TUR": on("2023-05-01")}), asked("DNK", "HUN", "NOR", supposed={"TUR": on("2023-06-30")})),
    ],
)
def test_what_makes_it_sooner(earlier: Question, later: Question) -> None:
    first, second = day_by(told(earlier), 0.5), day_by(told(later), 0.5)
    assert first is not None and numbered(first) < numbered(second)


@pytest.mark.parametrize("until", ["2023-06-30", "2028-06-30"])
def test_an_expectation_draws_the_forecast_towards_it(until: str) -> None:
    """The rounds that it learns from took 310 to 510 days where 200 were expected."""
    plain, drawn = told(asked("DNK")), told(asked("DNK", expected=(expects(until),)))
    held, _ = parts(asked("DNK", expected=(expects(until),)), KNOWLEDGE, LEARNED, FITTED)
    assert held.told is not None
    by = on("2025-12-31")
    assert dict(drawn.curve)[by] == pytest.approx(
        (1 - FITTED.expected) * dict(plain.curve)[by] + FITTED.expected * probability(held.told, by), abs=0.03
    )


@pytest.mark.parametrize(("stretches", "day"), [((0.5, 2.0), "2024-02-03"), ((0.5, 0.9), None), ((), None)])
def test_of_past_expectations_only_those_teach_that_had_lasted_as_long(stretches: tuple[float, ...], day: str | None) -> None:
    """Said 269 days ago for 289 days on: half of that, or nine tenths, is over."""
    question = asked("DNK", expected=(expects("2023-04-20", str(OPENED)),))
    held, _ = parts(question, KNOWLEDGE, LEARNED._replace(stretches=stretches), FITTED)
    assert (held.told is None) is (day is None)
    assert held.told is None or set(held.told) == {on(str(day)).toordinal()}


@pytest.mark.parametrize(
    ("held", "chosen"),
    [
        ([], None),
        ([expects("2023-07-11")], "2023-07-11"),
        ([expects("2023-07-11", "2023-02-01"), expects("2023-12-31", "2023-03-01")], "2023-12-31"),  # the last said
        ([expects("2023-07-11"), expects("2023-12-31")], "2023-12-31"),  # of one day: the later
        ([expects("2023-03-30", "2023-03-29"), expects("2023-07-11", "2022-08-01")], "2023-07-11"),  # what is over is none
        ([expects("2023-03-31")], "2023-03-31"),  # its last day is today
        ([expects("2023-07-11", "2023-04-01")], None),  # said only later
    ],
)
def test_the_expectation_that_counts(held: list[Expected], chosen: str | None) -> None:
    found = expectation(asked(expected=tuple(held)))
    assert (found.until if found else None) == (on(chosen) if chosen else None)


# Where the rest is arithmetic


def certain(held: Forecast, day: date) -> bool:
    """True where the whole distribution is on one day."""
    return {found for _, found in held.quantiles} == {day} and held.never == 0 and all(share == float(at >= day) for at, share in held.curve)


@pytest.mark.parametrize("day", ["2023-04-01", "2023-06-30", "2025-02-28"])
def test_the_deposit_of_the_last_outstanding_gives_that_day_and_what_follows(day: str) -> None:
    held = told(asked("DNK", "HUN", "NOR", supposed={"TUR": on(day)}, fixtures=(SUMMIT,)))
    assert certain(held, on(day) + timedelta(days=FOLLOWS))
    assert held.by_fixture == ((SUMMIT, float(on(day) + timedelta(days=FOLLOWS) <= SUMMIT.day)),)
    assert held.supposing == (f"TUR consents on {day}",)


def test_a_supposition_holds_against_what_is_on_record() -> None:
    assert certain(told(asked(*NATO, supposed={"TUR": on("2024-01-01")})), on("2024-01-11"))


def test_a_supposed_deposit_of_one_of_two_is_no_earlier_than_that() -> None:
    held = told(asked("DNK", "NOR", supposed={"TUR": on("2024-06-30")}))
    assert min(numbered(day) for _, day in held.quantiles) >= on("2024-07-10").toordinal()


@pytest.mark.parametrize("whose", NATO)
@pytest.mark.parametrize("consenting", [(), ("DNK",), ("DNK", "HUN", "NOR", "TUR")])
def test_without_one_of_all_it_never_comes(whose: str, consenting: tuple[str, ...]) -> None:
    held = told(asked(*consenting, never=(whose,), expected=(expects("2023-07-11"),), fixtures=(SUMMIT,)))
    assert held.never == 1 and {share for _, share in held.curve} == {0.0}
    assert held.quantiles == tuple((share, None) for share in QUANTILES)
    assert held.by_fixture == ((SUMMIT, 0.0),)
    assert held.supposing == (f"{whose} never consents",)


def test_one_that_is_not_needed_may_never_consent() -> None:
    three = msgspec.structs.replace(UNANIMOUS, rule=Count(n=3, of="nato"))
    held = told(asked("DNK", "HUN", decision=three, never=("TUR",), supposed={"NOR": on("2023-06-30")}))
    assert certain(held, on("2023-07-10"))
    assert held.supposing == ("NOR consents on 2023-06-30", "TUR never consents")


def test_the_sixtieth_deposit_and_120_days_are_a_day_for_certain() -> None:
    question = asked_of_treaty(0, consented={f"x{at:02}": on("2023-01-01") + timedelta(days=at) for at in range(60)}, fixtures=(SUMMIT,))
    held = told(question)
    assert certain(held, on("2023-03-01") + timedelta(days=120))
    assert held.grounds[0].weight == 1.0
    assert held.by_fixture == ((SUMMIT, 1.0),)


@pytest.mark.parametrize(
    ("decision", "not_before", "day"),
    [
        ({"delay": Delay(months=3)}, None, "2023-06-30"),
        ({"delay": Delay(first_of_month=2)}, None, "2023-05-01"),
        ({"delay": 0}, None, "2023-04-10"),  # in the past ten days followed
        ({"delay": 0}, "2023-07-01", "2023-07-01"),  # the day that the treaty sets
        ({"delay": 0, "not_before": on("2024-01-01")}, None, "2024-01-01"),
        ({"delay": 5}, None, "2023-04-05"),
        ({"delay": 0, "rule": AllOf(rules=(UNANIMOUS.rule, Named(actors=("candidate",))))}, None, "2023-04-10"),
    ],
)
def test_all_have_consented_and_only_the_delay_is_open(decision: dict[str, Any], not_before: str | None, day: str) -> None:
    consents = dict.fromkeys((*NATO, "SWE"), on("2023-03-31"))
    question = asked(
        consented=consents, decision=msgspec.structs.replace(UNANIMOUS, **decision), not_before=on(not_before) if not_before else None,
        expected=(expects("2023-12-31"),),
    )  # fmt: skip
    assert certain(told(question), on(day))


def test_what_is_not_complete_yet_is_not_complete_before_tomorrow() -> None:
    """All consented half a year ago, and no report tells of completion: ten days after that are over."""
    assert certain(told(asked(consented=dict.fromkeys(NATO, on("2022-09-01")))), TODAY + timedelta(days=1))


def test_who_is_named_by_a_rule_is_drawn_though_no_decider() -> None:
    """Either all four, or the candidate alone: its deposit will do."""
    either = msgspec.structs.replace(UNANIMOUS, rule=AnyOf(rules=(UNANIMOUS.rule, Named(actors=("candidate",)))))
    assert certain(told(asked("DNK", decision=either, supposed={"SWE": on("2023-06-30")}, never=("TUR",))), on("2023-07-10"))


# What stands in where the model does not


def test_what_is_completed_is_on_record() -> None:
    held = told(asked(completed=on("2023-03-30"), opened=None, decision=None))
    assert (held.basis, held.completed, held.quantiles, held.curve) == ("on record", on("2023-03-30"), (), ())


FEW = learn(ROUNDS[:2], FITTED)


@pytest.mark.parametrize(
    ("question", "learned", "basis", "because"),
    [
        (asked("NOR"), LEARNED, "model", ""),
        (asked_of_treaty(10), OF_TREATIES, "model", ""),
        (asked("NOR", decision=None), LEARNED, "base rate", "no decision rule is known for it"),
        (asked("NOR"), FEW, "base rate", "too few past processes of its kind are known"),
        (asked(electorate=()), LEARNED, "base rate", "its deciders are not known"),
        (asked("NOR", opened=None), LEARNED, "none", "no protocol or treaty that could be ratified is on record as signed or adopted yet"),
        (asked_of_treaty(10, opened=None), OF_TREATIES, "none",
         "no protocol or treaty that could be ratified is on record as signed or adopted yet"),
    ],
)  # fmt: skip
def test_the_basis_and_why(question: Question, learned: Learned, basis: str, because: str) -> None:
    held = forecast(question, KNOWLEDGE, learned, FITTED)
    assert (held.basis, held.because) == (basis, because)
    assert bool(held.curve) is bool(held.quantiles) is bool(held.grounds) is (basis != "none")


def marks(model: float, base: float, on: str = "all") -> tuple[Score, ...]:
    return tuple(
        Score(kind="accession", way=way, on=on, rounds=11, questions=100, brier=brier) for way, brier in (("model", model), ("base rate", base))
    )


@pytest.mark.parametrize(
    ("held", "basis"),
    [
        (marks(0.08, 0.1), "model"),
        (marks(0.1, 0.1), "base rate"),
        (marks(0.12, 0.1), "base rate"),
        ((*marks(0.08, 0.1), *marks(0.12, 0.1, "told")), "model"),  # over all questions it is better
        ((), "model"),
    ],
)
def test_where_the_scores_say_that_the_model_is_no_better_the_base_rate_is_shown(
    held: tuple[Score, ...], basis: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(forecasting, "scores", lambda: (*held, Score(kind="treaty", way="model", on="all", rounds=1, questions=1, brier=0.9)))
    found = forecast(asked("NOR"), KNOWLEDGE)
    assert (found.basis, found.scores) == (basis, held)
    assert found.because == ("" if basis == "model" else "on processes left out of the fitting the model did no better than the base rate")


def test_the_base_rate_is_how_long_past_processes_took_that_had_lasted_as_long() -> None:
    """They took 310, 360, 410 and 510 days. On day 269 all lie ahead; on day 400 the first two are out of the question."""
    early, late = asked(decision=None), asked(decision=None, today=OPENED + timedelta(days=400))
    middle = day_by(told(early), 0.5)
    assert middle is not None and 310 <= (middle - OPENED).days <= 410
    days = base_rate(late, LEARNED, np.random.RandomState(1))
    assert min(days) >= (OPENED + timedelta(days=401)).toordinal()
    assert told(early).grounds == (Ground(what="how long 4 past processes took, half of them 13 months or less", weight=1.0),)


# Whatever is asked

days_of_past = st.integers(0, 268).map(lambda age: OPENED + timedelta(days=age))
troubles = st.builds(Trouble, actor=st.sampled_from([*NATO, "", "GRC"]), kind=st.sampled_from(["objection", "halt"]), since=days_of_past)
expectations = st.builds(
    lambda said, ahead: Expected(said=said, until=said + timedelta(days=ahead), speaker="Anna Ek"), days_of_past, st.integers(0, 2000)
)
fixtures = st.builds(Fixture, day=st.integers(0, 900).map(lambda ahead: TODAY + timedelta(days=ahead)), name=st.just("summit"))
QUESTIONS = st.builds(
    lambda consents, begun, **facts: asked(consented=consents, begun={k: v for k, v in begun.items() if k not in consents}, **facts),
    st.dictionaries(st.sampled_from(NATO), days_of_past),
    st.dictionaries(st.sampled_from(NATO), days_of_past),
    troubles=st.lists(troubles, max_size=4).map(tuple),
    expected=st.lists(expectations, max_size=3).map(tuple),
    fixtures=st.lists(fixtures, max_size=3, unique_by=lambda one: one.day).map(lambda held: tuple(sorted(held))),
    never=st.sets(st.sampled_from(NATO), max_size=1).map(tuple),
    supposed=st.dictionaries(st.sampled_from(NATO), st.integers(1, 900).map(lambda ahead: TODAY + timedelta(days=ahead)), max_size=1),
    decision=st.sampled_from([UNANIMOUS, None, msgspec.structs.replace(UNANIMOUS, rule=Count(n=2, of="nato"), delay=Delay(months=2))]),
)
TREATY_QUESTIONS = st.builds(
    lambda number, counted, **facts: asked_of_treaty(number, told=counted, **facts),
    st.integers(0, 38), st.integers(0, 70), expected=st.lists(expectations, max_size=2).map(tuple),
    decision=st.sampled_from([SIXTY, msgspec.structs.replace(SIXTY, delay=Delay(first_of_month=3))]),
)  # fmt: skip


@given(st.one_of(QUESTIONS, TREATY_QUESTIONS))
def test_the_forecast_is_a_distribution(question: Question) -> None:
    held = told(question)
    points = [share for _, share in held.curve]
    assert points == sorted(points) and points[0] >= 0 and points[-1] <= 1
    assert held.curve[0] == (TODAY, 0.0)
    assert held.never == pytest.approx(1 - points[-1], abs=0.02)  # the horizon is not a month's end
    days = [numbered(day) for _, day in held.quantiles]
    assert days == sorted(days) and days[0] > TODAY.toordinal()
    assert [fixture for fixture, _ in held.by_fixture] == list(question.fixtures)
    for share, day in held.quantiles:
        if day is not None:
            assert all(chance >= share for end, chance in held.curve if end >= day)
            assert all(chance <= share for end, chance in held.curve if end < day)


@given(st.one_of(QUESTIONS, TREATY_QUESTIONS))
def test_the_shares_of_the_mixture_are_one(question: Question) -> None:
    held = told(question)
    mixed = [ground.weight for ground in held.grounds if ground.mixed]
    assert sum(mixed) == pytest.approx(1, abs=0.002) if mixed else held.grounds[0].weight == 1
    assert all(ground.weight > 0 for ground in held.grounds)


chance = st.floats(0, 1)


@given(chance, chance, chance, st.booleans(), st.booleans(), st.booleans())
def test_shares_of_any_numbers_add_up(expected: float, base: float, treaty: float, is_treaty: bool, is_told: bool, settled: bool) -> None:
    found = shares(Fitted(expected=expected, base=base, treaty_base=treaty), is_treaty, is_told, settled)
    assert sum(found) == pytest.approx(1) and min(found) >= 0
    assert is_told or found[2] == 0
    assert not settled or found == (1, 0, 0)


@given(QUESTIONS.filter(lambda one: one.decision is not None))
def test_the_mixture_has_the_chance_of_its_parts(question: Question) -> None:
    held, _ = parts(question, KNOWLEDGE, LEARNED, FITTED)
    curve = told(question).curve
    for day, found in curve[::12]:
        assert found == pytest.approx(held.probability(day, FITTED), abs=0.03)  # each draw is of one part, by chance


# What it rests on


def test_the_grounds_say_what_was_mixed_and_what_moved_it() -> None:
    held = told(WHOLE)
    assert [(ground.what, ground.weight, ground.kind) for ground in held.grounds[:3]] == [
        ("survival: the rate of 16 past consents (all accessions), 2 outstanding", 0.49, "share"),
        ("how long 4 past processes took, half of them 13 months or less", 0.21, "share"),
        ("Bo Berg expected it by 2023-07-11 (said by 2023-03-01)", 0.3, "share"),
    ]  # fmt: skip
    moving = {ground.what: (ground.weight, ground.kind) for ground in held.grounds[3:]}
    assert moving["objection of TUR for 317 days"] == (0.5, "factor")
    assert moving["halt of HUN for 66 days"] == (0.5, "factor")
    assert moving["objection of GRC for 58 days"] == (0.5, "factor")  # no decider's: it holds up all
    assert moving["1 member of which an earlier stage is told: 45 days from there to deposit, on average"] == (1.0, "share")
    assert any(what.startswith("TUR has been slower") for what in moving)


@pytest.mark.parametrize(
    ("trouble", "told_of"),
    [
        (halt(""), ["halt of the whole process for 66 days"]),
        (halt("TUR"), ["halt of TUR for 66 days"]),
        (halt("NOR"), []),  # it has consented
        (halt("DNK"), []),  # its parliament has
    ],
)
def test_a_trouble_is_among_the_grounds_where_it_moves_something(trouble: Trouble, told_of: list[str]) -> None:
    held = told(asked("NOR", begun={"DNK": on("2023-03-01")}, troubles=(trouble,)))
    assert [ground.what for ground in held.grounds if ground.what.startswith("halt")] == told_of


def test_what_is_learned_of_the_rounds() -> None:
    assert LEARNED.durations["nato"] == LEARNED.durations["accession"] == ((310.0, True), (360.0, True), (410.0, True), (510.0, True))
    assert LEARNED.stretches == (310 / 200, 360 / 200, 410 / 200, 510 / 200)
    assert LEARNED.after == {"nato": (10.0, 10.0, 10.0, 10.0)}


@pytest.mark.parametrize(
    ("facts", "after"),
    [
        ({}, {"nato": (10.0,)}),
        ({"not_before": on("1998-01-01")}, {}),  # the treaty's day, not the last consent, decided
        ({"bounded": {"TUR": on("1998-01-01")}}, {}),  # of the last only bounds are known
        ({"completed": None}, {}),
        ({"decision": msgspec.structs.replace(UNANIMOUS, delay=30)}, {}),  # the delay is the instrument's
        ({"decision": None}, {}),
    ],
)
def test_the_time_after_the_last_consent_is_learned_where_nothing_else_decided(facts: dict[str, Any], after: dict[str, Any]) -> None:
    one = msgspec.structs.replace(round_of("1997-01-01", DNK=60, HUN=200, NOR=90, TUR=300), **facts)
    assert learn([one], FITTED).after == after


@pytest.mark.parametrize(("day", "share"), [("2023-01-01", 0.0), ("2023-01-02", 0.25), ("2023-01-09", 0.5), ("9000-01-01", 0.75)])
def test_the_share_of_draws_by_the_end_of_a_day(day: str, share: float) -> None:
    draws = np.array([on("2023-01-02").toordinal() + 0.7, on("2023-01-05").toordinal(), on("2023-02-01").toordinal(), np.inf])
    assert probability(draws, on(day)) == share
    assert Parts(draws, draws, None).probability(on(day), FITTED) == pytest.approx(share)
