"""What time expressions look like: one table, one row for one manner, with what it is worth (`time_values`).

Every pattern reads a bounded number of characters from where it starts, so the table as a whole is linear in the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from accede.reading import lexicon
from accede.reading import time_values as worth
from accede.reading.time_values import Handler
from accede.reading.time_words import GAP, MAY_GAP, alternatives, day, feasts, month, table, weekday, year


class Row(NamedTuple):
    """One manner of writing a time.

    span: it joins two times into an interval, at the group `to` where it has one; each of the two is a time as well.
    """

    pattern: re.Pattern[str]
    handler: Handler
    span: bool = False


# Nothing that starts within a word, a number or a sum is a time; after "each" and "every" it is many times.
START = r"(?<![\w$£€#])(?=[\w'’])(?<!\w[-.,/:])(?<!(?i:each)\s)(?<!(?i:every)\s)"
SHARE = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last|final)"
TO = rf"(?P<to>{MAY_GAP}(?:to|-|–|—|until|till|through|and|or|/){MAY_GAP}(?:on{GAP})?(?:the{GAP})?)"
OF_YEAR = rf"(?:{MAY_GAP},?{MAY_GAP}(?:of{GAP})?{year('y')}|,?{GAP}(?:of{GAP})?(?P<ry>last|this|next){GAP}year(?!\w))"
PART_SAID = (
    rf"(?:(?:the{GAP})?(?:early|late|mid|middle|beginning|start|end|close|(?:first|second|last|final|opening|closing)"
    rf"{GAP}(?:half|weeks?|days|third))(?:{GAP}of|{GAP}in)?(?:{GAP}|-)(?:the{GAP}month{GAP}of{GAP})?)"
)
PART = f"{PART_SAID}?"
ON_WEEKDAY = rf"(?:{weekday('w')},?{GAP}(?:the{GAP})?)?"
BEFORE_MONTH = "|".join(
    rf"(?<=\b(?i:{word})\s)"
    for word in "in by of since until before after during from for to and between early late through till".split()
)
BEFORE_DAY = "|".join(rf"(?<=\b(?i:{word})\s)" for word in "on from of by until since at".split())
# Words after "on the 19th" that it is no adjective of: "on the 19th met with the president".
AFTER_DAY = rf"(?:{alternatives(lexicon.words('times', 'after_a_year') | lexicon.words('times', 'back'))}|[a-z]{{2,15}}ed)(?!\w)"
# "more than ten years ago" bounds a time and does not name it.
HEDGE = rf"(?<!than\s)(?<!over\s)(?<!least\s)(?<!within\s)(?<!not\s)(?:(?P<hedge>about|around|some|nearly|almost|roughly){GAP})?"
NUMBER = f"(?:{alternatives(set(table('numbers')) - {'a', 'an'})})"
COUNT = rf"(?P<n>\d{{1,3}}|{NUMBER}(?:(?:-|{GAP}){NUMBER}){{0,2}}|an?(?:{GAP}(?:hundred|thousand))?)"


@cache
def opening() -> re.Pattern[str]:
    """Where an expression may begin: a digit, or one of the words that begin any. It spares all other places the table."""
    words = lexicon.load("times")
    vague = [phrase.split()[0] for phrases in words["vague"].values() for phrase in phrases]
    first_of_feasts = [feast.split()[0] for feast in feasts()]
    named = [name for entry in ("months", "weekdays", "numbers") for name in table(entry)]
    return re.compile(rf"{START}(?:\d|['’](?=\d0s)|(?:{alternatives({*words['openers'], *vague, *first_of_feasts, *named})})(?![a-zA-Z]))", re.I)


def row(pattern: str, handler: Handler, flags: int = 0, span: bool = False) -> Row:
    """A row of a table; the pattern matches only where a word or number begins."""
    return Row(re.compile(START + pattern, flags), handler, span)


@cache
def rows() -> tuple[Row, ...]:
    """The table. Of two that match the same words, the earlier counts."""
    m, m2, d, d2, w, w2 = month("m"), month("m2"), day("d"), day("d2"), weekday("w"), weekday("w2")
    free = re.I
    return (
        row(r"(?P<y>(?:19|20)\d\d)(?P<sep>[-./])(?P<one>[01]?\d)(?P=sep)(?P<two>[0-3]?\d)(?![\d-])", worth.numeric),
        row(r"(?P<one>[0-3]?\d)(?P<sep>[-./])(?P<two>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\w)", worth.numeric),
        row(r"(?P<one>[0-3]?\d)/(?P<two>[0-3]?\d)/(?P<y>\d\d)(?![\w/])", worth.numeric),
        row(r"(?P<one>[0-3]\d)\.(?P<two>[01]\d)\.(?P<y>\d\d)(?!\w|\.\d)", worth.numeric),
        row(rf"the{GAP}week{GAP}(?:of|beginning|starting){GAP}{ON_WEEKDAY}{m}{GAP}{d}{OF_YEAR}?", worth.week_of, free),
        row(rf"the{GAP}week{GAP}(?:of|beginning|starting){GAP}{ON_WEEKDAY}{d}{GAP}{m}{OF_YEAR}?", worth.week_of, free),
        row(rf"{ON_WEEKDAY}{m}{GAP}{d}{TO}(?:{w2},?{GAP})?{m2}{GAP}{d2}{OF_YEAR}?", worth.days, span=True),
        row(rf"{ON_WEEKDAY}{d}{GAP}{m}{TO}(?:{w2},?{GAP})?{d2}{GAP}{m2}{OF_YEAR}?", worth.days, span=True),
        row(rf"{ON_WEEKDAY}{m}{GAP}{d}{TO}{d2}{OF_YEAR}?", worth.days, span=True),
        row(rf"(?:the{GAP})?{d}{TO}{d2}{GAP}(?:of{GAP})?{m}{OF_YEAR}?", worth.days, span=True),
        row(rf"{ON_WEEKDAY}{m}{GAP}(?:the{GAP})?{d}{OF_YEAR}", worth.day_month),
        row(rf"(?<!\bin\s)(?<!\bIn\s){ON_WEEKDAY}{m}{GAP}(?:the{GAP})?{d}", worth.day_month),
        row(rf"{ON_WEEKDAY}(?:the{GAP})?{d}{GAP}(?:of{GAP})?{m}{OF_YEAR}?", worth.day_month),
        row(rf"(?P<rel>(?i:last|next|this)){GAP}{m}{GAP}{d}", worth.day_month),
        row(rf"{PART}{m}{TO}{PART}{m2}{OF_YEAR}?", worth.months, span=True),
        row(rf"{PART}{m}{OF_YEAR}", worth.month_named),
        row(rf"(?P<rel>(?i:last|next|this|past|previous|coming)){GAP}{m}", worth.month_named),
        row(rf"{PART}(?!(?:May|March|MAY|MARCH|Mar\.)(?!\w)){m}", worth.month_named),
        row(rf"(?:{PART_SAID}|{BEFORE_MONTH}){m}(?!\s(?:not|be|have|also|well|still|is|was|has|had|said)\b)", worth.month_named),
        row(rf"(?:(?<=\b(?i:the)\s)|(?<=\b(?i:a)\s)|(?<=\b(?i:its)\s)|(?<=\b(?i:this)\s)){m}(?={GAP}[a-z])(?!{GAP}(?:of|on|in|to|and|for)\b)", worth.month_named),
        row(rf"(?:(?P<rel>(?i:last|next|this|past|previous|coming)){GAP})?{w}{GAP}(?:of{GAP})?(?P<week>last|next|this){GAP}week(?!\w)", worth.weekday_named),
        row(rf"{w}{TO}{w2}", worth.weekdays, span=True),
        row(rf"(?<!following\s)(?<!preceding\s)(?<!previous\s)(?<!same\s)(?:(?P<rel>(?i:last|next|this|past|coming)){GAP})?{w}", worth.weekday_named),
        row(rf"(?:the{GAP})?{SHARE}[\s-]{{1,2}}(?P<part>half|quarter)(?:{GAP}of(?:{GAP}the{GAP}year)?)?{OF_YEAR}", worth.share, free),
        row(rf"(?:the{GAP})?(?:{year('y')}|(?P<ry>last|this|next){GAP}year)(?:['’]s)?{GAP}{SHARE}[\s-]{{1,2}}(?P<part>half|quarter)(?!\w)", worth.share, free),
        row(rf"(?P<part>[QH])(?P<q>[1-4]){OF_YEAR}", worth.share),
        row(rf"(?:the{GAP})?(?P<nth>first|last){GAP}{COUNT}{GAP}months{GAP}of{OF_YEAR}", worth.first_months, free, span=True),
        row(r"(?P<r>today|yesterday|tomorrow|tonight)(?!\w)", worth.relative_day, free),
        row(rf"(?P<r>last{GAP}night|this{GAP}(?:morning|afternoon|evening)|the{GAP}day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow))(?!\w)", worth.relative_day, free),
        row(
            rf"(?:(?:early|earlier|late|later|mid|sometime|the{GAP}(?:beginning|start|end|middle|rest|first{GAP}half|second{GAP}half){GAP}of)"
            rf"(?:{GAP}|-)(?:in{GAP})?)?(?P<rel>last|this|next|the{GAP}current|the{GAP}coming){GAP}(?P<unit>year|month)(?![\w-])(?!['’]s{GAP}end)",
            worth.period, free),
        row(rf"(?:the{GAP}(?:beginning|start|end|middle|rest|close){GAP}of|earlier{GAP}in|later{GAP}in|late{GAP}in|early{GAP}in){GAP}(?P<rel>the){GAP}(?P<unit>year|month)(?![\w-])", worth.period, free),
        row(r"(?P<unit>year)(?:['’]s[\s-]|[\s-])end(?!\w)", worth.period, free),
        row(rf"{HEDGE}{COUNT}{GAP}(?P<unit>day|month|year|decade)s?{GAP}ago(?!\w)", worth.ago, free),
        row(rf"(?:{BEFORE_DAY})(?P<the>the){GAP}(?P<d>[0-3]?\d)(?:st|nd|rd|th){GAP}of{GAP}(?P<rel>this|last|next|the{GAP}current){GAP}month(?!\w)", worth.day_of_month, free),
        row(rf"(?:{BEFORE_DAY})(?P<the>the){GAP}(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?!\w)(?!{GAP}(?!local|{AFTER_DAY})[a-z])(?:{GAP}local{GAP}time)?", worth.day_of_month),
        row(rf"(?P<feast>{alternatives(feasts())})(?!\w)(?!{GAP}(?:week|weekend|season|holidays?)\b){OF_YEAR}?", worth.feast, free),
        row(rf"(?:the{GAP})?(?:(?:early|late|mid)(?:{GAP}|-))?(?P<season>spring|summer|autumn|fall|winter){GAP}(?:of{GAP})?{year('y')}", worth.season, free),
        row(rf"(?:(?:early|late)(?:{GAP}|-))?(?P<rel>last|past|this|next|coming){GAP}(?P<season>spring|summer|autumn|fall)(?!\w)", worth.season, free),
        row(rf"(?:(?<=\bfrom\s)|(?<=\bbetween\s)){year('y')}(?P<to>{GAP}(?:to|and|until|till|through){GAP})(?P<y2>(?:19|20)\d\d)(?!\w)", worth.years, span=True),
        row(r"(?P<y>(?:19|20)\d\d)(?P<to>-|–)(?P<y2>(?:19|20)\d\d|\d\d)(?![\w-])", worth.years, span=True),
        row(rf"(?:the{GAP})?(?:(?:early|mid|late)(?:{GAP}|-))?(?P<decade>(?:19|20)\d0)s(?!\w)", worth.decade, free),
        row(rf"(?:the{GAP}year{GAP})?(?P<century>nineteen|twenty)[\s-](?P<rest>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)(?!\w)", worth.year_in_words, free),
        row(rf"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\bof\s)|(?<=\bfrom\s)|(?<=\buntil\s))(?P<y>1[5-8]\d\d)(?!\w|[.,]\d|{GAP}[a-z]{{2,20}}s\b)", worth.year_named),
        row(rf"(?:{PART}|the{GAP}year{GAP}|fiscal{GAP}(?:year{GAP})?){year('y')}(?!{GAP}(?:GMT|UTC|BST|EST|EDT|km|hours|local{GAP}time))", worth.year_named),
    )  # fmt: skip

