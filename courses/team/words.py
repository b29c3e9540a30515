"""Why somebody of the team cannot be put into a course, said to their manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.lessons.errors import EnrollingError, NotEligible, PrerequisiteMissing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.models import Course
    from lms.people.models import Person


def is_for_others(whom: Person) -> str:
    words = _(
        "%(name)s cannot take this course: it is meant for another group of people. "
        "A coordinator can tell you which one fits."
    )
    return words % {"name": whom.full_name}


def comes_later(whom: Person, first: Iterable[Course]) -> str:
    """Other courses come first; those that may be named."""
    named = ", ".join(str(course.title) for course in first if not course.is_confidential)
    if not named:
        return _("%(name)s has to complete another course first.") % {"name": whom.full_name}
    words = _("%(name)s has to complete another course first: %(courses)s.")
    return words % {"name": whom.full_name, "courses": named}


def why_not(obstacle: EnrollingError, whom: Person) -> str:
    match obstacle:
        case NotEligible():
            return is_for_others(whom)
        case PrerequisiteMissing():
            return comes_later(whom, obstacle.courses)
        case _other:
            return _("It did not work: %(name)s cannot begin this course.") % {"name": whom.full_name}
