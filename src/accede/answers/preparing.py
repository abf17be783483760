"""Answers of a large record worked out before they are asked for, and kept in it.

    for target in targets(location):
        prepare(location, target)

What is kept is taken by every command and page that asks for the same days, until rows come that it rests on. A small record needs
none of this.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from accede.answers.asking import answering
from accede.answers.large import InDossiers
from accede.answers.queue import Queue

if TYPE_CHECKING:
    from accede.answers.recall import Recall


def targets(location: str, known: str = "") -> tuple[str, ...]:
    """The targets of a large record by a day ("" is its newest), sorted; none of a small one. Traces and indexes what is not yet."""
    with answering(location, None, known or None) as answers:
        if not isinstance(answers, InDossiers):
            return ()
        answers.record.index()
        return answers.targets()


def prepare(location: str, target: str, valid: str = "", known: str = "", ruled: str = "", recall: Recall | None = None) -> int:
    """Work out the processes of a target and their statuses for two days, and keep them; how many processes there are.

    valid, known: days, "" for the record's newest. ruled: the last day whose rulings count, "" for all. recall: what was found out before, for who prepares many.
    """
    with answering(location, valid or None, known or None, ruled or None, recall=recall) as answers, _without_collecting():
        if not isinstance(answers, InDossiers) or target not in answers.targets():
            return 0
        processes = answers.of_target(target)
        for process in processes:
            answers.page(process, 0, 0)
            answers.said(process, None, 0, 0)
        return len(processes)


def weigh(location: str, target: str, valid: str = "", known: str = "", recall: Recall | None = None) -> None:
    """Find out what of a target of a large record needs a person, for two days, and keep it. As `prepare`."""
    with answering(location, valid or None, known or None, recall=recall) as answers, _without_collecting():
        if not isinstance(answers, InDossiers):
            return
        queue = Queue(answers.record, answers.when)
        if queue.found(target) is None:
            weighing = queue.weighing(target)
            while weighing.step():
                pass
            queue.keep(target, weighing.found)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Merging makes very many values and no cycles among them: looking for those is a third of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
