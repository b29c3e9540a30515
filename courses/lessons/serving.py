"""What is shown at the address of a lesson: the lesson, or how to come to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.response import TemplateResponse

from courses.lessons.access import person_of
from courses.lessons.enrolling import is_self_paced
from courses.lessons.reading import begin_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from cms.requests import PublicRequest
    from courses.models import LessonPage

KEEPER = "X-Krok-Keep"
"""Says on which shelf of a phone the page may be kept for reading without a network."""


def serve_lesson(
    page: LessonPage, request: PublicRequest, *args: Any, tell: Callable[..., HttpResponse], **kwargs: Any
) -> HttpResponse:
    """Tell the lesson to whoever takes the course; to others, how to come to it. Nobody else keeps a copy."""
    reading = begin_reading(request, page)
    if reading is None:
        response: HttpResponse = _show_the_way(page, request)
    else:
        request.reading = reading  # type: ignore[attr-defined]
        response = tell(request, *args, **kwargs)
        if reading.keeper:
            response[KEEPER] = reading.keeper
    request.may_be_remembered = False
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _show_the_way(page: LessonPage, request: PublicRequest) -> HttpResponse:
    request.language_links = page._language_links(request, page.addresses)
    course = page.lesson.course
    context = {
        "page": page,
        "course": None if course.is_confidential else course,
        "is_self_paced": is_self_paced(course),
        "is_known": person_of(request) is not None,
    }
    return TemplateResponse(request, "courses/lessons/closed.html", context)
