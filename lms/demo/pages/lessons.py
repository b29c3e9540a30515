"""The lessons of the courses that are learnt at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.models import Lesson, LessonPage
from lms.demo.pages.telling import tell
from lms.demo.told import told_in

if TYPE_CHECKING:
    from lms.demo.pages.known import Known

TOLD = ("key", "title", "slug", "lead", "body")


def plant_lessons(known: Known) -> None:
    """Below the page of their course, in the order of the file."""
    for told in told_in("lessons"):
        for one in told["lessons"]:
            words = {name: one[name] for name in TOLD}
            page = tell(LessonPage, words, parent=known.pages[told["course"]], known=known)
            untouched = Lesson.objects.filter(pk=page.lesson_id, are_minutes_counted=True)
            untouched.update(minutes=one["minutes"], are_minutes_counted=False)
