"""The house is in order: documents true, dependencies explained, rooms pure, invariants tested."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from accede.cli import commands
from docs import generate

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src" / "accede").rglob("*.py"))
PYTHON = sorted(path for folder in ("src", "tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py"))
MOST_LINES = 500

DOMAIN = ("dates.py", "model.py", "rivals.py", "reading/", "process/")
# Calls by which a function would answer differently on another day or machine.
IMPURE = {
    "date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "time.monotonic", "os.getenv",
    "os.environ", "os.urandom", "random", "uuid", "secrets", "open", "input", "print", "socket", "Path.home", "Path.cwd",
    "locale.getlocale", "hash",
}  # fmt: skip

# Split, so that this file does not contain what it looks for.
LOOPBACK = "local" + "host"
PLACES = (
    "/" + "work/", "/" + "tmp/", "/" + "home/", "/" + "root/", "/" + "opt/", "C:" + "\\",
    "pypi" + ".org", "python" + "hosted", "npm" + "js", "crates" + ".io", "conda" + ".io", "rubygems" + ".org",
    "proxy.golang" + ".org", "local" + "host",
)  # fmt: skip
# Lists of dates and treaties are as they are; these hold addresses of sources, in which any word may stand.
ADDRESSES = re.compile(r"https?://\S+")


def tracked() -> list[Path]:
    """The files under version control; all files of the project where it is not (an unpacked archive)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not {".venv", "demo", "dist", "build"} & set(path.parts)]
    return [path for path in paths if path.is_file()]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Documents


@pytest.mark.parametrize("path", sorted(generate.documents()), ids=relative)
def test_a_generated_document_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generate.documents()[path], generate.REMEDY


def _blocks(path: Path) -> Iterator[str]:
    for block in re.findall(r"```(?:sh|console|text)?\n(.*?)```", path.read_text(encoding="utf-8"), re.S):
        yield from block.splitlines()


def _shown(program: str) -> list[tuple[str, str]]:
    """(document, command line) for each line of a code block that calls the program."""
    found = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for line in _blocks(path):
            said = line.strip().removeprefix("$ ")
            if said.startswith(f"{program} "):
                found.append((relative(path), said.split("  #")[0].strip()))
    return found


@pytest.mark.parametrize(("document", "line"), _shown("accede"))
def test_a_command_in_the_documents_exists_with_its_options(document: str, line: str) -> None:
    name, *arguments = shlex.split(line.split(" | ")[0].split(" > ")[0])[1:]
    if name.startswith("-"):
        return
    command = commands.commands[name]
    for argument in arguments:
        if not isinstance(command, click.Group) or argument not in command.commands:
            break
        command = command.commands[argument]
    known = {option for each in command.params if isinstance(each, click.Option) for option in each.opts}
    assert {argument for argument in arguments if argument.startswith("-") and argument != "-"} <= known | {"--help", "-h"}, document


def test_the_instrument_file_in_the_documents_is_right(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "instruments.md").read_text(encoding="utf-8")
    (tmp_path / "amber-river-convention.yaml").write_text(re.findall(r"```yaml\n(.*?)```", text, re.S)[0], encoding="utf-8")
    done = CliRunner().invoke(commands, ["instruments", "check", str(tmp_path / "amber-river-convention.yaml")])
    assert done.exit_code == 0 and done.stdout in text


@pytest.mark.parametrize(("document", "line"), _shown("make"))
def test_a_target_in_the_documents_exists(document: str, line: str) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert line.split()[1] in targets, document


def test_the_readme_shows_the_two_commands() -> None:
    assert {"make demo", "make test"} <= {line for document, line in _shown("make") if document == "README.md"}


@pytest.mark.parametrize("path", sorted(path for path in tracked() if path.suffix == ".md"), ids=relative)
def test_a_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []

def test_a_file_that_the_documents_name_exists() -> None:
    named = {(relative(path), name) for path in tracked() if path.suffix == ".md"
             for name in re.findall(r"`((?:src|tests|docs|benchmarks|examples)/[\w./-]+)`", path.read_text(encoding="utf-8"))}  # fmt: skip
    rooms = {("docs/reading.md", f"src/accede/reading/{name}")
             for name in re.findall(r"`((?:lexicon/)?\w+\.(?:py|yaml))`", (ROOT / "docs" / "reading.md").read_text(encoding="utf-8"))}  # fmt: skip
    assert named and rooms
    assert [(document, name) for document, name in sorted(named | rooms) if not (ROOT / name).exists()] == []


def test_the_program_in_the_python_api_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    program = re.findall(r"```python\n(.*?)```", text, re.S)[0]
    (tmp_path / "reports").mkdir()
    for report in (ROOT / "examples" / "nordic-accession").glob("0[1-9]-*.txt"):
        shutil.copy(report, tmp_path / "reports")
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "As of 31 December 2022" in done.stdout and "WHERE IT STANDS" in done.stdout


# Dependencies


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[=<>!~\[; ]", one)[0].lower() for one in requirements}


@pytest.mark.parametrize("part", ["To run", "For PostgreSQL", "For clusters", "For agents", "To test", "To develop"])
def test_every_dependency_is_explained_and_nothing_else(part: str) -> None:
    project = _project()
    extras = project["project"]["optional-dependencies"]
    wanted = {
        "To run": project["project"]["dependencies"], "For PostgreSQL": extras["postgres"], "For clusters": extras["cluster"],
        "For agents": extras["mcp"],
        "To test": extras["test"], "To develop": project["dependency-groups"]["dev"],
    }[part]  # fmt: skip
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    section = text.split(f"## {part}")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("| ")]
    assert {row[0] for row in rows[2:]} == _names(wanted) - {"accede"}
    assert all(row[1].endswith(".") and row[3] for row in rows[2:])


def test_every_dependency_is_locked_by_hash() -> None:
    project = _project()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)==(.+?)(?=^\S|\Z)", lock, re.M | re.S))
    extras = [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    wanted = _names([*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]) - {"accede"}
    assert wanted <= set(locked)
    assert all("--hash=sha256:" in block for block in locked.values())


def test_the_version_is_one() -> None:
    import accede

    assert _project()["project"]["version"] == accede.__version__
    assert f"## [{accede.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# The rooms


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _impure(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = _dotted(node.func) if isinstance(node, ast.Call) else ""
        read = _dotted(node) if isinstance(node, ast.Attribute) else ""
        for name in (called, read):
            short = ".".join(name.split(".")[-2:])
            if name and (short in IMPURE or (name == called and name.split(".")[0] in IMPURE)):
                yield f"line {getattr(node, 'lineno', 0)}: {name}"


def test_what_is_impure_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("datetime.date.today()\nhash(x)\nos.environ['A']\nrandom.random()\nlen(x)\n", encoding="utf-8")
    assert {line.split(":")[0] for line in _impure(tmp_path / "a.py")} == {"line 1", "line 2", "line 3", "line 4"}


@pytest.mark.parametrize("path", [path for path in SOURCES if relative(path)[11:].startswith(DOMAIN)], ids=relative)
def test_a_domain_room_knows_no_clock_environment_or_chance(path: Path) -> None:
    assert list(_impure(path)) == []


@pytest.mark.parametrize("path", [path for path in PYTHON if "tests" not in path.parts], ids=relative)
def test_a_module_is_read_in_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("module", "name"), [(module, name) for module, names in generate.PUBLIC for name in names])
def test_what_a_program_may_build_on_is_documented(module: str, name: str) -> None:
    assert inspect.getdoc(getattr(importlib.import_module(module), name))


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in SOURCES if path.parent.name != "versions"}
    assert [relative(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


# Committed files


@pytest.mark.parametrize("path", tracked(), ids=relative)
def test_a_file_speaks_of_the_project_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in (".csv", ".yaml", ".json", ".jsonl"):
        text = ADDRESSES.sub("", text)
    served = LOOPBACK if "web" in path.parts or "mcp" in path.stem else ""  # a server names the machine that it serves
    assert [place for place in PLACES if place in text and place != served] == []


def test_nothing_that_is_made_is_committed() -> None:
    made = re.compile(r"(^|/)(demo|\.venv|__pycache__|dist|build)/|\.(db|sqlite|pyc)$|(^|/)uv\.lock$")
    assert [relative(path) for path in tracked() if made.search(relative(path))] == []


# Invariants


def _invariants() -> set[int]:
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    section = design.split("## What always holds")[1].split("\n## ")[0]
    return {int(number) for number in re.findall(r"^(\d+)\. \*\*", section, re.M)}


def test_every_invariant_has_a_test_named_after_it() -> None:
    names = re.findall(r"def test_invariant_(\d+)_", "\n".join(path.read_text(encoding="utf-8") for path in PYTHON))
    assert _invariants() == set(range(1, 11))
    assert {int(number) for number in names} == _invariants()
