"""In answers for programs each source stands once."""

from __future__ import annotations

import json
from typing import Any

from status_samples import make_status

from accede.publishing.clean import json_text
from accede.publishing.referring import referring

STATUS = make_status()


def sources(value: Any) -> list[Any]:
    """Everything that stands under `sources` or `against`, at any depth."""
    if isinstance(value, list):
        return [one for part in value for one in sources(part)]
    if isinstance(value, dict):
        own = [one for name in ("sources", "against") for one in value.get(name, ())]
        return own + [one for part in value.values() for one in sources(part)]
    return []


def test_each_source_stands_once_and_is_named_by_its_id() -> None:
    answer = json.loads(json_text(referring(timeline=STATUS.timeline, tallies=STATUS.tallies)))
    assert sorted(answer) == ["sources", "tallies", "timeline"]
    named = sources({"timeline": answer["timeline"], "tallies": answer["tallies"]})
    assert named and set(named) == set(answer["sources"])
    assert all(id in (source["claim"], source["act"]) for id, source in answer["sources"].items())
    held = {source.claim or source.act: source for entry in STATUS.timeline for source in entry.sources}
    assert held.keys() <= answer["sources"].keys()
    assert all(isinstance(answer["sources"][id]["quote"], str) for id in held)
