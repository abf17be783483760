"""Corpora in buckets and behind URLs, as if they were folders: `s3://bucket/day`, `https://...`, by fsspec.

Only what the user names is fetched. fsspec is in the extra `accede[cluster]`; a kind of store that needs a client of its
own (s3fs, gcsfs, aiohttp) says so in its refusal.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, Any, NoReturn, cast

from accede.errors import ReportRefused

_URL = re.compile(r"[a-z][a-z0-9+.\-]*(?:::[a-z][a-z0-9+.\-]*)*://", re.IGNORECASE)

#: What to do where the libraries for it are not there.
REMEDY = "pip install 'accede[cluster]'"


def is_url(place: Path | str) -> bool:
    """True for text that names a scheme, as "s3://bucket/key"; a path never does."""
    return isinstance(place, str) and _URL.match(place) is not None


def is_here(url: str) -> bool:
    """True for what only this process can see."""
    return url.lower().startswith("memory:")


def name_of(where: str) -> str:
    """The last part of a path or URL, by which its reports are named."""
    return where.split("?")[0].rstrip("/").rsplit("/", 1)[-1] if is_url(where) else Path(where).name


def files(url: str) -> tuple[list[str], bool]:
    """The URLs of all files below a URL, sorted, and True; or that of the one file that is there, and False.

    The same file has the same URL, however it was asked for. Hidden ones and those below hidden folders are left out.
    Raises ReportRefused where it cannot be reached.
    """
    if "::" in url:
        return [url], False  # a way through one store into another is taken as it is
    store, path = _store(url)
    try:
        if not store.isdir(path):
            return [str(store.unstrip_protocol(path))], False
        found = sorted(str(one) for one in store.find(path))
        below = [one for one in found if not re.search(r"/\.", one[len(path) :])]
        return [str(store.unstrip_protocol(one)) for one in below], True
    except Exception as error:
        _refuse(error)


def opened(url: str) -> IO[bytes]:
    """What is at a URL, to be read. Raises ReportRefused where it cannot be reached."""
    store, path = _store(url)
    try:
        return cast("IO[bytes]", store.open(path, "rb"))
    except Exception as error:
        _refuse(error)


def _store(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ReportRefused("a URL, which needs fsspec", REMEDY) from error
    try:
        return cast("tuple[Any, str]", url_to_fs(url))
    except Exception as error:
        _refuse(error)


def _refuse(error: Exception) -> NoReturn:
    """Each store has errors of its own kind, with nothing in common but that they say what went wrong."""
    if isinstance(error, FileNotFoundError):
        raise ReportRefused("does not exist", "check the URL") from error
    if isinstance(error, ImportError):
        raise ReportRefused(f"its kind of store needs a library: {error}"[:300], "install it") from error
    raise ReportRefused(f"cannot be fetched: {type(error).__name__}: {error}"[:300], "check the URL and your access to it") from error
