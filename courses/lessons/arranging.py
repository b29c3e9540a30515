"""The lessons of a course in their order, and which of them somebody has to read."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cms.remembering import forget_pages
from courses.models import Course, Lesson
from courses.signals import needs_changed


@transaction.atomic
def move_lesson(lesson: Lesson, *, by: int) -> None:
    """Move it up (-1) or down (+1) among the lessons that stand; at an end it stays. Numbers are set anew."""
    lessons = list(
        Lesson.objects.select_for_update(no_key=True)
        .filter(course=lesson.course_id, retired_at=None)
        .order_by("position", "pk")
    )
    if lesson not in lessons:
        return
    here = lessons.index(lesson)
    there = max(0, min(here + by, len(lessons) - 1))
    lessons.insert(there, lessons.pop(here))
    for position, one in enumerate(lessons, start=1):
        one.position = position
    Lesson.objects.bulk_update(lessons, ["position"])
    forget_pages(Lesson)


def set_required(lesson: Lesson, *, is_required: bool) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(is_required=is_required)
    _changed(lesson)


def retire_lesson(lesson: Lesson) -> None:
    """Nobody is asked to read it any more. What was read of it stays known; its pages stay as they are."""
    Lesson.objects.filter(pk=lesson.pk, retired_at=None).update(retired_at=timezone.now())
    _changed(lesson)


def bring_back(lesson: Lesson) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(retired_at=None)
    _changed(lesson)


def _changed(lesson: Lesson) -> None:
    forget_pages(Lesson)
    needs_changed.send(sender=Course, course_id=lesson.course_id)
