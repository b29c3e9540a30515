"""Lists for a device: all it needs to open the door without a signal, and the count for a screen."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Header, Query

from attendance.api.router import router
from attendance.api.schemas import DeviceName, HereOut, PackageOut, RosterOut, RosterRowOut
from attendance.desk import package
from attendance.desk.access import sessions_at_desk
from attendance.desk.packing import name_at_door
from attendance.desk.roster import record_look, seated_with_passes


@router.get(
    "/package", response=PackageOut, summary="The lists of this trainer, a week back and a week ahead"
)
def get_package(
    request: HttpRequest,
    device: Annotated[DeviceName, Query()],
    if_none_match: Annotated[str, Header()] = "",
) -> HttpResponse:
    """Registers the device. A locked one gets no list and is told so."""
    packed = package.for_device(request, name=device)
    headers = {"ETag": package.etag(packed), "Cache-Control": "private, no-store"}
    if headers["ETag"] in if_none_match:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(packed.model_dump_json(), content_type="application/json", headers=headers)


@router.get("/sessions/{uuid:session_id}/here", response=HereOut, summary="How many are here just now")
def get_here(request: HttpRequest, session_id: UUID) -> HereOut:
    return package.here(get_object_or_404(sessions_at_desk(request.user), uuid=session_id))


@router.get(
    "/sessions/{uuid:session_id}/roster", response=RosterOut, summary="Who is expected, and their passes"
)
def get_roster(request: HttpRequest, session_id: UUID) -> RosterOut:
    session = get_object_or_404(sessions_at_desk(request.user), uuid=session_id)
    record_look(session, by=request.user)
    return RosterOut(
        session=session.uuid,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        people=[
            RosterRowOut(
                name=name_at_door(place.person, session=session),
                fingerprint=next((held.fingerprint for held in place.person.passes.all()), ""),
            )
            for place in seated_with_passes(session)
        ],
    )
