"""How surely copies are found: reports are edited as newsrooms do, and looked for among all reports.

usage: python benchmarks/copies.py [PATHS...] [--limit N] [--seed N] [--list] [--published YYYY-MM-DD]

PATHS are files and folders of reports as `accede read` takes them; examples/ if none is given, which also brings in the
texts of benchmarks/translated_back, translated back by hand from the examples that their names begin with. Each report of
at least LEAST_WORDS words is edited in every way of benchmarks/paraphrasing.py, given to another outlet and published up
to two days later. All of it is one set, as one record would hold it. Then:

recall      the share of the edited texts that are linked with the report they come from, found by their stored numbers
            and judged on their text, as `accede` does
precision   of all links between an edited text and a report or another edited text, the share that are of one source
reports     links among the reports as they are: each is printed. Those of which a third of all runs of eight words is the
            same are reprints, and the reports that they link count as one source; any other is counted as wrong

--limit N   only so many reports, evenly spread over the files
--list      print every wrong and every missing link
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

import msgspec

from accede import dates
from accede.model import Report
from accede.reports import load
from accede.reports.fingerprints import candidates, fingerprint, judge
from accede.reports.likeness import likeness, news
from benchmarks.paraphrasing import EDITS

LEAST_WORDS = 120
REPRINT_RUN = 8
REPRINT = 1 / 3
HERE = Path(__file__).parent
BY_HAND = "translated back (by hand)"


class Edited(msgspec.Struct, frozen=True):
    """An edited report: the report it comes from, the edit, and itself."""

    source: str
    edit: str
    report: Report


def edited(report: Report, chance: Random) -> list[Edited]:
    """The report in every edit."""
    paragraphs = [line.strip() for line in re.split(r"\n\s*\n|\n(?=[ \t]{2})", news(report)) if line.strip()]
    found = []
    for name, edit in EDITS.items():
        text = "\n\n".join(edit([" ".join(paragraph.split()) for paragraph in paragraphs], chance))
        found.append(Edited(report.id, name, reprinted(report, text, chance)))
    return found


def reprinted(report: Report, text: str, chance: Random) -> Report:
    """Another outlet's report with that text, of the same day or up to two days later."""
    day = dates.day(report.published) + timedelta(days=chance.randrange(3))
    return Report(name=report.name, text=text, published=day.isoformat(), outlet=f"Outlet {chance.randrange(10_000)}")


def by_hand(reports: Sequence[Report], chance: Random) -> list[Edited]:
    """The texts that were translated back by hand, of the reports among those given."""
    found = []
    for path in sorted((HERE / "translated_back").glob("*.txt")):
        for report in reports:
            if report.name.startswith(path.name[:3]):
                found.append(Edited(report.id, BY_HAND, reprinted(report, path.read_text("utf-8"), chance)))
    return found


def sources(reports: Sequence[Report], links: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Which reports are reprints of one source, as id to source, and the links that are none."""
    runs = {}
    for report in reports:
        words = likeness(report).words
        runs[report.id] = {words[at : at + REPRINT_RUN] for at in range(len(words) - REPRINT_RUN + 1)}
    of = {report.id: report.id for report in reports}
    wrong = []
    for one, other in links:
        if len(runs[one] & runs[other]) >= REPRINT * min(len(runs[one]), len(runs[other])):
            old, new = of[other], of[one]
            of = {id: new if source == old else source for id, source in of.items()}
        else:
            wrong.append((one, other))
    return of, wrong


def measured(reports: Sequence[Report], copies: Sequence[Edited], listed: bool = False) -> str:
    """The table."""
    by_id = {report.id: report for report in (*reports, *(copy.report for copy in copies))}
    began = time.process_time()
    prints = [(id, fingerprint(report)) for id, report in by_id.items()]
    printing = time.process_time() - began
    near = sorted(candidates(prints))
    began = time.process_time()
    links = [(one, other) for one, other in near if judge(by_id[one], by_id[other])]
    judging = time.process_time() - began
    plain = {report.id for report in reports}
    of, wrong = sources(reports, [pair for pair in links if plain.issuperset(pair)])
    of |= {copy.report.id: of[copy.source] for copy in copies}
    false = [pair for pair in links if of[pair[0]] != of[pair[1]] and not plain.issuperset(pair)]
    linked = {frozenset(pair) for pair in links}
    rows: dict[str, list[Edited]] = defaultdict(list)
    for copy in copies:
        rows[copy.edit].append(copy)
    missing = [copy for copy in copies if frozenset((copy.source, copy.report.id)) not in linked]
    lost = {copy.report.id for copy in missing}
    true = len(links) - len(false) - len([pair for pair in links if plain.issuperset(pair)])
    lines = ["| edit | copies | found |", "| --- | ---: | ---: |"]
    for name, held in rows.items():
        found = [copy for copy in held if copy.report.id not in lost]
        lines.append(f"| {name} | {len(held):,} | {len(found) / len(held):.3f} |")
    total = len(copies)
    lines += [
        f"| all: recall | {total:,} | {(total - len(missing)) / max(1, total):.3f} |",
        f"| precision, over {true + len(false):,} links | | {true / max(1, true + len(false)):.4f} |",
        "",
        f"{len(reports):,} reports as they are: {len(wrong)} links of independent ones; reprints among them:"
        f" {sum(1 for id, source in of.items() if id in plain and id != source)}.",
        f"{len(near):,} pairs judged of {len(by_id) * (len(by_id) - 1) // 2:,}; {1000 * printing / len(by_id):.2f} ms"
        f" for the numbers of a report, {1e6 * judging / max(1, len(near)):.0f} µs for a pair.",
    ]
    for one, other in wrong:
        lines.append(f"independent, yet linked: {_named(by_id[one])} and {_named(by_id[other])}: {judge(by_id[one], by_id[other])}")
    if listed:
        for one, other in false:
            lines.append(f"wrong: {_named(by_id[one])} and {_named(by_id[other])}: {judge(by_id[one], by_id[other])}")
        lines += [f"missing: {copy.edit}: {_named(copy.report)}" for copy in missing]
    return "\n".join(lines)


def _named(report: Report) -> str:
    return f"{report.name} ({report.outlet or 'no outlet'}, {report.published})"


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--published", help="the day of reports that give none")
    asked = parser.parse_args(arguments)
    paths = asked.paths or [HERE.parent / "examples"]
    found = {one.id: one for one in load(paths, published=asked.published) if isinstance(one, Report)}
    reports = [one for _, one in sorted(found.items()) if len(likeness(one).words) >= LEAST_WORDS]
    if asked.limit and len(reports) > asked.limit:
        reports = [reports[at * len(reports) // asked.limit] for at in range(asked.limit)]
    chance = Random(asked.seed)
    copies = [copy for report in reports for copy in edited(report, chance)]
    if not asked.paths:
        copies += by_hand(reports, chance)
    print(measured(reports, copies, asked.list))


if __name__ == "__main__":
    main(sys.argv[1:])
