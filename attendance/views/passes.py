"""What a pass says when any camera opens its address: to a stranger, nothing at all."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.codes.passes import SECRET_LENGTH, address_of, find_pass
from attendance.desk.access import sessions_at_desk
from attendance.door.windows import DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from lms.people.models import Person
from lms.web.qr import qr_svg
from sessions.models import Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_IN_A_MINUTE = 60
LOOKS = re.compile(rf"[A-Z2-7]{{{SECRET_LENGTH}}}")


@require_safe
@never_cache
def open_pass(request: HttpRequest, secret: str) -> HttpResponse:
    """Its owner and carers come to their pass page, a trainer at work to the door.

    Everybody else, and everybody with a secret that is none, sees the same page: the code itself, which
    they have already, and no word of whose it is.
    """
    if _too_often(request):
        return render(request, "passes/too_often.html", status=429)
    if request.user.is_authenticated:
        if mine := _own_page(request, secret):
            return redirect(mine)
        if sessions := list(sessions_now(request)):
            return render(request, "desk/pass_found.html", {"secret": secret, "sessions": sessions})
    qr = qr_svg(address_of(secret), sturdy=True) if LOOKS.fullmatch(secret) else ""
    response = render(request, "passes/stranger.html", {"qr": qr})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def sessions_now(request: HttpRequest) -> QuerySet[Session]:
    """The reader's sessions whose door stands open."""
    now = timezone.now()
    return sessions_at_desk(request.user).filter(
        status=Session.Status.PLANNED,
        starts_at__lte=now + DOOR_OPENS_BEFORE,
        ends_at__gte=now - DOOR_CLOSES_AFTER,
    )


def _own_page(request: HttpRequest, secret: str) -> str:
    """The address of the pass page, when the pass is the reader's own or of a child in their care."""
    reader, held = Person.of(request.user), find_pass(secret)  # type: ignore[arg-type]
    if reader is None or held is None:
        return ""
    if held.person_id == reader.pk:
        return reverse("mypass:show")
    if Person.objects.in_care_of(reader).filter(pk=held.person_id).exists():
        return reverse("mypass:show", args=[held.person.uuid])
    return ""


def _too_often(request: HttpRequest) -> bool:
    """Whether this address has opened more passes in this minute than people do."""
    minute = timedelta(minutes=1).total_seconds()
    key = f"passes.opened:{get_adapter().get_client_ip(request)}:{int(time.time() // minute)}"
    cache.add(key, 0, timeout=2 * minute)
    try:
        return cache.incr(key) > MOST_IN_A_MINUTE
    except ValueError:  # it expired between the two lines
        return False
