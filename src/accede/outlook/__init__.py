"""What is likely by when: the distribution of the day of completion, as known on a day, with the weight of each ground.

    question = ask(status, ...)        a process on a day, in the terms of the forecast
    outlook = forecast(question)       the distribution, the probability by dated fixtures, the grounds and their weights
    scenario(question, "TUR deposits 2023-06-30")   the same question under a supposition

Whether that is better than simpler guesses is measured on processes left out of the fitting (`backtest`), and the score stands
beside every outlook.
"""

from accede.outlook.asking import ask
from accede.outlook.forecasting import forecast
from accede.outlook.model import Forecast, Ground, Question
from accede.outlook.scenario import scenario

__all__ = ["Forecast", "Ground", "Question", "ask", "forecast", "scenario"]
