"""Texts as the reading room understands them, each parsed once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from accede.dates import day
from accede.model import Report, Speaker
from accede.reading import actors, attribution, discourse, drafts, frames, times
from accede.reading.actors import Mention, Person
from accede.reading.attribution import Attribution
from accede.reading.drafts import Draft
from accede.reading.frames import Context, Match
from accede.reading.parse import DEFAULT_MODEL, parse
from accede.reading.scene import scene
from accede.reading.speakers import Speakers

if TYPE_CHECKING:
    from accede.reading.tokens import Doc, Token

PUBLISHED = "2022-11-25"


@dataclass(frozen=True)
class Text:
    """A text as it is before claims are made of it; the last sentences of a story are what a row asks about."""

    context: Context
    people: dict[str, Person]
    said: tuple[tuple[Attribution, Speaker | None, str], ...]

    @property
    def doc(self) -> Doc:
        """The parsed text."""
        return self.context.doc

    def word(self, text: str) -> Token:
        """The last token of that text, in capitals or not."""
        return [token for token in self.doc if token.lower_ == text.lower()][-1]

    def mention(self, text: str) -> Mention | None:
        """The last mention that begins with these words."""
        found = {m.start: m for m in self.context.named.values() if self.doc[m.start :].text.startswith(text)}
        return found[max(found)] if found else None

    def ids(self, text: str) -> tuple[str, ...]:
        """The actors of the last mention that begins with these words, sorted; none where there is no such mention."""
        found = self.mention(text)
        return tuple(sorted(found.ids)) if found else ()

    def matches(self, kind: str | None = None) -> list[Match]:
        """The frames that hold, of one kind or all."""
        return [m for m in frames.find(self.context, DEFAULT_MODEL) if kind in (None, m.kind)]

    def drafts(self, kind: str | None = None) -> list[Draft]:
        """The drafts of claims that the frames make, of one kind or all."""
        return [drafts.draft(match, self.context) for match in self.matches(kind)]


@cache
def understand(text: str, published: str = PUBLISHED, home: str | None = None) -> Text:
    """A text with its mentions filled; `home` is the state in whose city it is dated."""
    doc = parse(Report(name="row", text=text, published=published))
    mentions = actors.find(doc, DEFAULT_MODEL)
    said = attribution.attributions(doc)
    named, people = actors.persons(doc, mentions, published, {i for found in said for i in found.source})
    taken = {i for m in named for i in range(m.start, m.end)}
    mentions = [m for m in mentions if not taken.intersection(range(m.start, m.end))]
    about = scene(doc, mentions, published)
    mentions = discourse.resolve(doc, sorted([*mentions, *named], key=lambda m: m.start), people, about)
    context = Context(doc, actors.by_token(mentions), about, times.find(doc.text, day(published)), published, home)
    speakers = Speakers(context, people)
    return Text(context, people, tuple((a, *speakers.of(a)) for a in said))


class Reading:
    """What the fixture `reading` gives: `reading(text)` is the text understood."""

    def __call__(self, text: str, published: str = PUBLISHED, home: str | None = None) -> Text:
        return understand(text, published, home)


@pytest.fixture(scope="session")
def reading() -> Reading:
    """Understands a text, once for the whole session."""
    return Reading()
