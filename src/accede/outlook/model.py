"""The values of an outlook: what is asked, and what is answered. Days are dates; probabilities are from 0 to 1."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from accede.process.instrument import Decision

Family = str  # "nato", "eu", "cptpp": accessions to that target; "treaty": an instrument's own entry into force


class Expected(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """What somebody expected on the day `said`: completion by the end of `until`. firm: a day that the treaty itself sets."""

    said: date
    until: date
    speaker: str = ""
    firm: bool = False


class Trouble(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """An objection or a halt that stands: whose ("" for one of the whole process), since when."""

    actor: str
    kind: Literal["objection", "halt"]
    since: date


class Fixture(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """A dated event by which one wants to know: a summit, an election."""

    day: date
    name: str


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A process on a day, for one candidate (or an instrument's own entry into force), as known then.

    opened: the day from which consents could be given: signature of the protocol, adoption of the treaty. electorate: the
    deciders as of the day; empty where whoever may join counts. consented: who has consented at the stage that counts, and
    when. begun: who has reached an earlier stage. outstanding: of whom a source says that its consent is. invited: the day of the
    invitation, which is asked of where nothing is signed. told: the number of consents that reports give, where more than are known by
    name. not_before: a day that the treaty sets for entry into force. supposed: for whom a scenario fixes the day of consent.
    never: who by a scenario never consents. turned: what a scenario says of objections, in words. completed: the day of completion where that is on record.
    """

    family: Family
    candidate: str
    decision: Decision | None
    today: date
    opened: date | None
    electorate: tuple[str, ...] = ()
    consented: dict[str, date] = {}
    begun: dict[str, date] = {}
    outstanding: tuple[str, ...] = ()
    told: int = 0
    invited: date | None = None
    signatories: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    expected: tuple[Expected, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    not_before: date | None = None
    supposed: dict[str, date] = {}
    never: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    completed: date | None = None

    @property
    def kind(self) -> str:
        """ "treaty" for an instrument's own entry into force, else "accession"."""
        return "treaty" if self.family == "treaty" else "accession"


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One ground of the forecast: what it is, and its weight.

    `weight` is the share of the mixture for what is mixed, the factor on the rate of consent for an objection, a halt or a
    member's past, and 1 for what every draw passes through.
    """

    what: str
    weight: float
    kind: Literal["share", "factor"] = "share"

    @property
    def mixed(self) -> bool:
        """True for a share of the mixture; what all draws pass through has none."""
        return self.kind == "share" and self.weight < 1


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How well a way of forecasting did on processes left out of the fitting: mean Brier score over `questions` of `rounds`.

    0 is perfect, 0.25 is a coin. `kind` is "accession" or "treaty"; `way` "model", "base rate", "never changes", "as officials
    expect"; `on` "all", or "told" for the questions on which an expectation of officials was known.
    """

    kind: str
    way: str
    on: str
    rounds: int
    questions: int
    brier: float


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: when the process may be completed.

    basis: "on record" (it is completed), "model", or "base rate" with `because` saying why the model is not shown.
    quantiles: the day by which it is completed with the probability named, None for later than `horizon`. curve: points (day,
    probability by then), at month ends. by_fixture: the probability by each dated fixture, in the order of days.
    never: the probability that it is not completed by the horizon. scores: of this kind of process.
    """

    basis: Literal["on record", "model", "base rate", "none"]
    today: date
    horizon: date
    quantiles: tuple[tuple[float, date | None], ...] = ()
    curve: tuple[tuple[date, float], ...] = ()
    by_fixture: tuple[tuple[Fixture, float], ...] = ()
    never: float = 0.0
    grounds: tuple[Ground, ...] = ()
    because: str = ""
    scores: tuple[Score, ...] = ()
    supposing: tuple[str, ...] = ()
    completed: date | None = None
