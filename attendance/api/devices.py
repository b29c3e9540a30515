"""What a device asks about itself, also when nobody is signed in on it any more."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path
from ninja.errors import HttpError

from attendance.api.router import router
from attendance.api.schemas import DeviceIn, DeviceName, DeviceOut
from attendance.desk import devices
from lms.web.limits import is_within

QUESTIONS = "120/m/ip"


@router.get("/devices/{name}", response=DeviceOut, auth=None, summary="Whether a device was locked")
def get_device(request: HttpRequest, name: Annotated[DeviceName, Path()]) -> DeviceOut:
    """Its name is random and known to itself alone; of one that nobody knows the answer is the same."""
    _limit(request)
    return DeviceOut(revoked=devices.is_locked(name))


@router.post("/emptied", response={204: None}, auth=None, summary="The lists of this device are destroyed")
def post_emptied(request: HttpRequest, told: DeviceIn) -> tuple[int, None]:
    _limit(request)
    devices.note_emptied(told.device)
    return 204, None


def _limit(request: HttpRequest) -> None:
    if not is_within(request, QUESTIONS, action="desk-devices"):
        raise HttpError(429, "Later.")
