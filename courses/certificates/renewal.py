"""Certificates that lapse, and the courses that renew them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language

from courses.certificates.telling import title_of
from courses.certificates.validity import window_opens
from courses.models import Certificate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from courses.models import Course
    from lms.people.models import Person


@dataclass(frozen=True)
class Renewal:
    """A certificate that lapses, and how its holder keeps what it says."""

    certificate: Certificate

    @property
    def title(self) -> str:
        """What the certificate is of, as it says itself."""
        return title_of(self.certificate, language=get_language() or "")

    @property
    def course(self) -> Course:
        """What to take: a shorter course where there is one, else the same again."""
        taken = self.certificate.enrolment.course
        return taken.renewed_by or taken

    @property
    def is_shorter(self) -> bool:
        return self.certificate.enrolment.course.renewed_by is not None

    @property
    def opens_on(self) -> date:
        return window_opens(self.certificate)

    @property
    def expires_on(self) -> date:
        return self.certificate.expires_on  # type: ignore[return-value]

    @property
    def days_left(self) -> int:
        """Days on which it still holds; none left is 0, and below it has lapsed."""
        return (self.expires_on - timezone.localdate()).days

    @property
    def is_open(self) -> bool:
        """Whether now is the time."""
        return self.opens_on <= timezone.localdate()

    @property
    def is_lapsed(self) -> bool:
        return self.certificate.is_expired


def not_renewed() -> QuerySet[Certificate]:
    """Certificates with an end that nothing newer carries on: no renewal, and no later one of the course."""
    course = OuterRef("enrolment__course")
    newer = Certificate.objects.valid().filter(
        Q(renews=OuterRef("pk"))
        | Q(enrolment__person=OuterRef("enrolment__person"))
        & (Q(enrolment__course=course) | Q(enrolment__course__renews=course))
        & Q(issued_at__gt=OuterRef("issued_at"))
    )
    ending = Certificate.objects.valid().filter(expires_on__isnull=False)
    found = ending.filter(~Exists(newer))
    return found.select_related("enrolment__person", "enrolment__course__renewed_by")


def renewable(person: Person) -> list[Renewal]:
    """What a person holds that has lapsed or may be renewed now, the most urgent first. One query."""
    found = not_renewed().filter(enrolment__person=person).order_by("expires_on", "pk")
    return [renewal for renewal in map(Renewal, found) if renewal.is_open]


def renewable_among(certificates: Iterable[Certificate]) -> list[Renewal]:
    """The same of all the valid certificates of some people, read before with their courses. No query."""
    read = list(certificates)
    ending = [one for one in read if one.expires_on and not any(_carries_on(other, one) for other in read)]
    renewals = [renewal for renewal in map(Renewal, ending) if renewal.is_open]
    return sorted(renewals, key=lambda renewal: renewal.expires_on)


def _carries_on(newer: Certificate, older: Certificate) -> bool:
    """Whether the one stands in for the other; in a query this is ``not_renewed``."""
    taken, again = older.enrolment, newer.enrolment
    is_of_course = again.course_id in (taken.course_id, taken.course.renewed_by_id)
    is_later = again.person_id == taken.person_id and newer.issued_at > older.issued_at
    return newer.renews_id == older.pk or (is_of_course and is_later)


def renewed_by(person: Person, *, course: Course) -> Certificate | None:
    """The certificate that completing the course renews: of the same course, or of one it was made for.

    One that lapsed can be renewed as well; the new time then begins anew.
    """
    of_course = Q(enrolment__course=course) | Q(enrolment__course__renewed_by=course)
    held = Certificate.objects.valid().filter(of_course, enrolment__person=person, expires_on__isnull=False)
    return held.select_related("enrolment__course").order_by("-expires_on", "-pk").first()
