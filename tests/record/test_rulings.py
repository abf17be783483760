"""Rulings: what each does to claims and events, what contradicts what, and that an undone one leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import claim, report

from accede.errors import RulingRefused
from accede.model import ActorMerge, Claim, Event, Reading, Report, Ruling, Speaker
from accede.record.events import merge
from accede.record.readings import carried, standing
from accede.record.rulings import Decision, Rulings, check_ruling, undone

# A small desk: two days of talks, told by three outlets, one of which is a day off; and who speaks of them.
REPORTS: dict[str, Report] = {}
CLAIMS: dict[str, Claim] = {}


def told(name: str, published: str, kind: str, /, **facts: Any) -> None:
    words = f"the {kind} that {name} tells of"
    made = report(len(REPORTS), f"Today: {words}.", published, f"Outlet {name}")
    REPORTS[made.id] = made
    CLAIMS[name] = claim(made, words, kind, **facts)


ROUND: dict[str, Any] = {"parties": ("FIN", "SWE", "TUR"), "modality": "happened"}
told("a", "2022-06-21", "talks", time="2022-06-20", **ROUND)
told("b", "2022-06-22", "talks", time="2022-06-20", **ROUND)
told("c", "2022-06-23", "talks", time="2022-06-21", **ROUND)
told("signed", "2022-07-06", "signature", by=("FIN",), to=("nato",), time="2022-07-05", modality="happened")
told("signed late", "2022-07-07", "signature", by=("FIN",), to=("nato",), time="2022-07-06", modality="happened")
told("said", "2022-07-07", "statement", speaker=Speaker(name="Keren", office="spokesman", for_="TUR"))

NAMES = {one.id: name for name, one in CLAIMS.items()}
numbers = count()


def rule(action: str, names: str = "", /, when: str = "2026-11-20", by: str = "M. Ek", **more: Any) -> Ruling:
    ids = tuple(sorted(CLAIMS[name].id for name in names.split(", ") if name))
    more["apart"] = tuple(sorted(CLAIMS[name].id for name in more.get("apart", ())))
    return Ruling(action=action, by=by, when=when, why="read again", claims=ids, **more)  # type: ignore[arg-type]


def correct(name: str, **facts: Any) -> Ruling:
    old = CLAIMS[name]
    return rule("correct", name, corrected=msgspec.structs.replace(old, corrects=old.id, **facts))


def call(name: str, into: str, of: str = "", when: str = "2026-11-20") -> ActorMerge:
    return ActorMerge(name=name, into=into, of=of, by="M. Ek", when=when, why="garbled")


def events(*decisions: Decision, known: str = "2023-01-01") -> tuple[Event, ...]:
    held = holding(*decisions)
    taken = [one for one in CLAIMS.values() if REPORTS[one.report].published <= known]
    return merge(held.ruled(taken), REPORTS, {}, held)


def holding(*decisions: Decision) -> Rulings:
    return Rulings.of([one for one in decisions if isinstance(one, Ruling)], [one for one in decisions if isinstance(one, ActorMerge)])


def groups(found: Iterable[Event]) -> list[str]:
    """Which claims each event has, in the order of the desk; times behind them where there is one."""
    rows = [f"{'+'.join(name for name in CLAIMS if CLAIMS[name].id in event.claims)} {event.time or ''}".strip() for event in found]
    return sorted(rows)


BEFORE = ["a+b 2022-06-20", "c 2022-06-21", "said", "signed+signed late 2022-07-05"]
ROWS: dict[str, tuple[Decision, list[str]]] = {
    "accepting changes no event": (rule("accept", "a"), BEFORE),
    "what is rejected is in no event": (rule("reject", "a"), ["b 2022-06-20", *BEFORE[1:]]),
    "a corrected claim joins those that it now agrees with": (
        correct("c", time="2022-06-20"), ["a+b+c 2022-06-20", *BEFORE[2:]],
    ),
    "and leaves those that it contradicts": (
        correct("b", time="2022-06-01"), ["a 2022-06-20", "b 2022-06-01", *BEFORE[1:]],
    ),
    "merged claims are one event whatever they say": (rule("merge", "a, c"), ["a+b+c 2022-06-20", *BEFORE[2:]]),
    "who joins agrees with one part of them": (rule("merge", "c, b"), ["a+b+c 2022-06-20", *BEFORE[2:]]),
    "split claims are two": (rule("split", "b", apart=("a",)), ["a 2022-06-20", "b 2022-06-20", *BEFORE[1:]]),
    "a preferred value is shown": (
        rule("prefer", "signed late", field="time", value="2022-07-06"), [*BEFORE[:3], "signed+signed late 2022-07-06"],
    ),
    "a value that no claim gives is not": (rule("prefer", "signed", field="time", value="2022-07-09"), BEFORE),
    "claims of several kinds stay apart": (rule("merge", "a, signed"), BEFORE),
    "who speaks may be called by another name": (call("Keren", "Karin Ek"), BEFORE),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_what_a_ruling_does_to_events(row: str) -> None:
    decision, after = ROWS[row]
    assert groups(events()) == BEFORE
    assert groups(events(decision)) == after


@pytest.mark.parametrize("row", ROWS)
def test_an_undone_ruling_leaves_no_trace(row: str) -> None:
    decision, after = ROWS[row]
    undo = rule("undo", undoes=decision.id)
    again = rule("undo", undoes=undo.id, when="2026-11-21")
    assert msgspec.json.encode(events(decision, undo)) == msgspec.json.encode(events())
    assert groups(events(decision, undo, again)) == after
    assert undone([decision, undo]) == {decision.id: (undo,)}
    assert undone([decision, undo, again]) == {undo.id: (again,)}


def test_a_corrected_claim_keeps_its_id_its_words_and_its_events() -> None:
    ruling = correct("signed", time="2022-07-04")
    held = holding(ruling)
    before = next(event for event in events() if event.kind == "signature")
    after = next(event for event in events(ruling) if event.kind == "signature")
    now = held.now(CLAIMS["signed"])
    assert now is not None
    assert (now.id, now.quote, now.time) == (CLAIMS["signed"].id, CLAIMS["signed"].quote, "2022-07-04")
    assert before.id == after.id
    assert [(mark.action, mark.by, mark.ruling) for mark in held.marks(CLAIMS["signed"])] == [("correct", "M. Ek", ruling.id)]


@pytest.mark.parametrize(
    ("decisions", "speaker"),
    [
        ([], "Keren"),
        ([call("keren", "Karin Ek")], "Karin Ek"),
        ([call("Keren", "Karin Ek", of="SWE")], "Keren"),
        ([call("Keren", "Karin Ek", of="TUR"), call("Keren", "Per Dal")], "Karin Ek"),
        ([call("Keren", "Karen"), call("Karen", "Karin Ek")], "Karin Ek"),
        ([call("Keren", "Karen"), call("Karen", "Keren")], "Karen"),
        ([call("Keren", "Karin Ek"), call("Keren", "Per Dal", when="2026-11-21")], "Per Dal"),
    ],
)
def test_the_name_as_which_a_speaker_counts(decisions: list[Decision], speaker: str) -> None:
    now = holding(*decisions).now(CLAIMS["said"])
    assert now is not None and now.speaker is not None
    assert (now.id, now.speaker.name) == (CLAIMS["said"].id, speaker)


DECISIONS: list[Decision] = [
    *(decision for decision, _ in ROWS.values()),
    rule("accept", "b", when="2026-11-21"), rule("split", "c, signed", apart=("a", "b"), when="2026-11-22"),
    rule("merge", "a, b, c"), call("Keren", "Per Dal"), rule("prefer", "signed", field="time", value="2022-07-05"),
]  # fmt: skip
DECISIONS += [rule("undo", undoes=one.id, when="2026-11-23") for one in DECISIONS[::3]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(DECISIONS), unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_invariant_8_the_order_in_which_rulings_arrive_is_nothing(decisions: list[Decision], random: Any) -> None:
    shuffled = list(decisions)
    random.shuffle(shuffled)
    assert msgspec.json.encode(events(*shuffled)) == msgspec.json.encode(events(*decisions))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(DECISIONS), unique_by=lambda one: one.id))
def test_invariant_2_rulings_and_their_undoings_leave_what_was_read(decisions: list[Decision]) -> None:
    """Undone all together they change no byte; and what was ruled of a claim never touches the claim itself."""
    undoings = [rule("undo", undoes=one.id, when="2026-12-01") for one in decisions if getattr(one, "action", "") != "undo"]
    before = msgspec.json.encode(list(CLAIMS.values()))
    assert msgspec.json.encode(events(*decisions, *undoings)) == msgspec.json.encode(events())
    assert msgspec.json.encode(list(CLAIMS.values())) == before


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(DECISIONS), unique_by=lambda one: one.id))
def test_invariant_3_the_events_of_a_day_are_those_of_all_less_what_became_known_later(decisions: list[Decision]) -> None:
    for known in ("2022-06-21", "2022-06-22", "2022-07-06"):
        by_then = {one.id for one in CLAIMS.values() if REPORTS[one.report].published <= known}
        less = {frozenset(event.claims) & by_then for event in events(*decisions)} - {frozenset()}
        assert {frozenset(event.claims) for event in events(*decisions, known=known)} == less


CONTRADICTIONS: dict[str, tuple[Decision, Decision]] = {
    "rejecting what is accepted": (rule("accept", "a, b"), rule("reject", "b")),
    "accepting what is corrected": (correct("a", time="2022-06-19"), rule("accept", "a")),
    "correcting it otherwise": (correct("a", time="2022-06-19"), correct("a", time="2022-06-18")),
    "splitting what is merged": (rule("merge", "a, b, c"), rule("split", "c", apart=("a",))),
    "merging what is split": (rule("split", "c", apart=("a", "b")), rule("merge", "b, c")),
    "preferring another value": (
        rule("prefer", "signed, signed late", field="time", value="2022-07-06"),
        rule("prefer", "signed", field="time", value="2022-07-05"),
    ),
    "calling a speaker otherwise": (call("Keren", "Karin Ek"), call("Keren", "Per Dal")),
}


@pytest.mark.parametrize("row", CONTRADICTIONS)
def test_what_contradicts_a_standing_ruling_is_found(row: str) -> None:
    first, second = CONTRADICTIONS[row]
    assert list(holding(first).against(second)) == [first]
    assert list(holding(first).against(first)) == []
    assert list(holding(first, rule("undo", undoes=first.id)).against(second)) == []


def test_of_two_that_contradict_the_later_holds() -> None:
    assert groups(events(rule("merge", "a, c"), rule("split", "c", apart=("a",), when="2026-11-21"))) == BEFORE
    assert groups(events(rule("reject", "a", when="2026-11-19"), rule("accept", "a"))) == BEFORE
    three = rule("merge", "a, b, c", when="2026-11-01")
    assert groups(events(three, rule("split", "a", apart=("b", "c")))) == ["a 2022-06-20", "b+c 2022-06-20", *BEFORE[2:]]


NONSENSE: dict[str, Ruling] = {
    "accepting nothing": rule("accept"),
    "merging one": rule("merge", "a"),
    "splitting from nothing": rule("split", "a"),
    "splitting a claim from itself": rule("split", "a", apart=("a",)),
    "merging with some apart": rule("merge", "a, b", apart=("c",)),
    "preferring no value": rule("prefer", "a", field="time"),
    "accepting a value": rule("accept", "a", field="time", value="2022"),
    "undoing nothing": rule("undo"),
    "rejecting and undoing": rule("reject", "a", undoes="1234"),
    "correcting without a correction": rule("correct", "a"),
    "a correction that stands for nothing": rule("correct", "a", corrected=CLAIMS["a"]),
    "a correction on other words": rule("correct", "a", corrected=msgspec.structs.replace(CLAIMS["b"], corrects=CLAIMS["a"].id)),
    "a correction of two": rule("correct", "a, b", corrected=correct("a").corrected),
    "a corrected time that is none": correct("a", time="some day"),
}


@pytest.mark.parametrize("row", NONSENSE)
def test_nonsense_is_refused(row: str) -> None:
    with pytest.raises(RulingRefused):
        check_ruling(NONSENSE[row], CLAIMS["a"])


# Reading again


def again(name: str, **facts: Any) -> Claim:
    return msgspec.structs.replace(CLAIMS[name], **facts)


def test_a_ruling_goes_to_the_claim_on_the_same_words() -> None:
    better = again("b", time="2022-06-19")
    other_kind = again("c", kind="statement")
    readings = [
        Reading(report=CLAIMS["b"].report, reader="2", claims=(better.id,)),
        Reading(report=CLAIMS["c"].report, reader="2", claims=(other_kind.id,)),
    ]
    found = standing([*CLAIMS.values(), better, other_kind], readings)
    assert CLAIMS["b"] not in found.claims and better in found.claims
    rulings = [rule("reject", "b"), rule("accept", "c"), rule("accept", "a")]
    moved, lost = carried(rulings, found)
    assert (moved, lost) == ({CLAIMS["b"].id: better.id}, (CLAIMS["c"].id,))
    held = Rulings.of(rulings, (), moved)
    assert better not in held.ruled(found.claims)
    assert held.accepted(CLAIMS["a"].id) and not held.accepted(other_kind.id)


def test_a_correction_stands_on_the_words_of_the_newest_reading() -> None:
    better = again("b", time="2022-06-19", reasons=("frame 2",))
    ruling = correct("b", time="2022-06-18")
    now = Rulings.of([ruling], (), {CLAIMS["b"].id: better.id}).now(better)
    assert now is not None
    assert (now.id, now.time, now.quote) == (better.id, "2022-06-18", better.quote)


def test_the_last_reading_counts_and_the_older_claims_stay() -> None:
    better = again("b", time="2022-06-19")
    readings = [Reading(report=better.report, reader="2", claims=(better.id,))]
    back = Reading(report=better.report, reader="1", claims=(CLAIMS["b"].id,), after=readings[0].id)
    assert standing([CLAIMS["b"], better], readings) == ([better], [CLAIMS["b"]])
    assert standing([CLAIMS["b"], better], [*readings, back]) == ([CLAIMS["b"]], [better])
