"""Who "they", "the two applicants", "the alliance" and "the Nordic nation" are, from what went before.

The text is walked in order, and each pronoun and group is filled from the most salient fitting actors before it. Every
filling keeps its reason; what cannot be filled stays open.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.reading import grammar
from accede.reading.actors import Mention, Person, by_token
from accede.reading.lexicon import load as lexicon
from accede.reading.lexicon import words
from accede.reading.scene import Scene
from accede.reading.treaties import is_text

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token


_TEXT_NOUNS = frozenset({"treaty", "agreement", "convention", "accord", "pact", "deal"})


@dataclass
class Story:
    """What has been named up to a point of the text, latest last."""

    singles: list[tuple[int, str]] = field(default_factory=list)
    plurals: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    # the lists of states of the whole text: "seven states" at its opening are those that it lists below
    lists: tuple[tuple[str, ...], ...] = ()
    organisations: list[tuple[int, str]] = field(default_factory=list)
    people: list[tuple[int, str]] = field(default_factory=list)


def resolve(doc: Doc, mentions: list[Mention], people: dict[str, Person], about: Scene) -> list[Mention]:
    """The mentions with persons given their actors and pronouns, groups and definite descriptions filled."""
    named = by_token(mentions)
    story = Story(lists=_lists(doc, mentions))
    out: list[Mention] = []
    skip = -1
    for token in doc:
        if token.i <= skip:
            continue
        mention = named.get(token.i)
        filled: Mention | None = None
        if mention is not None:
            skip = mention.end - 1
            filled = _fill_named(doc, mention, people, story, about)
        else:
            filled = _fill_pointer(doc, token, story, about, named)
            if filled is not None:
                skip = filled.end - 1
        if filled is None:
            continue
        out.append(filled)
        _remember(doc, filled, story, about)
    return out


def _fill_named(doc: Doc, mention: Mention, people: dict[str, Person], story: Story, about: Scene) -> Mention | None:
    if mention.category == "person":
        person = people.get(mention.place or "")
        actor = person.actor if person else None
        return replace(mention, ids=(actor,) if actor else (), why=person.why if person else "")
    if mention.category == "region":
        states = load().regions[mention.ids[0]].states if mention.ids[0] in load().regions else ()
        return _fill_region(doc, mention, tuple(states), story, about)
    if mention.category == "organisation_noun":
        text = _TEXT_NOUNS.intersection(mention.text.lower().split())
        recent = [id for _, id in reversed(story.organisations) if id in mention.ids or (text and is_text(id))]
        if not recent and about.target in mention.ids:
            recent = [about.target]
        if not recent:
            return None
        return replace(mention, category="noun", ids=(recent[0],), why=f"“{mention.text}” is {recent[0]}, named before")
    return mention


def _fill_region(doc: Doc, mention: Mention, states: tuple[str, ...], story: Story, about: Scene) -> Mention:
    end = mention.end
    while end < len(doc) and grammar.lemma(doc[end]) in words("discourse", "state_nouns") | words("discourse", "pairs"):
        end += 1
    words_here = doc[mention.start : end].text
    plural = any(t.tag_ in ("NNS", "NNPS") or t.lower_ in ("pair", "duo", "two") for t in doc[mention.start : end])
    recent = [id for _, id in reversed(story.singles) if id in states]
    if end == mention.end and doc[mention.end - 1].pos_ in ("PROPN", "NOUN") and not plural and grammar.lemma(doc[end - 1]) not in words("discourse", "state_nouns"):
        ids = tuple(sorted(states)) if len(states) <= 12 else ()
    elif plural or not recent:
        ids = tuple(sorted(set(states) & set(about.candidates))) or tuple(sorted(set(states) & set(about.mentioned)))
        if not ids and len(states) <= 6:
            ids = tuple(sorted(states))
    else:
        ids = (recent[0],)
    return replace(mention, end=end, ids=ids, why=f"“{words_here}” is {', '.join(ids)}" if ids else "")


def _fill_pointer(doc: Doc, token: Token, story: Story, about: Scene, named: dict[int, Mention]) -> Mention | None:
    """A pronoun, a counted group or a definite description that starts at this token."""
    word = token.lower_
    if word in words("discourse", "plural_pronouns") and word != "both":
        return None if _is_who_speaks(token, named) else _plural(doc, token, token.i + 1, story, about, 0)
    if word in words("discourse", "singular_pronouns"):
        return _singular_pronoun(token, story, about)
    if word == "whose":
        return _relative(token, story)
    numbers = _numbers()
    opens = token.i == token.sent.start or word == "both"
    if word in numbers and (opens or not token.is_title) and not (token.i > 0 and doc[token.i - 1].like_num):
        return _counted(doc, token, numbers[word], story, about, named)
    if word in ("all", "every", "each", "other", "remaining", "the") or token.like_num:
        found = _members(doc, token, story, about)
        if found is not None:
            return found
    if grammar.lemma(token) in words("discourse", "candidate_nouns") and about.candidates and token.tag_ in ("NNS", "NN"):
        if token.tag_ == "NNS":
            return Mention(token.i, token.i + 1, "noun", about.candidates, token.text, f"“{token.text}” are the candidates")
    if token.tag_ == "NNS" and grammar.lemma(token) in words("discourse", "state_nouns") and any(c.lower_ in ("these", "those") for c in token.children):
        return _plural(doc, token, token.i + 1, story, about, 0)
    if grammar.lemma(token) in words("discourse", "homes") and token.tag_ == "NN" and any(c.dep_ == "poss" and c.lower_ in ("his", "her") for c in token.children):
        return _of_a_person(token, story)
    if grammar.lemma(token) in ("country", "nation", "kingdom", "island", "republic") and token.tag_ == "NN":
        if any(c.lower_ in ("the", "this", "that") for c in token.children) and story.singles:
            if any(c.dep_ in ("prep", "relcl", "compound") for c in token.children):
                return None
            id = next((id for i, id in reversed(story.singles[-6:]) if not _is_whereabouts(doc[i], named)), story.singles[-1][1])
            return Mention(token.i, token.i + 1, "noun", (id,), token.text, f"“the {token.text}” is {id}, named last")
    if grammar.lemma(token) in words("discourse", "organisation_nouns") and any(c.lower_ in ("the", "this") for c in token.children):
        fits = [id for _, id in reversed(story.organisations) if (word in _TEXT_NOUNS) == (is_text(id) or id in words("organisations", "agreements"))]
        if fits and not any(c.dep_ in ("prep", "relcl", "acl") for c in token.children):
            return Mention(token.i, token.i + 1, "noun", (fits[0],), token.text, f"“the {token.text}” is {fits[0]}, named before")
    return None


def _is_who_speaks(token: Token, named: dict[int, Mention]) -> bool:
    """ "Growers said they were against it": who speaks and is no actor, whatever group was named before."""
    verb = grammar.clause_head(token)
    if token.dep_ not in grammar.SUBJECTS or verb.dep_ != "ccomp" or grammar.lemma(verb.head) not in words("cues", "say"):
        return False
    speaker = grammar.subject(verb.head)
    if speaker is None or speaker.tag_ != "NNS" or grammar.lemma(speaker) in words("discourse", "state_nouns") | words("discourse", "side_nouns"):
        return False
    return not any(t.i in named for t in grammar.phrase(speaker))


def _is_whereabouts(token: Token, named: dict[int, Mention]) -> bool:
    """ "Deposited with the ministry in Lima": a capital or seat where something is done is not what the report goes on about."""
    mention = named.get(token.i)
    return mention is not None and mention.category in ("capital", "metonym") and token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "to", "from", "with")


def _lists(doc: Doc, mentions: list[Mention]) -> tuple[tuple[str, ...], ...]:
    """The states listed side by side in a text ("Chile, Peru and Japan"), each list in the order of its ids."""
    found: list[list[str]] = []
    end = -1
    for mention in mentions:
        if mention.category not in ("state", "capital") or len(mention.ids) != 1 or not load().is_state(mention.ids[0]):
            continue
        joined = all(t.lower_ in (",", "and", "&", "the") for t in doc[end : mention.start]) if 0 <= end <= mention.start else False
        if not (joined and found):
            found.append([])
        found[-1].append(mention.ids[0])
        end = mention.end
    return tuple(tuple(sorted(set(ids))) for ids in found if len(set(ids)) > 1)


def _of_a_person(token: Token, story: Story) -> Mention | None:
    """ "His country": of the person or office that is the subject here, else of the person named last."""
    subject = _subject_before(token)
    inside = {t.i for t in grammar.phrase(subject)} if subject is not None and subject.i >= token.sent.start else set()
    told = [id for at, id in story.singles if at in inside]
    if told:
        return Mention(token.i, token.i + 1, "noun", (told[-1],), token.text, f"“{token.text}” is {told[-1]}, the subject's")
    at_hand = [pair for pair in story.people if pair[0] >= token.sent.start and token.doc[pair[0]].dep_ in grammar.SUBJECTS]
    last = (at_hand or story.people)[-1:]
    if not last:
        return None
    id = last[0][1]
    return Mention(token.i, token.i + 1, "noun", (id,), token.text, f"“{token.text}” is {id}, of the person before")


@cache
def _numbers() -> dict[str, int]:
    return {str(word): int(number) for word, number in lexicon("discourse")["numbers"].items()}


def _plural(doc: Doc, token: Token, end: int, story: Story, about: Scene, size: int) -> Mention | None:
    """The last named group, of that size where one is given."""
    recent = [ids for at, ids in reversed(story.plurals) if size in (0, len(ids)) and token.i - at < 400]
    if size == 2 and len(about.candidates) == 2:
        recent = recent if recent and set(recent[0]) == set(about.candidates) else [about.candidates, *recent]
    if not recent and size > 2:
        recent = [ids for ids in story.lists if len(ids) == size]
    if not recent and size:
        last: list[str] = []
        for _, id in reversed(story.singles):
            if id not in last:
                last.append(id)
        if size == 3 and len(about.candidates) == 2:
            others = [id for id in last if id not in about.candidates]
            last = [*about.candidates, *others]
        recent = [tuple(sorted(last[:size]))] if len(last) >= size else []
    if not recent:
        return None
    return Mention(token.i, end, "pronoun", recent[0], doc[token.i : end].text, f"“{doc[token.i:end].text}” are {', '.join(recent[0])}")


def _counted(doc: Doc, token: Token, size: int, story: Story, about: Scene, named: dict[int, Mention]) -> Mention | None:
    """ "the three countries", "both sides", "the two": a group by its size."""
    end, noun = token.i + 1, None
    for i in range(token.i + 1, min(token.i + 5, len(doc))):
        if i in named and named[i].category not in ("region", "organisation_noun", "office"):
            return None
        if grammar.lemma(doc[i]) in words("discourse", "state_nouns"):
            noun, end = doc[i], i + 1
            break
        if doc[i].pos_ not in ("ADJ", "NOUN", "DET", "PROPN", "PART") and doc[i].lower_ not in ("of", "the"):
            break
    region = next((named[i] for i in range(token.i + 1, end) if i in named and named[i].category == "region"), None)
    if region is not None:
        filled = _fill_region(doc, region, tuple(load().regions[region.ids[0]].states), story, about)
        if len(filled.ids) == size:
            return Mention(token.i, end, "pronoun", filled.ids, doc[token.i : end].text, filled.why)
    definite = token.lower_ in ("both", "pair", "duo", "trio") or (token.i > 0 and doc[token.i - 1].lower_ in ("the", "these", "those", "all"))
    if noun is None and not (definite and token.head.pos_ != "NOUN" or token.lower_ in ("pair", "duo", "trio")):
        return None
    if noun is not None and grammar.lemma(noun) in words("discourse", "side_nouns") and grammar.lemma(noun) != "leader":
        return Mention(token.i, end, "side", (), doc[token.i : end].text, "the sides of the talks")
    if noun is not None and not definite and token.i > token.sent.start:
        story = replace(story, lists=())  # "seven countries" in passing need not be any that are listed
    return _plural(doc, token, end, story, about, size) if definite or noun is not None else None


def _members(doc: Doc, token: Token, story: Story, about: Scene) -> Mention | None:
    """ "all allies", "all 30 members", "every ally": the organisation itself, for roles."""
    for i in range(token.i + 1, min(token.i + 4, len(doc))):
        if grammar.lemma(doc[i]) in ("ally", "member") and doc[i].pos_ in ("NOUN", "PROPN"):
            if token.lower_ in ("all", "every", "each", "other", "remaining") and about.target:
                return Mention(token.i, i + 1, "noun", (about.target,), doc[token.i : i + 1].text, f"the members of {about.target}")
            return None
        if doc[i].pos_ not in ("NUM", "ADJ", "PROPN", "ADP", "DET", "PART", "NOUN"):
            return None
    return None


def _stands_for_a_clause(it: Token) -> bool:
    """True in "it is clear that ...", "it remains to be seen": nobody is meant."""
    if it.dep_ == "expl":
        return True
    if grammar.lemma(it.head) not in ("be", "seem", "appear", "remain"):
        return False
    said = [c for c in it.head.children if c.dep_ in ("acomp", "attr")]
    return any(g.dep_ in ("ccomp", "xcomp", "advcl", "acl") for c in said for g in (*c.children, *it.head.children))


def _singular_pronoun(token: Token, story: Story, about: Scene) -> Mention | None:
    if token.lower_ == "it" and _stands_for_a_clause(token):
        return None
    named = sorted(pair for pair in (*story.singles, *story.organisations) if pair[0] < token.i)
    if not named:
        return None
    verb = grammar.clause_head(token)
    own = grammar.subject(verb) if grammar.is_verbal(verb) else None
    for subject in (own, _subject_before(token)):
        if subject is None or subject == token or token.is_ancestor(subject):
            continue
        words_of = {t.i for t in grammar.phrase(subject)} - {token.i}
        inside = [pair for pair in named if pair[0] in words_of]
        if inside:
            at_head = [pair for pair in inside if pair[0] == subject.i]
            id = (at_head or inside)[-1][1]
            return Mention(token.i, token.i + 1, "pronoun", (id,), token.text, f"“{token.text}” is {id}, the subject before")
    subjects = [pair for pair in named if token.doc[pair[0]].dep_ in grammar.SUBJECTS and pair[0] > token.sent.start - 60]
    id = (subjects or named)[-1][1]
    return Mention(token.i, token.i + 1, "pronoun", (id,), token.text, f"“{token.text}” is {id}, named before")


def _relative(token: Token, story: Story) -> Mention | None:
    """ "Chile, whose parliament ...": the name right before, or the head of the phrase that the clause hangs on."""
    at = dict((*story.singles, *story.organisations))
    verb = grammar.clause_head(token)
    places = [token.i - 1, token.i - 2, *((verb.head.i,) if verb.dep_ == "relcl" else ())]
    id = next((at[i] for i in places if i in at), None)
    return Mention(token.i, token.i + 1, "pronoun", (id,), token.text, f"“{token.text}” is {id}, right before") if id else None


def _subject_before(token: Token) -> Token | None:
    """The subject of the main clause before: of this sentence when the pronoun comes later in it, else of the last."""
    root = token.sent.root
    found = grammar.subject(root) if grammar.is_verbal(root) else None
    if found is not None and found.i < token.i and found != token:
        return found
    if token.sent.start == 0:
        return None
    before = token.doc[token.sent.start - 1].sent.root
    return grammar.subject(before) if grammar.is_verbal(before) else None


def _remember(doc: Doc, mention: Mention, story: Story, about: Scene) -> None:
    root = doc[mention.start : mention.end].root
    if mention.category in ("organisation", "instrument"):
        story.organisations.append((root.i, mention.ids[0]))
        return
    if not mention.acts or mention.category in ("noun",) and mention.ids[:1] == (about.target,):
        return
    if mention.category == "person":
        story.people.append((root.i, mention.ids[0]))
    if len(mention.ids) > 1:
        story.plurals.append((root.i, mention.ids))
    elif mention.category in ("state", "adjective", "capital", "people", "metonym", "region", "noun", "pronoun") and load().is_state(mention.ids[0]):
        story.singles.append((root.i, mention.ids[0]))
        group = _coordinated(doc, mention, story)
        if group:
            story.plurals.append((root.i, group))


# Words that may stand between the members of a group: "Peru and, to a lesser degree, its neighbour Chile".
_BETWEEN_MEMBERS = frozenset(
    ", & and or with along together as well for both either neither nor the a its to lesser degree 's ’s"
    " neighbour neighbor neighbouring neighboring".split()
)


def _coordinated(doc: Doc, mention: Mention, story: Story) -> tuple[str, ...]:
    """ "Finland and Sweden", "Sweden, along with neighbouring Finland": the group that a last member completes."""
    at = dict(story.singles[-8:])
    ids = [story.singles[-1][1]]
    i = mention.start - 1
    while i >= 0 and mention.start - i < 30:
        token = doc[i]
        if i in at:
            ids.append(at[i])
        elif token.lower_ in _BETWEEN_MEMBERS or token.pos_ in ("PROPN", "ADJ"):
            pass
        else:
            break
        i -= 1
    distinct = sorted(set(ids))
    return tuple(distinct) if len(distinct) > 1 else ()
