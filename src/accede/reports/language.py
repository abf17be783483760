"""Is it English? Only a confident answer refuses a report."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

#: py3langid's probability from which its answer is taken. Of 1,796 English reports the wrong answers (tables of
#: figures, lists of names) stayed below 0.55; a plain sentence of another language reaches 0.95 (tried, both).
SURE = 0.9

#: Letters below which no answer is taken: a headline of names alone has no language.
LEAST_LETTERS = 40

#: Words without which no English prose is written, and from which share of them among all words a text is taken for
#: English without further test. English prose has 10 to 20 in a hundred; other languages share one or two of these
#: words, and have at most four in a hundred.
_ENGLISH = (" the ", " of ", " to ", " and ", " that ", " for ")
_PROSE = 0.06

#: Share of digits among all characters from which a text is a table, and has no language.
_TABLE = 0.1
_WITHOUT_DIGITS = str.maketrans(dict.fromkeys("0123456789"))

#: Characters that are looked at; a report does not change its language after that.
_SAMPLE = 5_000


def foreign_language(text: str) -> str:
    """The English name of the language of `text` where it is surely not English, else "" ("German", "Turkish")."""
    sample = text[:_SAMPLE]
    if _is_plainly_english(sample) or _is_table(sample):
        return ""
    if sum(char.isalpha() for char in sample) < LEAST_LETTERS:
        return ""
    code, probability = _identifier().classify(sample)
    return "" if code == "en" or probability < SURE else _name(code)


def _is_plainly_english(sample: str) -> bool:
    spaced = sample.replace("\n", " ")
    counts = [spaced.count(word) for word in _ENGLISH]
    return sum(counts) > spaced.count(" ") * _PROSE and sum(map(bool, counts)) > 1


def _is_table(sample: str) -> bool:
    return len(sample) - len(sample.translate(_WITHOUT_DIGITS)) > len(sample) * _TABLE


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _name(code: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(code, f"language {code!r}"))
