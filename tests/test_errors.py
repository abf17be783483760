"""An error goes from process to process as it is."""

from __future__ import annotations

import inspect
import pickle

import pytest

from accede import errors
from accede.errors import AccedeError, NotWorkedOut, RulingRefused

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, AccedeError) and kind not in (NotWorkedOut, RulingRefused)]
MADE = [kind("what", "remedy", "command") for kind in KINDS] + [NotWorkedOut("nato", "2022-05-18", "2022-05-19"), RulingRefused("what", "remedy", "command", "ruling")]


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_an_error_goes_from_process_to_process_as_it_is(error: AccedeError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), vars(again), again.args, str(again)) == (type(error), vars(error), error.args, str(error))
