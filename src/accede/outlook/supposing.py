"""Suppositions: "TUR deposits 2023-06-30", "HUN never", "TUR lifts its objection"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import msgspec

from accede.dates import day
from accede.errors import NotFound
from accede.outlook.model import Question, Trouble

_WHOM = re.compile(r"^\s*(?P<actor>.+?)\s+(?:(?P<never>never(?:\s+\w+)?)|(?:deposits|ratifies|consents|approves|accepts|joins)(?:\s+(?:on|by))?\s+(?P<day>\d{4}-\d{2}-\d{2})"
                   r"|(?P<lifts>lifts|drops)(?:\s+(?:its|the))?(?:\s+\w+)?|(?P<objects>objects))\s*$", re.IGNORECASE)  # fmt: skip
HELP = 'write "TUR deposits 2023-06-30", "HUN never", "TUR lifts its objection" or "HUN objects"'


def scenario(question: Question, text: str, actor_of: Callable[[str], str]) -> Question:
    """The question under one supposition more.

    actor_of: from a name or a code to an actor's id. Raises NotFound with the forms that are understood, or for an actor that is
    not among the deciders (whoever objects or has halted it may lift that, decider or not), and DateError for a day that is none.
    """
    told = _WHOM.match(text)
    if told is None:
        raise NotFound(f"not understood as a supposition: {text!r}", HELP)
    actor = actor_of(told["actor"])
    lifts = bool(told["lifts"]) and any(trouble.actor == actor for trouble in question.troubles)
    if question.electorate and actor not in question.electorate and not lifts:
        raise NotFound(f"{told['actor']!r} is not among those who decide", f"they are {', '.join(question.electorate)}")
    if told["never"]:
        return msgspec.structs.replace(question, never=tuple(sorted({*question.never, actor})), supposed=_without(question.supposed, actor))
    if told["day"]:
        supposed = {**question.supposed, actor: day(told["day"])}
        return msgspec.structs.replace(question, supposed=supposed, never=tuple(one for one in question.never if one != actor))
    if told["lifts"]:
        others = tuple(trouble for trouble in question.troubles if trouble.actor != actor)
        return msgspec.structs.replace(question, troubles=others, turned=(*question.turned, f"{actor} lifts what it has raised"))
    more = Trouble(actor=actor, kind="objection", since=question.today)
    return msgspec.structs.replace(question, troubles=(*question.troubles, more), turned=(*question.turned, f"{actor} objects"))


def _without(held: dict[str, date], actor: str) -> dict[str, date]:
    return {one: value for one, value in held.items() if one != actor}
