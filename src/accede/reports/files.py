"""Which files there are to read, and their bytes, within limits.

A folder gives its files in one order on every machine, hidden ones and symbolic links aside: a link may lead
out of the folder or round in a circle, and the folder may come from a stranger. A file that is named
explicitly is always tried, and a link that is named is followed.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from accede.errors import ReportRefused
from accede.model import Refusal
from accede.reports import remote

#: Bytes of one file. The longest report is a thousandth of it; a JSON collection of this size holds about
#: 8,000 reports and is held in memory whole, some tenfold as text and values.
MOST_BYTES = 20_000_000

#: What is read in a folder; a file without an ending is read where its bytes are text.
ENDINGS = (".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson", "")

#: What is read in a folder besides, by the end of its whole name.
COLLECTIONS = (".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst", ".warc", ".warc.gz")

#: What stands beside reports in a folder and is none: the claims expected of one, and what explains the folder.
BESIDE_ENDINGS = (".claims.json", ".claims.jsonl")
BESIDE_NAMES = ("readme", "license", "licence", "copying", "notice")

#: Folders below folders; deeper is no collection of reports but an accident or an attack.
MOST_FOLDERS_DEEP = 40


def find(paths: Iterable[Path | str]) -> Iterator[Path | str | Refusal]:
    """The files to read, each once, in the order of `paths` and sorted within a folder; refusals in their place.

    A file at a URL is given by its URL, as text.
    """
    seen: set[Path | str] = set()
    for path in paths:
        for found in _elsewhere(str(path)) if remote.is_url(path) else _one(Path(path)):
            if isinstance(found, Refusal):
                yield found
                continue
            real = found.resolve() if isinstance(found, Path) else found
            if real not in seen:
                seen.add(real)
                yield found


def opened(path: Path | str) -> IO[bytes]:
    """A file, or what is at a URL, to be read. Raises ReportRefused where it is no plain file, or may not be read."""
    if isinstance(path, str) and remote.is_url(path):
        return remote.opened(path)
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise ReportRefused("not a plain file", "give a file or a folder of reports")
        return Path(path).open("rb")
    except OSError as error:
        raise _refused(error) from error


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a file. Raises ReportRefused where it is over MOST_BYTES, no plain file, or may not be read."""
    with opened(path) as file:
        try:
            data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise _refused(error) from error
    if len(data) > MOST_BYTES:
        raise ReportRefused(f"over {MOST_BYTES // 1_000_000} MB", "split it into smaller files")
    if not data.strip():
        raise ReportRefused("empty", "give a report with words in it")
    return data


def _one(path: Path) -> Iterator[Path | Refusal]:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield _refusal(path, _refused(error))
        return
    if not is_folder:
        yield path
        return
    anything = False
    for found in _within(path, 0):
        anything = True
        yield found
    if not anything:
        yield _empty(str(path))


def _within(folder: Path, deep: int) -> Iterator[Path | Refusal]:
    if deep > MOST_FOLDERS_DEEP:
        yield Refusal(name=str(folder), reason="folders nested too deep", remedy="give the folder itself")
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _refusal(folder, _refused(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield Refusal(name=str(entry), reason="a symbolic link", remedy="name the file or folder it points to")
        elif entry.is_dir():
            yield from _within(entry, deep + 1)
        elif is_report(entry):
            yield entry


def is_report(entry: PurePath) -> bool:
    """True for what is read in a folder, by its name."""
    name = entry.name.lower()
    return (entry.suffix.lower() in ENDINGS or name.endswith(COLLECTIONS)) and not _is_beside(entry)


def _elsewhere(url: str) -> Iterator[str | Refusal]:
    try:
        all_there, is_folder = remote.files(url)
    except ReportRefused as error:
        yield Refusal(name=url, reason=error.what, remedy=error.remedy)
        return
    found = [one for one in all_there if is_report(PurePosixPath(one))] if is_folder else all_there
    yield from found
    if not found:
        yield _empty(url)


def _empty(where: str) -> Refusal:
    endings = ", ".join(ending for ending in ENDINGS if ending)
    return Refusal(name=where, reason="a folder without any report", remedy=f"put reports into it: {endings}")


def _is_beside(entry: PurePath) -> bool:
    return entry.name.lower().endswith(BESIDE_ENDINGS) or entry.stem.lower() in BESIDE_NAMES


def _refused(error: Exception) -> ReportRefused:
    if isinstance(error, FileNotFoundError):
        return ReportRefused("does not exist", "check the path")
    if isinstance(error, PermissionError):
        return ReportRefused("not permitted to read it", "change its permissions")
    if isinstance(error, ValueError):
        return ReportRefused("not a path", "check the path")
    return ReportRefused(f"cannot be read: {getattr(error, 'strerror', None) or error}", "check the path")


def _refusal(path: Path, error: ReportRefused) -> Refusal:
    return Refusal(name=str(path), reason=error.what, remedy=error.remedy)
