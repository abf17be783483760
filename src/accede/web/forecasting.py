"""The forecasts that pages and the interface tell of a process; of a large record they are kept with its answers."""

from __future__ import annotations

import msgspec

from accede.answers.asking import Answers
from accede.knowledge import load
from accede.outlook import candidates
from accede.outlook.model import Forecast
from accede.process.model import Process
from accede.web.rendering import made_by


def forecasts(answers: Answers, process: Process) -> dict[str, Forecast]:
    """The forecast of each candidate by its id, as `candidates.forecasts`."""

    def made() -> str:
        return msgspec.json.encode(candidates.forecasts(answers.status(process), load())).decode()

    return msgspec.json.decode(answers.text(process, "forecasts", made_by(), made), type=dict[str, Forecast])
