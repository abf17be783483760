"""What was found out before is given again, and together weighs no more than it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.answers.recall import Recall


def test_what_was_made_is_not_made_again() -> None:
    recall, made = Recall(), []
    for _ in range(3):
        assert recall.of("key", lambda: made.append(1) or "value") == "value"
    assert made == [1]


def test_what_failed_is_tried_again() -> None:
    recall = Recall()
    with pytest.raises(ZeroDivisionError):
        recall.of("key", lambda: 1 // 0)
    assert recall.of("key", lambda: 2) == 2


def test_the_least_lately_asked_for_is_forgotten_first() -> None:
    recall = Recall(most=2)
    for key in ("a", "b", "a", "c"):
        recall.of(key, lambda key=key: key.upper())
    made: list[str] = []
    for key in ("a", "c", "b"):
        recall.of(key, lambda key=key: made.append(key) or key)
    assert made == ["b"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), max_size=60), st.integers(1, 100))
def test_all_together_weigh_no_more_than_they_may_but_the_last_alone(asked: list[tuple[int, int]], most: int) -> None:
    recall = Recall(most)
    for key, weight in asked:
        assert recall.of(key, lambda key=key: key, lambda _, weight=weight: weight) == key
        assert recall._weight == sum(each for _, each in recall._held.values())
        assert recall._weight <= most or len(recall._held) == 1
