"""Between whom the talks and deals of a report are said to be, wherever it says so."""

from __future__ import annotations

from collections import Counter

from accede.reading import grammar, roles
from accede.reading.frames import Context, holds_noun

_MATTERS = ("talks_core", "agreed_thing", "settled_deal")
# Sides that are named as such weigh more than those who met once or whom "they" are thought to be.
_PLAINLY = 2


def told(context: Context) -> Counter[tuple[str, ...]]:
    """How often each set of two or more is named so: "talks between X and Y", "X-Y talks", "X's dialogue with Y"."""
    counts: Counter[tuple[str, ...]] = Counter()
    for noun in context.doc:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "compound" or not any(holds_noun(name, noun) for name in _MATTERS):
            continue
        between = [head for _, head in grammar.obliques(noun, frozenset({"between"}))]
        beside = [head for _, head in grammar.obliques(noun, frozenset({"with"}))]
        owners = [t for c in noun.children if c.i < noun.i and c.dep_ in ("poss", "amod", "compound", "nmod") for t in c.subtree if t.i in context.named]
        for heads in (between, [*owners, *beside]):
            ids = roles.actors(heads, context)
            if len(ids) > 1:
                counts[ids] += _PLAINLY
                break
    return counts
