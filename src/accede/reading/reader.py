"""Reads a report: report in, claims out, a pure function of the report and the knowledge.

    gate -> parse -> mentions -> scene -> frames -> drafts -> grounds -> statements -> what the story fills in -> claims
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from accede.dates import parse as when
from accede.knowledge import load
from accede.model import Claim, Passage, Report, Speaker, make_claim
from accede.reading import (
    actors,
    attribution,
    chronology,
    codebook,
    discourse,
    frames,
    gate,
    grammar,
    grounds,
    proverbs,
    roles,
    sides,
    sifting,
    statements,
    times,
)
from accede.reading import scene as scenes
from accede.reading.attribution import Attribution
from accede.reading.drafts import Draft, draft
from accede.reading.frames import Context, Match
from accede.reading.lexicon import concept, words
from accede.reading.parse import DEFAULT_MODEL, parse
from accede.reading.speakers import Speakers

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token

NAME = "rules 1"

class Reader:
    """Reads reports by the codebook's rules over a dependency parse.

    model: the name of an installed spaCy pipeline with a tagger and a parser.
    everything: read also what the gate would pass over; slow on a stream of general news.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, everything: bool = False) -> None:
        self.model = model
        self.everything = everything

    @property
    def name(self) -> str:
        """What the record notes as the reader of a claim."""
        return f"{NAME} ({self.model})"

    def read(self, report: Report) -> tuple[Claim, ...]:
        """The claims of a report, in the order of their evidence; none where the gate passes it over."""
        if not (self.everything or gate.passes(report.text)):
            return ()
        doc = parse(report, self.model, () if self.everything else gate.beside(report.text))
        story = _Story(doc, report, self.model)
        return story.claims()


def _home(report: Report) -> str | None:
    """The state of the city in the dateline."""
    found = [place for place in load().places.values() if report.dateline and report.dateline.title() in (place.name, *place.names)]
    return found[0].state or None if found else None


# Of these, who says "we will" or "I ask" is the one who acts.
_DONE_BY = frozenset({"demand", "objection", "objection_lifted", "commitment", "ratification", "application", "withdrawal", "invitation"})
# What these bring in is told beside what is asked or promised: "without naming a day".
_BESIDE = frozenset({"without", "by", "after", "before", "in", "while", "despite", "besides", "when", "since", "upon"})
# Of these the cue itself may be the trigger: "diplomats expect", "the minister spoke of progress".
_OWN_WORDS = frozenset({"expectation", "outcome", "fulfilment"})


# "demands peace and security" is one demand.
_FEWEST_WORDS_DEMANDED = 3


class _Story:
    """One report being read."""

    def __init__(self, doc: Doc, report: Report, model: str) -> None:
        self.doc, self.report, self.model = doc, report, model
        mentions = actors.find(doc, model)
        self.attributions = attribution.attributions(doc)
        sources = {i for said in self.attributions for i in said.source}
        named, self.people = actors.persons(doc, mentions, report.published, sources)
        taken = {i for m in named for i in range(m.start, m.end)}
        mentions = [m for m in mentions if not taken.intersection(range(m.start, m.end))]
        everyone = sorted([*mentions, *named], key=lambda m: m.start)
        self.words = sum(token.is_alpha for token in doc)
        self.scene = scenes.scene(doc, mentions, report.published)
        self.mentions = discourse.resolve(doc, everyone, self.people, self.scene)
        day = when(report.published).first or date(1, 1, 1)
        self.context = Context(doc, actors.by_token(self.mentions), self.scene, times.find(doc.text, day), report.published, _home(report))
        self.speakers = Speakers(self.context, self.people)
        self.said = [(a, *self.speakers.of(a)) for a in self.attributions]
        self.holders: dict[int, tuple[str, ...]] = {}
        self.said = [self._outer(row) for row in self.said]

    def _outer(self, row: tuple[Attribution, Speaker | None, str]) -> tuple[Attribution, Speaker | None, str]:
        """What A says that B thinks is A's word: B, a bare actor, is kept as the holder of the view."""
        said, speaker, _why = row
        if speaker is None or speaker.name or speaker.office and speaker.for_:
            return row
        cue = self.doc[said.cue[0]]
        around = [(a, s, w) for a, s, w in self.said if a is not said and s is not None and s.name and a.holds(cue.idx, cue.idx + len(cue))]
        if not around:
            return row
        outer = min(around, key=lambda r: sum(e - s for s, e in r[0].content))
        source = [self.doc[i] for i in said.source]
        self.holders[said.cue[0]] = tuple(sorted({id for m in self.context.mentions(source) if m.acts for id in m.ids}))
        return said, outer[1], f"{outer[2]}, of what others hold"

    def claims(self) -> tuple[Claim, ...]:
        """All claims of the report."""
        matches = frames.find(self.context, self.model)
        drafts = [draft(match, self.context) for match in matches]
        drafts = [d for d in sifting.one_of_a_kind(sifting.one_on_a_word(sifting.without_own_plans(drafts))) if not self._left_unsaid(d)]
        drafts += proverbs.drafts(self.context, drafts)
        drafts = [part for made in sifting.without_pledges(drafts) for part in self._each_demand(made)]
        drafts = [d for d in drafts if d.kind != "talks" or self._between_parties(d, drafts)]
        for made in drafts:
            self._speak(made)
        drafts = self._first_named(sifting.without_echo(self._asked(drafts)))
        drafts = [d for d in drafts if not sifting.of_itself(d)]
        basis = grounds.Grounds(self.context, drafts, self.words)
        drafts = [d for d in drafts if basis.keep(d)]
        if basis.about_a_process:
            drafts += [d for d in statements.drafts(self.context, self.said, drafts) if basis.keep(d)]
        self._complete(drafts)
        drafts = [d for d in drafts if sifting.whole(d, self.scene)]
        return tuple(self._claim(made) for made in sorted(drafts, key=lambda d: (d.start, d.end, d.kind)))

    def _claim(self, made: Draft) -> Claim:
        spans = made.more or ((made.start, made.end),)
        return make_claim(self.report, made.kind, tuple(Passage(*span) for span in spans), speaker=made.speaker,  # type: ignore[arg-type]
                          reasons=tuple(made.reasons), **made.facts)  # fmt: skip

    def _speak(self, made: Draft) -> None:
        """Give a draft its speaker: the innermost attribution that holds its trigger, or whose cue it is."""
        word = self.doc[made.trigger]
        holding = [(a, s, why) for a, s, why in self.said if a.holds(word.idx, word.idx + len(word))]
        cues = [(a, s, why) for a, s, why in self.said if made.trigger in a.cue and (a.manner != "think" or made.kind in _OWN_WORDS)]
        if cues and cues[0][1] is not None and (cues[0][1].name is not None or (made.kind in _OWN_WORDS and self._speaks_for_somebody(cues[0]))):
            holding = [cues[0]]
        if made.kind == "demand" and not holding and made.match is not None and made.match.agents and self._places(made).get("by") != "speaker":
            speaker, why = self.speakers.of_tokens([t for a in made.match.agents for t in grammar.phrase(a)])
            if speaker is not None and (speaker.name or (speaker.office and speaker.for_)):
                made.speaker = speaker
                made.reasons.append(f"speaker: {why}")
        if not holding:
            return
        found, speaker, why = min(holding, key=lambda row: sum(e - s for s, e in row[0].content))
        if speaker is None:
            return
        if made.kind == "fulfilment" and self.holders.get(found.cue[0]):
            made.facts.setdefault("by", self.holders[found.cue[0]])
        if made.match is not None and "speaker" in self._places(made).values() and speaker.for_:
            role = next(role for role, place in self._places(made).items() if place == "speaker")
            made.facts.setdefault(role, (speaker.for_,))
        if speaker.for_ and made.match is not None:
            _first_person(made, made.match, speaker.for_, self._places(made))
        own = made.trigger in found.cue or (made.match is not None and any(a.lower_ in ("we", "i") for a in made.match.agents))
        if made.kind in _DONE_BY and not made.facts.get("by") and speaker.for_ and own:
            made.facts["by"] = (speaker.for_,)
        if made.kind in ("demand", "objection") and speaker.name is None and speaker.office is None:
            return
        made.speaker = speaker
        made.reasons.append(f"speaker: {why}")

    def _speaks_for_somebody(self, row: tuple[Attribution, Speaker | None, str]) -> bool:
        """True where the source is an actor or holds an office, and not a thing that "made progress"."""
        said, speaker, _ = row
        named = self.context.mentions([self.doc[i] for i in said.source])
        return speaker is not None and (speaker.for_ is not None or any(m.category == "office" for m in named))

    @staticmethod
    def _places(made: Draft) -> dict[str, str]:
        assert made.match is not None
        return {**codebook.load()[made.kind].fill, **made.match.frame.roles}

    def _each_demand(self, made: Draft) -> list[Draft]:
        """Two demands in one sentence are two claims: one for each clause joined under "insists that ... and that ..."."""
        if made.kind not in ("demand", "commitment") or made.match is None:
            return [made]
        match = made.match
        below = [o for o in match.objects if grammar.is_verbal(o)]
        if not grammar.is_verbal(match.trigger):
            verb = grammar.governing_verb(match.trigger)
            below = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")] if verb is not None and grammar.lemma(verb) == "be" else []
        below = [b for b in below if not (b.dep_ == "pcomp" and b.head.lower_ in _BESIDE)]
        every = sorted({t for b in below for t in (b, *(c for c in b.conjuncts if grammar.is_verbal(c) and b.is_ancestor(c)))}, key=lambda t: t.i)
        if len(every) < 2:
            return self._each_thing(made, match)
        parts = []
        for number, verb in enumerate(every):
            inner = [t for t in verb.subtree if not any(o != verb and verb.is_ancestor(o) and (o == t or o.is_ancestor(t)) for o in every)]
            start, end = attribution.trim(self.context.text, inner[0].idx, inner[-1].idx + len(inner[-1]))
            facts = dict(made.facts)
            found = grammar.subject(verb)
            named = roles.actors([found], self.context) if found is not None else ()
            named = tuple(id for id in named if id not in facts.get("by", ()))
            if named and made.kind == "demand":
                facts["of"] = named
            start, trigger = (min(made.start, start), made.trigger) if number == 0 else (start, verb.i)
            parts.append(replace(made, start=start, end=end, trigger=trigger, facts=facts, reasons=list(made.reasons)))
        return parts

    def _each_thing(self, made: Draft, match: Match) -> list[Draft]:
        """ "insisted on the release of all prisoners and the return of civilians": a demand for each thing told at some length."""
        if made.kind != "demand" or not grammar.is_verbal(match.trigger):
            return [made]
        things = [o for o in match.objects if o.pos_ == "NOUN" and o.i > match.trigger.i and o.dep_ in ("dobj", "pobj")]
        every = [things[0], *(c for c in things[0].conjuncts if c.pos_ == "NOUN" and c.i > things[0].i)] if things else []
        phrases = [[t for t in thing.subtree if not any(t == o or o.is_ancestor(t) for o in every if thing.is_ancestor(o))] for thing in every]
        if len(every) < 2 or any(sum(t.is_alpha for t in words) < _FEWEST_WORDS_DEMANDED for words in phrases):
            return [made]
        parts = []
        for number, (thing, words_of) in enumerate(zip(every, phrases, strict=True)):
            start, end = attribution.trim(self.context.text, words_of[0].idx, words_of[-1].idx + len(words_of[-1]))
            start, trigger = (made.start, made.trigger) if number == 0 else (start, thing.i)
            facts, reasons = dict(made.facts), list(made.reasons)
            parts.append(replace(made, start=start, end=end, trigger=trigger, facts=facts, reasons=reasons))
        return parts

    def _left_unsaid(self, made: Draft) -> bool:
        """ "would not say when the house will vote": nothing is said of it."""
        clause = any(c.dep_ == "ccomp" for c in self.doc[made.trigger].children)
        said_is_done = grammar.lemma(self.doc[made.trigger]) in words("statements", "steps")
        if made.kind == "milestone" and clause and not said_is_done and any(made.trigger in a.cue for a, _, _ in self.said):
            return True  # "he concluded that talks had gone well": said, and nothing concluded
        for token in (self.doc[made.trigger], *self.doc[made.trigger].ancestors):
            if (grammar.lemma(token) in words("cues", "say") or _asks(token)) and grammar.lemma(token.head) in ("decline", "refuse") and token.dep_ == "xcomp":
                return True
        return False

    def _asked(self, drafts: list[Draft]) -> list[Draft]:
        """ "Iran must let the inspectors in, the E3 demanded": the demand is what is said, its cue only says whose it is."""
        gone: list[Draft] = []
        for made in drafts:
            if made.kind != "demand":
                continue
            for said, _, _ in self.said:
                if made.trigger not in said.cue or said.content[0][0] > self.doc[made.trigger].idx:
                    continue
                inner = [d for d in drafts if d.kind == "demand" and d is not made and said.holds(d.start, d.end)]
                for other in inner:
                    other.facts.setdefault("by", made.facts.get("by", ()))
                    other.speaker = other.speaker or made.speaker
                if inner:
                    gone.append(made)
                else:
                    made.start, made.end = max(said.content, key=lambda span: span[1] - span[0])
                break
        return [d for d in drafts if not any(d is g for g in gone)]

    def _first_named(self, drafts: list[Draft]) -> list[Draft]:
        """A thing only named ("Turkey's objections") is a claim at its first mention."""
        seen: set[tuple[str, ...]] = set()
        kept = []
        for made in sorted(drafts, key=lambda d: (d.start, d.trigger)):
            named = made.kind == "objection" and not grammar.is_verbal(self.doc[made.trigger])
            who = tuple(made.facts.get("by", ()))
            if made.kind == "objection" and not (named and who in seen):
                seen.add(who)
            elif named:
                continue
            kept.append(made)
        return kept

    def _between_parties(self, made: Draft, drafts: list[Draft]) -> bool:
        """False for an organisation's own session ("the Mercosur summit", "a meeting of the SCO coordinators").

        One that is still to come becomes a fixture, where none stands there.
        """
        word, parties = self.doc[made.trigger], made.facts.get("parties", ())
        if grammar.is_verbal(word) or grammar.lemma(word) not in words("discourse", "sessions") or len(parties) > 1:
            return True
        owners = roles.actors([c for c in grammar.agents(word) if word.is_ancestor(c)] + [h for c in word.children if c.lower_ == "of" for h in c.children], self.context)
        if not owners or any(id not in load().organisations for id in (*owners, *parties)) or any(t.lower_ in ("with", "between") for t in word.subtree):
            return True
        if any(d.kind == "fixture" and d.start < made.end and made.start < d.end for d in drafts) or made.facts.get("modality") not in ("planned", "expected"):
            return False
        made.kind = "fixture"
        made.facts = {name: value for name, value in made.facts.items() if name in ("time", "place", "modality")}
        return True

    def _complete(self, drafts: list[Draft]) -> None:
        """Fill from the story what a sentence leaves to it: the parties of the talks, the day of the meeting."""
        objecting = {tuple(d.facts["by"]) for d in drafts if d.kind == "objection" and d.facts.get("by")}
        for made in drafts:
            if made.kind == "objection_lifted" and not made.facts.get("by") and len(objecting) == 1:
                made.facts["by"] = min(objecting)
                made.reasons.append("by: the only one that objects")
        for made in drafts:
            if made.kind == "demand" and not made.facts.get("of") and made.facts.get("by"):
                of = tuple(id for id in self.scene.candidates if id not in made.facts["by"])
                if of and set(made.facts["by"]) & self.scene.members:
                    made.facts["of"] = of
                    made.reasons.append("of: the candidates, of whom a member demands it")
        usual = self._usual_parties(drafts)
        self._of_the_other_side(drafts, usual)
        for made in drafts:
            if made.kind in ("talks", "agreement"):
                self._with_the_speaker(made)
                own, apart = set(made.facts.get("parties", ())), set(made.facts.get("convener", ()))
                alone = len(own) < 2 or own <= set(self.scene.candidates)
                fits = next((p for p in usual if own < set(p) and not apart & set(p)), None) if alone else None
                if fits is None and len(own) > 1 and alone:
                    # candidates alone do not talk with each other: they talk with whom one of them talks
                    fits = next((tuple(sorted(own | set(p))) for p in usual if own & set(p) and not apart & set(p)), None)
                if fits is not None and set(fits) != own:
                    made.facts["parties"] = fits
                    made.reasons.append("parties: those of the report's talks")
        chronology.complete(drafts, self.context)

    def _of_the_other_side(self, drafts: list[Draft], usual: list[tuple[str, ...]]) -> None:
        """In talks between two, what one side demands of nobody in particular it demands of the other."""
        two = next((p for p in usual if len(p) == 2), None)
        if two is None or self.scene.candidates:
            return
        for made in drafts:
            by = made.facts.get("by", ())
            if made.kind == "demand" and not made.facts.get("of") and len(by) == 1 and by[0] in two:
                made.facts["of"] = tuple(id for id in two if id not in by)
                made.reasons.append("of: the other side of the talks")

    def _with_the_speaker(self, made: Draft) -> None:
        """ "talks with the rebels", the government said: of two sides who talk, the one that speaks is the other; "we agreed"."""
        own, speaker, match = made.facts.get("parties", ()), made.speaker, made.match
        side = speaker.for_ if speaker is not None else None
        if match is None or len(own) > 1 or side is None or side in own or not (load().is_state(side) or side in load().groups):
            return
        with_one = any(roles.actors(list(t.children), self.context) == own for t in match.clause if t.lower_ == "with")
        if with_one or any(agent.lower_ in ("we", "us") for agent in match.agents):
            made.facts["parties"] = tuple(sorted({*own, side}))
            made.reasons.append(f"parties: {side}, who says so, is the other side")

    def _usual_parties(self, drafts: list[Draft]) -> list[tuple[str, ...]]:
        """The parties of the report's talks and deals, those told of most often first."""
        counts: Counter[tuple[str, ...]] = Counter()
        for made in drafts:
            if made.kind in ("talks", "agreement") and len(made.facts.get("parties", ())) > 1:
                counts[tuple(made.facts["parties"])] += 1
        standing = set(self.scene.candidates)
        # where states stand for admission, the talks of the story are theirs, and with somebody else
        for ids, count in sides.told(self.context).items():
            if not standing or (standing & set(ids) and not set(ids) <= standing):
                counts[ids] += count
        against = [d for d in drafts if d.kind == "objection" or (d.kind == "demand" and standing & set(d.facts.get("of", ())))]
        objecting = {id for d in against for id in d.facts.get("by", ()) if id in self.scene.members or not self.scene.members}
        whole = tuple(sorted({*self.scene.candidates, *roles.states_only(tuple(objecting))}))
        target = self.scene.target
        if not objecting and not self._disputants() and target is not None and target in load().organisations and self.scene.candidates:
            counts[tuple(sorted({*self.scene.candidates, target}))] += 1
        if len(whole) > 1 and objecting and self.scene.candidates and len(objecting) <= 2:
            counts[whole] += 1
        if not counts:
            counts.update(self._disputants())
        return sorted(counts, key=lambda p: (-counts[p], -len(p), p))


    def _disputants(self) -> list[tuple[str, ...]]:
        """Who quarrels with whom ("its dispute with Greece over the name"), once for each time it is told."""
        found = []
        for token in self.doc:
            if grammar.lemma(token) not in concept("quarrel")[0] or token.pos_ != "NOUN":
                continue
            heads = [head for _, head in grammar.obliques(token, frozenset({"with", "between"}))]
            heads += [c for c in token.children if c.dep_ in ("poss", "amod", "compound", "nmod")]
            ids = set(roles.states_only(roles.actors(heads, self.context)))
            if len(ids) == 1 and len(self.scene.candidates) == 1:
                ids |= set(self.scene.candidates)
            if len(ids) == 2:
                found.append(tuple(sorted(ids)))
        return found


def _first_person(made: Draft, match: Match, id: str, places: dict[str, str]) -> None:
    """ "We met in Geneva", the minister said: the speaker's actor is a party."""
    if not any(agent.lower_ in ("we", "i") for agent in match.agents):
        return
    if places.get("parties") == "parties" and id not in made.facts.get("convener", ()):
        made.facts["parties"] = tuple(sorted({*made.facts.get("parties", ()), id}))


def _asks(verb: Token) -> bool:
    """True for a verb with a question below it: "declined to give away when they meet"."""
    return any(c.dep_ in ("ccomp", "advcl") and any(g.tag_ in ("WRB", "WP", "WDT") for g in c.children) for c in verb.children)
