"""Parts of a section have every line once, and in order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from accede.process.model import Source
from accede.publishing.cutting import cited, fold, lines, part, shortened, slug
from accede.publishing.document import Document, Point, Reference, Section, Table

COUNTER = st.integers(0, 7)


def section(shape: list[int]) -> Section:
    """0 is a point, another number a table of so many rows; each line has a number of its own for text and citation."""
    blocks: list[Point | Table] = []
    number = 0
    for rows in shape:
        made = []
        for _ in range(max(1, rows)):
            made.append(Point(f"{number}", cites=(number,)))
            number += 1
        blocks.append(Table("table", ("a",), tuple((one,) for one in made)) if rows else made[0])
    return Section("Demands, commitments, assessments", tuple(blocks))


def texts(held: Section) -> list[str]:
    """The texts of all lines."""
    return [one.text for block in held.blocks for one in ([row[0] for row in block.rows] if isinstance(block, Table) else [block])]


@given(st.lists(COUNTER, max_size=8), st.lists(st.integers(0, 60), max_size=4))
def test_the_parts_of_a_section_have_every_line_once_and_in_order(shape: list[int], cuts: list[int]) -> None:
    held = section(shape)
    of = lines(held)
    places = [0, *sorted(min(cut, of) for cut in cuts), of]
    joined = [text for first, last in pairwise(places) for text in texts(part(held, first, last))]
    assert joined == [str(number) for number in range(of)]


@given(st.lists(COUNTER, max_size=8), st.integers(1, 12))
def test_a_fold_lies_within_twice_what_is_read_in_one_go(shape: list[int], most: int) -> None:
    held = section(shape)
    assert min(lines(held), most) <= fold(held, most) <= min(lines(held), 2 * most)


def test_only_what_a_part_cites_is_among_its_sources() -> None:
    held = section([0, 3, 0])
    document = Document("", "", (held,), tuple(Reference(number, Source(published="", outlet="", quote=f"words {number}")) for number in range(5)))
    assert [one.number for one in cited(document, [part(held, 1, 3)])] == [1, 2]


def test_a_section_has_a_name_for_an_address() -> None:
    assert slug(section([])) == "demands-commitments-assessments"


def test_a_line_with_many_parts_says_how_many_are_left_out() -> None:
    long = Point("", "differ:", parts=tuple(Point(f"{number}", cites=(number,)) for number in range(9)))
    short, left = shortened(Section("", (long, Table("table", ("a",), ((long,),)))), 3)
    assert left == 12
    for point in (short.blocks[0], short.blocks[1].rows[0][0]):  # type: ignore[union-attr]
        assert [one.text for one in point.parts] == ["0", "1", "2", "and 6 more"]  # type: ignore[union-attr]
    assert shortened(Section("", (long,)), 8) == (Section("", (long,)), 0), "one more takes no more room than to say so"
