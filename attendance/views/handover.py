"""At Desk: a trainer or a coordinator hands one session to a colleague, or takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from attendance.desk.access import AT_DESK
from attendance.desk.handover import (
    HandoverRefused,
    OverAlready,
    hand_over,
    handovers_of,
    may_hand_over,
    substitutes_for,
    take_back,
)
from attendance.views.desk import session_or_404, worker_of
from lms.people.gates import requires_role
from lms.people.models import Person
from sessions.errors import Clash, NotCleared
from sessions.models import Session

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from sessions.models import Session as Meeting


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Who steps in?"),
        empty_label=gettext_lazy("Choose a colleague"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A few words for the office, without details of anybody’s health."),
    )

    def __init__(self, *args: object, session: Meeting, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        held = handovers_of(session).values("substitute")
        self.fields["to"].queryset = substitutes_for(session).exclude(pk__in=held)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*AT_DESK)
@never_cache
def hand_over_page(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    session, worker = _session_of_mine(request, session_id)
    form = HandOverForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            hand_over(session, to=to, by=worker, reason=form.cleaned_data["reason"])
        except (HandoverRefused, NotCleared, Clash) as error:
            form.add_error(None if isinstance(error, HandoverRefused) else "to", in_words(error, to=to))
        else:
            messages.success(
                request, _("%(name)s steps in. We have told everybody.") % {"name": to.full_name}
            )
            return redirect("desk:hand_over", session.uuid)
    return render(
        request,
        "desk/hand_over.html",
        {
            "session": session,
            "form": form,
            "handovers": handovers_of(session),
            "is_open": session.status == Session.Status.PLANNED,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@requires_role(*AT_DESK)
def take_back_page(request: HttpRequest, session_id: UUID, pk: int) -> HttpResponseBase:
    session, worker = _session_of_mine(request, session_id)
    handover = get_object_or_404(handovers_of(session).select_related("session__run"), pk=pk)
    take_back(handover, by=worker)
    messages.success(
        request,
        _("%(name)s steps in no more. We have told everybody.") % {"name": handover.substitute.full_name},
    )
    return redirect("desk:hand_over", session.uuid)


def in_words(error: Exception, *, to: Person) -> str:
    """Why it cannot be handed over, and what to do."""
    match error:
        case NotCleared():
            reasons = " ".join(reason.in_words for reason in error.reasons)
            return _("Children come to this meeting. %(reasons)s Choose somebody else.") % {
                "reasons": reasons
            }
        case Clash():
            return _("%(name)s is somewhere else at that hour. Choose somebody else.") % {
                "name": to.full_name
            }
        case OverAlready():
            return _("This meeting is over or was cancelled, so nobody needs to step in.")
        case _other:
            return _("This meeting cannot be handed to this person. Choose somebody else.")


def _session_of_mine(request: HttpRequest, session_id: UUID) -> tuple[Meeting, Person]:
    """A session that the reader may hand over; a substitute passes nothing on."""
    session, worker = session_or_404(request, session_id), worker_of(request)
    if not may_hand_over(worker, session):
        raise Http404
    return session, worker
