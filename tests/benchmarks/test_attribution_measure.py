"""The measure of attributions, on cases small enough to count by hand, and its peers on one article of our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.attribution import Article, articles, matches, scores, spaced
from benchmarks.peers import plain_attribution

SHARED = Path(__file__).parents[3] / "shared"
TEXT = 'Ek said that the talks were over. "We are going home tomorrow," Berg said.\nAccording to Dahl, it rains.\n'


def said(source: str, cue: str, content: str) -> dict[str, list[list[int]]]:
    def spans(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    return {"source": spans(source), "cue": spans(cue), "content": spans(content)}


GOLD = [said("Ek", "said that", "the talks were over"), said("Berg", "said.", '"We are going home tomorrow,"')]
ARTICLE = Article("a", TEXT, GOLD)


@pytest.mark.parametrize(
    ("made", "row"),
    [
        (GOLD, ["100.0 / 100.0", "100.0 / 100.0", "100.0 / 100.0"]),
        ([], ["0.0 / 0.0", "0.0 / 0.0", "0.0 / 0.0"]),
        ([said("Berg", "said", "talks were over"), GOLD[1]], ["100.0 / 50.0", "100.0 / 100.0", "100.0 / 50.0"]),
        ([said("Ek", "said", "over")], ["0.0 / 0.0", "0.0 / 0.0", "0.0 / 0.0"]),
        ([said("", "said", "the talks were over")], ["66.7 / 0.0", "0.0 / 0.0", "66.7 / 0.0"]),
    ],
    ids=["all right", "none", "a wrong source", "too few words", "no source"],
)
def test_scores(made: list[dict[str, list[list[int]]]], row: list[str]) -> None:
    assert scores([ARTICLE], {"a": made}) == row


def test_pairs_are_one_to_one() -> None:
    assert len(matches(TEXT, GOLD[:1], [GOLD[0], GOLD[0]])) == 1


def test_a_folder_is_read_by_its_first_annotator(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    first = "T1\tSource 0 2\tEk\nT2\tCue 3 7\tsaid\nT3\tContent 13 22;23 32\tthe talks were over\nE1\tAttribution:T2 Source1:T1 Cue:T2 Content1:T3\n"
    (tmp_path / "attributions" / "a_1.ann").write_text(first, encoding="utf-8")
    (tmp_path / "attributions" / "a_2.ann").write_text("", encoding="utf-8")
    (article,) = articles(tmp_path)
    assert article.gold == [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[13, 22], [23, 32]]}]


def test_articles_are_evenly_spaced() -> None:
    assert [a.name for a in spaced([Article(str(i), "", []) for i in range(10)], 3)] == ["0", "3", "6"]


def test_the_plain_rules_find_the_plain_cases() -> None:
    made = plain_attribution.attributions({"a": TEXT})["a"]
    found = {(TEXT[s[0][0] : s[-1][1]] if (s := one["source"]) else "", TEXT[one["content"][0][0] : one["content"][-1][1]]) for one in made}
    assert ("Ek", "that the talks were over") in found
    assert ("Dahl", "it rains") in found
    assert any(source == "Berg" and "We are going" in content for source, content in found)


def test_it_agrees_with_the_scorer_of_the_corpus(tmp_path: Path) -> None:
    """The same figures from the tool that came with the corpus, on predictions that are partly right."""
    tool = SHARED / "tools" / "score_attribution.py"
    if not tool.is_file():
        pytest.skip("../shared is not here")
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = []
    for number, one in enumerate(GOLD):
        for place, (part, spans) in enumerate(one.items()):
            start, end = spans[0]
            lines.append(f"T{3 * number + place}\t{part.title()} {start} {end}\t{TEXT[start:end]}")
        lines.append(f"E{number}\tAttribution:T{3 * number + 1} Source:T{3 * number} Cue:T{3 * number + 1} Content:T{3 * number + 2}")
    (tmp_path / "attributions" / "a_1.ann").write_text("\n".join(lines), encoding="utf-8")
    made = {"a": [said("Berg", "said", "talks were over"), said("Dahl", "According to", "it rains")]}
    (tmp_path / "made.json").write_text(json.dumps(made), encoding="utf-8")
    command = [sys.executable, tool, tmp_path, "--predicted", tmp_path / "made.json", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    wanted = [f"{theirs[f'{group} lenient'][what]['F']:.1f}" for group in ("all", "quote", "speech") for what in ("content", "content_source")]
    assert [figure for cell in scores(articles(tmp_path), made) for figure in cell.split(" / ")] == wanted
