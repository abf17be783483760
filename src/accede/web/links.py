"""Addresses of the pages of actors and persons."""

from __future__ import annotations

from urllib.parse import quote

from accede.answers.actors import id_of
from accede.model import Speaker


def actor_link(id: str) -> str:
    """The page of the actor or person with the id."""
    return f"/actor/{quote(id, safe=':')}"


def speaker_link(speaker: Speaker | None) -> str:
    """The page of the person who speaks; without a name, of the actor spoken for; "" for neither."""
    own = id_of(speaker)
    return actor_link(own) if own else ""
