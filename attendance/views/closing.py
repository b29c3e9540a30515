"""The end of a session at Desk: who is missing, handing in, and opening again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.desk.access import AT_DESK
from attendance.desk.closing_form import ClosingForm, open_questions
from attendance.desk.forms import ReopenForm
from attendance.desk.roster import record_look, roster_of
from attendance.records.closing import MarksMissing, NotStartedYet, SessionCancelled, close_session
from attendance.records.reopening import reopen_session
from attendance.views.desk import session_or_404, worker_of
from lms.people.gates import requires_role
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
def close(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    session = session_or_404(request, session_id)
    if request.method != "POST":
        record_look(session, by=request.user)
    roster = roster_of(session)
    form = ClosingForm(request.POST if request.method == "POST" else None, missing=roster.missing)
    if request.method == "POST" and (not form.people or form.is_valid()):
        answer = _hand_in(request, session, form)
        if answer:
            return answer
        roster = roster_of(session)
    return render(
        request,
        "desk/close.html",
        {
            "session": session,
            "roster": roster,
            "form": form,
            "is_early": session.starts_at > timezone.now(),
            "worker": worker_of(request),
            "questions": open_questions(session),
        },
    )


def _hand_in(request: HttpRequest, session: Session, form: ClosingForm) -> HttpResponseBase | None:
    """Note what was said and close the list; none when something stands in the way, told in the form."""
    is_early = session.starts_at > timezone.now()
    if form.people and not is_early and not form.note(session=session, by=worker_of(request)):
        return None
    try:
        others_absent = bool(form.people and form.cleaned_data.get("others_absent"))
        close_session(session, by=worker_of(request), others_absent=others_absent)
    except NotStartedYet:
        messages.warning(request, _("The meeting has not started yet. Close the list when it is over."))
    except SessionCancelled:
        messages.warning(request, _("This meeting was cancelled, so there is no list to close."))
    except MarksMissing:
        messages.warning(request, _("Somebody else came onto the list just now. Please look at it again."))
        return redirect("desk:close", session.uuid)
    else:
        messages.success(request, _("The list is closed. Thank you!"))
    return redirect("desk:session", session.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
def reopen(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """Only for a coordinator of the organiser."""
    session = session_or_404(request, session_id)
    if not session.is_coordinated or session.status == Session.Status.CANCELLED:  # type: ignore[attr-defined]
        raise Http404
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reopen_session(session, by=worker_of(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("The list is open again. Close it when it is right."))
        return redirect("desk:session", session.uuid)
    return render(request, "desk/reopen.html", {"session": session, "form": form})
