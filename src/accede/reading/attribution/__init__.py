"""Who says what: source, cue and content of each attribution in a parsed report.

Direct speech in any quotation marks, indirect speech, and mixtures of both; a verb before, inside or after what is said;
judgements that take a noun ("welcomed the vote"); "Name: ..." and quotations with the name after a dash; and quotations
that stand alone, which belong to the speaker of the sentence before.

Spans are character offsets into the stored text, half-open. A cue inside a quotation is part of what is said. The work
grows with the length of the document, not with its square.
"""

from accede.reading.attribution.assembling import Attribution, attributions, trim
from accede.reading.attribution.quotations import quotations

__all__ = ["Attribution", "attributions", "quotations", "trim"]
