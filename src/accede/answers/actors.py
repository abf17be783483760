"""What is known and told of an actor: its offices and who held them, in every process what it stands for, and what was said for it; and of
a person the offices, as known beforehand and as told, and what it said.

What always holds: nothing is told of an actor that the reports do not tell of it, and of one that no report names no more than its
offices. A status of a large record is never worked out for this: where none is kept, that is said (`Stands.open`).
"""

from __future__ import annotations

from functools import cache

import msgspec

from accede.answers.asking import Answers
from accede.answers.lists import Counts, Listed, Lists, Said
from accede.answers.naming import PERSON, of_person, of_voice, person, slug
from accede.answers.stands import Stands
from accede.errors import NotFound
from accede.knowledge import Knowledge, fold, load
from accede.knowledge.values import Holder
from accede.model import ActorMerge, Speaker
from accede.record.naming import Name

_ACTORS = frozenset({"state", "organisation", "instrument", "group"})
# More names than that are a circle of merges.
_MOST_MERGES = 50


class Post(msgspec.Struct, frozen=True, order=True):
    """A person as reports name it: the name, office and actor ("" where they do not say), and how often from when until when."""

    name: str
    office: str
    actor: str
    told: Counts


class Told(msgspec.Struct, frozen=True):
    """An actor or person. category: as `category_of`. holders: of its offices, by office and time; of a person its own. posts: of a
    person, the most told first. said: a page of what was said for it, or by it, the newest first."""

    id: str
    name: str
    category: str
    holders: tuple[Holder, ...]
    stands: Stands
    posts: tuple[Post, ...]
    said: Listed[Said]


class Named(msgspec.Struct, frozen=True, order=True):
    """An actor or person of a list; `claims` counts those that name an actor, or in which a person speaks."""

    name: str
    id: str
    category: str
    claims: int


def told_of(answers: Answers, id: str, first: int = 0, limit: int = 20) -> Told:
    """All of an actor, with `limit` of its statements from the one numbered `first` on.

    id: as reports and tables have it, a state's in any case; or a person's, PERSON and a slug of the name. Who was merged into another
    person, or is known by another spelling, is that person. Raises NotFound for nobody.
    """
    return _person(answers, id.removeprefix(PERSON), first, limit) if id.startswith(PERSON) else _actor(answers, id, first, limit)


def id_of(speaker: Speaker | None) -> str:
    """The id of the person who speaks; of one without a name, that of the actor spoken for; "" for neither."""
    if speaker is None:
        return ""
    own = person(speaker)
    return f"{PERSON}{own}" if own else speaker.for_ or ""


def is_actor(known: Knowledge, id: str) -> bool:
    """True for an id of the tables of states, organisations, instruments and groups."""
    return any(id in table for table in (known.states, known.organisations, known.instruments, known.groups))


def category_of(id: str) -> str:
    """state, organisation, instrument, group or person; "" for an actor that no table has."""
    known = load()
    tables = {"state": known.states, "organisation": known.organisations, "instrument": known.instruments, "group": known.groups}
    return "person" if id.startswith(PERSON) else next((name for name, table in tables.items() if id in table), "")


def named(*asked: str) -> tuple[str, ...]:
    """The ids of the actors that any of the words is a name of; sorted."""
    forms = _forms()
    return tuple(sorted({id for words in asked for id in forms.get(fold(words), ())}))


@cache
def _forms() -> dict[str, set[str]]:
    """The ids of actors by each of their names, folded."""
    found: dict[str, set[str]] = {}
    for form in load().surface_forms():
        if form.category in _ACTORS:
            found.setdefault(fold(form.text), set()).add(form.id)
    found.pop("", None)
    return found


def found(answers: Answers, asked: str) -> list[Named]:
    """Every actor and person that reports name, and that has each of the words (or the beginning of them) in a name; by name."""
    lists, words = answers.lists(), fold(asked).split()
    known = load()
    forms: dict[str, list[str]] = {}
    for form in known.surface_forms() if words else ():
        if form.category in _ACTORS:
            forms.setdefault(form.id, []).append(form.text)
    counts: dict[str, int] = {}
    for one, claims in lists.counts("actor").items():
        counts[one.name] = counts.get(one.name, 0) + claims
    every = [Named(known.name_of(id), id, category_of(id), claims) for id, claims in counts.items() if _has(words, (id, known.name_of(id), *forms.get(id, ())))]
    posts: dict[str, list[Post]] = {}
    for name, claims in lists.counts("post").items():
        posts.setdefault(name.name, []).append(_post(name, Counts("", "", claims)))
    known_as = {slug(holder.name): holder.name for holder in known.all_holders}
    for own, held in posts.items():
        if _has(words, (own.replace("-", " "), *(post.name for post in held))):
            every.append(Named(known_as.get(own) or _most_told(held), f"{PERSON}{own}", "person", sum(post.told.claims for post in held)))
    return sorted(every, key=lambda one: (fold(one.name), one.id))


def _has(words: list[str], names: tuple[str, ...]) -> bool:
    return not words or any(all(any(part.startswith(word) for part in fold(name).split()) for word in words) for name in names)


def _actor(answers: Answers, id: str, first: int, limit: int) -> Told:
    known, lists = load(), answers.lists()
    own = id.upper() if known.is_state(id.upper()) else id
    said, stands = lists.claims(of_voice(own), first, limit, newest=True), answers.stands(own)
    holders = tuple(sorted((one for one in known.all_holders if one.actor == own), key=lambda one: (one.office, one.since, one.name)))
    if not (stands.parts or stands.open or said.of or holders or is_actor(known, own) or lists.named("actor", own)):
        raise NotFound(f"no actor with the id {id[:40]!r}", "search for its name, and take the link from there")
    return Told(own, known.name_of(own), category_of(own), holders, stands, (), said)


def _person(answers: Answers, asked: str, first: int, limit: int) -> Told:
    lists = answers.lists()
    own = _meant(answers, lists, asked)
    posts = _posts(lists, own)
    holders = tuple(one for one in load().all_holders if slug(one.name) == own)
    if not posts and not holders:
        raise NotFound(f"no person with the id {asked[:40]!r}", "search for its name, and take the link from there")
    said = lists.claims(of_person(own), first, limit, newest=True)
    return Told(f"{PERSON}{own}", _name(own, posts), "person", holders, Stands(()), tuple(posts), said)


def _posts(lists: Lists, own: str) -> list[Post]:
    found = [_post(name, told) for name, told in lists.named("post", own).items()]
    return sorted(found, key=lambda post: (-post.told.claims, post))


def _post(name: Name, told: Counts) -> Post:
    called, office, actor = name.more_lines
    return Post(called, office, actor, told)


def _name(own: str, posts: list[Post]) -> str:
    """The known name, else the one that most reports give."""
    known = sorted({holder.name for holder in load().all_holders if slug(holder.name) == own})
    return known[0] if known else _most_told(posts)


def _most_told(posts: list[Post]) -> str:
    return max(posts, key=lambda post: (post.told.claims, post.name)).name


def _meant(answers: Answers, lists: Lists, asked: str) -> str:
    """The person as it counts: the one named so, else the one into whom that name was merged, else the one known by that spelling."""
    own, merges = slug(asked), answers.merges()
    for _ in range(_MOST_MERGES):
        if lists.named("post", own):
            return own
        into = [one for one in merges if slug(one.name) == own]
        if not into:
            break
        own = _into(into[-1])
    spelled = {person(Speaker(name=holder.name)) for holder in load().all_holders if own in map(slug, (holder.name, *holder.spellings))}
    return spelled.pop() if len(spelled) == 1 else own


def _into(merge: ActorMerge) -> str:
    return person(Speaker(name=merge.into, for_=merge.of or None))
