"""How a page is printed: which columns of a table stand to the right."""

from __future__ import annotations

import pytest

from accede.publishing.document import Point, Table
from accede.web.rendering import UNFOLDED, environment, figures


def table(*columns: tuple[str, ...]) -> Table:
    return Table("A table", tuple("abc"[: len(columns)]), tuple(tuple(Point(cell) for cell in row) for row in zip(*columns, strict=True)))


@pytest.mark.parametrize("held", [("0 %", "over 99 %"), ("1,204", "-"), ("3", ""), ("-0.5", "12")])
def test_a_column_of_numbers_stands_to_the_right(held: tuple[str, ...]) -> None:
    assert figures(table(("1", "2"), held)) == {1}  # the first names the row


@pytest.mark.parametrize("held", [("4 April 2023", "12"), ("", "-"), ("2/3", "unanimity"), ("limited", "3")])
def test_a_column_with_words_does_not(held: tuple[str, ...]) -> None:
    assert figures(table(("1", "2"), held)) == set()


def test_what_is_too_long_to_be_read_in_one_go_is_folded_and_says_how_much() -> None:
    blocks = environment().get_template("parts.html").module.blocks  # type: ignore[attr-defined]
    rows = tuple(f"row {n}." for n in range(UNFOLDED + 40))
    long = str(blocks((table(rows, rows),), {}, None))
    seen, _, folded = long.partition("<details")
    assert "40 more rows" in folded and f"row {UNFOLDED - 1}." in seen and f"row {UNFOLDED}." not in seen and rows[-1] in folded
    told = str(blocks([Point(row) for row in rows], {}, None))
    assert "40 more lines" in told and all(row in told for row in rows)
    assert "<details" not in str(blocks((table(rows[:UNFOLDED], rows[:UNFOLDED]),), {}, None))
