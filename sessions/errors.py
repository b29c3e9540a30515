"""What can stand in the way of a booking or a plan. Views turn each into words for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, time

    from courses.models import Course
    from lms.people.models import Person
    from sessions.absences import Hit
    from sessions.clearances import NotClearedReason
    from sessions.models import Offer, Resource, Room, Session, WorkingHours
    from sessions.units import Part


class BookingError(Exception):
    """The place cannot be taken, moved or given back."""


class BookingClosed(BookingError):
    """The run is not published, or outside its booking window."""


class NotEligible(BookingError):
    """The course is for somebody else: children, staff, carers with a child."""


class CoursesComeFirst(BookingError):
    """Somebody has to complete other courses before. ``missing``: the people, each with these courses."""

    def __init__(self, missing: dict[Person, list[Course]]) -> None:
        self.missing = missing
        super().__init__(", ".join(str(course) for courses in missing.values() for course in courses))


class NotInYourCare(BookingError):
    """The child is not in the care of the one who books."""


class TooManyForRun(BookingError):
    """More people ask together than the run has seats; they would wait for ever."""


class SeatsGone(BookingError):
    """Not so many seats are free as this party needs."""


class ChildcareFull(BookingError):
    """Fewer children can still be looked after than were named. ``left`` says how many."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(str(left))


class HasPlaceAlready(BookingError):
    """The person holds a place in that run, or waits for one."""


class OfferOver(BookingError):
    """The offer was answered before, its time is over, or it was taken back. ``offer`` says which."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        super().__init__(str(offer.outcome))


class CannotMakeUp(BookingError):
    """The one session cannot stand for the other: another course, over, attended, or made up already."""


class TooLateToCancel(BookingError):
    """The deadline for giving the place back has passed."""


class ParticipantBusy(BookingError):
    """Somebody already has something else at one of the hours. ``people`` names them."""

    def __init__(self, people: Iterable[object] = ()) -> None:
        self.people = list(people)
        super().__init__(", ".join(str(person) for person in self.people))


class TransitionRefused(BookingError):
    """The place is not, or no longer, in a status from which it can go there."""


class HourTaken(BookingError):
    """Somebody else has just taken the hour, or the time to fill in the form is over."""


class OutsideHours(BookingError):
    """The specialist takes no appointments of this kind at that hour."""


class TooSoon(BookingError):
    """The kind of help is booked further ahead than this."""


class TooFar(BookingError):
    """The kind of help is not booked so far ahead, or not so many times in one series."""


class NotForThem(BookingError):
    """The kind of help is for others: adults, children, people whom we know or refer."""


class NotYetOver(BookingError):
    """What is still to come cannot be noted as attended or missed."""


class PlanningError(Exception):
    """A session cannot be planned, moved or cancelled like this."""


class Clash(PlanningError):
    """A room or a human is taken at that hour. ``resources`` names them, ``hours`` says when."""

    def __init__(self, resources: Iterable[Resource], *, hours: Iterable[datetime] = ()) -> None:
        self.resources = list(resources)
        self.hours = sorted(hours)
        super().__init__(", ".join(str(resource) for resource in self.resources))

    @classmethod
    def of_all(cls, clashes: Iterable[Clash]) -> Clash:
        """Several clashes as one: everything that is not free, and all the hours."""
        found = list(clashes)
        resources = {resource.pk: resource for clash in found for resource in clash.resources}
        return cls(resources.values(), hours={hour for clash in found for hour in clash.hours})


class AlreadyClosed(PlanningError):
    """The list of the session was handed in, or all lists of the run; they can no longer be changed."""


class AlreadyCancelled(PlanningError):
    """The session or the run was called off; nothing in it can be planned any more."""


class WrongHours(PlanningError):
    """The session ends before it starts."""


class NotATimetable(PlanningError):
    """No series of sessions can be made of what was asked: no weekday, no length, or no sense."""


class HourSkipped(PlanningError):
    """No clock shows this hour: it is skipped on the night on which summer time begins."""

    def __init__(self, local: datetime) -> None:
        self.local = local
        super().__init__(f"{local:%Y-%m-%d %H:%M}")


class OutsideRoomHours(PlanningError):
    """The room is closed at that hour. ``hours`` says from when to when it is open on that weekday."""

    def __init__(self, room: Room, *, starts_at: datetime, hours: Iterable[tuple[time, time]]) -> None:
        self.room = room
        self.starts_at = starts_at
        self.hours = sorted(hours)
        super().__init__(str(room))


class ChangedMeanwhile(PlanningError):
    """Somebody else changed the record after the reader had opened it."""


class NotCleared(PlanningError):
    """Somebody may not work with children on one of the days. ``reasons`` says who and why."""

    def __init__(self, reasons: Iterable[NotClearedReason]) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(str(reason.person) for reason in self.reasons))


class HoursOverlap(PlanningError):
    """The specialist works for the same purpose at some of these hours already. ``hours`` are those."""

    def __init__(self, hours: WorkingHours) -> None:
        self.hours = hours
        super().__init__(str(hours))


class UnitOutside(PlanningError):
    """A unit ends after its session. ``part`` is the unit."""

    def __init__(self, session: Session, part: Part) -> None:
        self.session = session
        self.part = part
        super().__init__(str(part))


class UnitsOverlap(PlanningError):
    """A unit begins before the one before it has ended."""

    def __init__(self, session: Session, one: Part, following: Part) -> None:
        self.session = session
        self.one = one
        self.following = following
        super().__init__(f"{one}, {following}")


class AbsenceRefused(PlanningError):
    """A leave meets what cannot be left: a meeting begun, one's own seat, another leave. ``hit`` has them."""

    def __init__(self, hit: Hit) -> None:
        self.hit = hit
        super().__init__(", ".join(str(one) for one in [*hit.in_the_way, *hit.absences]))
