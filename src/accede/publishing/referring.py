"""Answers for programs: each source stands once, by its id, and whatever rests on it names that id.

A claim may carry a stage, a consent, a tally and a line of the timeline; told in full at each, the words of the
reports would be most of the answer. `in_full` puts them back where they stood.
"""

from __future__ import annotations

from typing import Any

import msgspec

from accede.process.model import Source


def referring(**answer: Any) -> dict[str, Any]:
    """The named parts of an answer as plain values, and under `sources` every source in them by id, sorted.

    Where a source stood there stands its id: that of its claim, or of its act.
    """
    found: dict[str, Any] = {}
    told = {name: _plain(value, found) for name, value in answer.items()}
    return {**told, "sources": {id: found[id] for id in sorted(found)}}


def _plain(value: Any, found: dict[str, Any]) -> Any:
    if isinstance(value, Source):
        id = value.claim or value.act
        found[id] = msgspec.structs.asdict(value)
        return id
    if isinstance(value, msgspec.Struct):
        return {field: _plain(getattr(value, field), found) for field in value.__struct_fields__}
    if isinstance(value, tuple | list):
        return [_plain(part, found) for part in value]
    return value


# The fields of a line that hold sources.
CITING = frozenset({"sources", "against"})


def in_full(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer of `referring`, as read from JSON, with each source told where its id stood, and without the list of them."""
    held = answer["sources"]
    return {name: _whole(value, held) for name, value in answer.items() if name != "sources"}


def _whole(value: Any, held: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {
            field: [held[id] for id in part] if field in CITING else _whole(part, held) for field, part in value.items()
        }
    return [_whole(part, held) for part in value] if isinstance(value, list) else value
