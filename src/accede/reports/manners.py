"""The tables of manners and outlets, read once: `manners.yaml` and `outlets.csv` beside this file.

A manner's pattern is a regular expression with parts in braces; the parts are defined here, since they are
made of the written forms of days and of the table of outlets. `outlets.csv` names agencies and outlets: name,
aliases (parted by ";", case matters), kind (an `agency` sells its text to others) and host, where each row can
be checked.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

import msgspec

from accede.errors import KnowledgeError
from accede.knowledge import fold, load
from accede.reports.days import DAY, TIME

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĪĶĻŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ]"
_WORD = rf"{_CAPITAL}[\w.’'-]*"
_UPPER = rf"{_CAPITAL}(?:{_CAPITAL}|[.’'-]){{2,}}"
_PLACE = rf"{_WORD}(?:[ /-](?:{_WORD}|of|the|de|al|el)){{0,3}}(?:,\s?{_WORD}(?:\s{_WORD})?)?"
_CITY = rf"(?:{_CAPITAL}{{2,3}}\.?\s)?{_UPPER}(?:\s?[ /-]\s?{_UPPER}){{0,3}}(?:,\s?{_WORD}(?:\s{_WORD}){{0,2}})?"
_OUTLET = rf"(?:[\w.&’'/-]{{0,20}}{_CAPITAL}[\w.&’'/-]*|dpa)(?:\s(?:{_WORD}|\d\d|of|the|and)){{0,4}}"
_PERSON = rf"{_CAPITAL}[\w’'.-]*(?:\s(?:{_CAPITAL}[\w’'.-]*|de|van|von|der|den|bin|al|el|la|le|da|di|dos)){{1,4}}"
_JOINT = r"(?:,?\sand\s|\s?[,;&/]\s?)"
_BODY = (
    r"(?:(?:Prime\sMinister[’']s\s|Federal\s|State\s|Foreign\s|Foreign,\s|European\s|Permanent\s)?"
    r"(?:Ministry|Department|Office|Embassy|Mission|Representation|Delegation|Chancellery|Secretariat|Commission|Council|Parliament))"
    r"(?:\s(?:of|for|and|the|to|in|on|&|[A-Z][\w&’'-]*,?))*"
)

_PARTS = {
    "day": rf"(?P<day>(?i:{DAY})){TIME}?",
    "updated": rf"(?P<updated>(?i:{DAY})){TIME}?",
    "place": rf"(?P<place>{_PLACE})",
    "CITY": rf"(?P<place>{_CITY})",
    "town": rf"(?P<town>{_PLACE})",
    "CITY2": rf"(?:{_CITY})",
    "known": rf"(?P<known>{_OUTLET})",
    "source": rf"(?P<source>{_OUTLET})",
    "sources": rf"(?P<sources>{_OUTLET}(?:{_JOINT}{_OUTLET}){{0,6}})",
    "any": rf"(?P<any>[\w]*{_CAPITAL}[\w.&’'/ -]{{0,40}})",
    "names": rf"(?P<names>{_PERSON}(?:{_JOINT}{_PERSON}){{0,7}})",
    "helpers": r"(?P<helpers>.{3,200}?)[.]?",
    "press": rf"(?P<press>{_CAPITAL}[^–—|:]{{3,120}}?)",
    "body": rf"(?P<press>{_BODY})",
    "dash": r"(?:\s{0,2}(?:--|—|–|―|-|:)(?:\s{0,2}|$))",
}


class Manner(msgspec.Struct, frozen=True):
    """One row of the table: what it is, where it stands, how it is recognised, whether its words stay news."""

    what: str
    where: str
    pattern: re.Pattern[str]
    keep: bool = False


class Outlet(msgspec.Struct, frozen=True):
    """An outlet: its name, and whether it is an agency, whose text others print."""

    name: str
    agency: bool


_WHERE = ("start", "head", "tail", "line", "label", "end", "inside")


@lru_cache(maxsize=1)
def manners() -> dict[str, tuple[Manner, ...]]:
    """The rows by `where`, in their order. Raises KnowledgeError for a row that cannot be read."""
    import yaml

    text = files(__package__).joinpath("manners.yaml").read_text("utf-8")
    rows: dict[str, list[Manner]] = {where: [] for where in _WHERE}
    for number, row in enumerate(yaml.safe_load(text)["manners"], start=1):
        try:
            pattern = re.compile(re.sub(r"\{([A-Za-z_]\w*)\}", lambda part: _PARTS[part[1]], row["pattern"]))
            rows[row["where"]].append(Manner(row["what"], row["where"], pattern, row.get("keep", False)))
        except (KeyError, re.error) as error:
            raise KnowledgeError(f"manners.yaml, row {number}: {error}", "mend the row") from error
    return {where: tuple(found) for where, found in rows.items()}


@lru_cache(maxsize=1)
def _outlets() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    by_alias: dict[str, Outlet] = {}
    by_host: dict[str, Outlet] = {}
    for row in csv.DictReader(files(__package__).joinpath("outlets.csv").read_text("utf-8").splitlines()):
        outlet = Outlet(row["name"], row["kind"] == "agency")
        for alias in (row["name"], *filter(None, row["aliases"].split(";"))):
            if by_alias.setdefault(alias, outlet) != outlet:
                raise KnowledgeError(f"outlets.csv: {alias!r} stands for two outlets", "keep one")
        by_host[row["host"]] = outlet
    return by_alias, by_host


def outlet(name: str) -> Outlet | None:
    """The outlet with that name or alias, "the" before it aside; None where the table has none."""
    by_alias, _ = _outlets()
    name = " ".join(name.split()).strip(" ,")
    tries = (name, name.rstrip("."), name + ".", re.sub(r"^[Tt]he ", "", name), "The " + name)
    return next((by_alias[one] for one in tries if one in by_alias), None)


def outlet_ending(words: str) -> Outlet | None:
    """The outlet that `words` end with ("Meanwhile Reuters"); None where no ending is one."""
    parts = words.split()
    for start in range(len(parts)):
        found = outlet(" ".join(parts[start:]))
        if found:
            return found
    return None


def outlet_at(host: str) -> Outlet | None:
    """The outlet that publishes at a host ("www.example.org" as "example.org"); None where unknown."""
    _, by_host = _outlets()
    parts = host.lower().split(".")
    return next((by_host[rest] for at in range(len(parts)) if (rest := ".".join(parts[at:])) in by_host), None)


def is_body(words: str) -> bool:
    """True where all of `words` name a body of a state or organisation: "Ministry of Foreign Affairs of Norway"."""
    return re.fullmatch(_BODY, " ".join(words.split())) is not None


def is_place(words: str) -> bool:
    """True where all of `words` are places or capitals that the knowledge has: "BEIJING/TOKYO", "Brussels, Belgium"."""
    return all(fold(part) in _places() for part in re.split(r"\s?[/,]\s?", words) if part)


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    wanted = ("place", "capital", "state")
    return frozenset(fold(form.text) for form in load().surface_forms() if form.category in wanted)
