"""An instrument's file, read and checked: every fault with its line, what is wrong, and what to write instead.

A file is read in two steps: names of groups and weights are filled into the rules that use them, and the result becomes an
`Instrument`. Each decision and each stage is looked at by itself, so that one reading tells of all faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from accede.dates import day
from accede.errors import DateError
from accede.process.delays import Delay, Number
from accede.process.instrument import (
    Correction,
    Decision,
    Group,
    Instrument,
    Recorded,
    Sign,
    StageOfInstrument,
    Weights,
)
from accede.process.rules import (
    SIGNATORIES,
    After,
    All,
    AllOf,
    AnyOf,
    By,
    Consensus,
    Count,
    From,
    Known,
    Named,
    Rule,
    Share,
    WeightedShare,
    leaves,
)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # reads the same, in a tenth of the time
MOST_BYTES = 1_000_000
DEEPEST = 40
DEEPEST_PARTS = 100
RULES: dict[str, type[msgspec.Struct]] = {
    "all": All, "consensus": Consensus, "count": Count, "share": Share, "weighted_share": WeightedShare, "named": Named,
    "from": From, "by": By, "after": After, "all_of": AllOf, "any_of": AnyOf,
}  # fmt: skip
_PATH = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_ENTRY = "entry"
_SEE = "docs/instruments.md describes every key"


class Fault(NamedTuple):
    """One thing that is wrong: the file and line, what it is, and what to do."""

    file: str
    line: int
    what: str
    remedy: str

    @property
    def where(self) -> str:
        """As "pact.yaml, line 7"."""
        return f"{self.file}, line {self.line}" if self.line else self.file


def checked(path: Path, known: Known | None = None) -> tuple[Instrument | None, tuple[Fault, ...]]:
    """The instrument of a file with all faults, in the order of lines; None where no instrument could be made of it.

    known: with it, actors and organisations that nobody knows are faults, too.
    """
    text, fault = _text(path)
    if fault:
        return None, (fault,)
    try:
        loader = LOADER(text)
        root = loader.get_single_node()
        odd = tuple(_odd(root))
        held = None if odd or root is None else loader.construct_document(root)
    except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        return None, (_not_yaml(path, error),)
    if odd:
        return None, tuple(Fault(path.name, *one) for one in sorted(odd))
    if not isinstance(held, dict):
        return None, (Fault(path.name, 1, "not a table of keys", _SEE),)
    found = list(_filled(held))
    faults = found or [*_faulty(held)]
    instrument = None
    if not faults:
        try:
            instrument = msgspec.convert(held, Instrument, strict=True)
            faults = [*_inconsistent(path, instrument), *(_unknown(instrument, known) if known else ())]
        except msgspec.ValidationError as error:
            faults = [_told(error, "$", held)]
    if not faults:
        return instrument, ()
    lines = _Lines(root)
    placed = (Fault(path.name, lines.of(place), what, remedy) for place, what, remedy in faults)
    return instrument, tuple(sorted(set(placed), key=lambda fault: (fault.line, fault.what)))


def _text(path: Path) -> tuple[str, Fault | None]:
    try:
        if path.stat().st_size > MOST_BYTES:
            return "", Fault(path.name, 0, f"larger than {MOST_BYTES:,} bytes", "one file states one instrument")
        return path.read_text(encoding="utf-8-sig"), None
    except UnicodeDecodeError:
        return "", Fault(path.name, 0, "not UTF-8", "save it as UTF-8")
    except OSError as error:
        return "", Fault(path.name, 0, error.strerror or "cannot be read", "name an existing file")


def _not_yaml(path: Path, error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or (str(error) if isinstance(error, (yaml.YAMLError, ValueError)) else "a value that does not fit its tag")
    return Fault(path.name, mark.line + 1 if mark else 0, f"not YAML: {' '.join(str(said).split())}", "correct the file there")


def _odd(root: Any) -> Iterator[tuple[int, str, str]]:
    """What YAML allows and no instrument needs, by line: a key twice, a part used again by its name, parts within parts."""
    seen: set[int] = set()
    below = [(root, 1)] if root is not None else []
    while below:
        node, depth = below.pop()
        if isinstance(node, yaml.ScalarNode):
            continue
        line = node.start_mark.line + 1
        if id(node) in seen:
            yield line, "a part that is used in two places", "write it out in both"
            continue
        seen.add(id(node))
        if depth > DEEPEST_PARTS:
            yield line, f"parts within parts, more than {DEEPEST_PARTS} deep", "a rule that is met must be one that can be read"
        elif isinstance(node, yaml.MappingNode):
            names: set[str] = set()
            for name, value in node.value:
                if isinstance(name, yaml.ScalarNode) and name.value in names:
                    yield name.start_mark.line + 1, f"a second {name.value!r}", "leave one of them"
                names.add(str(name.value))
                below += ((name, depth + 1), (value, depth + 1))
        else:
            below += ((one, depth + 1) for one in node.value)


# Filling in

Told = tuple[str, str, str]  # the place as "$.decisions[0].rule", what, remedy


def _filled(held: dict[str, Any]) -> Iterator[Told]:
    """Put the stages, groups and weights in their places; yields what goes too deep."""
    decisions = held.get("decisions")
    if not held.get("stages") and "stages" not in held:
        held["stages"] = _usual_stages(held)
    if isinstance(decisions, list):
        for at, decision in enumerate(decisions):
            if isinstance(decision, dict) and "rule" in decision:
                yield from _fill_rule(decision["rule"], f"$.decisions[{at}].rule", held, 0)


@cache
def _stage_file() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.load((Path(__file__).parent / "stages.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    return found


def _usual_stages(held: dict[str, Any]) -> list[dict[str, Any]]:
    """The stages that most have; the threshold is that of the decision that counts consents."""
    decisions = held.get("decisions")
    counting = [d.get("id") for d in decisions if isinstance(d, dict) and d.get("counts_from")] if isinstance(decisions, list) else []
    usual = _stage_file()["own_entry" if held.get("own_entry") is True else "accession"]
    named = [stage | {"when_met": counting[0]} if "when_met" in stage and counting else stage for stage in usual]
    return [stage for stage in named if counting or "when_met" not in stage]


def _fill_rule(rule: Any, place: str, held: dict[str, Any], depth: int) -> Iterator[Told]:
    if not isinstance(rule, dict) or depth > DEEPEST:
        return
    groups, weights = held.get("groups"), held.get("weights")
    of, weight = rule.get("of"), rule.get("weight")
    if isinstance(groups, dict) and isinstance(of, str) and isinstance(groups.get(of), dict) and "among" not in rule:
        rule["among"] = groups[of].get("members", [])
    if isinstance(weights, dict) and isinstance(weight, str) and isinstance(weights.get(weight), dict) and "weights" not in rule:
        table = weights[weight]
        rule |= {"weight": table.get("name", weight), "weights": table.get("values", {}), "total": table.get("total", 0.0)}
    for key in ("then",):
        yield from _fill_rule(rule.get(key), f"{place}.{key}", held, depth + 1)
    for at, part in enumerate(rule.get("rules") or () if isinstance(rule.get("rules"), list) else ()):
        yield from _fill_rule(part, f"{place}.rules[{at}]", held, depth + 1)
    if depth == DEEPEST:
        yield place, f"rules within rules, more than {DEEPEST} deep", "a rule that is met must be one that can be read"


# Faults of form

_PARTS: tuple[tuple[str, Any], ...] = (("decisions", Decision), ("stages", StageOfInstrument))
_TABLES: tuple[tuple[str, Any], ...] = (("groups", Group), ("weights", Weights))


def _faulty(held: dict[str, Any]) -> Iterator[Told]:
    """A fault of each decision, stage, group and table of weights that cannot be read, and of the keys beside them."""
    beside = dict(held)
    for key, kind in _PARTS:
        given = held.get(key)
        if isinstance(given, list):
            beside[key] = [] if key == "decisions" else [{"id": "x", "name": "x", "shown_by": []}]
            for at, part in enumerate(given):
                place = f"$.{key}[{at}]"
                yield from _of_decision(part, place, held) if kind is Decision else _convert(part, kind, place)
    for key, kind in _TABLES:
        given = held.get(key)
        if isinstance(given, dict):
            beside[key] = {}
            for name, part in given.items():
                yield from _convert(part, kind, f"$.{key}.{name}")
    yield from _convert(beside, Instrument, "$")


def _of_decision(part: Any, place: str, held: dict[str, Any]) -> Iterator[Told]:
    """The faults of a decision: of each part of its rule, of its delay, and of what stands beside them."""
    beside = part
    if isinstance(part, dict):
        found = [*_of_rule(part.get("rule"), f"{place}.rule", held)] if "rule" in part else []
        found += _convert(part["delay"], Number | Delay, f"{place}.delay") if "delay" in part else []
        yield from found
        sound = {"rule": {"rule": "count", "n": 1}, "delay": 0}
        beside = {key: sound.get(key, value) for key, value in part.items()}
    yield from _convert(beside, Decision, place)


def _of_rule(rule: Any, place: str, held: dict[str, Any]) -> Iterator[Told]:
    """The faults of a rule and of those below it, each by itself."""
    if not isinstance(rule, dict):
        yield from _convert(rule, Rule, place)
        return
    sound = dict(rule)
    if isinstance(rule.get("rules"), list):
        for at, part in enumerate(rule["rules"]):
            yield from _of_rule(part, f"{place}.rules[{at}]", held)
        sound["rules"] = [{"rule": "count", "n": 1}] * len(rule["rules"])
    if "then" in rule:
        yield from _of_rule(rule["then"], f"{place}.then", held)
        sound["then"] = {"rule": "count", "n": 1}
    yield from _convert(sound, Rule, place)
    groups, of = held.get("groups"), rule.get("of")
    if isinstance(groups, dict) and groups and isinstance(of, str) and of not in groups and of != SIGNATORIES:
        if near := get_close_matches(of, map(str, groups), 1, 0.7):
            yield f"{place}.of", f"{place}.of: no group {of!r}", f"did you mean {near[0]!r}?"
    tables, weight = held.get("weights"), rule.get("weight")
    if isinstance(tables, dict) and isinstance(weight, str) and "weights" not in rule:
        if near := get_close_matches(weight, map(str, tables), 1, 0.7):
            yield f"{place}.weight", f"{place}.weight: no table of weights {weight!r}", f"did you mean {near[0]!r}?"


def _convert(part: Any, kind: Any, place: str) -> Iterator[Told]:
    try:
        msgspec.convert(part, kind, strict=True)
    except msgspec.ValidationError as error:
        yield _told(error, place, part)


def _told(error: msgspec.ValidationError, place: str, part: Any) -> Told:
    """The place and the words of msgspec, with a remedy that names what may stand there."""
    said, _, inner = str(error).partition(" - at `")
    if inner.startswith("key"):
        return place, f"{place}: a key that is not text", "put it in quotes"
    at = place + inner.rstrip("`").removeprefix("$") if inner else place
    unknown = re.search(r"unknown field `([^`]*)`", said)
    return f"{at}.{unknown[1]}" if unknown else at, f"{at}: {said}", _remedy(said, at, part)


def _remedy(said: str, at: str, part: Any) -> str:
    wrong = re.search(r"`(\w[\w.-]*)`$", said) or re.search(r"'([^']*)'", said)
    if "unknown field" in said and wrong:
        near = get_close_matches(wrong[1], _keys(at), 1, 0.6)
        return f"did you mean {near[0]!r}?" if near else f"the keys there are {', '.join(_keys(at))}"
    if "missing required field" in said and wrong:
        return f"add {wrong[1]!r}; {_SEE}"
    if "Invalid value" in said and wrong and "rule" in at:
        near = get_close_matches(wrong[1], RULES, 1, 0.6)
        return f"did you mean {near[0]!r}?" if near else f"rules are {', '.join(RULES)}"
    if "date" in said:
        return "write it as 2022-07-05"
    return _SEE


def _keys(at: str) -> list[str]:
    """The keys that may stand at a place."""
    kinds: list[tuple[str, Any]] = [
        (".shown_by[", Sign), (".delay", Delay), (".corrections[", Correction), (".recorded", Recorded), (".groups.", Group), (".weights.", Weights),
    ]  # fmt: skip
    if ".rule" in at and not at.endswith(".delay"):
        return sorted({field for kind in RULES.values() for field in kind.__struct_fields__} | {"rule"})
    kind = next((kind for mark, kind in kinds if mark in at), None)
    if kind is None:
        kind = Decision if ".decisions[" in at else StageOfInstrument if ".stages[" in at else Instrument
    return list(kind.__struct_fields__)


# Faults of sense


def _inconsistent(path: Path, instrument: Instrument) -> Iterator[Told]:
    """What the types do not say: the file's name, ids that refer, days that are days, numbers that can be reached."""
    if path.stem != instrument.id:
        yield "$.id", f"$.id is {instrument.id!r}", f"name the file {instrument.id}.yaml"
    decisions = [decision.id for decision in instrument.decisions]
    for at, id in enumerate(decisions):
        if id in decisions[:at]:
            yield f"$.decisions[{at}].id", f"a second decision {id!r}", "give each decision its own id"
    for at, stage in enumerate(instrument.stages):
        place = f"$.stages[{at}]"
        if stage.when_met and stage.when_met not in decisions:
            yield f"{place}.when_met", f"stage {stage.id!r}: no decision {stage.when_met!r}", f"one of: {', '.join(sorted(decisions))}"
        if not (stage.shown_by or stage.when_met):
            yield place, f"stage {stage.id!r}: nothing shows it", "give shown_by or when_met"
    for at, decision in enumerate(instrument.decisions):
        for place, what, remedy in _senseless(decision.rule, f"$.decisions[{at}].rule"):
            yield place, f"decision {decision.id!r}: {what}", remedy


def _senseless(rule: Any, place: str) -> Iterator[Told]:
    match rule:
        case From(day=text, then=then) | By(day=text, then=then):
            yield from _no_day(text, f"{place}.day")
            yield from _senseless(then, f"{place}.then")
        case After(then=then):
            yield from _senseless(then, f"{place}.then")
        case AllOf(rules=rules) | AnyOf(rules=rules):
            for at, part in enumerate(rules):
                yield from _senseless(part, f"{place}.rules[{at}]")
        case Count(n=n, among=among) if among and n > sum(rule.counts_as.get(actor, 1) for actor in {*among, *rule.counts_as} - {*rule.but}):
            yield f"{place}.n", f"{n} of {len(among)} can never be reached", "correct the number or the group"
        case Share(sizes=sizes):
            if rule.over > rule.under:
                yield f"{place}.over", f"{rule.over}/{rule.under} is more than all", "write two thirds as over: 2, under: 3"
            for text in sizes:
                yield from _no_day(text, f"{place}.sizes")


def _unknown(instrument: Instrument, known: Known) -> Iterator[Told]:
    """Actors that are no state or organisation, and organisations of which neither members nor a number of them are known."""
    for name, group in instrument.groups.items():
        yield from _strangers(group.members, f"$.groups.{name}.members", known)
    for name, table in instrument.weights.items():
        yield from _strangers(table.values, f"$.weights.{name}.values", known)
    for at, decision in enumerate(instrument.decisions):
        place = f"$.decisions[{at}].rule"
        for leaf in leaves(decision.rule):
            if isinstance(leaf, Named):
                yield from _strangers(leaf.actors, place, known)
            elif leaf.of and not leaf.among and leaf.of != SIGNATORIES and not known.memberships(leaf.of) and not getattr(leaf, "sizes", {}):
                yield place, f"of nobody is known that it is a party to {leaf.of!r}", "name a group of the file, or give a share its sizes"


def _strangers(actors: Iterable[str], place: str, known: Known) -> Iterator[Told]:
    for actor in actors:
        if actor != "candidate" and known.name_of(actor) == actor and known.began(actor) == date.min:
            yield place, f"no actor {actor!r}", "give a state's code of three letters (ISO 3166-1), or an organisation's id, as eu"


def _no_day(text: str, place: str) -> Iterator[Told]:
    try:
        day(text)
    except DateError as error:
        yield place, error.what, error.remedy


class _Lines:
    """Where each key of the file stands."""

    def __init__(self, root: Any) -> None:
        self._root = root

    def of(self, place: str) -> int:
        """The line of a place as "$.decisions[0].rule.n", or of the nearest part above that is there."""
        node, line = self._root, 1
        for key, index in _PATH.findall(place):
            node, at = _below(node, key, index)
            if node is None:
                return int(line)
            line = at
        return int(line)


def _below(node: Any, key: str, index: str) -> tuple[Any, int]:
    if index.isdigit() and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
        found = node.value[int(index)]
        return found, found.start_mark.line + 1
    if key and isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if str(name.value) == key:
                return value, name.start_mark.line + 1
    return None, 0
