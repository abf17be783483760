"""Names compared without regard to case, diacritics and typographic signs.

Equal for all spellings that differ only in these:

    >>> fold("Çavuşoğlu") == fold("CAVUSOGLU"), fold("İbrahim Kalın")
    (True, 'ibrahim kalin')
    >>> fold("N’Djamena")
    "n'djamena"

What is not a matter of typing (Kiev and Kyiv, Goteborg and Gothenburg) is a name of its own in the data.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, as English news writes them; typographic signs as typed ones.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "þ": "th", "Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` in lower case, without diacritics, runs of space as one, typographic apostrophes and hyphens plain.

    Idempotent. The dotless ı of Turkish becomes i, like its dotted capital İ.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.casefold().translate(_LETTERS).split())
