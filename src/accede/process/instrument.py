"""Instruments: whose consent is needed, in which stages, by which article. One file of `instruments/` each.

An instrument's file is data: it can be read, checked against its sources and added to without a change of code. A
target that no file knows has the generic instrument: the stages that every accession has, and no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from accede.errors import KnowledgeError
from accede.model import Kind, Stage
from accede.process.delays import Delay, Number, delay_of
from accede.process.rules import Rule

OWN_FOLDER = Path(__file__).parent / "instruments"
GENERIC = "generic"

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
    delay: from meeting the rule to entry into force; a number is days. not_before: the earliest day of entry into force.
    signature_binds: True where signature alone is consent to be bound, and no ratification is needed.
    note: what the rule's tree does not say.
    """

    id: Id
    name: Text
    rule: Rule
    counts_from: Stage | None = None
    candidates: tuple[str, ...] = ()
    article: Text
    depositary: str = ""
    delay: Number | Delay = 0
    not_before: date | None = None
    signature_binds: bool = False
    note: str = ""
    references: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]

    def concerns(self, candidate: str) -> bool:
        """True where the decision is on this candidate."""
        return not self.candidates or candidate in self.candidates

    @property
    def wait(self) -> Delay:
        """The delay as a value."""
        return delay_of(self.delay)


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named set of actors that a rule may ask ("the states of Annex 2"), and where it was found."""

    members: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    references: tuple[Text, ...] = ()
    note: str = ""


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named table of weights, and where it was found. total: the weight of all, where not everybody is listed."""

    name: Text
    values: Annotated[dict[str, float], msgspec.Meta(min_length=1)]
    total: float = 0.0
    references: tuple[Text, ...] = ()
    note: str = ""


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a table of consents that is wrong or missing, as it should be; `why` names the error and the source."""

    state: Text
    signed: date | None = None
    consent: date | None = None
    withdrawn: date | None = None
    why: Text


class Recorded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tables of treaties say, to be compared with what the rule gives.

    treaty: the treaty's id there (`treaty_id`). in_force: the day of entry into force, as the depositary has it.
    corrections: rows that the table has wrong. difference: why the computed day is still, or was, another one.
    """

    treaty: str = ""
    in_force: date | None = None
    corrections: tuple[Correction, ...] = ()
    difference: str = ""


class Instrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A treaty or protocol: its decisions and stages in order. `id` is the target's in a claim's `to`, and the file's name.

    also: other ids under which reports name the target. own_entry: True where the process is the instrument's own entry
        into force, and has no candidates. adopted: the day of adoption; a consent before it is an error of the table.
    groups, weights: sets and tables that rules name in `of` and `weight`; they are filled in when the file is read.
    """

    id: Id
    name: Text
    also: tuple[Id, ...] = ()
    own_entry: bool = False
    adopted: date | None = None
    recorded: Recorded = Recorded()
    groups: dict[str, Group] = {}
    weights: dict[str, Weights] = {}
    decisions: tuple[Decision, ...] = ()
    stages: Annotated[tuple[StageOfInstrument, ...], msgspec.Meta(min_length=1)]

    def counted(self, candidate: str) -> Decision | None:
        """The decision by which members' consents to this candidate are counted."""
        return next((d for d in self.decisions if d.counts_from is not None and d.concerns(candidate)), None)


class Shelf(Mapping[str, Instrument]):
    """The instruments of a folder by id, in order; each file is read when it is first asked for, since most never are."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
        self._held: dict[str, Instrument] = {}

    def __getitem__(self, id: str) -> Instrument:
        """Raises KeyError, or KnowledgeError naming the file, the line and the key of its first fault."""
        if id not in self._held:
            self._held[id] = read_instrument(self._paths[id])
        return self._held[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, id: object) -> bool:
        return id in self._paths

    def with_other_ids(self) -> Iterator[Instrument]:
        """Those that reports name by another id, too."""
        return (self[id] for id, path in self._paths.items() if "\nalso:" in path.read_text(encoding="utf-8"))


@cache
def load_instruments(folder: Path = OWN_FOLDER) -> Shelf:
    """The instruments of a folder by id; GENERIC is the one for targets that have none.

    Raises KnowledgeError where that is missing.
    """
    shelf = Shelf(folder)
    if GENERIC not in shelf:
        raise KnowledgeError(f"no instrument {GENERIC!r} in the folder", "add generic.yaml")
    return shelf


@cache
def named_alike() -> Mapping[str, str]:
    """Other ids of a target ("north-atlantic-treaty") to the target's own, of all instruments."""
    return {other: instrument.id for instrument in load_instruments().with_other_ids() for other in instrument.also}


def own_id(target: str) -> str:
    """The target's own id, by whichever it is named."""
    return named_alike().get(target, target)


def read_instrument(path: Path) -> Instrument:
    """One file. Raises KnowledgeError naming the file, the line and the key of the first fault."""
    from accede.process.checking import checked

    instrument, faults = checked(path)
    if instrument is None or faults:
        first = faults[0]
        raise KnowledgeError(f"{first.where}: {first.what}", first.remedy)
    return instrument
