"""The words that attribute, and what they govern: who says, by which words, what.

One table of arrangements, tried in order, for every verb; then nouns ("their hope that"), adjectives ("is confident
that") and fixed phrases ("according to", "in X's view"). Which word takes which arrangement is data: lexicon/cues.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from accede.reading import grammar
from accede.reading.lexicon import load, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMPLEMENTS = frozenset({"ccomp", "parataxis"})
_COMMAS = frozenset({",", ";", "—", "–", "--", "-"})
_ENDS = frozenset({".", "!", "?", "…"})
_MARKS = frozenset({'"', "“", "”", "''", "``", "«", "»", "„", "‘", "’", "'"})
_ASIDES = frozenset({"aux", "auxpass", "neg", "advmod", "npadvmod", "prep", "dative", "dobj", "agent", "prt", "nsubj", "nsubjpass", "tmod"})
_OF_NOUNS = frozenset({"for", "about", "over", "of", "on", "at", "against", "to"})
_OF_VERBS = frozenset({"for", "about", "over"})
_THINGS = frozenset({"it", "there"})
_FAR = 60


@dataclass(frozen=True)
class Cue:
    """`source` says, by `words`, `content`, each a list of tokens; `head` is the content's syntactic head."""

    source: list[Token]
    words: list[Token]
    content: list[Token]
    manner: str
    head: Token


@dataclass
class _Reading:
    """A verb being read."""

    verb: Token
    word: str
    passive: bool
    source: Token | None
    left: list[Token] = field(default_factory=list)
    right: list[Token] = field(default_factory=list)


@cache
def _lists() -> dict[str, dict[str, str]]:
    """Arrangement -> lemma -> manner."""
    table: dict[str, dict[str, str]] = {"clause": {}}
    for name, entries in load("cues").items():
        arrangement, _, manner = name.partition(".")
        if name in ("ask", "think", "say"):
            table["clause"] |= {word: name for word in entries if name != "ask" or word not in table["clause"]}
        elif manner:
            table.setdefault(arrangement, {}).update(dict.fromkeys(entries, manner))
    return table


def manner(arrangement: str, word: str) -> str | None:
    """The manner of a lemma in an arrangement of cues.yaml, None where it takes no such thing."""
    return _lists().get(arrangement, {}).get(word)


def lemma(token: Token) -> str:
    """As `grammar.lemma`, with the model's known slips mended."""
    word = grammar.lemma(token)
    misread: dict[str, str] = load("cues")["misread"]
    return misread.get(word, word)


def quotes(verb: Token) -> bool:
    """True for a verb that can own a quotation."""
    word = lemma(verb)
    if word in words("cues", "silent"):
        return False
    return word in words("cues", "say") or word in words("cues", "ask") or word in words("cues", "quotation")


def find(doc: Doc, said: Callable[[Token], bool]) -> Iterator[Cue]:
    """The cues of a document in order; `said` tells which tokens are inside quotations, whose words are not cues."""
    for token in doc:
        if token.is_space or token.is_punct or said(token):
            continue
        cue = _fixed(token) or _of_verb(token, said) or _of_noun(token) or _of_adjective(token)
        if cue is not None and cue.content:
            yield cue


def _of_verb(verb: Token, said: Callable[[Token], bool]) -> Cue | None:
    if not grammar.is_verbal(verb) or verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    reading = _Reading(verb, lemma(verb), grammar.is_passive(verb), source(verb, said))
    inner = _nested(verb)
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


def speaker(verb: Token, who: Token | None) -> list[Token]:
    """The words of a source; a relative pronoun stands with the noun that it takes up ("Holm, who said")."""
    if who is None:
        return []
    words_of = grammar.phrase(who)
    while words_of and words_of[-1].is_punct:
        words_of.pop()
    pronoun = next((c for c in verb.children if c.tag_ in ("WDT", "WP") and c.dep_ in ("nsubj", "nsubjpass")), None)
    return [*words_of, pronoun] if pronoun is not None and pronoun not in words_of else words_of


def _nested(token: Token) -> bool:
    """True in the indirect speech of another: only speech is then laid in a third mouth, judgements are the speaker's."""
    while token.head != token:
        if token.dep_ == "ccomp" and token.head.pos_ == "VERB" and manner("clause", lemma(token.head)) in ("say", "think"):
            return True
        token = token.head
    return False


def _same_person(who: Token | None) -> bool:
    """In "Kalin said he hoped that", the hope is Kalin's own words."""
    return who is not None and who.pos_ == "PRON"


def source(verb: Token, said: Callable[[Token], bool]) -> Token | None:
    """Who speaks or thinks by a verb: its own subject or agent, the one it shares, else the noun beside it."""
    if grammar.is_passive(verb):
        return next(iter(grammar.agents(verb)), None)
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj") and not said(c)), None)
    if own is None:
        shared = _shared(verb, said)
        own = shared if shared is not None and not said(shared) else _beside(verb, said)
    elif own.tag_ in ("WDT", "WP") or (own.lower_ == "that" and verb.dep_ == "relcl"):
        return grammar.subject(verb)
    return own


def _shared(verb: Token, said: Callable[[Token], bool]) -> Token | None:
    """The subject of the verb above, for "..., adding that" and "to say that"; the object's, for "let them say"."""
    if verb.tag_ == "VBG" and verb.i and verb.nbor(-1).text in _COMMAS | _MARKS and verb.dep_ != "conj":
        for above in verb.ancestors:
            if above.i < verb.i and grammar.is_verbal(above) and manner("clause", lemma(above)) == "say":
                return source(above, said)
    if verb.dep_ in ("advcl", "xcomp") and verb.tag_ in ("VBG", "VB") and grammar.is_verbal(verb.head):
        moved = next((c for c in verb.head.children if c.dep_ in ("dobj", "dative")), None)
        if verb.dep_ == "advcl" or (moved is not None and manner("person_infinitive", lemma(verb.head)) is None):
            return source(verb.head, said)
    found = grammar.subject(verb)
    if found is not None and verb.dep_ in ("acl", "relcl") and lemma(found) in words("cues", "statements"):
        return _author(found, said) or found
    if found is None and verb.tag_ in ("VBG", "VB"):
        carrier = next((t for t in verb.ancestors if grammar.is_verbal(t)), None)
        found = grammar.subject(carrier) if carrier is not None else None
    return found


def _author(text: Token, said: Callable[[Token], bool]) -> Token | None:
    """Whose statement it is: "she issued a statement saying", "the ministry's report that found"."""
    owner = next((c for c in text.children if c.dep_ == "poss"), None)
    if owner is None and text.dep_ in ("dobj", "pobj") and (verb := grammar.governing_verb(text)) is not None:
        owner = source(verb, said) if manner("noun", lemma(verb)) or lemma(verb) in words("cues", "carry") else None
    return owner


def _beside(verb: Token, said: Callable[[Token], bool]) -> Token | None:
    """The noun next to a verb beside a quotation, where the parser saw no subject: "“...,” said the minister"."""
    if not verb.i or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.nbor(-1).text not in _COMMAS | _MARKS:
        return None
    doc = verb.doc
    for token in doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]:
        if token.is_punct or said(token):
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "poss", "nmod", "amod"):
            return token
    return None


def _cue(reading: _Reading, how: str, heads: list[Token], extra: list[Token] | None = None) -> Cue | None:
    """A cue whose content is what hangs on `heads`; None where nobody could say it."""
    if not heads or (reading.source is None and how not in ("say", "none") and not reading.passive):
        return None
    if reading.source is None and reading.passive and reading.verb.dep_ == "acl":
        return None
    return _made(reading, how, [t for head in heads for t in head.subtree], heads[0], extra)


def _made(reading: _Reading, how: str, content: list[Token], head: Token, extra: list[Token] | None = None) -> Cue:
    who = speaker(reading.verb, reading.source)
    mine = {t.i for t in who} | {reading.verb.i} | {t.i for t in extra or []}
    content = without_asides([t for t in content if t.i not in mine], reading.verb)
    if reading.source is not None and (reading.source.dep_ == "expl" or reading.source.lower_ == "there"):
        who = []
    inside = {t.i for t in content}
    return Cue([t for t in who if t.i not in inside], [reading.verb, *(extra or [])], content, "think" if how == "none" else how, head)


def without_asides(content: list[Token], above: Token) -> list[Token]:
    """The content without "adding that ..." in it, which the parser hangs on the wrong verb."""
    cut: set[int] = set()
    for token in content:
        if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl", "conj") and token != above and manner("clause", lemma(token)) == "say":
            if token.i and token.nbor(-1).text in _COMMAS | _MARKS:
                cut |= {t.i for t in token.subtree}
    return [t for t in content if t.i not in cut]


# Arrangements of a verb


def _clause(reading: _Reading, how: str) -> Cue | None:
    verb = reading.verb
    heads = [c for c in verb.children if c.dep_ in _COMPLEMENTS and c != reading.source]
    if not heads and verb.dep_ == "advcl" and how == "say" and _parenthetic(reading):
        own = {t.i for t in verb.subtree}
        return _made(reading, how, [t for t in verb.head.subtree if t.i not in own], verb.head)
    if not heads and how == "say":
        heads = [c for c in verb.children if c.dep_ in ("xcomp", "acomp", "advcl") and not infinitive(c) and c.i != verb.i + 1
                 and (c.dep_ == "xcomp" or any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children))]  # fmt: skip
    if reading.source is not None and reading.source.lower_ in ("i", "we", "you") and how == "think":
        return None
    if how in ("say", "think") and _inserts(reading):
        around = _around(reading)
        if around and (not heads or heads[0].i < verb.i or around[-1].i > verb.i):
            return _made(reading, how, around, _top(around))
    if how == "say" and reading.passive and not heads:
        return None
    return _cue(reading, how, heads)


def _parenthetic(reading: _Reading) -> bool:
    """True for "as the minister noted, ..."; not for "as he noted the date"."""
    verb = reading.verb
    if not any(c.lower_ == "as" and c.i < verb.i for c in verb.children) or any(c.dep_ == "dobj" for c in verb.children):
        return False
    right = verb.doc[min(_own_words(reading)[1] + 1, len(verb.doc) - 1)]
    return right.text in _COMMAS or right.text in _ENDS


def _inserts(reading: _Reading) -> bool:
    """True for a finite verb with a subject of its own and no word that makes its clause depend on another: "he said"."""
    verb, who = reading.verb, reading.source
    if who is None or verb.dep_ in ("relcl", "acl", "xcomp", "pcomp") or infinitive(verb) or verb.tag_ == "VBG":
        return False
    if who.dep_ in ("nsubj", "nsubjpass") and who.head != verb:
        return False
    if any(c.dep_ == "dobj" for c in verb.children) and manner("person_infinitive", reading.word) is None and reading.word not in words("cues", "addressed"):
        return False
    return not any(c.dep_ == "mark" or c.tag_ in ("WRB", "WDT", "WP") for c in verb.children if c.i < verb.i and c.lower_ != "as")


def _top(tokens: list[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside and grammar.is_verbal(t)), None) or next(
        (t for t in tokens if not t.is_punct and (t.head.i not in inside or t.head == t)), tokens[0])  # fmt: skip


def _around(reading: _Reading) -> list[Token]:
    """The clause that "he said" is set in or after, by the commas around it; empty where it leads its clause."""
    verb = reading.verb
    low, high = _own_words(reading)
    sentence = verb.sent
    doc = verb.doc
    if low <= sentence.start or low - sentence.start > 4 * _FAR:
        return []
    left = doc[low - 1]
    right = doc[high + 1] if high + 1 < sentence.end else None
    if left.text not in _COMMAS and left.text not in _MARKS and left.text not in _ENDS:
        return []
    if right is not None and right.text not in _COMMAS and right.text not in _ENDS and not right.is_space:
        return []
    start = _other_speaker(doc, sentence.start, low, reading)
    before = [t for t in doc[start:low] if not t.is_space]
    after = [t for t in doc[high + 1 : sentence.end] if not t.is_space] if right is not None and right.text in _COMMAS else []
    quoted = len(after) > 1 and after[1].text in _MARKS
    if quoted and left.text not in _MARKS and not (len(after) > 2 and after[2].is_lower and after[2].is_alpha):
        return []
    if left.text in _MARKS and not quoted:
        after = []
    if any(t.is_alpha for t in after):
        inside = {t.i for c in verb.children if c.dep_ in ("advcl", "relcl", "acl") and c.i > verb.i for t in c.subtree}
        after = [t for t in after if t.i not in inside]
    if not any(t.is_alpha for t in before):
        return []
    return before + after


def _other_speaker(doc: Doc, start: int, low: int, reading: _Reading) -> int:
    """Where what is said starts: after the words of another speaker in the same sentence, else `start`."""
    for i in range(low - 2, start, -1):
        token = doc[i]
        if token.text in _MARKS and doc[i - 1].text == ":":
            return i
        if token.text in _MARKS and doc[i - 1].text in _COMMAS and doc[i - 2].pos_ in ("VERB", "PROPN", "NOUN", "PRON"):
            near = doc[max(start, i - 8) : i - 1]
            if any(t.pos_ == "VERB" and manner("clause", lemma(t)) == "say" and t != reading.verb for t in near):
                return i
    return start


def _own_words(reading: _Reading) -> tuple[int, int]:
    """First and last token of the verb with its source and the words that go with both: "the minister said on Monday"."""
    verb = reading.verb
    own = {verb.i}
    for child in verb.children:
        if child.dep_ in _ASIDES and (child.i > verb.i or child.dep_ in ("aux", "auxpass", "neg", "advmod") or child == reading.source):
            own |= {t.i for t in child.subtree}
    low = high = verb.i
    while low - 1 in own:
        low -= 1
    if reading.source is not None and reading.source.head == verb and reading.source.i < verb.i:
        low = min(low, reading.source.left_edge.i)
    while high + 1 in own:
        high += 1
    return low, high


def infinitive(verb: Token) -> bool:
    """True for "to say"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _infinitives(reading: _Reading, how: str) -> Cue | None:
    heads = [c for c in reading.verb.children if c.dep_ == "xcomp" and infinitive(c)]
    if not heads:
        return None
    if how == "none":
        subjects = [c for c in reading.verb.children if c.dep_ in ("nsubj", "expl")]
        bare = _Reading(reading.verb, reading.word, True, None)
        return _cue(bare, how, [*heads, *(s for s in subjects if s.lower_ not in _THINGS)])
    if reading.passive:
        return None
    return _cue(reading, how, heads)


def _person_infinitive(reading: _Reading, how: str) -> Cue | None:
    children = list(reading.verb.children)
    person = [c for c in children if c.dep_ in ("dobj", "dative") or (c.dep_ == "prep" and c.lower_ in ("on", "upon"))]
    heads = [c for c in children if c.dep_ in ("xcomp", "advcl", "ccomp") and infinitive(c)]
    if not heads or reading.passive or not (person or heads[0].dep_ == "ccomp"):
        return None
    return _cue(reading, how, [heads[0], *person])


def _passive(reading: _Reading, how: str) -> Cue | None:
    """ "is expected to join": what is expected is the subject with the infinitive; who expects it, an agent at most."""
    how = manner("passive", reading.word) or ""
    if not how or not reading.passive:
        return None
    heads = [c for c in reading.verb.children if c.dep_ in ("xcomp", "ccomp", "oprd", "advcl") and (c.dep_ != "advcl" or infinitive(c))]
    subjects = [c for c in reading.verb.children if c.dep_ == "nsubjpass" and c.lower_ not in _THINGS]
    return _cue(reading, how, [*heads, *subjects]) if heads else None


def _as(reading: _Reading, how: str) -> Cue | None:
    heads = [c for c in reading.verb.children if c.dep_ == "prep" and c.lower_ == "as"]
    return _cue(reading, how, _undergoer(reading) + heads) if heads else None


def _name(reading: _Reading, how: str) -> Cue | None:
    heads = [c for c in reading.verb.children if c.dep_ == "oprd" or (c.dep_ == "ccomp" and not infinitive(c))]
    heads += [c for c in reading.verb.children if c.dep_ in ("xcomp", "acomp") and not infinitive(c)]
    return _cue(reading, how, _undergoer(reading) + heads) if heads else None


def _undergoer(reading: _Reading) -> list[Token]:
    """What is described, praised, called so: the object, in the passive the subject."""
    wanted = ("nsubjpass",) if reading.passive else ("dobj",)
    found = [c for c in reading.verb.children if c.dep_ in wanted]
    if not found and reading.passive and reading.verb.dep_ == "acl":
        return [reading.verb.head] if reading.source != reading.verb.head else []
    return found


def _noun(reading: _Reading, how: str) -> Cue | None:
    verb = reading.verb
    if reading.source is None or infinitive(verb) or verb.tag_ == "VB" or any(c.tag_ == "MD" for c in verb.children):
        return None
    heads = [c for c in _undergoer(reading) if c.tag_ not in ("WDT", "WP") and c != reading.source]
    if not heads or (reading.word in ("tell", "ask") and heads[0].ent_type_ in ("PERSON", "ORG")):
        return None
    if any(c.dep_ in ("acl", "relcl") and manner("clause", lemma(c)) == "say" for c in heads[0].children):
        return None
    more = [c for c in reading.verb.children if c.dep_ == "prep" and c.lower_ in ("for", "over", "about", "on") and c.i > heads[0].i]
    return _cue(reading, how, heads + more)


def _preposition(reading: _Reading, how: str) -> Cue | None:
    for child in reading.verb.children:
        if child.dep_ not in ("prep", "prt", "agent"):
            continue
        found = manner("preposition", f"{reading.word} {child.lower_}")
        heads = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
        if found and heads:
            more = [c for c in reading.verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > child.i]
            return _cue(reading, found, [*heads, *more, *_undergoer(reading)], [child])
    return None


def _nominal(reading: _Reading, how: str) -> Cue | None:
    """ "voiced hope that", "had praise for", "is of the opinion that"."""
    if reading.word not in words("cues", "carry") or reading.source is None:
        return None
    nouns = [c for c in reading.verb.children if c.dep_ in ("dobj", "attr", "nsubjpass")]
    nouns += [g for c in reading.verb.children if c.dep_ == "prep" and c.lower_ in ("of", "in", "under") for g in c.children if g.dep_ == "pobj"]
    for noun in nouns:
        found = manner("nominal", lemma(noun))
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


def _manifest(reading: _Reading, how: str) -> Cue | None:
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
    return _made(reading, "say", content, _top(content), [plain])


_ARRANGEMENTS: tuple[tuple[str, Callable[[_Reading, str], Cue | None]], ...] = (
    ("manifest", _manifest), ("passive", _passive), ("person_infinitive", _person_infinitive), ("infinitive", _infinitives),
    ("name", _name), ("clause", _clause), ("as", _as), ("nominal", _nominal), ("preposition", _preposition), ("noun", _noun),
)  # fmt: skip


# Other words


def _fixed(token: Token) -> Cue | None:
    """ "according to X", "in X's view", "in the words of X"."""
    word = token.lower_
    if word == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        to = token.nbor()
        who = next((c for c in [*to.children, *token.children] if c.dep_ == "pobj"), None)
        cue = [token, to]
    elif word in ("in", "for") and token.dep_ == "prep":
        noun = next((c for c in token.children if c.dep_ == "pobj" and lemma(c) in words("cues", "views")), None)
        who = next((c for c in noun.children if c.dep_ == "poss"), None) if noun is not None else None
        if noun is not None and who is None:
            who = next((g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
        cue = [token, noun] if noun is not None else []
    else:
        return None
    if who is None:
        return None
    own = {t.i for t in token.subtree} | {t.i for t in cue} | {t.i for t in who.subtree}
    head = _clause_above(token)
    return Cue(grammar.phrase(who), cue, [t for t in head.subtree if t.i not in own], "according", head)


def _clause_above(token: Token) -> Token:
    head = token.head
    while head.dep_ not in ("ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl") and head.head != head:
        head = head.head
    return head


def _of_noun(noun: Token) -> Cue | None:
    """ "their hope that ...", "its refusal to ...": a noun with its owner and its complement."""
    if noun.pos_ != "NOUN":
        return None
    how = manner("nominal", lemma(noun))
    if how is None or (grammar.lemma(noun.head) in words("cues", "carry") and noun.dep_ == "dobj"):
        return None
    who = next((c for c in noun.children if c.dep_ == "poss"), None)
    heads = [c for c in noun.children if c.dep_ in ("acl", "ccomp") and (infinitive(c) or c.dep_ == "ccomp" or any(g.dep_ == "mark" for g in c.children))]
    if who is None or not heads or _nested(noun):
        return None
    return Cue(grammar.phrase(who), [noun], list(heads[0].subtree), how, heads[0])


def _of_adjective(word: Token) -> Cue | None:
    """ "is confident that ..."."""
    if word.pos_ not in ("ADJ", "VERB") or word.dep_ not in ("acomp", "ROOT", "conj", "ccomp", "advcl"):
        return None
    how = manner("adjective", word.lower_)
    if how is None:
        return None
    verb = word.head if word.dep_ == "acomp" else word
    heads = [c for c in [*word.children, *verb.children] if c.dep_ == "ccomp" and c.i > word.i]
    who = grammar.subject(verb)
    if not heads or who is None or who.lower_ in ("it", "i", "we"):
        return None
    return Cue(grammar.phrase(who), [word], list(heads[0].subtree), how, heads[0])
