"""From the words of an attribution's source to a speaker: name, office, and whom they speak for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.model import Speaker
from accede.reading import grammar, whose
from accede.reading.actors import Mention, Person, organisation_in, served
from accede.reading.attribution import Attribution
from accede.reading.frames import Context, holds_noun
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

# Offices by which any person named before may be meant again.
_ANY_OFFICE = frozenset({"diplomat", "official", "politician", "leader", "minister", "spokesman", "spokesperson", "head", "chief"})

# By these nobody means whoever holds one of the highest offices.
_OF_LOWER_RANK = frozenset({"diplomat", "official", "spokesman", "spokesperson"})
_HIGHEST = (["president"], ["minister"], ["king"], ["queen"], ["chancellor"])


# What may be told to "say" or "show" something and is nobody: "the step shows", "the vote threatens".
_THINGS = ("process", "agreement", "talks", "fixture", "progress", "dispute", "commitment", "consent")


class Speakers:
    """Resolves sources in the order of the text; remembers who spoke last."""

    def __init__(self, context: Context, people: dict[str, Person]) -> None:
        self.context = context
        self.people = people
        self.last: Speaker | None = None
        # who spoke last although no person
        self.body: Speaker | None = None
        # outlets by their names, once the report has said what they are
        self.media: set[str] = set()
        self.offices = [m for m in sorted({id(m): m for m in context.named.values()}.values(), key=lambda m: m.start) if m.category == "office"]

    def of(self, attribution: Attribution) -> tuple[Speaker | None, str]:
        """(speaker, reason); None where nobody in particular speaks."""
        doc = self.context.doc
        tokens = [doc[i] for i in attribution.source]
        if not tokens:
            return None, ""
        cue = doc[attribution.cue[0]]
        if cue.tag_ == "VB" and cue.i == cue.sent.start:
            return None, "the reader is told to note it"
        if grammar.lemma(cue) == "report" and self._unknown(tokens):
            self.media |= {t.text for t in tokens if t.pos_ == "PROPN"}
            return None, "who reports and is no known actor is an outlet"
        speaker, why = self.of_tokens(tokens)
        self.last = speaker if speaker is not None and speaker.office else self.last
        if attribution.manner != "think" and speaker is not None and speaker.for_ and not speaker.name:
            self.body = speaker
        return speaker, why

    def of_tokens(self, tokens: list[Token]) -> tuple[Speaker | None, str]:
        """As `of`, for the words of any phrase."""
        mentions = self.context.mentions(tokens)
        head = self._head(tokens)
        if " ".join(t.lower_ for t in tokens if t.is_alpha) in words("cues_media", "narrators"):
            return None, "who tells a transcript is the outlet"
        if self._is_medium(tokens, head):
            return None, "an agency or medium is the origin, not the speaker"
        if head.tag_ in ("JJ", "NNP", "NN") and any(m.category in ("adjective", "people") and m.start <= head.i < m.end for m in mentions):
            before = self._person_before(head.i)  # "the Norwegian said": a person named before
            if before is not None:
                return self._person(before, f"“{head.text}” is the person named last")
        if head.lower_ == "it" and self.body is not None:
            return self.body, "“it” is the body that spoke last"
        person = next((m for m in mentions if m.category == "person" and self._leads(m, head, tokens)), None)
        if person is not None:
            return self._person(person.place or "", "named")
        word = head.lower_
        if word in words("discourse", "person_pronouns"):
            before = self._person_before(head.i)
            if before is None and self.last is not None:
                return self.last, f"“{head.text}” is who spoke last"
            return self._person(before, f"“{head.text}” is the person named last") if before else (None, "")
        office = next((m for m in mentions if m.category == "office" and m.start <= head.i < m.end), None)
        office = office or next((m for m in mentions if m.category == "office"), None)
        if office is not None:
            return self._by_office(office, mentions, head, tokens)
        paper = self._of_a_paper(head, mentions)
        if paper is not None:
            return paper
        owner = self._owner(head)
        if owner is not None and grammar.lemma(head) in words("discourse", "views"):
            return self._person(owner.surname, f"whose {head.lower_} it is")
        if any(m.category == "side" for m in mentions):
            return None, ""
        actor = next((m for m in mentions if m.acts and m.start <= head.i < m.end), None)
        if actor is not None:
            together = {id for m in mentions if m.acts and self._beside(m, head) for id in m.ids} | set(actor.ids)
            if len(together) > 1:
                # several actors speak as one: told by their names, for none of them alone
                return (Speaker(office=self._text(tokens)), "several, as named") if actor.category not in ("pronoun", "noun") else (None, "")
            return Speaker(for_=actor.ids[0]), actor.why or "named"
        actor = next((m for m in mentions if m.acts and m.category != "person"), None)
        if actor is not None and (grammar.lemma(head) in words("discourse", "state_nouns") | words("discourse", "spoken_for") or head.tag_ == "POS"):
            return (Speaker(for_=actor.ids[0]), actor.why or "named") if len(actor.ids) == 1 else (None, "")
        if head.pos_ == "NOUN" and owner is None and any(holds_noun(name, head) for name in _THINGS):
            return None, ""
        if head.pos_ in ("NOUN", "PROPN") and not word.isdigit() and grammar.lemma(head) not in words("cues", "statements"):
            name = self._text(tokens)
            if owner is not None:
                name = f"{owner.office or owner.name}'s {head.text}"
            return Speaker(office=name, for_=owner.actor if owner is not None else None), "as named"
        return None, ""

    @staticmethod
    def _text(tokens: list[Token]) -> str:
        text = " ".join("".join(t.text + t.whitespace_ for t in tokens if not t.is_space).split())[:60].strip()
        return text.removeprefix("the ").removeprefix("The ")

    def _beside(self, mention: Mention, head: Token) -> bool:
        """True where a mention is joined to the head by "and" or a comma."""
        return self.context.doc[mention.start : mention.end].root in head.conjuncts

    def _owner(self, head: Token) -> Person | None:
        """The person in "Lind's office", "her office"."""
        for child in head.children:
            if child.dep_ != "poss":
                continue
            mention = self.context.named.get(child.i)
            key = mention.place if mention is not None and mention.category == "person" else None
            if child.lower_ in words("discourse", "person_pronouns"):
                key = self._person_before(child.i)
            return self.people.get(key or "")
        return None

    def _of_a_paper(self, head: Token, mentions: list[Mention]) -> tuple[Speaker | None, str] | None:
        """Whose words a paper holds ("the statement said"): its owner's, else those of who spoke last; None for no paper."""
        if grammar.lemma(head) not in words("discourse", "papers"):
            return None
        owner = next((m for m in mentions if m.acts and len(m.ids) == 1), None)
        if owner is not None:
            return Speaker(for_=owner.ids[0]), f"whose {head.lower_} it is"
        if self.body is not None and any(c.lower_ in ("the", "this", "that", "its") for c in head.children):
            return self.body, f"“the {head.lower_}” is of who spoke last"
        return None, ""

    def _unknown(self, tokens: list[Token]) -> bool:
        return not any(m.acts or m.category in ("office", "side", "person") for m in self.context.mentions(tokens)) and not any(t.lower_ in words("discourse", "person_pronouns") for t in tokens)

    def _is_medium(self, tokens: list[Token], head: Token) -> bool:
        """True for a news agency, a paper, "reports", "foreign media", "the weekly Kuunari"."""
        nouns, mentions = words("cues_media", "media_nouns"), self.context.mentions(tokens)
        if head.text in self.media:
            return True
        beside = head.pos_ == "PROPN" and any(c.lower_ in nouns for c in head.children) and not any(m.category == "office" for m in mentions)
        if beside:
            self.media.add(head.text)
        if grammar.lemma(head) in nouns or beside:
            return True
        text = " ".join(t.lower_ for t in tokens if not t.is_space)
        if any(m.category == "person" or m.category == "office" for m in mentions):
            return False
        return any(f" {form} " in f" {text} " for form in words("cues_media", "media"))

    def _head(self, tokens: list[Token]) -> Token:
        inside = {t.i for t in tokens}
        return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[0])

    def _leads(self, mention: Mention, head: Token, tokens: list[Token]) -> bool:
        """True where the person is the source and not only named in it ("aides of the minister")."""
        root = self.context.doc[mention.start : mention.end].root
        if mention.start <= head.i < mention.end or root.dep_ in ("appos",) or head.dep_ == "appos":
            return True
        top = root
        for _ in range(6):
            if top == head or top.head == top:
                break
            if top.dep_ in ("poss", "pobj"):
                return False
            top = top.head
        return True

    def _person(self, key: str, why: str) -> tuple[Speaker | None, str]:
        person = self.people.get(key)
        if person is None:
            return None, ""
        actor = person.actor or self._whose(person.office, person.first)
        if actor and not person.actor:
            why += f"; for {actor}, named around"
        return Speaker(name=person.name, office=person.office, for_=actor), why

    def _whose(self, office: str | None, at: int) -> str | None:
        """For whom an office speaks that is told without its state or organisation: the one around, the one at stake."""
        known = load().offices.get(office or "")
        if known is None or known.level == "none":
            return None
        if known.level == "organisation":
            target = self.context.scene.target
            return target if target in load().organisations else self._organisation_told()
        return whose.state_around(self.context, at) if whose.of_state(known.id) else None

    def _organisation_told(self) -> str | None:
        """The organisation that the report names most often, by its name or by a body of it."""
        named = Counter(id for i, m in sorted(self.context.named.items()) if m.start == i and m.category in ("organisation", "body") for id in m.ids)
        return max(named, key=named.__getitem__, default=None)

    def _person_before(self, at: int) -> str | None:
        """The person meant by "he" at a token: the last subject here or in the sentence before, else whoever was named last.

        In "Marin met President Niinisto, and later she said" it is the subject that goes on, not whoever was met.
        """
        sentence = self.context.doc[at].sent
        before = [m for m in {id(m): m for m in self.context.named.values() if m.category == "person"}.values() if m.end <= at]
        before.sort(key=lambda m: m.start)
        opening = self.context.doc[sentence.start - 1].sent.start if sentence.start else 0
        going_on = [m for m in before if m.start >= opening and grammar.in_subject(self.context.doc[m.start : m.end].root)]
        if going_on:
            return going_on[-1].place
        before = [m for m in before if m.start < sentence.start] or before  # "after talks with Peru's envoy, he said": somebody else
        subjects = [m for m in before if self.context.doc[m.start : m.end].root.dep_ in ("nsubj", "nsubjpass", "pobj", "appos", "ROOT") and m.start > sentence.start - 120]
        chosen = subjects or before
        return chosen[-1].place if chosen else None

    def _by_office(self, office: Mention, mentions: list[Mention], head: Token, tokens: list[Token]) -> tuple[Speaker | None, str]:
        normal = office.ids[0]
        known = load().offices.get(normal)
        plural = head.tag_ in ("NNS", "NNPS")
        actor = self._named_with(office, mentions, head)
        if actor is None and any(t.tag_ == "PRP$" for t in tokens):
            # "a statement by his spokesman": of the actor of the person named last
            master = self.people.get(self._person_before(head.i) or "")
            actor = master.actor if master is not None else None
        definite = any(t.lower_ in ("the", "his", "her") for t in tokens[:2])
        if definite and not plural and office.start <= head.i < office.end:
            loosely = normal in _ANY_OFFICE and not any(c.dep_ == "prep" for c in head.children)
            fits = [p for p in self.people.values() if p.first < head.i and self._may_be(p, normal, actor, loosely)]
            if fits:
                last = max(fits, key=lambda p: self._last_named(p, head.i))
                speaker = Speaker(name=last.name, office=last.office, for_=last.actor)
                return speaker, f"“{office.text}” is {last.name}, named before"
        if not plural:
            later = self._named_next(normal, actor, head.i)
            if later is not None:
                return Speaker(name=later.name, office=later.office, for_=later.actor), f"“{office.text}” is {later.name}, named next"
        if known and known.level == "none":
            actor = None
        elif actor is None and (not plural or (known is not None and known.institution)):
            actor = (self._told_before(normal, office.start) if definite else None) or self._whose(normal, head.i)
        inside = office.start <= head.i < office.end
        paper = grammar.lemma(head) in words("discourse", "papers") | words("discourse", "views")
        name = normal if (inside and not plural) or paper else office.text if inside else self._text(tokens)
        return Speaker(office=name, for_=actor), "office named without a person"

    def _named_with(self, office: Mention, mentions: list[Mention], head: Token) -> str | None:
        """For whom an office speaks by the words of its own phrase: its title, a name or adjective, a city, a person."""
        known = load().offices.get(office.ids[0])
        if known is not None and known.actor:
            return known.actor
        near = [m for m in mentions if m.acts and m.category != "person" and len(m.ids) == 1]
        if not near and known and known.institution:
            near = [m for m in mentions if m.category == "person" and len(m.ids) == 1]
        if near:
            return served(near, office.start, known).ids[0]
        cities = [load().places[m.place].state for m in mentions if m.category == "place" and m.place and m.place in load().places]
        if cities and known is not None and known.institution and cities[0]:
            return cities[0]
        return organisation_in(office.text)

    def _told_before(self, office: str, at: int) -> str | None:
        """For whom an office last spoke where its phrase told it: "the Irish government ... the government"."""
        for mention in reversed([m for m in self.offices if m.start < at and m.ids[0] == office]):
            before = self.context.named.get(mention.start - 1)
            if before is None and mention.start > 1 and self.context.doc[mention.start - 1].tag_ == "POS":
                before = self.context.named.get(mention.start - 2)
            if before is not None and before.acts and len(before.ids) == 1:
                return before.ids[0]
        return None

    @staticmethod
    def _may_be(person: Person, office: str, actor: str | None, loosely: bool) -> bool:
        """True where a person named before may be meant by an office, of that actor where one is told.

        loosely: the office is one by which any person may be meant again: "the diplomat", "the official".
        """
        if office in _OF_LOWER_RANK and (person.office or "").split()[-1:] in _HIGHEST:
            return False  # "the official" is no president
        fits = person.office == office or (person.office or "").endswith(office)
        if actor is not None and person.actor is None:
            return fits
        return (fits or loosely) and actor in (None, person.actor)

    def _named_next(self, office: str, actor: str | None, at: int) -> Person | None:
        """Whom a report introduces by office first and by name soon after: "a Turkish official said ... Kalin told"."""
        soon = [p for p in self.people.values() if at < p.first < at + 90 and (p.office == office or (office in _ANY_OFFICE and actor is not None))]
        fits = [p for p in soon if p.actor == actor or (actor is None and p.office == office) or (p.actor is None and p.office == office)]
        return min(fits, key=lambda p: p.first) if fits else None

    def _last_named(self, person: Person, at: int) -> int:
        return max((m.start for m in self.context.named.values() if m.category == "person" and m.place == person.surname and m.start < at), default=-1)
