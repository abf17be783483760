"""A corpus in parts: wherever it is cut, the same texts with the same names, and what is broken in its place."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from accede.errors import ReportRefused
from accede.model import Refusal
from accede.reports import parts
from accede.reports.formats import Piece
from accede.reports.parts import Lines, cut, parts_of, pieces_in

TEXT = "The two ministers met on that day, and spoke for an hour of the treaty and of its price."


def said(where: Path | str, most: int) -> list[tuple[str, str]]:
    """(place, text or reason) of each piece."""
    return [_said(piece) for part in cut(where, most) for piece in pieces_in(part)]


def _said(piece: Piece | Refusal) -> tuple[str, str]:
    if isinstance(piece, Refusal):
        return piece.name, piece.reason
    try:
        draft = piece.draft()
    except ReportRefused as error:
        return piece.where, error.what
    return f"{piece.where}|{draft.name}", draft.text


def lines(number: int) -> bytes:
    return b"".join(json.dumps({"text": f"{TEXT} {at}"}).encode() + b"\n" for at in range(1, number + 1))


@given(
    st.lists(st.sampled_from([b'{"text": "One."}', b'{"text": "Zw\xc3\xb6lf."}', b'{"text": "\xe9t\xe9"}', b"", b"  ", b"{broken", b'{"text": "a\\nb"}', b"\r"])),
    st.booleans(), st.integers(1, 60), st.sampled_from(["", ".gz", ".zst"]),
)  # fmt: skip
def test_the_texts_are_the_same_wherever_it_is_cut(
    tmp_path_factory: pytest.TempPathFactory, some: list[bytes], ends: bool, most: int, packed: str
) -> None:
    data = b"\n".join(some) + b"\n" * ends
    path = tmp_path_factory.getbasetemp() / f"cut.jsonl{packed}"
    path.write_bytes(PACKED[packed](data))
    assert said(path, most) == said(path, 1_000_000)


PACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}


@pytest.mark.parametrize("packed", list(PACKED))
def test_parts_are_no_larger_than_asked_for(tmp_path: Path, packed: str) -> None:
    path = tmp_path / f"a.jsonl{packed}"
    path.write_bytes(PACKED[packed](lines(500)))
    found = list(cut(path, 2_000))
    assert len(found) > 20 and all(isinstance(part, Lines) and part.size <= 2_000 for part in found)
    assert [place for place, _ in said(path, 2_000)] == [f"{path}, line {at}|a.jsonl{packed}:{at}" for at in range(1, 501)]


@pytest.mark.parametrize("most", [100, 5_000, 10**7])
@pytest.mark.parametrize("packed", [".gz", ".zst"])
def test_a_stream_that_breaks_off_gives_what_came_before_and_says_where(tmp_path: Path, packed: str, most: int) -> None:
    path = tmp_path / f"a.jsonl{packed}"
    whole = PACKED[packed](lines(3_000) + bytes(range(256)) * 4_000)
    path.write_bytes(whole[: len(whole) * 2 // 3])
    *read, (where, why) = said(path, most)
    assert len(read) >= 1_000 and where == f"{path}, line {len(read) + 1}"
    assert why == "its compression is broken from here on"


def test_what_is_not_compressed_at_all_is_refused(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "a.jsonl.zst"):
        (tmp_path / name).write_bytes(lines(3))
        assert said(tmp_path / name, 100) == [(f"{tmp_path / name}, line 1", "its compression is broken from here on")]


@pytest.mark.parametrize("most", [10, 1_000])
@pytest.mark.parametrize("ends", [b"", b"\n", b"\n" + b'{"text": "After."}'])
def test_a_line_over_the_limit_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, ends: bytes) -> None:
    monkeypatch.setattr(parts, "MOST_BYTES", 3_000)
    monkeypatch.setattr(parts, "_BLOCK", 700)
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(20) + b'{"text": "' + b"x" * 5_000 + b'"}' + ends)
    found = said(path, most)
    assert [place for place, _ in found[:20]] == [f"{path}, line {at}|a.jsonl:{at}" for at in range(1, 21)]
    assert found[20] == (f"{path}, line 21", "a line over 0 MB")
    assert found[21:] == ([(f"{path}, line 22|a.jsonl:22", "After.")] if ends.strip() else [])


def test_json_lines_in_another_encoding_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"{TEXT} {at}"}) + "\n" for at in range(50)), encoding="utf-16")
    assert len(said(path, 100)) == 50


def test_a_file_over_the_limit_of_one_is_read_when_it_is_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_BYTES", 3_000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(200))
    assert len(said(path, 500)) == 200


def test_a_folder_gives_its_collections_too(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines(2)))
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.tar.gz").write_bytes(b"no report")
    assert [part.where for part in parts_of([tmp_path]) if not isinstance(part, Refusal)] == [str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl.gz")]
