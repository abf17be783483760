"""Dated milestones of known processes (`milestones.yaml`), told by a report as having happened."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

from accede.errors import KnowledgeError
from accede.reports.bounds import Evidence, year
from accede.reports.days import YEAR

#: How far before the telling words one that makes them unreal can stand.
_NEAR = 40

_UNREAL = re.compile(
    r"\b(?:not|never|no|yet|if|will|would|could|might|should|may(?! \d| last|,| of)|plans?|expected|intends?)\b"
)


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A dated happening, and how a report tells of it; the fields are explained in the file."""

    date: datetime.date
    says: str
    about: tuple[re.Pattern[str], ...]
    words: re.Pattern[str]


def happened(text: str, sentences: Iterable[str]) -> Iterator[Evidence]:
    """What the milestones that `text` tells of, in one of its `sentences`, say of its day."""
    told_of = [one for one in milestones() if all(pattern.search(text) for pattern in one.about)]
    for sentence in sentences if told_of else ():
        for one in told_of:
            told = one.words.search(sentence)
            if told and not _UNREAL.search(sentence[max(0, told.start() - _NEAR) : told.end()]):
                yield placed(one, sentence)


def placed(one: Milestone, sentence: str) -> Evidence:
    """A milestone bounds the report below; told with "last year", or by its month alone, also above."""
    says = f"{one.says} ({one.date.isoformat()})"
    month = f"{one.date:%B}"
    if not re.search(YEAR, sentence):
        _, after = year(one.date.year)
        if re.search(r"\blast\s+year\b", sentence):
            return Evidence(f"{says}, last year", (year(one.date.year + 1),))
        if re.search(r"\bthis\s+year\b", sentence):
            return Evidence(f"{says}, this year", ((one.date, after),))
        if re.search(rf"\b[Ii]n\s+{month}\b(?!,?\s+(?:of\s+)?(?:\d|last|this|next|the\ssame))", sentence):
            return Evidence(f"{says}, in {month}", ((one.date, datetime.date(one.date.year + 1, one.date.month, 1)),))
    return Evidence(says, ((one.date, None),))


@lru_cache(maxsize=1)
def milestones() -> tuple[Milestone, ...]:
    """The rows of the file, in its order. Raises KnowledgeError for one that cannot be read or has no two sources."""
    import yaml

    text = files(__package__).joinpath("milestones.yaml").read_text("utf-8")
    return tuple(_read(number, row) for number, row in enumerate(yaml.safe_load(text)["milestones"], start=1))


def _read(number: int, row: dict[str, object]) -> Milestone:
    try:
        found = msgspec.convert(row, _Row)
        about = tuple(re.compile(pattern) for pattern in found.about)
        words = re.compile(found.words, re.IGNORECASE)
    except (msgspec.ValidationError, re.error) as error:
        raise KnowledgeError(f"milestones.yaml, row {number}: {error}", "mend the row") from error
    if len(found.sources) < 2:
        raise KnowledgeError(f"milestones.yaml, row {number}: {found.says!r} has no two sources", "add one")
    return Milestone(date=found.date, says=found.says, about=about, words=words)


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    date: datetime.date
    says: str
    about: tuple[str, ...]
    words: str
    sources: tuple[str, ...]
