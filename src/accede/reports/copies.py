"""Which two reports carry one text: reprinted, shortened, edited, or told in other words as a translation back would.

A pair is judged by its two reports alone, exactly, whatever else there is: so the pairs among some reports are those
among more, and what was judged once may be stored. `SAME_TEXT` is the one table.

Names alone prove nothing, since everybody names the same envoys. So what is told in other words must not only have its
words near each other, but tell its sentences again, and within days: what an outlet repeats as background, day after
day, would look alike.
"""

from __future__ import annotations

import msgspec

from accede import dates
from accede.model import Report
from accede.reports.likeness import Likeness, jaccard, likeness, retold
from accede.reports.manners import outlet


class SameText(msgspec.Struct, frozen=True):
    """One row: two reports carry one text where it applies and one of its measures is reached.

    within: so many days between them at most, None for any; agency: only texts of one agency. jaccard, containment: of
    the runs of words, as the share of both or of the smaller. near and retold: the share of the smaller text's near pairs,
    and of its sentences, that the other has; both must be reached, and the smaller text must have `least` near pairs.
    """

    name: str
    within: int | None = None
    agency: bool = False
    jaccard: float = 2.0
    containment: float = 2.0
    near: float = 2.0
    retold: float = 2.0
    least: int = 0


#: From which overlap on two texts are one. Measured, of the runs of words, near pairs and sentences that the smaller text
#: shares: independent reports of one event and of other outlets within three days (the example, real reports, 7,776 pairs
#: from the American campaign of 2016) reach 0.17, 0.27 and 0.39; texts translated there and back have 0.19 and more of the near
#: pairs and 0.62 and more of the sentences. Background that one outlet repeats within days reaches 0.46, 0.43 and 0.49.
#: In a few sentences chance does more.
SAME_TEXT = (
    SameText("same words", jaccard=0.4, containment=0.7),
    SameText("words of one agency", within=0, agency=True, jaccard=0.2, containment=0.4),
    SameText("told again in other words", within=3, near=0.18, retold=0.55, least=100),
    SameText("a few sentences told again", within=3, near=0.25, retold=0.75, least=50),
)

#: Of fewer runs of words in the smaller text an overlap says nothing; then only equal words count, and of
#: fewer than `LEAST_EQUAL` not even those: two outlets may well tell a fact in the same dozen words.
LEAST_EQUAL = 10
LEAST_RUNS = 20


def is_copy(one: Report, other: Report) -> str:
    """Why two reports carry one text, in words; "" where they do not. The same whichever is named first."""
    own, others = likeness(one), likeness(other)
    if own.words == others.words:
        return "the same words" if len(own.runs) >= LEAST_EQUAL else ""
    apart = abs((dates.day(one.published) - dates.day(other.published)).days)
    for row in SAME_TEXT:
        if row.within is not None and apart > row.within:
            continue
        if row.agency and not agencies(one) & agencies(other):
            continue
        reached = _same_words(row, own, others) or _retold(row, own, others)
        if reached:
            return f"{row.name}: {reached}"
    return ""


def _same_words(row: SameText, own: Likeness, others: Likeness) -> str:
    smaller = min(len(own.runs), len(others.runs))
    if smaller < LEAST_RUNS:
        return ""
    of_smaller = len(own.runs & others.runs) / smaller
    if of_smaller >= row.containment:
        return f"{of_smaller:.0%} of the shorter text"
    of_both = jaccard(own.runs, others.runs)
    return f"{of_both:.0%} of both texts" if of_both >= row.jaccard else ""


def _retold(row: SameText, own: Likeness, others: Likeness) -> str:
    less, more = sorted((own, others), key=lambda each: (len(each.near), len(each.words), each.words))
    if len(less.near) < row.least or len(less.near & more.near) < row.near * len(less.near):
        return ""
    share = retold(less, more)
    return f"{share:.0%} of the shorter text's sentences" if share >= row.retold else ""


def agencies(report: Report) -> set[str]:
    """The agencies whose text a report may be: its outlet where that is one, and those it credits."""
    return {known.name for name in (report.outlet, *report.credits) if (known := outlet(name)) and known.agency}
