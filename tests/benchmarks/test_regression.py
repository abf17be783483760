"""No change loses more than a point on any of the five benchmarks' small sets; see benchmarks/regression.py."""

from __future__ import annotations

import pytest

from benchmarks.regression import LEEWAY, MEASURES, reached, rows


@pytest.mark.parametrize("name", MEASURES)
def test_no_figure_falls_by_more_than_a_point(name: str) -> None:
    misses: list[str] = []
    now = MEASURES[name](misses)
    fallen = {each: (figure, now[each]) for each, figure in reached()[name].items() if now[each] < figure - LEEWAY}
    assert fallen == {}, "\n".join(["reached before, and now; what is missed:", *misses])


def test_every_figure_is_committed() -> None:
    assert sorted(reached()) == sorted(MEASURES)


@pytest.mark.parametrize(("name", "least"), [("attribution", 40), ("times", 40), ("off_topic", 40)])
def test_a_set_is_large_enough_for_a_point_to_count(name: str, least: int) -> None:
    assert len(rows(name)) >= least
