"""My learning: the courses I take at home, one of them, and beginning one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.lessons.access import enrolment_or_404
from courses.lessons.beginning import begin, clause_in_force
from courses.lessons.errors import EnrollingError
from courses.lessons.learning import CourseOfMine, MyLearning
from courses.lessons.newcomer import introduce
from courses.lessons.offline import kept_for
from courses.lessons.start_form import StartForm
from courses.lessons.words import why_not
from courses.models import Course
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from lms.people.models import Person


@require_safe
@never_cache
@requires_person
def home(request: HttpRequest) -> HttpResponse:
    """Every course of mine and of the children in my care, what goes on first."""
    person = _person(request)
    return kept_for(person, render(request, "courses/lessons/home.html", {"learning": MyLearning(person)}))


@require_safe
@never_cache
@requires_person
def course(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """One course: where it goes on, what is still to be done, its lessons."""
    person = _person(request)
    mine = CourseOfMine(enrolment_or_404(request, enrolment), reader=person)
    response = render(request, "courses/lessons/course.html", {"mine": mine})
    return response if mine.is_confidential else kept_for(person, response)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, course: UUID) -> HttpResponseBase:
    """Begin a course on one's own: a stranger says who they are, somebody known presses once."""
    found = get_object_or_404(Course, uuid=course)
    if not request.user.is_authenticated:
        return introduce(request, found)
    return _begin(request, found)


@requires_person
def _begin(request: HttpRequest, found: Course) -> HttpResponse:
    """Whoever can only take it for themselves, and knows how their data is used, is asked nothing."""
    person = _person(request)
    form = StartForm(request.POST if request.method == "POST" else None, course=found, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = begin(form.chosen, course=found, by=person, clause=form.current or clause_in_force())
        except EnrollingError as refused:
            messages.error(request, why_not(refused, course=found))
        else:
            messages.success(request, _("You can begin. Read when it suits you: we remember where you are."))
            return redirect("learn:course", enrolment.uuid)
    if len(form.held) == 1 and not form.learners:
        return redirect("learn:course", form.held[0].uuid)
    obstacle = form.obstacle
    context = {
        "form": form,
        "course": found,
        "problem": why_not(obstacle, course=found) if obstacle else "",
        "first": getattr(obstacle, "courses", []),
    }
    return render(request, "courses/lessons/start.html", context)


def _person(request: HttpRequest) -> Person:
    return request.person  # type: ignore[attr-defined]
