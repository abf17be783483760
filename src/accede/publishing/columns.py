"""Rows in columns for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accede.publishing.clean import plain

WIDTH = 80


def columns(head: Sequence[str], rows: Iterable[Sequence[str]], width: int = WIDTH) -> list[str]:
    """A header and the rows, each on one line of at most `width` characters; the last column takes what is left.

    What does not fit ends in "…". Words are cleaned (`plain`).
    """
    table = [list(head), *([plain(value) for value in row] for row in rows)]
    widths = [min(28, max(len(row[at]) for row in table)) for at in range(len(head) - 1)]
    widths.append(max(12, width - sum(widths) - 2 * len(widths)))
    return ["  ".join(_fit(value, size) for value, size in zip(row, widths, strict=True)).rstrip() for row in table]


def _fit(value: str, size: int) -> str:
    return value.ljust(size) if len(value) <= size else value[: size - 1].rstrip() + "…"
