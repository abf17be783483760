"""What a report mentions whose dates are known, and when it can have been published therefore.

Each piece of evidence says on which days the report can have been published: half-open spans, any one of them.
It is taken only from sentences that speak of the present or of what has happened; a sentence that looks back or
ahead ("the then 28 members", "will be held in 2025", "former president") bounds nothing, or bounds the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from accede.errors import KnowledgeError
from accede.knowledge import Holder, Knowledge, Organisation, fold, load
from accede.reports import days
from accede.reports.days import MONTH, YEAR

#: Half-open [first, after); None is open.
Span = tuple[date | None, date | None]

#: Years in which a weekday and a day of the month are looked for; no report on a treaty of ours is older.
_YEARS = range(1945, 2151)

_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES = ("", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine")
_TENS = (("twenty", 20), ("thirty", 30), ("forty", 40))
_NUMBERS = {word: number for number, word in enumerate(_TEENS, start=10)} | {
    f"{tens}{ones}": value + more for tens, value in _TENS for more, ones in enumerate(_ONES)
}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_WHO = r"(?:member[ -](?:states?|countries|nations?)|members|allies|leaders|(?P<named>[A-Z][\w-]*) (?:members|allies|countries|states|nations|member states))"
_COUNT = re.compile(
    rf"(?:\b(?:all|the|its|all the|other|of|has|have|currently has|each of the)|[’']s)\s+(?:(?P<other>other)\s+)?(?:current\s+|existing\s+)?{_NUMBER}\s+{_WHO}\b"
    rf"(?!\s+(?:that|which|who|have\s+(?:so|already))\b)"
    rf"|\b(?P<hyphen>\d{{1,3}}|{'|'.join(_NUMBERS)})-(?:member|nation|state|country|strong)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’')\]]*(?=\s+[\"“‘(]?[A-Z0-9])|(?=\n)|$)")
_BACK = re.compile(r"\b(?:then|at the time|back then|in those days|used to|formerly|once|had)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|could|may|might|if|by|until|next|plans?|planned|expect\w*|scheduled|hopes?|aims?|should|must|upcoming|due|wants?|before|to be)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no|yet|if|will|would|could|might|should|may(?! \d| last|,| of)|plans?|expected|intends?)\b")
_WILL = re.compile(
    rf"\b(?:will|are to|is to|is due to|are due to|is expected to|are expected to)\b[^.;]{{0,160}}?\b(?:in|by|until|before|of)\s(?:the end of\s|early\s|late\s|mid-|{MONTH},?\s)?(?P<year>{YEAR})"
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|began|took|became|said|won|met|held|left|came|went|gave|since|\w{3,}ed)\b"
)
_MENTION = re.compile(
    rf"\b(?:(?:(?P<day>{days.DAY})|(?P<month>{MONTH}),?\s+(?P<myear>{YEAR}))|(?:in|since|of|late|early|from|during|year)\s(?P<year>{YEAR}))(?!\s?[-–/]\s?\d)"
)
_FORMER = re.compile(r"(?:\b(?:former|ex|then|late|outgoing|incoming|future|previous|ousted|designate|interim)[ -]+(?:[\w’'-]+ ){0,2}|-)$", re.IGNORECASE)
_AFTER_TITLE = re.compile(r"-?(?:designate|elect)\b")
_PERSON = r"[A-ZÀ-ÞĀ-Ž][\w’'.-]+(?:\s[A-ZÀ-ÞĀ-Ž][\w’'.-]+){0,3}"


class Evidence(msgspec.Struct, frozen=True, order=True):
    """In words what bounds the day of publication, and the spans in one of which it lies."""

    words: str
    spans: tuple[Span, ...]

    def allows(self, day: date) -> bool:
        """True when the report can have been published on `day`."""
        return any((first is None or first <= day) and (after is None or day < after) for first, after in self.spans)


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A dated happening and how a report tells of it; see milestones.yaml."""

    date: date
    says: str
    about: tuple[re.Pattern[str], ...]
    words: re.Pattern[str]


def gather(text: str) -> tuple[Evidence, ...]:
    """All evidence in `text`, the report without its furniture; each said once, sorted by its words."""
    knowledge = load()
    found: set[Evidence] = set()
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        found.update(_counts(sentence, text, knowledge))
        found.update(_offices(sentence, knowledge))
        found.update(_years(sentence))
        found.update(_weekdays(sentence))
    found.update(_happened(text))
    return tuple(sorted(found, key=lambda evidence: (evidence.words, str(evidence.spans))))


def copyright_year(year: int, is_own: bool) -> Evidence:
    """A copyright line's year: that of the report where the line is its outlet's own, else the latest it can be."""
    first = date(year, 1, 1) if is_own else None
    return Evidence(f"copyright of {year}", ((first, date(year + 1, 1, 1)),))


# --- the number of members


def _counts(sentence: str, text: str, knowledge: Knowledge) -> Iterator[Evidence]:
    if _BACK.search(sentence) or re.search(YEAR, sentence):
        return
    for match in _COUNT.finditer(sentence):
        word = (match["number"] or match["hyphen"]).lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        number += 1 if match["other"] or match[0].lower().startswith("other") else 0
        fitting = [(one, spans) for one in _organisations(sentence, text, knowledge) if (spans := _spans(one, number))]
        if len(fitting) == 1:
            one, spans = fitting[0]
            yield Evidence(f"{number} members of {one.name} ({_in_words(spans)})", spans)


def _organisations(sentence: str, text: str, knowledge: Knowledge) -> list[Organisation]:
    """The organisations that a count in `sentence` can be of: those it names, else those the report names."""
    listed = [one for one in knowledge.organisations.values() if one.members]
    for words in (sentence, text):
        named = [one for one in listed if any(_has(words, name) for name in (one.name, *one.names, *one.abbreviations))]
        if named:
            return named
    return []


def _has(words: str, name: str) -> bool:
    return name in words and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _spans(organisation: Organisation, number: int) -> tuple[Span, ...]:
    """When `organisation` had `number` members."""
    changes = sorted({day for one in organisation.members for day in (one.first, one.after) if day})
    ends: list[date | None] = [*changes[1:], None]
    return _joined([(first, after) for first, after in zip(changes, ends, strict=True)
                    if sum(one.holds(first) for one in organisation.members) == number])  # fmt: skip


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as they need, sorted."""
    joined: list[Span] = []
    for first, after in sorted(spans, key=lambda span: (span[0] or date.min, span[1] or date.max)):
        if joined and (joined[-1][1] is None or (first or date.min) <= (joined[-1][1] or date.max)):
            last = joined.pop()
            joined.append((last[0], None if after is None or last[1] is None else max(after, last[1])))
        else:
            joined.append((first, after))
    return tuple(joined)


# --- office-holders


@lru_cache(maxsize=4)
def _titles(knowledge: Knowledge) -> tuple[dict[str, set[str]], re.Pattern[str]]:
    """Each title that some known holder has, with its offices, and a pattern of a title with a name beside it."""
    held = {holder.office for holder in knowledge.all_holders}
    titles: dict[str, set[str]] = {}
    for id in held & set(knowledge.offices):
        for title in (id, *knowledge.offices[id].titles):
            titles.setdefault(fold(title), set()).add(id)
    if not titles:
        return {}, re.compile(r"(?!)")
    any_title = "|".join(re.escape(title).replace("\\ ", "[ -]") for title in sorted(titles, key=lambda title: (-len(title), title)))
    return titles, re.compile(rf"\b(?P<title>(?i:{any_title}))(?:,)?\s(?:of\s[A-Z]\w+\s|for\s[A-Z]\w+\s)?(?P<name>{_PERSON})")


def _offices(sentence: str, knowledge: Knowledge) -> Iterator[Evidence]:
    if re.search(YEAR, sentence) or not knowledge.all_holders:
        return
    titles, pattern = _titles(knowledge)
    for match in pattern.finditer(sentence):
        if _FORMER.search(sentence[: match.start()]) or _AFTER_TITLE.match(sentence, match.end("title")):
            continue
        offices = titles.get(fold(match["title"].replace("-", " ")), set()) | titles.get(fold(match["title"]), set())
        holders = [one for one in _named(match["name"], knowledge) if one.office in offices]
        if holders and all(one.first or one.after for one in holders):
            spans = _joined([(one.first, one.after) for one in holders])
            if spans != ((None, None),):
                yield Evidence(f"{holders[0].name} as {holders[0].office} ({_in_words(spans)})", spans)


def _named(name: str, knowledge: Knowledge) -> tuple[Holder, ...]:
    """The holders whom `name` means: its longest beginning that is somebody's name ("Linde Monday" is Linde)."""
    words = re.sub(r"[’']s\b", "", name).split()
    for length in range(len(words), 0, -1):
        found = knowledge.holders(" ".join(words[:length]).rstrip("."))
        if found:
            return found
    return ()


# --- years and weekdays in the text


def _years(sentence: str) -> Iterator[Evidence]:
    for match in _WILL.finditer(sentence):
        year = int(match["year"])
        yield Evidence(f"{year} as still to come", ((None, date(year + 1, 1, 1)),))
    if _AHEAD.search(sentence) and "since" not in sentence.lower() or not _PAST.search(sentence):
        return
    for match in _MENTION.finditer(sentence):
        if _AHEAD.search(sentence) and not re.search(r"\bsince\s(?:\w+\s){0,2}$", sentence[: match.end()].rsplit(match[0], 1)[0], re.IGNORECASE):
            continue
        first = _first(match)
        if first:
            yield Evidence(f"{match[0].strip()} as past", ((first, None),))


def _first(match: re.Match[str]) -> date | None:
    if match["day"]:
        named = days.read(match["day"])
        return named.full() if named else None
    if match["month"]:
        return date(int(match["myear"]), days.month_number(match["month"]), 1)
    return date(int(match["year"]), 1, 1)


def _weekdays(sentence: str) -> Iterator[Evidence]:
    for match in re.finditer(days.DAY, sentence):
        named = days.read(match[0])
        if named is None or named.weekday is None or named.year is not None:
            continue
        half = timedelta(days=183)
        spans = tuple((day - half, day + half) for year in _YEARS if (day := named.in_year(year)))
        yield Evidence(f"{match[0].strip()} as a weekday", spans)


# --- milestones of known processes


def _happened(text: str) -> Iterator[Evidence]:
    for one in _milestones():
        if not all(pattern.search(text) for pattern in one.about):
            continue
        for match in _SENTENCE.finditer(text):
            sentence = match[0]
            told = one.words.search(sentence)
            if told and not _NOT.search(sentence[max(0, told.start() - 40) : told.end()]):
                yield _placed(one, sentence)


def _placed(one: Milestone, sentence: str) -> Evidence:
    """A milestone bounds the report below; told by its month alone, or by "last year", also above."""
    month = f"{one.date:%B}"
    year = one.date.year
    says = f"{one.says} ({one.date.isoformat()})"
    if re.search(rf"\b{month}\s+(?:of\s+)?last\s+year|last\s+year\b", sentence) and not re.search(YEAR, sentence):
        return Evidence(f"{says}, last year", ((date(year + 1, 1, 1), date(year + 2, 1, 1)),))
    if re.search(r"\b(?:earlier\s+)?this\s+year\b", sentence) and not re.search(YEAR, sentence):
        return Evidence(f"{says}, this year", ((one.date, date(year + 1, 1, 1)),))
    if re.search(rf"\b[Ii]n\s+{month}\b(?!,?\s+(?:of\s+)?(?:\d|last|this|next|the))", sentence) and not re.search(YEAR, sentence):
        return Evidence(f"{says}, in {month}", ((one.date, date(year + 1, one.date.month, 1)),))
    return Evidence(says, ((one.date, None),))


@lru_cache(maxsize=1)
def _milestones() -> tuple[Milestone, ...]:
    import yaml

    rows: list[dict[str, Any]] = yaml.safe_load(files(__package__).joinpath("milestones.yaml").read_text("utf-8"))["milestones"]
    try:
        return tuple(Milestone(date=row["date"], says=row["says"], about=tuple(map(re.compile, row["about"])),
                               words=re.compile(row["words"], re.IGNORECASE)) for row in rows if row["sources"])  # fmt: skip
    except (KeyError, re.error) as error:
        raise KnowledgeError(f"milestones.yaml: {error}", "mend the row") from error


def _in_words(spans: tuple[Span, ...]) -> str:
    """The spans with their last days: "2020-03-27 to 2023-04-03"."""
    return " or ".join(_span_in_words(*span) for span in spans)


def _span_in_words(first: date | None, after: date | None) -> str:
    last = (after - timedelta(days=1)).isoformat() if after else ""
    if first is None:
        return f"until {last}"
    return f"{first.isoformat()} to {last}" if last else f"since {first.isoformat()}"
