"""For which state a minister, a government or a parliament acts that is told without one: "the government has decided".

It is that of the city in the sentence, or of the state in which it is told ("In Spain, parliament ..."), else of the dateline where
the report names it, else the state named last, else the one told of next where the report names none more often.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accede.knowledge import load
from accede.reading import grammar

if TYPE_CHECKING:
    from accede.reading.actors import Mention
    from accede.reading.frames import Context
    from accede.reading.tokens import Token

# A state named so many words before is still the one at hand.
_REACH = 60


def is_institution(office: str) -> bool:
    """True for an institution that every state has: "government", "foreign ministry"."""
    known = load().offices.get(office)
    return known is not None and known.level == "state" and known.institution


def of_state(office: str) -> bool:
    """True for an institution or an office that every state has: "finance minister"."""
    known = load().offices.get(office)
    offices = ("minister", "president", "chancellor", "premier", "parliament", "secretary")
    return is_institution(office) or (known is not None and known.level == "state" and known.id.split()[-1] in offices)


def state_around(context: Context, at: int) -> str | None:
    """The state at hand at a token; None where none is."""
    sentence = context.doc[at].sent
    cities = [m for m in context.mentions(sentence) if m.place and m.category in ("place", "capital") and m.start < at]
    states = [(m.start, load().places[m.place].state) for m in cities if m.place is not None and m.place in load().places]
    states += [(m.start, m.ids[0]) for m in context.mentions(sentence) if m.start < at and _is_where(context.doc[m.start : m.end].root, m)]
    if states and max(states)[1]:
        return max(states)[1]
    if context.home in context.scene.mentioned:
        return context.home
    near = context.mentions(context.doc[max(0, at - _REACH) : sentence.end])
    kinds = ("state", "adjective", "capital", "metonym", "person")
    named = [m for m in near if m.category in kinds and len(m.ids) == 1 and load().is_state(m.ids[0])]
    before = [m for m in named if m.start < at]
    acting = [m for m in before if grammar.in_subject(context.doc[m.start : m.end].root)]
    most = max(context.scene.mentioned.values(), default=0)
    later = [m for m in named[:1] if context.scene.mentioned[m.ids[0]] == most]  # told of only later: the one that the report is on
    chosen = acting or before or later
    return chosen[-1].ids[0] if chosen else None


def _is_where(root: Token, mention: Mention) -> bool:
    """ "In the Netherlands, parliament must consent": a state in which something is told to be done."""
    told = mention.category == "state" and len(mention.ids) == 1 and load().is_state(mention.ids[0])
    return told and root.dep_ == "pobj" and root.head.lower_ == "in" and root.head.dep_ == "prep" and grammar.is_verbal(root.head.head)
