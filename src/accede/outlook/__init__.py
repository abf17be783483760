"""What is likely by when: the distribution of the day of completion, as known on a day, with the weight of each ground.

    question = ask(status, known)      a process on a day, in the terms of the forecast
    outlook = forecast(question, known)   the distribution, the probability by dated fixtures, the grounds and their weights
    scenario(question, "TUR deposits 2023-06-30", ...)   the same question under a supposition

Whether that is better than simpler guesses is measured on processes left out of the fitting (`backtest`), and the score stands
beside every outlook. What draws needs numpy and scipy, which a status does without: the names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accede.outlook.asking import ask as ask
    from accede.outlook.forecasting import forecast as forecast
    from accede.outlook.model import Forecast as Forecast
    from accede.outlook.model import Ground as Ground
    from accede.outlook.model import Question as Question
    from accede.outlook.supposing import scenario as scenario

_WHERE = {"ask": "asking", "forecast": "forecasting", "scenario": "supposing", "Forecast": "model", "Ground": "model", "Question": "model"}
__all__ = ["Forecast", "Ground", "Question", "ask", "forecast", "scenario"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
