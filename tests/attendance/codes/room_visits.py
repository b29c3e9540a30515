"""How the stories of room codes go to a room: what its screen shows, a tap, a while later."""

from datetime import timedelta

import time_machine

from attendance.codes.room_codes import code_of, secret_of, short_of
from tests.attendance.conftest import START


def shown(session, *, at=START, secret_from=None):
    """The address that the screen shows at a moment."""
    return f"/c/{short_of(session)}/{code_of(secret_of(secret_from or session), at)}"


def later(**interval):
    return time_machine.travel(START + timedelta(**interval), tick=False)


def tap(client, address, person, act="here", **more):
    return client.post(address, {act: str(person.uuid), **more})


def text(response):
    return response.content.decode()
