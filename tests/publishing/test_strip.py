"""The strip of positions: on the timeline's axis, nothing over another, nothing hidden."""

from __future__ import annotations

import random
from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from status_samples import make_status, source

from accede.process.model import Membership, Position, Status
from accede.publishing.drawing import LEFT, WIDTH, draw
from accede.publishing.strip import ROW, strip

DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2025, 1, 1)).map(str)
TIMES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), st.none())


def position(actor: str, stance: str, time: str | None, until: str | None = None, bound: str = "2023-01-10") -> Position:
    return Position(
        kind="objection", actor=actor, candidates=("SWE",), stance=stance, time=time, bound=bound, until=until,  # type: ignore[arg-type]
        sources=(source("said so"),), origins=1,
    )  # fmt: skip


def with_positions(*lines: Position) -> Status:
    return msgspec.structs.replace(make_status(), positions=lines)


def test_it_has_the_axis_of_the_timeline(status: Status) -> None:
    drawn, timeline = strip(status), draw(status)
    assert drawn is not None and timeline is not None
    assert (drawn.ticks, drawn.today, drawn.width, drawn.left) == (
        timeline.ticks, timeline.today, timeline.width, timeline.left,
    )  # fmt: skip


def test_an_actor_has_a_row_for_each_story(status: Status) -> None:
    drawn = strip(status)
    assert drawn is not None
    assert [(row.name, [span.stance for span in row.spans]) for row in drawn.rows] == [
        ("Turkey, Finland", ["objects", "supports"]),
        ("Turkey, Sweden", ["objects", "supports", "conditions"]),
        ("Hungary", ["objects", "supports"]),
        ("Canada", ["supports"]),
    ]  # fmt: skip


def test_bars_follow_each_other_to_the_day_that_is_asked_for(status: Status) -> None:
    drawn = strip(status)
    assert drawn is not None and drawn.today is not None
    for row in drawn.rows:
        for span, after in zip(row.spans, row.spans[1:], strict=False):
            assert abs(span.x + span.length - after.x) < 0.2
        assert abs(row.spans[-1].x + row.spans[-1].length - drawn.today) < 3


def test_what_is_undated_or_perhaps_told_again_is_marked(status: Status) -> None:
    drawn = strip(status)
    assert drawn is not None
    spans = {(row.name, span.stance): span for row in drawn.rows for span in row.spans}
    assert spans["Turkey, Sweden", "conditions"].doubtful and spans["Turkey, Sweden", "conditions"].open
    assert spans["Hungary", "objects"].open and not spans["Hungary", "objects"].doubtful
    assert not spans["Canada", "supports"].open


def test_stances_without_an_order_lie_below_each_other() -> None:
    drawn = strip(with_positions(position("TUR", "objects", "2022-06-01"), position("TUR", "conditions", "2022-06-01")))
    assert drawn is not None
    (row,) = drawn.rows
    assert len({span.top for span in row.spans}) == 2 and row.height == 2 * ROW + 8


def test_a_bar_ends_where_the_candidate_is_in() -> None:
    joined = Membership(kind="membership", members=("SWE",), time="2022-12-01", bound="2022-12-01", modality="happened")
    open_end = with_positions(position("TUR", "objects", "2022-06-01"))
    before, after = strip(open_end), strip(msgspec.structs.replace(open_end, memberships=(joined,)))
    assert before is not None and after is not None
    assert after.rows[0].spans[0].length < before.rows[0].spans[0].length


def test_who_only_supports_is_named_where_there_is_no_room_to_draw_all() -> None:
    states = ("CAN", "NOR", "DNK", "EST", "GBR", "DEU", "LUX", "NLD", "BGR", "LVA", "LTU", "POL", "ESP", "PRT")
    held = with_positions(position("TUR", "objects", "2022-06-01"), *(position(s, "supports", "2022-07-05") for s in states))
    drawn = strip(held)
    assert drawn is not None
    assert [row.name for row in drawn.rows] == ["Turkey"]
    assert "Canada" in drawn.left_out and "Spain" in drawn.left_out


def test_nobody_who_moved_is_no_strip(status: Status) -> None:
    assert strip(with_positions(position("CAN", "supports", "2022-07-05"))) is None
    assert strip(with_positions()) is None
    assert strip(msgspec.structs.replace(status, timeline=(), outlook=())) is None


LINES = st.lists(
    st.builds(position, st.sampled_from(["TUR", "HUN"]), st.sampled_from(["supports", "conditions", "objects"]), TIMES, TIMES),
    max_size=12,
)


@given(LINES)
def test_nothing_leaves_the_strip_and_no_bar_lies_on_another(lines: list[Position]) -> None:
    drawn = strip(with_positions(*lines))
    if drawn is None:
        return
    for row in drawn.rows:
        for span in row.spans:
            assert row.top <= span.top and span.top + 12 <= row.top + row.height <= drawn.height
            assert span.x >= LEFT and span.x + span.length <= WIDTH
            for other in row.spans:
                if other is not span and other.top == span.top:
                    # A bar is at least 3 units long, so that it is seen.
                    assert min(span.x + span.length, other.x + other.length) - max(span.x, other.x) <= 3.1


@given(LINES.filter(bool), st.randoms(use_true_random=False))
def test_the_strip_is_the_same_however_the_timeline_was_ordered(lines: list[Position], chance: random.Random) -> None:
    status = with_positions(*lines)
    timeline = list(status.timeline)
    chance.shuffle(timeline)
    assert strip(status) == strip(msgspec.structs.replace(status, timeline=tuple(timeline)))
