"""What "do so" stands for: "Hungary ratified it in March; Turkey did so in April", "two allies have yet to do so".

A deed that is told of others and then only pointed to is told again, by whoever now does it: of the kind of the last
such deed, no more than two sentences back, towards the same candidates and the same organisation or treaty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accede.reading import grammar, modality
from accede.reading.drafts import Draft, draft

if TYPE_CHECKING:
    from accede.reading.frames import Context
    from accede.reading.tokens import Token

# What one state does after another.
_DEEDS = frozenset({"ratification", "signature", "application", "withdrawal"})
# Sentences.
_BACK = 2
# To these the parser may hang the "so" that stands before them.
_WHEN = frozenset({"soon", "later", "earlier", "today", "yesterday", "quickly", "now"})


def drafts(context: Context, others: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for each "do so" that takes up a deed told before and has somebody else who does it."""
    starts = {sentence.start: number for number, sentence in enumerate(context.doc.sents)}
    deeds = sorted((d for d in others if d.kind in _DEEDS and d.match is not None), key=lambda d: d.trigger)
    for token in context.doc:
        if grammar.lemma(token) != "do" or not grammar.is_verbal(token) or _so(token) is None:
            continue
        here = starts[token.sent.start]
        before = [d for d in deeds if d.trigger < token.i and here - starts[d.sentence] <= _BACK]
        made = _again(context, before[-1], token) if before else None
        if made is not None:
            yield made


def _so(verb: Token) -> int | None:
    """The place of the "so" right after the verb, where no adjective or adverb takes it ("did so well")."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if after is None or after.lower_ != "so" or (after.head != verb and after.head.lower_ not in _WHEN):
        return None
    return after.i


def _again(context: Context, deed: Draft, token: Token) -> Draft | None:
    assert deed.match is not None
    agents = grammar.agents(token)
    so = token.i + 1
    # from who does it, so that the evidence can be understood: "Spain has yet to do so"
    first = min((a.left_edge.i for a in agents if token.sent.start <= a.i < token.i), default=token.i)
    own = {t.i: t for t in (*token.doc[first : so + 1], *grammar.clause(grammar.clause_head(token), keep=token))}
    match = replace(
        deed.match, trigger=token, head=grammar.clause_head(token), agents=tuple(agents), objects=(), clause=tuple(own[i] for i in sorted(own)),
        worth=modality.grammatical(token), first=min(first, token.i), last=max(so, token.i),
    )  # fmt: skip
    made = draft(match, context)
    if not made.facts.get("by") or made.facts["by"] == deed.facts.get("by"):
        return None
    for role in ("of", "to"):
        if role in deed.facts:
            made.facts[role] = tuple(id for id in deed.facts[role] if id not in made.facts["by"])
    made.facts.pop("stage", None)
    made.reasons.append(f"“do so” is “{deed.match.trigger.text}”, told before")
    return made
