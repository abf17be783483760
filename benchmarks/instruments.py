"""How fast rules are evaluated: 5,000 treaties with 200 states each, from the rows of their tables to the day of entry into force.

    python benchmarks/instruments.py                 5,000 treaties, 200 states
    python benchmarks/instruments.py --treaties 500

The treaties are made: states, days and rules of the kinds that ship (numbers, shares of weight, named sets, combinations, delays)
drawn with a fixed start. Reading files is not in it. The time is compared with that of sorting the same days, as a ratio.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date

from accede.knowledge import load
from accede.process.force import force
from accede.process.roll import Consented, roll
from accede.process.rules import All, AllOf, AnyOf, By, Count, Named, Rule, WeightedShare

SEED = 1969


def rows(states: list[str], chance: random.Random) -> list[Consented]:
    """A table of one treaty: most states consent within thirty years, some withdraw."""
    first = date(1950, 1, 1).toordinal() + chance.randrange(18_000)
    found = []
    for state in states:
        signed = date.fromordinal(first + chance.randrange(400))
        consent = date.fromordinal(first + 30 + int(chance.expovariate(1 / 2500))) if chance.random() < 0.9 else None
        withdrawn = date.fromordinal(consent.toordinal() + 2000) if consent and chance.random() < 0.02 else None
        found.append(Consented(state, signed, consent, withdrawn))
    return found


def rule(states: list[str], chance: random.Random) -> Rule:
    """A rule of one of the usual kinds."""
    count = Count(n=chance.randrange(20, 90))
    kind = chance.randrange(5)
    if kind == 0:
        return AllOf(rules=(count, Named(actors=tuple(chance.sample(states, 4)))))
    if kind == 1:
        return AllOf(rules=(count, WeightedShare(percent=55, weight="made", weights={state: chance.random() for state in states})))
    if kind == 2:
        return AnyOf(rules=(By(day="1989-01-01", then=count), Count(n=100)))
    if kind == 3:
        return AllOf(rules=(count, Count(n=5, among=tuple(chance.sample(states, 12)))))
    return count if chance.random() < 0.8 else All(among=tuple(chance.sample(states, 30)))


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treaties", type=int, default=5000)
    parser.add_argument("--states", type=int, default=200)
    options = parser.parse_args()
    chance, known = random.Random(SEED), load()
    states = [state for state in known.states if known.began(state) < date(1950, 1, 1)]
    states = (states + [state for state in known.states if state not in states])[: options.states]
    states += [f"X{number:02}" for number in range(options.states - len(states))]
    made = [(rows(states, chance), rule(states, chance)) for _ in range(options.treaties)]
    started = time.perf_counter()
    rolls = [roll(held, known) for held, _ in made]
    read = time.perf_counter() - started
    started = time.perf_counter()
    found = [force(asked, names, known, delay=90).since for names, (_, asked) in zip(rolls, made, strict=True)]
    judged = time.perf_counter() - started
    started = time.perf_counter()
    for held, _ in made:
        sorted(row.consent.toordinal() for row in held if row.consent)
    sorting = time.perf_counter() - started
    print(f"{len(made):,} treaties with {options.states} states: rolls {read:.2f} s, rules {judged:.2f} s; {read + judged:.2f} s in all")
    print(f"{(read + judged) / sorting:.1f} times as long as sorting their days; in force: {sum(day is not None for day in found):,}")


if __name__ == "__main__":
    main()
