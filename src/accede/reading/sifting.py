"""Of the drafts of a report, those that stay: one for one thing, whole, and no echo of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.reading import codebook, frames, grammar, grounds, roles
from accede.reading.drafts import Draft
from accede.reading.lexicon import concept, words
from accede.reading.scene import Scene

if TYPE_CHECKING:
    from accede.reading.tokens import Token

# What these say about talks is not a round of talks.
_ABOUT_TALKS = frozenset({"halt", "resumption", "milestone", "invitation", "objection", "objection_lifted"})


def without_echo(drafts: list[Draft]) -> list[Draft]:
    """Talks that a halt, a new start or an outcome only names are no talks of their own."""
    kept = []
    for made in drafts:
        if made.kind == "talks":
            beside = {d.kind for d in drafts if d is not made and d.start < made.end and made.start < d.end}
            bare = not {"time", "place", "min_hours", "round"} & set(made.facts)
            named = made.match is not None and not grammar.is_verbal(made.match.trigger)
            if _repeats(made, drafts) or _of_the_public(made) or _anybodys_summit(made):
                continue
            about = {d.kind for d in drafts if d is not made and made.match is not None and d.start <= made.match.trigger.idx < d.end}
            if about & _ABOUT_TALKS or (bare and named and beside & {"outcome", "fixture", "ratification"}):
                continue
        if made.kind == "agreement" and made.facts.get("modality") == "denied" and any(d.kind == "outcome" and d.start < made.end and made.start < d.end for d in drafts):
            continue  # "failed to reach a deal" is what the talks brought
        kept.append(made)
    return kept


def _of_the_public(made: Draft) -> bool:
    """A "national consultation" is held with citizens, and no talks between parties."""
    if made.match is None:
        return False
    nouns = [made.match.trigger, *made.match.objects]
    return any(grammar.lemma(noun) in ("consultation", "debate") and any(c.lower_ in words("discourse", "of_the_public") for c in noun.children) for noun in nouns)


def _anybodys_summit(made: Draft) -> bool:
    """A summit that somebody attended, or at which something was said, is no round between the parties."""
    if made.match is None or made.facts.get("modality") != "happened" or len(roles.states_only(made.facts.get("parties", ()))) > 1:
        return False
    nouns = [made.match.trigger, *made.match.objects]
    return any(frames.holds_noun("fixture_word", noun) for noun in nouns) and not any(frames.holds_noun("talks_verb", noun) for noun in nouns)


# What is pledged is told as these, planned.
_PLEDGED = frozenset({"ratification", "application", "signature"})


def without_pledges(drafts: list[Draft]) -> list[Draft]:
    """A pledge to ratify is a ratification, planned; a pledge to apply an application: no commitment besides.

    A call on others to ratify is a demand, and no ratification besides.
    """
    told = [d for d in drafts if d.kind in _PLEDGED]
    demands = [d for d in drafts if d.kind == "demand" and d.match is not None] if told else []
    called = [d for d in demands if d.match is not None and grammar.lemma(d.match.trigger) in words("modality", "demanding")]
    return [
        made for made in drafts
        if not (made.kind == "commitment" and any(made.trigger < d.trigger and d.trigger in _below(made) for d in told))
        and not (made.kind == "ratification" and any(d.trigger < made.trigger and made.trigger in _below(d) for d in called))
    ]  # fmt: skip


def _below(made: Draft) -> set[int]:
    """The words under a draft's trigger, without what is told beside it in clauses of its own."""
    assert made.match is not None
    return {t.i for t in grammar.phrase(made.match.trigger, clauses=False)}


def without_own_plans(drafts: list[Draft]) -> list[Draft]:
    """ "It expects to sign": its own act, planned, and no expectation of another's."""
    acts = {d.match.trigger.i for d in drafts if d.match is not None and d.kind not in grounds.SOFT and _is_own_plan(d.match.trigger)}
    expecting = {d.match.trigger.head.i for d in drafts if d.match is not None and d.match.trigger.i in acts}
    return [d for d in drafts if d.kind != "expectation" or d.match is None or d.match.trigger.i not in acts | expecting]


def _is_own_plan(act: Token) -> bool:
    """True for an act below "expects to" or "hopes to", with no doer of its own."""
    above = act.head
    own = act.dep_ == "xcomp" and grammar.lemma(above) in ("expect", "hope") and not grammar.is_passive(above)
    return own and not any(c.dep_ in grammar.SUBJECTS for c in act.children)


def of_itself(made: Draft) -> bool:
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


def one_on_a_word(drafts: list[Draft]) -> list[Draft]:
    """Of several kinds on one word the highest rank, except where a codebook frame allows company (`rank` 0 and equal)."""
    best: dict[int, int] = {}
    for made in drafts:
        rank = made.match.frame.rank if made.match else 0
        best[made.trigger] = max(best.get(made.trigger, -99), rank)
    return [d for d in drafts if d.match is None or d.match.frame.rank >= best[d.trigger]]


def one_of_a_kind(drafts: list[Draft]) -> list[Draft]:
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


def _is_asked_for(verb: Token) -> bool:
    """ "Its application to join, expected in May": what is expected is the application."""
    return verb.dep_ in ("acl", "xcomp") and grammar.lemma(verb.head) in concept("application_word")[0]


# What an objection on a process can be to; an objection to anything else is of another matter.
_OBJECTED_TO = ("joining_process", "accession", "process", "treaty", "talks", "agreement", "proposed", "exchangeable", "at_issue", "joiner", "acting")


# Words from an objection to what it is to.
_REACH = 12


def _to_another_matter(made: Draft) -> bool:
    """ "Objections by Canada to a customs fee": not to whoever wants to join, of whom another sentence of the report tells."""
    if made.match is None:
        return False
    nouns = [noun for noun in (made.match.trigger, *made.match.objects) if frames.holds_noun("opposing", noun) and not grammar.is_verbal(noun)]
    # by place: behind "by Canada and the Community" the parser hangs the preposition on those
    after = [t for noun in nouns for t in noun.doc[noun.i + 1 : min(noun.i + _REACH, noun.sent.end)] if t.lower_ in ("to", "against") and t.dep_ == "prep"]
    heads = [head for preposition in after[:1] for head in preposition.children if head.dep_ == "pobj"]
    if not heads or any(frames.holds_noun("process_word", token) or frames.holds_noun("accession_word", token) for token in made.match.trigger.sent):
        return False
    return all(head.pos_ == "NOUN" and not any(frames.holds_noun(name, head) for name in _OBJECTED_TO) for head in heads)


def whole(made: Draft, about: Scene) -> bool:
    """False for a draft that lacks what its kind cannot do without."""
    if made.kind == "demand" and made.speaker is not None:
        return True
    if made.kind == "objection" and set(made.facts.get("by", ())) <= set(made.facts.get("to", ())) and made.facts.get("by"):
        return False  # an organisation does not object to who wants to join it; some of its members do
    if made.kind == "objection" and made.facts.get("by") and not made.facts.get("of") and set(made.facts["by"]) <= set(about.candidates):
        return False  # nor do those who want to join object to it
    if made.kind == "objection" and _to_another_matter(made):
        return False
    if made.kind in ("application", "membership") and made.facts.get("by") and about.candidates and "time" not in made.facts and set(made.facts["by"]) <= about.members:
        return False  # members have joined long since
    if made.kind == "ratification" and not any(made.facts.get(role) for role in ("by", "of", "members")) and not _by_somebody(made):
        return False
    if made.kind == "fixture" and "time" in made.facts and made.past:
        return False
    if made.kind == "membership" and made.match is not None and _is_asked_for(made.match.trigger):
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
