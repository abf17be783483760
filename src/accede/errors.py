"""Everything that Accede raises on purpose.

AccedeError
├── DateError             a date or interval that cannot be read
├── KnowledgeError        a file of knowledge, codebook or instrument that is wrong
├── ReportRefused         a report that cannot be taken in, with the remedy
├── ClaimRefused          a claim whose quote is not in its report
├── ClusterError          a cluster that cannot be reached, is lost, or lacks what reading needs
├── RecordError           the record cannot be opened, read or written
│   ├── RecordBroken      the chain of hashes or a reference does not hold
│   └── RecordTooNew      written by a newer Accede
├── RemoteError           a server that cannot be reached, refuses, or answers something else
├── RulingRefused         a ruling that is incomplete or rules on nothing
├── ActRefused            an official act that is incomplete or contradicts itself
├── NotWorkedOut          an answer that takes long, and that whoever asks does not wait for
├── AccountRefused        an account, password or token that is wrong, or a file of accounts that is none
├── AskedTooMuch          a question that takes the whole of a large record
└── NotFound              nothing by that name or id

A message says what was wrong, where, and the remedy, in one line; it is fit to show to a user as it stands.
"""

from __future__ import annotations

from typing import Any


class AccedeError(Exception):
    """The root of the tree.

    what: what was wrong, and where.
    remedy: what the user can do about it, wherever they are; may be empty where nothing can be done.
    command: what to type for that on the command line, which alone tells it.
    """

    def __init__(self, what: str, remedy: str = "", command: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.command = command

    def __reduce__(self) -> tuple[Any, ...]:
        """It goes from process to process as it is, whatever it was made of."""
        return _again, (type(self), self.args, vars(self))

    def __str__(self) -> str:
        told = ": ".join(filter(None, (self.remedy, self.command)))
        return f"{self.what} ({told})" if told else self.what


def _again(kind: type[AccedeError], args: tuple[Any, ...], held: dict[str, Any]) -> AccedeError:
    made = kind.__new__(kind, *args)
    made.args = args
    vars(made).update(held)
    return made


class DateError(AccedeError, ValueError):
    """A date or interval that cannot be read."""


class KnowledgeError(AccedeError):
    """A file of knowledge, codebook or instrument that is wrong."""


class ReportRefused(AccedeError):
    """A report that cannot be taken in, with the remedy."""


class ClaimRefused(AccedeError):
    """A claim whose quote is not in its report."""


class ClusterError(AccedeError):
    """A cluster that cannot be reached, is lost, or lacks what reading needs."""


class RecordError(AccedeError):
    """The record cannot be opened, read or written."""


class RecordBroken(RecordError):
    """The chain of hashes or a reference does not hold."""


class RecordTooNew(RecordError):
    """The record was written by a newer Accede."""


class RemoteError(AccedeError):
    """A server that cannot be reached, refuses, or answers something else."""


class RulingRefused(AccedeError):
    """A ruling that is incomplete or rules on nothing.

    ruling: the id of the one that is in the way, and would have to be undone; "" for none.
    """

    def __init__(self, what: str, remedy: str = "", command: str = "", ruling: str = "") -> None:
        super().__init__(what, remedy, command)
        self.ruling = ruling


class ActRefused(AccedeError):
    """An official act that is incomplete or contradicts itself."""


class NotWorkedOut(AccedeError):
    """An answer that takes long to work out, asked for by one who does not wait.

    target, valid, known: what is to be worked out (`answers.preparing`) before the question is put again; "" is all, or the newest.
    """

    def __init__(self, target: str, valid: str, known: str) -> None:
        days = f" for {valid}, as known on {known}" if valid else ""
        super().__init__(f"the answer on {target or 'the record'}{days} is not worked out yet", "ask again in a while")
        self.target, self.valid, self.known = target, valid, known


class AccountRefused(AccedeError):
    """An account, password or token that is wrong, or a file of accounts that is none."""


class AskedTooMuch(AccedeError):
    """A question that takes the whole of a large record; the remedy says how to ask for less."""


class NotFound(AccedeError):
    """Nothing by that name or id."""
