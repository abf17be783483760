"""Reading on a Dask cluster of two processes on this machine: the record is that of one, whatever becomes of a worker."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from accede import __version__
from accede.cli.reading import Intake
from accede.errors import ClusterError, KnowledgeError
from accede.record import Record, ledger
from accede.reports.parts import Elsewhere
from accede.scale import Held, Outcome, Work, cluster, readers
from accede.scale.cluster import Cluster, read_chunk
from accede.scale.ids import Ids
from tests.scale.odd import NOTHING, WORK, lines, parts, told

distributed: Any = pytest.importorskip("distributed")


def started(workers: int) -> Any:
    cluster._quiet()
    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
    )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of two workers, each a process."""
    with started(2) as two:
        yield two.scheduler_address


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of a few reports each."""
    monkeypatch.setattr(cluster, "CHUNK", 500)


def corpus(folder: Path, *names: str) -> Path:
    """A folder with all reports but the last in JSON lines, the last and one that is binary as files."""
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(lines(*names[:-1]))
    (folder / "b.json").write_bytes(lines(*names).splitlines()[-1])
    (folder / "c.txt").write_bytes(b"\0\1binary")
    (folder / "d.jsonl").write_bytes(lines(*names[:3]))  # the same texts again
    return folder


def kept(at: Path, folder: Path, address: str | None, work: Work = WORK) -> list[tuple[Any, ...]]:
    """The rows of a record, read there."""
    with Record.open(at) as record, readers(work, 1, address) as each:
        Intake(record, work.reader.name, lambda name: None).take(each([str(folder)], record))
        record.verify()
        with record.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(ledger.ledger.select())]


def read(address: str, paths: Iterable[Path | str], held: Held = NOTHING) -> Iterator[Outcome]:
    with Cluster.at(address, WORK) as spread:
        yield from spread.each(paths, held)


@pytest.mark.usefixtures("small")
def test_the_record_is_byte_by_byte_that_of_one_machine(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Still(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Still:
            return cls(2026, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(ledger, "datetime", Still)
    folder = corpus(tmp_path / "corpus", "slow", *map(str, range(20)), "broken", "last")
    one = kept(tmp_path / "one.db", folder, None)
    assert len(one) == 46  # 22 reports, 22 claims, and what is refused: the binary and the broken one, once each
    assert kept(tmp_path / "two.db", folder, address) == one


@pytest.mark.usefixtures("small")
def test_what_the_record_holds_is_not_read_again(tmp_path: Path, address: str) -> None:
    folder = corpus(tmp_path / "corpus", "a", "b", "c", "d", "last")
    rows = kept(tmp_path / "record.db", folder, None)
    assert kept(tmp_path / "record.db", folder, address) == rows
    with Record.open(tmp_path / "record.db") as record:
        assert {told(outcome)[1] for outcome in read(address, [folder / "a.jsonl"], record)} == {"known"}


@pytest.mark.usefixtures("small")
def test_a_killed_worker_costs_only_a_retry(tmp_path: Path, address: str) -> None:
    path = tmp_path / "a.jsonl"
    names = [f"slow{number}" if number % 3 else "slow" for number in range(30)]
    path.write_bytes(lines(*names))
    with distributed.Client(address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
        found = read(address, [path])
        outcomes = [next(found)]
        os.kill(pids[0], signal.SIGKILL)
        outcomes += found
        assert pids[0] not in client.run(os.getpid).values()
    assert [told(outcome) for outcome in outcomes] == [(name, "read") for name in names]


def test_a_report_that_ends_its_process_is_set_aside_and_its_neighbours_are_not(tmp_path: Path, address: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines("a", "b", "deadly", "c", "deadly", "d"))
    dead = "reading it ended its process 3 times (signal 9)"
    assert [told(outcome) for outcome in read(address, [path])] == [
        ("a", "read"), ("b", "read"), (f"{path}, line 3", dead), ("c", "read"), (f"{path}, line 5", dead), ("d", "read"),
    ]  # fmt: skip


def test_what_is_wrong_with_more_than_a_text_is_raised(tmp_path: Path, address: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines("a", "knowledge", "b"))
    with pytest.raises(KnowledgeError, match=r"states\.csv: a row is wrong \(mend it\)"):
        list(read(address, [tmp_path / "a.jsonl"]))


def test_workers_fetch_what_is_at_a_url_themselves(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corpus(tmp_path / "corpus", "a", "b", "c", "last")
    sent: list[object] = []
    through = Cluster._send
    monkeypatch.setattr(Cluster, "_send", lambda self, parts, *rest: [sent.extend(parts), through(self, parts, *rest)][1])
    monkeypatch.setattr(cluster, "WHOLE_FILES", 1)
    url = folder.as_uri()
    with readers(WORK, 1) as each:
        alone = [told(outcome) for outcome in each([url], NOTHING)]
    assert [told(outcome) for outcome in read(address, [url])] == alone
    assert len(alone) == 8 and {type(part) for part in sent} == {Elsewhere}


def test_a_lost_scheduler_is_one_line_and_keeps_what_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CHUNK", 1)
    monkeypatch.setattr(cluster, "ANSWERS", 1)
    (tmp_path / "a.jsonl").write_bytes(lines("a", *["slow"] * 20))
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", SCHEDULER], stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            assert process.stdout is not None
            found = read(process.stdout.readline().strip(), [tmp_path / "a.jsonl"])
            assert told(next(found)) == ("a", "read")
            process.kill()
            with pytest.raises(ClusterError, match="the cluster's scheduler is lost"):
                list(found)
        finally:
            process.kill()


SCHEDULER = """
import time
from distributed import LocalCluster
with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    time.sleep(60)
"""


class Perilous:
    """Stands for a client whose workers die of chunks with a certain line in them."""

    def __init__(self, *deadly: int) -> None:
        self.deadly, self.sent = deadly, 0

    def nthreads(self) -> dict[str, int]:
        return {"one": 1, "two": 1}

    def cancel(self, futures: list[Any]) -> None:
        pass

    def submit(self, function: Any, version: str, work: bytes, parts: Any, held: Any, pure: bool) -> Any:
        self.sent += 1
        died = any(part.first in self.deadly for part in parts)

        class Future:
            def result(self, timeout: float) -> Any:
                if died:
                    raise distributed.KilledWorker("task", None, 3)
                return [cluster.encode([outcome]) for part in parts for outcome in WORK.outcomes(part, NOTHING)]

        return Future()


@pytest.mark.parametrize("deadly", [(), (1,), (7,), (3, 4, 16)])
def test_of_a_chunk_that_costs_workers_only_the_part_that_does_it_is_lost(deadly: tuple[int, ...]) -> None:
    names = [str(number) for number in range(1, 17)]
    client = Perilous(*deadly)
    chunks = cluster._chunks(parts(*names))
    found = [outcome for batch in Cluster(client, WORK)._batches(chunks, Ids(b"")) for outcome in cluster.decode(batch)]
    assert [told(outcome)[1] for outcome in found] == [
        "reading it ended its worker 3 times" if number in deadly else "read" for number in range(1, 17)
    ]
    assert client.sent <= 1 + 10 * len(deadly)


def test_another_version_on_a_worker_is_told() -> None:
    with pytest.raises(ClusterError, match=rf"a worker has Accede {__version__}, not 0\.0 \(install"):
        read_chunk("0.0", b"", [], b"")


def test_nobody_at_the_address_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS", 0.2)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9 \(start one"):
        list(read("tcp://127.0.0.1:9", []))


@pytest.mark.parametrize("address", ["nonsense://x", "0", "5000", "tcp://"])
def test_what_is_no_address_is_one_line(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS", 0.2)
    with pytest.raises(ClusterError):
        list(read(address, []))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"reading on a cluster needs Dask \(pip install 'accede\[cluster\]'\)"):
        list(read("2", []))


def test_ids_are_found_among_many() -> None:
    held = [f"{number * 7919 % 2**64:016x}" for number in range(1000)]
    ids = Ids.of(held)
    assert all(map(ids.holds, held)) and sorted(held) == list(ids.report_ids())
    assert not any(ids.holds(f"{number:016x}") for number in (1, 2**63, 2**64 - 1))
    assert not Ids(b"").holds(held[0])
