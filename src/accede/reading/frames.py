"""Finds the codebook's frames in a parsed report, verbs and their nouns alike.

One index from lemma to frames; each word of the text is looked up once. A frame holds where its conditions do: classes
of nouns or mentions in the object, the subject, the clause. Of the frames that hold on one word of one kind, the one
of the highest rank is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from accede.errors import KnowledgeError
from accede.knowledge import load
from accede.reading import codebook, grammar, modality, patterns, whose
from accede.reading.actors import Mention
from accede.reading.attribution.quotations import quotations
from accede.reading.codebook import Frame
from accede.reading.lexicon import concept, concept_names, words
from accede.reading.scene import Scene
from accede.reading.times import TimeExpression
from accede.reading.treaties import is_text

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token

ANY_WORD = "*"
MENTION_CLASSES = frozenset("state organisation instrument target candidate group actor number time place person anything infinitive task charge bidding undergone".split())


@dataclass(frozen=True)
class Context:
    """A report as far as it is understood before frames are sought; `home` is the state it is dated from."""

    doc: Doc
    named: dict[int, Mention]
    scene: Scene
    times: Sequence[TimeExpression]
    published: str = ""
    home: str | None = None

    @cached_property
    def text(self) -> str:
        """The document's text; spaCy puts it together anew each time it is asked."""
        return self.doc.text

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """The spans of its quotations."""
        return quotations(self.text)

    @cached_property
    def named_in_order(self) -> list[Mention]:
        """All mentions, each once, in the order of the text."""
        return sorted({id(m): m for m in self.named.values()}.values(), key=lambda m: m.start)

    def mentions(self, tokens: Iterable[Token]) -> list[Mention]:
        """The mentions among tokens, in order, each once."""
        return sorted({self.named[t.i] for t in tokens if t.i in self.named}, key=lambda m: m.start)


@dataclass(frozen=True)
class Match:
    """A frame at a word: its trigger, the clause's head, the heads of agent and object, and the clause's words."""

    kind: str
    frame: Frame
    trigger: Token
    head: Token
    agents: tuple[Token, ...] = field(repr=False)
    objects: tuple[Token, ...] = field(repr=False)
    clause: tuple[Token, ...] = field(repr=False)
    worth: str
    first: int
    last: int

    def agent_words(self) -> list[Token]:
        """The words of the agent's phrases."""
        return [t for head in self.agents for t in grammar.phrase(head) if t != self.trigger]

    def object_words(self) -> list[Token]:
        """The words of the object's phrases, clauses that are objects included."""
        taken = {t.i for t in self.agent_words()} if grammar.is_verbal(self.trigger) and not grammar.is_passive(self.trigger) else set()
        return [t for head in self.objects for t in grammar.phrase(head, clauses=head.dep_ in ("xcomp", "ccomp")) if t.i not in taken and t != self.trigger]


@cache
def _index() -> dict[str, list[tuple[str, Frame, str, tuple[str, ...]]]]:
    """Lemma -> (kind, frame, part of speech, particles)."""
    index: dict[str, list[tuple[str, Frame, str, tuple[str, ...]]]] = defaultdict(list)
    for kind, book in codebook.load().items():
        for frame in book.frames:
            _check(kind, frame)
            for part in ("verb", "noun", "adj"):
                for form in getattr(frame, part):
                    first, *rest = form.split()
                    index[first].append((kind, frame, part, tuple(rest)))
    return index


def _check(kind: str, frame: Frame) -> None:
    for name in (*frame.object, *frame.subject, *frame.clause, *frame.sentence):
        if name.startswith("=") or name in MENTION_CLASSES or name in concept_names():
            continue
        raise KnowledgeError(
            f"codebook/{kind}.yaml: no class {name!r}", "name a list of lexicon/concepts.yaml, a class of mentions, or =word"
        )


class Words:
    """Words of which many frames ask what stands among them: their forms are gathered once."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas, as `grammar.lemma` has them."""
        return frozenset([t.lemma for t in self.tokens])

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words in lower case as written, and the lemmas."""
        return self.lemmas.union([t.lower_ for t in self.tokens])

    @cached_property
    def text(self) -> str:
        """The words in lower case as written, a blank between them."""
        return " ".join([t.lower_ for t in self.tokens])

    def hold(self, name: str, context: Context) -> bool:
        """True when a word of that class, or a mention of that class, stands among them; "=word" is the word itself."""
        if name.startswith("="):
            word = name[1:]
            return word in self.text if " " in word else word in self.forms
        if name in MENTION_CLASSES:
            return _mention_class(name, self.tokens, context)
        single, longer = concept(name)
        return not self.lemmas.isdisjoint(single) or (bool(longer) and any(form in self.text for form in longer))


def holds(name: str, tokens: Sequence[Token], context: Context) -> bool:
    """True when a word of that class, or a mention of that class, stands among the tokens; "=word" is the word itself."""
    return Words(tokens).hold(name, context)


def _mention_class(name: str, tokens: Sequence[Token], context: Context) -> bool:
    if name == "anything":
        return any(t.is_alpha for t in tokens)
    if name in ("infinitive", "task"):
        return _infinitive(tokens, of_another=name == "task")
    if name == "undergone":
        return any(t.tag_ == "VBN" and t.dep_ in ("ccomp", "xcomp", "oprd") and any(c.dep_ in grammar.SUBJECTS for c in t.children) for t in tokens)
    if name == "bidding":
        return _is_bidding(tokens)
    if name == "charge":
        return _infinitive(tokens, of_another=True) and any(m.acts or m.category in ("office", "side") for m in context.mentions(tokens))
    if name == "number":
        return any(t.like_num and t.i not in context.named for t in tokens)
    if name == "time":
        spans = [(e.start, e.end) for e in context.times]
        return any(start <= t.idx < end for t in tokens for start, end in spans)
    singular = {t.i for t in tokens if t.tag_ in ("NN", "NNP")}
    if name == "actor" and any(holds_noun("acting", token) and token.pos_ in ("NOUN", "PROPN") for token in tokens):
            return True
    if name == "actor" and any(t.lower_ == "we" and t.dep_ in grammar.SUBJECTS for t in tokens):
        return True
    for mention in context.mentions(tokens):
        if name == "target" and context.scene.target in mention.ids and mention.category != "noun":
            return True
        if name == "candidate" and set(mention.ids) & set(context.scene.candidates):
            return True
        if name == "actor" and mention.acts:
            return True
        if name in ("actor", "state") and mention.category == "office" and whose.is_institution(mention.ids[0]) and mention.end - 1 in singular:
            return True
        if name == "organisation" and (mention.category in ("organisation", "body") or (mention.category == "noun" and not _is_country(mention))):
            return True
        if name in ("instrument", "organisation") and mention.category in ("pronoun", "noun", "organisation") and _is_text(mention, name):
            return True
        if name == "place" and mention.place and mention.category != "person":
            return True
        if name == mention.category or (name == "state" and (mention.category in ("adjective", "people", "capital", "metonym") or _is_country(mention))):
            return True
    return False


# By these words a clause tells what is or may be, and not what is asked for.
_TELLING = frozenset({"can", "could", "may", "might", "will", "would", "has", "have", "had", "is", "are", "was", "were", "did", "does", "do"})


def _is_bidding(tokens: Sequence[Token]) -> bool:
    """True for what somebody insists on: a thing, or a clause that does not merely tell ("that they must", "that it leave")."""
    clauses = [t for t in tokens if t.dep_ == "ccomp" and grammar.is_verbal(t)]
    if not clauses:
        return any(t.dep_ == "pobj" for t in tokens)
    first = clauses[0]
    own = {first.lower_, *(c.lower_ for c in first.children if c.dep_ in ("aux", "auxpass"))}
    return bool(own & {"must", "should", "be"}) or not (own & _TELLING or first.tag_ in ("VBD", "VBZ"))


def _is_country(mention: Mention) -> bool:
    """True where "the country" is a state."""
    return mention.category == "noun" and len(mention.ids) == 1 and load().is_state(mention.ids[0])


def _infinitive(tokens: Sequence[Token], *, of_another: bool) -> bool:
    """True for "to do" right below the trigger; `of_another` asks that it has a doer of its own ("wants X to do")."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.tag_ == "VB" and token.head.i not in inside and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
            doer = any(c.dep_ in grammar.SUBJECTS for c in token.children) or any(c.dep_ in ("dobj", "nsubjpass", "dative") for c in token.head.children)
            if doer or not of_another:
                return True
    return False


def _is_text(mention: Mention, name: str) -> bool:
    """True where "it" or "the pact" is an instrument, or an organisation that is also a text (CPTPP)."""
    known = load()
    if name == "organisation":
        return any(id in known.organisations for id in mention.ids)
    return any(is_text(id) for id in mention.ids) or (mention.category != "organisation" and any(id in known.organisations for id in mention.ids))


def _particles(trigger: Token, rest: tuple[str, ...]) -> int | None:
    """The index of the last particle of the form, None where one is missing; particles follow in order."""
    at = trigger.i
    for word in rest:
        window = [t for t in trigger.doc[at + 1 : at + 7] if t.lower_ == word or grammar.lemma(t) == word]
        near = next((t for t in window if t.head == trigger or t.i == at + 1 or (t.head.head == trigger and t.i - at <= 2)), None)
        if near is None or _brings_in_a_day(near):
            return None
        at = near.i
    return at


def _brings_in_a_day(particle: Token) -> bool:
    """ "called an election for May": that is no calling for anything."""
    days = words("times", "months") | words("times", "weekdays")
    return particle.lower_ == "for" and any(c.lower_ in days or c.like_num for c in particle.children if c.dep_ == "pobj")


def _part_fits(token: Token, part: str) -> bool:
    if part == "verb":
        return grammar.is_verbal(token) and token.dep_ not in ("aux", "auxpass") and not (token.dep_ == "amod" and token.tag_ != "VBN")
    if part == "noun":
        if token.dep_ == "compound":
            return False  # "opposition deputies", "ratification process": it only tells what sort
        return token.pos_ in ("NOUN", "PROPN") or (token.tag_ == "VBG" and token.dep_ in ("pobj", "dobj", "nsubj"))
    return token.pos_ in ("ADJ", "ADV", "VERB", "NOUN")


# What these bring in is when something happened and not what it was done to.
_WHEN = frozenset({"after", "before", "since", "until", "during", "following", "ahead of"})


def _arguments(trigger: Token, part: str) -> tuple[list[Token], list[Token], list[Token], Token]:
    """(heads of agent, heads of object, words of the clause, its head)."""
    head = grammar.clause_head(trigger)
    clause = grammar.clause(head, keep=trigger)
    agents = grammar.agents(trigger)
    objects = grammar.objects(trigger)
    if part == "noun":
        # what takes place is told by the clause below its noun rather than by the one around it: "invited to talks that begin on Friday"
        event = holds_noun("talks_core", trigger)
        told = grammar.own_clause(trigger) if event or holds_noun("fixture", trigger) else None
        if event and grammar.lies_beyond(trigger):
            head, clause = told or trigger, list(trigger.subtree)
        elif told is not None:
            head, clause = told, sorted({*clause, *trigger.subtree}, key=lambda t: t.i)
        carried = grammar.light_verb_subject(trigger)
        named = [a for a in agents if a.dep_ in ("poss", "pobj")]
        if carried is not None and carried != trigger and all(a.tag_ == "PRP$" for a in named):
            # "20 countries have given their approval": the pronoun is the subject
            agents = [*(a for a in agents if a not in named), carried]
    elif part == "adj":
        found = grammar.subject(head) if grammar.is_verbal(head) else None
        agents = [found] if found is not None else []
    else:
        objects += [o for word, o in grammar.obliques(trigger) if word not in _WHEN and o not in agents and o not in objects]
    return agents, objects, clause, head


class _Place:
    """The words that frames at one trigger ask of, each group gathered when a frame first asks."""

    def __init__(self, match: Match) -> None:
        self.match = match

    @cached_property
    def clause(self) -> Words:
        """The clause's words but the trigger."""
        return Words([t for t in self.match.clause if t is not self.match.trigger])

    @cached_property
    def sentence(self) -> Words:
        """The sentence's words but the trigger."""
        return Words([t for t in self.match.trigger.sent if t is not self.match.trigger])

    @cached_property
    def object(self) -> Words:
        """The words of the object's phrases."""
        return Words(self.match.object_words())

    @cached_property
    def subject(self) -> Words:
        """The words of the agent's phrases."""
        return Words(_acting_words(self.match))

    @cached_property
    def objects(self) -> Words:
        """The heads of the object's phrases."""
        return Words(self.match.objects)

    @cached_property
    def agents(self) -> Words:
        """The heads of the agent's phrases."""
        return Words([grammar.taken_up(agent) for agent in self.match.agents])


def _frame_holds(match: Match, place: _Place, context: Context) -> bool:
    frame, trigger = match.frame, match.trigger
    if frame.worth and match.worth not in frame.worth:
        return False
    if not frame.worth and match.worth in ("unrealised", "intended") and not frame.open:
        return False
    if frame.negated is not None:
        no = match.worth == "negated" or modality.negated(trigger) or modality.negated(match.head)
        if frame.negated != no:
            return False
    if frame.bare and any(c.dep_ in grammar.OBJECTS for c in trigger.children):
        return False
    for asked in ("clause", "object", "subject", "sentence"):
        names = getattr(frame, asked)
        if names and not _any_holds(names, getattr(place, asked), context):
            return False
    for barred, among in (("not_subject", "agents"), ("not_object", "objects"), ("not_", "clause")):
        names = getattr(frame, barred)
        if names and _any_holds(map(_class, names), getattr(place, among), context):
            return False
    return not any(_phrase_of(match, name) for name in frame.not_)


def _any_holds(names: Iterable[str], among: Words, context: Context) -> bool:
    return any(among.hold(name, context) for name in names)


def _phrase_of(match: Match, name: str) -> bool:
    """True where the trigger and the word before it are a form of the class: "accession talks"."""
    before = match.trigger.i - 1
    return name in concept_names() and before >= 0 and f"{match.trigger.doc[before].lower_} {match.trigger.lower_}" in concept(name)[1]


# "Their membership will strengthen it": a matter is no actor, whoever owns it.
_MATTERS = ("accession", "agreement", "talks", "commitment", "dispute", "progress", "fixture")


@cache
def _matters() -> frozenset[str]:
    return frozenset().union(*(concept(name)[0] for name in _MATTERS))


def _acting_words(match: Match) -> list[Token]:
    """The words of the agent's phrases, without those of phrases about a matter unless their head itself is asked for."""
    words: list[Token] = []
    for head in match.agents:
        matter = head.pos_ == "NOUN" and not holds_noun("members_word", head) and head.lemma in _matters()
        words += [head] if matter else [t for t in grammar.phrase(head) if t != match.trigger]
    return words


def holds_noun(name: str, token: Token) -> bool:
    """True when the token's lemma is in a class of nouns."""
    return grammar.lemma(token) in concept(name)[0]


def _class(name: str) -> str:
    return name if name.startswith("=") or name in MENTION_CLASSES or name in concept_names() else f"={name}"


class _Arguments:
    """The arguments and the worth of each word, and what stands around it, found once for all its frames."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, str], tuple[tuple[Token, ...], tuple[Token, ...], tuple[Token, ...], Token]] = {}
        self.worth: dict[tuple[int, str], str] = {}
        self.places: dict[tuple[int, str], _Place] = {}

    def match(self, kind: str, frame: Frame, trigger: Token, part: str, last: int, first: int | None = None) -> Match:
        """The match of a frame at a word, its conditions not yet asked."""
        key = (trigger.i, part)
        if key not in self.found:
            *words, around = _arguments(trigger, part)
            agents, objects, clause = map(tuple, words)
            self.found[key] = agents, objects, clause, around
        agents, objects, clause, head = self.found[key]
        if key not in self.worth:
            own = part == "noun" and trigger.is_ancestor(head)
            self.worth[key] = modality.grammatical(head if own else trigger)
        return Match(kind, frame, trigger, head, agents, objects, clause, self.worth[key],
                     trigger.i if first is None else first, last)  # fmt: skip

    def place(self, match: Match, part: str) -> _Place:
        """What stands around the match's trigger."""
        key = (match.trigger.i, part)
        if key not in self.places:
            self.places[key] = _Place(match)
        return self.places[key]


def find(context: Context, model: str) -> list[Match]:
    """All frames of the report, at most one of a kind on one word, in order of place and kind."""
    best: dict[tuple[int, str], Match] = {}
    index, arguments = _index(), _Arguments()

    def keep(kind: str, frame: Frame, trigger: Token, part: str, last: int, first: int | None = None) -> None:
        held = best.get((trigger.i, kind))
        if held is not None and held.frame.rank >= frame.rank:
            return
        match = arguments.match(kind, frame, trigger, part, last, first)
        if _frame_holds(match, arguments.place(match, part), context):
            best[trigger.i, kind] = match

    any_word = index.get(ANY_WORD, ())
    for token in context.doc:
        fitting: dict[str, bool] = {}
        for kind, frame, part, rest in (*index.get(token.lemma, ()), *any_word):
            if part not in fitting:
                fitting[part] = _part_fits(token, part)
            last = _particles(token, rest) if fitting[part] else None
            if last is not None:
                keep(kind, frame, token, part, last)
    for kind, frame, turn in patterns.find(context.doc, model):
        trigger = turn.root
        keep(kind, frame, trigger, "verb" if grammar.is_verbal(trigger) else "noun", turn.end - 1, turn.start)
    return sorted(best.values(), key=lambda m: (m.trigger.i, m.kind))
