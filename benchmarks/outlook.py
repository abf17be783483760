"""Scores the outlook against the past, and fits its few numbers: the table of docs/outlook.md.

    python benchmarks/outlook.py                 score: Brier and calibration of four ways, each process left out
    python benchmarks/outlook.py --markdown      as the table of docs/outlook.md
    python benchmarks/outlook.py --write         also writes data/scores.csv and data/fitted.csv

For each process left out, the numbers of the model are those of a small grid that did best on the other processes, which in their
turn were left out of what their forecasts learned. So what a forecast learns holds nothing of its own process; the choice of the few
numbers does in part, since forecasts of the others may have learned from it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

import msgspec

from accede.knowledge import load
from accede.outlook import fitted as fitted_module
from accede.outlook.backtest import WAYS, Asked, Bin, brier, calibration, scored, walk
from accede.outlook.fitted import Fitted
from accede.outlook.model import Score
from accede.outlook.past import OWN_FOLDER, TREATY, Past, rounds, treaties

GRIDS: dict[str, dict[str, tuple[float, ...]]] = {
    "accession": {"member_prior": (8, 20), "process_prior": (12, 30), "objection": (0.15, 0.4), "halt": (0.4, 0.7), "fading": (0.0, 0.5, 1.0)},
    TREATY: {"arrival_prior": (3, 8), "process_prior": (30,)},
}
SHARES: dict[str, dict[str, tuple[float, ...]]] = {
    "accession": {"expected": (0.3, 0.4, 0.5), "base": (0.2, 0.4, 0.6)},
    TREATY: {"treaty_base": (0.0, 0.2, 0.4)},
}


def grid(kind: str) -> list[Fitted]:
    """The numbers to choose from that change the draws."""
    names = GRIDS[kind]
    return [msgspec.structs.replace(Fitted(), **dict(zip(names, values, strict=True))) for values in product(*names.values())]


def shares(kind: str, fitted: Fitted) -> list[Fitted]:
    """The same numbers with each choice of shares, which do not change the draws."""
    names = SHARES[kind]
    return [msgspec.structs.replace(fitted, **dict(zip(names, values, strict=True))) for values in product(*names.values())]


def run(past: Sequence[Past], everything: Sequence[Past]) -> tuple[list[Asked], dict[str, Fitted], Fitted]:
    """The questions as each left-out process's own choice answers them; the choices; the choice on all."""
    known, kind = load(), past[0].kind
    candidates: list[tuple[Fitted, list[Asked]]] = []
    for at, choice in enumerate(grid(kind), 1):
        print(f"\r{kind}: {at} of {len(grid(kind))}", end="", file=sys.stderr, flush=True)
        asked = list(walk(past, everything, known, choice))
        candidates += [(one, asked) for one in shares(kind, choice)]
    print(file=sys.stderr)
    chosen, answered = {}, []
    for one in past:
        best, asked = min(candidates, key=lambda held: brier((a for a in held[1] if a.past != one.id), "model", lambda _, f=held[0]: f))  # type: ignore[misc]
        chosen[one.id] = best
        answered += [a for a in asked if a.past == one.id]
    overall, _ = min(candidates, key=lambda held: brier(held[1], "model", lambda _: held[0]))
    return answered, chosen, overall


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    known = load()
    past = [*rounds(), *treaties(known)]
    all_scores: list[Score] = []
    overall = Fitted()
    for kind in GRIDS:
        asked, chosen, best = run([one for one in past if one.kind == kind], past if kind == TREATY else rounds())
        found = scored(asked, chosen.__getitem__)
        all_scores += found
        names = [name for name in (*GRIDS[kind], *SHARES[kind]) if kind != TREATY or name != "process_prior"]
        overall = msgspec.structs.replace(overall, **{name: getattr(best, name) for name in names})
        better = sum(_of(asked, one.id, "model", chosen) < _of(asked, one.id, "as officials expect", chosen) for one in past if one.kind == kind)
        tell(kind, found, calibration(asked, "model", chosen.__getitem__), options.markdown)
        print(f"\nbetter than as officials expect on {better} of {found[0].rounds} processes")
    print(f"\nfitted on all: {overall}")
    if options.write:
        write(all_scores, overall)


def _of(asked: list[Asked], past: str, way: str, chosen: dict[str, Fitted]) -> float:
    return brier([one for one in asked if one.past == past], way, chosen.__getitem__)


def tell(kind: str, scores: Iterable[Score], bins: Iterable[Bin], markdown: bool) -> None:
    """Prints the two tables of one kind."""
    held = list(scores)
    edge = "| " if markdown else ""
    gap = " | " if markdown else "  "
    print(f"\n{'### ' if markdown else ''}{kind}: {held[0].rounds} processes, {held[0].questions} questions\n")
    print(f"{edge}{'way':20}{gap}{'Brier, all':>10}{gap}{'Brier, where officials said':>27}")
    if markdown:
        print("| --- | ---: | ---: |")
    for way in WAYS:
        by_on = {one.on: one.brier for one in held if one.way == way}
        print(f"{edge}{way:20}{gap}{by_on['all']:>10.3f}{gap}{by_on.get('told', float('nan')):>27.3f}")
    print(f"\n{edge}{'given':9}{gap}{'questions':>9}{gap}{'mean given':>10}{gap}{'came':>5}")
    if markdown:
        print("| --- | ---: | ---: | ---: |")
    for one in bins:
        print(f"{edge}{one.low:.1f}-{one.high:.1f}  {gap}{one.questions:>9}{gap}{one.given:>10.2f}{gap}{one.came:>5.2f}")


def write(scores: Iterable[Score], fitted: Fitted) -> None:
    """Puts the scores and the numbers where the outlook reads them."""
    with (OWN_FOLDER / "scores.csv").open("w", encoding="utf-8") as file:
        file.write("# Written by benchmarks/outlook.py: mean Brier scores on processes left out of the fitting.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Score.__struct_fields__)
        writer.writerows(msgspec.structs.astuple(score) for score in scores)
    path = Path(fitted_module.FILE)
    head = "# Fitted by benchmarks/outlook.py on the past processes of this folder; stage_days is the mean of fourteen states of NATO's protocols.\n"
    rows = "".join(f"{name},{getattr(fitted, name):g}\n" for name in Fitted.__struct_fields__)
    path.write_text(f"{head}name,value\n{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
