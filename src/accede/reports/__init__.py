"""Reports in: files to reports with their dates and furniture, and which of them share one origin.

>>> from pathlib import Path
>>> from accede.reports import load
>>> for found in load([Path("reports")]): ...  # each a Report or a Refusal
"""

from accede.reports.intake import MOST_CHARACTERS, count, load, sift
from accede.reports.origins import origins

__all__ = ["MOST_CHARACTERS", "count", "load", "origins", "sift"]
