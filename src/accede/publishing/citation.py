"""How a report or an official act is cited: in the manner of Chicago, and as an entry of BibTeX. Pure.

What always holds: only what the report says of itself is cited; what it leaves open is left out, and nothing of its text can
end a field or an entry.

Sources of the forms: The Chicago Manual of Style, 17th ed., 14.191 (newspapers) and 14.207 (websites); the BibTeX
documentation of O. Patashnik.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accede import dates
from accede.knowledge import fold
from accede.model import Act, Report
from accede.publishing import words
from accede.publishing.clean import plain

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_IN_ADDRESS = re.compile(r"[^A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~%-]")
_INNER = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'"})
_STOPS = ".?!"
# More authors than this are named by the first (Chicago 14.76).
MOST_AUTHORS = 3


def chicago(report: Report) -> str:
    """One line: authors, headline, outlet, day, address."""
    title = _inner(report.title) or "Untitled report"
    parts = [_authors(report.byline), f"“{title}{'' if title[-1] in _STOPS else '.'}”", f"{plain(report.outlet) or plain(report.name)}, {_american(report.published)}.", _address(report.url)]
    return " ".join(_ended(parts))


def bibtex(report: Report) -> str:
    """An entry @misc; the outlet stands in `howpublished`, which every style prints."""
    year, month, day = _day(report.published)
    return _entry(
        _key(report.outlet or report.name, year, report.id),
        (
            ("author", " and ".join(f"{{{_tex(name)}}}" for name in report.byline)), ("title", f"{{{_tex(report.title)}}}" if plain(report.title) else ""),
            ("howpublished", _tex(report.outlet or report.name)), ("year", year), ("month", month), ("day", day),
            ("url", _address(report.url)), ("note", f"Accede report {report.id}"),
        ),
    )  # fmt: skip


def chicago_act(act: Act) -> str:
    """One line: who did what and when, the source."""
    return " ".join(_ended([f"{plain(words.actor(act.actor))}, {_done(act)}, {_american(act.date)}.", plain(act.source)]))


def bibtex_act(act: Act) -> str:
    """An entry @misc."""
    year, month, day = _day(act.date)
    return _entry(
        _key(act.actor, year, act.id),
        (
            ("author", f"{{{_tex(words.actor(act.actor))}}}"), ("title", f"{{{_tex(_done(act))}}}"), ("howpublished", _tex(act.source)),
            ("year", year), ("month", month), ("day", day), ("note", f"Accede act {act.id}"),
        ),
    )  # fmt: skip


def _done(act: Act) -> str:
    of, to = words.actors(act.of), words.actors(act.to)
    return plain(f"{act.action.replace('_', ' ')}{f' of {of}' if of else ''}{f' to {to}' if to else ''}")


def _authors(names: Sequence[str]) -> str:
    """ "Ek, Anna, and Jan Holm"; the first is inverted where it has two words."""
    held = [plain(name) for name in names if plain(name)]
    if not held:
        return ""
    first = ", ".join(reversed(held[0].split())) if len(held[0].split()) == 2 else held[0]
    if len(held) > MOST_AUTHORS:
        return f"{first}, et al."
    return words.joined([first, *held[1:]]).replace(" and ", ", and ", 1) if len(held) == 2 else words.joined([first, *held[1:]])


def _ended(parts: Iterable[str]) -> list[str]:
    """Each part with a full stop, those that are empty left out."""
    return [part if part[-1] in ".”" else f"{part}." for part in parts if part]


def _american(time: str) -> str:
    """ "June 20, 2022", as Chicago has it; any other time in words."""
    year, month, day = _day(time)
    return f"{_MONTHS[int(month) - 1]} {int(day)}, {year}" if month and day else dates.in_words(time)


def _day(time: str) -> tuple[str, str, str]:
    """Year, month and day as far as the time names them."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", time)
    year, month, day = found.groups("") if found else ("", "", "")
    return year, str(int(month)) if month else "", str(int(day)) if day else ""


def _inner(title: str) -> str:
    """Quotation marks within a headline are single ones."""
    return plain(title).translate(_INNER)


def _address(url: str) -> str:
    """An address of the web; anything else is none."""
    shown = plain(url)
    return "" if not shown.startswith(("https://", "http://")) or _IN_ADDRESS.search(shown) else shown


def _tex(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in plain(text))


def _key(name: str, year: str, id: str) -> str:
    first = re.sub(r"[^a-z0-9]", "", fold(name).encode("ascii", "ignore").decode())[:20]
    return f"{first or 'accede'}{year}-{id[:6]}"


def _entry(key: str, fields: Iterable[tuple[str, str]]) -> str:
    told = [f"  {name} = {{{value}}}" for name, value in fields if value and value != "{}"]
    return f"@misc{{{key},\n" + ",\n".join(told) + "\n}"
