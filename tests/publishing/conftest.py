import pytest
from status_samples import HOSTILE, make_status

from accede.process.model import Status


@pytest.fixture
def status() -> Status:
    return make_status()


@pytest.fixture
def hostile_status() -> Status:
    return make_status(HOSTILE, HOSTILE)
