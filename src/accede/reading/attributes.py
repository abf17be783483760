"""Parts of speech, features and lemmas of a tagged and parsed document, as spaCy's attribute ruler and lemmatizer give them.

Both go by a word's form, tag and label, and a few rules by those of the words after it: what they say of a word is found
once and remembered. The ruler by itself weighs all its patterns at every word, a tenth of the time of a parse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens._retokenize import normalize_token_attrs, set_token_attrs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

Pipe = Callable[["Doc"], "Doc"]
#: Form, tag and label of a word, as spaCy's numbers.
Word = tuple[int, int, int]
#: Of what is remembered for words; forms in a stream of reports have no end.
MOST_WORDS = 1 << 17
# What a pattern may ask of a word so that its form, tag and label decide.
_DECIDED = frozenset({"TAG", "DEP", "ORTH", "TEXT", "LOWER", "IS_SPACE"})


class _Pattern(NamedTuple):
    """One way to write a rule: its length in words."""

    rule: int
    words: int


class _Fits(NamedTuple):
    """The rules of one word that hold for a word, and the (pattern, place) of longer ones that it can stand at."""

    rules: tuple[int, ...]
    places: frozenset[tuple[int, int]]


def pipes(nlp: Language) -> list[Pipe]:
    """The steps of a pipeline; a ruler with the lemmatizer after it as one that remembers, where that comes to the same."""
    steps = [pipe for _, pipe in nlp.pipeline]
    for at, (ruler, lemmatizer) in enumerate(pairwise(steps)):
        if isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer) and _decided(ruler, lemmatizer):
            steps[at : at + 2] = [Attributes(ruler, lemmatizer)]
    return steps


def _decided(ruler: AttributeRuler, lemmatizer: Lemmatizer) -> bool:
    """True where form, tag and label of the words decide all."""
    asked = {name for rule in _rules(ruler) for pattern in rule for word in pattern for name in word}
    return asked <= _DECIDED and lemmatizer.mode in ("rule", "lookup") and not lemmatizer.overwrite


def _rules(ruler: AttributeRuler) -> list[list[list[dict[str, Any]]]]:
    """The rules in their order: the patterns of each, what each pattern asks of its words."""
    return [cast("list[list[dict[str, Any]]]", rule["patterns"]) for rule in ruler.patterns]


class Attributes:
    """A ruler and a lemmatizer that remember what they said of a word."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._patterns: list[_Pattern] = []
        # Every place of every pattern by itself.
        self._matcher = Matcher(ruler.vocab)
        for rule, written in enumerate(_rules(ruler)):
            for pattern in written:
                for place, word in enumerate(pattern):
                    self._matcher.add(f"{len(self._patterns)} {place}", [[word]])
                self._patterns.append(_Pattern(rule, len(pattern)))
        # spaCy keeps the words that there are as lists, and searches them from the beginning for each form.
        if lemmatizer.lookups.has_table("lemma_index"):
            index = lemmatizer.lookups.get_table("lemma_index")
            for part, forms in list(index.items()):
                index[part] = frozenset(forms)
        self._fits: dict[Word, _Fits] = {}
        self._known: dict[tuple[Word, tuple[int, ...]], dict[Any, Any]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document, with what both would set."""
        if len(self._known) > MOST_WORDS:
            self._known.clear()
            self._fits.clear()
        words: list[Word] = [(orth, tag, dep) for orth, tag, dep in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        fits = [self._fits.get(word) or self._fit(word, doc, i) for i, word in enumerate(words)]
        further = self._longer(fits)
        # What is found of the first words is set only now: the ruler matches before it sets anything.
        for token, word, fit in zip(doc, words, fits, strict=True):
            more = further.get(token.i, ()) if further else ()
            known = self._known.get((word, more))
            if known is None:
                self._known[word, more] = self._set(token, sorted({*fit.rules, *more}))
            else:
                set_token_attrs(token, known)
        return doc

    def _fit(self, word: Word, doc: Doc, i: int) -> _Fits:
        names = (self._ruler.vocab.strings[match].split() for match, _, _ in self._matcher(doc[i : i + 1], allow_missing=True))
        fitting = [(int(pattern), int(place)) for pattern, place in names]
        one = {self._patterns[pattern].rule for pattern, _ in fitting if self._patterns[pattern].words == 1}
        longer = frozenset((pattern, place) for pattern, place in fitting if self._patterns[pattern].words > 1)
        self._fits[word] = found = _Fits(tuple(sorted(one)), longer)
        return found

    def _longer(self, fits: Sequence[_Fits]) -> dict[int, tuple[int, ...]]:
        """Place of a word -> rules of several words that set something at it."""
        found: dict[int, tuple[int, ...]] = {}
        for i, fit in enumerate(fits):
            for pattern, place in fit.places:
                rule, length = self._patterns[pattern]
                if place == 0 and i + length <= len(fits) and all((pattern, n) in fits[i + n].places for n in range(1, length)):
                    at = i + range(length)[self._ruler.indices[rule]]
                    found[at] = tuple(sorted({*found.get(at, ()), rule}))
        return found

    def _set(self, token: Token, rules: Sequence[int]) -> dict[Any, Any]:
        """Set what the rules say, the later over the earlier, and the lemma where none gives it; returns what was set."""
        attributes: dict[Any, Any] = {}
        for rule in rules:
            attributes |= self._ruler.attrs[rule]
        set_token_attrs(token, attributes)
        if token.lemma == 0:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
            attributes |= normalize_token_attrs(token.vocab, {"LEMMA": token.lemma_})
        return attributes
