"""The few numbers of the model that are fitted, by `benchmarks/outlook.py`, on past processes; they stand in `data/fitted.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec

FILE = Path(__file__).parent / "data" / "fitted.csv"


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """member_prior: how many consents a member's prior is worth; process_prior, arrival_prior: the same of a process's pace.

    objection, halt: the factor on the rate of whoever stands so; fading: how much of that wears off, a year. expected: the share of draws that follow officials, base: the share of the others that
    follow the base rate; treaty_base the same for an instrument's own entry into force.
    stage_days: the mean days from parliament's approval to deposit.
    """

    member_prior: float = 2.0
    process_prior: float = 4.0
    arrival_prior: float = 2.0
    objection: float = 0.5
    halt: float = 0.5
    fading: float = 0.0
    expected: float = 0.3
    base: float = 0.3
    treaty_base: float = 0.2
    stage_days: float = 45.0


def _read() -> Fitted:
    with FILE.open(encoding="utf-8") as file:
        rows = {row["name"]: float(row["value"]) for row in csv.DictReader(line for line in file if line[0] != "#")}
    return Fitted(**rows)


FITTED = _read()
