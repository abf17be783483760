"""How fast reports are read: Accede's whole reading (clean, gate, read) beside spaCy's whole small pipeline.

usage: python benchmarks/speed.py PATHS... [--limit N] [--everything]

PATHS are files and folders of reports as `accede read` takes them. Both are run on the same texts in the same process
and by turns, a chunk each, so that whatever else the machine does slows both alike; what is counted is processor time.
Accede's is all that `accede read` does with one process, keeping the record aside: files to texts, gate, cleaning,
reading. spaCy's is its pipeline over the texts as they come out of the files, by `nlp.pipe` and its defaults. Both have
read one report before, so that loading the model and the tables is not counted.

For a stream of general news the public gets Reuters-21578 (http://www.daviddlewis.com/resources/testcollections/reuters21578/),
to be written as JSON lines with "text" and "published"; for reports that are all on topic, take examples/nordic-accession.

Peak memory is that of a process of its own for each, on at most PEAK_REPORTS of the reports, the model included.

--limit N      of the files' reports only so many, evenly spread
--everything   read also what the gate passes over
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from accede.errors import ReportRefused
from accede.model import PassedOver, Refusal, Report
from accede.reading import gate
from accede.reading.parse import DEFAULT_MODEL
from accede.reading.reader import Reader
from accede.reports.formats import Draft, Piece
from accede.reports.intake import pieces_of, taken_in

# Reports of a turn: long enough that changing over costs nothing, short enough that both see the same machine.
TURN = 50
# Reports on which peak memory is measured.
PEAK_REPORTS = 500
# Read once before the clock runs; a sentence in another language brings in the tables for languages too.
FIRST = Piece("first", partial(Draft, name="first", text="""OSLO, June 21 (Northern Wire) - Norway and Sweden met in Oslo.

Sweden applied to join NATO on 18 May 2022, its prime minister said on Monday. De twee landen zijn het eens.
"""))


@dataclass
class Spent:
    """Processor seconds of the steps, and what came of them."""

    intake: float = 0.0
    reading: float = 0.0
    pipeline: float = 0.0
    words: int = 0
    words_read: int = 0
    reports: int = 0
    read: int = 0
    refused: int = 0
    claims: int = 0

    @property
    def accede(self) -> float:
        return self.intake + self.reading


def turns(pieces: list[Piece], size: int = TURN) -> Iterator[list[Piece]]:
    """The pieces in runs of `size`."""
    for start in range(0, len(pieces), size):
        yield pieces[start : start + size]


def texts_of(pieces: list[Piece]) -> list[str]:
    """The texts as the files have them; without those that give none."""
    texts = []
    for piece in pieces:
        try:
            texts.append(piece.draft().text)
        except ReportRefused:
            continue
    return texts


def measured(pieces: list[Piece], everything: bool) -> Spent:
    """What both spend on the reports."""
    import spacy

    spent, reader, pipeline = Spent(), Reader(everything=everything), spacy.load(DEFAULT_MODEL)
    wanted = (lambda text: True) if everything else gate.passes
    _read([taken_in(FIRST, wanted, "2022-06-21", None)], reader, Spent())
    list(pipeline.pipe(texts_of([FIRST])))
    for number, turn in enumerate(turns(pieces)):
        texts = texts_of(turn)
        spent.words += sum(len(text.split()) for text in texts)
        # Who is first takes turns too.
        for who in ("accede", "spacy") if number % 2 else ("spacy", "accede"):
            began = time.process_time()
            if who == "spacy":
                for _ in pipeline.pipe(texts):
                    pass
                spent.pipeline += time.process_time() - began
            else:
                found = [taken_in(piece, wanted, None, None) for piece in turn]
                spent.intake += time.process_time() - began
                _read(found, reader, spent)
    return spent


def _read(found: list[Report | Refusal | PassedOver], reader: Reader, spent: Spent) -> None:
    began = time.process_time()
    claims = [reader.read(report) for report in found if isinstance(report, Report)]
    spent.reading += time.process_time() - began
    spent.reports += len(found)
    spent.read += len(claims)
    spent.claims += sum(map(len, claims))
    spent.refused += sum(isinstance(item, Refusal) for item in found)
    spent.words_read += sum(len(report.text.split()) for report in found if isinstance(report, Report))


def peak(who: str, pieces: list[Piece], everything: bool) -> float:
    """Megabytes of a fresh process in which one of both reads the reports."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (who, pieces[:PEAK_REPORTS], everything))


def _peak(who: str, pieces: list[Piece], everything: bool) -> float:
    if who == "spacy":
        import spacy

        for _ in spacy.load(DEFAULT_MODEL).pipe(texts_of(pieces)):
            pass
    else:
        wanted = (lambda text: True) if everything else gate.passes
        _read([taken_in(piece, wanted, None, None) for piece in pieces], Reader(everything=everything), Spent())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(spent: Spent, peaks: dict[str, float]) -> str:
    """The figures as lines of text."""
    each = 1e6 / max(spent.words, 1)
    rows = [
        f"{spent.reports:,} reports, {spent.words:,} words; read {spent.read:,} reports, {spent.words_read:,} words "
        f"({spent.words_read / max(spent.words, 1):.1%}), {spent.claims:,} claims; {spent.refused:,} refused",
        "",
        f"{'':32}{'words a CPU second':>20}{'microseconds a word':>21}{'peak memory':>14}",
        f"{'Accede, whole reading':32}{spent.words / spent.accede:20,.0f}{spent.accede * each:21.2f}{peaks['accede']:11,.0f} MB",
        f"{'  texts, gate and cleaning':32}{'':20}{spent.intake * each:21.2f}",
        f"{'  parse and rules':32}{'':20}{spent.reading * each:21.2f}",
        f"{'spaCy, whole small pipeline':32}{spent.words / spent.pipeline:20,.0f}{spent.pipeline * each:21.2f}{peaks['spacy']:11,.0f} MB",
        "",
        f"Accede reads {spent.pipeline / spent.accede:.2f} times as many words a CPU second",
    ]
    return "\n".join(rows)


def chosen(pieces: list[Piece], limit: int | None) -> list[Piece]:
    """All pieces, or `limit` of them evenly spread."""
    if limit is None or limit >= len(pieces):
        return pieces
    return [pieces[at * len(pieces) // limit] for at in range(limit)]


def main() -> int:
    """Measures both on the reports and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--everything", action="store_true")
    args = parser.parse_args()
    pieces = [piece for piece in pieces_of(args.paths) if isinstance(piece, Piece)]
    if not pieces:
        print("no reports there", file=sys.stderr)
        return 2
    pieces = chosen(pieces, args.limit)
    spent = measured(pieces, args.everything)
    print(table(spent, {who: peak(who, pieces, args.everything) for who in ("accede", "spacy")}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
