"""What a reader does within a lesson: reads on, answers a question, finishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courses.lessons.access import enrolment_or_404, person_of
from courses.lessons.checking import NothingChosen, answer_check, check_of, find_check
from courses.lessons.outline import lessons_of, outline_of
from courses.lessons.progress import finish_lesson, open_lesson, read_on
from courses.models import Enrolment, Lesson, LessonPage
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from django.http import HttpRequest

QUIETLY = "application/json"
"""Asked for by the script of the page, which stays where it is."""


@require_POST
@never_cache
@requires_person
def read(request: HttpRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """A piece was read. Told by the page as one scrolls, and again later by a phone that was offline."""
    mine, found = _lesson_of(request, enrolment, lesson)
    page = _page_of(found)
    read_on(mine, found, to=request.POST.get("to", ""), parts=[part.id for part in page.body])
    return HttpResponse(status=204)


@require_POST
@never_cache
@requires_person
def finish(request: HttpRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """The lesson is read; then the next one, or the course when there is none."""
    mine, found = _lesson_of(request, enrolment, lesson)
    finish_lesson(mine, found)
    following = _where_to_go_on(request, mine, found)
    if request.headers.get("Accept") == QUIETLY:
        return JsonResponse({"next": following})
    return HttpResponseRedirect(following)


@require_POST
@never_cache
@requires_person
def check(request: HttpRequest, enrolment: UUID, lesson: UUID, block: str) -> HttpResponse:
    """Answer a question within a lesson. What is said to the answer comes from here."""
    mine, found = _lesson_of(request, enrolment, lesson)
    page = _page_of(found)
    part = find_check(page, block)
    if part is None:
        raise Http404
    is_quiet = request.headers.get("Accept") == "text/html"
    answer, problem = None, ""
    try:
        with transaction.atomic():
            answer = answer_check(open_lesson(mine, found), part, chosen=request.POST.getlist("choice"))
    except NothingChosen:
        problem = _("Choose an answer first.")
    if is_quiet:
        context = {
            "check": check_of(part, answer),
            "problem": problem,
            "enrolment": mine,
            "lesson": found,
        }
        return render(request, "courses/lessons/partials/check.html", context)
    if problem:
        messages.error(request, problem)
    return HttpResponseRedirect(f"{_address_of(found, mine, request)}#part-{block}")


def _lesson_of(request: HttpRequest, enrolment: UUID, lesson: UUID) -> tuple[Enrolment, Lesson]:
    mine = enrolment_or_404(request, enrolment)
    return mine, get_object_or_404(Lesson.objects.standing(), uuid=lesson, course=mine.course_id)


def _page_of(lesson: Lesson) -> LessonPage:
    """The page in the reader's language, or in another where it has none."""
    told = LessonPage.objects.live().filter(lesson=lesson).select_related("locale")
    pages = {page.locale.language_code: page for page in told}
    if not pages:
        raise Http404
    return pages.get(get_language() or "") or next(iter(pages.values()))


def _where_to_go_on(request: HttpRequest, enrolment: Enrolment, lesson: Lesson) -> str:
    reader = person_of(request)
    outline = outline_of(enrolment, reader_id=reader.pk if reader else 0)
    step = outline.step_of(lesson)
    following = outline.after(step) if step else None
    if following is None or following.is_finished:
        return reverse("learn:course", args=[enrolment.uuid])
    return following.url


def _address_of(lesson: Lesson, enrolment: Enrolment, request: HttpRequest) -> str:
    told = {one.lesson.pk: one for one in lessons_of([enrolment.course])[enrolment.course_id]}
    reader = person_of(request)
    own = reader is not None and reader.pk == enrolment.person_id
    address = told[lesson.pk].address
    return address if own else f"{address}?for={enrolment.uuid}"
