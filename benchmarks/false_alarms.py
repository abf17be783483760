"""False alarms: the claims made on a general news stream, of which most is about something else.

usage: python benchmarks/false_alarms.py STREAM.jsonl [--limit N] [--only READER] [--sample N] [--seed WORD]
                                         [--dump FILE.tsv] [--verdicts FILE.tsv]

STREAM holds one report a line: {"id", "published", "outlet", "title", "text", ...}. The public gets Reuters-21578 (agency
reports of 1987) at https://kdd.ics.uci.edu/databases/reuters21578/ and Wikinews at https://en.wikinews.org; their texts
are no part of this project.

Printed are claims per 1,000 reports, by kind, of Accede and of a peer in the same run: a keyword list that marks whole
sentences (benchmarks/peers/keywords.py).

A claim is right by the guide of the codebook: it is of its kind, about an accession, a treaty or a negotiation between
states or organisations, and none of its fields misleads. A person judges that, on a sample:

--limit N        only N reports, evenly spaced over the stream
--only READER    run one of them alone
--dump FILE      write a sample of Accede's claims to judge: tab-separated, with each claim's sentence, its fields, and
                 empty columns `verdict` (right or wrong) and `cause`
--sample N       so many claims (50), chosen by the hash of seed and claim: the same claims on every machine
--seed WORD      another sample ("1"); one that a mend was made for is no measure of the mend
--verdicts FILE  read judged rows back and print the share that is right, and how many of each are still made; a file of
                 verdicts needs no more than the columns claim, report, kind, verdict and cause: no words of the reports
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from accede.model import Report

COLUMNS = ("claim", "report", "kind", "verdict", "cause")
TO_JUDGE = (*COLUMNS, "fields", "quote", "sentence")
VERDICTS = ("right", "wrong")
HIDDEN = ("report", "kind", "evidence", "id", "published", "outlet", "quote", "plover")


class Made(NamedTuple):
    """One claim of one report. `id` follows from the report, the kind and the words that the claim rests on."""

    id: str
    report: str
    kind: str
    quote: str
    sentence: str
    fields: dict[str, Any]


Reading = Callable[["Report"], Iterable[dict[str, Any]]]


def reports(stream: Path, limit: int | None) -> list[Report]:
    """The reports of a stream as `accede read` takes them in, or so many of them, evenly spaced."""
    from accede.model import Report
    from accede.reports import load

    lines = [line for line in stream.read_text(encoding="utf-8").splitlines() if line.strip()]
    chosen = lines if not limit or limit >= len(lines) else [lines[i * len(lines) // limit] for i in range(limit)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stream.jsonl"
        file.write_text("\n".join(chosen), encoding="utf-8")
        return [found for found in load([file]) if isinstance(found, Report)]


def accede() -> Reading:
    """Accede's own reader."""
    import msgspec

    from accede.publishing.claims import claim_line
    from accede.reading.reader import Reader

    reader = Reader()
    return lambda report: [msgspec.to_builtins(claim_line(claim, report)) for claim in reader.read(report)]


def keywords() -> Reading:
    """The keyword list."""
    from benchmarks.peers import keywords

    return lambda report: keywords.claims(report.text)


READERS: dict[str, Callable[[], Reading]] = {"accede": accede, "keyword list": keywords}


def made(reading: Reading, report: Report) -> Iterator[Made]:
    """The claims of a report, each with the sentences that it stands in."""
    for claim in reading(report):
        spans = [(each["start"], each["end"]) for each in claim["evidence"]]
        quote = " … ".join(" ".join(report.text[start:end].split()) for start, end in spans)
        around = _sentence(report.text, spans[0][0], spans[-1][1])
        fields = {name: value for name, value in claim.items() if name not in HIDDEN}
        yield Made(_hash(report.name, claim["kind"], quote)[:12], report.name, claim["kind"], quote, around, fields)


def _sentence(text: str, start: int, end: int) -> str:
    """The words around a span from full stop to full stop, or 300 characters, on one line."""
    before = max(text.rfind(". ", 0, start), text.rfind(".\n", 0, start), start - 300)
    after = min(at for at in (text.find(". ", end), text.find(".\n", end), end + 300) if at >= 0)
    return " ".join(text[max(0, before + 1) : after + 1].split())


def _hash(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def sample(claims: Iterable[Made], size: int, seed: str) -> list[Made]:
    """So many claims in the order of their hashes: the same for the same claims in whatever order they come."""
    return sorted(claims, key=lambda claim: _hash(seed, claim.id))[:size]


def write_to_judge(path: Path, claims: Iterable[Made]) -> None:
    """A row for each claim; who judges fills `verdict` and `cause`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, dialect="excel-tab", lineterminator="\n")
        rows.writerow(TO_JUDGE)
        for claim in claims:
            fields = json.dumps(claim.fields, ensure_ascii=False)
            rows.writerow((claim.id, claim.report, claim.kind, "", "", fields, claim.quote, claim.sentence))


def read_verdicts(path: Path) -> list[dict[str, str]]:
    """The judged rows of a file; ValueError where a verdict is neither right nor wrong."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, dialect="excel-tab") if row["verdict"]]
    for row in rows:
        if row["verdict"] not in VERDICTS:
            raise ValueError(f"{path.name}: the verdict on {row['claim']} is {row['verdict']!r}; give right or wrong")
    return rows


def judged(rows: Sequence[dict[str, str]], now: Iterable[str]) -> Iterator[str]:
    """The share that is right as judged, and what is left of each verdict among the claims that are made now."""
    count, left, still = Counter(row["verdict"] for row in rows), Counter[str](), set(now)
    for row in rows:
        left[row["verdict"]] += row["claim"] in still
    yield f"judged {len(rows)}: right {count['right']}, wrong {count['wrong']}, share right {count['right'] / max(1, len(rows)):.2f}"
    yield f"still made: right {left['right']}, wrong {left['wrong']}"
    causes = Counter(row["cause"] for row in rows if row["verdict"] == "wrong")
    yield from (f"  {number:3} {cause or 'no cause given'}" for cause, number in causes.most_common())


def table(number: int, kinds: dict[str, Counter[str]]) -> Iterator[str]:
    """Claims per 1,000 reports: a row for each kind, a column for each reader."""
    yield f"{'per 1,000 reports':20}" + "".join(f"{name:>14}" for name in kinds)
    rows = sorted({kind for counts in kinds.values() for kind in counts})
    for kind in [*rows, "all"]:
        counts = (each.total() if kind == "all" else each[kind] for each in kinds.values())
        yield f"{kind:20}" + "".join(f"{1000 * count / max(1, number):14.1f}" for count in counts)


def main() -> None:
    """Read the stream and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only", choices=sorted(READERS))
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--verdicts", type=Path)
    asked = parser.parse_args()
    stream = reports(asked.stream, asked.limit)
    kinds: dict[str, Counter[str]] = {}
    claims: list[Made] = []
    spent: list[str] = []
    for name in READERS:
        if asked.only not in (None, name):
            continue
        reading, began = READERS[name](), time.process_time()
        found = [claim for report in stream for claim in made(reading, report)]
        spent.append(f"{name} {time.process_time() - began:.0f}")
        kinds[name] = Counter(claim.kind for claim in found)
        claims = found if name == "accede" else claims
    print(f"{len(stream)} reports; CPU-seconds: {', '.join(spent)}\n")
    print("\n".join(table(len(stream), kinds)))
    if asked.dump:
        write_to_judge(asked.dump, sample(claims, asked.sample, asked.seed))
    if asked.verdicts:
        print("", *judged(read_verdicts(asked.verdicts), [claim.id for claim in claims]), sep="\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for benchmarks.peers
    main()
