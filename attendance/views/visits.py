"""Desk: one appointment of the specialist who is signed in, and whether the person came."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from attendance.desk.access import AT_DESK, appointments_at_desk
from attendance.desk.visits import Visit
from attendance.views.desk import worker_of
from lms.people.gates import requires_role
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from sessions.appointments.booking import note_attended, note_no_show
from sessions.errors import NotYetOver, TransitionRefused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from lms.people.models import User
    from sessions.models import Appointment

MARKS = {"came": note_attended, "absent": note_no_show}


@require_safe
@requires_role(*AT_DESK)
@never_cache
def show(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Who comes, with whom and where. A look at a confidential one is in the log."""
    found = _visit_or_404(request, visit)
    if found.service.is_confidential:
        audit.record(AuditEntry.Action.VIEWED, found, actor=cast("User", request.user), subject=found.person)
    return render(request, "desk/visit.html", {"visit": Visit(found)})


@require_POST
@requires_role(*AT_DESK)
def note_mark(request: HttpRequest, visit: UUID) -> HttpResponseBase:
    """One tap: came, or did not."""
    found = _visit_or_404(request, visit)
    note = MARKS.get(request.POST.get("mark", ""))
    if note is None:
        raise Http404
    try:
        note(found, by=worker_of(request))
    except NotYetOver:
        messages.warning(request, _("It has not begun yet. Note it when it has."))
    except TransitionRefused:
        messages.warning(request, _("It was called off meanwhile."))
    return redirect(f"{reverse('desk:today')}#v-{found.uuid}")


def _visit_or_404(request: HttpRequest, uuid: UUID) -> Appointment:
    """One of the specialist's own; of any other nothing is known here."""
    return get_object_or_404(appointments_at_desk(request.user), uuid=uuid)
