"""A manager takes a place for somebody of her team."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.lessons.errors import EnrollingError
from courses.plans.errors import PlanError
from courses.plans.writing import said_of
from courses.team.scope import for_managers, member_or_404, reader_of
from courses.team.words import comes_later, is_for_others, why_not
from sessions.errors import (
    BookingClosed,
    BookingError,
    CoursesComeFirst,
    NotEligible,
    NotInYourCare,
    ParticipantBusy,
)
from sessions.models import Place, Run
from sessions.run_dates import dates_of
from sessions.team_enrolling import enrol_member

if TYPE_CHECKING:
    from lms.people.models import Person


@require_POST
@for_managers
def enrol(request: HttpRequest, person: UUID, run: UUID) -> HttpResponse:
    whom = member_or_404(request, person)
    wanted = get_object_or_404(Run.objects.published().select_related("course"), uuid=run)
    try:
        place = enrol_member(whom, in_run=wanted, by=reader_of(request), user=request.user)  # type: ignore[arg-type]
    except NotInYourCare:
        raise Http404 from None
    except BookingError as obstacle:
        messages.error(request, problem(obstacle, whom))
    else:
        messages.success(request, _told(place, whom))
    return _back(request, whom)


def _told(place: Place, whom: Person) -> str:
    run = place.run
    dates = dates_of(list(run.sessions.not_cancelled().order_by("starts_at")))
    said = {"name": whom.full_name, "course": run.course.title, "dates": dates.title}
    if place.is_confirmed:
        return _("%(name)s has a place: %(course)s, %(dates)s. We have sent a message.") % said
    return _("No seat is free: %(name)s waits in the queue for %(course)s, %(dates)s.") % said


def problem(obstacle: Exception, whom: Person) -> str:
    """Why there is no place, or no course, for this person."""
    if isinstance(obstacle, EnrollingError):
        return why_not(obstacle, whom)
    if isinstance(obstacle, PlanError):
        return f"{whom.full_name}: {said_of(obstacle)}"
    if isinstance(obstacle, CoursesComeFirst):
        return comes_later(whom, obstacle.missing.get(whom, []))
    if isinstance(obstacle, NotEligible):
        return is_for_others(whom)
    words = {
        BookingClosed: _("Booking for this run is closed. Choose another one."),
        ParticipantBusy: _("%(name)s has something else at that hour. Choose another run."),
    }
    general = _("It did not work: there is no place for %(name)s in this run. Choose another one.")
    return words.get(type(obstacle), general) % {"name": whom.full_name}


def _back(request: HttpRequest, whom: Person) -> HttpResponse:
    """To the gap one came from, or to the page of the person."""
    try:
        competence = UUID(request.POST.get("competence", ""))
    except ValueError:
        return redirect("my_team:person", whom.uuid)
    return redirect("my_team:gap", whom.uuid, competence)
