"""Pages of a large record come from processes of their own: they are the same, and none is lost with one of these."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from accede.answers.asking import LARGE, answering
from accede.record import Record
from accede.web import preparing
from accede.web.app import create_app
from accede.web.making import Makers
from accede.web.settings import Settings
from accede.web.working import Job
from benchmarks.generator import generate
from tests.web.made import PATIENCE, whole

BASE = "http://127.0.0.1:8421"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record just large enough to be answered from dossiers, with all of its newest day worked out."""
    path = str(tmp_path_factory.mktemp("making") / "large.db")
    with Record.open(path) as record:
        record.add_readings(list(generate(LARGE + 1_500, 3, 2)), "generator")
    for target in preparing.worked_out(path, Job()):
        preparing.worked_out(path, Job(target))
    return path


@pytest.fixture(scope="module")
def alone(prepared: str) -> Iterator[TestClient]:
    """A server that makes its pages itself."""
    with TestClient(create_app(Settings(location=prepared)), base_url=BASE) as made:
        yield made


@pytest.fixture(scope="module")
def shared(prepared: str) -> Iterator[TestClient]:
    """A server with two makers."""
    with TestClient(create_app(Settings(location=prepared, makers=2)), base_url=BASE) as made:
        yield made


def addresses(client: TestClient, prepared: str) -> list[str]:
    """One of every sort of page and of the interface, and some that are not found or not worked out."""
    with answering(prepared, None, None, waits=False) as answers:
        process = answers.processes()[0]
    line = re.findall(r'href="(/evidence/[^"#]+)', client.get(f"/process/{process.id}/timeline").text)[0].replace("&amp;", "&")
    own = f"/process/{process.id}"
    pages = ["/", own, f"{own}/timeline?page=2", f"{own}/statements", line, line.partition("?")[0], f"/actor/{process.target}", "/search?q=talks"]
    api = [f"/api/v1/processes/{process.id}{part}" for part in ("", "/consents", "/outlook", "/marks")] + ["/api/v1/claims"]
    return [*pages, *api, f"{own}?section=talks&after=1", "/process/mars", f"{own}?known=never", f"{own}?known=2023-08-20", "/search?q="]


def told(client: TestClient, path: str) -> tuple[int, str, str]:
    """What an address answers, but for the token of its forms, which differs from browser to browser, and for how far the worker is."""
    answer = client.get(path, follow_redirects=False)
    return answer.status_code, answer.headers["content-type"], re.sub(r'name="csrf" value="[^"]*"|<p class="dates">Now: .*?</p>', "", answer.text)


def test_a_page_is_the_same_whoever_makes_it(alone: TestClient, shared: TestClient, prepared: str) -> None:
    for path in addresses(alone, prepared):
        assert told(shared, path) == told(alone, path), path


def test_a_page_is_asked_of_a_maker_once_and_then_remembered(shared: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Makers.made

    def counted(self: Makers, request: object) -> object:
        asked.append(str(request.url.path))  # type: ignore[attr-defined]
        return real(self, request)  # type: ignore[arg-type]

    monkeypatch.setattr(Makers, "made", counted)
    with ThreadPoolExecutor(6) as pool:
        texts = {answer.text for answer in pool.map(lambda _: shared.get("/search?q=accession"), range(6))}
    tag = shared.get("/search?q=accession").headers["ETag"]
    assert len(texts) == 1
    assert asked == ["/search"]
    assert shared.get("/search?q=accession", headers={"If-None-Match": tag}).status_code == 304


def test_what_a_maker_finds_lacking_is_worked_out_by_the_server(shared: TestClient) -> None:
    first = shared.get("/?known=2023-08-19")
    assert "They come by themselves" in first.text and "ETag" not in first.headers
    assert "They come by themselves" not in whole(shared, "/?known=2023-08-19").text


def test_a_maker_that_is_killed_costs_no_page(prepared: str) -> None:
    with TestClient(create_app(Settings(location=prepared, makers=1)), base_url=BASE) as client:
        assert client.get("/search?q=talks").status_code == 200
        first = makers_of(client)
        for process in first:
            os.kill(process, signal.SIGKILL)
        assert client.get("/search?q=summit").status_code == 200
        assert client.get("/search?q=protocol").status_code == 200
        assert makers_of(client) != first
        last = makers_of(client)
    assert all(is_gone(process) for process in last), "they end with the server"


def makers_of(client: TestClient) -> list[int]:
    """The processes that make pages for a server."""
    return sorted(client.app.state.makers._pool._processes)  # type: ignore[attr-defined]


def is_gone(process: int) -> bool:
    """Whether a process ends within PATIENCE."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the children of a process are looked up in /proc")
def test_what_is_beside_a_server_ends_with_it_even_when_it_is_killed(prepared: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "accede.cli", "serve", "--record", prepared, "--port", f"{port}", "--processes", "2"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    held: set[int] = set()
    while len(held) < 3 and time.monotonic() < end:  # two makers and what multiprocessing itself starts
        held |= {int(one) for task in Path(f"/proc/{server.pid}/task").iterdir() for one in (task / "children").read_text().split()}
        time.sleep(0.05)
    server.kill()
    server.wait()
    assert len(held) >= 3
    assert all(is_gone(process) for process in held)
