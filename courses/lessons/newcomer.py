"""Somebody whom the house does not know yet begins a course: who they are, a code, and they learn.

Two pages, with the form and the code of taking a place. Nothing is begun before the address is proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.eligibility import Standing
from courses.lessons.beginning import begin, note_as_read
from courses.lessons.enrolling import is_self_paced
from courses.lessons.errors import EnrollingError, NotEligible, NotSelfPaced, PrerequisiteMissing
from courses.lessons.start_form import StartForm
from courses.lessons.words import why_not
from courses.models import Course
from lms.people.code_after import CodeAfterQuestions, send_code, still_missing
from lms.people.contact_form import ContactForm
from lms.people.questions import CODE, CONTACT, Questions

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpRequest, HttpResponse, QueryDict

FINISH = "finish"


class Beginning(Questions):
    """One newcomer on the way into one course. What they say and what they send is one page."""

    kept_as = "beginning"
    addresses = "learn"
    pages: ClassVar[dict[str, str]] = {CODE: "start_code", FINISH: "start_finish"}

    def __init__(self, request: HttpRequest, course: Course) -> None:
        super().__init__(request, course.uuid)
        self.course = course

    @property
    def steps(self) -> list[str]:
        return [CONTACT]

    @property
    def stones(self) -> list[str]:
        return [CONTACT, CODE]

    @property
    def title(self) -> str:
        return _("Your course") if self.course.is_confidential else str(self.course.title)

    def make(self, step: str, data: QueryDict | None) -> forms.Form:
        return ContactForm(data, current=self.clause)

    def url(self, step: str) -> str:
        return reverse(f"learn:{self.pages.get(step, 'start')}", args=[self.course.uuid])

    @property
    def obstacle(self) -> EnrollingError | None:
        """What stands in the way of anybody new, said before they type a word."""
        if not is_self_paced(self.course):
            return NotSelfPaced()
        if not Standing.of_newcomer().fits(self.course.audience):
            return NotEligible()
        first = list(self.course.prerequisites.all())
        return PrerequisiteMissing(first) if first else None


def introduce(request: HttpRequest, course: Course) -> HttpResponse:
    """What the course is, who the reader is, one button; it sends the code."""
    beginning = Beginning(request, course)
    obstacle = beginning.obstacle
    if request.method != "POST" or obstacle:
        return _show(request, beginning, beginning.form(CONTACT), obstacle=obstacle)
    if limited := ratelimit.consume_or_429(request, action="booking"):
        return limited
    beginning.keep(CONTACT, request.POST)
    form = beginning.form(CONTACT, request.POST)
    if not form.is_valid():
        return _show(request, beginning, form)
    beginning.send()
    if problem := send_code(request, beginning):
        return _show(request, beginning, form, problem=problem)
    return redirect(beginning.url(CODE))


def _show(
    request: HttpRequest,
    beginning: Beginning,
    form: forms.Form,
    *,
    obstacle: EnrollingError | None = None,
    problem: str = "",
) -> HttpResponse:
    context = {
        "journey": beginning,
        "course": beginning.course,
        "form": form,
        "obstacle": why_not(obstacle, course=beginning.course) if obstacle else "",
        "first": getattr(obstacle, "courses", []),
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "courses/lessons/start_newcomer.html", context, status=status)


class CodeInBeginning(CodeAfterQuestions):
    """The six digits, and then the course."""

    template_name = "courses/lessons/start_code.html"

    def setup_questions(self, request: HttpRequest) -> HttpResponse | None:
        course = get_object_or_404(Course, uuid=self.kwargs["course"])
        self.questions = Beginning(request, course)
        self.extra_context = {"course": course}
        return None


code = CodeInBeginning.as_view()


@never_cache
@require_GET
def finish(request: HttpRequest, course: UUID) -> HttpResponse:
    """Back from the code: the course is begun, unless there is a choice to make or something in the way."""
    found = get_object_or_404(Course, uuid=course)
    beginning = Beginning(request, found)
    known = _(
        "This e-mail address belongs to %(name)s. If the course is for them, start now. If not, sign out."
    )
    if missing := still_missing(request, beginning, known=known):
        return missing
    person = beginning.person
    if person is None:
        return redirect(beginning.url(CONTACT))
    form = StartForm(None, course=found, person=person)
    if form.asks or not form.learners:
        note_as_read(person, clause=beginning.clause, by=person)
        beginning.forget()
        return redirect(beginning.url(CONTACT))
    enrolment = begin(person, course=found, by=person, clause=beginning.clause)
    beginning.forget()
    messages.success(request, _("You can begin. Read when it suits you: we remember where you are."))
    return redirect("learn:course", enrolment.uuid)
