"""Decision rules: whose consent brings an instrument into force, as values; and how they read.

    >>> rule = AllOf(rules=(All(of="nato"), Named(actors=("candidate",))))

A rule is a tree. Its leaves ask for consents of an electorate: the parties to an organisation as of a day, a list of actors,
those who signed, or whoever may join. Its inner nodes join rules, or say when one may hold. Whether a rule holds is asked of
`judging` (on one day) and of `force` (since when); both see a leaf as the same `Quota`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, NamedTuple, Protocol

import msgspec

from accede.dates import day as parse_day
from accede.errors import NotFound
from accede.knowledge import Form, Membership
from accede.process.delays import Delay, Number, delay_of

Percent = Annotated[float, msgspec.Meta(gt=0, le=100)]
Positive = Annotated[int, msgspec.Meta(gt=0)]
Weight = Annotated[float, msgspec.Meta(ge=0)]

# The electorate of those who signed the instrument, as an organisation's id.
SIGNATORIES = "signatories"
# Stands for the candidate of the process, whoever that is.
CANDIDATE = "candidate"


class Known(Protocol):
    """What this room asks of `accede.knowledge.Knowledge`."""

    def name_of(self, id: str) -> str:
        """The name to show."""

    def is_state(self, id: str) -> bool:
        """True for the id of a state."""

    def members_on(self, organisation: str, day: date) -> tuple[str, ...]:
        """The members on a day; empty where no dated list is kept; NotFound for what is no organisation."""

    def memberships(self, organisation: str) -> tuple[Membership, ...]:
        """Who was a member from when until when; empty where no dated list is kept or the id is unknown."""

    def state_at(self, id: str, day: date) -> str:
        """The state that consented on a day, where the one named came into being later."""

    def began(self, id: str) -> date:
        """The first day on which a state could consent in its own name."""

    def began_later(self) -> Mapping[str, int]:
        """By state that was not always one, the ordinal of the day from which its consents are surely its own."""

    def spoken_for_by(self, id: str, day: date) -> str:
        """The state that could still speak for another on a day; "" for none."""

    def surface_forms(self) -> Iterator[Form]:
        """Every form of every thing."""


class _Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all rules share: the key `rule` in an instrument's file names the class."""


class _Electing(_Rule, frozen=True, kw_only=True):
    """A leaf: who is asked.

    of: an organisation whose parties as of the day are asked, "signatories" for those who signed, or the name of a group of
        the instrument's file; empty: whoever may join. among: the actors themselves (a group is filled in here).
    but: actors whose instruments are not counted ("an instrument of a regional organisation shall not be counted").
    counts_as: the number that one instrument counts for, where that is not one.
    """

    of: str = ""
    among: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    counts_as: dict[str, Positive] = {}


class All(_Electing, frozen=True, kw_only=True, tag_field="rule", tag="all"):
    """Every one of the electorate consents: unanimity."""


class Consensus(All, frozen=True, kw_only=True, tag_field="rule", tag="consensus"):
    """Adopted unless one of the electorate objects; where consents are counted, all must have given theirs."""


class Count(_Electing, frozen=True, kw_only=True, tag_field="rule", tag="count"):
    """At least `n` of the electorate consent."""

    n: Positive


class Share(_Electing, frozen=True, kw_only=True, tag_field="rule", tag="share"):
    """At least `over`/`under` of the electorate consent, rounded up; with `more`, strictly more than that.

    sizes: the number of parties from a day on, for an electorate of which no dated list is kept.
    """

    over: Positive
    under: Positive
    more: bool = False
    sizes: dict[str, Positive] = {}


class WeightedShare(_Electing, frozen=True, kw_only=True, tag_field="rule", tag="weighted_share"):
    """Those who consent hold at least `percent` of the weight; with `more`, strictly more.

    weight: what is weighed, in words, or the name of a table of weights of the instrument's file. weights: by actor; without
        them the share cannot be counted. total: the weight of all, where `weights` does not list everybody.
    """

    percent: Percent
    weight: str
    weights: dict[str, Weight] = {}
    total: Weight = 0.0
    more: bool = False


class Named(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="named"):
    """Each of `actors` consents; "candidate" stands for the candidate of the process."""

    actors: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class From(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="from"):
    """`then`, but only from `day` on; before it, this way of meeting the rule is closed."""

    day: str
    then: Rule


class By(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="by"):
    """On `day`, provided that `then` holds by it; if it does not, this way of meeting the rule is closed for good."""

    day: str
    then: Rule


class After(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="after"):
    """`then`, and from its first day on a delay has passed: for alternatives with different delays."""

    delay: Number | Delay
    then: Rule


class AllOf(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="all_of"):
    """All the rules hold."""

    rules: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1)]


class AnyOf(_Rule, frozen=True, kw_only=True, tag_field="rule", tag="any_of"):
    """One of the rules holds."""

    rules: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1)]


Leaf = All | Consensus | Count | Share | WeightedShare | Named
Rule = All | Consensus | Count | Share | WeightedShare | Named | From | By | After | AllOf | AnyOf


def parts(rule: Rule) -> tuple[Rule, ...]:
    """The rules directly below; none for a leaf."""
    match rule:
        case AllOf(rules=rules) | AnyOf(rules=rules):
            return rules
        case From(then=then) | By(then=then) | After(then=then):
            return (then,)
    return ()


def leaves(rule: Rule) -> Iterator[Leaf]:
    """All leaves, in the order of the file."""
    below = parts(rule)
    if not below:
        assert not isinstance(rule, (From, By, After, AllOf, AnyOf))
        yield rule
    for part in below:
        yield from leaves(part)


class Parties(NamedTuple):
    """Where a rule is judged: the parties on `day`, for one candidate ("" for an instrument's own entry into force).

    The candidate is no party to its own accession, whatever the list of members says. `signatories` are those who signed the
    instrument, where that is known.
    """

    known: Known
    day: date
    candidate: str = ""
    signatories: tuple[str, ...] = ()

    def members(self, organisation: str) -> tuple[str, ...]:
        """The parties to `organisation` on the day without the candidate; empty where no list is kept."""
        if organisation == SIGNATORIES:
            return self.signatories
        try:
            members = self.known.members_on(organisation, self.day)
        except NotFound:
            return ()
        return tuple(member for member in members if member != self.candidate)

    def electorate(self, rule: Leaf) -> tuple[str, ...]:
        """Those whose consents a leaf counts, sorted; empty where the set is open or not known."""
        if isinstance(rule, Named):
            return self.named(rule)
        held = rule.among or (self.members(rule.of) if rule.of else ()) or _weighed(rule)
        return tuple(sorted({self._self(actor) for actor in held} - set(rule.but)))

    def named(self, rule: Named) -> tuple[str, ...]:
        """The actors of the rule, the candidate filled in, sorted."""
        return tuple(sorted({self._self(actor) for actor in rule.actors}))

    def _self(self, actor: str) -> str:
        return (self.candidate or actor) if actor == CANDIDATE else actor


def _weighed(rule: Leaf) -> tuple[str, ...]:
    return tuple(rule.weights) if isinstance(rule, WeightedShare) else ()


class Quota(NamedTuple):
    """A leaf on a day: who weighs how much, and how much is needed.

    weights: by actor; actors that are not in it weigh `other` (1 for an open electorate, else 0). strict: more than `needed`
    is asked. unlisted: weight that is held by actors of whom none is known, so that a lack cannot be told for certain.
    """

    weights: Mapping[str, float]
    needed: float
    other: float = 0
    strict: bool = False
    unlisted: float = 0

    def weight(self, actor: str) -> float:
        """What an actor's consent weighs."""
        return self.weights.get(actor, self.other)

    def reached(self, held: float) -> bool:
        """True where that much is enough."""
        return held > self.needed + TINY if self.strict else held >= self.needed - TINY


# Weights are decimal shares; sums of them are compared with this slack.
TINY = 1e-9


def quota(rule: Leaf, where: Parties) -> Quota | None:
    """The leaf as of the day; None where its electorate or its weights are not known, so that nothing can be counted."""
    asked = where.electorate(rule)
    match rule:
        case Named():
            return Quota(dict.fromkeys(asked, 1), len(asked))
        case WeightedShare(weights=weights, percent=percent):
            total = max(rule.total, sum(weights.values()))
            held = {actor: weights.get(actor, 0.0) for actor in asked}
            unlisted = total - sum(held.values()) if rule.total else 0.0
            return Quota(held, total * percent / 100, 0, rule.more, unlisted) if weights and total else None
        case All():
            weights = {actor: rule.counts_as.get(actor, 1) for actor in asked}
            return Quota(weights, sum(weights.values())) if asked else None
        case Count(n=n):
            if rule.of == SIGNATORIES and not asked:
                return None
            if rule.among or asked:
                return Quota({actor: rule.counts_as.get(actor, 1) for actor in {*asked, *counted_besides(rule)}}, n)
            return Quota(_open(rule), n, 1)
        case Share():
            number = needed_of(rule, electors(rule, where))
            if number is None:
                return None
            if asked:
                return Quota({actor: rule.counts_as.get(actor, 1) for actor in {*asked, *counted_besides(rule)}}, number)
            return Quota(_open(rule), number, 1)


def counted_besides(rule: Leaf) -> frozenset[str]:
    """Those whose one instrument counts for several of a closed electorate, though they are not of it: a union of states."""
    return frozenset(rule.counts_as) - {*rule.but} if isinstance(rule, (Count, Share)) else frozenset()


def _open(rule: Count | Share) -> dict[str, float]:
    """The weights in an open electorate of those that do not count for one."""
    return {**rule.counts_as, **dict.fromkeys(rule.but, 0)}


def electors(rule: Leaf, where: Parties) -> int | None:
    """The number of the electorate on the day; None where it is open or not known."""
    asked = where.electorate(rule)
    if isinstance(rule, Share) and not asked:
        past = [first for first in rule.sizes if parse_day(first) <= where.day]
        return rule.sizes[max(past)] if past else None
    return len(asked) or None


def needed_of(rule: Share, number: int | None) -> int | None:
    """How many of `number` the share is; None where there is none."""
    if not number:
        return None
    return number * rule.over // rule.under + 1 if rule.more else -(-number * rule.over // rule.under)


def organisations(rule: Rule) -> frozenset[str]:
    """The organisations whose parties the rule speaks of."""
    held = {leaf.of for leaf in leaves(rule) if not isinstance(leaf, Named) and not leaf.among}
    return frozenset(held - {"", SIGNATORIES})


def thresholds(rule: Rule, where: Parties) -> frozenset[str]:
    """The thresholds that a report may rightly give for this rule: "unanimity", "60", "55%"."""
    match rule:
        case All():
            number = electors(rule, where)
            return frozenset({"unanimity", str(number)} if number else {"unanimity"})
        case Count(n=n):
            return frozenset({str(n)})
        case Share(over=over, under=under):
            needed = needed_of(rule, electors(rule, where))
            named = {f"{over}/{under}", f"{100 * over // under}%"}
            return frozenset(named | ({str(needed)} if needed else set()))
        case WeightedShare(percent=percent):
            return frozenset({f"{percent:g}%"})
    return frozenset(text for part in parts(rule) for text in thresholds(part, where))


def in_words(rule: Rule, where: Parties) -> str:
    """The rule as a sentence's part: "all 30 parties to NATO", "60 consents"."""
    match rule:
        case Named():
            return " and ".join("the candidate" if actor == CANDIDATE else where.known.name_of(actor) for actor in where.named(rule))
        case All() | Count() | Share() | WeightedShare():
            return _leaf_in_words(rule, where)
        case From(day=day, then=then):
            return f"from {day} on, {in_words(then, where)}"
        case By(day=day, then=then):
            return f"on {day} if by then {in_words(then, where)}"
        case After(delay=delay, then=then):
            return f"{delay_of(delay).in_words()} after {in_words(then, where)}"
        case AllOf(rules=rules):
            return " and ".join(_bracketed(part, where) for part in rules)
        case AnyOf(rules=rules):
            return ", or ".join(_bracketed(part, where) for part in rules)


def _leaf_in_words(rule: All | Count | Share | WeightedShare, where: Parties) -> str:
    number = electors(rule, where)
    who = _who(rule, where)
    match rule:
        case Consensus():
            return f"consensus of the {number} {who}" if number else f"consensus of the {who}"
        case All():
            return f"all {number} {who}" if number else f"all {who}"
        case Count(n=n):
            return f"{n} consents" if not (rule.of or rule.among) else f"{n} of the {number} {who}" if number else f"{n} of the {who}"
        case Share(over=over, under=under):
            needed = needed_of(rule, number)
            told = f" ({needed} of {number})" if needed else ""
            return f"{'more than ' if rule.more else ''}{over}/{under} of the {_members(who)}{told}"
        case WeightedShare(percent=percent, weight=weight):
            return f"{'more than ' if rule.more else ''}{percent:g} % of {weight}"


def _who(rule: All | Count | Share | WeightedShare, where: Parties) -> str:
    if rule.of == SIGNATORIES:
        return "signatories"
    if rule.among:
        return rule.of.replace("-", " ") or "named actors"
    return f"parties to {where.known.name_of(rule.of)}"


def _members(who: str) -> str:
    """Shares are told of members."""
    return who.replace("parties to", "members of", 1)


def _bracketed(rule: Rule, where: Parties) -> str:
    words = in_words(rule, where)
    return f"({words})" if isinstance(rule, AnyOf) else words
