"""Instruments: whose consent is needed, in which stages, by which article. One file of `instruments/` each.

An instrument's file is data: it can be read, checked against its sources and added to without a change of code. A
target that no file knows has the generic instrument: the stages that every accession has, and no rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import yaml

from accede.dates import day
from accede.errors import DateError, KnowledgeError
from accede.model import Kind, Stage
from accede.process.rules import AllOf, AnyOf, From, Rule, Share

OWN_FOLDER = Path(__file__).parent / "instruments"
GENERIC = "generic"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # reads the same, in a tenth of the time

Id = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Sign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shows that a stage is reached: an event of `kind`.

    stage: of a ratification. words: one of them stands in the quoted words, compared without case; none given: any
    words do. but: with one of these it does not show it ("recommended to grant"). told_of: "candidate" where the candidate must be named or nobody (others sign the treaty, too), "others"
    where it must not be the candidate alone that acts (its own deposit is no ally's consent).
    """

    kind: Kind
    stage: Stage | None = None
    words: tuple[Text, ...] = ()
    but: tuple[Text, ...] = ()
    told_of: Literal["candidate", "others", "anyone"] = "anyone"


class StageOfInstrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stage; `when_met` is the id of a decision: the stage is reached, too, when its rule is met."""

    id: Id
    name: Text
    shown_by: tuple[Sign, ...] = ()
    when_met: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision of the procedure.

    counts_from: the stage of ratification from which a member's consent counts; None where the decision is not made
        by ratification, and consents are not counted for it.
    candidates: for whom it holds, where the instrument differs between them; empty: for all.
    delay: days from meeting the rule to entry into force. note: what the rule's tree does not say.
    """

    id: Id
    name: Text
    rule: Rule
    counts_from: Stage | None = None
    candidates: tuple[str, ...] = ()
    article: Text
    depositary: str = ""
    delay: int = 0
    note: str = ""
    references: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]

    def concerns(self, candidate: str) -> bool:
        """True where the decision is on this candidate."""
        return not self.candidates or candidate in self.candidates


class Instrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A treaty or protocol: its decisions and stages in order. `target` is the actor's id in a claim's `to`.

    also: other ids under which reports name the target. own_entry: True where the process is the instrument's own entry
        into force, and has no candidates.
    """

    id: Id
    name: Text
    target: Id
    also: tuple[Id, ...] = ()
    own_entry: bool = False
    decisions: tuple[Decision, ...] = ()
    stages: Annotated[tuple[StageOfInstrument, ...], msgspec.Meta(min_length=1)]

    def counted(self, candidate: str) -> Decision | None:
        """The decision by which members' consents to this candidate are counted."""
        return next((d for d in self.decisions if d.counts_from is not None and d.concerns(candidate)), None)


@cache
def load_instruments(folder: Path = OWN_FOLDER) -> dict[str, Instrument]:
    """All instruments of a folder by target, sorted; GENERIC is the one for targets that have none.

    Raises KnowledgeError naming the file and the key.
    """
    instruments: dict[str, Instrument] = {}
    for path in sorted(folder.glob("*.yaml")):
        instrument = read_instrument(path)
        if instrument.target in instruments:
            other = instruments[instrument.target].id
            raise KnowledgeError(f"{path.name}: target {instrument.target!r} is already that of {other}.yaml",
                                 "keep one instrument for each target")  # fmt: skip
        instruments[instrument.target] = instrument
    if GENERIC not in instruments:
        raise KnowledgeError(f"no instrument with the target {GENERIC!r} in the folder", "add generic.yaml")
    return dict(sorted(instruments.items()))


@cache
def named_alike() -> Mapping[str, str]:
    """Other ids of a target ("north-atlantic-treaty") to the target's own, of all instruments."""
    return {other: instrument.target for instrument in load_instruments().values() for other in instrument.also}


def own_id(target: str) -> str:
    """The target's own id, by whichever it is named."""
    return named_alike().get(target, target)


def read_instrument(path: Path) -> Instrument:
    """One file. Raises KnowledgeError naming the file and the key."""
    try:
        held = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = " ".join(str(error).split())
        raise KnowledgeError(f"{path.name}: not YAML: {where}", "correct the file") from error
    try:
        instrument = msgspec.convert(held, Instrument)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path.name}: {error}", "see instrument.py for the keys") from error
    _check(path, instrument)
    return instrument


def _check(path: Path, instrument: Instrument) -> None:
    """What the types do not say: the file's name, ids that refer, days that are days."""
    if path.stem != instrument.id:
        raise KnowledgeError(f"{path.name}: $.id is {instrument.id!r}", f"name the file {instrument.id}.yaml")
    decisions = {decision.id for decision in instrument.decisions}
    for stage in instrument.stages:
        if stage.when_met and stage.when_met not in decisions:
            raise KnowledgeError(f"{path.name}: stage {stage.id!r}: no decision {stage.when_met!r}",
                                 f"one of: {', '.join(sorted(decisions))}")  # fmt: skip
        if not (stage.shown_by or stage.when_met):
            raise KnowledgeError(f"{path.name}: stage {stage.id!r}: nothing shows it", "give shown_by or when_met")
    for decision in instrument.decisions:
        for text in _days(decision.rule):
            try:
                day(text)
            except DateError as error:
                raise KnowledgeError(f"{path.name}: decision {decision.id!r}: {error.what}", error.remedy) from error


def _days(rule: Rule) -> tuple[str, ...]:
    match rule:
        case From(day=first, then=then):
            return (first, *_days(then))
        case Share(sizes=sizes):
            return tuple(sizes)
        case AllOf(rules=rules) | AnyOf(rules=rules):
            return tuple(text for part in rules for text in _days(part))
    return ()
