"""The strip of positions: on the timeline's axis, nothing over another, nothing hidden."""

from __future__ import annotations

import math
import random
import re
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from status_samples import make_status, source

from accede.process.model import Membership, Position, Stance, Status
from accede.publishing import brief
from accede.publishing.document import BRIEF
from accede.publishing.drawing import LEFT, WIDTH, draw
from accede.publishing.status import status_document
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


# How those see who lack a kind of cone: Machado, Oliveira and Fernandes 2009, doi 10.1109/TVCG.2009.113, severity 1.
SEEN = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no middle": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no short": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
FILLS = ("supports", "conditions", "stands-against")


def lab(colour: str, cones: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of "#rrggbb" as it is seen."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in cones]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, seen, strict=True)) for row in to_xyz]
    x, y, z = (v / white for v, white in zip(xyz, (0.9505, 1.0, 1.089), strict=True))
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


@pytest.mark.parametrize("cones", SEEN)
def test_the_colour_blind_can_tell_the_stances_apart(cones: str) -> None:
    css = (Path(brief.__file__).parent / "templates" / "brief.css").read_text(encoding="utf-8")
    for palette in re.findall(r":root \{([^}]*--supports[^}]*)\}", css):
        held = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", palette))
        seen = [lab(held[name], SEEN[cones]) for name in FILLS]
        for one, other in combinations(seen, 2):
            assert math.dist(one, other) > 20  # a difference of 10 is seen at a glance


def test_every_stance_has_its_fill_and_all_but_one_a_pattern() -> None:
    page = brief.as_html(status_document(make_status(), "", BRIEF), make_status(), {}, {})
    for stance in get_args(Stance):
        assert f"svg .{stance} .fill {{ fill: " in page
    assert page.count("<pattern id=") == len(get_args(Stance)) - 1


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
