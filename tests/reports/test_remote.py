"""Corpora by URL, in a store that lies in this process's memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accede.model import Refusal, Report
from accede.reports import load
from accede.reports.remote import is_url, name_of

fsspec: Any = pytest.importorskip("fsspec")

TEXT = "BALTIC WIRE, May 18, 2022 - Finland and Sweden applied to join NATO on Wednesday, and said so at once.\n"


@pytest.fixture
def store() -> Iterator[Any]:
    """Nine files, four of them no reports."""
    memory = fsspec.filesystem("memory")
    for name in ("day/2.txt", "day/1.txt", "day/deep/3.json", "day/.hidden/4.txt", "day/.5.txt", "day/README.md", "day/6.png", "other/7.txt", "day/8.jsonl"):
        line = json.dumps({"text": TEXT, "published": "2022-06-21"})
        memory.pipe(f"/{name}", {"jsonl": f"{line}\n{line}", "json": line}.get(name.split(".")[-1], TEXT).encode())
    yield memory
    memory.rm("/", recursive=True)


def names(*paths: str) -> list[str]:
    return [f"refused {found.name}: {found.reason}" if isinstance(found, Refusal) else found.name for found in load(paths)]


@pytest.mark.usefixtures("store")
def test_a_folder_at_a_url_gives_its_reports_in_order() -> None:
    assert names("memory://day") == ["1.txt", "2.txt", "8.jsonl:1", "8.jsonl:2", "3.json"]
    assert names("memory://day/2.txt", "memory://day/") == ["2.txt", "1.txt", "8.jsonl:1", "8.jsonl:2", "3.json"]


@pytest.mark.usefixtures("store")
def test_what_lies_at_a_url_is_the_report_that_lies_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(TEXT)
    (here,), (there,) = list(load([tmp_path])), list(load(["memory://day/1.txt"]))
    assert isinstance(here, Report) and here == there


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("memory://day/nowhere.txt", "does not exist"), ("memory://nowhere.jsonl", "does not exist"),
        ("nosuch://bucket/1.txt", "cannot be fetched: ValueError"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_one_line(url: str, reason: str) -> None:
    (found,) = load([url])
    assert isinstance(found, Refusal) and found.reason.startswith(reason) and "\n" not in found.reason and found.remedy


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert list(load(["s3://news/1.txt"])) == [Refusal(name="s3://news/1.txt", reason="a URL, which needs fsspec", remedy="pip install 'accede[cluster]'")]


@pytest.mark.parametrize("place", ["reports", "c:/reports", "a:b", "/s3://x", Path("s3://x")])
def test_a_path_is_no_url(place: Path | str) -> None:
    assert not is_url(place)


@pytest.mark.parametrize(
    ("where", "name"), [("s3://a/b/c.txt", "c.txt"), ("https://a/b/c.jsonl?key=d/e", "c.jsonl"), ("a/b.txt", "b.txt"), ("zip://x.txt::s3://a/b.zip", "b.zip")]
)
def test_a_report_is_named_by_the_last_part(where: str, name: str) -> None:
    assert name_of(where) == name
