"""The runs that visitors find on their way to a place."""

import pytest

from courses.models import Audience
from tests.factories.sessions import RunFactory, SessionFactory


@pytest.fixture(autouse=True)
def english(settings, client):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def run():
    run = RunFactory(course__title="Opiekun", course__audience=Audience.GUARDIANS, capacity=5)
    SessionFactory(run=run)
    return run


@pytest.fixture
def evening():
    """For everyone: adults and children."""
    run = RunFactory(course__audience=Audience.EVERYONE, capacity=5)
    SessionFactory(run=run)
    return run
