"""Word lists: read as sets, refused with the file's name and a remedy where they are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from accede.errors import KnowledgeError
from accede.reading import lexicon

FILES = sorted(
    entry.name.removesuffix(".yaml")
    for entry in (resources.files("accede.reading") / "lexicon").iterdir()
    if entry.name.endswith(".yaml")
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty lexicon in place of the project's own."""
    monkeypatch.setattr("accede.reading.lexicon.resources.files", lambda package: tmp_path)
    (tmp_path / "lexicon").mkdir()
    lexicon.load.cache_clear()
    lexicon.words.cache_clear()
    yield tmp_path / "lexicon"
    lexicon.load.cache_clear()
    lexicon.words.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_every_list_of_the_project_can_be_read(name: str) -> None:
    for entry, held in lexicon.load(name).items():
        if isinstance(held, list):
            assert lexicon.words(name, entry), entry


def test_words_are_in_lower_case(folder: Path) -> None:
    (folder / "tea.yaml").write_text("kinds: [Oolong, green tea, 2, 'Yes']\n", encoding="utf-8")
    assert lexicon.words("tea", "kinds") == {"oolong", "green tea", "2", "yes"}


@pytest.mark.parametrize("word", ["yes", "no", "on", "Off", "true"])
def test_yes_and_no_without_quotes_are_refused(folder: Path, word: str) -> None:
    (folder / "tea.yaml").write_text(f"kinds: [oolong, {word}]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"lexicon/tea\.yaml: kinds .*write \"yes\" or \"no\""):
        lexicon.words("tea", "kinds")


@pytest.mark.parametrize(("text", "says"), [
    (None, r"lexicon/tea\.yaml cannot be read: .*restore the file"),
    ("kinds: [", r"(?s)lexicon/tea\.yaml cannot be read: .*mend its YAML"),
    ("- oolong\n", r"lexicon/tea\.yaml is not a mapping .*write `name: "),
    ("cups: [small]\n", r"lexicon/tea\.yaml has no list 'kinds' .*add the list"),
])  # fmt: skip
def test_a_file_that_is_wrong_is_named_with_its_remedy(folder: Path, text: str | None, says: str) -> None:
    if text is not None:
        (folder / "tea.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says):
        lexicon.words("tea", "kinds")


def test_a_class_of_nouns_is_its_single_lemmas_and_its_longer_forms() -> None:
    single, longer = lexicon.concept("accession")
    assert {"accession", "membership"} <= single and "observer status" in longer
    assert not any(" " in word for word in single) and all(" " in form for form in longer)
    assert list(longer) == sorted(longer)
    assert "accession" in lexicon.concept_names()
