"""Forecasts made by hand: one by the model with everything in it, and those that stand in where there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

from accede.outlook.model import Fixture, Forecast, Ground, Score

TODAY, HORIZON = date(2023, 3, 9), date(2033, 3, 9)
SUMMIT = Fixture(day=date(2023, 7, 11), name="Vilnius")


def month_ends(number: int) -> list[date]:
    """The day of the forecast, then so many ends of months."""
    months = [2023 * 12 + 3 + at for at in range(number)]
    return [TODAY, *(date.fromordinal(date(month // 12, month % 12 + 1, 1).toordinal() - 1) for month in months)]


def curve(*shares: float) -> tuple[tuple[date, float], ...]:
    return tuple(zip(month_ends(len(shares) - 1), shares, strict=True))


def scored(kind: str = "accession", **briers: float) -> tuple[Score, ...]:
    given = briers or {"model": 0.08, "base rate": 0.1, "never changes": 0.5, "as officials expect": 0.09}
    return tuple(Score(kind=kind, way=way.replace("_", " "), on="all", rounds=11, questions=1805, brier=brier) for way, brier in given.items())


def make_forecast(words: str = "", **facts: Any) -> Forecast:
    """`words` is put into whatever comes from reports: a speaker's name, a place, a supposition."""
    rising = [0.0, 0.05, 0.2, 0.4, 0.55, 0.7, 0.8, 0.9, *(0.96,) * 113]
    given: dict[str, Any] = {
        "basis": "model", "today": TODAY, "horizon": HORIZON,
        "quantiles": (
            (0.1, date(2023, 4, 20)), (0.25, date(2023, 5, 10)), (0.5, date(2023, 6, 20)), (0.75, date(2023, 8, 12)), (0.9, date(2023, 9, 29)),
        ),
        "curve": curve(*rising), "never": 0.04,
        "by_fixture": ((Fixture(day=SUMMIT.day, name=f"{SUMMIT.name} {words}".strip()), 0.62),),
        "grounds": (
            Ground(what="survival: the rate of 179 past consents (nato), 2 outstanding", weight=0.28),
            Ground(what="how long 7 past processes took, half of them 13 months or less", weight=0.42),
            Ground(what=f"{f'Anna Ek {words}'.strip()} expected it by 2023-07-11 (said by 2023-03-01)", weight=0.3),
            Ground(what="objection of TUR for 295 days", weight=0.15, kind="factor"),
            Ground(what="2 members of which an earlier stage is told: 45 days from there to deposit, on average", weight=1.0),
        ),
        "scores": scored(),
    }  # fmt: skip
    return Forecast(**(given | facts))


BASE = make_forecast(
    basis="base rate", because="no decision rule is known for it", grounds=(Ground(what="how long 7 past processes took", weight=1.0),)
)
NONE = Forecast(basis="none", today=TODAY, horizon=HORIZON, because="nothing is signed yet")
DONE = Forecast(basis="on record", today=TODAY, horizon=HORIZON, completed=date(2023, 4, 4))
NEVER = make_forecast(
    quantiles=tuple((share, None) for share in (0.1, 0.25, 0.5, 0.75, 0.9)), curve=curve(*(0.0,) * 121), never=1.0, by_fixture=((SUMMIT, 0.0),),
    supposing=("HUN never consents",), grounds=(Ground(what="survival: the rate of 179 past consents (nato), 2 outstanding", weight=1.0),),
)  # fmt: skip
