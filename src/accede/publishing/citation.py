"""How a report or an official act is cited: in the manner of Chicago, and as an entry of BibTeX. Pure.

What always holds: only what the report says of itself is cited; what it leaves open is left out, and nothing of its text can
end a field or an entry.

Sources of the forms: The Chicago Manual of Style, as an entry of the bibliography, of news articles (17th ed., 14.191-14.200 and
14.207; 18th ed., 14.87-14.97): no author, then the title comes first; a day of access only where there is no day of publication, and a
report always has one; of more than six authors the first three (18th ed., 13.23; the 17th, 14.76, names up to ten). BibTeX: the
documentation of O. Patashnik; months are its macros.
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
_MACROS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip
_IN_ADDRESS = re.compile(r"[^A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~%-]")
_INNER = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "'"})
_STOPS = ".?!"
# Of more authors than the first number, so many are named.
MOST_AUTHORS, NAMED = 6, 3
# A name that can be turned about: a given name, initials, a family name. Of any other it is not known which part is which.
_NAME = re.compile(r"([^\W\d_][\w'’-]*(?: [^\W\d_]\.?)*) ([^\W\d_][\w'’-]*)")
_NOBODY = re.compile(r"(?i)\b(and|agenc\w+|bureau|correspondents?|desk|editors?|news|newsroom|press|reporters?|service|staff|team|writers?)\b")


def chicago(report: Report) -> str:
    """One line: authors, headline, outlet, day, address."""
    parts = [_authors(report.byline), _headline(report.title), f"{plain(report.outlet) or plain(report.name)}, {_american(report.published)}.", _address(report.url)]
    return " ".join(_ended(parts))


def bibtex(report: Report) -> str:
    """An entry @misc; the outlet stands in `howpublished`, which every style prints."""
    year, month, day = _day(report.published)
    return _entry(
        _key(report.outlet or report.name, year, report.id),
        (
            ("author", " and ".join(map(_bibtex_name, filter(plain, report.byline)))), ("title", f"{{{_tex(report.title)}}}" if plain(report.title) else ""),
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
    """ "Ek, Anna, and Jan Holm"; only the first is turned about."""
    held = [plain(name) for name in names if plain(name)]
    if not held:
        return ""
    told = [_turned(held[0]) or held[0], *held[1:]]
    if len(told) > MOST_AUTHORS:
        return ", ".join([*told[:NAMED], "et al."])
    return ", ".join([*told[:-1], f"and {told[-1]}"]) if len(told) > 1 else told[0]


def _turned(name: str) -> str:
    """ "Ek, Anna B." for a name of which it is known which part is which, else ""."""
    found = _NAME.fullmatch(name)
    return f"{found[2]}, {found[1]}" if found and not _NOBODY.search(name) else ""


def _bibtex_name(name: str) -> str:
    """A name in its parts; one whose parts are not known in braces, so that no style takes it apart."""
    turned = _turned(plain(name))
    return _tex(turned) if turned else f"{{{_tex(name)}}}"


def _headline(title: str) -> str:
    """In quotation marks, with a full stop within the last of them; a description stands without."""
    inner = _inner(title)
    if not inner:
        return "Untitled report."
    bare = inner.rstrip("’'") if "‘" in inner or inner.startswith("'") else inner
    return f"“{bare}{'' if bare[-1:] in tuple(_STOPS) else '.'}{inner[len(bare) :]}”"


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
    told = [f"  {name} = {_MACROS[int(value) - 1] if name == 'month' else f'{{{value}}}'}" for name, value in fields if value and value != "{}"]
    return f"@misc{{{key},\n" + ",\n".join(told) + "\n}"
