"""The valid clock: the day from which a thing counts, just before and just at it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accede.process.clock import established, is_ahead, is_factual, possible, undated_then
from accede.process.model import Entry

# kind, modality, time, first published, the day from which it counts
CASES = [
    ("talks", "happened", "2022-06-20", "2022-06-21", "2022-06-20"),
    ("talks", "happened", "2022-06", "2022-06-21", "2022-06-21"),  # told as past on the 21st
    ("talks", "happened", "2022-06", "2023-03-09", "2022-06-30"),
    ("talks", "happened", "2022", "2023-03-09", "2022-12-31"),
    ("talks", "happened", None, "2022-06-21", "2022-06-21"),
    ("talks", "happened", "2022-06-09/2022-06-13", "2022-06-20", "2022-06-09"),  # it lasted so long
    ("talks", "happened", "2022-04/2022-06", "2022-08-01", "2022-06-30"),  # it was some time in these months
    ("halt", "ongoing", "2022-07/..", "2023-03-09", "2022-07-31"),
    ("halt", None, "../2022-07", "2023-03-09", "2022-07-31"),
    ("membership", "happened", "2023-04-04", "2023-04-03", "2023-04-04"),
    ("talks", "planned", "2022-06-28", "2022-06-21", "2022-06-21"),
    ("ratification", "pending", "2023-07", "2023-03-09", "2023-03-09"),
    ("ratification", "denied", "2022-12", "2023-03-09", "2023-03-09"),
    ("fixture", None, "2023-07", "2023-03-09", "2023-03-09"),
    ("expectation", None, "2023-05", "2023-03-09", "2023-03-09"),
]


def entry(kind: str, modality: str | None, time: str | None, bound: str) -> Entry:
    return Entry(kind=kind, modality=modality, time=time, bound=bound)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "modality", "time", "bound", "from_day"), CASES)
def test_it_counts_from(kind: str, modality: str | None, time: str | None, bound: str, from_day: str) -> None:
    assert established(entry(kind, modality, time, bound)).isoformat() == from_day


@pytest.mark.parametrize(("kind", "modality", "time", "bound", "from_day"), CASES)
def test_it_is_possible_before_it_counts_and_never_after(
    kind: str, modality: str | None, time: str | None, bound: str, from_day: str
) -> None:
    held, day = entry(kind, modality, time, bound), date.fromisoformat(from_day)
    assert not possible(held, day)
    assert not undated_then(held, day)
    before = day - timedelta(days=1)
    fact = is_factual(held) and not is_ahead(held)
    wide = time in ("2022-06", "2022", "2022-04/2022-06", "2022-07/..", "../2022-07")
    assert possible(held, before) is (fact and wide)
    assert undated_then(held, before) is (fact and time is None)


@pytest.mark.parametrize(
    ("kind", "modality", "factual", "ahead"),
    [
        ("membership", "happened", True, False),
        ("membership", None, False, False),  # "brings the treaty nearer to taking effect"
        ("ratification", None, False, False),  # "the matter of Turkey's ratification"
        ("membership", "planned", False, True),
        ("objection", None, True, False),
        ("talks", "expected", False, True),
        ("talks", "denied", False, False),
        ("ratification", "pending", False, False),
        ("fixture", None, True, True),
        ("statement", "expected", False, False),
    ],
)
def test_fact_or_outlook(kind: str, modality: str | None, factual: bool, ahead: bool) -> None:
    held = entry(kind, modality, None, "2022-06-21")
    assert (is_factual(held), is_ahead(held)) == (factual, ahead)
