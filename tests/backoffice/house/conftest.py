"""The scene of these stories."""

import pytest

from tests.factories.sessions import (
    RoomFactory,
)


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name="Sala Lipa")
