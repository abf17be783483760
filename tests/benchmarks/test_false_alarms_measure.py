"""The measure of false alarms: one sample for one seed, verdicts without the words of the reports."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from accede.model import Report
from benchmarks.false_alarms import (
    COLUMNS,
    Made,
    judged,
    keywords,
    made,
    read_verdicts,
    reports,
    sample,
    table,
    write_to_judge,
)

VERDICTS = Path(__file__).parents[2] / "benchmarks" / "verdicts"
CLAIMS = [Made(f"{number:012x}", f"r{number}", "talks", "met", "They met.", {"parties": ["NOR"]}) for number in range(40)]


def stream(folder: Path, number: int) -> Path:
    rows = [{"id": f"r{i}", "published": "1987-03-02", "outlet": "Norrsken Wire", "title": "Fish",
             "text": f"OSLO, March 2 - Norway met Iceland in room {i}. They said little of it, and the day was long for all.\n"}
            for i in range(number)]  # fmt: skip
    (folder / "stream.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return folder / "stream.jsonl"


@pytest.mark.parametrize(("limit", "names"), [(None, "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9"), (3, "r0 r3 r6"), (99, "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9")])
def test_reports_are_evenly_spaced(tmp_path: Path, limit: int | None, names: str) -> None:
    assert [report.name for report in reports(stream(tmp_path, 10), limit)] == names.split()


def test_a_claim_is_shown_in_its_sentence_and_named_by_its_words() -> None:
    report = Report(name="r1", published="1987-03-02", text="It rained. Norway met Iceland\non the quay. They said little.")

    def reading(_: Report) -> list[dict[str, Any]]:
        return [{"kind": "talks", "evidence": [{"start": 11, "end": 29}], "parties": ["ISL", "NOR"]}]

    (found,) = made(reading, report)
    assert (found.quote, found.sentence) == ("Norway met Iceland", "Norway met Iceland on the quay.")
    assert found.fields == {"parties": ["ISL", "NOR"]}
    assert found.id == next(made(reading, report)).id


def test_a_sample_is_one_for_a_seed_in_any_order() -> None:
    assert sample(CLAIMS, 10, "1") == sample(reversed(CLAIMS), 10, "1")
    assert sample(CLAIMS, 10, "1") != sample(CLAIMS, 10, "2")


def test_what_is_judged_comes_back(tmp_path: Path) -> None:
    write_to_judge(tmp_path / "a.tsv", CLAIMS[:3])
    assert read_verdicts(tmp_path / "a.tsv") == []
    rows = [["c1", "r1", "talks", "right", ""], ["c2", "r2", "talks", "wrong", "a company's"], ["c3", "r3", "rule", "wrong", ""]]
    (tmp_path / "b.tsv").write_text("\n".join("\t".join(row) for row in [[*COLUMNS], *rows]), encoding="utf-8")
    assert list(judged(read_verdicts(tmp_path / "b.tsv"), ["c1", "c3"])) == [
        "judged 3: right 1, wrong 2, share right 0.33", "still made: right 1, wrong 1", "    1 a company's", "    1 no cause given",
    ]  # fmt: skip


def test_a_verdict_is_right_or_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("claim\treport\tkind\tverdict\tcause\nc1\tr1\ttalks\tmaybe\t\n", encoding="utf-8")
    with pytest.raises(ValueError, match="the verdict on c1 is 'maybe'"):
        read_verdicts(tmp_path / "a.tsv")


def test_the_table_counts_by_thousand() -> None:
    lines = list(table(500, {"accede": Counter({"talks": 2}), "keyword list": Counter({"talks": 5, "rule": 1})}))
    assert [line.split() for line in lines[1:]] == [["rule", "0.0", "2.0"], ["talks", "4.0", "10.0"], ["all", "4.0", "12.0"]]


def test_the_peer_marks_sentences(tmp_path: Path) -> None:
    (report,) = reports(stream(tmp_path, 1), None)
    assert {claim["kind"] for claim in keywords()(report)} == {"talks", "statement"}


@pytest.mark.parametrize("path", sorted(VERDICTS.glob("*.tsv")), ids=lambda path: path.name)
def test_verdicts_hold_no_words_of_reports(path: Path) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), dialect="excel-tab"))
    assert rows and all(tuple(row) == COLUMNS for row in rows)
    assert len(read_verdicts(path)) == len(rows)
    assert all(row["cause"] for row in rows if row["verdict"] == "wrong")
