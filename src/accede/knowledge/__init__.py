"""What Accede knows beforehand: data with sources, and a thin typed loader.

    >>> from accede.knowledge import load
    >>> load().name_of("TUR"), load().name_of("nato")
    ('Turkey', 'NATO')

The files in `data/` are plain tables that anyone can read and extend; `load(folder)` puts a user's own on top.
"""

from accede.knowledge.base import Knowledge, load
from accede.knowledge.folding import fold
from accede.knowledge.values import (
    Category,
    Form,
    Group,
    GroupKind,
    Holder,
    Instrument,
    Level,
    Membership,
    Office,
    Organisation,
    Place,
    Region,
    State,
    Succession,
)

__all__ = [
    "Category",
    "Form",
    "Group",
    "GroupKind",
    "Holder",
    "Instrument",
    "Knowledge",
    "Level",
    "Membership",
    "Office",
    "Organisation",
    "Place",
    "Region",
    "State",
    "Succession",
    "fold",
    "load",
]
