"""What somebody sees of their own: places, progress, certificates, for themselves and the children in care.

Everything is read once for the whole household; the number of queries does not grow with what they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.functional import cached_property

from courses.certificates.renewal import Renewal, renewable_among
from courses.lessons.learning import MyLearning, read_enrolments
from courses.models import Certificate, Enrolment
from lms.messaging.models import Message
from lms.people.models import Person
from sessions.appointments.mine import MyAppointment, upcoming_of
from sessions.household import booked_on_line_by
from sessions.models import Place, Run
from sessions.my_candidacy import Candidacy
from sessions.my_places import KeptForMe, MyPlace, read_places
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from courses.models import Course
    from sessions.models.place import PlaceQuerySet

SECRET_KINDS = ("sign_in_code",)
NEWEST = 3


@dataclass(frozen=True)
class Progress:
    """Teaching hours earned of those planned, once a course is over."""

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
            self.all_places.held().exclude(run__status__in=(Run.Status.CANCELLED, Run.Status.FINISHED))
        )
        held = [MyPlace(place) for place in places]
        last = timezone.now() + timedelta(days=36500)
        return sorted(held, key=lambda mine: mine.next_session.starts_at if mine.next_session else last)

    @property
    def all_places(self) -> PlaceQuerySet:
        """Those of the household, and those taken for adults who come along."""
        own = Q(person__in=self.household) | booked_on_line_by(self.person)
        return read_places(Place.objects.filter(own))

    @property
    def places(self) -> list[MyPlace]:
        return [mine for mine in self.held if mine.is_ahead]

    @cached_property
    def offers(self) -> list[KeptForMe]:
        """Seats kept until somebody says yes or no, the most urgent first."""
        kept: dict[int, list[MyPlace]] = {}
        for mine in self.held:
            offer = mine.place.offer
            if mine.place.status == Place.Status.OFFERED and offer and offer.is_open:
                kept.setdefault(offer.pk, []).append(mine)
        offers = [KeptForMe(places) for places in kept.values()]
        return sorted(offers, key=lambda one: one.until)

    @property
    def next_step(self) -> MyPlace | None:
        """The seat whose next meeting comes first."""
        return next((mine for mine in self.held if mine.place.is_confirmed and mine.next_session), None)

    @cached_property
    def appointments(self) -> list[MyAppointment]:
        """What is booked with specialists, soonest first; it stays apart from the courses."""
        return upcoming_of(self.household)

    @property
    def next_appointment(self) -> MyAppointment | None:
        """The soonest one, when nothing else comes before it."""
        first = next(iter(self.appointments), None)
        meeting = self.next_step.next_session if self.next_step else None
        return None if first and meeting and meeting.starts_at < first.starts_at else first

    @property
    def under_way(self) -> list[MyPlace]:
        """Courses that have begun: before the first meeting there is nothing to count."""
        return [
            mine for mine in self.held if mine.place.is_confirmed and len(mine.ahead) < len(mine.sessions)
        ]

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """Of the whole household, read once for what is learnt and for what has ended."""
        valid = Certificate.objects.filter(status=Certificate.Status.VALID)
        found = read_enrolments(self.person).select_related("course", "person", "place__run__course")
        return list(found.prefetch_related(Prefetch("certificates", queryset=valid)))

    @cached_property
    def finished(self) -> list[Finished]:
        ended = (Enrolment.Result.COMPLETED, Enrolment.Result.NOT_COMPLETED)
        return [Finished(enrolment) for enrolment in self.enrolments if enrolment.result in ended]

    @property
    def certificates(self) -> list[Finished]:
        return [finished for finished in self.finished if finished.certificate]

    @cached_property
    def learning(self) -> MyLearning:
        """What is read at home."""
        return MyLearning(self.person, enrolments=self.enrolments)

    @cached_property
    def renewals(self) -> list[Renewal]:
        """Certificates that have lapsed or may be renewed now, the most urgent first."""
        return renewable_among(one.certificate for one in self.finished if one.certificate)

    @cached_property
    def candidacy(self) -> Candidacy | None:
        return Candidacy.of(self.person)

    @cached_property
    def newest_messages(self) -> list[Message]:
        return list(messages_of(self.person)[:NEWEST])


def messages_of(person: Person) -> QuerySet[Message]:
    """What was written to a person, newest first; codes are nobody's reading."""
    shown = Message.objects.filter(recipient=person).exclude(kind__in=SECRET_KINDS)
    return shown.exclude(Q(status=Message.Status.WITHDRAWN) | Q(not_before__gt=timezone.now()))


def certificate_of(number: str, *, person: Person) -> Certificate | None:
    """A valid certificate of the person or of a child in their care."""
    own = Q(enrolment__person=person) | Q(enrolment__person__in=Person.objects.in_care_of(person))
    return Certificate.objects.filter(own, number=number, status=Certificate.Status.VALID).first()
