"""Imported once by the server that processes are forked from: what all of them need then lies in memory once."""

from __future__ import annotations

import gc
from contextlib import suppress
from functools import partial

import accede.scale.hand
from accede.errors import AccedeError
from accede.model import Report
from accede.reading import gate
from accede.reading.reader import Reader
from accede.reports.formats import Draft, Piece
from accede.reports.intake import taken_in

__all__ = ["accede"]

_FIRST = "OSLO, June 21, 2022 - Norway and Sweden met in Oslo on Tuesday, and their ministers spoke of the talks on the treaty."
_FOREIGN = "De twee landen zijn het eens over het verdrag, zei de minister."

# Without the model a worker says so itself, to whom it concerns.
with suppress(AccedeError, OSError, ImportError):
    for _text in (_FIRST, _FOREIGN):
        _found = taken_in(Piece("first", partial(Draft, name="first", text=_text)), lambda text: gate.passes(text) or True, None, None)
        if isinstance(_found, Report):
            Reader(everything=True).read(_found)

# The collector would touch, and so copy, what is shared.
gc.collect()
gc.freeze()
