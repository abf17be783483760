"""What claims count under: names that the record is given with each claim, and keeps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from accede.model import Claim, Report

#: Letters of a name that are kept.
LONGEST = 300


class Name(NamedTuple):
    """What claims count under; in a question a `more` of None is any."""

    sort: str
    name: str = ""
    more: str | None = ""

    @property
    def more_lines(self) -> list[str]:
        """The lines of `more`."""
        return (self.more or "").split("\n")


REPORT = Name("report")
CLAIMS = Name("claims")


class Naming(Protocol):
    """Under what claims count, and until when; `version` changes with the rules."""

    version: int

    def names(self, claim: Claim) -> Iterable[Name]:
        """What a claim counts under; each once, CLAIMS among them."""

    def slug(self, name: str) -> str:
        """The same for two names that may be one person's, written in two ways."""

    def until(self, claims: Iterable[Claim], reports: Mapping[str, Report], versions: Iterable[tuple[str, str]]) -> Mapping[str, date]:
        """The first day on which claims no longer count, by id, where a version of their report dropped them.

        reports: those of the claims, and all versions of them, by id. versions: the pairs of ids that are versions of one.
        """


@lru_cache(maxsize=4096)
def short(name: str) -> str:
    """A name as it is kept."""
    return " ".join(name.replace("\0", " ").split())[:LONGEST]
