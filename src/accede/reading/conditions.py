"""Whether a clause is a condition, or hangs on one: "if they agree", "had they agreed", "it joins once all have ratified"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token


def by_mark(verb: Token) -> str | None:
    """The worth that a clause has by the word before it ("if", "before", "whether"), or by its order; None for any other clause."""
    if is_inverted(verb):
        return "conditional"
    for child in verb.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in words("modality", "conditions") and child.i < verb.i and verb.dep_ in ("advcl", "ccomp", "pcomp", "csubj", "csubjpass"):
            return "conditional" if child.lower_ != "whether" else "unrealised"  # an open question
        if _is_as_soon_as(child) and verb.dep_ == "advcl" and _is_present(verb):
            return "conditional"
        if child.dep_ in ("mark", "advmod") and child.i < verb.i and verb.dep_ == "advcl" and _is_present(verb):
            # "before it joins", "when 60 have ratified": not yet, where the tense is the present
            if child.lower_ in ("before", "when", "after"):
                return "unrealised" if child.lower_ == "before" else "conditional"
    return None


def is_inverted(verb: Token) -> bool:
    """ "Had they ratified, ...", "should it agree, ...": a condition without its "if"."""
    first = next(iter(verb.children), None)
    if first is None or first.dep_ != "aux" or first.lower_ not in ("had", "should") or verb.dep_ not in ("advcl", "ccomp"):
        return False
    return verb.i < verb.head.i and any(c.dep_ in grammar.SUBJECTS and first.i < c.i < verb.i for c in verb.children)


def _is_as_soon_as(mark: Token) -> bool:
    """True of the last word of "as soon as" and "as long as" before a clause."""
    return mark.dep_ == "mark" and mark.lower_ == "as" and mark.i > 1 and mark.doc[mark.i - 1].lower_ in ("soon", "long")


def _is_present(verb: Token) -> bool:
    """True for a present tense or present perfect, with "can" too; a main clause in the past makes it told history."""
    finite = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    tense = any(t.tag_ in ("VBZ", "VBP") or t.lower_ == "can" for t in finite) and not any(t.tag_ == "VBD" for t in finite)
    return tense and verb.head.tag_ != "VBD"


def in_condition(verb: Token) -> bool:
    """ "if the conditions are not met": a condition, whatever it denies."""
    return verb.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "provided", "providing") for c in verb.children)


def has_condition(verb: Token) -> bool:
    """True where the clause itself carries its condition: "it will halt the talks unless they give way"."""
    return any(
        child.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in ("if", "unless", "provided", "providing") for c in child.children)
        or child.dep_ in ("prep", "advcl") and child.lower_ in ("provided", "providing")
        for child in verb.children
    )


def hangs_on_what_is_to_come(verb: Token) -> bool:
    """True of a plain present with its condition: "they join once all have ratified", "it joins as soon as they agree"."""
    if verb.tag_ not in ("VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    below = [*verb.children, *(c for child in verb.children if child.dep_ == "advmod" for c in child.children)]  # "as soon" with its clause
    clauses = [child for child in below if child.dep_ == "advcl" and _is_present(child)]
    return has_condition(verb) or any(_is_as_soon_as(c) or _waits(c, clause) for clause in clauses for c in clause.children)


def _waits(mark: Token, clause: Token) -> bool:
    perfect = any(c.dep_ == "aux" and grammar.lemma(c) == "have" for c in clause.children)
    return mark.dep_ in ("mark", "advmod") and (mark.lower_ == "once" or perfect and mark.lower_ == "when")
