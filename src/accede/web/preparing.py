"""What is worked out beforehand of a large record for those who look: its answers, and what pages are made of, kept in it."""

from __future__ import annotations

from accede.answers import preparing
from accede.answers.asking import answering
from accede.answers.recall import Recall
from accede.web.looking import Look
from accede.web.pages import desk, process
from accede.web.working import Job

_RECALL = Recall()  # of the worker's process


def worked_out(location: str, job: Job) -> tuple[str, ...]:
    """In the worker's process: the targets where none is named, else nothing, with all of the target kept in the record."""
    if not job.target:
        return preparing.targets(location, job.known)
    if job.what == "review":
        preparing.weigh(location, job.target, job.valid, job.known, recall=_RECALL)
    else:
        prepare(location, job.target, job.valid, job.known, recall=_RECALL)
    return ()


def prepare(location: str, target: str, valid: str = "", known: str = "", ruled: str = "", recall: Recall | None = None) -> int:
    """As `answers.preparing.prepare`; of the newest day also what the desk and the pages of the processes show."""
    found = preparing.prepare(location, target, valid, known, ruled, recall)
    if found and not (valid or known or ruled):
        with answering(location, None, None, recall=recall) as answers:
            for one in answers.towards({target}) or ():
                process.body(Look(answers, "", "", location), one)
                desk.card_of(answers, one)
    return found
