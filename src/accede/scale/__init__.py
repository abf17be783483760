"""A corpus read by one process, by several, or by the machines of a cluster: the same work, the same outcomes, one order.

    work      what becomes of one text: taken in, held already, read, passed over or refused
    alone     a part after another, in this process
    crew      parts by several processes of this machine
    cluster   parts by the machines of a Dask cluster, a crew on each

>>> from accede.scale import Work, readers
>>> with readers(Work(reader), jobs=2) as each:
...     for outcome in each(["reports"], record): ...

What always holds: each text of the corpus has one outcome; outcomes come in the order of the corpus and do not depend on
who read what, nor on where the corpus was cut; a text that takes too long, or ends its process, costs itself alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from accede.reports.parts import parts_of
from accede.scale.crew import Crew, processors
from accede.scale.work import Held, Known, Outcome, Passed, Read, Refused, Work

__all__ = ["Crew", "Held", "Known", "Outcome", "Passed", "Read", "Refused", "Work", "processors", "readers"]

Each = Callable[[Iterable[str], Held], Iterator[Outcome]]


@contextmanager
def readers(work: Work, jobs: int | None = None, cluster: str | None = None) -> Iterator[Each]:
    """What reads paths and URLs and gives the outcome of each text, in order.

    jobs: processes of this machine, by default one for each of its processors. cluster: the address of a Dask scheduler,
    or a number of workers to start here.
    Raises ClusterError where the cluster cannot be reached, or there is no library for it.
    """
    if cluster is None:
        crew = Crew(work, jobs or processors())
        yield lambda paths, held: crew.each(parts_of(paths), held)
        return
    from accede.scale.cluster import Cluster

    with Cluster.at(cluster, work) as spread:
        yield spread.each
