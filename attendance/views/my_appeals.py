"""My Krok: somebody says that their record of a meeting is not right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.models import Appeal, Attendance
from attendance.records import appeals
from attendance.records.appeals import AppealError
from attendance.records.forms import AppealForm
from attendance.views.my_records import own_place, session_of
from lms.people.gates import requires_person
from sessions.views.my import person_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_person
def appeal(request: HttpRequest, place: UUID, session: UUID) -> HttpResponse:
    """How it was, in a few words. While one waits for its answer, the page shows it."""
    mine, reader = own_place(request, place), person_of(request)
    about = session_of(mine, session)
    record = Attendance.objects.filter(place=mine.place, session=about).first()
    if record is None:
        raise Http404
    is_own = mine.place.person == reader
    form = AppealForm(request.POST or None, recorded=record.status, is_own=is_own)
    made = Appeal.objects.filter(session=about, person=mine.place.person)
    context = {"mine": mine, "about": about, "record": record, "person": reader, "form": form}
    context["is_open"] = appeals.is_open(about)
    context["waiting"] = made.filter(status=Appeal.Status.OPEN).first()
    if request.method == "POST" and form.is_valid():
        try:
            appeals.appeal(
                mine.place.person,
                session=about,
                claim=Attendance.Status(form.cleaned_data["claim"]),
                words=form.cleaned_data["words"],
                by=reader,
            )
        except AppealError:
            return render(request, "my/attendance/appeal.html", context, status=409)
        messages.success(request, _("Thank you. We look into it and write to you."))
        return redirect("records:show", mine.place.uuid)
    return render(request, "my/attendance/appeal.html", context)
