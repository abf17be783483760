"""How a page is printed: what is too long to be read in one go."""

from __future__ import annotations

from accede.publishing.document import Point, Table
from accede.web.rendering import UNFOLDED, environment


def test_what_is_too_long_to_be_read_in_one_go_is_folded_and_says_how_much() -> None:
    blocks = environment().get_template("parts.html").module.blocks  # type: ignore[attr-defined]
    rows = tuple(f"row {n}." for n in range(UNFOLDED + 40))
    long = str(blocks((Table("A table", ("a", "b"), tuple((Point(row), Point(row)) for row in rows)),), {}, None))
    seen, _, folded = long.partition("<details")
    assert "40 more rows" in folded
    assert f"row {UNFOLDED - 1}." in seen
    assert f"row {UNFOLDED}." not in seen
    assert rows[-1] in folded
    told = str(blocks([Point(row) for row in rows], {}, None))
    assert "40 more lines" in told
    assert all(row in told for row in rows)
    assert "<details" not in str(blocks([Point(row) for row in rows[:UNFOLDED]], {}, None))
