"""Report to claims: a pure function of the report and the knowledge, without network, clock or environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.model import Claim, Report

if TYPE_CHECKING:
    from accede.reading.reader import Reader

__all__ = ["Reader", "read"]


def __getattr__(name: str) -> object:
    # spaCy takes most of a second to import; who only wants the codebook does not pay for it.
    if name == "Reader":
        from accede.reading.reader import Reader

        return Reader
    raise AttributeError(name)


def read(report: Report) -> tuple[Claim, ...]:
    """The claims of a report, read by the default reader."""
    from accede.reading.reader import Reader

    return Reader().read(report)
