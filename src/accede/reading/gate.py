"""Is a report about a process at all? Most news is not, and says and expects many things that are no business of ours.

A report of some length is about a process when it tells at least two things that only processes have (an application,
talks, a ratification ...), or one and names what is acceded to. Of any other, only such things are kept,
and what is merely said, demanded, expected or scheduled in it is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from accede.reading.drafts import Draft
from accede.reading.scene import Scene

# What any news holds; these are claims only in a report on a process.
SOFT = frozenset({"statement", "demand", "expectation", "fixture", "outcome", "halt", "rule", "commitment", "fulfilment"})
# Words. Shorter texts tell one thing and cannot be judged by how many they tell: own count on seventeen real reports
# with answer keys, the shortest of which has about 250 words and no fewer than seven claims.
SHORTEST = 120


def passed(drafts: Sequence[Draft], scene: Scene, words: int) -> list[Draft]:
    """The drafts that a report of so many words may keep."""
    core = [made for made in drafts if made.kind not in SOFT]
    enough = len(core) > 1 or (core and scene.target is not None)
    if words < SHORTEST or enough:
        return list(drafts)
    return core
