"""What came of each demand: the commitments that answer it, and who says how far it is met, side by side.

A link is made on stated grounds alone, and carries them. A commitment answers a demand where one of whom it is demanded
undertakes it (of nobody named: who undertakes it to the one who demands, or under an agreement with it), and it is about
the same: it names the same group or shares words of content, or stands under an agreement that the demand names. An assessment rates a demand where it assesses one of whom that was demanded and is the
demander's, or rates the agreement of a linked commitment, or is about the same; one that assesses nobody by name only
by that agreement or by words. What was said before the demand rates it not. Thresholds and scale: `fulfilment.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
import yaml

from accede.errors import KnowledgeError
from accede.knowledge import fold
from accede.model import Rating
from accede.process.clock import established
from accede.process.dealings import names_place
from accede.process.evidence import Evidence, by_time
from accede.process.model import Agreement, Answer, Answered, Assessment, Commitment, Demand, Entry, Ground, Line, Rated

TABLE = Path(__file__).parent / "fulfilment.yaml"
_WORD = re.compile(r"[^\W\d_]+")

Place = Annotated[int, msgspec.Meta(ge=0, le=3)]


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rating's `place` on the scale, None for none; then `between` which it lies, if that is plain; and its name."""

    words: str
    place: Place | None = None
    between: tuple[Place, Place] | None = None


class Linking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table: each rating's grade, and by how much in common two things are about the same."""

    scale: dict[Rating, Grade]
    words_in_common: int
    words_in_common_of_the_two: int
    shortest_word: int
    letters_compared: int
    no_content: str

    def stem(self, word: str) -> str:
        """What of a folded word is compared."""
        bare = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
        return bare[: self.letters_compared]


@cache
def load_linking() -> Linking:
    """The table. Raises KnowledgeError naming the file and the key."""
    try:
        return msgspec.convert(yaml.safe_load(TABLE.read_text(encoding="utf-8")), Linking)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{TABLE.name}: {' '.join(str(error).split())}", "correct the file") from error


def fulfilment(
    entries: Iterable[Entry], held: Sequence[Demand], deals: Sequence[Agreement],
    promises: Sequence[Commitment], assessments: Sequence[Assessment], evidence: Evidence,
) -> tuple[Answered, ...]:  # fmt: skip
    """One row for each demand, in the order of `held`.

    entries: all that count; deals, promises, assessments: as `dealings.agreements` gives them.
    """
    if not held:
        return ()
    matter = _Matter.of(entries, held, evidence)
    promised = _Promised([*((c, None) for c in promises), *((c, d) for d in deals for c in d.commitments)], matter)
    rated = _Assessed([*((a, None) for a in assessments), *((a, d) for d in deals for a in d.assessments)], matter)
    return tuple(_answered(demand, promised, rated, deals, matter) for demand in held)


def _answered(
    demand: Demand, promised: _Promised, rated: _Assessed, deals: Sequence[Agreement], matter: _Matter
) -> Answered:
    about = matter.about(demand)
    named = {deal.events for deal in deals if names_place(demand, deal)}
    links = list(promised.to(demand, about, named))
    under = named | {link.deal for link in links if link.deal}
    asked = set(demand.of) or {actor for link in links for actor in link.by}
    said = rated.on(demand, asked, [about, *(link.about for link in links)], under)
    return Answered(demand=demand.events[0], commitments=tuple(link.answer for link in links), assessments=tuple(said))


class _About(NamedTuple):
    """What something is about: the groups that it names and the stems of its words of content, each with a word."""

    groups: frozenset[str]
    words: Mapping[str, str]


class _Matter(NamedTuple):
    """How to tell what something is about: the groups of each event, the names that are no content, forms of groups."""

    groups: Mapping[str, frozenset[str]]
    idle: frozenset[str]
    forms: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, entries: Iterable[Entry], held: Iterable[Demand], evidence: Evidence) -> _Matter:
        groups: dict[str, frozenset[str]] = {}
        named: set[str] = set()
        for entry in entries:
            named.update(entry.by, entry.of, entry.to, entry.parties)
            if entry.groups:
                groups |= dict.fromkeys(entry.events, frozenset(entry.groups))
        asked = {group for demand in held for group in demand.groups}
        forms = [form for form in evidence.who.surface_forms() if form.id in named | asked]
        idle = {word for form in forms if form.category != "group" for word in _WORD.findall(fold(form.text))}
        return cls(
            groups, frozenset({*idle, *load_linking().no_content.split()}),
            tuple((_whole(form.text), form.id) for form in forms if form.id in asked and not form.ambiguous),
        )  # fmt: skip

    def about(self, line: Line) -> _About:
        """What the line is about, from the words of all its sources; where they say nothing, from the groups of its role.

        "Act against the PKK, and drop the embargo" are two demands, and the second is not about the PKK.
        """
        text = fold(" ".join(dict.fromkeys(source.quote for source in line.sources)))
        words = dict(sorted(self._content(text), reverse=True))
        groups = {group for form, group in self.forms if form.search(text)}
        read = () if words else (group for event in line.events for group in self.groups.get(event, ()))
        return _About(frozenset(groups.union(read)), words)

    def _content(self, text: str) -> Iterator[tuple[str, str]]:
        table = load_linking()
        for word in _WORD.findall(text):
            if len(word) >= table.shortest_word and word not in self.idle:
                yield table.stem(word), word


def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(fold(form))}\b")


class _Index:
    """Lines, to be found by what they are about."""

    def __init__(self, lines: Iterable[Line], matter: _Matter) -> None:
        self.about = [matter.about(line) for line in lines]
        self._groups: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for place, about in enumerate(self.about):
            for group in about.groups:
                self._groups.setdefault(group, []).append(place)
            for stem in about.words:
                self._stems.setdefault(stem, []).append(place)

    def near(self, about: _About) -> tuple[set[int], Counter[int]]:
        """The places of those that name a group of these, and how many stems each has in common."""
        groups = {place for group in about.groups for place in self._groups.get(group, ())}
        return groups, Counter(place for stem in about.words for place in self._stems.get(stem, ()))


class _Link(NamedTuple):
    """An answer, who undertakes it, the events of its agreement, () for none, and what it is about."""

    answer: Answer
    by: tuple[str, ...]
    deal: tuple[str, ...]
    about: _About


class _Promised:
    """The commitments, each with its agreement."""

    def __init__(self, held: Sequence[tuple[Commitment, Agreement | None]], matter: _Matter) -> None:
        self._held = sorted(held, key=lambda pair: by_time(pair[0]))
        self._index = _Index([line for line, _ in self._held], matter)

    def to(self, demand: Demand, about: _About, named: set[tuple[str, ...]]) -> Iterator[_Link]:
        """The answers to a demand in the order of time; `named` are the agreements that it names."""
        groups, common = self._index.near(about)
        under = {place for place, (_, deal) in enumerate(self._held) if deal and deal.events in named} if named else set()
        for place in sorted(groups | common.keys() | under):
            line, deal = self._held[place]
            grounds = _between(demand, line, deal, place in under)
            if not grounds or (demand.of and "addressee" not in grounds):
                continue
            grounds += _same(place, groups, common, of_the_two=grounds != ("addressee",))
            if place in under or grounds[-1] in ("groups", "words"):
                other = self._index.about[place]
                shared = tuple(sorted(about.words[stem] for stem in about.words.keys() & other.words))
                made = Answer(events=line.events, grounds=grounds, shared=shared)
                yield _Link(made, line.by, deal.events if deal else (), other)


def _same(place: int, groups: set[int], common: Counter[int], *, of_the_two: bool = False) -> tuple[Ground, ...]:
    """The grounds that lie in what both are about."""
    table = load_linking()
    enough = table.words_in_common_of_the_two if of_the_two else table.words_in_common
    found: list[Ground] = ["groups"] if place in groups else []
    found += ["words"] if common[place] >= enough else []
    return tuple(found)


def _between(demand: Demand, line: Commitment, deal: Agreement | None, named: bool) -> tuple[Ground, ...]:
    """The grounds that lie in who demands and who undertakes."""
    asked = set(demand.of) & set(line.by)
    parties = set(deal.parties) if deal else set()
    found: list[Ground] = ["addressee"] if asked else []
    found += ["demander"] if set(demand.by) & set(line.of) else []
    meant = asked if demand.of else set(line.by) - set(demand.by)
    found += ["deal"] if named or (set(demand.by) & parties and meant & parties) else []
    return tuple(found)


class _Assessed:
    """The assessments, each with its agreement."""

    def __init__(self, held: Sequence[tuple[Assessment, Agreement | None]], matter: _Matter) -> None:
        self._held = sorted(((line, deal) for line, deal in held if line.rating), key=_by_assessor)
        self._index = _Index([line for line, _ in self._held], matter)

    def on(
        self, demand: Demand, asked: set[str], matters: Iterable[_About], under: set[tuple[str, ...]]
    ) -> Iterator[Rated]:
        """The assessments of a demand and of what answers it, in the order of time.

        asked: of whom it is demanded, else who answers; matters: what these are about; under: the agreements that they belong to.
        """
        groups: set[int] = set()
        common: Counter[int] = Counter()
        for about in matters:
            more, shared = self._index.near(about)
            groups, common = groups | more, common | shared
        for place, (line, deal) in enumerate(self._held):
            if established(line) < established(demand) or (line.of and not set(line.of) & asked):
                continue
            grounds: tuple[Ground, ...] = ("addressee",) if line.of else ()
            grounds += ("demander",) if line.of and set(line.by) & set(demand.by) else ()
            grounds += ("deal",) if deal and deal.events in under else ()
            grounds += _same(place, groups, common)
            if line.rating and set(grounds) - {"addressee"}:
                yield Rated(
                    events=line.events, by=line.by, narrator=line.narrator, rating=line.rating, scale=scale(line.rating),
                    grounds=grounds,
                )  # fmt: skip


def _by_assessor(held: tuple[Assessment, Agreement | None]) -> tuple[object, ...]:
    line = held[0]
    return by_time(line), line.by, line.narrator, line.rating or ""


def scale(rating: Rating) -> int | None:
    """The place of a rating on the scale from 0 to 3; None where it has none."""
    return load_linking().scale[rating].place
