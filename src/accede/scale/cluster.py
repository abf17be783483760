"""A corpus read by the machines of a Dask cluster: parts go out in chunks, outcomes come back as bytes, in order.

What always holds: the outcomes are those of one machine, in the same order. On every worker a process of its own reads, as
in a crew (`hand`): a text that ends it costs itself alone, and the worker and its chunk live on. A worker that is lost with
its machine costs a retry, which Dask does. A chunk that has cost more workers than the cluster allows is halved until the
part is found that does it; that one is tried three times and then set aside.

In memory are the chunks in flight, AHEAD for each thread of the cluster. Who starts the reading asks and writes alone; the
workers see neither the record nor, of a corpus on this machine's disk, anything but what they are sent. A file at a URL
they fetch themselves where that spreads the work.

    with Cluster.at("tcp://10.0.0.1:8786", work) as cluster:
        for outcome in cluster.each(["s3://news/2022-06-21"], record): ...
"""

from __future__ import annotations

import logging
import pickle
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accede import __version__
from accede.errors import AccedeError, ClusterError
from accede.model import Refusal
from accede.reports import archives, formats, remote
from accede.reports.files import find
from accede.reports.parts import CUT, Elsewhere, Part, cut
from accede.scale.hand import MOST_TRIES, Hand
from accede.scale.ids import Ids
from accede.scale.work import Held, Outcome, Refused, Work, decode, encode

#: Bytes of a chunk and its most parts: half a second's work or more where all is read, so that workers end together.
CHUNK = 30_000
MOST_PARTS = 50

#: Chunks in flight for each thread of the cluster: one at work, the others on their way there and back.
AHEAD = 4

#: Collections at URLs, for each thread, from which on each goes whole to a worker; fewer are cut here, to be shared.
WHOLE_FILES = 4

#: Seconds: for the scheduler to answer, for a worker to join, for a lost one to come back.
ANSWERS, JOINS, RETURNS = 10, 60, 60

_LOST = "run it again to go on"


@dataclass
class _Sent:
    """A chunk at work."""

    parts: tuple[Part, ...]
    future: Any
    tries: int = 0


class Cluster:
    """The workers of a Dask scheduler, reading. Made by `Cluster.at`."""

    def __init__(self, client: Any, work: Work) -> None:
        self.client, self.work = client, pickle.dumps(work)
        self._threads, self._asked = 0, float("-inf")

    @classmethod
    @contextmanager
    def at(cls, address: str, work: Work) -> Iterator[Cluster]:
        """The cluster whose scheduler has this address, or one of so many workers started here for the time being.

        Raises ClusterError where nobody answers, no worker joins, or the extra `accede[cluster]` is not installed.
        """
        try:
            import distributed
        except ImportError as error:
            raise ClusterError("reading on a cluster needs Dask", remote.REMEDY) from error
        _quiet()
        dask: Any = distributed
        with _started(dask, address) as scheduler:
            try:
                client = dask.Client(scheduler, timeout=ANSWERS, set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                remedy = "start one with `dask scheduler`, and on each machine `dask worker ADDRESS`; or check the address"
                raise ClusterError(f"no Dask scheduler answers at {address}", remedy) from error
            try:
                client.wait_for_workers(1, timeout=JOINS)
                yield cls(client, work)
            except TimeoutError as error:
                raise ClusterError(f"no worker has joined {address}", f"on each machine: dask worker {address}") from error
            finally:
                with suppress(Exception):
                    client.close(timeout=ANSWERS)

    def each(self, paths: Iterable[Path | str], held: Held) -> Iterator[Outcome]:
        """The outcome of each text, in the order of the corpus.

        Raises ClusterError where the cluster is lost, and what is no matter of one text.
        """
        for batch in self._batches(_chunks(self._parts(paths)), Ids.of(held.report_ids())):
            yield from decode(batch)

    def _parts(self, paths: Iterable[Path | str]) -> Iterator[Part]:
        paths = list(paths)
        found: Iterable[Path | str | Refusal] = find(paths)
        whole = False
        if any(map(remote.is_url, paths)):
            found = list(found)
            whole = sum(map(_is_collection, found)) >= WHOLE_FILES * self._number_of_threads()
        for one in found:
            if isinstance(one, Refusal):
                yield one
            elif isinstance(one, str) and remote.is_url(one) and not remote.is_here(one) and (whole or not _is_collection(one)):
                yield Elsewhere(one)
            else:
                yield from cut(one, min(CUT, CHUNK))

    def _batches(self, chunks: Iterator[tuple[Part, ...]], known: Ids) -> Iterator[bytes]:
        held = self.client.submit(bytes, known.data, pure=False) if known.data else b""
        sent: deque[_Sent] = deque()
        try:
            for chunk in chunks:
                sent.append(self._send(chunk, held))
                while len(sent) >= AHEAD * self._number_of_threads():
                    yield from self._first(sent, held)
            while sent:
                yield from self._first(sent, held)
        finally:
            with suppress(Exception):
                self.client.cancel([one.future for one in sent])

    def _first(self, sent: deque[_Sent], held: Any) -> Iterator[bytes]:
        """The outcomes of the first chunk; or, where it has cost too many workers, its halves take its place."""
        from distributed import KilledWorker

        first = sent.popleft()
        try:
            yield from self._result(first.future)
        except KilledWorker:
            parts, tries = first.parts, first.tries + 1
            if len(parts) > 1:
                middle = len(parts) // 2
                sent.extendleft(self._send(half, held) for half in (parts[middle:], parts[:middle]))
            elif tries < MOST_TRIES:
                sent.appendleft(self._send(parts, held, tries))
            else:
                yield encode([Refused(_set_aside(parts[0]))])

    def _send(self, parts: tuple[Part, ...], held: Any, tries: int = 0) -> _Sent:
        try:
            return _Sent(parts, self.client.submit(read_chunk, __version__, self.work, parts, held, pure=False), tries)
        except Exception as error:
            raise _lost(error) from error

    def _result(self, future: Any) -> list[bytes]:
        from distributed import KilledWorker

        since = time.monotonic()
        while True:
            try:
                found: list[bytes] = future.result(timeout=ANSWERS)
                return found
            except TimeoutError:
                if self._number_of_threads():
                    since = time.monotonic()
                elif time.monotonic() - since > RETURNS:
                    raise ClusterError("the cluster has no worker left", _LOST) from None
            except (AccedeError, KilledWorker):
                raise
            except ImportError as error:
                raise ClusterError(f"the workers lack what reading needs: {error}", _SAME) from error
            except (OSError, CancelledError) as error:
                raise _lost(error) from error
            except Exception as error:
                raise ClusterError(f"a worker failed: {type(error).__name__}: {str(error)[:200]}", _SAME) from error

    def _number_of_threads(self) -> int:
        """Threads of all workers; workers come and go, and are counted every few seconds."""
        if time.monotonic() - self._asked > ANSWERS / 2:
            try:
                self._threads = sum(self.client.nthreads().values())
            except Exception as error:
                raise _lost(error) from error
            self._asked = time.monotonic()
        return self._threads


_SAME = f"install accede[cluster] {__version__} on each of them"


def _lost(error: Exception) -> ClusterError:
    return ClusterError("the cluster's scheduler is lost", _LOST)


def _set_aside(part: Part) -> Refusal:
    where = part.name if isinstance(part, Refusal) else part.where
    return Refusal(name=where, reason=f"reading it ended its worker {MOST_TRIES} times",
                   remedy="split it into shorter texts, or give the workers more memory")  # fmt: skip


def _is_collection(found: Path | str | Refusal) -> bool:
    name = remote.name_of(str(found)).lower()
    return isinstance(found, str) and (archives.is_archive(name) or name.endswith(formats.LINES))


def _chunks(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """Parts together, as many as make a chunk."""
    together: list[Part] = []
    size = 0
    for part in parts:
        together.append(part)
        if isinstance(part, Elsewhere):
            size += CHUNK if _is_collection(part.where) else CHUNK // 10
        elif not isinstance(part, Refusal):
            size += part.size
        if size >= CHUNK or len(together) >= MOST_PARTS:
            yield tuple(together)
            together, size = [], 0
    if together:
        yield tuple(together)


@contextmanager
def _started(distributed: Any, address: str) -> Iterator[Any]:
    """The address as it is; or, for a number, as many workers of this machine, each with one thread."""
    if not address.isdigit():
        yield address
        return
    if not 1 <= int(address) <= 1_000:
        raise ClusterError(f"{address} workers cannot be started", "give the address of a scheduler, or 1 to 1000")
    with distributed.LocalCluster(
        n_workers=int(address), threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL,
    ) as started:  # fmt: skip
        yield started


def _quiet() -> None:
    """What Dask logs is no message to our user: what matters comes as an error."""
    for name in [*logging.root.manager.loggerDict, "distributed", "tornado"]:
        if name.split(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


# On the workers

_idle: dict[bytes, list[Hand]] = {}
_lock = threading.Lock()


def read_chunk(version: str, work: bytes, parts: Sequence[Part], known: bytes) -> list[bytes]:
    """The outcomes of a chunk, encoded, by a process of this worker that lives on for the next.

    version: of who asks. known: the ids of the reports that are held already.
    Raises ClusterError where this worker has another version, and what is no matter of one text.
    """
    if version != __version__:
        raise ClusterError(f"a worker has Accede {__version__}, not {version}", f"install accede[cluster] {version} on each")
    ids = Ids(known)
    with _hand(work) as hand:
        try:
            return [batch for part in parts for batch in hand.read(part, ids)]
        except OSError as error:
            raise ClusterError(f"a worker could not read: {error}", _LOST) from error


@contextmanager
def _hand(work: bytes) -> Iterator[Hand]:
    """A process that is idle, or a new one. Those for other work are let go: a worker reads for one corpus at a time."""
    with _lock:
        for other in [key for key in _idle if key != work]:
            for hand in _idle.pop(other):
                hand.stop()
        waiting = _idle.setdefault(work, [])
        found = waiting.pop() if waiting else None
    hand = found or Hand(pickle.loads(work))
    try:
        yield hand
    except BaseException:
        hand.stop()
        raise
    with _lock:
        _idle.setdefault(work, []).append(hand)
