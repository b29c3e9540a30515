"""What stands in the way of beginning a course, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.eligibility import for_whom
from courses.lessons.errors import EnrollingError, NotEligible, NotSelfPaced, PrerequisiteMissing

if TYPE_CHECKING:
    from courses.models import Course


def why_not(obstacle: EnrollingError, *, course: Course) -> str:
    match obstacle:
        case NotSelfPaced():
            return _("This course is taken together with others. Choose a date and take a place.")
        case NotEligible():
            return for_whom(course.audience)
        case PrerequisiteMissing():
            return _("Another course comes first. You can begin this one when you have completed it.")
        case _other:
            return _("You can begin this course for yourself, or for a child in your care.")
