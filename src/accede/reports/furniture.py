"""What of a text is not news: dateline, byline, notes, copyright line, what the site put around it.

Always holds: passages lie within the text, none overlaps another, and they come in order; a dateline covers the
dateline alone and never the sentence after it; the same text gives the same findings. What furniture says (day,
outlet, place, names) is kept as the text has it; choosing among several is the caller's.

The manners themselves are rows of `manners.yaml`; here is how a row is applied to a line. Lines are what stands
between newlines, stripped; blank ones do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from accede.knowledge import fold
from accede.model import Furniture
from accede.reports import days
from accede.reports.manners import Manner, is_place, manners, outlet, outlet_ending

#: How many lines count as the first and as the last ones: a page's residue, title, day, byline, caption, note.
HEAD_LINES = 15
TAIL_LINES = 15

#: Characters. No manner's whole line is longer than a correction's paragraph; headlines of real reports reach 170.
MOST_LINE = 700
MOST_TITLE = 220
LEAST_PROSE = 30
MOST_END = 250
MOST_PARAGRAPH = 20_000

#: Which furniture's day is the day of publication, the surest first.
DAY_RANK = ("header", "date", "byline", "dateline", "updated", "last lines")
_OUTLET_RANK = ("outlet", "byline", "date", "copyright", "dateline", "signoff", "said")

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_SPLIT = re.compile(r",?\s+(?:and|&|with)\s+|\s*[,;/&]\s*")
_RIGHT_ABOVE = re.compile(r"\S[ \t]*\r?\n[ \t]*$")
_SENTENCE_END = re.compile(r"[.;:,…][\"”’')]*$")
_ONCE = ("header", "dateline")


class NamedIn(msgspec.Struct, frozen=True, order=True):
    """A day and the kind of furniture that names it."""

    what: str
    day: days.NamedDay
    words: str


class Findings(msgspec.Struct, kw_only=True):
    """What the furniture of one text says. `copyright_years` holds (year, owner), the owner "" where not
    named; `months` months of publication in EDTF, where a header names no day."""

    furniture: list[Furniture] = []
    days: list[NamedIn] = []
    outlets: list[tuple[str, str]] = []
    dateline: str = ""
    title: str = ""
    byline: list[str] = []
    contributors: list[str] = []
    notes: list[str] = []
    copyright: str = ""
    copyright_years: list[tuple[int, str]] = []
    months: list[str] = []
    credits: list[str] = []

    @property
    def outlet(self) -> str:
        """The outlet named in the surest place; "" where the text names none."""
        ranked = sorted(self.outlets, key=lambda found: _OUTLET_RANK.index(found[0]))
        return ranked[0][1] if ranked else ""

    @property
    def named_days(self) -> list[NamedIn]:
        """The days, the surest first, each kind in the order of the text."""
        return sorted(self.days, key=lambda found: DAY_RANK.index(found.what))


def find(text: str) -> Findings:
    """The furniture of a report's text, and what it says."""
    return _Finder(text).findings


class _Finder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.findings = Findings()
        self.rows = manners()
        lines = [found for match in _LINE.finditer(text) if (found := _stripped(text, *match.span()))]
        open_lines = [self._line(at, len(lines), *line) for at, line in enumerate(lines)]
        self._title([line for line in open_lines if line])
        self.findings.furniture.sort()

    def _line(self, at: int, count: int, start: int, end: int) -> tuple[int, int, int] | None:
        """Take the furniture of one line; what is left of it as (its number, start, end), None where nothing is."""
        head, tail = at < HEAD_LINES, at >= count - TAIL_LINES
        if head:
            start = self._starts(start, end)
        whole = start < end and end - start <= MOST_LINE and not self._goes_on(start)
        if whole and self._whole(start, end, head, tail):
            return None
        start = self._prefix(self.rows["label"], start, end)
        end = self._end(start, end)
        for row in self.rows["inside"] if end - start <= MOST_PARAGRAPH else ():
            for match in row.pattern.finditer(self.text, start, end):
                self._take(row, match)
        return (at, start, end) if start < end else None

    def _starts(self, start: int, end: int) -> int:
        before = -1
        while start < end and start != before:
            before, start = start, self._prefix(self.rows["start"], start, end)
        return start

    def _prefix(self, rows: tuple[Manner, ...], start: int, end: int) -> int:
        for row in rows:
            if row.what in _ONCE and any(found.what == row.what for found in self.findings.furniture):
                continue
            match = row.pattern.match(self.text, start, end)
            if (
                match
                and match.end() > start
                and self._is_before_prose(row, match.end(), end)
                and self._take(row, match)
            ):
                return _skip_space(self.text, match.end(), end)
        return start

    def _goes_on(self, start: int) -> bool:
        """True where a line goes on with the sentence of the line right above it: a text with hard line breaks."""
        return self.text[start].islower() and _RIGHT_ABOVE.search(self.text, max(0, start - 200), start) is not None

    def _is_before_prose(self, row: Manner, start: int, end: int) -> bool:
        """A dateline stands alone on its line or before enough words, which may go on in the next line."""
        goes_on = end + 2 < len(self.text) and not self.text[end : end + 3].replace("\r", "").startswith("\n\n")
        return row.what != "dateline" or start == end or end - start >= LEAST_PROSE or goes_on

    def _whole(self, start: int, end: int, head: bool, tail: bool) -> bool:
        rows = [*(self.rows["head"] if head else ()), *(self.rows["tail"] if tail else ()), *self.rows["line"]]
        if tail and not head:
            rows += [
                msgspec.structs.replace(row, what="last lines")
                for row in self.rows["head"]
                if row.what in ("date", "updated")
            ]
        return any(
            match and self._take(row, match) for row in rows if (match := row.pattern.fullmatch(self.text, start, end))
        )

    def _end(self, start: int, end: int) -> int:
        for row in self.rows["end"]:
            for match in row.pattern.finditer(self.text, max(start, end - MOST_END), end):
                if match.end() == end and match.start() > start and self._take(row, match):
                    return match.start()
        return end

    def _take(self, row: Manner, match: re.Match[str]) -> bool:
        """Note what the match says; False, and nothing noted, where a part of it is not what the row takes it for."""
        said = {name: words.strip() for name, words in match.groupdict().items() if words}
        start, end = match.span()
        if not row.keep and any(start < other.end and other.start < end for other in self.findings.furniture):
            return False
        if not _is_so(said):
            return False
        self._note(row, said, match[0].strip())
        if not row.keep:
            what = "date" if row.what in ("header", "updated", "last lines") else row.what
            self.findings.furniture.append(Furniture(start, end, "header" if row.what == "header" else what))
        return True

    def _note(self, row: Manner, said: dict[str, str], words: str) -> None:
        found = self.findings
        for key, what in (("day", row.what), ("updated", "updated")):
            day = days.read(said[key]) if key in said else None
            if day:
                found.days.append(NamedIn(what if what in DAY_RANK else "date", day, words[:80]))
        if "month" in said:
            found.months.append(said["month"])
        for key in ("known", "any", "press"):
            if key in said:
                known = outlet_ending(said[key]) if key == "known" else outlet(said[key])
                found.outlets.append(
                    (row.what if row.what in _OUTLET_RANK else "outlet", known.name if known else said[key])
                )
        if row.where == "tail" and "source" in said:
            found.outlets += [("signoff", name) for name in _credits(said)]
        for name in _credits(said):
            if name not in found.credits:
                found.credits.append(name)
        if row.what == "dateline":
            found.dateline = said.get("place") or said.get("town") or found.dateline
        found.byline += [name for name in _SPLIT.split(said.get("names", "")) if name]
        found.contributors += [name.strip() for name in _SPLIT.split(said.get("helpers", "")) if name.strip()][:20]
        if row.what == "note":
            found.notes.append(words)
        if row.what == "copyright":
            self._copyright(said, words)

    def _copyright(self, said: dict[str, str], words: str) -> None:
        found = self.findings
        found.copyright = found.copyright or words
        owner = re.sub(r"\s(?:All|Inc|Ltd|Reproduction)\b.*", "", said.get("owner", "")).strip(" .")
        owner = "" if re.match(r"(?:All|Reproduction)\b", owner) else owner
        known = outlet(owner)
        owner = known.name if known else owner
        if owner:
            found.outlets.append(("copyright", owner))
        if "year" in said:
            found.copyright_years.append((int(said.get("lastyear", said["year"])), owner))

    def _title(self, lines: list[tuple[int, int, int]]) -> None:
        """The first line left, where it is a headline: short, no full stop, before any dateline, and text after it."""
        if lines and fold(self.text[lines[0][1] : lines[0][2]].split(" | ")[0]) == fold(self.findings.outlet):
            self.findings.furniture.append(Furniture(lines[0][1], lines[0][2], "outlet"))
            lines = lines[1:]
        if not lines or lines[0][0] >= HEAD_LINES:
            return
        _, start, end = lines[0]
        words = self.text[start:end]
        dateline = next((item for item in self.findings.furniture if item.what == "dateline"), None)
        inside = any(start < item.end and item.start < end for item in self.findings.furniture)
        follows = any(later_end - later_start > 60 for _, later_start, later_end in lines[1:])
        if (
            follows and len(words) <= MOST_TITLE and len(words.split()) >= 2 and not _SENTENCE_END.search(words)
            and not (dateline and dateline.start <= start) and not inside
        ):  # fmt: skip
            self.findings.title = words
            self.findings.furniture.append(Furniture(start, end, "title"))


def _is_so(said: dict[str, str]) -> bool:
    for key in ("day", "updated"):
        if key in said and days.read(said[key]) is None:
            return False
    if ("known" in said and not outlet_ending(said["known"])) or (
        "source" in said and not outlet_ending(said["source"])
    ):
        return False
    if "town" in said and not is_place(said["town"]):
        return False
    if "sources" in said and not any(outlet_ending(name) for name in _SPLIT.split(said["sources"])):
        return False
    return "names" not in said or all(
        len(name.split()) > 1 and not outlet(name) for name in _SPLIT.split(said["names"]) if name
    )


def _credits(said: dict[str, str]) -> Iterator[str]:
    if "source" in said:
        found = outlet_ending(said["source"])
        if found:
            yield found.name
    for name in _SPLIT.split(said.get("sources", "")):
        found = outlet_ending(name)
        if name:
            yield found.name if found else name
    if "media" in said:
        yield said["media"]


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    line = text[start:end]
    inner = line.strip()
    if not inner:
        return None
    start += len(line) - len(line.lstrip())
    return start, start + len(inner)


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
