"""The same kinds of claim in many wordings: one line a sentence, with the kind that a careful reader takes from it.

Each file under `paraphrases` is read as one report, so that its sentences stand in the story of a process. They were
written at one go, without looking at what the reader can read; of the labels a few were set right by the codebook's guide
afterwards. Then the reader was mended on them: the floors keep what is reached, and tell nothing of unseen wordings (of
which it read between one half and four fifths at first).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from accede.model import Claim, Report
from accede.reading.reader import Reader

FOLDER = Path(__file__).parent / "paraphrases"
#: Share of the sentences of a file from which a claim of their kind is read.
FLOORS = {
    "enlargement-of-the-union": 0.85,
    "enlargement-of-the-alliance": 0.85,
    "cave-convention-and-others": 0.85,
    "ceasefires-and-peace-talks": 0.84,
    "accessions-to-the-union": 0.93,
    "accessions-to-the-alliance-and-others": 0.88,
    "truces-hostages-and-borders": 0.86,
    "nuclear-arms-and-trade": 0.9,
    "seas-plastics-climate-and-courts": 0.85,
    "blocs-money-rivers-and-names": 0.87,
}


def rows(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The day of publication in the first line, and (kind, sentence) for each other."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    return first.split()[-1], [tuple(line.split(" | ", 1)) for line in lines]  # type: ignore[misc]


def missed(path: Path) -> list[str]:
    """The lines from whose sentence no claim of their kind is read."""
    published, wanted = rows(path)
    text = "\n\n".join(sentence for _, sentence in wanted)
    claims = Reader().read(Report(name=path.name, text=text, published=published))
    return [f"{kind} | {sentence}" for kind, sentence in wanted if not any(_tells(claim, kind, text.index(sentence), len(sentence)) for claim in claims)]


def _tells(claim: Claim, kind: str, start: int, length: int) -> bool:
    return claim.kind == kind and any(passage.start < start + length and start < passage.end for passage in claim.evidence)


def test_every_file_has_its_floor() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_most_wordings_are_read(name: str) -> None:
    path = FOLDER / f"{name}.txt"
    left = missed(path)
    share = 1 - len(left) / len(rows(path)[1])
    assert share >= FLOORS[name], "\n".join(left)
