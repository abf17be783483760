"""Which columns of a table stand to the right."""

from __future__ import annotations

import pytest

from accede.publishing.document import Point, Table


def table(*columns: tuple[str, ...]) -> Table:
    return Table("A table", tuple("abc"[: len(columns)]), tuple(tuple(Point(cell) for cell in row) for row in zip(*columns, strict=True)))


@pytest.mark.parametrize("held", [("0 %", "over 99 %"), ("1,204", "-"), ("3", ""), ("-0.5", "12")])
def test_a_column_of_numbers_stands_to_the_right(held: tuple[str, ...]) -> None:
    assert table(("1", "2"), held).numbers == {1}  # the first names the row


@pytest.mark.parametrize("held", [("4 April 2023", "12"), ("", "-"), ("2/3", "unanimity"), ("limited", "3")])
def test_a_column_with_words_does_not(held: tuple[str, ...]) -> None:
    assert table(("1", "2"), held).numbers == set()
