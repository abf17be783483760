"""How much a vote weighs: the Shapley-Shubik and Banzhaf indices of the actors of a rule, exact to 200 members.

A rule on a day is a simple game: a coalition wins where the rule holds when exactly its members consent. Actors that the rule
treats alike form a type; a coalition is then as good as its number of each type.

- With few types all combinations are gone through, weighted by the binomials (Felsenthal and Machover, The Measurement of Voting
  Power, 1998): so for the Security Council, with two types, whatever the rule's tree.
- With many types the rule must be a threshold of weight together with thresholds of number. Its coalitions are counted by size
  and weight with generating functions (Cantor for Shapley-Shubik, in Lucas 1983; Brams and Affuso 1976 for Banzhaf). A
  polynomial is kept as one integer, a coefficient every so many bits, so that adding a voter is one shift and one sum.

The figures are fractions of integers up to the last division: nothing is drawn at random, nothing is rounded on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import comb, factorial, prod
from typing import NamedTuple

from accede.process.judging import holds, is_open
from accede.process.rules import After, AllOf, AnyOf, By, From, Leaf, Parties, Rule, leaves, quota

MOST_MEMBERS = 200
# So many combinations of types are gone through one by one.
MOST_COMBINATIONS = 60_000
# Weights are brought to whole numbers; a total beyond this is not computed.
MOST_WEIGHT = 200_000


class Power(NamedTuple):
    """The indices of one actor. shapley_shubik and banzhaf (normalised) add up to 1 over all; `swings` is the share of coalitions
    of the others that it turns (the absolute Banzhaf measure)."""

    actor: str
    shapley_shubik: float
    banzhaf: float
    swings: float


class NoPower(NamedTuple):
    """Why there are no indices."""

    why: str


def power(rule: Rule, where: Parties) -> tuple[Power, ...] | NoPower:
    """The indices of all whom the rule asks, by share of power and then by id; or why they cannot be given.

    They are meaningful where consents are weighed or counted within a closed set; where whoever may join counts, and where all
    of a set must agree and nothing else is asked, there is nothing to compare.
    """
    actors = sorted({actor for leaf in leaves(rule) for actor in where.electorate(leaf)})
    if not actors or any(_is_uncounted(leaf, where) for leaf in leaves(rule)):
        return NoPower("whoever may join counts: no set of deciders to compare")
    if len(actors) > MOST_MEMBERS:
        return NoPower(f"more than {MOST_MEMBERS} deciders")
    types = _types(rule, where, actors)
    if prod(len(held) + 1 for held in types) <= MOST_COMBINATIONS:
        counted = _by_combination(rule, where, types)
    else:
        game = _weighted(rule, where, actors)
        if isinstance(game, NoPower):
            return game
        counted = _by_polynomial(game, types)
    if not any(map(any, counted.turned)):
        return NoPower("nobody's consent turns the outcome: the rule holds without any, or cannot be met")
    return _indices(types, counted)


def _is_uncounted(leaf: Leaf, where: Parties) -> bool:
    asked = quota(leaf, where)
    return asked is None or bool(asked.other) or bool(asked.unlisted)


def _types(rule: Rule, where: Parties, actors: Sequence[str]) -> list[list[str]]:
    """Actors that weigh the same in every leaf, together; sorted by their first."""
    held: dict[tuple[float, ...], list[str]] = {}
    quotas = [asked for leaf in leaves(rule) if (asked := quota(leaf, where))]
    for actor in actors:
        held.setdefault(tuple(asked.weight(actor) for asked in quotas), []).append(actor)
    return sorted(held.values())


class _Counted(NamedTuple):
    """For one actor of each type: the number of coalitions of the others that it turns, by their size."""

    turned: tuple[tuple[int, ...], ...]


def _indices(types: list[list[str]], counted: _Counted) -> tuple[Power, ...]:
    members = sum(map(len, types))
    orders = [factorial(size) * factorial(members - size - 1) for size in range(members)]
    shapley = [Fraction(sum(n * w for n, w in zip(turned, orders, strict=True)), factorial(members)) for turned in counted.turned]
    swings = [sum(turned) for turned in counted.turned]
    total = sum(number * len(held) for number, held in zip(swings, types, strict=True)) or 1
    found = [
        Power(actor, float(share), float(Fraction(number, total)), float(Fraction(number, 2 ** (members - 1))))
        for held, share, number in zip(types, shapley, swings, strict=True) for actor in held
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.shapley_shubik, one.actor)))


def _by_combination(rule: Rule, where: Parties, types: list[list[str]]) -> _Counted:
    sizes = [len(held) for held in types]
    members = sum(sizes)

    def wins(numbers: tuple[int, ...]) -> bool:
        return bool(holds(rule, where, [actor for held, n in zip(types, numbers, strict=True) for actor in held[:n]]))

    won = {numbers: wins(numbers) for numbers in product(*(range(size + 1) for size in sizes))}
    turned = [[0] * members for _ in types]
    for numbers, is_won in won.items():
        if is_won:
            continue
        for at, size in enumerate(sizes):
            more = (*numbers[:at], numbers[at] + 1, *numbers[at + 1 :])
            if numbers[at] < size and won[more]:
                ways = prod(comb(n - (k == at), m) for k, (n, m) in enumerate(zip(sizes, numbers, strict=True)))
                turned[at][sum(numbers)] += ways
    return _Counted(tuple(map(tuple, turned)))


class _Game(NamedTuple):
    """Whole weights by actor, and whether a coalition of a size and a weight wins."""

    weights: Mapping[str, int]
    wins: Callable[[int, int], bool]


def _weighted(rule: Rule, where: Parties, actors: Sequence[str]) -> _Game | NoPower:
    """The game where one leaf weighs and all others count everybody alike."""
    asked = {id(leaf): quota(leaf, where) for leaf in leaves(rule)}
    vectors = {id(leaf): tuple(q.weight(actor) for actor in actors) for leaf in leaves(rule) if (q := asked[id(leaf)])}
    weighing = {vector for vector in vectors.values() if len(set(vector)) > 1}
    if len(weighing) != 1:
        return NoPower("the rule weighs in more than one way: too many kinds of deciders to compare")
    (vector,) = weighing
    scale = _scale(vector)
    whole = [round(weight * scale) for weight in vector]
    if sum(whole) > MOST_WEIGHT or any(abs(weight * scale - n) >= 1e-6 for weight, n in zip(vector, whole, strict=True)):
        return NoPower("the weights are too fine to compare exactly")

    def wins(size: int, weight: int) -> bool:
        def of(part: Rule) -> bool:
            if isinstance(part, AllOf):
                return all(map(of, part.rules))
            if isinstance(part, AnyOf):
                return any(map(of, part.rules))
            if isinstance(part, (From, By, After)):
                return is_open(part, where.day) and of(part.then)
            told = asked[id(part)]
            assert told is not None
            each = vectors[id(part)]
            return told.reached(weight / scale if each == vector else size * each[0])

        return of(rule)

    return _Game(dict(zip(actors, whole, strict=True)), wins)


def _scale(weights: Sequence[float]) -> int:
    """The least power of ten that makes all weights whole; at most a million."""
    return next((10**n for n in range(7) if all(abs(w * 10**n - round(w * 10**n)) < 1e-6 for w in weights)), 10**6)


def _by_polynomial(game: _Game, types: list[list[str]]) -> _Counted:
    """By size s and weight w: the coefficient of x**w in `sums[s]` is the number of coalitions; a coefficient takes `bits`."""
    members = len(game.weights)
    bits = members + 8
    weight_of = [game.weights[held[0]] for held in types]
    sums = [1] + [0] * members
    for weight, number in Counter(game.weights.values()).items():
        for _ in range(number):
            for size in range(members, 0, -1):
                sums[size] += sums[size - 1] << (bits * weight)
    return _Counted(tuple(tuple(_turned(sums, weight, bits, game)) for weight in weight_of))


def _turned(sums: list[int], weight: int, bits: int, game: _Game) -> Iterator[int]:
    """The number of coalitions without one actor of that weight that lose, and win with it; by size."""
    without = 0
    total = sum(game.weights.values()) - weight
    for size in range(len(sums) - 1):
        without = sums[size] - (without << (bits * weight) if size else 0)  # the coalitions that do not hold it
        low = _first(lambda w, size=size: game.wins(size + 1, w + weight), total + 1)  # type: ignore[misc]
        high = _first(lambda w, size=size: game.wins(size, w), total + 1)  # type: ignore[misc]
        yield _between(without, low, high, bits)


def _first(wins: Callable[[int], bool], after: int) -> int:
    """The least weight that wins; `after` for none. What wins, wins with more weight."""
    low, high = 0, after
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(middle) else (middle + 1, high)
    return low


def _between(polynomial: int, low: int, high: int, bits: int) -> int:
    """The sum of the coefficients of the weights from `low` to `high`, half-open."""
    if high <= low:
        return 0
    part = (polynomial >> (bits * low)) & ((1 << (bits * (high - low))) - 1)
    # The digits in base 2**bits add up to the number modulo 2**bits - 1, as for nines; they are fewer than that here.
    return part % ((1 << bits) - 1)
