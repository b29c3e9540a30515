"""What a room code opens on the phone of whoever scanned it. Opening notes nothing; only a tap does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attendance.codes import remembered
from attendance.codes.passes import standing_pass
from attendance.codes.room_codes import Reading, read, uuid_in
from attendance.codes.room_scans import RoomScan, keep_scan, kept_scan
from attendance.codes.room_visitors import Comer, Visitor, comers, standing_of, visitor_of
from attendance.codes.room_words import Words, refused, shut, without_place, words_of
from attendance.door.checkin import note
from attendance.door.events import DoorEvent
from attendance.models import Scan
from lms.web.languages import LANGUAGE_PARAMETER
from lms.web.limits import is_within, limited, too_often
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

FAILED = "30/5m/ip"
STATUS = {Reading.EXPIRED: 410, Reading.AHEAD: 404, Reading.FOREIGN: 404}
ACTS = {"here": Scan.Act.ENTER, "leaving": Scan.Act.LEAVE}


@limited("600/5m/ip")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def open_room(request: HttpRequest, meeting: str, code: str) -> HttpResponse:
    """A whole group may stand behind one address, so only codes that open nothing are counted narrowly."""
    visitor = visitor_of(request)
    _speak_to(visitor, request)
    session = _session(meeting)
    reading, scan = _scan(request, session, code)
    if session is None or scan is None:
        if not is_within(request, FAILED, action="room_code.failed"):
            return too_often(request)
        return _page(request, {"said": refused(reading)}, status=STATUS[reading])
    if visitor is None:
        return _page(request, {"scan": scan, "is_stranger": True})
    if request.method == "POST":
        return _tap(request, visitor, session, scan)
    return _page(request, _about(request, visitor, session, scan))


@require_safe
@never_cache
def check_in(request: HttpRequest) -> HttpResponse:
    """Without a code there is nothing to open: how it works, and whom this phone remembers."""
    remembered_here = remembered.remembered_person(request)
    return _page(request, {"is_entrance": True, "remembered": remembered_here})


@require_POST
def forget(request: HttpRequest) -> HttpResponseBase:
    """This phone knows nobody any more."""
    response = redirect("passes:check_in")
    remembered.forget(response)
    return response


def _session(meeting: str) -> Session | None:
    uuid = uuid_in(meeting)
    return Session.objects.select_related("run__course", "room").filter(uuid=uuid).first() if uuid else None


def _scan(request: HttpRequest, session: Session | None, code: str) -> tuple[Reading, RoomScan | None]:
    if session is None:
        return Reading.FOREIGN, None
    held = kept_scan(request, session)
    if held is not None and held.code == code:
        return Reading.SCREEN, held
    reading = read(session, code, at=timezone.now())
    if not reading.is_good:
        return reading, None
    return reading, keep_scan(request, session, code, is_printed=reading is Reading.PRINTED)


def _tap(request: HttpRequest, visitor: Visitor, session: Session, scan: RoomScan) -> HttpResponse:
    """Note what was tapped, for one of those the visitor may check in; a second tap finds the first."""
    name = next((name for name in ACTS if name in request.POST), "")
    asked = request.POST.get(name, "")
    comer = next((each for each in comers(visitor, session) if str(each.person.uuid) == asked), None)
    if comer is None or (name == "leaving" and not session.run.checks_out):
        raise Http404
    said = shut(session, scan.at) or _note(comer, visitor, session, scan, act=ACTS[name])
    held = standing_pass(visitor.person) if visitor.is_signed_in and "remember" in request.POST else None
    about = _about(request, visitor, session, scan) | {"said": said}
    response = _page(request, about | ({"may_remember": False, "is_remembered": True} if held else {}))
    if held:
        remembered.remember(response, held)
    return response


def _note(comer: Comer, visitor: Visitor, session: Session, scan: RoomScan, *, act: Scan.Act) -> Words:
    event = DoorEvent(
        event_id=scan.event_id(comer.person, act),
        device=f"room-{visitor.person.uuid.hex}",
        happened_at=scan.at,
        act=act,
        method=scan.method,
        person=comer.person.uuid,
        guardian=None if comer.is_visitor else visitor.person.uuid,
    )
    return words_of(note(event, session=session, by=visitor.person), comer)


def _about(request: HttpRequest, visitor: Visitor, session: Session, scan: RoomScan) -> dict[str, Any]:
    people = comers(visitor, session)
    said = None if people else without_place(standing_of(visitor, session))
    closed = shut(session, scan.at) if people else None
    may_tap = any(comer.may_come or comer.may_leave for comer in people)
    return {
        "scan": scan,
        "visitor": visitor,
        "people": people,
        "is_open": closed is None,
        "said": said or closed,
        "session": session if people and not session.run.is_confidential else None,
        "may_remember": may_tap and visitor.is_signed_in and remembered.COOKIE not in request.COOKIES,
    }


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, "door/room.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _speak_to(visitor: Visitor | None, request: HttpRequest) -> None:
    """Whoever chose no language is spoken to in her own."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or LANGUAGE_PARAMETER in request.GET
    if visitor is not None and not chosen:
        translation.activate(visitor.person.language)
        request.LANGUAGE_CODE = visitor.person.language
