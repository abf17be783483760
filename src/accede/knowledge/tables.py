"""CSV tables of knowledge into checked values.

A table is UTF-8 with commas, a line of column names, and lines that begin with "#" as comment. A cell of forms
separates them by "|"; a form that ends in "?" is ambiguous. An empty cell stands for nothing known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from accede.errors import KnowledgeError
from accede.knowledge.values import Row

R = TypeVar("R", bound=Row)

_SEVERAL = {"names", "adjectives", "people", "capitals", "metonyms", "abbreviations", "nouns", "bodies", "states",
            "titles", "plurals", "spellings"}  # fmt: skip
_FORMS = _SEVERAL - {"states"} | {"name", "surname"}
MOST_BYTES = 4_000_000


def read_table(path: Path, kind: type[R]) -> Iterator[tuple[int, R]]:
    """Each row of the file with its line number.

    path: a CSV file of at most 4 MB. kind: the value that a row becomes; its field names are the columns.
    Raises KnowledgeError naming file, line and remedy for a file that cannot be read or a row that is wrong.
    """
    numbered = [(number, line) for number, line in enumerate(_lines(path), 1) if line.strip() and line[0] != "#"]
    reader = csv.DictReader((line for _, line in numbered), strict=True)
    try:
        _check_columns(reader.fieldnames or (), kind, path.name)
        for row in reader:
            number = numbered[reader.line_num - 1][0]
            yield number, _value(row, kind, f"{path.name}, line {number}")
    except csv.Error as error:
        raise KnowledgeError(f"{path.name}: not a table: {error}", "check quotes and commas near there") from error


def _check_columns(named: Iterable[str], kind: type[R], file: str) -> None:
    known = [field for field in kind.__struct_fields__ if field not in ("ambiguous", "members")]
    for column in named:
        if column not in known:
            raise KnowledgeError(f"{file}: no column is called {column!r}", f"the columns are {', '.join(known)}")


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise KnowledgeError(f"{path.name}: larger than {MOST_BYTES:,} bytes", "split it into several folders")
        return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(
            f"{path.name}: cannot be read: {error}", "save it as UTF-8 where it can be read"
        ) from error


def _value(row: dict[str, str], kind: type[R], where: str) -> R:
    if None in row or None in row.values():
        raise KnowledgeError(f"{where}: more or fewer cells than columns", "quote cells that hold a comma")
    cells: dict[str, object] = {}
    ambiguous = []
    for column, cell in row.items():
        parts = [part.strip() for part in cell.split("|")] if column in _SEVERAL else [cell.strip()]
        if column in _FORMS:
            ambiguous += [part[:-1] for part in parts if part.endswith("?")]
            parts = [part.removesuffix("?") for part in parts]
        if any(parts):
            cells[column] = tuple(parts) if column in _SEVERAL else parts[0]
    try:
        return msgspec.convert({**cells, "ambiguous": ambiguous}, kind, strict=False)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{where}: {error}", "correct that cell; the other rows show how") from error
