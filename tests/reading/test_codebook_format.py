"""The format of a codebook file: one that is wrong is refused with its name and the remedy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

from accede.errors import KnowledgeError
from accede.model import KINDS, Report
from accede.reading import Reader, codebook, frames, patterns

OWN = Path(str(resources.files("accede.reading")))


def _forget() -> None:
    codebook.load.cache_clear()
    frames._index.cache_clear()
    patterns._turns.cache_clear()


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str, str], None]]:
    """Replaces words in one file of a copy of the codebook, which is read instead of the project's own."""
    for folder in ("codebook", "lexicon"):
        shutil.copytree(OWN / folder, tmp_path / folder)
    found = resources.files
    monkeypatch.setattr(resources, "files", lambda package: tmp_path if package == "accede.reading" else found(package))
    _forget()

    def replace(name: str, old: str, new: str) -> None:
        path = tmp_path / "codebook" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    yield replace
    _forget()


def read() -> None:
    Reader().read(Report(name="row", text="Norway ratified the treaty.", published="2022-11-25"))


def test_every_kind_is_loaded_under_its_name() -> None:
    books = codebook.load()
    assert tuple(books) == KINDS
    assert all(book.kind == kind and book.definition and book.plover for kind, book in books.items())


# old words of talks.yaml, new words, and what is said of it
WRONG = [
    ("frames:\n", "frames:\n  - {verb: [gather], object: [no-such-class]}\n", r"codebook/talks\.yaml: no class 'no-such-class'.*concepts\.yaml"),
    ("frames:\n", "frames:\n  - {verb: [gather], colour: red}\n", r"codebook/talks\.yaml: .*colour.*see the head of"),
    ("frames:\n", "frames:\n  - {verb: [gather], rank: high}\n", r"codebook/talks\.yaml: .*int.*see the head of"),
    ("frames:\n", "frames:\n  - {verb: [gather], roles: {by: nowhere}}\n", r"codebook/talks\.yaml: .*nowhere.*see the head of"),
    ("frames:\n", "frames:\n  - {verb: [gather\n", r"(?s)codebook/talks\.yaml: .*line \d+.*mend the YAML"),
    ("kind: talks", "kind: talk", r"codebook/talks\.yaml is about 'talk'.*let file and kind agree"),
    ("definition:", "definitions:", r"codebook/talks\.yaml: .*definition.*see the head of"),
]


@pytest.mark.parametrize(("old", "new", "says"), WRONG)
def test_a_file_that_is_wrong_is_named_with_its_remedy(edit: Callable[[str, str, str], None], old: str, new: str, says: str) -> None:
    edit("talks.yaml", old, new)
    with pytest.raises(KnowledgeError, match=says):
        read()


def test_the_copy_as_it_is_can_be_read(edit: Callable[[str, str, str], None]) -> None:
    read()


def test_a_new_row_is_enough_for_a_new_word(edit: Callable[[str, str, str], None]) -> None:
    report = Report(name="row", text="Norway and Peru confabbed in Oslo on Monday.", published="2022-11-25")
    assert [claim.kind for claim in Reader().read(report)] == []
    edit("talks.yaml", "frames:\n", "frames:\n  - {verb: [confab, confabbe, confabb], roles: {parties: parties}}\n")
    _forget()
    assert [claim.kind for claim in Reader().read(report)] == ["talks"]


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"codebook/tea\.yaml is not a mapping.*begin it with"):
        codebook.read("- one\n", "tea.yaml")


def test_a_kind_may_give_a_worth_its_own_modality_or_none() -> None:
    book = codebook.KindBook(kind="rule", plover="none", definition="", modality={"future": None, "happened": "ongoing"})
    assert [book.modality_of(worth) for worth in ("future", "happened", "obliged")] == [None, "ongoing", "pending"]
