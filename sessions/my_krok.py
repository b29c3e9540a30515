"""What somebody sees of their own: places, progress, certificates, for themselves and the children in care.

Everything is read once for the whole household; the number of queries does not grow with what they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from courses.models import Certificate, Enrolment
from lms.messaging.models import Message
from lms.people.models import Person
from sessions.models import Place, Run, Session
from sessions.my_candidacy import Candidacy
from sessions.run_dates import RunDates, dates_of
from sessions.signals import minutes_asked
from sessions.whereabouts import Where, title_of, where_is

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from courses.models import Course
    from sessions.models.place import PlaceQuerySet

SECRET_KINDS = ("sign_in_code",)
NEWEST = 3


@dataclass(frozen=True)
class Progress:
    """Teaching hours earned of those planned."""

    earned_minutes: int
    planned_minutes: int
    minutes_in_hour: int

    @property
    def earned(self) -> float:
        return min(self.earned_minutes, self.planned_minutes) / self.minutes_in_hour

    @property
    def planned(self) -> float:
        return self.planned_minutes / self.minutes_in_hour


@dataclass(frozen=True)
class MyPlace:
    """A place with what its holder wants to know of it."""

    place: Place
    earned_minutes: int = 0

    @property
    def run(self) -> Run:
        return self.place.run

    @property
    def title(self) -> str:
        return title_of(self.run)

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.run.sessions.all())

    @cached_property
    def ahead(self) -> list[Session]:
        now = timezone.now()
        return [session for session in self.sessions if session.ends_at >= now]

    @property
    def next_session(self) -> Session | None:
        return self.ahead[0] if self.ahead else None

    @property
    def dates(self) -> RunDates:
        return dates_of(self.sessions)

    def where(self, session: Session) -> Where:
        return where_is(session, self.run, has_seat=self.place.has_seat)

    @property
    def next_where(self) -> Where | None:
        return self.where(self.next_session) if self.next_session else None

    @property
    def is_ahead(self) -> bool:
        """Whether it is still worth having: meetings to come, or none planned yet."""
        return bool(self.ahead or not self.sessions)

    @property
    def give_back_until(self) -> datetime | None:
        """The deadline for giving a seat back; a number in the queue can be given back at any time."""
        if not self.sessions or not self.place.has_seat:
            return None
        return self.sessions[0].starts_at - timedelta(hours=self.run.cancel_hours_before)

    @property
    def can_give_back(self) -> bool:
        until = self.give_back_until
        return self.place.is_held and (until is None or timezone.now() <= until)

    @property
    def progress(self) -> Progress:
        planned = sum(session.minutes for session in self.sessions)
        return Progress(self.earned_minutes, planned, self.run.course.minutes_in_hour)


@dataclass(frozen=True)
class Finished:
    """A course that ended for a person, with the certificate when there is one."""

    enrolment: Enrolment

    @property
    def course(self) -> Course:
        return self.enrolment.course

    @property
    def title(self) -> str:
        place = getattr(self.enrolment, "place", None)
        return title_of(place.run if place else Run(course=self.course))

    @property
    def is_completed(self) -> bool:
        return self.enrolment.result == Enrolment.Result.COMPLETED

    @property
    def certificate(self) -> Certificate | None:
        return next(iter(self.enrolment.certificates.all()), None)

    @property
    def progress(self) -> Progress:
        enrolment = self.enrolment
        return Progress(enrolment.earned_minutes, enrolment.planned_minutes, self.course.minutes_in_hour)

    @property
    def required_share(self) -> Decimal:
        return self.course.required_share


class MyKrok:
    """One person's house."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @cached_property
    def children(self) -> list[Person]:
        return list(Person.objects.in_care_of(self.person))

    @property
    def household(self) -> list[Person]:
        return [self.person, *self.children]

    @cached_property
    def held(self) -> list[MyPlace]:
        """Every place that stands, soonest first."""
        places = list(
            my_places(self.household)
            .held()
            .exclude(run__status__in=(Run.Status.CANCELLED, Run.Status.FINISHED))
        )
        minutes = earned_minutes(places)
        held = [MyPlace(place, minutes.get(place.pk, 0)) for place in places]
        last = timezone.now() + timedelta(days=36500)
        return sorted(held, key=lambda mine: mine.next_session.starts_at if mine.next_session else last)

    @property
    def places(self) -> list[MyPlace]:
        return [mine for mine in self.held if mine.is_ahead]

    @property
    def next_step(self) -> MyPlace | None:
        """The seat whose next meeting comes first."""
        return next((mine for mine in self.held if mine.place.has_seat and mine.next_session), None)

    @property
    def under_way(self) -> list[MyPlace]:
        """Courses that have begun: before the first meeting there is nothing to count."""
        return [mine for mine in self.held if mine.place.has_seat and len(mine.ahead) < len(mine.sessions)]

    @cached_property
    def finished(self) -> list[Finished]:
        valid = Certificate.objects.filter(status=Certificate.Status.VALID)
        ended = Enrolment.objects.filter(
            person__in=self.household, result__in=(Enrolment.Result.COMPLETED, Enrolment.Result.NOT_COMPLETED)
        )
        ended = ended.select_related("course", "person", "place__run__course")
        return [
            Finished(enrolment)
            for enrolment in ended.prefetch_related(Prefetch("certificates", queryset=valid))
        ]

    @property
    def certificates(self) -> list[Finished]:
        return [finished for finished in self.finished if finished.certificate]

    @cached_property
    def candidacy(self) -> Candidacy | None:
        return Candidacy.of(self.person)

    @cached_property
    def newest_messages(self) -> list[Message]:
        return list(messages_of(self.person)[:NEWEST])


def my_places(people: list[Person]) -> PlaceQuerySet:
    """Places of these people with all that My Krok says of them: run, meetings, number in the queue."""
    not_cancelled = Session.objects.not_cancelled().select_related("room__office")
    meetings = Prefetch("run__sessions", queryset=not_cancelled)
    before = (
        Place.objects.filter(
            run=OuterRef("run"), status=Place.Status.WAITING, queue_number__lte=OuterRef("queue_number")
        )
        .order_by()
        .values("run")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Place.objects.filter(person__in=people)
        .select_related("run__course", "run__room__office", "run__organiser", "person", "enrolment")
        .prefetch_related(meetings)
        .annotate(number_in_queue=Subquery(before))
    )


def earned_minutes(places: list[Place]) -> dict[int, int]:
    """Minutes each place has earned so far, as whoever keeps attendance answers."""
    minutes: dict[int, int] = {}
    for _receiver, answer in minutes_asked.send(sender=Place, places=places):
        minutes.update(cast("dict[int, int]", answer))
    return minutes


def messages_of(person: Person) -> QuerySet[Message]:
    """What was written to a person, newest first; codes are nobody's reading."""
    shown = Message.objects.filter(recipient=person).exclude(kind__in=SECRET_KINDS)
    return shown.exclude(Q(status=Message.Status.WITHDRAWN) | Q(not_before__gt=timezone.now()))


def certificate_of(number: str, *, person: Person) -> Certificate | None:
    """A valid certificate of the person or of a child in their care."""
    own = Q(enrolment__person=person) | Q(enrolment__person__in=Person.objects.in_care_of(person))
    return Certificate.objects.filter(own, number=number, status=Certificate.Status.VALID).first()
