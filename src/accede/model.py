"""The plain values that pass from room to room: frozen, without I/O, equal when their content is equal.

Ids come from content: the same report or claim has the same id on any machine. An id is the first 16 hex
digits of the SHA-256 of the value's canonical JSON (fields in order, no spaces), so that no two different
values can be joined into the same string. An id is computed once: the values are frozen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

import msgspec

from accede.errors import ClaimRefused

Kind = Literal[
    "application", "objection", "objection_lifted", "demand", "talks", "outcome", "halt", "resumption",
    "agreement", "commitment", "fulfilment", "invitation", "milestone", "signature", "ratification",
    "membership", "withdrawal", "rule", "fixture", "expectation", "statement",
]  # fmt: skip
Modality = Literal[
    "happened", "ongoing", "pending", "planned", "expected", "demanded", "conditional", "denied"
]
Rating = Literal["agreement", "progress", "limited", "constructive", "none", "partial", "full"]
Verdict = Literal["accept", "reject", "correct", "merge", "split", "prefer", "undo"]
Ground = Literal["ruling", "act", "origins", "nearness", "outlet", "precision", "text"]
Stage = Literal["submitted", "parliament_approved", "head_of_state_signed", "instrument_deposited"]

KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]
ROLES = ("by", "of", "to", "parties", "convener", "groups")
FACTS = (*ROLES, "speaker", "time", "place", "modality", "rating", "round", "min_hours", "members",
         "threshold", "stage", "votes")  # fmt: skip


T = TypeVar("T")


class once(Generic[T]):
    """An attribute that is computed when it is first asked for: functools.cached_property without its lock, whose cost
    would be seen in records of a million claims."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, value: Any, owner: type) -> T:
        if value is None:
            return self  # type: ignore[return-value]
        found = value.__dict__[self.name] = self.compute(value)
        return found


def content_id(value: Any) -> str:
    """The first 16 hex digits of the SHA-256 of `value` as canonical JSON."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:16]


def event_id(kind: str, founder: str) -> str:
    """The id of the event that the claim with the id `founder` told first."""
    return content_id(("event", kind, founder))


class Passage(msgspec.Struct, frozen=True, order=True):
    """`report.text[start:end]`, in characters, half-open."""

    start: int
    end: int


class Furniture(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A passage that is not news: dateline, byline, update note, copyright line. `what` names which."""

    start: int
    end: int
    what: str


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """One text of one outlet, published at one time.

    `text` is stored as it came, to the letter; every offset refers to it. `published` is a day in EDTF; where
    the text gave no year, `published_inferred_from` says in words what the year was completed from, else it
    is empty. `furniture` lists the passages that are not read as news. `credits` are agencies or media that
    the text names as its own source ("Reuters", "foreign media"). `updated` is the day, or the day and time, at
    which this text was last changed ("2022-06-21", "2022-06-21T14:05"), as its file or its words say; else "".
    """

    name: str
    text: str
    published: str
    outlet: str = ""
    title: str = ""
    url: str = ""
    dateline: str = ""
    byline: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    copyright: str = ""
    credits: tuple[str, ...] = ()
    published_inferred_from: str = ""
    furniture: tuple[Furniture, ...] = ()
    updated: str = ""

    @once
    def id(self) -> str:
        """Equal for equal text, day and outlet, whatever file they came in."""
        return content_id(("report", self.text, self.published, self.outlet))


class Speaker(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """Who says so: a name, an office, and the actor spoken for; each empty where the report leaves it open."""

    name: str | None = None
    office: str | None = None
    for_: str | None = msgspec.field(default=None, name="for")


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """What a passage says and who says so.

    The roles hold actor ids, sorted. `time` is EDTF, None where the words give none. `modality` is None where
    it has no meaning (a rule). `stage` is a ratification's; `votes` a vote's count as "182-6" or "117-40-18"
    (for, against, abstaining). `quote` holds the words of each passage of `evidence`, to the letter. `reasons`
    say how the reader came to it (the frame, how a group or a pronoun was filled); they are no part of the id.
    `corrects` is the id of the claim in whose place a ruling puts this one, which is known by that id; None as read.
    """

    report: str
    kind: Kind
    evidence: tuple[Passage, ...]
    quote: tuple[str, ...]
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    convener: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    speaker: Speaker | None = None
    time: str | None = None
    place: str | None = None
    modality: Modality | None = None
    rating: Rating | None = None
    round: int | None = None
    min_hours: int | None = None
    members: int | None = None
    threshold: int | str | None = None
    stage: Stage | None = None
    votes: str | None = None
    reasons: tuple[str, ...] = ()
    corrects: str | None = None

    @once
    def id(self) -> str:
        """From all fields but `reasons`; of a claim that stands in the place of another, that one's id."""
        bare = msgspec.structs.replace(self, reasons=()) if self.reasons else self
        return self.corrects or content_id(("claim", bare))


class Value(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """One value of one field of an event, the claims and acts that give it, and how many independent origins they have."""

    field: str
    value: str
    claims: tuple[str, ...]
    origins: int
    acts: tuple[str, ...] = ()


class Shown(msgspec.Struct, frozen=True, order=True):
    """Which of several values of a field is shown, the ground of the order that decided, and that in words."""

    field: str
    value: str
    ground: Ground
    why: str


class Joined(msgspec.Struct, frozen=True, order=True):
    """That a claim was taken for the same happening as another of the event, `beside`, and why, one reason a thing agreed."""

    claim: str
    beside: str
    reasons: tuple[str, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """One happening, or one thing to come, that one or many claims report.

    `claims` has the founding claim first, the others sorted. The fields carry the value shown; `values` keeps every
    value that any claim gives, the shown one included, with its claims. `shown` says of each field with several values
    why that one is shown (`accede.rivals` has the order), `joined` of each claim but the founding one why it was taken
    for the same happening, in the order of `claims`. `time` None means that no claim dates it; then `bound` is the
    earliest publication among its claims: for what happened, it happened by then.
    """

    kind: Kind
    claims: tuple[str, ...]
    bound: str
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    convener: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    time: str | None = None
    place: str | None = None
    modality: Modality | None = None
    rating: Rating | None = None
    round: int | None = None
    min_hours: int | None = None
    members: int | None = None
    threshold: int | str | None = None
    stage: Stage | None = None
    votes: str | None = None
    values: tuple[Value, ...] = ()
    shown: tuple[Shown, ...] = ()
    origins: int = 1
    joined: tuple[Joined, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why claims were taken for the same happening: each set of reasons once, sorted."""
        return tuple(sorted({"; ".join(joined.reasons) for joined in self.joined}))

    @once
    def id(self) -> str:
        """From the kind and the founding claim, so that it stays while more claims tell of the event."""
        return event_id(self.kind, self.claims[0])


class Act(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """An official act, entered from an official source with a citation.

    `action` is one of the UN Treaty Collection's terms or a ratification stage; `actor` who acts, `of` the
    candidates concerned, `to` the organisation or treaty; `date` a day in EDTF; `entered` the day from which it
    counts as known (the day of the act where the source does not say); `replaces` the id of an act it corrects.
    """

    action: str
    actor: str
    date: str
    source: str
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    entered: str = ""
    note: str = ""
    votes: str | None = None
    replaces: str | None = None

    @once
    def id(self) -> str:
        """From all fields."""
        return content_id(("act", self))


class Ruling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person's decision on claims, or on an earlier decision.

    accept: the claims are what their passages say. reject: they are not, and count no more. correct: `corrected`
    stands in the place of the one claim. merge: the claims tell of one event. split: the claims tell of another event
    than those in `apart`. prefer: of the rival values of `field` in the event that the claims tell, `value` is shown.
    undo: the ruling, or actor merge, with the id `undoes` holds no more.

    `claims` and `apart` are claim ids, sorted; `when` is the day of the decision in EDTF, `by` who made it, `why` the
    grounds in words. A ruling is about what reports say, not news of what happened: it holds on every known day.
    """

    action: Verdict
    by: str
    when: str
    why: str
    claims: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    corrected: Claim | None = None
    field: str = ""
    value: str = ""
    undoes: str | None = None

    @property
    def id(self) -> str:
        """From all fields."""
        return content_id(("ruling", self))


class ActorMerge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person's decision that `name`, as reports give it, is the person or actor called `into`.

    `of` limits it to speakers for one actor; empty for all. By whom, when and why as for a ruling.
    """

    name: str
    into: str
    by: str
    when: str
    why: str
    of: str = ""

    @property
    def id(self) -> str:
        """From all fields."""
        return content_id(("actor_merge", self))


class Mark(msgspec.Struct, frozen=True, order=True):
    """What a person ruled on a claim: when, by whom, which decision, and the id of the ruling or actor merge."""

    when: str
    by: str
    action: Verdict | Literal["rename"]
    ruling: str


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That a newer reader takes these claims, and no others, from a report that was read before.

    `claims` are ids, sorted. The claims of earlier readings stay on record; those that are not among these count no more.
    `after` is the id of the reading that this one follows, None where that is the report's first; so a report that is
    read as it was once before has a row of its own.
    """

    report: str
    reader: str
    claims: tuple[str, ...]
    after: str | None = None

    @property
    def id(self) -> str:
        """From all fields."""
        return content_id(("reading", self))


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or a line of one, that could not be taken in."""

    name: str
    reason: str
    remedy: str

    @property
    def id(self) -> str:
        """From all fields: the same file refused for the same reason has one id."""
        return content_id(("refusal", self))


class PassedOver(msgspec.Struct, frozen=True):
    """A text that is about something else, and was neither cleaned nor read."""

    name: str


def make_claim(report: Report, kind: Kind, evidence: tuple[Passage, ...], **facts: Any) -> Claim:
    """A claim whose quotes are the stored words of its passages.

    Raises ClaimRefused where a passage is empty or lies outside the report.
    """
    for passage in evidence:
        if not 0 <= passage.start < passage.end <= len(report.text):
            raise ClaimRefused(
                f"{report.name}: passage {passage.start}..{passage.end} is not in the report of {len(report.text)} characters"
            )
    quote = tuple(report.text[passage.start : passage.end] for passage in evidence)
    return Claim(report=report.id, kind=kind, evidence=evidence, quote=quote, **facts)


def check_quotes(report: Report, claim: Claim) -> None:
    """Raise ClaimRefused unless every quote equals its span of the stored report to the letter."""
    held = tuple(report.text[passage.start : passage.end] for passage in claim.evidence)
    if claim.report != report.id or not claim.evidence or held != claim.quote or "" in held:
        raise ClaimRefused(f"{report.name}: the quote {claim.quote!r} is not what the report says at {claim.evidence!r}")
