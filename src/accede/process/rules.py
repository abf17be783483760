"""Decision rules: whose consent brings an instrument into force, as values and one small evaluator.

    >>> rule = AllOf(rules=(All(of="nato"), Named(actors=("candidate",))))

A rule is a tree of these values. It is judged against who has consented, who may have and who has not; the answer
is three-valued, because a decider that no report mentions is unknown, not refusing. The deciders are the parties
as of a day: an organisation's members change while a protocol waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Annotated, NamedTuple, Protocol

import msgspec

from accede.dates import day as parse_day
from accede.errors import NotFound
from accede.knowledge import Form

Percent = Annotated[float, msgspec.Meta(gt=0, le=100)]
Positive = Annotated[int, msgspec.Meta(gt=0)]


class Known(Protocol):
    """What this room asks of `accede.knowledge.Knowledge`."""

    def name_of(self, id: str) -> str:
        """The name to show."""

    def is_state(self, id: str) -> bool:
        """True for the id of a state."""

    def members_on(self, organisation: str, day: date) -> tuple[str, ...]:
        """The members on a day; empty where no dated list is kept; NotFound for what is no organisation."""

    def surface_forms(self) -> Iterator[Form]:
        """Every form of every thing."""


class _Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all rules share: the key `rule` in an instrument's file names the class."""


class All(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="all"):
    """Every party to `of` consents."""

    of: str


class Count(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="count"):
    """At least `n` consent: of the parties to `of`, or of whoever may join where `of` is empty.

    `counts_as` gives the number that one instrument counts for, where that is not one.
    """

    n: Positive
    of: str = ""
    counts_as: dict[str, Positive] = {}


class Share(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="share"):
    """At least `over`/`under` of the parties to `of` consent, rounded up.

    `sizes` gives the number of parties from a day on, for an organisation of which no dated list is kept.
    """

    over: Positive
    under: Positive
    of: str
    sizes: dict[str, Positive] = {}
    counts_as: dict[str, Positive] = {}


class WeightedShare(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="weighted_share"):
    """Those who consent hold at least `percent` of the weight. Without `weights` it cannot be counted here."""

    percent: Percent
    weight: str
    weights: dict[str, float] = {}


class Named(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="named"):
    """Each of `actors` consents; "candidate" stands for the candidate of the process."""

    actors: tuple[str, ...]


class From(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="from"):
    """`then`, but only from `day` on; before it, this way of meeting the rule is closed."""

    day: str
    then: Rule


class AllOf(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="all_of"):
    """All the rules hold."""

    rules: tuple[Rule, ...]


class AnyOf(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="any_of"):
    """One of the rules holds."""

    rules: tuple[Rule, ...]


Rule = All | Count | Share | WeightedShare | Named | From | AllOf | AnyOf


class Parties(NamedTuple):
    """Where a rule is judged: the parties on `day`, for one candidate ("" for an instrument's own entry into force).

    The candidate is no party to its own accession, whatever the list of members says.
    """

    known: Known
    day: date
    candidate: str = ""

    def members(self, organisation: str) -> tuple[str, ...]:
        """The parties to `organisation` on the day without the candidate; empty where no list is kept."""
        try:
            members = self.known.members_on(organisation, self.day)
        except NotFound:
            return ()
        return tuple(member for member in members if member != self.candidate)

    def named(self, rule: Named) -> tuple[str, ...]:
        """The actors of the rule, the candidate filled in."""
        return tuple(self.candidate if actor == "candidate" else actor for actor in rule.actors)


class Verdict(NamedTuple):
    """`met`: True, False, or None where it is open. `missing`: deciders of a closed set not known to consent."""

    met: bool | None
    missing: tuple[str, ...]


def judge(rule: Rule, where: Parties, consenting: Collection[str], refusing: Collection[str]) -> Verdict:
    """Whether the rule is met.

    consenting: those whose consent is established. refusing: those of whom a source says that their consent is
    outstanding. All others may have consented or not: the rule is judged with all of them and with none of them.
    """
    certain = set(consenting)
    asked = deciders(rule, where)
    missing = tuple(actor for actor in asked or () if actor not in certain)
    if _holds(rule, where, certain):
        return Verdict(True, missing)
    if asked is None:
        return Verdict(None, ())
    if _holds(rule, where, certain | (set(asked) - set(refusing))) is False:
        return Verdict(False, missing)
    return Verdict(None, missing)


def deciders(rule: Rule, where: Parties) -> tuple[str, ...] | None:
    """All whose consent the rule asks or counts, sorted; None where the set is open or not known."""
    match rule:
        case All(of=of) | Count(of=of) | Share(of=of):
            return where.members(of) or None
        case Named():
            return tuple(sorted(where.named(rule)))
        case WeightedShare(weights=weights):
            return tuple(sorted(weights)) or None
        case From(day=day, then=then):
            return deciders(then, where) if parse_day(day) <= where.day else ()
        case AllOf(rules=rules) | AnyOf(rules=rules):
            parts = [deciders(part, where) for part in rules]
            return None if None in parts else tuple(sorted({actor for part in parts for actor in part or ()}))


def _holds(rule: Rule, where: Parties, consenting: set[str]) -> bool | None:
    """Whether the rule holds when exactly these consent; None where it cannot be counted."""
    match rule:
        case All(of=of):
            members = where.members(of)
            return set(members) <= consenting if members else None
        case Count(n=n, of=of, counts_as=counts_as):
            members = where.members(of) if of else ()
            counted = consenting & {*members, *counts_as} if members else consenting
            return _weight(counted, counts_as) >= n
        case Share(of=of, counts_as=counts_as):
            needed = _needed(rule, where)
            return _weight(consenting, counts_as) >= needed if needed else None
        case WeightedShare(weights=weights, percent=percent):
            return sum(weights.get(actor, 0) for actor in consenting) >= percent if weights else None
        case Named():
            return set(where.named(rule)) <= consenting
        case From(day=day, then=then):
            return _holds(then, where, consenting) if parse_day(day) <= where.day else False
        case AllOf(rules=rules):
            parts = [_holds(part, where, consenting) for part in rules]
            return False if False in parts else None if None in parts else True
        case AnyOf(rules=rules):
            parts = [_holds(part, where, consenting) for part in rules]
            return True if True in parts else None if None in parts else False


def _weight(consenting: Collection[str], counts_as: Mapping[str, int]) -> int:
    return sum(counts_as.get(actor, 1) for actor in consenting)


def size(rule: Rule, where: Parties) -> int | None:
    """The number of parties that the rule speaks of, on the day; None where the set is open or not known."""
    if isinstance(rule, Share) and not where.members(rule.of):
        past = [first for first in rule.sizes if parse_day(first) <= where.day]
        return rule.sizes[max(past)] if past else None
    asked = deciders(rule, where)
    return len(asked) if asked is not None else None


def organisations(rule: Rule) -> frozenset[str]:
    """The organisations whose parties the rule speaks of."""
    match rule:
        case All(of=of) | Count(of=of) | Share(of=of):
            return frozenset({of} - {""})
        case From(then=then):
            return organisations(then)
        case AllOf(rules=rules) | AnyOf(rules=rules):
            return frozenset(of for part in rules for of in organisations(part))
    return frozenset()


def _needed(rule: Share, where: Parties) -> int | None:
    number = size(rule, where)
    return -(-number * rule.over // rule.under) if number else None


def thresholds(rule: Rule, where: Parties) -> frozenset[str]:
    """The thresholds that a report may rightly give for this rule: "unanimity", "60", "55%"."""
    match rule:
        case All(of=of):
            return frozenset({"unanimity", str(len(where.members(of)))})
        case Count(n=n):
            return frozenset({str(n)})
        case Share():
            needed = _needed(rule, where)
            named = {f"{rule.over}/{rule.under}", f"{100 * rule.over // rule.under}%"}
            return frozenset(named | ({str(needed)} if needed else set()))
        case WeightedShare(percent=percent):
            return frozenset({f"{percent:g}%"})
        case Named():
            return frozenset()
        case From(then=then):
            return thresholds(then, where)
        case AllOf(rules=rules) | AnyOf(rules=rules):
            return frozenset(text for part in rules for text in thresholds(part, where))


def in_words(rule: Rule, where: Parties) -> str:
    """The rule as a sentence's part: "all 30 parties to NATO", "60 consents"."""
    name = where.known.name_of
    match rule:
        case All(of=of):
            number = len(where.members(of))
            return f"all {number} parties to {name(of)}" if number else f"all parties to {name(of)}"
        case Count(n=n, of=of):
            return f"{n} of the {len(where.members(of))} parties to {name(of)}" if of else f"{n} consents"
        case Share(over=over, under=under, of=of):
            total, needed = size(rule, where), _needed(rule, where)
            told = f" ({needed} of {total})" if needed else ""
            return f"{over}/{under} of the members of {name(of)}{told}"
        case WeightedShare(percent=percent, weight=weight):
            return f"{percent:g} % of {weight}"
        case Named():
            return " and ".join(name(actor) for actor in where.named(rule))
        case From(day=day, then=then):
            return f"from {day} on, {in_words(then, where)}"
        case AllOf(rules=rules):
            return " and ".join(_bracketed(part, where) for part in rules)
        case AnyOf(rules=rules):
            return ", or ".join(_bracketed(part, where) for part in rules)


def _bracketed(rule: Rule, where: Parties) -> str:
    words = in_words(rule, where)
    return f"({words})" if isinstance(rule, AnyOf) else words
