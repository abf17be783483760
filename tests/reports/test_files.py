"""Folders in one order, links left alone, limits kept, and one refusal for each thing that cannot be read."""

import os
from pathlib import Path

import pytest

from accede.errors import ReportRefused
from accede.model import Refusal
from accede.reports.files import MOST_BYTES, MOST_FOLDERS_DEEP, find, read_bytes


def names(found: list[Path | Refusal]) -> list[str]:
    return [one.name if isinstance(one, Path) else f"refused: {one.reason}" for one in found]


def test_a_folder_gives_its_reports_sorted_and_leaves_the_rest(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.html",
        "c.JSONL",
        "notes",
        ".hidden.txt",
        "data.csv",
        "a.claims.json",
        "README.md",
        "sub/d.md",
        ".git/e.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert names(list(find([tmp_path]))) == ["a.html", "b.txt", "c.JSONL", "notes", "d.md"]


def test_a_file_named_explicitly_is_tried_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / ".hidden.dat").write_text("words")
    assert names(list(find([tmp_path / ".hidden.dat"]))) == [".hidden.dat"]


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    assert names(list(find([tmp_path / "a.txt", tmp_path, tmp_path / "." / "a.txt"]))) == ["a.txt"]


def test_a_folder_without_any_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("a,b")
    assert names(list(find([tmp_path]))) == ["refused: a folder without any report"]


def test_links_in_a_folder_are_refused_and_a_circle_of_them_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to("z.txt")
    assert names(list(find([tmp_path]))) == ["a.txt", "refused: a symbolic link", "refused: a symbolic link"]
    [refused] = find([tmp_path / "z.txt"])
    assert isinstance(refused, Refusal) and refused.reason.startswith("cannot be read")


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(list(find([tmp_path / "link"]))) == ["a.txt"]


def test_folders_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (MOST_FOLDERS_DEEP + 2))
    deep.mkdir(parents=True)
    assert names(list(find([tmp_path]))) == ["refused: folders nested too deep"]


@pytest.mark.parametrize("path", ["missing.txt", "bad\0name", "x" * 5000])
def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path, path: str) -> None:
    [refused] = find([tmp_path / path])
    assert isinstance(refused, Refusal) and refused.remedy == "check the path"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b" \n\t")
    with pytest.raises(ReportRefused, match="empty"):
        read_bytes(tmp_path / "a.txt")


def test_a_file_at_the_limit_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    os.truncate(path, MOST_BYTES)
    assert len(read_bytes(path)) == MOST_BYTES
    os.truncate(path, MOST_BYTES + 1)
    with pytest.raises(ReportRefused, match="over 20 MB"):
        read_bytes(path)


def test_what_is_no_plain_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReportRefused, match="not a plain file"):
        read_bytes(tmp_path / "pipe.txt")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "a.txt").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(ReportRefused, match="not permitted"):
        read_bytes(tmp_path / "a.txt")
