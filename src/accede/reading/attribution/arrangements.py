"""What a verb that attributes takes, one arrangement after another: a clause, an infinitive, a noun, "as" ...

Each arrangement reads a verb and gives its cue, or None where the verb does not stand so. Which verb takes which
arrangement, and in what manner, is data: lexicon/cues.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.attribution.insertion import Reading, around, inserts, interrupts, parenthetic, top
from accede.reading.attribution.sources import outer, source, speaker
from accede.reading.attribution.vocabulary import COMMAS, ENDS, MARKS, infinitive, manner
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.attribution.sources import Said
    from accede.reading.tokens import Token

_COMPLEMENTS = frozenset({"ccomp", "parataxis"})
_THINGS = frozenset({"it", "there"})
_OF_NOUNS = frozenset({"for", "about", "over", "of", "on", "at", "against", "to"})
_OF_VERBS = frozenset({"for", "about", "over"})


@dataclass(frozen=True)
class Cue:
    """`source` says, by `words`, `content`, each a list of tokens; `head` is the content's syntactic head."""

    source: list[Token]
    words: list[Token]
    content: list[Token]
    manner: str
    head: Token


def of_verb(verb: Token, said: Said) -> Cue | None:
    if not grammar.is_verbal(verb) or verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    reading = Reading(verb, grammar.lemma(verb), grammar.is_passive(verb), source(verb, said))
    inner = nested(verb)
    for arrangement, reader in _ARRANGEMENTS:
        how = manner(arrangement, reading.word)
        if inner and (arrangement not in ("clause", "manifest") or (how == "think" and _same_person(reading.source))):
            continue
        if how is None and arrangement not in ("preposition", "nominal", "manifest", "passive"):
            continue
        cue = reader(reading, how or "say")
        if cue is not None and cue.content:
            return cue
    return None


def nested(token: Token) -> bool:
    """True in the indirect speech of another: only speech is then laid in a third mouth, judgements are the speaker's."""
    token = outer(token) or token
    while token.head != token:
        if token.dep_ == "ccomp" and token.head.pos_ == "VERB" and manner("clause", grammar.lemma(token.head)) in ("say", "think"):
            return True
        token = token.head
    return False


def _same_person(who: Token | None) -> bool:
    """In "Kalin said he hoped that", the hope is Kalin's own words."""
    return who is not None and who.pos_ == "PRON"


def _cue(reading: Reading, how: str, heads: list[Token], extra: list[Token] | None = None) -> Cue | None:
    """A cue whose content is what hangs on `heads`; None where nobody could say it."""
    if not heads or (reading.source is None and how not in ("say", "none") and not reading.passive):
        return None
    if reading.source is None and reading.passive and reading.verb.dep_ == "acl":
        return None
    return _made(reading, how, [t for head in heads for t in _named(head)], heads[0], extra)


def _named(head: Token) -> list[Token]:
    """The words of a clause, or of a thing without what the report adds about it after a comma: "..., which began in May"."""
    if grammar.is_verbal(head):
        return head.subtree
    added = [c for c in head.children if c.dep_ == "relcl" and c.i > head.i and c.left_edge.nbor(-1).text in COMMAS]
    cut = {t.i for clause in added for t in clause.subtree}
    return [t for t in head.subtree if t.i not in cut]


def _made(reading: Reading, how: str, content: list[Token], head: Token, extra: list[Token] | None = None) -> Cue:
    who = speaker(reading.verb, reading.source)
    mine = {t.i for t in who} | {reading.verb.i} | {t.i for t in extra or []}
    content = without_asides([t for t in content if t.i not in mine], reading.verb)
    if reading.source is not None and (reading.source.dep_ == "expl" or reading.source.lower_ == "there"):
        who = []
    inside = {t.i for t in content}
    return Cue([t for t in who if t.i not in inside], [reading.verb, *(extra or [])], content, "think" if how == "none" else how, head)


def without_asides(content: list[Token], above: Token) -> list[Token]:
    """The content without what the parser hangs on the wrong verb: "adding that ...", "... and demands a vote"."""
    cut: set[int] = set()
    for token in content:
        if token.dep_ == "conj" and outer(token) == above:
            cut |= {t.i for t in token.subtree} | {c.i for c in token.head.children if c.dep_ == "cc"}
        if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl", "conj") and token != above and manner("clause", grammar.lemma(token)) == "say":
            if token.i and token.nbor(-1).text in COMMAS | MARKS:
                cut |= {t.i for t in token.subtree}
    return [t for t in content if t.i not in cut]


def _clause(reading: Reading, how: str) -> Cue | None:
    verb = reading.verb
    heads = [c for c in verb.children if c.dep_ in _COMPLEMENTS and c != reading.source]
    if not heads and how == "say" and (cue := _aside(reading, how)) is not None:
        return cue
    if not heads and how == "say":
        heads = [c for c in verb.children if c.dep_ in ("xcomp", "acomp", "advcl") and not infinitive(c) and c.i != verb.i + 1
                 and (c.dep_ == "xcomp" or any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children))]  # fmt: skip
    if not heads and how == "say":
        heads = _strayed(verb)
    if len(heads) > 1 and heads[0].i < verb.i < heads[-1].i and not interrupts(reading):
        heads = [c for c in heads if c.i > verb.i]
    if reading.source is not None and reading.source.lower_ in ("i", "we", "you") and how == "think":
        return None
    if how in ("say", "think") and inserts(reading):
        clause = around(reading)
        if clause and (not heads or heads[0].i < verb.i or clause[-1].i > verb.i):
            return _made(reading, how, clause, top(clause))
    if how == "say" and reading.passive and not heads:
        return None
    cue = _cue(reading, how, heads)
    return replace(cue, content=cue.content + _further(cue.content[-1])) if cue is not None and cue.content else cue


def _aside(reading: Reading, how: str) -> Cue | None:
    """ "as the minister put it"."""
    verb = reading.verb
    if not parenthetic(reading):
        return None
    if verb.dep_ == "advcl":
        own = {t.i for t in verb.subtree}
        return _made(reading, how, [t for t in verb.head.subtree if t.i not in own], verb.head)
    heads = [c for c in verb.children if c.dep_ in _COMPLEMENTS and c.i < verb.i]
    return _cue(reading, how, heads)


def _further(last: Token) -> list[Token]:
    """What follows with "and that ...", where the parser joined it to something else: it is said too."""
    doc, i = last.doc, last.i + 1
    while i < last.sent.end and (doc[i].is_punct or doc[i].is_space) and doc[i].text not in ENDS:
        i += 1
    joined = i + 1 < last.sent.end and doc[i].dep_ == "cc" and doc[i + 1].lower_ == "that" and doc[i + 1].dep_ == "mark"
    return list(doc[last.i + 1 : last.sent.end]) if joined else []




def _strayed(verb: Token) -> list[Token]:
    """The clause with "that" which the parser hung on a noun in between: "predicted at the last meeting that ..."."""
    for token in verb.subtree:
        if token.lower_ == "that" and token.dep_ == "mark" and token.i > verb.i + 1:
            head, noun = token.head, token.head.head
            if noun != verb and noun.pos_ in ("NOUN", "PROPN") and manner("nominal", grammar.lemma(noun)) is None:
                return [head]
            return []
    return []


def _infinitives(reading: Reading, how: str) -> Cue | None:
    heads = [c for c in reading.verb.children if c.dep_ == "xcomp" and infinitive(c)]
    if not heads:
        return None
    if how == "none":
        subjects = [c for c in reading.verb.children if c.dep_ in ("nsubj", "expl")]
        bare = Reading(reading.verb, reading.word, True, None)
        return _cue(bare, how, [*heads, *(s for s in subjects if s.lower_ not in _THINGS)])
    if reading.passive:
        return None
    return _cue(reading, how, heads)


def _person_infinitive(reading: Reading, how: str) -> Cue | None:
    children = list(reading.verb.children)
    person = [c for c in children if c.dep_ in ("dobj", "dative") or (c.dep_ == "prep" and c.lower_ in ("on", "upon"))]
    heads = [c for c in children if c.dep_ in ("xcomp", "advcl", "ccomp") and infinitive(c)]
    if not heads or reading.passive or not (person or heads[0].dep_ == "ccomp"):
        return None
    return _cue(reading, how, [heads[0], *person])


def _passive(reading: Reading, how: str) -> Cue | None:
    """ "is expected to join": what is expected is the subject with the infinitive; who expects it, an agent at most."""
    how = manner("passive", reading.word) or ""
    if not how or not reading.passive:
        return None
    heads = [c for c in reading.verb.children if c.dep_ in ("xcomp", "ccomp", "oprd", "advcl") and (c.dep_ != "advcl" or infinitive(c))]
    subjects = [c for c in reading.verb.children if c.dep_ == "nsubjpass" and c.lower_ not in _THINGS]
    return _cue(reading, how, [*heads, *subjects]) if heads else None


def _as(reading: Reading, how: str) -> Cue | None:
    heads = [c for c in reading.verb.children if c.dep_ == "prep" and c.lower_ == "as"]
    return _cue(reading, how, _undergoer(reading) + heads) if heads else None


def _name(reading: Reading, how: str) -> Cue | None:
    heads = [c for c in reading.verb.children if c.dep_ == "oprd" or (c.dep_ == "ccomp" and not infinitive(c))]
    heads += [c for c in reading.verb.children if c.dep_ in ("xcomp", "acomp") and not infinitive(c)]
    return _cue(reading, how, _undergoer(reading) + heads) if heads else None


def _undergoer(reading: Reading) -> list[Token]:
    """What is described, praised, called so: the object, in the passive the subject."""
    wanted = ("nsubjpass",) if reading.passive else ("dobj",)
    found = [c for c in reading.verb.children if c.dep_ in wanted]
    if not found and reading.passive and reading.verb.dep_ == "acl":
        return [reading.verb.head] if reading.source != reading.verb.head else []
    return found


def _noun(reading: Reading, how: str) -> Cue | None:
    if reading.source is None:
        return None
    heads = [c for c in _undergoer(reading) if c.tag_ not in ("WDT", "WP") and c != reading.source]
    if not heads or (reading.word in ("tell", "ask") and heads[0].pos_ == "PROPN"):
        return None
    if any(c.dep_ in ("acl", "relcl") and manner("clause", grammar.lemma(c)) == "say" for c in heads[0].children):
        return None
    more = [c for c in reading.verb.children if c.dep_ == "prep" and c.lower_ in ("for", "over", "about", "on") and c.i > heads[0].i]
    return _cue(reading, how, heads + more)


def _preposition(reading: Reading, how: str) -> Cue | None:
    for child in reading.verb.children:
        if child.dep_ not in ("prep", "prt", "agent"):
            continue
        found = manner("preposition", f"{reading.word} {child.lower_}")
        heads = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
        if found and heads:
            more = [c for c in reading.verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > child.i]
            return _cue(reading, found, [*heads, *more, *_undergoer(reading)], [child])
    return None


def _nominal(reading: Reading, how: str) -> Cue | None:
    """ "voiced hope that", "had praise for", "is of the opinion that"."""
    if reading.word not in words("cues", "carry") or reading.source is None:
        return None
    nouns = [c for c in reading.verb.children if c.dep_ in ("dobj", "attr", "nsubjpass")]
    nouns += [g for c in reading.verb.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "under") for g in c.children if g.dep_ == "pobj"]
    for noun in nouns:
        found = manner("nominal", grammar.lemma(noun))
        heads = _complement(noun) or [c for c in reading.verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > noun.i]
        heads = heads or _after_preposition(reading.verb, _OF_VERBS)
        if found and heads and heads[0].pos_ == "PRON" and heads[0].left_edge == heads[0].right_edge:
            return _cue(reading, found, [noun])
        if found and heads:
            return _cue(reading, found, heads, [noun])
    return None


def _complement(noun: Token) -> list[Token]:
    """What a noun of speech holds: "that" clause, infinitive, or what follows its preposition."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl", "advcl") and (
        infinitive(c) or any(g.lower_ == "that" and g.dep_ in ("mark", "nsubj", "dobj", "det") and g.dep_ == "mark" for g in c.children) or c.dep_ == "ccomp")]
    if clauses:
        return clauses[:1]
    return _after_preposition(noun, _OF_NOUNS)


def _after_preposition(word: Token, prepositions: frozenset[str]) -> list[Token]:
    return [g for c in word.children if c.dep_ == "prep" and c.lower_ in prepositions for g in c.children if g.dep_ in ("pobj", "pcomp")][:1]


def _manifest(reading: Reading, how: str) -> Cue | None:
    """ "made it clear that", "made clear its aim"."""
    if reading.word not in ("make", "leave"):
        return None
    verb = reading.verb
    plain = next((t for t in verb.doc[verb.i + 1 : verb.i + 5] if t.lower_ in words("cues", "manifest")), None)
    if plain is None:
        return None
    content = [t for t in verb.subtree if t.i > plain.i]
    if not content or content[0].is_punct:
        return None
    return _made(reading, "say", content, top(content), [plain])


# In the order in which they are tried.
_ARRANGEMENTS: tuple[tuple[str, Callable[[Reading, str], Cue | None]], ...] = (
    ("manifest", _manifest), ("aside", _aside), ("passive", _passive), ("person_infinitive", _person_infinitive), ("infinitive", _infinitives),
    ("name", _name), ("clause", _clause), ("as", _as), ("nominal", _nominal), ("preposition", _preposition), ("noun", _noun),
)  # fmt: skip
