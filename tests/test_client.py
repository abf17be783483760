"""The client of a record on a server: it gives the values that the record gives, and every failure in one line with the remedy."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

sys.path.insert(0, str(Path(__file__).parent / "cli"))

from cli_samples import REPORTS, TableReader

import accede.remote
from accede.answers import answering
from accede.errors import DateError, NotFound, RemoteError
from accede.knowledge import load as load_knowledge
from accede.outlook import ask, forecast
from accede.record import Record
from accede.remote import Remote
from accede.reports import load
from accede.web.app import create_app
from accede.web.settings import Settings


@contextmanager
def served(application: object, **options: object) -> Iterator[str]:
    """The address of an application on a free port of this machine, with lines of its own. options: of uvicorn."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # who asks before the server runs waits
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(application, **{**options, "log_level": "error", "lifespan": "off"}))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(20)


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("remote")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Record.open(folder / "remote.db") as record:
        for report in load([folder / name for name in REPORTS]):
            record.add_reading(report, TableReader().read(report), "table 1")  # type: ignore[arg-type]
    return str(folder / "remote.db")


@pytest.fixture(scope="module")
def remote(location: str) -> Iterator[Remote]:
    with served(create_app(Settings(location=location))) as url:
        yield Remote(url)


@pytest.mark.parametrize("days", [("", ""), ("2022-06-30", "2022-06-30"), ("2022-06-01", "2022-07-05")])
def test_the_values_are_those_of_the_record(remote: Remote, location: str, days: tuple[str, str]) -> None:
    valid, known = days
    with answering(location, valid or None, known or None) as answers:
        process = answers.the_one("nato")
        status, page = answers.status(process), answers.page(process)
        assert remote.processes(valid, known) == answers.processes()
        assert remote.timeline("nato", valid, known) == page.entries
        assert remote.statements("nato", known=known) == answers.held(process).statements(process)
    assert remote.status("nato", valid, known) == status
    for part in ("consents", "objections", "demands", "positions"):
        assert getattr(remote, part)("fin-swe-nato", valid, known) == getattr(status, part)
    assert remote.talks("nato", valid, known) == status.rounds and remote.expected("nato", valid, known) == status.outlook
    knowledge = load_knowledge()
    assert remote.outlook("nato", valid, known) == {one: forecast(ask(status, knowledge, one), knowledge) for one in status.process.candidates}


def test_reports_and_claims_keep_their_ids(remote: Remote, location: str) -> None:
    with Record.open(location, create=False) as record:
        assert {claim.id: claim for claim in remote.claims()} == {claim.id: claim for claim in record.claims()}
        assert [one["id"] for one in remote.reports()] == [report.id for report in record.reports()]
        for report in record.reports():
            assert remote.report(report.id[:9]) == report
    (talks,) = remote.claims(kind="talks")
    assert remote.claim(talks.id)["quote"] == list(talks.quote)
    assert {hit["report"] for hit in remote.search("Brussels")} == {talks.report}
    assert remote.record()["newest"] == "2022-07-05"
    assert remote.changes("nato", since="2022-06-01")


def test_a_long_list_is_asked_for_page_by_page(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = remote.consents("nato")
    monkeypatch.setattr(accede.remote, "AT_A_TIME", 7)
    assert remote.consents("nato") == whole and len(whole) > 14


@pytest.mark.parametrize(("question", "kind", "said"), [
    (lambda remote: remote.status("mars"), NotFound, "mars"),
    (lambda remote: remote.status("../claims"), NotFound, "Not Found|claims"),
    (lambda remote: remote.claim("fffffff"), NotFound, "a later one"),
    (lambda remote: remote.processes(known="2022-13-45"), DateError, "2022-13-45"),
    (lambda remote: remote.claims(kind="song"), RemoteError, "kind"),
])  # fmt: skip
def test_what_the_server_refuses_is_an_error_of_the_house(remote: Remote, question: Callable[[Remote], object], kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        question(remote)


@pytest.mark.parametrize("url", ["", "accede.example", "ftp://accede.example", "file:///etc/passwd", "http://", "http://[::1", "http://a:b@accede.example", "http://accede.example:port"])
def test_what_is_no_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(RemoteError, match="write it as"):
        Remote(url)


def test_a_token_cannot_carry_another_header() -> None:
    with pytest.raises(RemoteError, match="token"):
        Remote("https://accede.example", token="a\r\nHost: other")


def test_a_server_that_is_not_there_is_one_line() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RemoteError, match="check the address"):
        Remote(f"http://127.0.0.1:{port}").processes()


def _answering(status: int, body: bytes, *headers: tuple[bytes, bytes]) -> object:
    async def application(scope: object, receive: object, send: Callable[[dict[str, object]], object]) -> None:
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})  # type: ignore[misc]
        await send({"type": "http.response.body", "body": body})  # type: ignore[misc]

    return application


@pytest.mark.parametrize(("status", "body", "said"), [
    (200, b"<html>hello</html>", "something else"), (200, b"[]", "something else"), (200, b"{}", "something else"), (200, b'{"items": 3, "pages": 1}', "something else"),
    (200, b'{"items": [{"id": 7}], "pages": 1}', "something else"), (200, b'{"items": [{"sources": ["x"]}], "pages": 1, "sources": {}}', "something else"),
    (200, b"[" * 100_000, "something else"), (500, b"oh", "500"), (401, b'{"error": "who are you?", "remedy": ""}', "token of an account"), (200, b" " * 3_000, "MB"),
    (503, b'{"error": 5}', "503"),
])  # fmt: skip
def test_a_strange_server_is_one_line(status: int, body: bytes, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accede.remote, "MOST_BYTES", 2_000 if body.startswith(b" ") else 1_000_000)
    with served(_answering(status, body)) as url, pytest.raises(RemoteError, match=said) as caught:
        Remote(url).processes()
    assert "\n" not in str(caught.value)


def test_a_server_that_sends_elsewhere_is_not_followed(remote: Remote) -> None:
    with served(_answering(302, b"", (b"location", f"{remote.url}/api/v1/processes".encode()))) as url, pytest.raises(RemoteError, match="302"):
        Remote(url, token="secret").processes()


def test_a_silent_server_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(RemoteError, match=r"did not answer|timed out"):
            Remote(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.3).processes()
