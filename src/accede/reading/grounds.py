"""Is a report about a process at all, and which part of it? Most news is about something else, and says, demands and
expects many things that are no business of ours.

Firm is what only processes have and is told with its sides: talks between two, consent to a treaty, an application to an
organisation. Loose is such a thing without its sides: talks, an agreement, a vote, of which any news has some. Signs are
words of processes (those of the gate, and `lexicon/grounds.yaml`, where the words of other matters stand too).

1. A report of some length is about a process when it tells more firm things than its length asks for, or as many and
   something bears them out; or when it tells one loose one after the other, among signs. Of any other only what is firm
   is kept. A short text tells one thing, and a sign of it is enough; a sentence or two are taken at their word unless they
   speak of other matters.
2. In a report that is about a process, what is not firm is kept near a sentence that is: one that holds a firm thing or a
   sign. Where its own sentence is none, what speaks of other matters is left out, and so are the words of somebody who
   speaks for no actor. A report that tells one firm thing after the other is about nothing else, and keeps all but views of costs,
   markets and the like.
3. What debtors and creditors negotiate is no process, however firm.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.reading import gate, grammar
from accede.reading.drafts import Draft
from accede.reading.frames import Context
from accede.reading.lexicon import words
from accede.reading.treaties import is_text

if TYPE_CHECKING:
    from accede.reading.tokens import Span

# What any news holds; these are claims only in a report on a process.
SOFT = frozenset({"statement", "demand", "expectation", "fixture", "outcome", "halt", "rule", "commitment", "fulfilment"})
# Of sides these need two; the others need something that stands opposite the one who acts.
_AMONG = frozenset({"talks", "agreement", "resumption"})
# Of these even a lender is joined or left.
_OF_MEMBERS = frozenset({"application", "membership", "invitation", "withdrawal"})
# Words. Shorter texts tell one thing and cannot be judged by how many they tell: own count on seventeen real reports
# with answer keys, the shortest of which has about 250 words and no fewer than seven claims.
SHORTEST = 120
# Words for each firm thing that a report on a process tells at the least, and where it is about nothing else: those
# seventeen tell one in 20 to 120.
_WORDS_A_THING = 400
_WORDS_BETWEEN = 130
# Loose things and sentences with a sign that bear out each other where a firm thing is wanting: peace talks whose sides
# are rebels of no name, a conference of all states on a treaty.
_LOOSE_FOR_ONE, _SIGNS_FOR_ONE = 3, 2
# ... of loose things one fewer where nothing speaks of other matters.
_WORDS_A_LOOSE = 80
# Words for each sentence with a sign where a report speaks of hardly anything else: the column on a treaty and its limits.
_WORDS_A_SIGN = 25
# Words of a text of a sentence or two, which need not name what it is about.
_SNIPPET = 60
# Sentences.
_NEAR = 2
# In a report that is about nothing else these are left out where so many words of their sentence are of other matters.
_VIEWS, _WORDS_ELSEWHERE = ("statement", "expectation"), 2


def firm(made: Draft) -> bool:
    """True for what only processes have, told with its sides."""
    if made.kind in SOFT:
        return False
    lenders = words("organisations", "lenders")
    if made.kind in _AMONG:
        return len(_sides_of(made) - lenders) > 1
    opposite = {*made.facts.get("of", ()), *made.facts.get("to", ())} - set(made.facts.get("by", ()))
    return bool(opposite if made.kind in _OF_MEMBERS else opposite - lenders)


def _sides_of(made: Draft) -> set[str]:
    return {*made.facts.get("parties", ()), *made.facts.get("convener", ())}


def _is_anybodys(made: Draft) -> bool:
    """True for words of somebody who speaks for no actor of the process: analysts, farmers, a company's spokesman."""
    return made.kind in ("statement", "demand") and made.speaker is not None and not (made.speaker.for_ or made.facts.get("by"))


class Grounds:
    """The grounds on which a report of so many words may keep what is drafted from it."""

    def __init__(self, context: Context, drafts: Sequence[Draft], length: int) -> None:
        self.context, self.length = context, length
        self.told = [made for made in drafts if made.kind not in SOFT]
        self.sentences = list(context.doc.sents)
        self.number = {sentence.start: number for number, sentence in enumerate(self.sentences)}
        self.firm = [made for made in self.told if firm(made) and not self._is_lending(made)]

    @cached_property
    def signs(self) -> frozenset[int]:
        """The sentences that hold a sign, by number."""
        return self._holding(frozenset(gate.listed("process")) | words("grounds", "signs"))

    @cached_property
    def other_matters(self) -> frozenset[int]:
        """The sentences that speak of other matters, by number."""
        return self._holding(words("grounds", "other_matters"))

    @cached_property
    def lending(self) -> frozenset[int]:
        """The sentences that speak of debts and loans and hold no word of processes, by number."""
        return self._holding(words("grounds", "lending")) - self._holding(frozenset(gate.listed("process")))

    @cached_property
    def elsewhere(self) -> frozenset[int]:
        """The sentences of which several words are of other matters, by number."""
        forms = words("grounds", "other_matters")
        counts = {i: sum(grammar.lemma(t) in forms or t.lower_ in forms for t in self.sentences[i]) for i in self.other_matters}
        return frozenset(i for i, count in counts.items() if count >= _WORDS_ELSEWHERE)

    @cached_property
    def about_a_process(self) -> bool:
        """True when what is told has weight enough for a report of this length."""
        others, signs = len(self.other_matters), len(self.signs)
        if self.length < SHORTEST:
            plain = self.length < _SNIPPET and not others and _sides(self.context) > 0
            return bool(self.firm) or 0 < signs >= others or plain
        asked = -(-self.length // _WORDS_A_THING)
        if len(self.firm) < asked:
            wanted = _LOOSE_FOR_ONE * asked - (not others)
            loose = len(self.told) >= max(wanted, self.length / _WORDS_A_LOOSE)
            throughout = bool(self.told) and signs * _WORDS_A_SIGN >= self.length and signs > 2 * others
            return throughout or (loose and signs >= max(_SIGNS_FOR_ONE * asked, others))
        borne_out = self.context.scene.target is not None or len(self.told) > asked or signs > asked
        return len(self.firm) > asked or borne_out

    def keep(self, made: Draft) -> bool:
        """True for what is firm, and in a report on a process for what stands near it."""
        if self._is_lending(made):
            return False
        if firm(made) or not self.about_a_process:
            return firm(made)
        here = self.number[made.sentence]
        if here in self._lit:
            return True
        if len(self.firm) * _WORDS_BETWEEN >= self.length:
            return made.kind not in _VIEWS or here not in self.elsewhere
        if self.length < SHORTEST:
            return here not in self.other_matters
        near = any(here + step in self._lit for step in range(-_NEAR, _NEAR + 1))
        return near and here not in self.other_matters and not _is_anybodys(made)

    def _is_lending(self, made: Draft) -> bool:
        """True for what is told in a sentence on debts, and for talks that are left one side when the lenders are taken away."""
        sides = _sides_of(made) if made.kind in _AMONG else set()
        with_lender = bool(sides & words("organisations", "lenders")) and not firm(made)
        return with_lender or self.number[made.sentence] in self.lending

    @cached_property
    def _lit(self) -> frozenset[int]:
        return self.signs | {self.number[made.sentence] for made in self.firm}

    def _holding(self, forms: frozenset[str]) -> frozenset[int]:
        single, longer = frozenset(f for f in forms if " " not in f), sorted(f for f in forms if " " in f)
        return frozenset(number for number, sentence in enumerate(self.sentences) if _holds(sentence, single, longer))


def _holds(sentence: Span, single: frozenset[str], longer: Sequence[str]) -> bool:
    if any(grammar.lemma(token) in single or token.lower_ in single for token in sentence):
        return True
    text = sentence.text.lower()
    return any(form in text for form in longer)


def _sides(context: Context) -> int:
    """How many states, organisations and treaties are named."""
    named = {id for mention in context.named.values() if mention.acts for id in mention.ids}
    knowledge = load()
    return sum(knowledge.is_state(id) or id in knowledge.organisations or is_text(id) for id in named)
