"""One profile for all properties: the same examples on every run, and no limit of time that a busy machine could break."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("accede", deadline=None, derandomize=True)
settings.load_profile("accede")
