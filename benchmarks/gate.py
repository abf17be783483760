"""What the gate lets pass, and what it costs: claims lost against reading everything.

usage: python benchmarks/gate.py [PATHS...] [--share] [--list]

PATHS are files and folders of reports as `accede read` takes them; without any, examples/nordic-accession. The examples
of the codebook are always measured beside them, each a text of its own. Every report is read twice, with the gate and
without; a claim counts as lost where with the gate none of its kind is made of the same words, or of some of them.

--share   read nothing: only how many reports and words pass, as on a stream of general news
--list    name the reports that lose claims; with --share, those that pass
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from accede.model import KINDS, Claim, Refusal, Report
from accede.reading import codebook, gate
from accede.reading.reader import Reader
from accede.reports import load

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "nordic-accession"


@dataclass
class Passing:
    """Counts of one set of reports, and the names that are to be listed."""

    reports: int = 0
    words: int = 0
    reports_passed: int = 0
    words_passed: int = 0
    claims: int = 0
    lost: int = 0
    named: list[str] = field(default_factory=list)

    def add(self, report: Report, read: bool) -> None:
        """Count a report, and where it is to be read its claims."""
        words, passes = len(report.text.split()), gate.passes(report.text)
        self.reports += 1
        self.words += words
        self.reports_passed += passes
        self.words_passed += words * passes
        lost = self._read(report) if read else 0
        if lost or (passes and not read):
            self.named.append(f"{report.name} {report.title}".strip())

    def _read(self, report: Report) -> int:
        """Count the report's claims; how many of them the gate costs."""
        every, kept = Reader(everything=True).read(report), Reader().read(report)
        lost = sum(not any(_same(claim, other) for other in kept) for claim in every)
        self.claims += len(every)
        self.lost += lost
        return lost

    def line(self, name: str) -> str:
        """One row of the table."""
        return (f"{name[-40:]:40}{self.reports:9,}{_share(self.reports_passed, self.reports)}{self.words:12,}"
                f"{_share(self.words_passed, self.words)}{self.claims:9,}{self.lost:7,}{_share(self.lost, self.claims)}")  # fmt: skip


def _same(one: Claim, other: Claim) -> bool:
    return one.kind == other.kind and any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:9.2%}" if whole else f"{'-':>9}"


def codebook_examples() -> Iterator[Report]:
    """The examples of all kinds, each as a report."""
    for kind in KINDS:
        text = files("accede.reading").joinpath(f"codebook/{kind}.yaml").read_text(encoding="utf-8")
        for number, example in enumerate(codebook.read(text, kind)["examples"], start=1):
            yield Report(name=f"{kind}/{number}", text=example["text"], published=str(example["published"]))


def counted(reports: Iterable[Report | Refusal], read: bool) -> Passing:
    """The counts of a set; what is refused is left out."""
    found = Passing()
    for report in reports:
        if isinstance(report, Report):
            found.add(report, read)
    return found


def main() -> int:
    """Prints one row for each path and one for the codebook."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", default=[EXAMPLE])
    parser.add_argument("--share", action="store_true")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    print(f"{'':40}{'reports':>9}{'pass':>9}{'words':>12}{'pass':>9}{'claims':>9}{'lost':>7}{'share':>9}")
    sets: list[tuple[str, Iterable[Report | Refusal]]] = [(str(path), load([path])) for path in args.paths]
    for name, reports in [*sets, ("examples of the codebook", codebook_examples())]:
        found = counted(reports, not args.share)
        print(found.line(name), flush=True)
        for each in found.named if args.list else ():
            print(f"    {each}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
