"""How far somebody is with a lesson. What is told twice, late, or in another language takes nothing back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.models import Enrolment, Lesson, LessonProgress
from courses.signals import progress_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def open_lesson(enrolment: Enrolment, lesson: Lesson) -> LessonProgress:
    """Somebody has the lesson before them now."""
    now = timezone.now()
    progress, is_new = _progress_in(enrolment, lesson)
    if not is_new:
        progress.read_at = now
        progress.save(update_fields=["read_at"])
    return progress


@transaction.atomic
def read_on(enrolment: Enrolment, lesson: Lesson, *, to: str, parts: Sequence[str]) -> LessonProgress:
    """Remember the last piece read. ``parts`` are the pieces of the page in their order.

    Only forwards: a phone that comes back to the network late does not undo what was read elsewhere since.
    A piece that the page does not have is none.
    """
    progress, _is_new = _progress_in(enrolment, lesson, is_locked=True)
    if to not in parts or _is_behind(to, progress.read_to, parts):
        return progress
    progress.read_to = to
    progress.read_at = timezone.now()
    progress.save(update_fields=["read_to", "read_at"])
    return progress


@transaction.atomic
def finish_lesson(enrolment: Enrolment, lesson: Lesson) -> LessonProgress:
    """The lesson is read; whether the course is completed by it is looked at in the same moment.

    Doing it twice leaves the first time as it is.
    """
    progress, _is_new = _progress_in(enrolment, lesson, is_locked=True)
    if progress.finished_at is None:
        progress.finished_at = progress.read_at = timezone.now()
        progress.save(update_fields=["finished_at", "read_at"])
        progress_made.send(sender=Enrolment, enrolment=enrolment)
    return progress


def lessons_done(enrolments: Iterable[Enrolment]) -> dict[int, set[int]]:
    """Ids of the lessons finished, by enrolment. One query for any number of them."""
    ids = [enrolment.pk for enrolment in enrolments]
    done: dict[int, set[int]] = defaultdict(set, {pk: set() for pk in ids})
    rows = LessonProgress.objects.filter(enrolment__in=ids, finished_at__isnull=False)
    for enrolment_id, lesson_id in rows.values_list("enrolment_id", "lesson_id"):
        done[enrolment_id].add(lesson_id)
    return done


def _progress_in(
    enrolment: Enrolment, lesson: Lesson, *, is_locked: bool = False
) -> tuple[LessonProgress, bool]:
    now = timezone.now()
    rows = LessonProgress.objects.select_for_update(no_key=True) if is_locked else LessonProgress.objects
    return rows.get_or_create(enrolment=enrolment, lesson=lesson, defaults={"opened_at": now, "read_at": now})


def _is_behind(to: str, known: str, parts: Sequence[str]) -> bool:
    return known in parts and parts.index(to) <= parts.index(known)
