"""What takes long is worked out beside the server: on a record just large enough to be answered from dossiers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.answers import preparing
from accede.answers.asking import LARGE, answering
from accede.errors import AccedeError, NotWorkedOut
from accede.record import Record
from accede.web import working
from accede.web.app import create_app
from accede.web.preparing import worked_out
from accede.web.settings import Settings
from accede.web.working import Job, Worker
from benchmarks.generator import generate
from tests.web.made import PATIENCE, whole


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("large") / "large.db"
    with Record.open(path) as record:
        record.add_readings(list(generate(LARGE + 1_500, 3, 1)), "generator")
    return str(path)


@pytest.fixture(scope="module")
def client(large: str) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(location=large)), base_url="http://127.0.0.1:8421") as made:
        yield made


def test_who_does_not_wait_is_told_what_is_to_be_worked_out(tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    with Record.open(path) as record:
        record.add_readings(list(generate(LARGE + 1_500, 3, 1)), "generator")
    with pytest.raises(NotWorkedOut) as untraced, answering(path, None, None, waits=False):
        pass
    assert untraced.value.target == ""
    target = preparing.targets(path)[0]
    with answering(path, None, None, waits=False) as answers:
        assert answers.without_waiting() == ((), preparing.targets(path))
        with pytest.raises(NotWorkedOut) as asked:
            answers.processes()
        assert asked.value.target in preparing.targets(path)
    assert preparing.prepare(path, target) > 0
    with answering(path, None, None, waits=False) as answers:
        found, lacking = answers.without_waiting()
        assert target not in lacking
        assert {one.target for one in found} == {target}


def test_a_status_from_what_the_process_rests_on_is_that_from_all(large: str) -> None:
    from accede.answers import Held, clocks

    with Record.open(large) as record:
        when = clocks(record, "2022-03-01", "2022-05-01")
        held = Held.of(record, when.known_day)
        for process in held.processes():
            assert held.of_process(process).status(process, when) == held.status(process, when)


def test_the_desk_fills_by_itself_and_a_page_that_was_not_asked_for_comes(client: TestClient, large: str) -> None:
    desk = whole(client, "/").text
    assert "Not worked out yet" not in desk
    with answering(large, None, None, waits=False) as answers:
        process = answers.processes()[0]
    assert whole(client, f"/process/{process.id}").text.count("<h1>") == 1
    earlier = f"/process/{process.id}?known=2023-08-20&valid=2022-05-01"
    first = client.get(earlier)
    assert (first.status_code, first.headers["Retry-After"]) == (202, "3")
    assert "Being worked out" in first.text
    assert "ETag" not in first.headers
    assert "as known on 20 August 2023" in whole(client, earlier).text


def test_a_program_is_told_to_ask_again(client: TestClient, large: str) -> None:
    with answering(large, None, None) as answers:
        process = answers.processes()[0]
    path = f"/api/v1/processes/{process.id}?known=2023-08-21"
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert "not worked out yet" in answer.json()["error"]


def test_what_fails_is_told_once_and_then_tried_again(monkeypatch: pytest.MonkeyPatch, large: str) -> None:
    worker = Worker(large, worked_out)
    monkeypatch.setattr(worker, "_in_process", lambda job: (_ for _ in ()).throw(AccedeError("no memory", "buy some")))
    job = Job("nato", "2022-01-01", "2022-01-01")
    worker.ask(job)
    end = time.monotonic() + PATIENCE
    while job not in worker._failed and time.monotonic() < end:
        time.sleep(0.01)
    with pytest.raises(AccedeError, match="no memory"):
        worker.ask(job)
    worker.ask(job)
    worker.end()


def test_what_is_asked_for_comes_before_what_nobody_waits_for_and_each_once(monkeypatch: pytest.MonkeyPatch, large: str) -> None:
    worker, done = Worker(large, worked_out), []

    def slowly(job: Job) -> tuple[str, ...]:
        if not job.target:
            worker.ask(Job("eu", "2022-01-01", "2022-01-01"))
            worker.ask(Job("eu", "2022-01-01", "2022-01-01"))
            return ("au", "nato")
        done.append(job)
        return ()

    monkeypatch.setattr(worker, "_in_process", slowly)
    worker.ahead("1")
    worker.ahead("1")
    end = time.monotonic() + PATIENCE
    while len(done) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    assert done == [Job("eu", "2022-01-01", "2022-01-01"), Job("au"), Job("nato")]
    assert worker.progress().of == 2
    worker.end()


def test_a_worker_waits_with_no_more_than_it_can_remember(monkeypatch: pytest.MonkeyPatch, large: str) -> None:
    worker = Worker(large, worked_out)
    monkeypatch.setattr(worker, "_begin", lambda: None)
    for number in range(working.MOST_ASKED + 50):
        worker.ask(Job("eu", f"{number}", ""))
    assert len(worker._asked) == working.MOST_ASKED
