"""From the words of an attribution's source to a speaker: name, office, and whom they speak for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.model import Speaker
from accede.reading import grammar
from accede.reading.actors import Mention, Person, organisation_in
from accede.reading.attribution import Attribution
from accede.reading.frames import Context
from accede.reading.lexicon import words

if TYPE_CHECKING:
    from accede.reading.tokens import Token

# Offices by which any person named before may be meant again.
_ANY_OFFICE = frozenset({"diplomat", "official", "politician", "leader", "minister", "spokesman", "spokesperson", "head", "chief"})


class Speakers:
    """Resolves sources in the order of the text; remembers who spoke last."""

    def __init__(self, context: Context, people: dict[str, Person]) -> None:
        self.context = context
        self.people = people
        self.last: Speaker | None = None
        self.offices = {m.start: m for m in context.named.values() if m.category == "office"}

    def of(self, attribution: Attribution) -> tuple[Speaker | None, str]:
        """(speaker, reason); None where nobody in particular speaks."""
        doc = self.context.doc
        tokens = [doc[i] for i in attribution.source]
        if not tokens:
            return None, ""
        speaker, why = self.of_tokens(tokens)
        self.last = speaker if speaker is not None and speaker.office else self.last
        return speaker, why

    def of_tokens(self, tokens: list[Token]) -> tuple[Speaker | None, str]:
        """As `of`, for the words of any phrase."""
        mentions = self.context.mentions(tokens)
        head = self._head(tokens)
        if " ".join(t.lower_ for t in tokens if t.is_alpha) in words("cues_media", "narrators"):
            return None, "who tells a transcript is the outlet"
        if self._is_medium(tokens):
            return None, "an agency or medium is the origin, not the speaker"
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
        actor = next((m for m in mentions if m.acts and m.start <= head.i < m.end), None)
        actor = actor or next((m for m in mentions if m.acts and m.category != "person"), None)
        if any(m.category == "side" for m in mentions) or (actor is not None and len(actor.ids) != 1):
            return None, ""
        if actor is not None:
            return Speaker(for_=actor.ids[0]), actor.why or "named"
        if head.pos_ in ("NOUN", "PROPN") and not word.isdigit() and grammar.lemma(head) not in words("cues", "statements"):
            text = " ".join(t.text for t in tokens if not t.is_space)[:60].strip()
            return Speaker(office=text.removeprefix("the ").removeprefix("The ")), "as named"
        return None, ""

    def _is_medium(self, tokens: list[Token]) -> bool:
        """True for a news agency, a paper, "reports", "foreign media"."""
        text = " ".join(t.lower_ for t in tokens if not t.is_space)
        if any(m.category == "person" or m.category == "office" for m in self.context.mentions(tokens)):
            return False
        return any(f" {form} " in f" {text} " for form in words("cues_media", "media"))

    def _head(self, tokens: list[Token]) -> Token:
        inside = {t.i for t in tokens}
        return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[0])

    def _leads(self, mention: Mention, head: Token, tokens: list[Token]) -> bool:
        """True where the person is the source and not only named in it ("aides of Orban")."""
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
            return target if target in load().organisations else None
        return self._state_around(at) if self._of_state(known.id) else None

    @staticmethod
    def _of_state(office: str) -> bool:
        known = load().offices.get(office)
        return known is not None and known.level == "state" and known.id.split()[-1] in ("minister", "president", "chancellor", "premier", "parliament", "secretary")

    def _state_around(self, at: int) -> str | None:
        """The state where a minister without nationality was introduced: of the city in the sentence, else named before."""
        doc = self.context.doc
        sentence = doc[at].sent
        cities = [m for m in self.context.mentions(sentence) if m.place and m.category in ("place", "capital") and m.start < at]
        states = [load().places[m.place].state for m in cities if m.place is not None and m.place in load().places]
        if states and states[-1]:
            return states[-1]
        if self.context.home in self.context.scene.mentioned:
            return self.context.home
        named = [m for m in self.context.mentions(doc[max(0, at - 60) : sentence.end]) if m.category in ("state", "adjective", "capital") and len(m.ids) == 1 and load().is_state(m.ids[0])]
        before = [m for m in named if m.start < at]
        chosen = before[-1] if before else (named[0] if named else None)
        return chosen.ids[0] if chosen else None

    def _person_before(self, at: int) -> str | None:
        """The person named last before a token: as a speaker or subject in the last sentences, else named at all."""
        sentence = self.context.doc[at].sent
        before = [m for m in {id(m): m for m in self.context.named.values() if m.category == "person"}.values() if m.end <= at]
        before.sort(key=lambda m: m.start)
        subjects = [m for m in before if self.context.doc[m.start : m.end].root.dep_ in ("nsubj", "nsubjpass", "pobj", "appos", "ROOT") and m.start > sentence.start - 120]
        chosen = subjects or before
        return chosen[-1].place if chosen else None

    def _by_office(self, office: Mention, mentions: list[Mention], head: Token, tokens: list[Token]) -> tuple[Speaker | None, str]:
        normal = office.ids[0]
        known = load().offices.get(normal)
        plural = head.tag_ in ("NNS", "NNPS")
        near = [m for m in mentions if m.acts and m.category != "person" and len(m.ids) == 1]
        if not near and known and known.institution:
            near = [m for m in mentions if m.category == "person" and len(m.ids) == 1]
        actor = known.actor if known and known.actor else (near[0].ids[0] if near else organisation_in(office.text))
        if actor is None and any(t.tag_ == "PRP$" for t in tokens):
            # "a statement by his spokesman": of the actor of the person named last
            master = self.people.get(self._person_before(head.i) or "")
            actor = master.actor if master is not None else None
        definite = any(t.lower_ in ("the", "his", "her") for t in tokens[:2])
        if definite and not plural:
            fits = [p for p in self.people.values() if p.first < head.i and (p.office == normal or normal in _ANY_OFFICE or (p.office or "").endswith(normal)) and (actor is None or p.actor in (None, actor))]
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
        elif actor is None and not plural:
            actor = self._whose(normal, head.i)
        return Speaker(office=normal if not plural else office.text, for_=actor), "office named without a person"

    def _named_next(self, office: str, actor: str | None, at: int) -> Person | None:
        """Whom a report introduces by office first and by name soon after: "a Turkish official said ... Kalin told"."""
        soon = [p for p in self.people.values() if at < p.first < at + 90 and (p.office == office or (office in _ANY_OFFICE and actor is not None))]
        fits = [p for p in soon if p.actor == actor or (actor is None and p.office == office) or (p.actor is None and p.office == office)]
        return min(fits, key=lambda p: p.first) if fits else None

    def _last_named(self, person: Person, at: int) -> int:
        return max((m.start for m in self.context.named.values() if m.category == "person" and m.place == person.surname and m.start < at), default=-1)
