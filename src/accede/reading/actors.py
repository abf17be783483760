"""Who is named in a report: states, organisations, instruments, groups, places and persons, as mentions.

A mention is a run of tokens with the ids it stands for. A capital is a state where it acts ("Ankara wants") and a
place where things happen ("in Ankara"). A longer form wins over a shorter one at the same place.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from accede.knowledge import fold, load
from accede.reading import names, treaties
from accede.reading.grammar import lemma
from accede.reading.lexicon import concept, words
from accede.reading.parse import language

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

    from accede.knowledge.values import Office
    from accede.reading.tokens import Doc, Token

# Of two forms of one length at one place the earlier category wins.
_ORDER = ("state", "organisation", "instrument", "group", "region", "metonym", "capital", "body", "adjective", "people", "place", "organisation_noun", "office")  # fmt: skip
ACTS = frozenset({"state", "adjective", "people", "metonym", "capital", "organisation", "body", "group", "region", "noun", "person", "pronoun"})  # fmt: skip


# "South American" is not of the United States.
_QUARTERS = frozenset({"South", "Latin", "North", "Central", "Meso", "West", "East", "Southern", "Northern"})


@dataclass(frozen=True)
class Mention:
    """Tokens [start, end) that stand for `ids`; `why` says how a pronoun or a noun was filled.

    `category` is a category of the knowledge, or "person", "noun" (a definite description) or "pronoun".
    """

    start: int
    end: int
    category: str
    ids: tuple[str, ...]
    text: str
    why: str = ""
    place: str | None = None

    @property
    def acts(self) -> bool:
        """True where it can fill a role."""
        return self.category in ACTS and bool(self.ids)


@cache
def _matchers(model: str) -> tuple[PhraseMatcher, PhraseMatcher, dict[str, list[tuple[str, str, bool]]]]:
    from spacy.matcher import PhraseMatcher

    nlp = language(model)
    exact, lower = PhraseMatcher(nlp.vocab, attr="ORTH"), PhraseMatcher(nlp.vocab, attr="LOWER")
    meanings: dict[str, list[tuple[str, str, bool]]] = {}
    for form in load().surface_forms():
        loose = form.category in ("office", "organisation_noun") or (form.category in ("region", "body", "instrument", "organisation") and " " in form.text)
        key = form.text.lower() if loose else form.text
        entry = meanings.setdefault(key, [])
        if not entry:
            (lower if loose else exact).add(key, [nlp.make_doc(form.text)])
        entry.append((form.category, form.id, form.ambiguous))
    return exact, lower, meanings


def _meaning(options: list[tuple[str, str, bool]]) -> tuple[str, tuple[str, ...]]:
    best = min(options, key=lambda option: (_ORDER.index(option[0]), option[2], option[1]))
    same = {id for category, id, _ in options if category == best[0]}
    return best[0], tuple(sorted(same)) if best[0] == "organisation_noun" else (best[1],)


def find(doc: Doc, model: str) -> list[Mention]:
    """All mentions by name in the document, in order, without overlaps; offices stand among them."""
    exact, lower, meanings = _matchers(model)
    strings = doc.parsed.vocab.strings
    hits = []
    for matcher in (exact, lower):
        for key, start, end in matcher(doc.parsed):
            options = meanings[strings[key]]
            category, ids = _meaning(options)
            hits.append((end - start, -start, category, ids, start, end, options))
    hits.sort(key=lambda hit: (-hit[0], _ORDER.index(hit[2]), -hit[1], hit[3]))
    named = {id for *_, options in hits for kind, id, ambiguous in options if kind in _NAMES_A_STATE and not ambiguous}
    places = {start: ids for _, _, category, ids, start, _, _ in hits if category in _NAMES_A_STATE}
    taken: set[int] = set()
    found = []
    for _, _, category, ids, start, end, options in hits:
        if taken.intersection(range(start, end)) or category == "metonym" and _is_of_another(doc, start, end, options, named, places):
            continue
        mention = _placed(doc, Mention(start, end, category, ids, doc[start:end].text), options)
        if mention is None:
            continue
        taken.update(range(start, end))
        found.append(mention)
    known = {i for m in found if m.category in ("organisation", "instrument", "group") for i in range(m.start, m.end)}
    states = {i for m in found if m.category in ("state", "adjective", "people", "office", "region") for i in range(m.start, m.end)}
    for start, end, id in treaties.unknown(doc, known, states):
        found = [m for m in found if m.end <= start or m.start >= end]
        found.append(Mention(start, end, "instrument", (id,), doc[start:end].text, "named by its capitals"))
    short = _shortened(doc, found)
    found = [*(m for m in found if m.start not in {s.start for s in short}), *short]
    return sorted(_communities(doc, found), key=lambda mention: mention.start)


_NAMES_A_STATE = frozenset({"state", "adjective", "capital"})


def _is_of_another(
    doc: Doc, start: int, end: int, options: list[tuple[str, str, bool]], named: set[str], places: dict[int, tuple[str, ...]]
) -> bool:  # fmt: skip
    """True where a body whose name many states use ("the Senate") is not that of the state that it mostly stands for.

    named: the states that the report names in so many words; places: where a state, its adjective or its capital begins.
    """
    own = {id for category, id, ambiguous in options if category == "metonym"}
    if not all(ambiguous for category, _, ambiguous in options if category == "metonym"):
        return False
    before = next((places[at] for at in (start - 1, start - 2) if at in places and doc[at].dep_ in ("amod", "compound", "poss")), None)
    after = doc[end].lower_ in ("in", "of") if end + 1 < len(doc) else False
    beside = before or next((places[at] for at in (end + 1, end + 2) if after and at in places), None)
    return own.isdisjoint(beside) if beside is not None else own.isdisjoint(named)


# Bodies of which the last word alone is a name, once they were named in full.
_SHORT_NAMES = frozenset({"Commission", "Secretariat"})


def _shortened(doc: Doc, found: list[Mention]) -> list[Mention]:
    """ "The European Commission ... the Commission": the body named in full before."""
    taken = {i for m in found if m.category != "organisation_noun" for i in range(m.start, m.end)}
    whole = sorted((m for m in found if m.category == "body" and m.end - m.start > 1 and doc[m.end - 1].text in _SHORT_NAMES), key=lambda m: m.start)
    out = []
    for token in doc if whole else ():
        if token.text not in _SHORT_NAMES or token.i in taken or token.i < whole[0].start:
            continue
        if token.i and doc[token.i - 1].pos_ == "PROPN" and doc[token.i - 1].i not in taken:
            continue  # "the Electoral Commission"
        last = [m for m in whole if m.start < token.i and doc[m.end - 1].text == token.text][-1:]
        out += [Mention(token.i, token.i + 1, "body", m.ids, token.text, f"“{token.text}” is that of {m.ids[0]}, named before") for m in last]
    return out


def _communities(doc: Doc, found: list[Mention]) -> list[Mention]:
    """ "Greek and Turkish Cypriots": the first adjective too is of a community, where there is one of that name."""
    at = {m.start: m for m in found}
    out = []
    for mention in found:
        other = at.get(mention.end + 1)
        if mention.category == "adjective" and other is not None and other.category == "group" and doc[mention.end].lower_ in ("and", "or"):
            _, *rest = other.text.split()
            id = _groups().get(fold(" ".join([mention.text, *rest]))) if rest else None
            if id:
                mention = replace(mention, category="group", ids=(id,))
        out.append(mention)
    return out


@cache
def _groups() -> dict[str, str]:
    return {fold(form.text): form.id for form in load().surface_forms() if form.category == "group"}


def _placed(doc: Doc, mention: Mention, options: list[tuple[str, str, bool]]) -> Mention | None:
    """Decide between the capital as a state and the city as a place, and keep the city's name."""
    city = next((id for category, id, _ in options if category == "place"), None)
    token = doc[mention.start : mention.end].root
    if mention.category == "adjective" and token.lower_ == token.text:
        return None
    if mention.category == "instrument" and mention.text.islower() and mention.start and doc[mention.start - 1].lower_ in ("a", "an"):
        return None  # "a nuclear non-proliferation treaty": one of its sort
    other = mention.category == "state" and mention.text != load().states[mention.ids[0]].name  # "Latin America", not "northern Chile"
    if (other or mention.category in ("adjective", "people")) and mention.start and doc[mention.start - 1].text in _QUARTERS:
        return None
    if mention.category in ("state", "adjective", "capital", "place") and _opens_a_firm(doc, mention.end):
        return None
    if mention.category not in ("capital", "place"):
        return mention
    if mention.category == "place":
        return replace(mention, place=city, ids=())
    mention = replace(mention, place=city)
    if _is_venue(token):
        return replace(mention, category="place", ids=())
    if all(ambiguous for category, _, ambiguous in options if category == "capital"):
        if token.dep_ not in ("nsubj", "nsubjpass", "poss", "pobj", "dobj", "agent"):
            return replace(mention, category="place", ids=())
        seated = _seated(city)
        return replace(mention, ids=seated or mention.ids)
    return mention


# Words of a firm's name beside the first.
_LONGEST_FIRM = 5


def _opens_a_firm(doc: Doc, end: int) -> bool:
    """True before the rest of a company's name: "American Motors Corp", "the Tokyo Stock Exchange"."""
    last = end
    while last < min(end + _LONGEST_FIRM, len(doc)) and doc[last].text[:1].isupper() and doc[last].is_sent_start is not True:
        last += 1
    return last > end and doc[last - 1].lower_ in words("discourse", "companies")


@cache
def _seated(city: str | None) -> tuple[str, ...]:
    """The organisation whose seat stands for it more often than for the state: Brussels for the EU."""
    first = [o.id for o in load().organisations.values() if o.seat == city and o.id in words("organisations", "seated")]
    return tuple(first)


def _is_venue(token: Token) -> bool:
    """True where a city's name says where: "in Brussels", "the Brussels headquarters", "BRUSSELS, June 28"."""
    if _in_a_pair(token):
        return False
    if token.dep_ in ("compound", "nmod") or (token.dep_ == "amod" and token.i < token.head.i):
        return token.head.lower_ not in ("government", "authorities", "side", "officials")
    top = token
    while top.dep_ in ("conj", "appos") and top.head != top:
        top = top.head
    if top.dep_ == "pobj":
        word = top.head.lower_
        if word == "of" and any(lemma(top.head.head) in concept(name)[0] for name in ("agreement", "fixture", "instrument", "commitment")):
            return True  # "the memorandum of Madrid", "the Treaty of Rome"
        if word == "in" and lemma(top.head.head) in words("places", "seated"):
            return False  # "the government in Rome"
        if word in ("in", "at", "near", "outside", "around", "into", "inside"):
            return True
        if word in ("to", "from"):
            verb = top.head.head
            return lemma(verb) in words("places", "motion")
    return top.dep_ == "dobj" and lemma(top.head) in words("places", "visited")


def _in_a_pair(token: Token) -> bool:
    """ "the Belgrade-Pristina dialogue": two capitals joined by a dash are those who talk."""
    for dash, other in ((token.i + 1, token.i + 2), (token.i - 1, token.i - 2)):
        if 0 <= other < len(token.doc) and token.doc[dash].text in ("-", "–", "—", "/") and token.doc[other].text in _capitals():
            return not token.doc[dash].whitespace_ and not token.doc[dash - 1].whitespace_
    return False


@cache
def _capitals() -> frozenset[str]:
    return frozenset(form.text for form in load().surface_forms() if form.category == "capital")


def by_token(mentions: list[Mention]) -> dict[int, Mention]:
    """Token index -> mention."""
    return {i: mention for mention in mentions for i in range(mention.start, mention.end)}


@dataclass(frozen=True)
class Person:
    """A person as the report names and places them; `office` in its normal form, `actor` whom they speak for."""

    name: str
    surname: str
    office: str | None
    actor: str | None
    first: int
    why: str = ""


def _office_near(doc: Doc, start: int, end: int, named: dict[int, Mention]) -> tuple[list[Mention], list[Mention]]:
    """(offices, actors) in the title before a name and in the apposition after it."""
    offices: list[Mention] = []
    actors: list[Mention] = []

    def take(mention: Mention) -> None:
        if mention.category == "office" and offices and mention.end < len(doc) and doc[mention.end].lower_ in ("of", "for", "to"):
            offices.insert(0, mention)  # "the envoy of the president": whoever is named is the envoy
        else:
            (offices if mention.category == "office" else actors).append(mention)

    i, commas = start - 1, 0
    steps = 0
    while i >= 0 and steps < 12:
        token = doc[i]
        mention = named.get(i)
        if mention is not None and (mention.category == "office" or mention.acts):
            take(mention)
            i = mention.start - 1
        elif token.is_space or token.is_sent_start is True and not (token.lower_ in ("the", "its", "his") or token.text[:1].isupper()):
            break
        elif token.text == ",":
            commas += 1
            ends_an_office = named.get(i - 1) is not None and named[i - 1].category == "office"
            told_where = not offices and i - 1 in named and _is_where(doc[named[i - 1].start : i].root)
            if commas > 1 or (not offices and steps > 0) or (offices and not ends_an_office) or told_where:
                break  # "despite protests from Peru, bank president Ana Ruiz": the state is no part of the title
            # "the chief negotiator, Anna Holm": an office must end right at the comma
            if named.get(i - 1) is None or named[i - 1].category not in ("office",):
                if not (i > 1 and doc[i - 1].pos_ in ("NOUN", "PROPN") and commas == 1):
                    break
            i -= 1
        elif token.lower_ in ("of", "for", "the", "and", "&", "'s", "’s", "at", "in", "on", "-", "to") or token.pos_ in ("ADJ", "NOUN", "PROPN") or token.tag_ in ("VBN",) and doc[i + 1].pos_ == "NOUN":
            portfolio = token.lower_ == "and" and doc[i + 1].lower_ in words("discourse", "portfolios") | {"climate"}
            if token.lower_ in ("and", "in", "on", "to") and not offices and not portfolio:
                break
            i -= 1
        else:
            break
        steps += 1
    i, steps = end, 0
    if i < len(doc) and doc[i].text in (",", "(", "–", "—") and not offices:
        i += 1
        found_office = False
        while i < len(doc) and steps < 16:
            token = doc[i]
            mention = named.get(i)
            if mention is not None and (mention.category == "office" or mention.acts):
                if mention.category == "office":
                    found_office = True
                take(mention)
                i = mention.end
            elif token.text in (",", ")", ";", ".", "–", "—", ":") or (token.pos_ in ("VERB", "AUX") and token.tag_ != "VBN"):
                break
            else:
                i += 1
            steps += 1
        if not found_office:
            actors = [a for a in actors if a.start < start]
    return offices, actors


def _is_where(token: Token) -> bool:
    """ "Opening a debate in the House of Commons, Ruiz said": where, and not for whom."""
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "before")


def persons(doc: Doc, mentions: list[Mention], published: str, sources: Collection[int] = ()) -> tuple[list[Mention], dict[str, Person]]:
    """The mentions of persons, and the persons by folded surname.

    A surname alone is a later mention of the person of that surname; a first mention without office is looked up
    among the known holders of offices on the day of publication. `sources` are the places of words by whom something is said.
    """
    from accede.dates import parse as when

    named = by_token(mentions)
    day = when(published).first
    told = {id for m in mentions if m.acts for id in m.ids}
    known: dict[str, Person] = {}
    by_first: dict[str, str] = {}
    found: list[Mention] = []
    for start, end in names.find(doc, named, sources):
        name = doc[start:end].text.replace("\n", " ")
        surname = fold(doc[end - 1].text)
        held = known.get(surname)
        if held is None:
            # some names begin with the family's: "Park Ji-ho ... Park said"
            held = known.get(by_first.get(surname, "")) if end - start == 1 else None
        offices, actors = _office_near(doc, start, end, named)
        person = _person(name, surname, offices, actors, start, day, told)
        if held is not None:
            person = replace(
                held, name=_fuller(held.name, name) if surname == held.surname else held.name,
                office=held.office or person.office, actor=held.actor or person.actor, why=held.why or person.why,
            )  # fmt: skip
            surname = held.surname
        elif end - start == 1 and person.office is None and not load().holders(name):
            continue
        known[surname] = person
        if end - start > 1:
            by_first.setdefault(fold(doc[start].text), surname)
        found.append(Mention(start, end, "person", (), name, place=surname))
    return found, known


@cache
def organisation_in(title: str) -> str | None:
    """The organisation that a title names itself, or the state by its letters: "EU commissioner", "US envoy"."""
    parts = set(title.split())
    fits = sorted(o.id for o in load().organisations.values() if parts & set(o.abbreviations))
    fits = fits or sorted(s.id for s in load().states.values() if any(p.isupper() and p in s.names for p in parts))
    return fits[0] if len(fits) == 1 else None


def _fuller(one: str, other: str) -> str:
    """Of two forms of a name the first in full; one in capitals gives way to one that is not, a first name to a later one."""
    if one.isupper() != other.isupper():
        return other if one.isupper() else one
    if " " in one and " " in other:
        return one if one.split()[0] == other.split()[0] else other
    return max(one, other, key=len)


def served(actors: list[Mention], anchor: int, office: Office | None) -> Mention:
    """Whom the holder of an office serves, of the actors in its title: the nearest to it.

    "Sweden's NATO negotiator", "the Finnish ambassador to NATO": the state, unless the office is an organisation's own.
    """
    if office is None or office.level != "organisation":
        states = [a for a in actors if a.start < anchor and load().is_state(a.ids[0])]
        if states and any(a.ids[0] in load().organisations for a in actors):
            return states[0]
    return min(actors, key=lambda a: (min(abs(anchor - a.end), abs(a.start - anchor)), a.start))


def _person(name: str, surname: str, offices: list[Mention], actors: list[Mention], at: int, day: date | None, told: set[str]) -> Person:
    """`told`: the actors that the report names; a surname alone is no known holder's unless it names whom that one serves."""
    office = offices[0].ids[0] if offices else None
    known_office = load().offices.get(office) if office else None
    actor: str | None = known_office.actor or None if known_office else None
    why = "title" if office else ""
    fits = [a for a in actors if len(a.ids) == 1]
    if actor is None and fits:
        actor = served(fits, max((o.start for o in offices[:2]), default=at), known_office).ids[0]
    holders = [h for h in load().holders(name) if (day is None or h.may_hold(day)) and (" " in name or h.actor in told)]
    if actor is None or office is None:
        fitting = [h for h in holders if actor in (None, h.actor)]
        if len({h.actor for h in fitting}) == 1:
            actor = actor or fitting[0].actor
            if office is None:
                office = fitting[-1].office
            why = why or f"known to hold the office of {fitting[-1].office}"
    if actor is None and offices:
        actor = organisation_in(offices[0].text)
    if actor is None and office is None:
        once = {h.actor for h in load().holders(name)}
        if len(once) == 1 and " " in name:
            actor, why = once.pop(), "held an office at another time"
    if known_office is not None and known_office.level == "none" and not holders:
        actor = None
    return Person(name, surname, office, actor, at, why)
