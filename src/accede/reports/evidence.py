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

from accede.knowledge import Holder, Knowledge, Organisation, fold, load
from accede.reports import days
from accede.reports.bounds import Evidence, Span, in_words, joined, year
from accede.reports.days import MONTH, YEAR
from accede.reports.milestones import happened

#: Reports name an office-holder by it shortly before and after the term: elected, or just gone.
HANDOVER = timedelta(days=14)

#: Characters of a sentence; a longer one is a list or an attack, and tells of no date that bounds the report.
MOST_SENTENCE = 1_000

#: Characters before some words in which another word can turn them to what was or is to come.
_NEAR = 40

#: Years in which a weekday and a day of the month are looked for; no report on a treaty of ours is older.
_YEARS = range(1945, 2151)

_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES = ("", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine")
_TENS = (("twenty", 20), ("thirty", 30), ("forty", 40))
_NUMBERS = {word: number for number, word in enumerate(_TEENS, start=10)} | {
    f"{tens}{ones}": value + more for tens, value in _TENS for more, ones in enumerate(_ONES)
}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_STATES = r"(?:members|allies|countries|states|nations|member states)"
_WHO = rf"(?:member[ -](?:states?|countries|nations?)|members|allies|leaders|(?P<named>[A-Z][\w-]*) {_STATES})"
_COUNT = re.compile(
    rf"(?:\b(?:all|the|its|all the|other|of|has|have|currently has|each of the)|[’']s)\s+"
    rf"(?:(?P<other>other)\s+)?(?:current\s+|existing\s+)?{_NUMBER}\s+{_WHO}\b"
    rf"(?!\s+(?:that|which|who|have\s+(?:so|already))\b)"
    rf"|\b(?P<hyphen>\d{{1,3}}|{'|'.join(_NUMBERS)})-(?:member|nation|state|country|strong)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’')\]]*(?=\s+[\"“‘(]?[A-Z0-9])|(?=\n)|$)")
_BACK = re.compile(r"\b(?:then|at the time|back then|in those days|used to|formerly|once|had)\b", re.IGNORECASE)
_MONTH_YEAR = rf"(?:(?:early|late|mid)[ -])?(?P<month>{MONTH}),?\s+(?P<month_year>{YEAR})"
_DATE = rf"(?:(?P<day>{days.DAY})|{_MONTH_YEAR}|(?P<year>{YEAR}))(?!\s?[-–/]\s?\d)"
_VERBS = (
    r"(?:signed|adopted|applied|ratified|joined|submitted|launched|began|begun|started|met|agreed|entered|left|withdrew"
    r"|held|became|took place|visited|invited|elected|approved|voted|vetoed|suspended|invaded|concluded|reached|opened"
    r"|closed|acceded|announced|accepted|rejected|blocked|deposited|happened|ended|won|lost|resigned|died"
    r"|broke (?:off|down))"
)
#: Something that happened, with its date close behind: no word between them may turn it to what is to come.
_HAPPENED = re.compile(rf"\b{_VERBS}\b(?P<between>[^.;:,\n]{{0,60}}?)\b(?:in|on|since)\s(?:the\s\w+\sof\s)?{_DATE}")
_SINCE = re.compile(rf"\b[Ss]ince\s{_DATE}")
_TURNED = re.compile(r"\b(?:to|by|until|for|from|next|before|due|will|would|effective|and|that|which)\b")
_UNREAL = re.compile(
    r"\b(?:will|would|to|be|can|could|may|might|should|must|not|never|if|being|get|until|before|once|when|after)\s"
    r"(?:\w+\s)?$"
)
#: Something to come, with its year close behind.
_WILL = re.compile(
    r"\b(?:will|are to|is to|(?:is|are) (?:due|expected|set|scheduled) to)\s(?P<between>[^.;:,\n]{3,60}?)"
    r"\b(?:in|by|until|before)\s(?:the end of\s|(?:early|late|mid)[ -]|(?:the )?(?:first|second) half of\s)?"
    rf"(?:{MONTH},?\s)?(?P<year>{YEAR})"
)
_FORMER = re.compile(
    r"(?:\b(?:former|ex|then|late|outgoing|incoming|future|previous|ousted|designate|interim)[ -]+"
    r"(?:[\w’'-]+ ){0,2}|-)$",
    re.IGNORECASE,
)
_AFTER_TITLE = re.compile(r"-?(?:designate|elect)\b")
_PERSON = r"[A-ZÀ-ÞĀ-Ž][\w’'.-]+(?:\s[A-ZÀ-ÞĀ-Ž][\w’'.-]+){0,3}"


def gather(text: str) -> tuple[Evidence, ...]:
    """All evidence in `text`, the report without its furniture; each said once, sorted by its words."""
    knowledge = load()
    found: set[Evidence] = set()
    sentences = [one for one in (match[0].strip() for match in _SENTENCE.finditer(text)) if len(one) <= MOST_SENTENCE]
    named = _organisations(text, knowledge)
    for sentence in sentences:
        found.update(_counts(sentence, named))
        found.update(_offices(sentence, knowledge))
        found.update(_years(sentence))
        found.update(_weekdays(sentence))
    found.update(happened(text, sentences))
    return tuple(sorted(found, key=lambda evidence: (evidence.words, str(evidence.spans))))


def copyright_year(number: int, is_own: bool) -> Evidence:
    """A copyright line's year: that of the report where the line is its outlet's own, else the latest it can be."""
    first, after = year(number)
    return Evidence(f"copyright of {number}", ((first if is_own else None, after),))


# --- the number of members


def _counts(sentence: str, named: list[Organisation]) -> Iterator[Evidence]:
    if _BACK.search(sentence) or re.search(YEAR, sentence):
        return
    own = [one for one in named if _is_named(one, sentence)]
    for match in _COUNT.finditer(sentence):
        word = (match["number"] or match["hyphen"]).lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        number += 1 if match["other"] or match[0].lower().startswith("other") else 0
        fitting = [(one, spans) for one in (own or named) if (spans := _spans(one, number))]
        if len(fitting) == 1:
            one, spans = fitting[0]
            yield Evidence(f"{number} members of {one.name} ({in_words(spans)})", spans)


def _organisations(text: str, knowledge: Knowledge) -> list[Organisation]:
    """The organisations with dated members that `text` names; a count of members can be of one of them."""
    return [one for one in knowledge.organisations.values() if one.members and _is_named(one, text)]


def _is_named(organisation: Organisation, words: str) -> bool:
    names = (organisation.name, *organisation.names, *organisation.abbreviations)
    return any(_has(words, name) for name in names)


def _has(words: str, name: str) -> bool:
    return name in words and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _spans(organisation: Organisation, number: int) -> tuple[Span, ...]:
    """When `organisation` had `number` members."""
    changes = sorted({day for one in organisation.members for day in (one.first, one.after) if day})
    ends: list[date | None] = [*changes[1:], None]
    return joined([(first, after) for first, after in zip(changes, ends, strict=True)
                    if sum(one.holds(first) for one in organisation.members) == number])  # fmt: skip


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
    any_title = "|".join(
        re.escape(title).replace("\\ ", "[ -]") for title in sorted(titles, key=lambda title: (-len(title), title))
    )
    return titles, re.compile(
        rf"\b(?P<title>(?i:{any_title}))(?:,)?\s(?:of\s[A-Z]\w+\s|for\s[A-Z]\w+\s)?(?P<name>{_PERSON})"
    )


def _offices(sentence: str, knowledge: Knowledge) -> Iterator[Evidence]:
    if re.search(YEAR, sentence) or not knowledge.all_holders:
        return
    titles, pattern = _titles(knowledge)
    for match in pattern.finditer(sentence):
        if _FORMER.search(sentence, max(0, match.start() - _NEAR), match.start()) or _AFTER_TITLE.match(
            sentence, match.end("title")
        ):
            continue
        offices = titles.get(fold(match["title"].replace("-", " ")), set()) | titles.get(fold(match["title"]), set())
        holders = [one for one in _named(match["name"], knowledge) if one.office in offices]
        if holders and all(one.first or one.after for one in holders):
            terms = joined([(one.first, one.after) for one in holders])
            if terms != ((None, None),):
                yield Evidence(
                    f"{holders[0].name} as {holders[0].office} ({in_words(terms)})",
                    joined([_widened(term) for term in terms]),
                )


def _widened(term: Span) -> Span:
    first, after = term
    return first and first - HANDOVER, after and after + HANDOVER


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
        if not re.search(r"\b(?:that|which|who|after|since|in|as)\b", match["between"]):
            yield Evidence(f"{match['year']} as still to come", ((None, year(int(match["year"]))[1]),))
    for match in _HAPPENED.finditer(sentence):
        if not _TURNED.search(match["between"]) and not _UNREAL.search(
            sentence, max(0, match.start() - _NEAR), match.start()
        ):
            yield from _past(match)
    for match in _SINCE.finditer(sentence):
        yield from _past(match)


def _past(match: re.Match[str]) -> Iterator[Evidence]:
    first = _first(match)
    if first:
        yield Evidence(
            f"{match['day'] or match['month'] or ''} {match['month_year'] or match['year'] or ''}".strip() + " as past",
            ((first, None),),
        )


def _first(match: re.Match[str]) -> date | None:
    if match["day"]:
        named = days.read(match["day"])
        return named.full() if named else None
    if match["month"]:
        return date(int(match["month_year"]), days.month_number(match["month"]), 1)
    return year(int(match["year"]))[0]


def _weekdays(sentence: str) -> Iterator[Evidence]:
    for match in re.finditer(days.DAY, sentence):
        named = days.read(match[0])
        if named is None or named.weekday is None or named.year is not None:
            continue
        half = timedelta(days=183)
        spans = tuple((day - half, day + half) for year in _YEARS if (day := named.in_year(year)))
        yield Evidence(f"{match[0].strip()} as a weekday", spans)
