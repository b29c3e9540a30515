"""Somebody who is on no list, written down on a page that works without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.desk.access import AT_DESK
from attendance.desk.forms import WalkInForm
from attendance.door.checkin import note
from attendance.door.events import DoorEvent, WalkInWords
from attendance.door.verdicts import SAYINGS
from attendance.models import Scan
from attendance.views.desk import session_or_404, worker_of
from lms.people.gates import requires_role
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from attendance.door.events import Noted
    from lms.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
def write_down(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    session = session_or_404(request, session_id)
    form = WalkInForm(request.POST or None, initial={"event_id": uuid4(), "person": uuid4()})
    problem = ""
    if request.method == "POST" and form.is_valid():
        noted = _note(form, session=session, by=worker_of(request))
        if noted.scan.counts:
            messages.success(request, _("%(name)s is here.") % {"name": form.cleaned_data["name"]})
            return redirect("desk:session", session.uuid)
        problem = f"{Scan.Verdict(noted.verdict).label}. {SAYINGS[noted.verdict].remedy}"
    is_open = session.status == Session.Status.PLANNED
    context = {"session": session, "form": form, "problem": problem, "is_open": is_open}
    return render(request, "desk/walk_in.html", context)


def _note(form: WalkInForm, *, session: Session, by: Person) -> Noted:
    """Sent twice, it is one person and one entry: the ids came with the page."""
    told = form.cleaned_data
    event = DoorEvent(
        event_id=told["event_id"] or uuid4(),
        device=f"page-{by.uuid.hex}",
        happened_at=timezone.now(),
        method=Scan.Method.LIST,
        person=told["person"] or uuid4(),
        walk_in=WalkInWords(
            name=told["name"].strip(), contact=told["contact"], birth_year=told["birth_year"]
        ),
    )
    return note(event, session=session, by=by)
