"""A server on the three small reports, asked in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # the reports and the reader by table of the commands' tests

from cli_samples import REPORTS, TableReader

from accede.answers import asking
from accede.answers.recall import Recall
from accede.record import Record
from accede.reports import load
from accede.web.app import create_app
from accede.web.memory import Memory
from accede.web.preparing import worked_out
from accede.web.settings import Settings
from accede.web.working import Worker


@pytest.fixture
def location(tmp_path: Path) -> str:
    """A record of the three reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = tmp_path / "web.db"
    reader = TableReader()
    with Record.open(path) as record:
        for report in load([folder]):
            record.add_reading(report, reader.read(report), reader.name)  # type: ignore[arg-type]
    return str(path)


@pytest.fixture
def client(location: str) -> Iterator[TestClient]:
    """A browser of this machine."""
    with TestClient(create_app(Settings(location=location)), base_url="http://127.0.0.1:8421") as made:
        yield made


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has a server take its record for a large one, of more claims than `limit`, which is worked out in this process when it is asked for."""

    def grow(client: TestClient, limit: int = 0) -> None:
        monkeypatch.setattr(asking, "LARGE", limit)
        monkeypatch.setattr(Worker, "_in_process", lambda self, job: worked_out(self._location, job))
        monkeypatch.setattr(Worker, "ahead", lambda self, rows: None)  # only what is asked for is worked out
        client.app.state.recall, client.app.state.memory = Recall(), Memory()  # type: ignore[attr-defined]

    return grow
