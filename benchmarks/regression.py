"""The five benchmarks on small sets of our own sentences: a change that loses more than one point on any fails a test.

usage: python benchmarks/regression.py [--write] [--misses]

The sets stand in tests/benchmarks/sets; those of claims are the codebook's examples. All figures are in percent:

  attribution   content, sourced       F1 of contents, and of contents with the right source (benchmarks/attribution.py)
  times         found, value           F1 of expressions, and of those with the right value (benchmarks/times.py)
  claims        fact, exact            F1 of facts, and of claims with every field right (benchmarks/claims.py)
  false alarms  silent                 reports on something else of which no claim is made
  speed         passed over            words of those reports that are passed over before the parse
                let through            examples of the codebook that are not

--write    raise the figures in tests/benchmarks/reached.yaml to what is reached now; none is ever lowered
--misses   list what is missed or made up
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import yaml

from accede.model import KINDS, Report
from accede.reading import Reader, gate
from accede.reading.times import mentions

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "tests" / "benchmarks" / "sets"
REACHED = ROOT / "tests" / "benchmarks" / "reached.yaml"
PUBLISHED = "2023-11-21"
# Points that a figure may lose: parses differ a little between processors.
LEEWAY = 1.0

Figures = dict[str, dict[str, float]]
Measure = Callable[[list[str]], dict[str, float]]


def rows(name: str) -> list[Any]:
    """The rows of one set."""
    found: list[Any] = yaml.load((SETS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


def _attribution(misses: list[str]) -> dict[str, float]:
    from benchmarks.attribution import Article, accede, matches, scores

    corpus = []
    for number, row in enumerate(rows("attribution")):
        gold = [dict(zip(("source", "cue", "content"), (_spans(row["text"], words) for words in said), strict=True)) for said in row["said"]]
        corpus.append(Article(str(number), row["text"], gold))
    made = accede({article.name: article.text for article in corpus})
    for article in corpus:
        pairs = matches(article.text, article.gold, made[article.name])
        if len(pairs) < max(len(article.gold), len(made[article.name])) or not all(pair.source for pair in pairs):
            misses.append(f"attribution: {article.text} {_read(article.text, made[article.name])}")
    content, sourced = scores(corpus, made)[0].split(" / ")
    return {"content": float(content), "sourced": float(sourced)}


def _spans(text: str, words: str) -> list[list[int]]:
    """Where each part of "one | another" stands in the text; ValueError where it does not."""
    return [[text.index(part), text.index(part) + len(part)] for part in words.split(" | ") if part]


def _read(text: str, made: list[dict[str, list[list[int]]]]) -> list[dict[str, str]]:
    return [{part: " | ".join(text[start:end] for start, end in spans) for part, spans in said.items()} for said in made]


def _times(misses: list[str]) -> dict[str, float]:
    from benchmarks.times import Tally

    tally = Tally()
    for day, text, times in rows("times"):
        gold = [(text.index(words), text.index(words) + len(words), str(value)) for words, value in times.items()]
        made = [(m.start, m.end, m.value or "") for m in mentions(text, date.fromisoformat(str(day)))]
        tally.add(gold, made)
        if gold != made:
            misses.append(f"times: {day} {text} {[(text[start:end], value) for start, end, value in made]}")
    found, value, _ = tally.scores()
    return {"found": found, "value": value}


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each example of the codebook, with a name."""
    for kind in KINDS:
        text = files("accede.reading").joinpath(f"codebook/{kind}.yaml").read_text(encoding="utf-8")
        for number, example in enumerate(yaml.load(text, Loader=yaml.CSafeLoader)["examples"], 1):
            yield f"{kind}-{number}", example


def _claims(misses: list[str]) -> dict[str, float]:
    from benchmarks.claims import Score

    reader, score = Reader(), Score()
    for name, example in examples():
        read = reader.read(Report(name=name, text=example["text"], published=example["published"]))
        score.add(name, example["text"], example["claims"], msgspec.to_builtins(read))
    misses += [f"claims: {miss}" for miss in score.misses]
    return {"fact": 100 * score.total().fact_f1, "exact": 100 * score.total().exact_f1}


def _false_alarms(misses: list[str]) -> dict[str, float]:
    # Also what the gate would stop: two short sentences alone are little for it, and the reader is to be measured.
    reader, texts, loud = Reader(everything=True), rows("off_topic"), 0
    for text in texts:
        claims = reader.read(Report(name="r", text=text, published=PUBLISHED))
        loud += bool(claims)
        misses += [f"false alarms: {claim.kind} {claim.quote} in {text}" for claim in claims]
    return {"silent": 100 * (1 - loud / len(texts))}


def _speed(misses: list[str]) -> dict[str, float]:
    # Three of them are a report of some length; single sentences pass the gate on less.
    texts = rows("off_topic")
    reports = [" ".join(texts[i : i + 3]) for i in range(0, len(texts), 3)]
    stopped = [report for report in reports if not gate.passes(report)]
    lost = [example["text"] for _, example in examples() if not gate.passes(example["text"])]
    misses += [f"speed: not passed over: {report}" for report in reports if report not in stopped]
    misses += [f"speed: passed over: {text}" for text in lost]
    every = sum(1 for _ in examples())
    return {"passed over": 100 * _words(stopped) / _words(reports), "let through": 100 * (1 - len(lost) / every)}


def _words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


MEASURES: dict[str, Measure] = {
    "attribution": _attribution, "times": _times, "claims": _claims, "false alarms": _false_alarms, "speed": _speed,
}  # fmt: skip


def reached() -> Figures:
    """The committed figures."""
    found: Figures = yaml.load(REACHED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if REACHED.exists() else {}
    return found


def write(now: Figures) -> None:
    """Raise the committed figures to those of now."""
    before = reached()
    higher = {name: {each: max(round(figure, 1), before.get(name, {}).get(each, 0.0)) for each, figure in figures.items()}
              for name, figures in now.items()}  # fmt: skip
    head = "# What the reader reaches on the sets beside this file, in percent. Written by benchmarks/regression.py --write.\n"
    REACHED.write_text(head + yaml.safe_dump(higher, sort_keys=False), encoding="utf-8")


def main() -> None:
    """Print the figures beside those reached before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    misses: list[str] = []
    now = {name: measure(misses) for name, measure in MEASURES.items()}
    print(f"{'':14}{'':14}{'now':>8}{'reached':>9}")
    for name, figures in now.items():
        for each, figure in figures.items():
            print(f"{name:14}{each:14}{figure:8.1f}{reached().get(name, {}).get(each, 0.0):9.1f}")
    if asked.misses:
        print("", *misses, sep="\n")
    if asked.write:
        write(now)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # for the other benchmarks
    main()
