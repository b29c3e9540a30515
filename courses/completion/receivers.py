"""Work that counts was done: the course may be completed by it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from courses.completion.concluding import review
from courses.completion.ruling import review_soon
from courses.models import Course, Enrolment
from courses.signals import needs_changed, progress_made


@receiver(progress_made, sender=Enrolment, dispatch_uid="courses.completion.progress_made")
def look_again(*, enrolment: Enrolment, **_kwargs: Any) -> None:
    """In the same transaction: what fails here undoes the work, which can then be sent again."""
    review(enrolment)


@receiver(needs_changed, sender=Course, dispatch_uid="courses.completion.needs_changed")
def look_at_those_under_way(*, course_id: int, **_kwargs: Any) -> None:
    """As when the rule itself is changed: in the background, once it is written."""
    review_soon(course_id)
