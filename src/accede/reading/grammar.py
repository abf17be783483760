"""Who does what to whom in a parsed sentence, the same for verbs and their nouns.

"Turkey opposes their entry", "their entry is opposed by Turkey", "Turkey's opposition to their entry" and
"opposition from Turkey" give the same agent and object. Arguments are head tokens; `phrase` gives the words
that belong to a head. spaCy's labels are those of its English models (ClearNLP dependency labels).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "attr", "oprd", "dative"})
# A noun's complement is its object when one of these joins them; "between" joins parties, "by" and "from" agents.
NOUN_OBJECT = frozenset("of to for against on over in into toward towards with about between".split())
AGENT_PREPOSITIONS = frozenset({"by", "from"})
_DEEP = 40


def lemma(token: Token) -> str:
    """The lemma in lower case; a capitalised plural noun ("Talks") gives its singular."""
    return token.lemma


def is_verbal(token: Token) -> bool:
    """True for verbs and copulas."""
    return token.pos_ in ("VERB", "AUX")


def conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it by "and", "or" or a comma."""
    return [token, *token.conjuncts] if token.dep_ != "conj" else [token, *(t for t in token.conjuncts if t.i > token.i)]


def phrase(token: Token, *, clauses: bool = False) -> list[Token]:
    """The words of a phrase in order: the head's subtree, without relative and adverbial clauses unless asked for."""
    cut: set[int] = set()
    if not clauses:
        for child in token.subtree:
            if child != token and child.dep_ in ("relcl", "advcl", "parataxis") or (
                child.dep_ == "acl" and child != token and child.tag_ != "VBG" and _has(child, SUBJECTS)
            ):
                cut |= {t.i for t in child.subtree}
    return [t for t in token.subtree if t.i not in cut]


def _has(token: Token, labels: frozenset[str]) -> bool:
    return any(child.dep_ in labels for child in token.children)


def taken_up(token: Token) -> Token:
    """The noun that a relative pronoun takes up ("the row, which has kept them out"); any other token itself."""
    if not _is_relative(token):
        return token
    above = token.head
    for _ in range(_DEEP):
        if above.dep_ == "relcl":
            return above.head
        if above.head == above:
            return token
        above = above.head
    return token


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a noun, adjective or particle; the token itself when it is a verb."""
    for _ in range(_DEEP):
        if is_verbal(token):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def own_clause(noun: Token) -> Token | None:
    """The verb that tells of a noun's own happening below it: "talks which are set to begin", "a round due on Friday"."""
    near = [*noun.children, *(c for p in noun.children if p.dep_ == "prep" for g in p.children for c in g.children if c.dep_ == "relcl")]
    for child in near:
        if child.i < noun.i or child.dep_ not in ("relcl", "acl", "amod") or not (lemma(child) == "be" or lemma(child) in words("discourse", "happening")):
            continue
        own = [c for c in child.children if c.dep_ in SUBJECTS]
        if own and not any(_is_relative(c) for c in own):
            continue  # "the talks he began", "the session Greece hosts"
        below = [c for c in child.children if c.dep_ == "xcomp" and is_verbal(c) and lemma(c) in words("discourse", "happening")]
        if below or lemma(child) != "be":
            return below[0] if below else child
    return None


def lies_beyond(noun: Token) -> bool:
    """True for what another thing comes before: "ahead of next week's round", "prior to the talks"."""
    above = noun.head
    return noun.dep_ == "pobj" and (above.lower_ in ("before", "ahead", "until") or (above.lower_ in ("of", "to") and above.head.lower_ in ("ahead", "prior")))


def journey(verb: Token) -> Token | None:
    """The verb of motion whose purpose an infinitive is: "will fly to Geneva to meet the envoy", "sent a team to negotiate"."""
    above = verb.head
    infinitive = verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp", "acl", "relcl") and any(c.lower_ == "to" for c in verb.children)
    if infinitive and not is_verbal(above) and above.dep_ == "dobj":
        above = above.head
    moves = infinitive and is_verbal(above) and lemma(above) in words("places", "motion") and lemma(above) not in words("modality", "demanding")
    return above if moves else None


def clause_head(token: Token) -> Token:
    """The head of the smallest clause around a token: a verb where there is one, else the sentence's root."""
    for _ in range(_DEEP):
        if is_verbal(token) and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return token
        if token.head == token:
            return token
        token = token.head
    return token


def clause(head: Token, *, keep: Token | None = None) -> list[Token]:
    """The words of a clause in order, without the clauses joined to or nested in it.

    Infinitives and participles without a subject of their own stay. `keep` is a word whose branch is never cut.
    """
    cut: set[int] = set()
    for child in head.subtree:
        if child in (head, keep) or keep is not None and child.is_ancestor(keep):
            continue
        own_clause = child.dep_ in ("ccomp", "advcl", "relcl", "parataxis", "csubj") and is_verbal(child)
        own_clause = own_clause or (child.dep_ == "acl" and child.tag_ in ("VBD", "VBZ", "VBP") and not _orphaned(child))
        joined = child.dep_ == "conj" and is_verbal(child) and is_verbal(child.head)
        if own_clause or joined:
            cut |= {t.i for t in child.subtree}
    return [t for t in head.subtree if t.i not in cut]


def _passive(verb: Token) -> bool:
    """True for "were opposed"; not for "she's said that", whose "'s" the parser at times takes for "is"."""
    if not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return False
    return not (_has(verb, frozenset({"ccomp"})) and any(c.dep_ == "auxpass" and c.lower_ in ("'s", "’s") for c in verb.children))


def subject(verb: Token) -> Token | None:
    """The verb's grammatical subject, its own or the one it shares; the antecedent of a relative pronoun."""
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.dep_ != "expl":
                if child.tag_ in ("WDT", "WP") or (child.lower_ == "that" and verb.dep_ == "relcl"):
                    return verb.head if verb.dep_ in ("relcl", "acl", "ccomp") and not is_verbal(verb.head) else None
                return child
        if verb.dep_ == "ROOT" and verb.tag_ == "VBD":
            # "X praised them, urged others": the parser at times hangs the first verb below the second
            for child in verb.children:
                if child.dep_ in ("ccomp", "advcl") and child.i < verb.i and child.tag_ == "VBD":
                    return next((c for c in child.children if c.dep_ == "nsubj"), None)
        if verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VB", "VBN")):
            moved = [c for c in verb.head.children if c.dep_ in ("dobj", "dative")]
            if verb.dep_ == "xcomp" and moved and lemma(verb.head) not in ("promise", "pledge", "vow"):
                return moved[0]
        elif verb.dep_ in ("acl", "relcl"):
            if _orphaned(verb):
                return verb.head
            if verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
                return verb.head
            if verb.tag_ == "VBG" or verb.dep_ == "relcl":
                return verb.head
            if lemma(verb.head) in words("discourse", "state_nouns"):
                return verb.head
        elif verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
            up = governing_verb(verb.head.head)
            if up is None or up == verb:
                return None
            verb = up
            continue
        elif not (verb.dep_ == "conj" and is_verbal(verb.head)):
            return None
        if not is_verbal(verb.head):
            up = governing_verb(verb.head)
            if up is None or verb.dep_ not in ("acl", "conj"):
                return None
            verb = up
            continue
        verb = verb.head
    return None


def _by(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in prepositions):
            yield from (c for c in child.children if c.dep_ == "pobj")


def in_subject(token: Token) -> bool:
    """True where a word stands in its clause's subject."""
    for _ in range(8):
        if token.dep_ in SUBJECTS:
            return True
        if is_verbal(token) or token.head == token:
            return False
        token = token.head
    return False


def is_passive(verb: Token) -> bool:
    """True for "were opposed", "signed by the ministers"."""
    if _passive(verb):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_verbal(verb.head) and not _has(verb, SUBJECTS | {"dobj"}):
        return _passive(verb.head)
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not _has(verb, SUBJECTS | {"dobj", "aux"}) and not _orphaned(verb)


def _orphaned(verb: Token) -> bool:
    """True for a main verb that the parser hung below its own subject: "The commissioner, Marta Kolb, called on ...".

    The sentence then has a noun for its root, and a comma stands before the verb.
    """
    if verb.dep_ not in ("acl", "relcl") or verb.head != verb.sent.root or is_verbal(verb.head):
        return False
    return verb.i > 0 and verb.nbor(-1).text == "," and verb.tag_ in ("VBD", "VBN", "VBZ")


def agents(token: Token) -> list[Token]:
    """Who does it: heads of the agent's phrases; empty where the sentence does not say."""
    if is_verbal(token):
        if is_passive(token):
            return list(_by(token, frozenset({"by"})))
        found = subject(token)
        return [found] if found is not None else []
    # a noun that has a subject is a verb that was taken for one: "Members of the house vote on it"
    owners = [c for c in token.children if c.dep_ in ("poss", "nsubj")]
    owners += list(_by(token, AGENT_PREPOSITIONS))
    owners += [c for c in token.children if c.dep_ in ("amod", "compound", "nmod")]
    return owners


# The subject of these does not do what their noun says: "Sweden lacks Turkey's ratification".
_RECEIVING = frozenset("need lack await require receive get face see meet expect want seek hail welcome win obtain gain miss secure overcome criticise criticize condemn regret reject".split())


# What these bring in the subject meets and does not do: "fought against their resistance", "waits because of the veto".
_CIRCUMSTANCE = frozenset({"against", "despite", "due", "because", "after", "before", "over", "without", "until", "since", "amid", "following", "during"})


def light_verb_subject(noun: Token) -> Token | None:
    """Whose act a noun is when its verb carries it: "Turkey voiced opposition", "parliament gave its approval"."""
    verb = governing_verb(noun)
    path = list(_path(noun, verb)) if verb is not None else []
    if verb is None or lemma(verb) in _RECEIVING or not any(t.dep_ in ("dobj", "pobj", "attr", "oprd") for t in path):
        return None
    if any(t.dep_ == "prep" and t.lower_ in _CIRCUMSTANCE for t in path):
        return None
    if is_passive(verb):
        return next(_by(verb, frozenset({"by"})), None)
    return subject(verb)


def _path(token: Token, top: Token) -> Iterator[Token]:
    for _ in range(_DEEP):
        if token == top or token.head == token:
            return
        yield token
        token = token.head


def _is_relative(token: Token) -> bool:
    """ "the agreement that it reached": the pronoun stands for its antecedent."""
    return token.tag_ in ("WDT", "WP") or (token.lower_ in ("that", "which") and token.pos_ in ("PRON", "SCONJ", "DET"))


def objects(token: Token) -> list[Token]:
    """What it is done to: heads of the object's phrases, of a verb or of its noun."""
    if is_verbal(token):
        if is_passive(token):
            found = subject(token)
            heads = [found] if found is not None else []
        else:
            heads = [c for c in token.children if c.dep_ in OBJECTS]
            if not heads and token.dep_ == "relcl":
                heads = [token.head]
            if not heads and token.dep_ == "conj" and is_verbal(token.head):
                heads = [c for c in token.head.children if c.dep_ in OBJECTS and c.i > token.i]
        heads += [c for c in token.children if c.dep_ in ("xcomp", "ccomp", "pcomp") and is_verbal(c)]
        return [token.head if _is_relative(c) and token.dep_ == "relcl" else c for c in heads]
    heads = [g for c in token.children if c.dep_ == "prep" and c.lower_ in NOUN_OBJECT for g in c.children
             if g.dep_ in ("pobj", "pcomp")]  # fmt: skip
    heads += [c for c in token.children if c.dep_ in ("compound", "nmod", "amod")]
    heads += [c for c in token.children if c.dep_ in ("acl", "relcl") and any(g.lower_ == "to" for g in c.children)]
    return heads


def obliques(token: Token, prepositions: frozenset[str] | None = None) -> list[tuple[str, Token]]:
    """(preposition, head) of the prepositional phrases of a verb or noun, one step of nesting included."""
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "prt", "advmod") and (child.dep_ in ("prep", "agent")):
            for grand in child.children:
                if grand.dep_ in ("pobj", "pcomp"):
                    found.append((child.lower_, grand))
                elif grand.dep_ == "prep":
                    found += [(f"{child.lower_} {grand.lower_}", g) for g in grand.children if g.dep_ in ("pobj", "pcomp")]
                    found += [(grand.lower_, g) for g in grand.children if g.dep_ in ("pobj", "pcomp")]
    if prepositions is None:
        return found
    return [(word, head) for word, head in found if word in prepositions]
