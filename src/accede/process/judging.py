"""Whether a rule is met on a day, what is missing, whose consent alone would do, and who can block.

The answer is three-valued, because a decider that no report mentions is unknown, not refusing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import chain, combinations, islice, product
from math import prod
from typing import NamedTuple

from accede.dates import day as parse_day
from accede.process.rules import (
    After,
    All,
    AllOf,
    AnyOf,
    By,
    Count,
    From,
    Leaf,
    Named,
    Parties,
    Quota,
    Rule,
    Share,
    WeightedShare,
    electors,
    leaves,
    parts,
    quota,
)

# Of blocking sets of one size at most so many are listed; the others are counted as "more".
LISTED = 50
# So many combinations of kinds of actors are tried for the smallest blocking sets.
MOST_TRIED = 4_000


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
    if holds(rule, where, certain):
        return Verdict(True, missing)
    if asked is None:
        return Verdict(None, ())
    if holds(rule, where, certain | (set(asked) - set(refusing))) is False:
        return Verdict(False, missing)
    return Verdict(None, missing)


def deciders(rule: Rule, where: Parties) -> tuple[str, ...] | None:
    """All whose consent the rule asks or counts, sorted; None where the set is open or not known."""
    match rule:
        case From(day=day, then=then):
            return deciders(then, where) if parse_day(day) <= where.day else ()
        case Named() | All() | Count() | Share() | WeightedShare():
            return where.electorate(rule) or None
    below = [deciders(part, where) for part in parts(rule)]
    return None if None in below else tuple(sorted({actor for part in below for actor in part or ()}))


def size(rule: Rule, where: Parties) -> int | None:
    """The number of parties that the rule speaks of, on the day; None where the set is open or not known."""
    if isinstance(rule, Share):
        return electors(rule, where)
    asked = deciders(rule, where)
    return len(asked) if asked is not None else None


def holds(rule: Rule, where: Parties, consenting: Collection[str]) -> bool | None:
    """Whether the rule holds when exactly these consent; None where it cannot be counted.

    Delays are not waited for: what holds "90 days after" is met here once its condition is.
    """
    match rule:
        case AllOf(rules=rules):
            below = [holds(part, where, consenting) for part in rules]
            return False if False in below else None if None in below else True
        case AnyOf(rules=rules):
            below = [holds(part, where, consenting) for part in rules]
            return True if True in below else None if None in below else False
        case From(then=then):
            return holds(then, where, consenting) if is_open(rule, where.day) else False
        case By(then=then):
            return holds(then, where, consenting) if is_open(rule, where.day) else None
        case After(then=then):
            return holds(then, where, consenting)
    return _reaches(quota(rule, where), consenting)


def is_open(rule: From | By | After, day: date) -> bool:
    """True where this way of meeting the rule is there on the day."""
    if isinstance(rule, After):
        return True
    return parse_day(rule.day) <= day if isinstance(rule, From) else day <= parse_day(rule.day)


def _reaches(asked: Quota | None, consenting: Collection[str]) -> bool | None:
    if asked is None:
        return None
    held = sum(map(asked.weight, set(consenting)))
    if asked.reached(held):
        return True
    return None if asked.unlisted and asked.reached(held + asked.unlisted) else False


class Lack(NamedTuple):
    """What one leaf still lacks: `held` of `needed`, in its own weights (1 each, where nothing is weighed)."""

    rule: Leaf
    held: float
    needed: float


def lacks(rule: Rule, where: Parties, consenting: Collection[str]) -> tuple[Lack, ...]:
    """For each leaf that is not met and can be counted, how much is held and needed, in the order of the file."""
    found = []
    for leaf in leaves(rule):
        asked = quota(leaf, where)
        if asked is not None and not _reaches(asked, consenting):
            found.append(Lack(leaf, sum(map(asked.weight, set(consenting))), asked.needed))
    return tuple(found)


class Pivots(NamedTuple):
    """Whose consent alone would meet the rule: `actors`; `anyone` where that of whoever may join would."""

    actors: tuple[str, ...]
    anyone: bool = False


def pivots(rule: Rule, where: Parties, consenting: Collection[str]) -> Pivots:
    """The actors whose consent alone would do, now that these consent; none where the rule is met or more are needed."""
    held = set(consenting)
    if holds(rule, where, held):
        return Pivots(())
    named = {actor for leaf in leaves(rule) for actor in where.electorate(leaf)} - held
    alone = tuple(sorted(actor for actor in named if holds(rule, where, held | {actor})))
    return Pivots(alone, bool(holds(rule, where, held | {""})))


class Blocking(NamedTuple):
    """The smallest sets whose refusal keeps the rule from ever being met by the others.

    `size` 0 and no sets: nobody can, since the rule is met, or since its electorate is open. `sets` are sorted; `more` is True
    where there are more of that size than are listed.
    """

    size: int
    sets: tuple[tuple[str, ...], ...] = ()
    more: bool = False


def blocking(rule: Rule, where: Parties, consenting: Collection[str] = ()) -> Blocking:
    """Who can block, if all who have not consented may still do so or not.

    For a part of the rule that asks for one of several ways, all ways must be blocked. Sets of one size only are given: the
    smallest. Only where one of several ways will do and the deciders are of very many kinds may there be smaller ones; then
    those given block, and need each of their members.
    """
    if holds(rule, where, consenting):
        return Blocking(0)
    certain = frozenset(consenting)
    found = [held for held in _blocks(rule, where, certain) if held]
    if found and _has_ways(rule):
        found = _smallest(found, rule, where, certain)
    least = min(map(len, found), default=0)
    sets = sorted({tuple(sorted(held)) for held in found if len(held) == least})
    return Blocking(least, tuple(sets[:LISTED]), len(sets) > LISTED) if sets else Blocking(0)


def _blocks(rule: Rule, where: Parties, held: frozenset[str]) -> list[frozenset[str]]:
    """Small blocking sets, an empty one where the rule cannot be met anyhow; none where nobody can block."""
    match rule:
        case AllOf(rules=rules):
            return [one for part in rules for one in _blocks(part, where, held)]
        case AnyOf(rules=rules):
            ways = [_blocks(part, where, held)[: LISTED + 1] for part in rules]
            return [frozenset().union(*chosen) for chosen in islice(product(*ways), (LISTED + 1) ** 2)]
        case From(then=then) | By(then=then) | After(then=then):
            return _blocks(then, where, held)
    asked = _closed(rule, where)
    return list(_outweighing(asked, held)) if asked else []


def _has_ways(rule: Rule) -> bool:
    return isinstance(rule, AnyOf) or any(map(_has_ways, parts(rule)))


def _smallest(found: list[frozenset[str]], rule: Rule, where: Parties, held: frozenset[str]) -> list[frozenset[str]]:
    """The smallest of all blocking sets, where one refusal may block several ways: by trying the numbers of each kind of actor.

    Of too many kinds: the sets `found`, without members whom they do not need.
    """
    quotas = {id(leaf): _closed(leaf, where) for leaf in leaves(rule)}
    closed = [asked for asked in quotas.values() if asked]
    kinds: dict[tuple[float, ...], list[str]] = {}
    for actor in sorted({actor for asked in closed for actor in asked.weights} - held):
        kinds.setdefault(tuple(asked.weight(actor) for asked in closed), []).append(actor)
    free = [actor for alike in kinds.values() for actor in alike]

    def blocked_by(refusing: Collection[str]) -> bool:
        return not _can_hold(rule, quotas, held.union(free).difference(refusing))

    if prod(len(alike) + 1 for alike in kinds.values()) > MOST_TRIED:
        return [_needed(one, blocked_by) for one in found]
    least: list[frozenset[str]] = []
    for numbers in sorted(product(*(range(len(alike) + 1) for alike in kinds.values())), key=sum):
        if least and sum(numbers) > len(least[0]):
            break
        if blocked_by([actor for n, alike in zip(numbers, kinds.values(), strict=True) for actor in alike[:n]]):
            chosen = product(*(combinations(alike, n) for n, alike in zip(numbers, kinds.values(), strict=True)))
            least += (frozenset(chain(*one)) for one in islice(chosen, LISTED + 1))
    return least


def _closed(leaf: Leaf, where: Parties) -> Quota | None:
    """The leaf's quota; None where others than those listed may bring it about."""
    asked = quota(leaf, where)
    return asked if asked is not None and not asked.other and not asked.unlisted else None


def _can_hold(rule: Rule, quotas: Mapping[int, Quota | None], willing: Collection[str]) -> bool:
    """Whether the rule can ever be met when of the listed only these consent."""
    below = parts(rule)
    if below:
        return (any if isinstance(rule, AnyOf) else all)(_can_hold(part, quotas, willing) for part in below)
    asked = quotas[id(rule)]
    return asked is None or asked.reached(sum(map(asked.weight, willing)))


def _needed(found: frozenset[str], blocked_by: Callable[[Collection[str]], bool]) -> frozenset[str]:
    """A blocking set without members whom it does not need."""
    for actor in sorted(found):
        if blocked_by(found - {actor}):
            found -= {actor}
    return found


def _outweighing(asked: Quota, held: frozenset[str]) -> Iterator[frozenset[str]]:
    """The smallest sets of those not yet consenting without whom the quota is out of reach; some more than are listed."""
    if asked.reached(sum(map(asked.weight, held))):
        return
    free = sorted((a for a in asked.weights if a not in held and asked.weights[a]), key=lambda a: (-asked.weights[a], a))
    rest, least = sum(asked.weights.values()), 0
    whole = rest
    while least < len(free) and asked.reached(rest):
        rest -= asked.weights[free[least]]
        least += 1
    if not asked.reached(rest):
        yield from islice(map(frozenset, _lacking(asked, free, least, whole)), LISTED + 1)


def _lacking(asked: Quota, free: list[str], size: int, rest: float) -> Iterator[tuple[str, ...]]:
    """The sets of that size, of actors sorted by weight, without which the rest does not reach the quota.

    A branch that even the heaviest that follow do not bring below the quota is not gone into, so that each step finds one.
    """
    if not size:
        if not asked.reached(rest):
            yield ()
        return
    for at in range(len(free) - size + 1):
        if asked.reached(rest - sum(asked.weights[actor] for actor in free[at : at + size])):
            return
        for others in _lacking(asked, free[at + 1 :], size - 1, rest - asked.weights[free[at]]):
            yield (free[at], *others)
