"""What newsrooms do to a text before they print it again, as functions of a text and a source of chance.

Each edit takes the paragraphs of the news (no furniture) and gives the new ones. Tables are small and our own. What is
simulated and what is not:

- cutting, moving and leaving out paragraphs, new headlines, swapped credit lines, spelling and numbers are as they are done;
- a changed lead is the old one told by the same means as a translation, with another beginning, before the rest as it was;
- `translated` simulates a text that was translated and translated back, sentence by sentence: most content words that the
  table knows are replaced, clauses and times of a sentence change places, "X's Y" becomes "the Y of X", "said" moves, and
  function words change. Real translation also replaces words that no table has. So the texts in benchmarks/translated_back
  stand beside it, which were translated back from six languages by hand: they are harder, and are measured as a row of
  their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Paragraphs = list[str]
Edit = Callable[[Paragraphs, Random], Paragraphs]

SPELLING = """
defence defense|organisation organization|organise organize|programme program|centre center|labour labor|favour favor|
neighbour neighbor|neighbouring neighboring|colour color|honour honor|honours honors|licence license|cancelled canceled|
recognise recognize|recognised recognized|criticise criticize|criticised criticized|emphasised emphasized|metre meter|
kilometres kilometers|towards toward|per-cent percent|realise realize|authorise authorize|finalise finalize|
finalised finalized|mobilise mobilize|analyse analyze|travelled traveled|cheque check|judgement judgment|offence offense
"""

SYNONYMS = """
said stated declared|agreed consented accepted|meeting session gathering|talks negotiations discussions|begin start|
began started|ended finished concluded|end finish|wants demands seeks|want demand seek|told informed|membership accession|
join enter|joined entered|joining entering|country state nation|countries states nations|leaders heads|deal agreement accord|
approve endorse|approved endorsed|vote ballot|parliament legislature|government cabinet|promised pledged vowed|
promise pledge|promises pledges|broke violated|keep honour|kept honoured|obstacle barrier hurdle|last final|
still yet|only merely|also too|however though|because since|after following|before ahead-of|during throughout|about around|
several various|many numerous|more further|most largest|big large|small little|new fresh|old former|early initial|
quickly rapidly|soon shortly|again anew|together jointly|help aid|helped aided|support backing|supported backed|
oppose reject|opposed rejected|against opposing|allow permit|allowed permitted|stop halt|stopped halted|delay postponement|
delayed postponed|put-off postponed|sent dispatched|send dispatch|gave handed|give hand|take assume|took assumed|
call summon|called summoned|show indicate|shows indicates|showed indicated|ask request|asked requested|answer reply|
answered replied|think believe|thinks believes|expect anticipate|expected anticipated|need require|needs requires|
law legislation|laws legislation|rule regulation|rules regulations|change amendment|changed amended|step measure|
steps measures|goal aim|reason cause|question issue|questions issues|view opinion|result outcome|results outcomes|
progress headway advances|problem difficulty|war conflict|security safety|army military|weapons arms|border frontier|
attack assault|group organization|people persons|official functionary|officials functionaries|spokesman spokesperson|
minister minister|envoy representative|envoys representatives|adviser counsellor|newspaper daily|report account|
statement declaration|letter note|paper document|month month|week week|year year|week's week's|earlier previously|
later afterwards|now currently|today today|beginning start|part portion|number figure|main principal|important significant|
possible conceivable|likely probable|difficult hard|clear evident|free open|ready prepared|strong firm|weak feeble|
good favourable|bad poor|long lengthy|short brief|high elevated|low reduced|sign signal|signed inked|held conducted|
hold conduct|lasted took|led headed|chaired presided-over|visited travelled-to|arrived came|left departed|remain stay|
remains stays|remained stayed|continue proceed|continued proceeded|build construct|lift remove|lifted removed|
criticised denounced|praised lauded|welcomed hailed|warned cautioned|insisted maintained|added continued|noted remarked|
confirmed affirmed|denied rejected|announced proclaimed|decided resolved|decision resolution|plan intention|plans intends|
hope wish|hopes wishes|fear worry|concern worry|concerns worries|demand requirement|demands requirements|
condition prerequisite|conditions prerequisites|trade commerce|money funds|price cost|market marketplace|rise increase|
rose increased|fell dropped|fall drop|company firm|companies firms|bank lender|shares stocks|buy purchase|bought purchased|
sell market|sold marketed|profit earnings|loss deficit|tax levy|workers employees|work labour|city town|police officers|
killed slain|died perished|injured wounded|fire blaze|storm tempest|hospital clinic|doctor physician|disease illness
"""

LEADS = ("There was movement on", "New words were heard about", "It was a day of decisions on", "Attention turned again to")
HEADLINES = ("What is known so far", "A day of talks, in short", "The latest at a glance", "Diplomats at work")
CREDITS = ("Northern Wire", "Harbour Press Agency", "Foreign media", "Daily Compass")
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_TIME = r"(?:on|On) (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


def _table(rows: str) -> list[list[str]]:
    return [row.split() for row in rows.replace("\n", "").split("|") if row.strip()]


_SPELT = {one: other for british, american in _table(SPELLING) for one, other in ((british, american), (american, british))}
_LIKE = {words[0]: [word.replace("-", " ") for word in words[1:]] for words in _table(SYNONYMS)}


def _each_word(text: str, change: Callable[[str], str]) -> str:
    def changed(found: re.Match[str]) -> str:
        word = found[0]
        new = change(word.lower())
        return word if new == word.lower() else (new[0].upper() + new[1:] if word[0].isupper() else new)

    return re.sub(r"[A-Za-z]+", changed, text)


def cut(share: float) -> Edit:
    """The first sentences up to that share of the words, at least one."""

    def edit(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
        left = share * sum(len(paragraph.split()) for paragraph in paragraphs)
        kept: Paragraphs = []
        for paragraph in paragraphs:
            sentences = []
            for sentence in _SENTENCE.split(paragraph):
                if left > 0:
                    sentences.append(sentence)
                left -= len(sentence.split())
            if sentences:
                kept.append(" ".join(sentences))
        return kept

    return edit


def headline(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """Another headline above."""
    return [chance.choice(HEADLINES), *paragraphs]


def lead(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """The first paragraph told anew, with another beginning."""
    names = re.findall(r"\b[A-Z][a-z]{3,}\b", paragraphs[0])[:2]
    first = f"{chance.choice(LEADS)} {' and '.join(names) or 'the matter'}."
    return [f"{first} {translated(paragraphs[:1], chance)[0]}", *paragraphs[1:]]


def moved(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """Paragraphs behind the first in another order."""
    rest = paragraphs[1:]
    chance.shuffle(rest)
    return [*paragraphs[:1], *rest]


def dropped(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """A third of the paragraphs left out."""
    out = set(chance.sample(range(len(paragraphs)), len(paragraphs) // 3))
    return [paragraph for at, paragraph in enumerate(paragraphs) if at not in out]


def credited(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """Agencies renamed, and a credit line of another at the end."""
    name = chance.choice(CREDITS)
    agency = re.compile(r"\b(?:Reuters|Xinhua|AFP|AP|Associated Press|Norrsken Wire|Bloomberg)\b")
    return [*(agency.sub(name, paragraph) for paragraph in paragraphs), f"({name})"]


def spelling(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """British words the American way, and the other way round."""
    return [_each_word(paragraph, lambda word: _SPELT.get(word, word)) for paragraph in paragraphs]


def numbers(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """Small numbers in words, and such words as digits."""
    digits = {word: str(number) for number, word in enumerate(_UNITS)}

    def in_words(found: re.Match[str]) -> str:
        return _UNITS[int(found[0])] if int(found[0]) < len(_UNITS) else found[0]

    return [
        _each_word(re.sub(r"(?<![\d.,:])\d{1,2}(?![\d.,:]?\d)", in_words, paragraph), lambda word: digits.get(word, word))
        for paragraph in paragraphs
    ]


def synonyms(share: float) -> Edit:
    """That share of the words that the table knows replaced."""

    def edit(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
        def other(word: str) -> str:
            return chance.choice(_LIKE[word]) if word in _LIKE and chance.random() < share else word

        return [_each_word(paragraph, other) for paragraph in paragraphs]

    return edit


def translated(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """As if translated and translated back; see the module."""
    told = [" ".join(_turned(sentence, chance) for sentence in _SENTENCE.split(paragraph)) for paragraph in paragraphs]
    return synonyms(0.85)(told, chance)


def _turned(sentence: str, chance: Random) -> str:
    """A sentence with its clauses, times and genitives the other way round, each where it can be and chance wills."""
    end = sentence[-1] if sentence[-1] in ".!?" else ""
    body = sentence[: len(sentence) - len(end)]
    if (time := re.search(rf" {_TIME}\b", body)) and chance.random() < 0.8:
        body = f"{time[0].strip()[0].upper()}{time[0].strip()[1:]}, {body[0].lower() if body[:2] == 'A ' else body[0]}{body[1:time.start()]}{body[time.end():]}"
    if (said := re.fullmatch(r"(.+), ((?:[\w.’']+ ){1,6}said)", body)) and chance.random() < 0.8:
        body = f"{said[2][0].upper()}{said[2][1:]} that {said[1][0].lower()}{said[1][1:]}"
    elif body.count(", ") == 1 and "“" not in body and '"' not in body and chance.random() < 0.5:
        one, other = body.split(", ")
        body = f"{other[0].upper()}{other[1:]}, {one[0].lower()}{one[1:]}"
    if chance.random() < 0.8:
        body = re.sub(r"\b([A-Z]\w+)['’]s (\w+)\b", r"the \2 of \1", body)
    if chance.random() < 0.7:
        body = re.sub(r"\bthe (\w+) of ([A-Z]\w+)\b", r"\2's \1", body) if "'s" not in body else body
    for one, other in ((" will ", " is going to "), (" which ", " that "), (" who ", " that "), (" to ", " in order to "), (" has ", " now has ")):
        if chance.random() < 0.4:
            body = body.replace(one, other, 1)
    return body + end


def chained(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
        for one in edits:
            paragraphs = one(paragraphs, chance)
        return paragraphs

    return edit


#: Every edit that is measured, by its name in the table.
EDITS: dict[str, Edit] = {
    "cut to 90 %": cut(0.9),
    "cut to 70 %": cut(0.7),
    "cut to 50 %": cut(0.5),
    "cut to 30 %": cut(0.3),
    "new headline": headline,
    "changed lead": lead,
    "paragraphs moved": moved,
    "a third of the paragraphs dropped": dropped,
    "agencies and credit lines swapped": credited,
    "British and American spelling": spelling,
    "numbers in words": numbers,
    "synonyms": synonyms(0.6),
    "translated back (simulated)": translated,
    "headline, lead, cut to 50 %": chained(cut(0.5), lead, headline),
    "headline, lead, cut to 30 %": chained(cut(0.3), lead, headline),
    "dropped, moved, synonyms, credit": chained(dropped, moved, synonyms(0.6), credited),
    "translated back, headline, cut to 50 %": chained(cut(0.5), translated, headline),
    "translated back, moved, spelling, credit": chained(translated, moved, spelling, credited),
}
