"""What can stand in the way of beginning a course on one's own. Views turn each into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courses.models import Course


class EnrollingError(Exception):
    """The course cannot be begun."""


class NotSelfPaced(EnrollingError):
    """The course is taken in a run, with dates and a seat."""


class NotEligible(EnrollingError):
    """The course is for somebody else."""


class NotInYourCare(EnrollingError):
    """The child is not in the care of the one who asks."""


class PrerequisiteMissing(EnrollingError):
    """Other courses come first; ``courses`` says which."""

    def __init__(self, courses: Sequence[Course]) -> None:
        super().__init__()
        self.courses = courses
