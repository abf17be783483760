"""The forecasts of a process: one for each candidate, or one for an instrument's own entry into force."""

from __future__ import annotations

from collections.abc import Callable

from accede.outlook.asking import ask
from accede.outlook.forecasting import forecast
from accede.outlook.model import Forecast, Question
from accede.process.model import Status
from accede.process.rules import Known


def forecasts(status: Status, known: Known, suppose: Callable[[Question], Question] = lambda question: question) -> dict[str, Forecast]:
    """The forecast of each candidate by its id, in the order of the process; by "" where it has none.

    suppose: what the question is changed into before it is answered.
    """
    return {one: forecast(suppose(ask(status, known, one)), known) for one in status.process.candidates or ("",)}


def named(told: dict[str, Forecast], known: Known) -> list[tuple[str, Forecast]]:
    """The same by the candidates' names, as publishing takes them."""
    return [(known.name_of(one) if one else "", forecast) for one, forecast in told.items()]
