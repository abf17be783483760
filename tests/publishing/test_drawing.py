import msgspec
from hypothesis import given
from hypothesis import strategies as st
from status_samples import make_status, source

from accede.process.model import Entry, Status
from accede.publishing.drawing import LEFT, LETTER, WIDTH, Mark, draw

KINDS = ("application", "talks", "objection", "halt", "agreement", "ratification", "membership")
DAYS = st.dates(min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2150, 1, 1)).map(str)
TIMES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]), DAYS.map(lambda day: f"{day}/.."))


def span(mark: Mark) -> tuple[float, float]:
    size = len(mark.label) * LETTER
    label = (mark.label_x - size, mark.label_x) if mark.anchor == "end" else (mark.label_x, mark.label_x + size)
    return min(mark.x - 4, label[0]), max(mark.x + mark.length + 4, label[1])


def with_timeline(entries: list[Entry]) -> Status:
    return msgspec.structs.replace(make_status(), timeline=tuple(entries), outlook=())


def entry(kind: str, time: str, who: str = "TUR") -> Entry:
    return Entry(kind=kind, time=time, modality="happened", by=(who,), sources=(source("said so"),), origins=1)


@given(st.lists(st.builds(entry, st.sampled_from(KINDS), TIMES, st.sampled_from(["TUR", "HUN", "FIN", "USA"])), max_size=40))
def test_no_two_labels_overlap_and_nothing_leaves_the_drawing(entries: list[Entry]) -> None:
    drawing = draw(with_timeline(entries))
    if drawing is None:
        return
    for lane in drawing.lanes:
        for mark in lane.marks:
            assert lane.top < mark.y < lane.top + lane.height
            assert LEFT <= mark.x <= WIDTH
            for other in lane.marks:
                if other is not mark and other.y == mark.y:
                    assert span(mark)[1] <= span(other)[0] or span(other)[1] <= span(mark)[0]


@given(st.lists(st.builds(entry, st.sampled_from(KINDS), TIMES), min_size=1, max_size=12), st.randoms())
def test_the_drawing_does_not_depend_on_order(entries: list[Entry], random: __import__("random").Random) -> None:
    first = draw(with_timeline(entries))
    random.shuffle(entries)
    assert draw(with_timeline(entries)) == first


def test_lanes_are_named_and_what_is_to_come_is_hollow(status: Status) -> None:
    drawing = draw(status)
    assert drawing is not None
    assert [lane.name for lane in drawing.lanes] == [
        "Steps", "Talks", "Objections, halts", "Agreements", "Consents", "Expected",
    ]  # fmt: skip
    assert [mark.hollow for lane in drawing.lanes for mark in lane.marks if lane.key == "expected"] == [True]
    assert drawing.today is not None


def test_history_long_before_is_left_out_and_said() -> None:
    drawing = draw(with_timeline([entry("agreement", "1949-04-04"), entry("application", "2022-05-18"), entry("talks", "2022-06-20")]))
    assert drawing is not None
    assert sum(len(lane.marks) for lane in drawing.lanes) == 2
    assert "1 event long before" in drawing.left_out


def test_a_crowded_month_is_one_mark_that_counts() -> None:
    states = ("CAN", "NOR", "DNK", "EST", "GBR", "DEU", "LUX", "NLD", "BGR", "LVA")
    drawing = draw(with_timeline([entry("ratification", f"2022-07-{day:02}", who) for day, who in enumerate(states, start=5)]))
    assert drawing is not None
    assert [mark.label for lane in drawing.lanes for mark in lane.marks] == ["Canada + 9 more"]


def test_nothing_dated_is_no_drawing() -> None:
    assert draw(with_timeline([])) is None
    assert draw(with_timeline([entry("talks", "9000-01-01")])) is None
