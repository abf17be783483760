"""The word lists of the reading room, as sets; the lists themselves are YAML files beside this module."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

from accede.errors import KnowledgeError


@cache
def load(name: str) -> dict[str, Any]:
    """The mapping in lexicon/<name>.yaml; raises KnowledgeError where the file is missing or not a mapping."""
    source = resources.files("accede.reading").joinpath(f"lexicon/{name}.yaml")
    try:
        read = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"lexicon/{name}.yaml cannot be read: {error}", "restore the file or mend its YAML") from error
    if not isinstance(read, dict):
        raise KnowledgeError(f"lexicon/{name}.yaml is not a mapping", "write `name: [word, word]`")
    return read


@cache
def words(name: str, entry: str) -> frozenset[str]:
    """One list of a lexicon as a set of lower-case forms."""
    if entry not in load(name):
        raise KnowledgeError(f"lexicon/{name}.yaml has no list {entry!r}", "add the list or correct its name")
    odd = [word for word in load(name)[entry] if isinstance(word, bool)]
    if odd:
        raise KnowledgeError(f"lexicon/{name}.yaml: {entry} holds yes or no unquoted", 'write "yes" or "no"')
    return frozenset(str(word).lower() for word in load(name)[entry])


@cache
def concept_names() -> frozenset[str]:
    """All classes of nouns that a frame may name."""
    return frozenset(load("concepts"))


@cache
def concept(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """A class of nouns: its single lemmas, and its longer forms."""
    forms = words("concepts", name)
    return frozenset(f for f in forms if " " not in f), tuple(sorted(f for f in forms if " " in f))
