"""Imported once by the server that workers are forked from: what all of them need then lies in memory once."""

from __future__ import annotations

import gc
from contextlib import suppress

from accede.errors import AccedeError
from accede.model import Report
from accede.reading.reader import Reader

# Without the model a worker says so itself, to whom it concerns.
with suppress(AccedeError, OSError, ImportError):
    Reader(everything=True).read(Report(name="first", text="Norway and Sweden met.", published="2022-06-21"))

# The collector would touch, and so copy, what is shared.
gc.collect()
gc.freeze()
