"""What a report is about: the organisation or instrument at stake, and the states that stand for admission to it.

The target is what is named most beside words of accession and consent; the candidates are the states named as owners
of a bid or subjects of joining, and no members yet where members are known. All counts are of names in this report:
nothing is known from others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from accede.dates import parse as when
from accede.knowledge import load
from accede.reading import grammar
from accede.reading.actors import Mention, by_token
from accede.reading.lexicon import concept, words
from accede.reading.treaties import is_text

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Span, Token

# States that joined this recently are still told of as candidates.
_NEWLY_JOINED = timedelta(days=45)


@dataclass
class Scene:
    """What the report is about; `parties` is filled as talks are read."""

    target: str | None = None
    candidates: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    kind: str = ""
    mentioned: Counter[str] = field(default_factory=Counter)
    first_state: str | None = None


# Of the words of consent those that the accession to an organisation has too; a treaty or deal it may merely broker.
_CONSENTS = frozenset({"ratify", "apply", "ratification", "protocol"})


def _tells_of_consent(sentence: Span) -> bool:
    """True where a sentence speaks of accession or of a treaty and consent to it."""
    treaty = concept("treaty")[0] | {"treaty", "sign"}
    return _tells_of_joining(sentence) or any(grammar.lemma(t) in treaty for t in sentence)


def _tells_of_joining(sentence: Span) -> bool:
    """True where a sentence speaks of accession."""
    accession = concept("accession")[0] | _CONSENTS
    return any(grammar.lemma(t) in accession for t in sentence)


def scene(doc: Doc, mentions: list[Mention], published: str) -> Scene:
    """The scene of a report published on that day."""
    knowledge = load()
    targets: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    first: dict[str, int] = {}
    mentioned: Counter[str] = Counter()
    named = by_token(mentions)
    consents = sum(grammar.lemma(t) in _CONSENTING for t in doc)
    accessions = sum(grammar.lemma(t) in _ADMITTING for t in doc) >= 2
    for sentence in doc.sents:
        here = {named[t.i] for t in sentence if t.i in named}
        about = _tells_of_consent(sentence)
        joining = _tells_of_joining(sentence)
        for mention in sorted(here, key=lambda m: m.start):
            if mention.category in ("organisation", "instrument") and len(mention.ids) == 1:
                id = joined_by(mention.ids[0])
                first.setdefault(id, mention.start)
                targets[id] += 1 + 3 * (about if is_text(id) else joining)
                if _is_target(doc, mention):
                    targets[id] += 8
                    joined[id] += 1
            elif mention.category == "body" and about:
                targets[mention.ids[0]] += 1
                first.setdefault(mention.ids[0], mention.start)
            elif mention.category in ("state", "adjective", "people", "capital", "metonym"):
                mentioned.update(mention.ids)
    forums = words("organisations", "forums")
    for id in [id for id in targets if is_text(id) and not joined[id]]:
        # An agreement on the way ("the Good Neighbours Accord") that nobody joins, where an organisation that admits is told of
        if accessions and any(_can_be_target(other) and not is_text(other) and other not in forums for other in targets):
            del targets[id]
    allowed = {id for id in targets if _can_be_target(id) and targets[id] >= 4} or {
        id
        for id in targets
        if _can_be_target(id)
        and id not in forums
        and any((_tells_of_consent if is_text(id) else _tells_of_joining)(s) for s in doc.sents)
    }
    allowed = {id for id in allowed if id in knowledge.instruments or (id not in forums and not is_text(id)) or joined[id]}
    # "The UN treaty on nuclear arms", "six EU countries ratified it": where consents to a named instrument are told, it is
    # the target, and neither its forum nor the club of some parties, unless somebody joins that.
    texts = {id for id in allowed if is_text(id) and joined[id]}
    allowed = texts | {id for id in allowed if not is_text(id)} or allowed
    if texts and consents >= 2:
        forums |= {knowledge.instruments[id].organisation for id in texts if id in knowledge.instruments}
        allowed = {id for id in allowed if id in texts or (joined[id] > 1 and id not in forums)}
    target = min(allowed, key=lambda id: (-targets[id], first[id]), default=None)
    day = when(published).first
    members: frozenset[str] = frozenset()
    if target is not None and target in knowledge.organisations and day is not None:
        members = frozenset(knowledge.members_on(target, day - _NEWLY_JOINED))
    found = Scene(target=target, members=members, mentioned=mentioned)
    found.candidates = _candidates(doc, mentions, found)
    states = [m.ids[0] for m in mentions if m.category in ("state", "adjective", "capital") and m.ids]
    found.first_state = states[0] if states else None
    return found


def joined_by(id: str) -> str:
    """The organisation that one joins by acceding to an instrument, where it constitutes one; else the id itself."""
    instrument = load().instruments.get(id)
    return instrument.constitutes or id if instrument is not None else id


def _can_be_target(id: str) -> bool:
    knowledge = load()
    return is_text(id) or knowledge.organisations[id].joinable


# Words of consent to a treaty.
_CONSENTING = frozenset({"ratify", "ratification", "treaty", "convention", "withdraw", "withdrawal", "acceptance", "deposit"})
# Words of a procedure of admission, which no side agreement has.
_ADMITTING = frozenset({"accession", "candidate", "candidacy", "enlargement", "membership", "chapter", "cluster", "screening", "applicant"})
_JOINING = frozenset({"join", "enter", "accede", "apply", "ratify", "sign", "admit", "membership", "accession", "entry", "bid", "application", "member", "ratification", "expansion", "enlargement", "joining", "acceptance", "accept", "deposit", "instrument", "force", "withdraw", "withdrawal", "quit", "leave"})  # fmt: skip


def _is_target(doc: Doc, mention: Mention) -> bool:
    """True in "join NATO", "accession to the EU", "NATO membership", "ratify the treaty"."""
    root = doc[mention.start : mention.end].root
    near = [root.head, root.head.head] if root.dep_ in ("pobj", "dobj", "compound", "nmod", "poss", "nsubjpass") else []
    # "EU members want": members there are, nobody joins
    return any(grammar.lemma(t) in _JOINING and not (t.lower_ == "members" and root.dep_ in ("compound", "nmod", "poss")) for t in near)


def _candidates(doc: Doc, mentions: list[Mention], about: Scene) -> tuple[str, ...]:
    """The states that stand for admission: named with words of accession, and no members yet where members are known."""
    if about.target is None:
        return ()
    nouns = concept("accession")[0] | {"ratification", "protocol", "inclusion", "admittance", "acceptance"}
    points: Counter[str] = Counter()
    named = by_token(mentions)
    for mention in mentions:
        if mention.category not in ("state", "adjective", "capital", "people") or len(mention.ids) != 1:
            continue
        id = mention.ids[0]
        if id in about.members:
            continue
        root = doc[mention.start : mention.end].root
        points[id] += _standing(root, nouns)
        for other in root.conjuncts:
            if other.i in named and _standing(other, nouns):
                points[id] += 1
    first = next((m.ids[0] for m in mentions if m.category in ("state", "adjective", "capital") and m.ids and m.ids[0] not in about.members), None)
    if about.members and first is not None and about.mentioned[first] >= 3 and any(points.values()):
        points[first] += 1  # whom such a report names first and goes on about stands for admission
    if not any(points.values()):
        return _told_together(doc, mentions, about)
    best = max(points.values())
    known_members = bool(about.members)
    floor = max(2 if not known_members else 1, best * (0.2 if known_members else 0.4))
    return tuple(sorted(id for id, count in points.items() if count >= floor and count > 0))


def _told_together(doc: Doc, mentions: list[Mention], about: Scene) -> tuple[str, ...]:
    """Where no state stands plainly as a candidate: the outsider named most often, and those named with it by "and"."""
    if not about.members:
        return ()
    told: Counter[str] = Counter()
    pairs: list[set[str]] = []
    named = by_token(mentions)
    for mention in mentions:
        if mention.category not in ("state", "adjective", "capital") or len(mention.ids) != 1 or mention.ids[0] in about.members:
            continue
        told[mention.ids[0]] += 1
        root = doc[mention.start : mention.end].root
        joined = {id for t in root.conjuncts if t.i in named for id in named[t.i].ids if load().is_state(id)}
        pairs.append({mention.ids[0]} | (joined - about.members))
    if not told or max(told.values()) < 2:
        return ()
    first = min(told, key=lambda id: (-told[id], id))
    return tuple(sorted({first}.union(*(pair for pair in pairs if first in pair))))


def stands(token: Token) -> bool:
    """True where a state's name stands as the owner of an accession: "North Macedonia's membership", "entry of Finland"."""
    first = token
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    return first.dep_ not in grammar.SUBJECTS and _standing(token, concept("accession")[0] | {"protocol"}) == 2


# "Fiji, a candidate for four years"
_STANDING = frozenset({"candidate", "applicant", "aspirant", "hopeful", "newcomer"})
# What a candidate has or is.
_OF_A_BID = frozenset({"application", "bid", "member", "candidate", "applicant", "chapter", "cluster", "screening"})


def _standing(token: Token, nouns: frozenset[str]) -> int:
    """How strongly a state's name stands as a candidate's: 2 as owner of a bid or subject of joining, else 0 or 1."""
    if any(c.dep_ == "appos" and grammar.lemma(c) in _STANDING for c in token.children):
        return 2
    head = token.head
    while head.dep_ == "conj" and head.head != head and not grammar.is_verbal(head):
        head = head.head
    if token.dep_ == "conj":
        token = token.head
        while token.dep_ == "conj":
            token = token.head
        head = token.head
    if token.dep_ in ("poss", "amod", "compound", "nmod") and grammar.lemma(head) in nouns:
        return 2
    if token.dep_ == "pobj" and head.lower_ in ("of", "by", "for", "with") and grammar.lemma(head.head) in nouns | {"talk", "negotiation"}:
        return 2 if grammar.lemma(head.head) in nouns else 1
    if token.dep_ in ("nsubj", "nsubjpass") and grammar.is_verbal(head):
        below = [t for t in head.subtree if t.dep_ in ("xcomp", "advcl", "conj", "ccomp") and grammar.is_verbal(t)]
        verbs = [head, *(t for t in below if grammar.subject(t) == token)]
        if any(grammar.lemma(v) in ("join", "apply", "accede", "enter", "become") and not _joins_else(v) for v in verbs):
            return 2
        if any(grammar.lemma(c) in _OF_A_BID for v in verbs for c in v.children if c.dep_ in ("dobj", "attr")):
            return 2
    if token.dep_ == "dobj" and grammar.lemma(head) in ("invite", "admit", "accept", "let"):
        return 2
    return 0


def _joins_else(verb: Token) -> bool:
    """ "Joined the search for the ship", "entered the race": something that has no members, by a common noun."""
    what = [c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"]
    clubs = words("discourse", "organisation_nouns") | words("discourse", "joined")
    return grammar.lemma(verb) in ("join", "enter") and bool(what) and not any(grammar.lemma(c) in clubs for c in what)
