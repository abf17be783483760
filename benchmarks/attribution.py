"""Who says what: Accede's attributions against the gold of PolNeAR, with peers beside it in the same run.

usage: python benchmarks/attribution.py FOLDER [--only READER] [--limit N] [--peer SCRIPT] [--dump FILE]

FOLDER is one split of PolNeAR (`train`, `dev` or `test`) with text/NAME.txt and attributions/NAME_*.ann in brat's standoff
format. The public gets it at https://github.com/networkdynamics/PolNeAR; its texts are their publishers' and no part
of this project. Where an article has several annotators, the first in name order counts.

An attribution is right when its content is: F1 of the words of both contents at least one half, one to one, best first.
With source: when besides the two sources share a word, or neither has one. Three groups are scored: all; those whose
content has a double quotation mark in it or at its edge; and those whose cue has a form of a common verb of speech. In a
group, gold counts when it belongs to the group, a prediction when its gold does or, unmatched, when it does itself.

Peers: textacy's direct quotations, when textacy is installed, and plain rules of our own (both in benchmarks/peers/).

--only READER   run one of them alone
--limit N       only N articles, evenly spaced
--peer SCRIPT   also run `SCRIPT FOLDER OUT.json` and score what it writes
--dump FILE     write Accede's predictions, JSON: {article: [{"source": [[start, end], ...], "cue": ..., "content": ...}]}
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
MARK = re.compile(r"[\"“”«»„]|''|``")
PARTS = ("source", "cue", "content")
SPEECH = """say tell add claim call urge note argue insist suggest explain write announce state declare deny warn ask reply
respond admit acknowledge concede confirm report reveal stress emphasize describe accuse criticize demand request propose
promise vow pledge tweet charge contend assert maintain allege caution conclude observe remark recall quip joke testify
predict recommend complain boast mention comment answer repeat reiterate disclose indicate point speak talk quote cite agree
disagree condemn denounce praise blast slam advise order invite offer refuse reject dismiss threaten swear shout express"""

Spans = list[list[int]]
Said = dict[str, Spans]


class Article(NamedTuple):
    """One article: its text, and the gold attributions in character offsets, half-open."""

    name: str
    text: str
    gold: list[Said]


def _forms() -> frozenset[str]:
    """All inflected forms of the verbs of speech, and "according"."""
    forms = set("according said told wrote spoke swore written spoken".split())
    for verb in SPEECH.split():
        stem = verb[:-1] if verb.endswith("e") else verb
        forms |= {verb, verb + "s", verb + "es", stem + "ed", stem + "ing", verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
        if verb.endswith("y"):
            forms |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return frozenset(forms)


FORMS = _forms()


def articles(folder: Path) -> list[Article]:
    """The articles of a split in name order."""
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.name.rsplit("_", 1)[0], path)
    return [Article(name, _text(folder / "text" / f"{name}.txt"), _gold(path)) for name, path in files.items()]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _gold(path: Path) -> list[Said]:
    spans: dict[str, Spans] = {}
    events: list[str] = []
    for line in _text(path).split("\n"):
        name, *rest = line.split("\t")
        if not rest or not re.fullmatch(r"[ET]\d+", name):
            continue
        said = rest[0]
        if name.startswith("T"):
            spans[name] = [[int(n) for n in piece.split()] for piece in said.split(" ", 1)[1].split(";")]
        else:
            events.append(said)
    gold = []
    for event in events:
        found: Said = {part: [] for part in PARTS}
        for role, target in (pair.split(":") for pair in event.split()):
            part = role.rstrip("0123456789").lower()
            if part in found:
                found[part] += spans.get(target, [])
        if found["content"]:
            gold.append({part: sorted(found[part]) for part in PARTS})
    return gold


def accede(texts: dict[str, str]) -> dict[str, list[Said]]:
    """Accede's attributions; those of one cue are one, as in the corpus."""
    from accede.model import Report
    from accede.reading.attribution import attributions
    from accede.reading.parse import parse

    made: dict[str, list[Said]] = {}
    for name, text in texts.items():
        doc = parse(Report(name=name, text=text, published="2016"))
        by_cue: dict[tuple[int, ...], Said] = {}
        for found in attributions(doc):
            said = by_cue.setdefault(found.cue, {
                "source": [[doc[i].idx, doc[i].idx + len(doc[i])] for i in found.source],
                "cue": [[doc[i].idx, doc[i].idx + len(doc[i])] for i in found.cue], "content": []})  # fmt: skip
            said["content"] = sorted([*said["content"], *([start, end] for start, end in found.content)])
        made[name] = list(by_cue.values())
    return made


def peer(script: Path, folder: Path) -> dict[str, list[Said]]:
    """What another program predicts for the folder."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out.json"
        subprocess.run([sys.executable, str(script), str(folder), str(out)], check=True)
        made: dict[str, list[Said]] = json.loads(out.read_text(encoding="utf-8"))
        return made


class Pair(NamedTuple):
    """A gold attribution and the prediction whose content is right."""

    gold: int
    made: int
    source: bool


def matches(text: str, gold: list[Said], made: list[Said]) -> list[Pair]:
    """Right contents one to one, the best F1 first."""
    spans = [m.span() for m in WORD.finditer(text)]

    def words(pieces: Spans) -> frozenset[int]:
        return frozenset(i for i, (s, e) in enumerate(spans) if any(s < high and low < e for low, high in pieces))

    wanted, given = [words(g["content"]) for g in gold], [words(m["content"]) for m in made]
    scored = sorted((-2 * len(g & m) / (len(g) + len(m)), i, j) for i, g in enumerate(wanted) for j, m in enumerate(given) if g & m)
    found: list[Pair] = []
    for score, i, j in scored:
        if score <= -0.5 and all(i != p.gold and j != p.made for p in found):
            one, other = words(gold[i]["source"]), words(made[j]["source"])
            found.append(Pair(i, j, bool(one & other) if one else not other))
    return found


GROUPS: dict[str, Callable[[Said, str], bool]] = {
    "all": lambda said, text: True,
    "quotation marks": lambda said, text: any(MARK.search(text[max(0, s - 2) : e + 2]) for s, e in said["content"]),
    "speech verb": lambda said, text: any(w.lower() in FORMS for s, e in said["cue"] for w in WORD.findall(text[s:e])),
}


def scores(corpus: list[Article], made: dict[str, list[Said]]) -> list[str]:
    """For each group F1 of content and of content with the right source, in percent."""
    counts = {group: [0, 0, 0] for group in GROUPS}
    for article in corpus:
        predicted = made.get(article.name, [])
        found = matches(article.text, article.gold, predicted)
        of_made = {p.made: p.gold for p in found}
        for group, belongs in GROUPS.items():
            inside = {i for i, said in enumerate(article.gold) if belongs(said, article.text)}
            own = [of_made[j] in inside if j in of_made else belongs(said, article.text) for j, said in enumerate(predicted)]
            right = [p for p in found if p.gold in inside]
            for k, number in enumerate((len(inside) + sum(own), len(right), sum(p.source for p in right))):
                counts[group][k] += number
    return [f"{200 * right / total if total else 0:.1f} / {200 * sourced / total if total else 0:.1f}" for total, right, sourced in counts.values()]


Reader = Callable[[dict[str, str]], dict[str, list[Said]]]


def readers() -> dict[str, Reader]:
    """Accede and its peers, by name."""
    from benchmarks.peers import plain_attribution, textacy_quotations

    return {"accede": accede, "textacy": textacy_quotations.attributions, "plain rules": plain_attribution.attributions}


def spaced(all_: list[Article], most: int | None) -> list[Article]:
    """At most so many of them, evenly spaced."""
    return all_ if not most or most >= len(all_) else [all_[i * len(all_) // most] for i in range(most)]


def main() -> int:
    """Scores the readers on a folder and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=sorted(readers()))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--dump", type=Path)
    asked = parser.parse_args()
    corpus = spaced(articles(asked.folder), asked.limit)
    texts = {article.name: article.text for article in corpus}
    words = sum(len(text.split()) for text in texts.values())
    runs = {name: run for name, run in readers().items() if asked.only in (None, name)}
    if asked.peer is not None:
        runs[asked.peer.stem] = lambda _texts: peer(asked.peer, asked.folder)
    print(f"{len(corpus)} articles, {words} words; F1 in percent: content / content with the right source")
    print(f"{'':20}" + "".join(f"{group:>18}" for group in GROUPS) + f"{'words/CPU-second':>18}")
    for name, run in runs.items():
        began = time.process_time()
        try:
            made = run(texts)
        except ImportError:
            print(f"{name:20}  not installed")
            continue
        pace = f"{words / max(time.process_time() - began, 1e-9):.0f}" if name in readers() else "-"
        print(f"{name:20}" + "".join(f"{cell:>18}" for cell in scores(corpus, made)) + f"{pace:>18}", flush=True)
        if name == "accede" and asked.dump is not None:
            asked.dump.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for benchmarks.peers
    sys.exit(main())
