"""Writes the documents that are made from the program itself; tests/test_house.py finds those that are out of date.

    python docs/generate.py    writes docs/codebook.md, docs/commands.md, docs/python-api.md, tables of docs/instruments.md
                               and docs/outlook.md, and the README's excerpts

The README's excerpts come from what the last `make demo` read: they are refreshed where demo/accede.db is there, and not
checked, since another machine's arithmetic may parse a sentence otherwise.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "demo" / "accede.db"
REMEDY = "run `make docs`"

# What a program may build on: module, and the names that are promised. Everything else may change without notice.
PUBLIC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("accede.reports", ("load", "count", "origins")),
    ("accede.reading", ("read", "Reader")),
    ("accede.record", ("Record", "Holdings", "Glance", "Verified", "merge", "conflicts")),
    ("accede.record.rulings", ("Rulings", "undone")),
    ("accede.process", ("find_processes", "matching", "status", "changes", "timeline", "statements", "unplaced", "load_instruments")),
    ("accede.process.instrument", ("Instrument", "Decision", "Group", "Weights", "Recorded", "Correction", "read_instrument")),
    ("accede.process.checking", ("checked", "Fault")),
    ("accede.process.rules", ("Parties", "in_words")),
    ("accede.process.delays", ("Delay",)),
    ("accede.process.roll", ("read_treaties", "roll", "Roll", "Consented", "TreatyTable")),
    ("accede.process.force", ("force", "Force")),
    ("accede.process.judging", ("judge", "Verdict", "lacks", "pivots", "blocking", "Blocking")),
    ("accede.process.standing", ("stand", "Standing")),
    ("accede.process.power", ("power", "Power", "NoPower")),
    ("accede.process.history", ("compare", "Comparison")),
    ("accede.outlook", ("ask", "forecast", "scenario", "Question", "Forecast", "Ground")),
    ("accede.answers", ("Held", "Taken", "Clocks", "clocks")),
    ("accede.answers.review", ("review", "Item", "Effect")),
    ("accede.answers.deciding", ("decide", "Request")),
    ("accede.publishing.status", ("status_document",)),
    ("accede.publishing.listings", ("timeline_document", "statements_document", "changes_document", "conflicts_document")),
    ("accede.publishing.document", ("Detail", "Document")),
    ("accede.publishing.screen", ("on_screen",)),
    ("accede.publishing.markdown", ("as_markdown",)),
    ("accede.publishing.brief", ("as_html",)),
    ("accede.publishing.claims", ("ClaimLine", "in_order", "as_jsonl", "as_csv")),
    ("accede.knowledge", ("load", "Knowledge", "fold")),
    ("accede.model", ("Report", "Passage", "Furniture", "Speaker", "Claim", "Event", "Value", "Act", "Ruling", "ActorMerge", "Mark", "Reading", "Refusal", "make_claim", "check_quotes", "content_id")),
    ("accede.process.model", ("Process", "Status", "Line", "Source", "Told", "Position", "Answered", "Answer", "Rated")),
    ("accede.dates", ("parse", "day", "When", "sort_key", "in_words")),
    ("accede.remote", ("Remote",)),
    ("accede.errors", ("AccedeError",)),
)  # fmt: skip


def documents() -> dict[Path, str]:
    """The generated documents by path, each whole and ending in a newline."""
    from accede.cli.docs import as_markdown

    return {
        ROOT / "docs" / "codebook.md": codebook(),
        ROOT / "docs" / "commands.md": as_markdown(),
        ROOT / "docs" / "instruments.md": instruments(),
        ROOT / "docs" / "outlook.md": outlook(),
        ROOT / "docs" / "python-api.md": python_api(),
    }


# The codebook

CODEBOOK_HEAD = """# Codebook

Generated from `src/accede/reading/codebook/*.yaml` by `make docs`; a test compares the two.

{count} kinds of claim. Each has its definition, its boundaries (what is not this kind, and which kind it is instead),
the roles and fields it fills, the root code of [PLOVER](https://github.com/openeventdata/PLOVER) under which it is
exported, and examples. *Frames* are the rows by which the reader finds the kind; docs/reading.md says how they work.
Two examples and two near misses of each kind stand here; the files hold all, and a test keeps them in the form of a key.
"""


def codebook() -> str:
    """docs/codebook.md."""
    from importlib import resources

    from accede.model import KINDS
    from accede.reading import codebook as book

    folder = resources.files("accede.reading").joinpath("codebook")
    parts = [CODEBOOK_HEAD.format(count=len(KINDS))]
    parts.append("| kind | PLOVER | frames | examples |\n| --- | --- | ---: | ---: |")
    raw = {kind: book.read(folder.joinpath(f"{kind}.yaml").read_text(encoding="utf-8"), f"{kind}.yaml") for kind in KINDS}
    rows = [
        f"| [`{kind}`](#{kind}) | {_code(entry['plover'])} | {len(entry.get('frames', ()))} "
        f"| {len(entry['examples'])} and {len(entry['near_misses'])} near misses |"
        for kind, entry in raw.items()
    ]
    parts.append("\n".join(rows) + "\n")
    return "\n".join([*parts, *(_kind(kind, entry) for kind, entry in raw.items())])


def _code(plover: str) -> str:
    return "none" if plover == "none" else f"`{plover}`"


def _kind(kind: str, entry: dict[str, Any]) -> str:
    lines = [f"## {kind}", "", " ".join(entry["definition"].split()), ""]
    lines += [f"PLOVER: {_code(entry['plover'])}. Frames: {len(entry.get('frames', ()))}.", ""]
    lines += ["Not this kind:", "", *(f"- {boundary}" for boundary in entry["boundaries"]), ""]
    lines += ["Fields:", "", *(f"- `{role}`: {text}" for role, text in entry["roles"].items()), ""]
    lines += ["Examples:", ""]
    for example in entry["examples"][:2]:
        lines.append(f"- “{example['text']}” (published {example['published']})")
        lines += [f"  - `{claim_in_words(claim)}`" for claim in example["claims"]]
    lines += ["", "Near misses:", ""]
    lines += [f"- “{miss['text']}” {miss['why']}" for miss in entry["near_misses"][:2]]
    return "\n".join(lines) + "\n"


def claim_in_words(claim: dict[str, Any]) -> str:
    """A claim of an example as one line: kind, then its fields as they stand in the file."""
    fields = {name: value for name, value in claim.items() if name not in ("kind", "evidence", "optional")}
    said = "; ".join(f"{name} {_plain(value)}" for name, value in fields.items())
    return f"{_plain(claim['kind'])}: “{claim['evidence']}”" + (f"; {said}" if said else "")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(held)}" for name, held in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return str(value)


# Tables within documents


def instruments() -> str:
    """docs/instruments.md with what `accede instruments history --markdown` prints."""
    return _filled((ROOT / "docs" / "instruments.md").read_text(encoding="utf-8"), "rules against history", _history())


def _filled(text: str, name: str, table: str) -> str:
    """The text with the table between the two comments of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, rest = text.split(begin, 1)
    return f"{before}{begin}\n{table}\n{end}{rest.split(end, 1)[1]}"


def outlook() -> str:
    """docs/outlook.md with the scores that the last backtest wrote."""
    from accede.outlook.past import scores

    text = (ROOT / "docs" / "outlook.md").read_text(encoding="utf-8")
    for kind in ("accession", "treaty"):
        held = [score for score in scores() if score.kind == kind]
        by = {(score.way, score.on): f"{score.brier:.3f}" for score in held}
        ways = dict.fromkeys(score.way for score in held)
        rows = [f"| {way} | {by[way, 'all']} | {by.get((way, 'told'), '')} |" for way in ways]
        head = [f"{held[0].rounds} processes, {held[0].questions:,} questions:", "", "| way | Brier, all | Brier, where officials said |", "| --- | ---: | ---: |"]
        text = _filled(text, f"scores of {kind}", "\n".join([*head, *rows]))
    return text


@cache
def _history() -> str:
    from accede.knowledge import load
    from accede.process.history import compare, shipped_parties
    from accede.process.instrument import load_instruments
    from accede.publishing.instruments import history_markdown

    return history_markdown(list(compare(load_instruments().values(), shipped_parties(), load())))


# The Python API

API_HEAD = """# Python API

Generated from the docstrings by `make docs`; a test compares the two.

What stands here is what a program may build on. All of it is typed (`py.typed`), and every error that Accede raises on
purpose is an `accede.errors.AccedeError`. The whole way, from files to a brief:

```python
from datetime import date
from pathlib import Path

from accede.knowledge import load as load_knowledge
from accede.model import Report
from accede.process import find_processes, status
from accede.publishing.screen import on_screen
from accede.publishing.status import status_document
from accede.reading import Reader
from accede.record import Record, merge
from accede.reports import load, origins

reader = Reader()
with Record.open("accede.db") as record:
    for found in load([Path("reports")]):
        if isinstance(found, Report):
            record.add_reading(found, reader.read(found), reader.name)
        else:
            record.refuse(found)
    known = date(2022, 12, 31)
    reports, claims, acts = record.reports(known), record.claims(known), record.acts(known)

same = origins(reports)
events = merge(claims, {report.id: report for report in reports}, same)
processes = find_processes(events, load_knowledge(), claims)
process = max(processes, key=lambda process: len(process.events))
now = status(process, events, claims, reports, acts, load_knowledge(), valid=known, known=known, origins=same)
print(on_screen(status_document(now, "As of 31 December 2022, as known then.")))
```
"""


def python_api() -> str:
    """docs/python-api.md."""
    return "\n".join([API_HEAD, *(_module(name, names) for name, names in PUBLIC)])


def _module(name: str, names: tuple[str, ...]) -> str:
    module = importlib.import_module(name)
    parts = [f"## {name}", "", _first_paragraph(module), ""]
    if name == "accede.errors":
        parts += ["```text", *_tree(module), "```", ""]
    for each in names:
        parts += _value(each, getattr(module, each))
    return "\n".join(parts)


def _first_paragraph(module: Any) -> str:
    return " ".join((inspect.getdoc(module) or "").split("\n\n")[0].split())


def _tree(module: Any) -> list[str]:
    return [line for line in (inspect.getdoc(module) or "").splitlines() if line.startswith(("AccedeError", "├", "│", "└"))]


def _value(name: str, value: Any) -> Iterator[str]:
    node = _node(value)
    yield f"### {name}"
    yield ""
    if isinstance(node, ast.ClassDef):
        yield from ("```python", *_class_head(node), "```", "")
    else:
        yield from ("```python", _signature(node), "```", "")
    yield from (*_prose(value), "")
    if isinstance(node, ast.ClassDef) and (methods := list(_methods(node))):
        yield from (*methods, "")


def _node(value: Any) -> ast.ClassDef | ast.FunctionDef:
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(value)))
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.ClassDef | ast.FunctionDef)
    return node


def _class_head(node: ast.ClassDef) -> Iterator[str]:
    yield f"class {node.name}"
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            default = f" = {ast.unparse(item.value)}" if item.value else ""
            yield f"    {item.target.id}: {ast.unparse(item.annotation)}{default}"


def _signature(node: ast.FunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    parts = [part for part in _arguments(node.args) if part not in ("self", "cls")]
    whole = f"{node.name}({', '.join(parts)}){returns}"
    if len(whole) <= 110:
        return whole
    return f"{node.name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){returns}"


def _arguments(args: ast.arguments) -> Iterator[str]:
    plain = [*args.posonlyargs, *args.args]
    for arg, default in zip(plain, [None] * (len(plain) - len(args.defaults)) + list(args.defaults), strict=True):
        yield ast.unparse(arg) + (f" = {ast.unparse(default)}" if default else "")
    if args.kwonlyargs:
        yield f"*{ast.unparse(args.vararg)}" if args.vararg else "*"
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        yield ast.unparse(arg) + (f" = {ast.unparse(default)}" if default else "")


def _methods(node: ast.ClassDef) -> Iterator[str]:
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
            is_property = any(isinstance(d, ast.Name) and "property" in d.id for d in item.decorator_list)
            head = f"`{item.name}`" if is_property else f"`{' '.join(_signature(item).split())}`"
            yield f"- {head}  "
            yield from textwrap.indent("\n".join(_paragraphs(ast.get_docstring(item) or "")), "  ").splitlines()


def _prose(value: Any) -> Iterator[str]:
    yield from _paragraphs(inspect.getdoc(value) or "")


def _paragraphs(doc: str) -> Iterator[str]:
    """A docstring as Markdown: arguments become a list, "Raises" and "Returns" paragraphs, indented blocks stay."""
    listed, before = False, ""
    for line in doc.splitlines():
        argument = re.match(r"(\w+(?:, \w+)*): (.+)", line)
        if argument:
            names = ", ".join(f"`{name}`" for name in argument[1].split(", "))
            yield from [""] if before and not listed else []
            yield f"- {names}: {argument[2]}"
            listed = True
        elif re.match(r"(Raises|Returns)\b", line):
            yield from ("", line)
            listed = False
        elif listed and line.startswith("    "):
            yield f"  {line.strip()}"
        else:
            listed = False
            yield line
        before = line


# The README's excerpt

SHOWN: tuple[tuple[tuple[str, ...], int], ...] = (
    (("status", "fin-swe-nato"), 20),
    (("status", "fin-swe-nato", "--valid", "2022-12-31", "--known", "2022-12-31"), 48),
)
SOURCES_SHOWN = 4


def readme() -> str:
    """README.md with what the commands above print on the demo's record, each between its two comments."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for number, (command, most) in enumerate(SHOWN, start=1):
        begin, end = f"<!-- demo {number} -->", f"<!-- end of demo {number} -->"
        before, rest = text.split(begin, 1)
        _, after = rest.split(end, 1)
        text = f"{before}{begin}\n```text\n{_printed(command, most)}\n```\n{end}{after}"
    return text


def _printed(command: tuple[str, ...], most: int) -> str:
    """The command and the beginning of its answer: about so many lines, to the end of a point, and the first of the sources."""
    done = subprocess.run(
        [sys.executable, "-m", "accede.cli", *command, "--record", str(DEMO)], capture_output=True, text=True, check=True
    )
    lines = done.stdout.rstrip().splitlines()
    points = [at for at, line in enumerate(lines) if line.startswith(("- ", "[")) or not line]
    end = next(at for at in points if at >= most)
    first = lines.index("SOURCES")
    last = next(at for at in points if at > first + SOURCES_SHOWN)
    return "\n".join([f"$ accede {' '.join(command)}", *lines[:end], "...", "", *lines[first:last], "..."])


def main() -> None:
    """Write them all."""
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
    if DEMO.exists():
        (ROOT / "README.md").write_text(readme(), encoding="utf-8")


if __name__ == "__main__":
    main()
