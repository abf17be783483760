"""The day of publication where it stands loose among the first lines: the last place that is asked.

A day counts only where it cannot be the day of an event: with its year, and either after a word of publishing that is
set off as a label ("Updated: ...", "Published on ..." at the start of a line), or before a time of day that closes the
line, as sites print it behind a headline. Words of publishing in a sentence ("the report published on ...") are none:

    >>> opening_day("Talks end (Fjord Wire) Updated: 2005-08-07 13:53").full()
    datetime.date(2005, 8, 7)
    >>> opening_day("Akkoord bereikt (en), gepubliceerd op woensdag 16 juni 2004, 9:54.").full()
    datetime.date(2004, 6, 16)
    >>> opening_day("The treaty of 4 April 1949 at work")

Months may be named in the languages of `publication.yaml`, by their names in the Unicode CLDR.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from accede.reports.days import DAY, TIME, YEAR, NamedDay, read

#: Characters and lines that are looked at: a headline, its stray labels and the site's own line.
MOST_CHARACTERS = 900
MOST_LINES = 10


def opening_day(text: str) -> NamedDay | None:
    """The first day in the opening lines that can only be the day of publication; None where there is none."""
    opening = "\n".join(text[:MOST_CHARACTERS].split("\n")[:MOST_LINES])
    patterns = _patterns()
    found = [match for pattern in (patterns.labelled, patterns.timed) for match in pattern.finditer(opening)]
    for match in sorted(found, key=lambda match: match.start()):
        day = _day(match["day"])
        if day is not None and day.full() is not None:
            return day
    return None


class _Patterns(NamedTuple):
    labelled: re.Pattern[str]
    timed: re.Pattern[str]
    foreign: re.Pattern[str]


def _day(words: str) -> NamedDay | None:
    foreign = _patterns().foreign.search(words)
    if foreign is None:
        return read(words)
    return NamedDay(_months()[foreign["month"].lower()], int(foreign["number"]), int(foreign["year"]))


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, list[str]]:
    import yaml

    held: dict[str, list[str]] = yaml.safe_load(files(__package__).joinpath("publication.yaml").read_text("utf-8"))
    return held


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Month names of other languages, lower-case, to 1..12; a name that two languages use differently is left out."""
    from babel import Locale

    number: dict[str, set[int]] = {}
    for code in _vocabulary()["languages"]:
        for form in Locale.parse(code).months.values():
            for at, name in form["wide"].items():
                number.setdefault(name.lower(), set()).add(at)
    return {name: at.pop() for name, at in number.items() if len(at) == 1 and name.isalpha()}


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    foreign = rf"(?P<number>[0-3]?\d)\.?\s(?:de\s)?(?P<month>{names})\s(?:de\s)?(?P<year>{YEAR})"
    ungrouped = re.sub(r"\?P<\w+>", "?:", foreign)
    day = rf"(?P<day>(?:{ungrouped}|{DAY}))"
    words, others = ("|".join(map(re.escape, _vocabulary()[kind])) for kind in ("words", "foreign_words"))
    return _Patterns(
        re.compile(rf"(?im)(?:\b(?:{words})\s?:\s?|^\W{{0,3}}(?:{words})\b\s|\b(?:{others})\b\s?:?\s?)(?:\w+,?\s){{0,2}}{day}"),
        re.compile(rf"(?im)(?:^|[^\w\s]\s?|(?<!\bon)(?<!\bat)(?<!\bfor)(?<!\bof)(?<!\bby)(?<!\bfrom)(?<!\bsince)(?<!\buntil)\s){day}{TIME}[^\n.]{{0,25}}$"),
        re.compile(f"(?i){foreign}"),
    )
