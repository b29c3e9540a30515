"""The code of a room: on a screen, where it changes, and on paper, where a trainer confirms it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.codes.room_codes import printed_code_of, room_address, secret_of
from attendance.desk.access import AT_DESK
from attendance.door.windows import DOOR_OPENS_BEFORE
from attendance.views.desk import session_or_404
from lms.people.gates import requires_role
from lms.web.dates import moment
from lms.web.pdf import render_pdf
from lms.web.qr import qr_svg
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@require_safe
@requires_role(*AT_DESK)
@never_cache
def screen(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Holds the secret of this one session, nothing of anybody who comes, and no name where it is kept."""
    session = session_or_404(request, session_id)
    is_open = session.status == Session.Status.PLANNED
    context = {"session": session, "is_open": is_open}
    if is_open:
        context |= words_of_the_screen() | {
            "screen_title": title_in_the_room(session),
            "screen_facts": json.dumps(_facts(session)),
            "screen_now": int(time.time() * 1000),
        }
    return render(request, "desk/screen.html", context)


@require_safe
@requires_role(*AT_DESK)
@never_cache
def printed(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A sheet for the door of a room without a screen."""
    session = session_or_404(request, session_id)
    paper = render_pdf(
        "room_code",
        {
            "language": get_language(),
            "qr": str(qr_svg(room_address(session, printed_code_of(secret_of(session))))),
            "heading": title_in_the_room(session),
            "when": moment(session.starts_at, session.ends_at),
            "where": session.room.name if session.room else "",
            "calls": [_call(code) for code in (get_language(), *other_languages())],
            "words": {
                "title": _("Room code"),
                "drawing": _("The QR code of this room"),
                "help": _("No phone? Tell the trainer your name, or show your pass on paper."),
            },
        },
    )
    return HttpResponse(
        paper,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="krok-room.pdf"'},
    )


def words_of_the_screen() -> dict[str, Any]:
    """What the partial of the screen needs whatever the session is; the offline shell needs it too."""
    return {"room_address": f"{settings.SITE_ADDRESS}/c/", "other_languages": other_languages()}


def other_languages() -> list[str]:
    """Those of the house but for the present one: a room is full of people who read another."""
    return [code for code, _name in settings.LANGUAGES if code != get_language()]


def title_in_the_room(session: Session) -> str:
    """The name of the course, unless passers-by must not read it."""
    return "" if session.run.is_confidential else session.run.course.title


def _facts(session: Session) -> dict[str, object]:
    return {
        "uuid": str(session.uuid),
        "door_secret": secret_of(session),
        "door_opens_at": (session.starts_at - DOOR_OPENS_BEFORE).isoformat(),
        "is_confidential": session.run.is_confidential,
        "title": title_in_the_room(session),
    }


def _call(language: str) -> dict[str, str]:
    with override(language):
        return {
            "language": language,
            "call": _("Are you here? Point your camera at the code."),
            "then": _("Then tell the trainer your name."),
        }
