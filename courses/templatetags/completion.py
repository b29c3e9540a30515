"""Minutes in words, on the pages of practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from courses.completion import wording

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import Course

register = template.Library()


@register.filter
def in_hours(minutes: int | None) -> str:
    """``{{ entry.minutes|in_hours }}``: "4 h 30 min"."""
    return wording.in_hours(minutes or 0)


@register.simple_tag
def comes_first(course: Course) -> QuerySet[Course]:
    """``{% comes_first page.course as first %}``: what to complete before; nothing confidential."""
    return course.prerequisites.filter(is_confidential=False)
