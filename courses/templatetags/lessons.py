"""Lessons in templates: the outline of a course for strangers, and what a film or a recording weighs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language

from cms.sharing import shared
from courses.lessons.enrolling import is_self_paced
from courses.lessons.outline import Told, lessons_of

if TYPE_CHECKING:
    from cms.models import Video
    from courses.models import Course

register = template.Library()

register.filter("is_self_paced", is_self_paced)


@register.simple_tag
def lessons_told(course: Course) -> list[Told]:
    """The lessons of a course, for its page. Read once for all readers."""

    def read() -> list[Told]:
        return lessons_of([course]).get(course.pk, [])

    return shared("lessons", read, course.pk, get_language() or "", rooms=("cms", "courses"))


@register.filter
def minutes_of(lessons: list[Told]) -> int:
    return sum(told.lesson.minutes for told in lessons)


@register.filter
def whole_minutes(media: Video) -> int:
    return max(1, ceil(media.duration / 60))


@register.filter
def weight(media: Video) -> str:
    """ "12 MB", or nothing where the file is not to be found."""
    try:
        return filesizeformat(media.file.size)
    except OSError:
        return ""
