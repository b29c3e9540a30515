"""What can stand in the way of a booking or a plan. Views turn each into words for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sessions.models import Resource


class BookingError(Exception):
    """The place cannot be taken, moved or given back."""


class BookingClosed(BookingError):
    """The run is not published, or outside its booking window."""


class NotEligible(BookingError):
    """The course is for somebody else: children, staff, carers with a child."""


class NotInYourCare(BookingError):
    """The child is not in the care of the one who books."""


class TooLateToCancel(BookingError):
    """The deadline for giving the place back has passed."""


class ParticipantBusy(BookingError):
    """The person already has something else at one of the hours."""


class PlanningError(Exception):
    """A session cannot be planned, moved or cancelled like this."""


class Clash(PlanningError):
    """A room or a human is taken at that hour. ``resources`` names them."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        super().__init__(", ".join(str(resource) for resource in resources))
        self.resources = list(resources)


class AlreadyClosed(PlanningError):
    """The list of the session was handed in; it can no longer be moved or cancelled."""
