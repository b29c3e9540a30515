import pytest

from tests.factories.pages import plant_site


@pytest.fixture
def site(db):
    """The public site: a home page and a catalogue in three languages."""
    return plant_site()
