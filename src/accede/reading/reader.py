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
    roles,
    sides,
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
    from accede.reading.tokens import Doc

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
        drafts = [d for d in _one_of_a_kind(_one_on_a_word(drafts)) if not self._left_unsaid(d)]
        drafts = [part for made in _without_pledges(drafts) for part in self._each_demand(made)]
        drafts = [d for d in drafts if d.kind != "talks" or self._between_parties(d, drafts)]
        for made in drafts:
            self._speak(made)
        drafts = self._first_named(_without_echo(self._asked(drafts)))
        drafts = [d for d in drafts if not _of_itself(d)]
        basis = grounds.Grounds(self.context, drafts, self.words)
        drafts = [d for d in drafts if basis.keep(d)]
        if basis.about_a_process:
            drafts += [d for d in statements.drafts(self.context, self.said, drafts) if basis.keep(d)]
        self._complete(drafts)
        drafts = [d for d in drafts if _whole(d, self.scene)]
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
            return [made]
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
            parts.append(replace(made, start=made.start if number == 0 and made.start < start else start, end=end, trigger=made.trigger if number == 0 else verb.i, facts=facts, reasons=list(made.reasons)))
        return parts

    def _left_unsaid(self, made: Draft) -> bool:
        """ "declined to say when he expects parliament to decide": nothing is said of it."""
        clause = any(c.dep_ == "ccomp" for c in self.doc[made.trigger].children)
        said_is_done = grammar.lemma(self.doc[made.trigger]) in words("statements", "steps")
        if made.kind == "milestone" and clause and not said_is_done and any(made.trigger in a.cue for a, _, _ in self.said):
            return True  # "he concluded that talks had gone well": said, and nothing concluded
        for token in (self.doc[made.trigger], *self.doc[made.trigger].ancestors):
            if grammar.lemma(token) in words("cues", "say") and grammar.lemma(token.head) in ("decline", "refuse") and token.dep_ == "xcomp":
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
        owners = roles.actors([c for c in grammar.agents(word) if word.is_ancestor(c)] + [h for _, h in grammar.obliques(word, frozenset({"of"}))], self.context)
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
        for made in drafts:
            if made.kind in ("talks", "agreement"):
                self._with_the_speaker(made)
                own, apart = set(made.facts.get("parties", ())), set(made.facts.get("convener", ()))
                alone = len(own) < 2 or own <= set(self.scene.candidates)
                fits = next((p for p in usual if own < set(p) and not apart & set(p)), None) if alone else None
                if fits is not None:
                    made.facts["parties"] = fits
                    made.reasons.append("parties: those of the report's talks")
        chronology.complete(drafts, self.context)

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
        counts.update(sides.told(self.context))
        objecting = {id for d in drafts if d.kind == "objection" or (d.kind == "demand" and set(d.facts.get("of", ())) & set(self.scene.candidates)) for id in d.facts.get("by", ()) if id in self.scene.members or not self.scene.members}
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


# What these say about talks is not a round of talks.
_ABOUT_TALKS = frozenset({"halt", "resumption", "milestone", "invitation", "objection", "objection_lifted"})


def _without_echo(drafts: list[Draft]) -> list[Draft]:
    """Talks that a halt, a new start or an outcome only names are no talks of their own."""
    kept = []
    for made in drafts:
        if made.kind == "talks":
            beside = {d.kind for d in drafts if d is not made and d.start < made.end and made.start < d.end}
            bare = not {"time", "place", "min_hours", "round"} & set(made.facts)
            named = made.match is not None and not grammar.is_verbal(made.match.trigger)
            if _repeats(made, drafts):
                continue
            if beside & _ABOUT_TALKS or (bare and named and beside & {"outcome", "fixture", "ratification"}):
                continue
        if made.kind == "agreement" and made.facts.get("modality") == "denied" and any(d.kind == "outcome" and d.start < made.end and made.start < d.end for d in drafts):
            continue  # "failed to reach a deal" is what the talks brought
        kept.append(made)
    return kept


# What is pledged is told as these, planned.
_PLEDGED = frozenset({"ratification", "application", "signature"})


def _without_pledges(drafts: list[Draft]) -> list[Draft]:
    """A pledge to ratify is a ratification, planned; a pledge to apply an application: no commitment besides.

    A call on others to ratify is a demand, and no ratification besides.
    """
    told = [d for d in drafts if d.kind in _PLEDGED]
    called = [d for d in drafts if d.kind == "demand" and grammar.lemma(d.match.trigger) in words("modality", "demanding")] if told else []  # type: ignore[union-attr]
    return [
        made for made in drafts
        if not (made.kind == "commitment" and any(made.trigger < d.trigger and d.trigger in _below(made) for d in told))
        and not (made.kind == "ratification" and any(d.trigger < made.trigger and made.trigger in _below(d) for d in called))
    ]  # fmt: skip


def _below(made: Draft) -> set[int]:
    """The words under a draft's trigger, without what is told beside it in clauses of its own."""
    assert made.match is not None
    return {t.i for t in grammar.phrase(made.match.trigger, clauses=False)}
def _first_person(made: Draft, match: Match, id: str, places: dict[str, str]) -> None:
    """ "We met in Geneva", the minister said: the speaker's actor is a party."""
    if not any(agent.lower_ in ("we", "i") for agent in match.agents):
        return
    if places.get("parties") == "parties" and id not in made.facts.get("convener", ()):
        made.facts["parties"] = tuple(sorted({*made.facts.get("parties", ()), id}))


def _of_itself(made: Draft) -> bool:
    """ "We must consider going ahead", their minister said: whoever is bound by himself demands nothing of another."""
    of = set(made.facts.get("of", ()))
    own = bool(of) and of <= set(made.facts.get("by", ()))
    # An organisation's head who urges "all allies" urges its members, who stand under its id.
    return made.kind == "demand" and own and all(load().is_state(id) for id in of)


def _repeats(made: Draft, drafts: list[Draft]) -> bool:
    """True for talks that add nothing to what was told before: no time, place, length or round, and no two parties."""
    adds = {"time", "place", "min_hours", "round", "convener"} & set(made.facts) or len(made.facts.get("parties", ())) > 1
    standing = made.facts.get("modality") in ("happened", "ongoing")
    return standing and not adds and any(d.kind in ("talks", "resumption") and d.end <= made.start for d in drafts)


def _one_on_a_word(drafts: list[Draft]) -> list[Draft]:
    """Of several kinds on one word the highest rank, except where a codebook frame allows company (`rank` 0 and equal)."""
    best: dict[int, int] = {}
    for made in drafts:
        rank = made.match.frame.rank if made.match else 0
        best[made.trigger] = max(best.get(made.trigger, -99), rank)
    return [d for d in drafts if d.match is None or d.match.frame.rank >= best[d.trigger]]


def _one_of_a_kind(drafts: list[Draft]) -> list[Draft]:
    """One claim for one thing that one sentence says: of two of a kind with overlapping evidence and no fact at odds, the
    one that governs the other ("voted to ratify"), else the fuller."""
    kept: list[Draft] = []
    for made in sorted(drafts, key=lambda d: (-len(d.facts), d.start, d.trigger)):
        if _is_governed(made, drafts):
            continue
        rival = next((k for k in kept if k.kind == made.kind and k.sentence == made.sentence and _same_thing(k, made)), None)
        if rival is None:
            kept.append(made)
    return kept


def _is_governed(made: Draft, drafts: list[Draft]) -> bool:
    """True for the infinitive below another draft of the kind ("invited them to open talks"), and for the noun of which
    another tells ("the agreement, signed in June")."""
    word = made.match.trigger if made.match is not None else None
    if word is None:
        return False
    own = {c.i for c in word.children if c.dep_ == "acl"} | ({word.head.i} if word.dep_ == "xcomp" else set())
    return any(d.kind == made.kind and d.trigger in own for d in drafts)


def _same_thing(one: Draft, other: Draft) -> bool:
    if not (one.start < other.end and other.start < one.end):
        return False
    if one.kind == "demand" and abs(one.trigger - other.trigger) > 2 and one.head != other.head:
        return False
    for name in ("by", "of", "time", "parties", "round", "rating"):
        ours, theirs = one.facts.get(name), other.facts.get(name)
        if ours and theirs and ours != theirs and not (isinstance(ours, tuple) and (set(theirs) <= set(ours))):
            return False
    return True


def _whole(made: Draft, about: scenes.Scene) -> bool:
    """False for a draft that lacks what its kind cannot do without."""
    if made.kind == "demand" and made.speaker is not None:
        return True
    if made.kind == "objection" and set(made.facts.get("by", ())) <= set(made.facts.get("to", ())) and made.facts.get("by"):
        return False  # an organisation does not object to who wants to join it; some of its members do
    if made.kind == "objection" and made.facts.get("by") and not made.facts.get("of") and set(made.facts["by"]) <= set(about.candidates):
        return False  # nor do those who want to join object to it
    if made.kind in ("application", "membership") and made.facts.get("by") and about.candidates and "time" not in made.facts and set(made.facts["by"]) <= about.members:
        return False  # members have joined long since
    if made.kind == "ratification" and not any(made.facts.get(role) for role in ("by", "of", "members")) and not _by_somebody(made):
        return False
    if made.kind == "fixture" and "time" in made.facts and made.past:
        return False
    if made.kind == "membership" and made.match is not None and made.match.worth in ("unrealised", "intended") and not made.ahead:
        return False  # "its intention to join, announced on Sunday"
    need = {
        "objection": ("by",), "demand": ("by",), "application": ("by",), "commitment": ("by",), "outcome": ("rating",),
        "objection_lifted": ("by",), "withdrawal": ("by",), "fulfilment": ("rating",),
    }.get(made.kind, ())  # fmt: skip
    return all(made.facts.get(name) or (name == "by" and _by_somebody(made)) for name in need)


def _by_somebody(made: Draft) -> bool:
    """True where somebody acts to whom no id can be given: "the rebels demand", "campaigners urged"."""
    if made.match is None or {**codebook.load()[made.kind].fill, **made.match.frame.roles}.get("by") != "agent":
        return False
    return any(frames.holds_noun("acting", agent) or agent.tag_ == "NNP" for agent in made.match.agents)
