"""The status: what always holds of it, on small worlds."""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.model import Act
from accede.process import status
from accede.process.model import Source, Status

from .worlds import KNOWLEDGE, NATO, world

STORY = world("""
    2022-05-18 Fjord | application | by FIN SWE | to nato | time 2022-05-18 | happened | event a | Both applied today
    2022-05-19 Harbour | application | by FIN SWE | to nato | time 2022-06 | happened | event a | They applied in June
    2022-05-18 Fjord | objection | by TUR | of FIN SWE | to nato | happened | Turkey is against it
    2022-05-18 Fjord | demand | by TUR | of SWE | groups pkk | Sweden must stop backing the PKK
    2022-05-18 Fjord | rule | to nato | members 4 | threshold unanimity | all four must agree
    2022-05-25 Fjord | talks | parties FIN SWE TUR | time 2022-05-25 | place Ankara | happened | They met in Ankara
    2022-05-25 Fjord | outcome | rating none | happened | without result
    2022-06-21 Strait | talks | parties FIN SWE TUR | time 2022-06-20 | place Brussels | min_hours 5 \
        | happened | five hours in Brussels
    2022-06-21 Strait | outcome | rating limited | speaker Ilkka Maki, envoy, FIN | some progress
    2022-06-21 Strait | outcome | rating none | no progress at all
    2022-06-29 Harbour | agreement | parties FIN SWE TUR | time 2022-06-28 | place Madrid | happened \
        | signed a paper in Madrid
    2022-06-29 Harbour | commitment | by SWE | of TUR | happened | Sweden will change its law
    2022-06-29 Harbour | objection_lifted | by TUR | of FIN SWE | to nato | happened | Turkey gives way
    2022-06-29 Harbour | invitation | by nato | of FIN SWE | time 2022-06-29 | happened | both were invited
    2022-07-05 Fjord | signature | by DNK HUN NOR TUR | to nato | time 2022-07-05 | happened | all four signed
    2022-07-08 Fjord | ratification | by NOR | of FIN SWE | to nato | stage parliament_approved \
        | votes 90-3 | happened | Oslo voted for it
    2022-07-09 Harbour | ratification | by DNK | of FIN SWE | to nato | happened | Denmark has ratified
    2023-01-24 Fjord | objection | by TUR | of SWE | to nato | time 2023-01-23 | happened | Turkey will not back Sweden
    2023-01-24 Fjord | halt | time 2023-01 | happened | talks broken off after a burning
    2023-03-09 Strait | resumption | time 2023-03-09 | happened | talks began again
    2023-03-09 Strait | ratification | by HUN TUR | of FIN SWE | to nato | pending | Hungary and Turkey are missing
    2023-03-09 Strait | ratification | to nato | members 2 | happened | two have ratified
    2023-03-09 Strait | fulfilment | by TUR | of SWE | rating partial | speaker Ulla Berg, negotiator, SWE \
        | Turkey sees part of it done
    2023-03-09 Strait | fixture | time 2023-07 | place Vilnius | the summit in July
    2023-03-09 Strait | expectation | speaker Ulla Berg, negotiator, SWE | not before the summer
    2023-04-04 Fjord | membership | by FIN | to nato | time 2023-04-04 | happened | Finland is a member
""")
LAST = "2023-04-04"


def act(action: str, actor: str, day: str, **facts: object) -> Act:
    return Act(action=action, actor=actor, date=day, source="Gazette 12/2022", **facts)  # type: ignore[arg-type]


def sources(value: Status) -> set[Source]:
    return {source for entry in (*value.timeline, *value.possible) for source in entry.sources}


def encoded(value: Status) -> bytes:
    return msgspec.json.encode(value)


# 3. Two clocks in every query


@pytest.mark.parametrize(
    ("valid", "rounds"), [("2022-05-24", 0), ("2022-05-25", 1), ("2022-06-19", 1), ("2022-06-20", 2)]
)
def test_invariant_3_valid_selects_when_it_was_so(valid: str, rounds: int) -> None:
    assert len(STORY.status(valid, LAST).rounds) == rounds


@pytest.mark.parametrize(
    ("known", "rounds"), [("2022-05-24", 0), ("2022-05-25", 1), ("2022-06-20", 1), ("2022-06-21", 2)]
)
def test_invariant_3_known_selects_when_a_report_said_so(known: str, rounds: int) -> None:
    assert len(STORY.status(LAST, known).rounds) == rounds


def test_invariant_3_a_publication_date_is_never_the_date_of_an_event() -> None:
    (objection,) = STORY.status("2022-06-01").objections
    assert objection.time is None
    assert objection.bound == "2022-05-18"


def test_invariant_3_what_is_undated_counts_from_its_publication() -> None:
    assert STORY.status("2022-05-17", LAST).objections == ()
    assert STORY.status("2022-05-17", LAST).undated_later > 0
    assert len(STORY.status("2022-05-18", LAST).objections) == 1


def test_invariant_3_expectations_are_held_from_the_day_they_are_told() -> None:
    assert STORY.status("2023-03-08", LAST).outlook == ()
    assert [line.kind for line in STORY.status("2023-03-09", LAST).outlook] == ["fixture", "expectation"]


@given(st.dates(date(2022, 5, 1), date(2023, 5, 1)), st.dates(date(2022, 5, 1), date(2023, 5, 1)))
def test_invariant_3_nothing_rests_on_what_was_published_later(valid: date, known: date) -> None:
    (process,) = STORY.processes()
    held = status(process, STORY.events, STORY.claims, STORY.reports, (), KNOWLEDGE, valid=valid, known=known)
    text = encoded(held).decode()
    later = [report for report in STORY.reports if report.published > known.isoformat()]
    assert not any(report.id in text for report in later)


@given(st.dates(date(2022, 5, 1), date(2023, 5, 1)), st.integers(0, 400))
def test_invariant_3_to_know_later_is_to_know_no_less(known: date, more: int) -> None:
    (process,) = STORY.processes()
    early, late = (
        status(process, STORY.events, STORY.claims, STORY.reports, (), KNOWLEDGE, valid=date(2023, 5, 1), known=day)
        for day in (known, known + timedelta(days=more))
    )
    assert sources(early) <= sources(late)
    assert len(early.rounds) <= len(late.rounds)


@given(st.dates(date(2022, 5, 1), date(2023, 5, 1)), st.integers(0, 400))
def test_invariant_3_what_has_happened_has_happened(valid: date, more: int) -> None:
    early, late = (STORY.status(day.isoformat(), LAST) for day in (valid, valid + timedelta(days=more)))
    assert {entry.events for entry in early.timeline} <= {entry.events for entry in late.timeline}
    for one, other in zip(early.standings, late.standings, strict=True):
        assert [step.reached for step in one.steps] <= [step.reached for step in other.steps]


# 4. Disagreement is kept


def test_invariant_4_rival_dates_stand_side_by_side() -> None:
    line = STORY.status("2022-07-10").standings[0].steps[0].lines[0]
    assert line.time == "2022-05-18"
    assert [(told.field, told.value, told.origins) for told in line.rivals] == [
        ("time", "2022-05-18", 1), ("time", "2022-06", 1),
    ]  # fmt: skip


def test_invariant_4_a_round_has_an_outcome_for_each_narrator() -> None:
    first, second = STORY.status("2022-07-10").rounds
    assert [(one.narrator, one.rating) for one in first.outcomes] == [("", "none")]
    assert [(one.narrator, one.rating) for one in second.outcomes] == [("", "none"), ("FIN", "limited")]


def test_invariant_4_a_newer_report_alone_retires_nothing() -> None:
    """Denmark is told to have ratified; a later tally and a later list say otherwise; all are kept."""
    held = STORY.status("2023-03-31")
    assert {row.state for row in held.consents if row.member == "DNK"} == {"reported"}
    tally = held.tallies[0]
    assert dict(tally.counts) == {"outstanding": 2, "reported": 1, "parliament_approved": 1}
    assert [told.value for told in tally.reported] == ["2"]


def test_invariant_4_an_act_outranks_reports_without_erasing_them() -> None:
    deposit = act("parliament_approved", "NOR", "2022-07-05", of=("FIN", "SWE"), to=("nato",))
    held = STORY.status("2022-08-01", acts=[deposit])
    (row,) = [row for row in held.consents if (row.member, row.candidate) == ("NOR", "SWE")]
    (stage,) = row.stages
    assert (stage.official, stage.time, stage.votes, stage.origins) == (True, "2022-07-05", "90-3", 2)
    assert {source.outlet for source in stage.sources} == {"Fjord", "Gazette 12/2022"}


def test_invariant_4_copies_are_one_origin() -> None:
    told = world("""
        2022-05-18 Fjord | application | by FIN | to nato | time 2022-05-18 | happened | event a | Finland applied
        2022-05-18 Harbour | application | by FIN | to nato | time 2022-05-18 | happened | event a | Finland applied
        2022-05-19 Strait | application | by FIN | to nato | time 2022-05-18 | happened | event a \
        | An application by Finland
    """)
    wire, copy, _ = told.reports
    (line,) = told.status("2022-06-01", origins={copy.id: wire.id}).timeline
    assert (len(line.sources), line.origins) == (3, 2)


# 5. Unknown is not no


def test_invariant_5_a_member_that_no_report_mentions_is_not_reported() -> None:
    rows = [row for row in STORY.status("2022-07-10").consents if row.candidate == "SWE"]
    assert {row.member: row.state for row in rows} == {
        "DNK": "reported", "HUN": "not_reported", "NOR": "parliament_approved", "TUR": "not_reported",
    }  # fmt: skip
    assert STORY.status("2022-07-10").tallies[0].met is None


def test_invariant_5_outstanding_is_what_a_source_says() -> None:
    held = STORY.status("2023-03-31")
    rows = {row.member: row for row in held.consents if row.candidate == "SWE"}
    assert rows["HUN"].state == rows["TUR"].state == "outstanding"
    assert rows["TUR"].outstanding[0].sources[0].quote == "Hungary and Turkey are missing"
    assert held.tallies[1].met is False


def test_invariant_5_the_rule_of_an_unknown_target_is_not_known() -> None:
    told = world("""
        2018-06-17 Vardar Echo | ratification | by MKD | to prespa-agreement | happened | Skopje ratified
        2018-06-17 Vardar Echo | rule | to prespa-agreement | members 2 | both must ratify
    """)
    (rule,) = told.status("2018-07-01").rules
    assert not rule.known
    assert rule.words == "decision rule not known; as reported: members 2"


# 6. Stages never merge


def test_invariant_6_stages_of_ratification_never_merge() -> None:
    acts = [
        act(stage, "NOR", day, of=("SWE",), to=("nato",))
        for stage, day in [
            ("submitted", "2022-07-01"), ("parliament_approved", "2022-07-05"),
            ("head_of_state_signed", "2022-07-08"), ("instrument_deposited", "2022-07-12"),
        ]
    ]  # fmt: skip
    for day, state in [
        ("2022-06-30", "not_reported"), ("2022-07-01", "submitted"), ("2022-07-05", "parliament_approved"),
        ("2022-07-11", "head_of_state_signed"), ("2022-07-12", "instrument_deposited"),
    ]:  # fmt: skip
        held = STORY.status(day, "2022-07-12", acts=acts)
        (row,) = [row for row in held.consents if (row.member, row.candidate) == ("NOR", "SWE")]
        assert row.state == state
    assert [stage.stage for stage in row.stages] == [
        "submitted", "parliament_approved", "head_of_state_signed", "instrument_deposited",
    ]  # fmt: skip


def test_invariant_6_only_the_stage_that_the_rule_asks_for_counts() -> None:
    def approved(stage: str) -> Status:
        acts = [act(stage, member, "2022-07-20", of=("FIN", "SWE"), to=("nato",)) for member in NATO]
        return STORY.status("2022-08-01", acts=acts)

    assert [tally.met for tally in approved("parliament_approved").tallies] == [None, None]
    assert [tally.met for tally in approved("deposit").tallies] == [True, True]
    assert [one.stage for one in approved("deposit").standings] == ["accepted", "accepted"]
    assert [one.stage for one in approved("parliament_approved").standings] == ["ratification", "ratification"]


# 7. The deciders are the parties at that time


def test_invariant_7_the_second_candidate_needs_the_consent_of_the_first() -> None:
    held = STORY.status("2023-04-04")
    assert {tally.candidate: tally.deciders for tally in held.tallies} == {"FIN": 4, "SWE": 5}
    assert "FIN" in {row.member for row in held.consents if row.candidate == "SWE"}
    assert {tally.candidate: tally.deciders for tally in STORY.status("2023-04-03").tallies} == {"FIN": 4, "SWE": 4}
    assert [(rule.candidate, rule.deciders) for rule in held.rules if rule.step.startswith("acceptance")] == [
        ("FIN", 4), ("SWE", 5),
    ]  # fmt: skip


def test_invariant_7_a_reported_number_is_right_by_the_day_it_was_told() -> None:
    """Four members in May 2022 are no mistake when there are five a year later; seven are one."""
    assert not any(rule.differs for rule in STORY.status("2023-04-04").rules)
    told = world("""
        2022-05-18 A | application | by FIN | to nato | happened | Finland applied
        2022-05-18 A | rule | to nato | members 7 | the seven allies
    """)
    assert all(rule.differs for rule in told.status("2022-06-01").rules)


# 8. A pure function


@given(st.randoms(use_true_random=False), st.dates(date(2022, 5, 1), date(2023, 5, 1)))
def test_invariant_8_any_order_gives_the_same_bytes(chance: random.Random, day: date) -> None:
    acts = [act("deposit", member, "2022-07-20", of=("FIN", "SWE"), to=("nato",)) for member in NATO]
    held = [list(values) for values in (STORY.events, STORY.claims, STORY.reports, acts)]
    (process,) = STORY.processes()
    before = status(process, *held, KNOWLEDGE, valid=day, known=date(2023, 5, 1))  # type: ignore[arg-type, misc]
    for values in held:
        chance.shuffle(values)
    after = status(process, *held, KNOWLEDGE, valid=day, known=date(2023, 5, 1))  # type: ignore[arg-type, misc]
    assert encoded(before) == encoded(after)


def test_invariant_8_what_is_handed_in_twice_counts_once() -> None:
    (process,) = STORY.processes()
    day = date(2023, 3, 31)
    once = status(process, STORY.events, STORY.claims, STORY.reports, (), KNOWLEDGE, valid=day, known=day)
    twice = status(process, STORY.events * 2, STORY.claims * 2, STORY.reports * 2, (), KNOWLEDGE, valid=day, known=day)
    assert encoded(once) == encoded(twice)


# And the rest of what a status says


def test_every_line_opens_to_the_words_of_a_report() -> None:
    held = STORY.status(LAST)
    texts = {report.id: report.text for report in STORY.reports}
    assert all(entry.sources and entry.origins for entry in held.timeline)
    assert all(source.quote in texts[source.report] for source in sources(held))


@pytest.mark.parametrize(
    ("valid", "stages"),
    [
        ("2022-05-17", ["", ""]),
        ("2022-05-18", ["application", "application"]),
        ("2022-06-29", ["invitation", "invitation"]),
        ("2022-07-05", ["signature", "signature"]),
        ("2022-07-08", ["ratification", "ratification"]),
        ("2023-04-04", ["membership", "ratification"]),
    ],
)
def test_the_stage_of_each_candidate(valid: str, stages: list[str]) -> None:
    assert [standing.stage for standing in STORY.status(valid, LAST).standings] == stages


def test_an_agreement_has_its_commitments_and_assessments() -> None:
    (deal,) = STORY.status("2023-03-31").agreements
    assert (deal.time, deal.place, deal.parties) == ("2022-06-28", "Madrid", ("FIN", "SWE", "TUR"))
    assert [(one.by, one.of) for one in deal.commitments] == [(("SWE",), ("TUR",))]
    assert [(one.by, one.rating, one.narrator) for one in deal.assessments] == [(("TUR",), "partial", "SWE")]


def test_a_halt_has_its_cause_and_its_end() -> None:
    (open_,) = STORY.status("2023-02-01").halts
    assert (open_.time, open_.cause, open_.resumed) == ("2023-01", ("talks broken off after a burning",), None)
    (ended,) = STORY.status("2023-03-09").halts
    assert ended.resumed is not None
    assert ended.resumed.time == "2023-03-09"


def test_a_speaker_is_shown_with_office_and_actor() -> None:
    (line,) = [line for line in STORY.status("2023-03-31").outlook if line.kind == "expectation"]
    assert line.speaker == "Ulla Berg, negotiator, Sweden"


def test_a_replaced_act_is_left_out() -> None:
    first = act("deposit", "NOR", "2022-07-05", of=("SWE",), to=("nato",))
    second = act("deposit", "NOR", "2022-07-07", of=("SWE",), to=("nato",), replaces=first.id, entered="2022-07-20")
    for known, day in (("2022-07-19", "2022-07-05"), ("2022-07-20", "2022-07-07")):
        held = STORY.status("2022-08-01", known, acts=[first, second])
        (row,) = [row for row in held.consents if (row.member, row.candidate) == ("NOR", "SWE")]
        assert [stage.time for stage in row.stages if stage.stage == "instrument_deposited"] == [day]


def test_an_event_is_narrowed_to_the_claims_that_were_known() -> None:
    line = STORY.status("2022-07-01", "2022-05-18").timeline[0]
    assert [source.outlet for source in line.sources] == ["Fjord"]
    assert line.rivals == ()
