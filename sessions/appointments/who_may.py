"""Who may book which kind of help, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.people.models import Guardianship, Membership, Person
from sessions.booking import ENROL_OTHERS, may_act_for
from sessions.errors import NotForThem, NotInYourCare
from sessions.models import Appointment, Place, Service

if TYPE_CHECKING:
    from collections.abc import Iterable

CAME = (Appointment.Status.BOOKED, Appointment.Status.ATTENDED)
KNOWN_BY_A_PLACE = (*Place.HELD, Place.Status.NO_SHOW)


def assert_may_book(service: Service, *, person: Person, booked_by: Person) -> None:
    """Raise NotInYourCare or NotForThem where this help is not for the person, or not booked by this one."""
    if not may_act_for(person, booked_by):
        raise NotInYourCare
    if not service.is_in_use or not is_for(service, person):
        raise NotForThem
    if is_staff(booked_by):
        return
    if service.booked_by == Service.BookedBy.STAFF:
        raise NotForThem
    if service.booked_by == Service.BookedBy.KNOWN and not is_known({person, booked_by}):
        raise NotForThem


def may_ask_for(service: Service, carer: Person) -> bool:
    """Whether the person may book this help for somebody; for whom is asked later."""
    if is_staff(carer) or service.booked_by == Service.BookedBy.ANYONE:
        return True
    known = {carer, *Person.objects.in_care_of(carer)}
    return service.booked_by == Service.BookedBy.KNOWN and is_known(known)


def is_for(service: Service, person: Person) -> bool:
    """Whether the help is for somebody of this age. Who is in somebody's care, of unknown age, is a child."""
    if service.audience == Service.Audience.EVERYONE:
        return True
    return is_a_child(person) == (service.audience == Service.Audience.CHILDREN)


def is_a_child(person: Person) -> bool:
    """A child by date of birth; of unknown age, whoever is in somebody's care."""
    if person.date_of_birth:
        return person.is_child
    return Guardianship.objects.valid_on().filter(child=person).exists()


def is_staff(person: Person) -> bool:
    """Whether the person books for others by profession."""
    return Membership.objects.valid_on().filter(person=person, role__in=ENROL_OTHERS).exists()


def is_known(people: Iterable[Person]) -> bool:
    """Whether one of them has a place in a run, or was here before."""
    known = [person.pk for person in people]
    if Place.objects.filter(person__in=known, status__in=KNOWN_BY_A_PLACE).exists():
        return True
    return Appointment.objects.filter(person__in=known, status__in=CAME).exists()


def who_comes_along(service: Service, *, person: Person, booked_by: Person) -> Person | None:
    """The carer who stays with the child; whoever books, if that is a carer, or else the first one."""
    if not service.carer_stays or not is_a_child(person) or person.pk == booked_by.pk:
        return None
    carers = [
        guardianship.carer
        for guardianship in Guardianship.objects.valid_on()
        .filter(child=person)
        .select_related("carer")
        .order_by("pk")
    ]
    return next((carer for carer in carers if carer.pk == booked_by.pk), next(iter(carers), None))


def assert_comes_along(person: Person, companion: Person) -> None:
    """Raise NotInYourCare where somebody else than a carer of the person is to come along."""
    if not Person.objects.in_care_of(companion).filter(pk=person.pk).exists():
        raise NotInYourCare
