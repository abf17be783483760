"""How well claims are read: Accede's claims beside answer keys, scored by facts.

usage: python benchmarks/claims.py [KEYS ...] [--reports DIR] [--only READER] [--dump FILE] [--misses]

KEYS are files of keys, or folders in which every *.json is one. Without any: examples/nordic-accession, whose keys stand
beside its reports, all written for this project. A key is an object, or a file a list of them: {"report": file name, "claims": [...]}; for JSON lines also the "id" of the report. A claim has a
kind, `evidence` (words of the report), and those of the fields below that the report gives. A list of kinds, times or
values means that any of them is right; `"optional": true` that missing the claim costs nothing; `"speaker": null`
that the outlet itself says so.

A claim that was read may answer a claim of the key when it is of its kind and their passages overlap. Pairs are
made one to one, those with the larger share of right fields first. Then

  fact F1    a claim is one fact, each of its fields another. Wanted are the facts of the key, less optional claims
             that were missed. Made are, for a pair, the claim and those of the key's fields that it fills; for a claim
             without a pair, the claim and all that it fills. Found are the right ones.
  exact F1   claims of the key that are found with all their fields right
  claim F1   claims of the key that are found; for precision a claim that overlaps one of its kind is right, paired or not

The peer is a keyword list that marks whole sentences (benchmarks/peers/keywords.py).

--reports DIR   where the reports are; without it, the folder of each file of keys
--only READER   run one of them alone
--dump FILE     write Accede's claims as JSON lines
--misses        list each wrong field, each claim missed and each made up, after the tables
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accede.model import Report

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "nordic-accession"
ROLES = ("by", "of", "to", "parties", "convener", "groups")
VALUES = ("modality", "rating", "round", "min_hours", "members", "threshold")
FIELDS = (*ROLES, "speaker", "time", "place", *VALUES)

Claim = Mapping[str, Any]
Reading = Callable[["Report"], list[Claim]]


@dataclass
class Tally:
    """What was counted, of one kind or of several together."""

    wanted: int = 0
    found: int = 0
    exact: int = 0
    made: int = 0
    made_right: int = 0
    facts_wanted: int = 0
    facts_found: int = 0
    facts_made: int = 0

    def add(self, other: Tally) -> None:
        """Add another's counts to these."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        return self.made_right / self.made if self.made else 0.0

    @property
    def claim_f1(self) -> float:
        return _harmonic(self.recall, self.precision)

    @property
    def exact_f1(self) -> float:
        return _harmonic(self.exact / self.wanted, self.exact / self.made) if self.wanted and self.made else 0.0

    @property
    def fact_f1(self) -> float:
        facts = self.facts_wanted + self.facts_made
        return 2 * self.facts_found / facts if facts else 0.0


@dataclass
class Score:
    """The counts by kind, the fields of found claims as (right, given), and what went wrong in words."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list)

    def total(self) -> Tally:
        """All kinds together."""
        whole = Tally()
        for tally in self.kinds.values():
            whole.add(tally)
        return whole

    def add(self, name: str, text: str, key: Sequence[Claim], read: Sequence[Claim]) -> None:
        """Score the claims `read` from one report against its key.

        Raises ValueError where evidence of the key is not in the text.
        """
        spans = [locate(text, claim["evidence"], name) for claim in key]
        candidates = list(_candidates(key, spans, read))
        pairs = _one_to_one(candidates)
        answering = {j for _, _, j, _ in candidates}
        for i, claim in enumerate(key):
            if i in pairs:
                self._found(name, claim, read[pairs[i][0]], pairs[i][1])
            elif not claim.get("optional"):
                self._missed(name, claim)
        paired = {j for j, _ in pairs.values()}
        for j, claim in enumerate(read):
            tally = self.kinds[claim["kind"]]
            tally.made += 1
            tally.made_right += j in answering
            if j not in paired:
                tally.facts_made += 1 + sum(bool(claim.get(each)) for each in FIELDS)
            if j not in answering:
                self.misses.append(f"{name}: not in the key: {_in_words(claim)}")

    def _found(self, name: str, want: Claim, got: Claim, verdicts: Mapping[str, bool]) -> None:
        kind, right = kinds(want)[0], sum(verdicts.values())
        tally = self.kinds[kind]
        tally.wanted += 1
        tally.found += 1
        tally.exact += right == len(verdicts)
        tally.facts_wanted += 1 + len(verdicts)
        tally.facts_found += 1 + right
        tally.facts_made += 1 + sum(ok or got.get(each) is not None for each, ok in verdicts.items())
        for each, ok in verdicts.items():
            self.fields[each][0] += ok
            self.fields[each][1] += 1
            if not ok:
                self.misses.append(f"{name}: {kind}: {each} is {want[each]!r}, read {got.get(each)!r}: {want['evidence']!r}")

    def _missed(self, name: str, want: Claim) -> None:
        tally = self.kinds[kinds(want)[0]]
        tally.wanted += 1
        tally.facts_wanted += 1 + sum(each in want for each in FIELDS)
        self.misses.append(f"{name}: missed {kinds(want)[0]}: {want['evidence']!r}")


def kinds(claim: Claim) -> list[str]:
    """The kinds that are right for a claim of a key, the first choice first."""
    return _several(claim["kind"])


def locate(text: str, words: str, where: str) -> tuple[int, int]:
    """The first place of `words` in the text, whatever white space stands between them; ValueError where there is none."""
    hit = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if hit is None:
        raise ValueError(f"{where}: not in the report: {words!r}")
    return hit.span()


def verdicts(want: Claim, got: Claim) -> dict[str, bool]:
    """For each field that the key gives, whether the claim that was read has it right."""
    return {each: _right(each, want[each], got.get(each)) for each in FIELDS if each in want}


def _right(name: str, want: Any, got: Any) -> bool:
    if name in ROLES:
        return set(want) == set(got or ())
    if name == "speaker":
        return _speaker_right(want, got) if want else not got
    if name == "place":
        return folded(want) in folded(got or "")
    if name == "time":
        return bool(got) and str(got).rstrip("~?%") in _several(want)
    return got in _several(want)


def _speaker_right(want: Claim, got: Claim | None) -> bool:
    """The actor spoken for and the surname decide; an office alone is right with any speaker."""
    if not got or (want.get("for") and want["for"] != got.get("for")):
        return False
    return not want.get("name") or folded(want["name"]).split()[-1] in folded(got.get("name") or "").split()


def folded(text: Any) -> str:
    """Lower-case words without accents or punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", str(text)) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower().replace("ı", "i")))


def _candidates(
    key: Sequence[Claim], spans: Sequence[tuple[int, int]], read: Sequence[Claim]
) -> Iterator[tuple[float, int, int, dict[str, bool]]]:
    for i, (want, (start, end)) in enumerate(zip(key, spans, strict=True)):
        for j, got in enumerate(read):
            overlap = any(each["start"] < end and start < each["end"] for each in got.get("evidence", ()))
            if overlap and got["kind"] in kinds(want):
                right = verdicts(want, got)
                yield sum(right.values()) / max(1, len(right)), i, j, right


def _one_to_one(
    candidates: Iterable[tuple[float, int, int, dict[str, bool]]],
) -> dict[int, tuple[int, dict[str, bool]]]:
    """Index in the key -> (index in what was read, verdicts); the larger share first, then in the order of the text."""
    pairs: dict[int, tuple[int, dict[str, bool]]] = {}
    taken: set[int] = set()
    for _, i, j, right in sorted(candidates, key=lambda each: (-each[0], each[1], each[2])):
        if i not in pairs and j not in taken:
            pairs[i] = (j, right)
            taken.add(j)
    return pairs


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _in_words(claim: Claim) -> str:
    said = {each: claim[each] for each in FIELDS if claim.get(each)}
    return f"{claim['kind']} {json.dumps(said, ensure_ascii=False)}: {' … '.join(claim.get('quote', ()))!r}"


# Reading the reports of keys


def key_files(paths: Iterable[Path]) -> list[Path]:
    """The files of keys that the paths name, those of a folder in the order of their names."""
    return [file for path in paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]


def read_keys(paths: Iterable[Path], folder: Path | None) -> dict[Path, list[Claim]]:
    """The keys of several files by the path of the report's file."""
    keys: dict[Path, list[Claim]] = defaultdict(list)
    for path in paths:
        for key in _several(json.loads(path.read_text(encoding="utf-8"))):
            keys[(folder or path.parent) / key["report"]].append(key)
    return keys


def accede() -> Reading:
    """Accede's own reader."""
    import msgspec

    from accede.publishing.claims import claim_line
    from accede.reading.reader import Reader

    reader = Reader()
    return lambda report: [msgspec.to_builtins(claim_line(claim, report)) for claim in reader.read(report)]


def keywords() -> Reading:
    """The keyword list, on the text as stored."""
    from benchmarks.peers import keywords

    return lambda report: [{"report": report.name, **claim} for claim in keywords.claims(report.text)]


READERS: dict[str, Callable[[], Reading]] = {"accede": accede, "keyword list": keywords}


def score(keys: Mapping[Path, Sequence[Claim]], reading: Reading | None = None) -> tuple[Score, list[Claim]]:
    """What a reader, or Accede's own, takes from the reports, from their files alone: the score of it, and the claims."""
    from accede.model import Report
    from accede.reports import load

    reading, result, claims = reading or accede(), Score(), []
    for path, held in sorted(keys.items()):
        reports = {}
        for found in load([path]):
            if isinstance(found, Report):
                reports[found.name] = found
            else:
                print(f"refused: {found.name}: {found.reason}", file=sys.stderr)
        for key in held:
            report = reports.get(key.get("id", key["report"]))
            read = reading(report) if report else []
            claims += read
            text = report.text if report else path.read_text(encoding="utf-8")
            result.add(key.get("id", key["report"]), text, key["claims"], read)
    return result, claims


def side_by_side(scores: Mapping[str, Score]) -> Iterator[str]:
    """A row for each reader, all kinds together."""
    yield f"{'':18}{'wanted':>7}{'read':>6}{'recall':>8}{'precision':>11}{'claim F1':>10}{'exact F1':>10}{'fact F1':>9}"
    yield from (_row(name, each.total()) for name, each in scores.items())


def by_kind(result: Score) -> Iterator[str]:
    """The score of one reader: a row for each kind, all kinds, the fields."""
    yield f"{'kind':18}{'wanted':>7}{'read':>6}{'recall':>8}{'precision':>11}{'claim F1':>10}{'exact F1':>10}{'fact F1':>9}"
    yield from (_row(kind, tally) for kind, tally in [*sorted(result.kinds.items()), ("all", result.total())])
    yield ""
    yield "fields right: " + ", ".join(f"{name} {right}/{given}" for name, (right, given) in sorted(result.fields.items()))


def _row(name: str, tally: Tally) -> str:
    return (
        f"{name:18}{tally.wanted:7}{tally.made:6}{tally.recall:8.3f}{tally.precision:11.3f}"
        f"{tally.claim_f1:10.3f}{tally.exact_f1:10.3f}{tally.fact_f1:9.3f}"
    )


def main() -> None:
    """Print the scores of the keys that are named, or of the example's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", nargs="*", type=Path, default=[EXAMPLE])
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--only", choices=sorted(READERS))
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    keys = read_keys(key_files(asked.keys), asked.reports)
    made = {name: score(keys, READERS[name]()) for name in READERS if asked.only in (None, name)}
    result, claims = made.get("accede") or next(iter(made.values()))
    if asked.dump:
        asked.dump.write_text("".join(f"{json.dumps(claim, ensure_ascii=False)}\n" for claim in claims), encoding="utf-8")
    print("\n".join(side_by_side({name: result for name, (result, _) in made.items()})))
    print("", *by_kind(result), sep="\n")
    if asked.misses:
        print("", *result.misses, sep="\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for benchmarks.peers
    main()
